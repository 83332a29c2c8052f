"""`amity check`: a whole dataset is looked at in parts, and what is found is what is there, each fault once."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from amity import checking, reasoning, vocabulary
from amity.datasets import Importer, of_dataset
from amity.store import Dataset
from amity.validation import dangling, validate
from amity.vocabulary import Property

FIXTURES = Path(__file__).parent / "datasets" / "fixtures"


@pytest.fixture(scope="module")
def sound() -> list[ox.Quad]:
    """All quads of a dataset with three tables in it."""
    dataset = Dataset.memory()
    for name, file in (("icews", "icews.tab"), ("cow-alliances", "cow.csv"), ("archigos", "archigos.csv")):
        Importer(of_dataset(name), dataset).file(FIXTURES / file)
    return list(dataset.quads())


@pytest.fixture(autouse=True)
def the_ontology_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same each time, and takes seconds."""
    monkeypatch.setattr(reasoning, "check_ontology", lambda: reasoning.OntologyReport(True, (), (), 0))


def holding(quads: list[ox.Quad]) -> Dataset:
    store = ox.Store()
    store.extend(quads)
    return Dataset(store)


def found(quads: list[ox.Quad]) -> list[str]:
    return sorted(finding.text for finding in checking.check(holding(quads)))


def of_the_whole(quads: list[ox.Quad]) -> list[str]:
    """What is found where all graphs are looked at as one."""
    said = [f"Dangling: {missing.missing}" for missing in dangling(quads)]
    for fault in validate(quads):
        where = f" along {fault.path}" if fault.path else ""
        value = f" ({fault.value})" if fault.value else ""
        said.append(f"{fault.severity}: {fault.focus}{where}: {fault.message_en}{value}")
    return sorted(said)


def without(quads: list[ox.Quad], predicate: str) -> list[ox.Quad]:
    return [quad for quad in quads if quad.predicate.value != predicate]


def named(subject: str, predicate: str, value: str, graph: str) -> ox.Quad:
    return ox.Quad(*map(ox.NamedNode, (subject, predicate, value, graph)))


def test_tables_are_imported_without_a_fault(sound: list[ox.Quad]) -> None:
    assert found(sound) == []


@pytest.mark.parametrize("together", [7, 500])
@pytest.mark.parametrize(
    "lost",
    [Property.SOURCE, Property.STATED_CLASS, Property.HOLDER, Property.EVIDENCE, vocabulary.TYPE, vocabulary.LABEL],
    ids=lambda iri: iri.rpartition("#")[2],
)
def test_the_parts_say_what_the_whole_says(
    sound: list[ox.Quad], lost: str, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_TOGETHER", together)
    monkeypatch.setattr(checking, "SHOWN", 100_000)
    damaged = without(sound, lost)
    said = [text.split(" is described nowhere")[0] for text in found(damaged)]
    assert said == of_the_whole(damaged)


def test_a_dataset_on_disk_is_looked_at_as_one_in_memory(
    sound: list[ox.Quad], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = without(sound, Property.STATED_STATUS)
    monkeypatch.setattr(checking, "_TOGETHER", 7)
    ox.Store(str(tmp_path)).extend(damaged)
    on_disk = Dataset(ox.Store.read_only(str(tmp_path)), name=str(tmp_path))
    assert sorted(finding.text for finding in checking.check(on_disk)) == found(damaged) != []


def test_who_stands_in_several_graphs_is_looked_at_as_a_whole_and_once(sound: list[ox.Quad]) -> None:
    person = vocabulary.person_iri("ada-nobody")
    here, there = vocabulary.document_graph("a"), vocabulary.document_graph("b")
    spread = [
        named(person, vocabulary.TYPE, vocabulary.Class.PERSON, here),
        named(person, Property.HOLDS, vocabulary.actor_iri("State", "TGO"), there),
    ]
    about = f"Violation: {person} along"
    assert found([*sound, *spread]) == [
        f"{about} {vocabulary.LABEL}: A person has a name.",
        f"{about} {Property.HOLDS}: A person holds tenures. ({vocabulary.actor_iri('State', 'TGO')})",
    ]
    label = ox.Quad(
        ox.NamedNode(person), ox.NamedNode(vocabulary.LABEL), ox.Literal("Ada"), ox.NamedNode(vocabulary.EVENTS)
    )
    assert len(found([*sound, *spread, label])) == 1


def test_what_nothing_describes_is_said_once(sound: list[ox.Quad]) -> None:
    nowhere = vocabulary.domain_iri("alchemy")
    about = [q.subject.value for q in sound if q.predicate.value == Property.STATED_CLASS]
    damage = [
        named(claim, Property.STATED_DOMAIN, nowhere, q.graph_name.value)
        for claim, q in zip(about, sound, strict=False)
    ]
    (text,) = found([*sound, *damage])
    assert text.startswith(f"Dangling: {nowhere} is described nowhere; https://w3id.org/amity/id/claim/")


def test_of_many_faults_of_one_kind_some_are_listed_and_all_are_counted(
    sound: list[ox.Quad], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SHOWN", 2)
    claims = sum(q.predicate.value == Property.SOURCE for q in sound)
    findings = list(checking.check(holding(without(sound, Property.SOURCE))))
    assert [finding.faults for finding in findings] == [1, 1, claims - 2]
    assert findings[-1].text == f"{claims - 2} more: A claim has exactly one source, a document."
