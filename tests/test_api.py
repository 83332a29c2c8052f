"""The Python API: its examples are true, its tables are safe, and what is not there is said."""

import doctest
import html
from pathlib import Path

import networkx as nx
import pytest

import amity
from amity import analysis, api
from amity.api import Graph
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def graph(dossier: Dataset) -> Graph:
    return Graph(dossier)


@pytest.fixture
def hostile() -> Graph:
    dataset = Dataset.memory()
    events = (
        Event(
            "Meeting", (Party("TGO"), Party("RUS")), (Evidence(0, len(HOSTILE), HOSTILE),), date="2020", place=HOSTILE
        ),
    )
    dataset.learn(Reading(Document("a", HOSTILE, "en", "2021", HOSTILE), events=events, extractor="test/0"))
    return Graph(dataset)


def test_the_examples_are_true(dossier: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "opened", lambda *_: Graph(dossier))
    tests = [test for test in doctest.DocTestFinder().find(api) if test.examples]
    assert {test.name.rpartition(".")[2] for test in tests} >= {
        "ask",
        "partners",
        "sparql",
        "network",
        "view",
        "analyze",
    }
    runner = doctest.DocTestRunner()
    for test in tests:
        test.globs["graph"] = Graph(dossier)
        said: list[str] = []
        assert runner.run(test, out=said.append).failed == 0, "".join(said)


def test_without_a_store_the_dossier_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AMITY_STORE", raising=False)
    found = amity.open()
    assert len(found.dataset.documents()) >= 30
    assert repr(found) == f"<Graph dossier: {len(found.dataset.documents())} documents>"


def test_articles_of_your_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    article = "---\nlanguage: en\n---\nTogo and Ghana signed an agreement on energy on 3 May 2024."
    (tmp_path / "a.md").write_text(article, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    found = amity.read(tmp_path)
    assert [row["partner"] for row in found.partners("Togo")] == ["Ghana"]
    assert "b.txt" in caplog.text
    with pytest.raises(ValueError, match=r"nothing can be read in .*b\.txt"):
        amity.read(tmp_path / "b.txt")


def test_a_store_that_is_here_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place in (api.STORE, "other"):
        with Dataset.open(place, write=True) as dataset:
            event = Event("Meeting", (Party("TGO"), Party("RUS")), (Evidence(0, 1, "."),), date="2020")
            dataset.learn(Reading(Document(place.replace("/", "-"), ".", "en"), events=(event,), extractor="test/0"))
    monkeypatch.delenv("AMITY_STORE", raising=False)
    assert amity.open().dataset.documents() == ["amity-out-store"]
    with amity.open("other", language="fr") as found:
        assert found.partners("TGO").records()[0]["partner"] == "Russie"
    monkeypatch.setenv("AMITY_STORE", "other")
    assert amity.open().dataset.documents() == ["other"]
    with pytest.raises(RuntimeError, match="nowhere"):
        amity.open("nowhere")


def test_answers(graph: Graph) -> None:
    found = graph.partners("Togo")
    assert len(found) == len(found.records()) == len(list(found))
    assert found.to_csv().startswith("id,partner,")
    assert "<caption" in found._repr_html_() and "Russia" in found._repr_html_()
    assert graph.sparql("SELECT DISTINCT ?e { ?e a amity:Visit ; amity:host state:TGO }")
    assert isinstance(graph.network(), nx.MultiGraph)
    assert "Meeting" in graph._repr_html_() or "meeting" in graph._repr_html_()


def test_your_own_questions(graph: Graph, tmp_path: Path) -> None:
    header = "#+ title: {en: Hosts, fr: Hôtes}\n#+ description: {en: Hosts, fr: Hôtes}\n#+ parameters: {}\n"
    query = (
        "#+ returns: {host: {en: host, fr: hôte}}\nSELECT DISTINCT ?host { ?visit amity:host ?host } ORDER BY ?host\n"
    )
    (tmp_path / "hosts.rq").write_text(header + query, encoding="utf-8")
    assert graph.ask("hosts", folder=tmp_path).records()


def test_a_notebook_shows_no_markup_of_documents(hostile: Graph) -> None:
    shown = [
        hostile.partners("TGO")._repr_html_(),
        hostile.ask("meetings", actor="TGO")._repr_html_(),
        hostile.ask("timeline", actor="TGO")._repr_html_(),
        hostile.analyze("pair", "TGO", "RUS")._repr_html_(),
        hostile._repr_html_(),
    ]
    assert any(html.escape("<img src=x") in page for page in shown)
    assert all("<img" not in page for page in shown)
    framed = hostile.view("TGO")._repr_html_()
    # All of the page is inside one attribute, and none of it reaches the notebook.
    assert framed.count("<") == 2 and framed.count('"') == 6
    assert 'sandbox="allow-scripts' in framed and "allow-same-origin" not in framed


def test_every_analysis_can_be_asked_for(graph: Graph) -> None:
    assert set(analysis.ANALYSES) == {name for name in analysis.__all__ if name.islower()} - {"run"}
    shown = graph.analyze("trends", "Togo", since=2022)._repr_html_()
    assert "It does not show" in shown and "documents (20" in shown


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda g: g.ask("partner", actor="TGO"), "no question 'partner'"),
        (lambda g: g.ask("partners"), "needs --actor"),
        (lambda g: g.partners("Togoo"), "did you mean"),
        (lambda g: g.network("ISL"), "widen the filters"),
        (lambda g: g.analyze("truth"), "no analysis 'truth'"),
        (lambda g: g.sparql("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"), "SELECT or ASK"),
        (lambda g: Graph(g.dataset, "de"), "'de'"),
    ],
)
def test_what_is_not_there_is_said(graph: Graph, wrong, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        wrong(graph)
