"""The network as one HTML file: pyvis's model of nodes, edges and options, drawn by the page in page/.

Of pyvis the model and the vis-network library that it brings are used, and nothing of its template: the page holds all
it needs, asks for nothing, and runs no script but its own, whatever the articles contain (a content security policy
names the scripts by their hashes). The same network gives the same bytes.
"""

import base64
import gzip
import hashlib
import json
import math
import webbrowser
from importlib.resources import files
from pathlib import Path

import networkx as nx
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from amity import network
from amity.network import Graph
from amity.views import geography, layout, rings
from amity.views.content import LANGUAGES, Content, Json

_VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    *("values", "dates", "state", "colors", "drawing", "stage", "rings", "map", "timeline", "network", "matrix"),
    *("table", "panel", "legend", "filters", "years", "fragment", "export", "search", "main"),
)
_SHAPES = {
    "State": "dot",
    "InternationalOrganization": "square",
    "ActorGroup": "diamond",
    "Company": "triangle",
    "GovernmentBody": "hexagon",
    "SubnationalEntity": "triangleDown",
}
_OPTIONS: Json = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": layout.SEED},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 1, "arrows": {"to": {"enabled": False}}},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3},
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "hideEdgesOnDrag": False,
        "dragNodes": True,
        "keyboard": {"enabled": False},
    },
}
MOST_TIES, MOST_ACTORS = 500, 300
"""How many are drawn at first; the page says so and has the others."""


class PartnerNetwork(Network):  # type: ignore[misc]
    """A pyvis network of actors and their ties. `language` (en or fr) is the one the page opens in.

    Nodes are numbered as the actors of `content`, and so that the file may be read by a person, named by their English
    labels. Raises ValueError for another language.
    """

    def __init__(self, content: Content, language: str = "en") -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
        # Directed, for pyvis drops parallel undirected edges and searches all edges for them each time.
        super().__init__(directed=True, cdn_resources="in_line", height="100%")
        self.language = language
        self.content = content
        self.options = _OPTIONS
        self.path = "network.html"
        self.templateEnv = Environment(
            loader=PackageLoader("amity.views", "page"), autoescape=True, undefined=StrictUndefined
        )
        self._others = _without(content.ties, content.focus)
        self._communities = network.communities(self._others, layout.SEED)
        self._fill()

    def _fill(self) -> None:
        """The nodes and edges of the network; without the focus, which touches everyone and would hide the rest."""
        graph, ties, focus = self.content.graph, self._others, self.content.focus
        strengths = network.strength(self.content.ties)
        most = max((12.0, *(strengths[node] for node in ties)))
        sizes = {node: round(7 + 27 * math.sqrt(strengths[node] / most), 1) for node in ties}
        described = dict(zip(graph, self.content.data["actors"], strict=False))
        lengths = {node: max(len(shown(described[node], language)) for language in LANGUAGES) for node in ties}
        pairs = sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if focus not in (a, b)})
        # A pair that nothing but a break or a denial connects has no weight, and is shown.
        broken = [pair for pair in pairs if not ties.has_edge(*pair)]
        core = network.core(ties, MOST_ACTORS)
        telling = network.backbone(core, MOST_TIES)
        drawn = telling.union(pair for pair in broken if core.has_node(pair[0]) and core.has_node(pair[1]))
        points = layout.beyond(ties, layout.whole(core, telling, drawn - telling, sizes, lengths))
        community = {node: number for number, group in enumerate(self._communities) for node in group}
        numbers = {node: number for number, node in enumerate(graph)}
        for node in ties:
            self.add_node(
                numbers[node],
                label=described[node]["label"]["en"],
                shape=_SHAPES.get(described[node]["kind"], "dot"),
                size=sizes[node],
                x=round(points[node][0]),
                y=round(points[node][1]),
                group=community.get(node, -1),
                **({} if core.has_node(node) else {"aside": True}),
            )
        for pair in pairs:
            self.add_edge(*(numbers[end] for end in pair), arrows="", **({} if pair in drawn else {"hidden": True}))

    def _rings(self) -> Json:
        """Where partners stand around the focus; in a whole network around each of its strongest actors.

        By the number of the actor in the middle: the numbers of its partners with their places, clockwise.
        """
        graph, ties, focus = self.content.graph, self.content.ties, self.content.focus
        regions = geography.regions()
        placed: rings.Regions = {
            node: regions[actor["id"]]
            for node, actor in zip(graph, self.content.data["actors"], strict=False)
            if actor.get("region")
        }
        numbers = {node: number for number, node in enumerate(graph)}
        found: Json = {}
        for center in [focus] if focus is not None else network.core(ties, MOST_ACTORS):
            weights = {n: ties.edges[center, n]["weight"] if ties.has_edge(center, n) else 0.0 for n in graph[center]}
            points = rings.around(weights, rings.sectors(sorted(weights), placed, placed.get(center)))
            found[str(numbers[center])] = [[numbers[node], round(x), round(y)] for node, (x, y) in points.items()]
        return found

    def payload(self) -> Json:
        """What the page is given to draw: pyvis's nodes, edges and options, and the content."""
        nodes, edges, _, _, _, options = self.get_network_data()
        numbers = {node: number for number, node in enumerate(self.content.graph)}
        return {
            **self.content.data,
            "language": self.language,
            "drawn": self.content.graph.number_of_nodes(),
            "rings": self._rings(),
            "outermost": [rings.ACROSS, rings.DOWN],
            "communities": [[numbers[node] for node in group] for group in self._communities],
            "world": geography.world(),
            "vis": {"nodes": nodes, "edges": edges, "options": json.loads(options)},
            "texts": json.loads(_page_file("texts.json")),
        }

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page. The arguments are pyvis's and change nothing."""
        raw = json.dumps(self.payload(), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        scripts = [
            (files("pyvis") / _VIS_NETWORK).read_text(encoding="utf-8"),
            "(() => {\n" + "\n".join(_page_file(f"{name}.js") for name in _SCRIPTS) + "\n})();",
        ]
        style = _page_file("network.css")
        if any("</script" in script.lower() for script in scripts) or "</style" in style.lower():
            raise ValueError("a script or style of the page would end its own element")
        html: str = self.templateEnv.get_template(self.path).render(
            language=self.language,
            title=title(self.content, self.language),
            # Base64 has no character that could end the element it stands in; the same bytes each time (mtime).
            data=base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode(),
            scripts=[Markup(script) for script in scripts],  # noqa: S704 (our own files)
            style=Markup(style),  # noqa: S704
            script_hashes=" ".join(_hash(script) for script in scripts),
            style_hash=_hash(style),
            texts=json.loads(_page_file("texts.json"))[self.language],
        )
        return html

    def write_html(
        self, name: str | Path, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Writes the page to the file `name`, and with `open_browser` opens it; the others change nothing."""
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.generate_html(), encoding="utf-8", newline="\n")
        if open_browser:
            webbrowser.open(path.resolve().as_uri())

    def save_graph(self, name: str | Path) -> None:
        """Writes the page to the file `name`."""
        self.write_html(name)

    def show(self, name: str | Path, local: bool = True, notebook: bool = False) -> None:
        """Writes the page to the file `name` and opens it in a browser."""
        self.write_html(name, open_browser=True)


def _without(ties: Graph, focus: str | None) -> Graph:
    # By hand, for the order of a subgraph is that of a set.
    others: Graph = nx.Graph()
    others.add_nodes_from((node, data) for node, data in ties.nodes(data=True) if node != focus)
    others.add_edges_from(edge for edge in ties.edges(data=True) if focus not in edge[:2])
    return others


def title(content: Content, language: str) -> str:
    """The title of the page: whose network it is."""
    texts = json.loads(_page_file("texts.json"))[language]
    if content.focus is None:
        return str(texts["title"])
    actor = content.data["actors"][content.data["focus"]]
    return str(texts["titleOf"]).replace("{actor}", actor["label"][language])


def shown(actor: Json, language: str) -> str:
    """The name of an actor in the picture: its acronym where the label is long."""
    label: str = actor["label"][language]
    short = actor.get("short", {})
    return str(short.get(language) or short.get("en") or label) if len(label) > 22 else label


def _page_file(name: str) -> str:
    return (files("amity.views") / "page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
