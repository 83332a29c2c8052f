"""Reports of real happenings, annotated: what each document says, and of which happening.

A file of clusters/ tells one story in several short documents, in our own words after the pages that its note names. An
event names its happening within the story; `says` quotes the text that reports it. Files of the split `held-out` were
written with the others, and the rule was not changed after what they showed.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from amity.model import Amount, Claim, Document, Event, Evidence, Party, Reading
from amity.reference import Reference, load, slug
from amity.resolution import claims_of
from amity.vocabulary import Class

FOLDER = Path(__file__).parent / "clusters"


@dataclass(frozen=True)
class Story:
    """One file: its readings as annotated, and the happening of each claim, by the identifier of the claim."""

    name: str
    split: str
    readings: tuple[Reading, ...]
    happening: dict[str, str]

    @property
    def claims(self) -> list[Claim]:
        """The annotated claims."""
        return [claim for reading in self.readings for claim in claims_of(reading)]


@pytest.fixture(scope="session")
def stories() -> list[Story]:
    """All stories, in the order of their names."""
    reference = load()
    return [_story(path, reference) for path in sorted(FOLDER.glob("*.yaml"))]


def _story(path: Path, reference: Reference) -> Story:
    # All scalars are strings: an EDTF date is not to become a day of the calendar.
    told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    readings, happening = [], {}
    for document in told["documents"]:
        read = Document(document["id"], document["text"], document["language"], document["published"])
        readings.append(Reading(read, events=tuple(_event(event, read, reference) for event in document["events"])))
        for number, event in enumerate(document["events"], 1):
            happening[f"{read.id}/{number}"] = f"{path.stem}/{event['happening']}"
    return Story(path.stem, told["split"], tuple(readings), happening)


def _event(said: dict[str, Any], document: Document, reference: Reference) -> Event:
    start = document.text.index(said["says"])
    roles = said["parties"] if isinstance(said["parties"], dict) else dict.fromkeys(said["parties"], "party")
    value, _, currency = said.get("amount", "").partition(" ")
    return Event(
        type=said["type"],
        parties=tuple(Party(actor, role) for actor, role in roles.items()),
        evidence=(Evidence(start, start + len(said["says"]), said["says"]),),
        status=said.get("status", "done"),
        date=said.get("date"),
        place=said.get("place"),
        participants=tuple(_person(name, reference) for name in said.get("participants", ())),
        domains=tuple(said.get("domains", ())),
        amount=Amount(Decimal(value), currency) if value else None,
    )


def _person(name: str, reference: Reference) -> str:
    """The identifier that extraction gives: that of a person known beforehand, else the name as an identifier."""
    known = reference.named(name, Class.PERSON)
    return known[0].id if known else slug(name)
