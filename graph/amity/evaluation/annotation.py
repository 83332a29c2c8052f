"""Events in the terms of the annotation, whoever found them: an annotator or the extractor."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from amity.model import Span

_TABLES = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Annotation:
    """A relation as the annotation guide has it: `type` such as MEETING, `date` in EDTF, evidence in code points.

    An `optional` one has two defensible readings: finding it is neither rewarded nor punished.
    """

    type: str
    parties: frozenset[str]
    status: str
    date: str | None = None
    place: str | None = None
    participants: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    amount: tuple[float, str] | None = None
    evidence: tuple[Span, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Prediction:
    """An event that the extractor found, with how sure it was (0 to 1), by which rule and by which words."""

    annotation: Annotation
    confidence: float
    rule: str
    words: tuple[str, ...]


def slug(text: str) -> str:
    """`text` in lower-case ASCII letters and digits, anything else a hyphen: how names and places are compared."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table of this folder, by the names in its first line."""
    first, *rows = (_TABLES / name).read_text(encoding="utf-8").splitlines()
    return tuple(dict(zip(first.split("\t"), row.split("\t"), strict=True)) for row in rows)


@cache
def types() -> Mapping[str, str]:
    """The type of the annotation for each class of the ontology."""
    return {row["class"]: row["type"] for row in table("classes.tsv")}


def party(identifier: str) -> str:
    """The one id of a state or an organization that goes by several."""
    key = identifier.upper().replace("-", "_").replace(" ", "_")
    return next((row["id"] for row in table("aliases.tsv") if row["alias"] == key), key)


def annotation(relation: Mapping[str, Any]) -> Annotation:
    """A checked relation of an annotated text."""
    return _annotation(relation, relation["type"], relation["status"], [relation["sentence"]])


def prediction(event: Mapping[str, Any]) -> Prediction:
    """An event as `amity extract --explain` prints it."""
    status = event["status"]
    if status == "done":
        status = next(row["done"] for row in table("classes.tsv") if row["class"] == event["type"])
    return Prediction(
        _annotation(event, types()[event["type"]], status, event["evidence"]),
        confidence=event["confidence"],
        rule=event["rule"],
        words=tuple(event["triggers"]),
    )


def _annotation(found: Mapping[str, Any], type_: str, status: str, evidence: Sequence[Sequence[int]]) -> Annotation:
    amount = found.get("amount")
    return Annotation(
        type_,
        parties=frozenset(map(party, found["parties"])),
        status=status,
        date=found.get("date"),
        place=found.get("place"),
        participants=frozenset(map(slug, found.get("participants") or ())),
        domains=frozenset(map(slug, found.get("domains") or ())),
        amount=(float(amount["value"]), str(amount["currency"])) if amount else None,
        evidence=tuple((start, end) for start, end in evidence),
        optional=bool(found.get("optional")),
    )
