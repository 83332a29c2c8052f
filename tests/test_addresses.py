"""What may be linked to: addresses of the web, and nothing that a browser would run."""

import pytest

from amity.addresses import is_web_address


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/é"])
def test_web_addresses(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " https://example.org",
        "//example.org",
        "https:///x",
        "https://[",
        "data:,x",
        "ftp://x.org",
        "",
    ],
)
def test_other_addresses_are_none(address: str) -> None:
    assert not is_web_address(address)
