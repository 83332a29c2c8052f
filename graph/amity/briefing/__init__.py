"""A briefing on an actor: two pages to read and print, and behind them the quoted evidence of every figure."""

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from amity.briefing.facts import facts
from amity.parameters import find_actor
from amity.store import Dataset
from amity.views.content import LANGUAGES
from amity.views.pictures import picture, svg_or_png

_PICTURES = ("rings", "diversification")


def write_briefing(dataset: Dataset, path: str | Path, actor: str, *, language: str = "en") -> None:
    """Writes the briefing to one HTML file; see `briefing`. Raises as that does, OSError where it cannot be written."""
    page = briefing(dataset, actor, language=language)
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")


def briefing(dataset: Dataset, actor: str, *, language: str = "en") -> str:
    """The page about an actor (`TGO`, a name or an IRI), in `language` (en or fr); it needs no other file.

    It says who the partners are, in which domains, what was promised and what became of it, and what changed; each
    figure leads to the events behind it, and each event to the sentences that report it. Raises ValueError for an actor
    without events or another language, PicturesUnavailableError without the extra `pictures`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    iri = find_actor(actor, dataset)
    known = facts(dataset, iri, language)
    style = _file("briefing.css")
    return _template().render(
        **known,
        language=language,
        say=json.loads(_file("texts.json"))[language],
        style=Markup(style),  # noqa: S704 (our own file)
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        pictures={kind: _picture(dataset, kind, iri, language) for kind in _PICTURES if known["happened"]},
    )


def _picture(dataset: Dataset, kind: str, iri: str, language: str) -> str:
    # In an image no script runs, whatever the names in it are.
    svg = svg_or_png(picture(dataset, kind, iri, language=language))
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()


@cache
def _template() -> Template:
    loader = PackageLoader("amity", "briefing")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["told"] = _told
    return environment.get_template("briefing.html")


def _told(text: str, **values: Any) -> Markup:
    """A text with its `{name}`s filled in; a value that is markup already stays so."""
    told = escape(text)
    for name, value in values.items():
        told = told.replace("{" + name + "}", escape(value))
    return told


def _file(name: str) -> str:
    return (files("amity.briefing") / name).read_text(encoding="utf-8")
