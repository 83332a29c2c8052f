"""What the tests of datasets share: small files of our own, and what became of each row of a file."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from amity.datasets import FileReport, Importer, of_dataset
from amity.model import Event
from amity.rdf import claims
from amity.store import Dataset
from amity.vocabulary import Property, local_id

FIXTURES = Path(__file__).parent / "fixtures"

Outcomes = dict[int, str]
"""By the number of a row what became of it, in a form that is easy to read and to write."""


def said(event: Event) -> str:
    """An event as `Visit done 2014-09-22 JPN=guest THA=host`, with its place, step and agreement where it has them."""
    parties = [p.actor + (f"={p.role}" if p.role != "party" else "") for p in event.parties]
    shown = parties if len(parties) < 9 else [f"{len(parties)} parties"]
    words = [event.type, event.status, event.date or "undated", *shown]
    words += [f"domains={','.join(event.domains)}"] if event.domains else []
    words += [f"place={event.place}"] if event.place else []
    words += [f"step={event.step}"] if event.step else []
    if event.agreement:
        words.append(f"agreement={event.agreement.id}")
        words += [f"in-force={event.agreement.in_force}"] if event.agreement.in_force else []
    return " ".join(words)


def outcomes(
    dataset: str, *files: Path, into: Dataset | None = None
) -> tuple[Dataset, list[FileReport], list[Outcomes]]:
    """The dataset with the files in it, the reports, and for each file what became of its rows."""
    into = into or Dataset.memory()
    left: list[tuple[str, int, str, str, str]] = []
    importer = Importer(of_dataset(dataset), into, left=left.append)
    reports = [importer.file(file) for file in files]
    found: list[Outcomes] = []
    for file, report in zip(files, reports, strict=True):
        rows = {row: f"{outcome}: {why}" for name, row, outcome, why, _ in left if name == file.name}
        quads = list(into.quads(f"https://w3id.org/amity/graph/document/{report.document}"))
        for claim in claims(quads):
            rows |= {evidence.row or 0: said(claim.event) for evidence in claim.event.evidence}
        tenures: dict[str, dict[str, str]] = {}
        for quad in quads:
            tenures.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
        for tenure in tenures.values():
            if Property.HOLDER in tenure and Property.ROW in tenure:
                names = (local_id(tenure[p]) for p in (Property.HOLDER, Property.OFFICE, Property.OFFICE_OF))
                rows[int(tenure[Property.ROW])] = " ".join(["tenure", *names, tenure[Property.ATTESTED]])
        found.append(rows)
    return into, reports, found


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Iterable[str] | bytes], Path]:
    """Writes a file of some lines (or bytes) and gives its path."""

    def make(name: str, content: Iterable[str] | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else "".join(f"{line}\n" for line in content).encode())
        return path

    return make
