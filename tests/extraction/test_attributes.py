"""What a text tells of an event beside its parties: when, where, who took part in person, how much money."""

import csv
from pathlib import Path

import pytest

from amity.extraction import Extractor
from amity.model import Document

# Participants: nothing where the case is not about them, "-" where nobody takes part.
CASES = list(csv.DictReader((Path(__file__).parent / "attributes.tsv").open(encoding="utf-8"), delimiter="\t"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_attributes(extractor: Extractor, case: dict[str, str]) -> None:
    document = Document("d", case["text"], case["language"], "2024-05-15")
    event = next(e for e in extractor.read(document).events if e.type == case["event"])
    amount = f"{event.amount.value} {event.amount.currency}" if event.amount else ""
    assert (event.date or "", event.place or "", amount) == (case["date"], case["place"], case["amount"])
    expected = [] if case["participants"] == "-" else case["participants"].split()
    found = sorted(person.rsplit("-", 1)[0] if person[-3:].isupper() else person for person in event.participants)
    assert not case["participants"] or found == sorted(expected)
