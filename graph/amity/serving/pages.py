"""HTML: templates that escape whatever they are given, in the language of the reader."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from amity.serving.links import with_parameters
from amity.serving.messages import Reply, Request
from amity.serving.negotiation import choose_language

LANGUAGES = ("en", "fr")
_NAMES = {"en": "English", "fr": "Français"}


class Page:
    """What all pages have in common: the language, the links that keep it, and the texts."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.chosen = request.parameters.get("lang") if request.parameters.get("lang") in LANGUAGES else None
        self.language = choose_language(request.languages, LANGUAGES, self.chosen)

    def html(self, template: str, address: str, *, status: int = 200, **content: Any) -> Reply:
        """The page, whose own path is `address`."""
        others = [
            (language, name, with_parameters(address, **{**self._request.parameters, "lang": language}))
            for language, name in _NAMES.items()
        ]
        body = (
            _environment()
            .get_template(template)
            .render(
                language=self.language,
                languages=others,
                texts=texts()[self.language],
                to=self.to,
                kept=[("lang", self.chosen)] if self.chosen else [],
                **content,
            )
        )
        headers = {"Content-Language": self.language, "Vary": "Accept, Accept-Language"}
        return Reply(body.encode(), "text/html; charset=utf-8", status, headers)

    def to(self, path: str, **parameters: str | None) -> str:
        """An address on this server, in the language that the reader has chosen."""
        return with_parameters(path, **parameters, lang=self.chosen)

    def error(self, title: str, message: str, status: int) -> Reply:
        """A page that says what went wrong; `title` is one of the texts."""
        return self.html("error.html", "/", status=status, title=texts()[self.language][title], message=message)


@cache
def texts() -> dict[str, dict[str, str]]:
    """The texts of the pages, by language."""
    found: dict[str, dict[str, str]] = json.loads(page_file("texts.json"))
    return found


def page_file(name: str) -> bytes:
    """A file that comes with the pages."""
    return (files("amity.serving") / "page" / name).read_bytes()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("amity.serving", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
