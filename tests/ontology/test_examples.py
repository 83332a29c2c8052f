"""Each file of ontology/examples is a test: the valid ones are clean, the invalid break exactly what they say."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, URIRef

from amity import reasoning, resources, validation, vocabulary

FOLDER = resources.ontology() / "examples"
VALID = sorted((FOLDER / "valid").glob("*.ttl"))
INVALID = sorted((FOLDER / "invalid").glob("*.ttl"))
SHAPE = f"{vocabulary.ONTOLOGY}/shapes#"


def header(path: Path) -> tuple[str, list[str]]:
    """What the file shows, and what it violates, as its first comment says."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        lines.append(line.removeprefix("# "))
    violated = [line.removeprefix("Violates: ") for line in lines if line.startswith("Violates: ")]
    shown = " ".join(line for line in lines if not line.startswith("Violates: "))
    return shown, [name for line in violated for name in line.split(", ")]


def broken_shapes(path: Path) -> list[str]:
    triples = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    return sorted({v.shape.replace(SHAPE, "shape:") for v in validation.validate(triples)})


def consistent(*paths: Path) -> bool:
    try:
        return reasoning.check_ontology(paths).consistent
    except reasoning.ReasonerUnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("path", [*VALID, *INVALID], ids=lambda path: path.stem)
def test_every_example_says_what_it_shows(path: Path) -> None:
    shown, violated = header(path)
    assert shown.endswith((".", "?"))
    assert bool(violated) == (path.parent.name == "invalid")


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_breaks_no_shape(path: Path) -> None:
    assert broken_shapes(path) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_breaks_exactly_the_shapes_it_names(path: Path) -> None:
    assert broken_shapes(path) == sorted(name for name in header(path)[1] if name != "HermiT")


@pytest.mark.parametrize("path", [p for p in INVALID if "HermiT" in header(p)[1]], ids=lambda path: path.stem)
def test_an_invalid_example_that_names_hermit_is_inconsistent(path: Path) -> None:
    assert not consistent(path)


def test_the_valid_examples_are_consistent() -> None:
    assert consistent(*VALID)


def test_what_names_no_reasoner_is_consistent() -> None:
    """The shapes ask for more than the world does: what a record leaves out is no contradiction."""
    names = ("claim-without-source", "event-with-one-party", "event-without-claim", "state-without-code")
    assert consistent(*(FOLDER / "invalid" / f"{name}.ttl" for name in names))


@pytest.mark.parametrize("path", [*VALID, *INVALID], ids=lambda path: path.stem)
def test_only_the_misspelled_class_is_an_unknown_term(path: Path) -> None:
    triples = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    unknown = {d.missing for d in validation.dangling(triples) if d.missing.startswith(vocabulary.AMITY)}
    expected = {vocabulary.AMITY + "AgreementSiging"} if path.stem == "claim-of-unknown-class" else set()
    assert unknown == expected


def test_every_rule_that_ties_two_properties_is_shown_broken() -> None:
    """Such rules are easily written wrong. Those of claims and of events are alike: one of each pair is enough."""

    def twin(name: str) -> str:
        return re.sub("^shape:(claim|event)-", "", name)

    shown = {twin(name) for path in INVALID for name in header(path)[1]}
    graph = validation.shapes()
    ties = (SH["or"], SH.sparql, SH.lessThan, SH.lessThanOrEquals, SH.disjoint)
    rules = {str(s).replace(SHAPE, "shape:") for p in ties for s in graph.subjects(p, None) if isinstance(s, URIRef)}
    assert {rule for rule in rules if twin(rule) not in shown} == set()


def test_the_examples_parse_in_rdflib_as_in_oxigraph() -> None:
    for path in [*VALID, *INVALID]:
        assert len(Graph().parse(path)) == len(set(ox.parse(path=path, format=ox.RdfFormat.TURTLE)))
