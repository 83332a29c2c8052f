"""The page as a file: complete, the same each time, and safe before any browser sees it."""

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pyvis.network import Network

from amity import vocabulary
from amity.store import Dataset
from amity.views import PartnerNetwork, content, geography, layout, write_view


class Elements(HTMLParser):
    """The start tags of a page, the text of its scripts and styles, and that of its title."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.tags[-1][0] if self.tags else "", []).append(data)


def page(dataset: Dataset, tmp_path: Path, **more: Any) -> str:
    write_view(dataset, tmp_path / "network.html", **more)
    return (tmp_path / "network.html").read_text(encoding="utf-8")


def embedded(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="text/plain" id="data">([^<]*)</script>', html)
    assert found
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return data


def test_it_is_one_file_that_asks_for_nothing(
    partners: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    html = page(partners, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["network.html"]
    elements = Elements()
    elements.feed(html)
    assert {tag for tag, _ in elements.tags}.isdisjoint({"link", "img", "iframe", "object", "base", "form"})
    assert not any("src" in attributes for _, attributes in elements.tags)
    assert [a["href"] for _, a in elements.tags if "href" in a] == ["#panel"]
    assert not any(name.startswith("on") or name == "style" for _, a in elements.tags for name in a)
    assert len(html.encode()) < 750_000


def test_sixty_partners_with_quotes_of_real_size_fit_in_a_megabyte(tmp_path: Path) -> None:
    benchmark = pytest.importorskip("views", reason="tests/benchmarks/views.py needs playwright")
    assert len(page(benchmark.partners(60), tmp_path, actor="TGO").encode()) <= 1_000_000


def test_its_policy_allows_its_own_scripts_and_nothing_else(partners: Dataset, tmp_path: Path) -> None:
    html = page(partners, tmp_path)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    for name, pattern in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
        blocks = re.findall(pattern, html, re.DOTALL)
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(b.encode()).digest()).decode()}'" for b in blocks}
        assert set(rules[name].split()) == hashes


@pytest.mark.parametrize("actor", [None, "TGO"])
def test_the_same_network_gives_the_same_bytes(partners: Dataset, tmp_path: Path, actor: str | None) -> None:
    partners.dump(tmp_path / "graph.nq")
    script = """
import sys, pyoxigraph as ox
from pathlib import Path
from amity.store import Dataset
from amity.views import write_view
store = ox.Store()
store.load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
write_view(Dataset(store), sys.argv[2], actor=sys.argv[3] or None)
"""
    for number in ("1", "2"):
        run = [sys.executable, "-c", script, str(tmp_path / "graph.nq"), str(tmp_path / number), actor or ""]
        subprocess.run(run, check=True, env=os.environ | {"PYTHONHASHSEED": number})
    first, second = ((tmp_path / number).read_bytes() for number in ("1", "2"))
    assert first == second
    assert first.decode() == page(partners, tmp_path, actor=actor)


def test_it_holds_events_with_dates_quotes_and_sources(partners: Dataset, tmp_path: Path) -> None:
    data = embedded(page(partners, tmp_path, actor="TGO", language="fr"))
    names = [actor["label"]["fr"] for actor in data["actors"]]
    (opening,) = [event for event in data["events"] if event["class"] == "MissionOpening"]
    assert {(names[number], role) for number, role in opening["parties"]} == {
        ("Russie", "sendingState"),
        ("Togo", "receivingState"),
    }
    assert (opening["date"], opening["status"]) == ("2025", "planned")
    (claim,) = opening["claims"]
    assert claim["quotes"] == ["La Russie ouvrira une ambassade à Lomé en 2025."]
    assert data["documents"][claim["document"]] == {
        "title": "Sotchi : Lomé et Moscou",
        "language": "fr",
        "published": "2024-12",
        "url": "https://example.org/lome",
    }
    (togo,) = [actor for actor in data["actors"] if actor["id"] == "TGO"]
    assert data["actors"][data["focus"]] is togo
    assert (togo["kind"], togo["wikidata"]) == ("State", "Q945")
    assert [(p["label"]["en"], p["office"]["en"], p["attested"]) for p in togo["people"]] == [
        ("Robert Dussey", "minister of foreign affairs", ["2024-12"])
    ]
    assert "Sweden" not in {actor["label"]["en"] for actor in data["actors"][: data["drawn"]]}


def test_filters_are_applied_and_said(partners: Dataset, tmp_path: Path) -> None:
    data = embedded(page(partners, tmp_path, since="2024", domain="energy"))
    assert [event["class"] for event in data["events"]] == ["Meeting"]
    assert data["filters"] == {"domain": "energy", "since": "2024"}


def test_a_network_of_pyvis(partners: Dataset) -> None:
    shown = content(partners)
    network = PartnerNetwork(shown)
    assert isinstance(network, Network)
    assert network.num_nodes() == shown.graph.number_of_nodes()
    # One edge for each pair, whatever the number of its events: pyvis would drop parallel ones.
    assert network.num_edges() == len({frozenset(edge) for edge in shown.graph.edges()})


def test_the_network_of_an_actor_is_that_of_its_partners(partners: Dataset) -> None:
    shown = content(partners, actor="TGO")
    network = PartnerNetwork(shown)
    assert network.num_nodes() == shown.graph.number_of_nodes() - 1
    assert network.num_edges() == 3  # those of the conference


def test_weak_ties_are_left_out_and_it_is_said(partners: Dataset, tmp_path: Path) -> None:
    data = embedded(page(partners, tmp_path, actor="TGO", min_weight=2))
    assert [actor["id"] for actor in data["actors"][: data["drawn"]]] == ["IND", "RUS", "TGO"]
    assert data["filters"] == {"minWeight": "2"}
    assert data["weak"] == []  # nobody of whom a tie is left out is still there
    data = embedded(page(partners, tmp_path, min_weight=1))
    names = [actor["id"] for actor in data["actors"][: data["drawn"]]]
    assert "GHA" in names
    assert "NGA" not in names
    assert ["GHA", "RUS"] in [[names[one], names[other]] for one, other in data["weak"]]


def test_every_state_has_its_place_and_its_region() -> None:
    dataset = Dataset.memory()
    places, regions = geography.capitals(dataset), geography.regions()
    assert len(places) == len(regions) == 200
    edge, pole = geography.project(180, 0)[0], -geography.project(0, 90)[1]
    assert all(abs(x) < edge and abs(y) < pole for x, y in places.values())
    lome, quito = (places[vocabulary.actor_iri("State", state)] for state in ("TGO", "ECU"))
    assert lome == (11, -74)
    assert abs(quito[1]) < 5  # on the equator
    assert regions["TGO"] == ("002", "011")


def test_the_projection_is_that_of_its_authors() -> None:
    # The pole line is 0.5917 times as long as the equator, which is 2.0546 times the length of the central meridian.
    equator = geography.project(180, 0)[0]
    assert geography.project(180, 90)[0] / equator == pytest.approx(0.5917, abs=2e-3)
    assert equator / -geography.project(0, 90)[1] == pytest.approx(2.0546, abs=5e-3)


def test_the_map_is_small_and_whole() -> None:
    folder = Path(geography.__file__).parent
    assert len(gzip.compress((folder / "world.json").read_bytes())) < 100_000
    world = geography.world()
    steps = [abs(int(step)) for step in re.findall(r"l(-?\d+),", world["land"])]
    assert max(steps) < 400  # nothing is drawn across from one edge to the other
    assert "Natural Earth" in json.loads((folder / "world.json").read_text(encoding="utf-8"))["source"]


def test_nobody_covers_anybody(partners: Dataset) -> None:
    for actor in (None, "TGO"):
        nodes = PartnerNetwork(content(partners, actor=actor)).nodes
        for one in nodes:
            for other in nodes[: nodes.index(one)]:
                apart = max(abs(one["x"] - other["x"]), abs(one["y"] - other["y"]))
                assert apart >= max(one["size"], other["size"])


def test_a_network_of_many_is_drawn_by_its_core() -> None:
    ties = layout.nx.gnm_random_graph(700, 3000, seed=1)
    ties = layout.nx.relabel_nodes(ties, {n: f"n{n:03}" for n in ties})
    layout.nx.set_edge_attributes(ties, 1.0, "weight")
    placed = layout.beyond(ties, {node: (float(n), 0.0) for n, node in enumerate(sorted(ties)[:300])})
    assert set(placed) == set(ties)
    assert len(set(placed.values())) == 700


def test_an_empty_dataset_has_a_page(tmp_path: Path) -> None:
    assert embedded(page(Dataset.memory(), tmp_path))["events"] == []


def test_what_is_unknown_is_refused(partners: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="FRA"):
        write_view(partners, tmp_path / "x.html", actor="FRA")
    with pytest.raises(ValueError, match="language 'de' is not one of en, fr"):
        write_view(partners, tmp_path / "x.html", language="de")
    assert not (tmp_path / "x.html").exists()


def test_hostile_text_ends_no_element(hostile: Dataset, tmp_path: Path) -> None:
    for number in range(15):
        html = page(hostile, tmp_path, actor=f"evil-{number}")
        elements = Elements()
        elements.feed(html)
        assert [tag for tag, _ in elements.tags].count("script") == 3
        assert {tag for tag, _ in elements.tags}.isdisjoint({"img", "svg", "b", "i"})
        assert {document.get("url", "https:")[:6] for document in embedded(html)["documents"]} == {"https:"}


def test_both_languages_have_the_same_texts() -> None:
    texts = json.loads((Path(layout.__file__).parent / "page" / "texts.json").read_text(encoding="utf-8"))
    assert texts["en"].keys() == texts["fr"].keys()
    places = {language: {k: set(re.findall(r"{\w+}", v)) for k, v in t.items()} for language, t in texts.items()}
    assert places["en"] == places["fr"]


def test_every_text_of_the_page_is_used() -> None:
    folder = Path(layout.__file__).parent / "page"
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))["en"]
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.name != "texts.json")
    code += (folder.parent / "partners.py").read_text(encoding="utf-8")
    built = r"(done|promised|broken)(Short)?|season2\d|group_(happened|promised|off)|matrix_(domains|actors|ties)"
    unused = [
        k for k in texts if not re.fullmatch(built, k) and not re.search(rf"\b{re.sub('_(one|other)$', '', k)}\b", code)
    ]
    assert not unused
