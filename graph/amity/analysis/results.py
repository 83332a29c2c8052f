"""What every analysis gives: rows, the sources they rest on, and what they do not show."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Generic, NamedTuple, TypeVar, cast

import pyoxigraph as ox

from amity import tables, vocabulary
from amity.network import Happening
from amity.store import Dataset

Row = TypeVar("Row", bound=NamedTuple)

_CLAIMS = """
SELECT DISTINCT ?event ?claim ?status ?date ?source ?day ?url {
  ?event amity:party $actor ; amity:claim ?claim .
  ?claim amity:statedStatus ?status ; amity:source ?source .
  OPTIONAL { ?claim amity:statedDate ?date }
  OPTIONAL { ?source amity:earliest ?day }
  OPTIONAL { ?source amity:url ?url }
}
ORDER BY ?event ?day ?claim"""


class Month(NamedTuple):
    """How many documents of a month (`2024-11`) report an event of the analysis."""

    month: str
    documents: int


class Report(NamedTuple):
    """What one document says of an event: `date` is EDTF, `day` (ISO 8601) the earliest it may have been published on.

    What is not stated is empty.
    """

    event: str
    claim: str
    status: str
    date: str
    document: str
    day: str
    url: str


@dataclass(frozen=True, slots=True, repr=False)
class Result(Generic[Row]):
    """The answer of an analysis.

    `rows` are named tuples; `figures` what is said of all of them, None where it cannot be said; `coverage` the number
    of documents per month, those of unknown date under an empty month.
    """

    name: str
    rows: tuple[Row, ...]
    coverage: tuple[Month, ...]
    figures: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """How many documents it rests on."""
        return sum(month.documents for month in self.coverage)

    def title(self, language: str = "en") -> str:
        """What the analysis is called."""
        return _texts()[self.name][language]["title"]

    def limit(self, language: str = "en") -> str:
        """What it does not show, in one sentence."""
        return _texts()[self.name][language]["limit"]

    def records(self) -> list[dict[str, Any]]:
        """The rows as mappings, for pandas and JSON."""
        return [row._asdict() for row in self.rows]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The names of the columns, and the rows as texts."""
        columns = list(self.rows[0]._fields) if self.rows else []
        return columns, [[tables.text_of(cell) for cell in row] for row in self.rows]

    def notes(self, language: str = "en") -> list[str]:
        """What is to be said beside the rows: the figures, the documents it rests on, and what it does not show."""
        months = [month.month for month in self.coverage if month.month]
        span = f" ({months[0]} – {months[-1]})" if months else ""
        figures = [f"{name}: {'?' if value is None else f'{value:g}'}" for name, value in self.figures.items()]
        rest = f"{self.documents} documents{span}. {self.limit(language)}"
        return [", ".join(figures), rest] if figures else [rest]

    def to_json(self, language: str = "en") -> str:
        """The rows, figures and coverage, and what it does not show, as one object."""
        found = {
            "title": self.title(language),
            "rows": self.records(),
            "figures": dict(self.figures),
            "coverage": [month._asdict() for month in self.coverage],
            "limit": self.limit(language),
        }
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

    def to_csv(self) -> str:
        """The rows; what a spreadsheet would take for a formula is quoted."""
        return tables.comma_separated(self.rows[0]._fields if self.rows else (), self.rows)

    def __repr__(self) -> str:
        return f"<Result {self.name}: {len(self.rows)} rows from {self.documents} documents>"

    def _repr_html_(self) -> str:
        return tables.html(self.title(), *self.table(), self.notes())


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    text = (files("amity.analysis") / "texts.json").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, dict[str, str]]]", json.loads(text))


def reports(dataset: Dataset, actor: str | None = None) -> dict[str, list[Report]]:
    """What each document says of each event, or of those of the actor with that IRI, by event and the oldest first."""
    found: dict[str, list[Report]] = {}
    values = {"actor": ox.NamedNode(actor) if actor else None}
    for row in dataset.query(_CLAIMS, values, limit=None).rows:  # type: ignore[union-attr]
        event, claim, status, date, source, day, url = ("" if term is None else str(term.value) for term in row)
        said = Report(event, claim, vocabulary.local_id(status), date, vocabulary.local_id(source), day, url)
        found.setdefault(event, []).append(said)
    return found


def coverage(said: Mapping[str, Sequence[Report]], events: Iterable[Happening | str]) -> tuple[Month, ...]:
    """The documents per month that report these events."""
    days = {
        report.document: report.day
        for event in events
        for report in said.get(event if isinstance(event, str) else event.iri, ())
    }
    return tuple(Month(*entry) for entry in sorted(Counter(day[:7] for day in days.values()).items()))
