"""Which addresses a page may link to."""

from urllib.parse import urlsplit


def is_web_address(address: str) -> bool:
    """Whether it is http or https to a host, and nothing else that a browser would run."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and address.isprintable() and " " not in address
