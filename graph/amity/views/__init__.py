"""Pictures of the network: self-contained HTML files."""

from os import PathLike
from pathlib import Path
from typing import Any

from amity.store import Dataset
from amity.views.content import content
from amity.views.page import PartnerNetwork

__all__ = ["PartnerNetwork", "write_view"]


def write_view(dataset: Dataset, path: str | PathLike[str], *, language: str = "en", **filters: Any) -> None:
    """Draws the network of a dataset into the HTML file `path`.

    The page opens in `language` (`en`, `fr`) and has the other one too. `actor` shows that actor and its partners
    alone; `since`, `until`, `domain`, `class_` and `status` choose events as in `network.happenings`. Raises ValueError
    for a filter that is none, OSError where the file cannot be written.
    """
    PartnerNetwork(content(dataset, **filters), language).write_html(Path(path))
