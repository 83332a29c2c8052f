"""The network of partners as a page: one HTML file that needs no network and no other file."""

from pathlib import Path

from amity.store import Dataset
from amity.views.content import Content, content
from amity.views.partners import PartnerNetwork

__all__ = ["Content", "PartnerNetwork", "content", "write_view"]


def write_view(
    dataset: Dataset,
    path: str | Path,
    *,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
    domain: str | None = None,
    class_: str | None = None,
    status: str | None = None,
    min_weight: float = 0,
    language: str = "en",
) -> None:
    """Writes the network to the HTML file `path`: all of it, or that of one actor (`TGO`, or an IRI) and its partners.

    The filters are those of `content`; `language` (en or fr) is the one the page opens in. Raises
    ValueError for a value that is none or an actor without events, OSError where the file cannot be written.
    """
    shown = content(
        dataset,
        actor=actor,
        min_weight=min_weight,
        since=since,
        until=until,
        domain=domain,
        class_=class_,
        status=status,
    )
    PartnerNetwork(shown, language).write_html(path)
