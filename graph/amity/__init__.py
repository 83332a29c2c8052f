"""Amity: a knowledge graph of international partnerships. Begin with `amity.open()` or `amity.read(…)`."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amity.api import Graph

__version__ = "0.1.0"
__all__ = ["__version__", "open", "read"]


def open(store: "str | Path | None" = None, *, language: str = "en") -> "Graph":
    """The graph in a folder, or on the SPARQL server at an address, to be read: see `amity.api.Graph`.

    Without `store` it is that of the environment (AMITY_STORE), else the one that `amity build` has written here
    (amity-out/store); where there is neither, the dossier that ships is read into memory, which takes some seconds.
    `language` (en or fr) is that of titles and labels. Raises RuntimeError where there is no dataset.
    """
    from amity.api import opened

    return opened(store, language)


def read(*sources: "str | Path", language: str = "en") -> "Graph":
    """The graph of articles of your own, in memory: text, Markdown, HTML and JSON Lines files, and folders of them.

    What cannot be read is logged with its reason, and the rest goes on. Raises ValueError where nothing can be read.
    """
    from amity.api import read_sources

    return read_sources(sources, language)
