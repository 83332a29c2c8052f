"""Nothing is undocumented, no link is broken, and what is made from the project is made from it as it is now."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import ontology_page
import pages
import pytest
import typer
import yaml
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from amity import cli, datasets, queries, resources, vocabulary
from amity.extraction import Extractor
from amity.store import Dataset

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
READMES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (".", "ontology", "queries", "graph", "notebooks", "tests")
    for path in (ROOT / folder).glob("README.md" if folder == "." else "**/README.md")
)
MADE = ("ontology/README.md", "queries/README.md", "graph/README.md")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, title: str) -> str:
    """What stands under a heading, up to the next of its level."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)", page(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name} has no section {title!r}"
    return found.group(2)


def first_cells(text: str) -> set[str]:
    """What is written as code in the first cells of the tables of a text."""
    rows = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


@pytest.fixture(scope="module")
def made(dossier: Dataset, extractor: Extractor) -> Mapping[str, Mapping[str, str]]:
    """The parts that are made from the project, made anew."""
    return pages.parts(dossier, extractor)


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_from_the_project_is_current(made: Mapping[str, Mapping[str, str]], name: str) -> None:
    assert pages.filled(page(name), made[name]) == page(name), f"{name} is stale: run python .readme/pages.py"


def test_every_page_with_made_parts_is_compared(made: Mapping[str, Mapping[str, str]]) -> None:
    assert set(made) == set(MADE)
    assert {name for name in READMES if "made by .readme/pages.py -->" in page(name)} == set(MADE)


def test_a_page_without_the_place_of_a_part_is_not_written() -> None:
    with pytest.raises(ValueError, match="'domains' has 0 places"):
        pages.filled("# Nothing here\n", {"domains": "text"})


def test_every_command_is_documented() -> None:
    commands = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    assert {f"amity {name}" for name in commands} == first_cells(section("graph/README.md", "The commands"))


def test_every_question_is_documented() -> None:
    headings = set(re.findall(r"^### (\S+)$", section("queries/README.md", "The catalogue"), re.MULTILINE))
    assert headings == set(queries.load().questions)
    for path in (resources.queries() / "wikidata").iterdir():
        assert f"`wikidata/{path.name}`" in page("queries/README.md")


def test_every_term_of_the_ontology_is_documented() -> None:
    graph = Graph().parse(resources.ontology() / "amity.ttl")
    named = {str(s) for s in graph.subjects() if isinstance(s, URIRef)}
    terms = {iri for iri in named if iri.startswith((vocabulary.AMITY, vocabulary.ID))}
    documented = first_cells(section("ontology/README.md", "Reference"))
    assert {re.split("[#/]", term)[-1] for term in terms} == documented
    assert len(terms) > 100


def test_every_domain_is_documented() -> None:
    graph = Graph().parse(resources.ontology() / "domains.ttl")
    concepts = {str(c).rsplit("/", 1)[-1] for c in graph.subjects(RDF.type, SKOS.Concept)}
    assert concepts <= set(re.findall(r"`([^`]+)`", section("ontology/README.md", "Domains")))


def test_a_diagram_shows_what_ties_an_event_and_a_claim() -> None:
    drawn = ontology_page.diagrams(resources.ontology())
    assert drawn.count("```mermaid\nclassDiagram\n") == 2
    for arrow in (
        "Event --> Actor : party",
        "Visit --> Actor : guest",
        "Claim --> Evidence : evidence",
        "Claim --> Event : about",
    ):
        assert f"  {arrow}\n" in drawn
    assert "partyTo" not in drawn


def test_every_file_of_the_ontology_is_listed() -> None:
    listed = first_cells(section("ontology/README.md", "What is here"))
    for path in resources.ontology().rglob("*"):
        name = path.relative_to(resources.ontology()).as_posix()
        if path.is_file() and name != "README.md":
            assert name in listed or f"{name.rsplit('/', 1)[0]}/" in listed, name
    for name in listed:
        assert (resources.ontology() / name).exists(), name


def test_every_part_of_the_package_is_on_the_map() -> None:
    package = ROOT / "graph" / "amity"
    folders = {f"amity/{p.name}/" for p in package.iterdir() if p.is_dir() and p.name != "__pycache__"}
    modules = {f"amity/{p.name}" for p in package.glob("[!_]*.py")}
    assert first_cells(section("graph/README.md", "The package, in the order data flows")) == folders | modules


def test_every_dataset_is_documented() -> None:
    assert first_cells(section("graph/README.md", "Data statement")) == set(datasets.names())


def test_every_benchmark_is_documented() -> None:
    text = section("graph/README.md", "How speed is measured")
    named = set(re.findall(r"tests[./]benchmarks[./](\w+)", text))
    scripts = {p.stem for p in (ROOT / "tests" / "benchmarks").glob("*.py") if "__main__" in p.read_text("utf-8")}
    assert named == scripts


def anchors(name: str) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page(name)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(name: str) -> list[str]:
    """The relative links and pictures of a page."""
    found = [a or b for a, b in LINK.findall(FENCED.sub("", page(name)))]
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("name", READMES)
def test_no_link_is_broken(name: str) -> None:
    for link in links(name):
        target, _, anchor = link.partition("#")
        path = (ROOT / name).parent / target if target else ROOT / name
        assert path.exists(), f"{name}: {link}"
        if anchor:
            assert anchor in anchors(path.resolve().relative_to(ROOT).as_posix()), f"{name}: {link}"


def test_there_are_pages_and_links_to_look_at() -> None:
    assert set(MADE) | {"README.md", "graph/amity/datasets/mappings/README.md"} <= set(READMES)
    assert "../queries/README.md#write-your-own" in links("graph/README.md")


def test_the_question_that_shows_how_to_write_one_has_an_answer(dossier: Dataset) -> None:
    (text,) = re.findall(r"^```sparql\n(.*?)^```$", page("queries/README.md"), re.MULTILINE | re.DOTALL)
    answer = queries.ask(queries.parse(text, "gifts"), dossier, {"actor": "Togo"})
    assert any(record["donor"] for record in answer.records())


def test_the_trigger_that_shows_how_to_add_one_is_a_trigger() -> None:
    (text,) = re.findall(r"^```turtle\n(.*?)^```$", page("graph/README.md"), re.MULTILINE | re.DOTALL)
    lexicon = (resources.ontology() / "lexicon" / "fr.ttl").read_text(encoding="utf-8")
    prefixes = "\n".join(line for line in lexicon.splitlines() if line.startswith("@prefix"))
    shown = set(Graph().parse(data=f"{prefixes}\n{text}", format="turtle").predicates())
    assert shown <= set(Graph().parse(data=lexicon, format="turtle").predicates())


CITATION = {
    "cff-version",
    "message",
    "type",
    "title",
    "abstract",
    "authors",
    "version",
    "date-released",
    "license",
    "url",
}


def test_the_citation_is_of_this_version_and_in_the_format() -> None:
    """The fields that CFF 1.2.0 requires, and of those it allows the ones we use, each in its form."""
    citation = yaml.safe_load(page(".github/CITATION.cff"))
    project = tomllib.loads(page("pyproject.toml"))["project"]
    assert str(citation["version"]) == project["version"]
    assert citation["cff-version"] == "1.2.0"
    assert set(citation) == CITATION | {"keywords"}
    assert citation["type"] == "software"
    assert citation["license"] == project["license"]
    assert date.fromisoformat(citation["date-released"])
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]
    assert len(set(citation["keywords"])) == len(citation["keywords"])
