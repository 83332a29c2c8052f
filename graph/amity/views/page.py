"""The page: one HTML file that asks nobody for anything."""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

LANGUAGES = ("en", "fr")

_SHAPES = {
    "State": "dot",
    "InternationalOrganization": "square",
    "GovernmentBody": "diamond",
    "SubnationalEntity": "hexagon",
    "Company": "triangleDown",
    "ActorGroup": "star",
    "Person": "triangle",
}


class PartnerNetwork(Network):  # type: ignore[misc]
    """A pyvis network of partners that is written with a page of our own.

    Of pyvis it has the nodes, the edges and the vis-network library that ships with it. It overrides how the page is
    made: everything inline, all text escaped, a policy (Content Security Policy) that lets only our scripts run and
    nothing be loaded, places computed beforehand, and the same bytes for the same content.
    """

    def __init__(self, content: dict[str, Any], language: str = "en") -> None:
        """`content` is what `views.content.content` gives. Raises ValueError for a language that the page has not."""
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r}: the view speaks {' and '.join(LANGUAGES)}")
        # As if directed: otherwise pyvis looks at every edge for each that it adds.
        super().__init__(height="100%", directed=True, cdn_resources="in_line")
        self.content = content
        self.language = language
        self.options = json.loads(_asset("options.json"))
        self.templateEnv = Environment(
            loader=PackageLoader("amity.views", "page"), autoescape=True, undefined=StrictUndefined
        )
        self.path = "network.html"
        for i, actor in enumerate(content["actors"]):
            shape = _SHAPES.get(actor["kind"], "dot")
            name = actor["label"][language]
            self.add_node(i, label=name, shape=shape, color=None, x=actor["x"], y=actor["y"], size=actor["size"])
        for i, tie in enumerate(content["ties"]):
            width = round(1.2 + 1.6 * tie["weight"] ** 0.5, 1)
            self.add_edge(tie["a"], tie["b"], id=i, width=width, dashes=tie["planned"], arrows="")

    def generate_html(self, name: str = "network.html", local: bool = True, notebook: bool = False) -> str:
        """The whole page; the arguments, which pyvis has, change nothing."""
        nodes, edges, _, _, _, options = self.get_network_data()
        words = json.loads(_asset("words.json"))
        data = self.content | {"nodes": nodes, "edges": edges, "options": json.loads(options), "words": words}
        style, script, library = _asset("network.css"), _asset("network.js"), _vis_network()
        policy = {
            "default-src": "'none'",
            "script-src": f"{_hash(library)} {_hash(script)}",
            "style-src": _hash(style),
            "img-src": "data:",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        return str(
            self.templateEnv.get_template(self.path).render(
                language=self.language,
                words=words[self.language],
                title=self._title(words[self.language]),
                policy="; ".join(f"{name} {value}" for name, value in policy.items()),
                style=Markup(style),  # noqa: S704 (ours, and hashed in the policy)
                library=Markup(library),  # noqa: S704
                script=Markup(script),  # noqa: S704
                data=Markup(_json(data)),  # noqa: S704 (escaped by _json)
            )
        )

    def write_html(
        self, name: str | Path, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Writes the page to the file `name`, in UTF-8, whatever the machine's own encoding."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")

    def _title(self, words: dict[str, str]) -> str:
        focus = self.content["focus"]
        if focus is None:
            return words["title"]
        return words["title_of"].replace("{actor}", self.content["actors"][focus]["label"][self.language])


def _json(data: Any) -> str:
    """JSON that cannot end the element it stands in: `<` occurs in texts alone, and there it may be escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return (files("amity.views") / "page" / name).read_text(encoding="utf-8")


@cache
def _vis_network() -> str:
    """The newest vis-network that pyvis brings. Raises RuntimeError where it brings none, or one not fit to inline."""
    found = sorted(path.name for path in (files("pyvis") / "templates" / "lib").iterdir() if "vis-" in path.name)
    if not found:
        raise RuntimeError("pyvis is installed without its vis-network files: reinstall it (pip install pyvis)")
    library = files("pyvis") / "templates" / "lib" / found[-1] / "vis-network.min.js"
    # A browser reads CRLF as LF, and the hash must be of what it reads.
    text = library.read_text(encoding="utf-8").replace("\r\n", "\n")
    if "</script" in text.lower() or "<!--" in text:
        raise RuntimeError(f"{library}: cannot stand inside a page; another version of pyvis is needed")
    return text
