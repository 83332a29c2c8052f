"""Where a link may lead: to a page of this server, or to an address of the web; never to what a browser would run."""

from typing import NamedTuple
from urllib.parse import urlencode

from amity import vocabulary
from amity.addresses import is_web_address


class Link(NamedTuple):
    """A text, the language it is in where that is known, and where it leads; None where it leads nowhere."""

    text: str
    href: str | None = None
    language: str | None = None
    external: bool = False


def page_path(iri: str) -> str | None:
    """The path of the page of an individual; None for any other IRI."""
    return f"/page/{iri.removeprefix(vocabulary.ID)}" if len(vocabulary.segments(iri)) > 1 else None


def iri_of(path: str) -> str | None:
    """The IRI of the individual at a path such as `state/TGO`, however its characters are percent-encoded."""
    try:
        return vocabulary.individual(*vocabulary.segments(vocabulary.ID + path))
    except ValueError:
        return None


def web_link(address: str, text: str | None = None) -> Link:
    """A link to an address of the web; only its text where it is none."""
    return Link(text or address, address, external=True) if is_web_address(address) else Link(text or address)


def with_parameters(path: str, **parameters: str | None) -> str:
    """The path, which may have parameters already, with those that have a value."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}{'&' if '?' in path else '?'}{urlencode(given)}" if given else path
