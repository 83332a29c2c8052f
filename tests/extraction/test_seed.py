"""The first real article: every fact of it, with its sentence, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from amity.documents import Refusal, read
from amity.extraction import Extractor
from amity.extraction.output import as_json

Found = dict[str, Any]


@pytest.fixture(scope="module")
def text(shared: Path) -> str:
    record = json.loads((shared / "seeds" / "togo-russie.jsonl").read_text(encoding="utf-8"))
    return str(record["text"])


@pytest.fixture(scope="module")
def found(shared: Path, extractor: Extractor) -> Found:
    (document,) = read([shared / "seeds" / "togo-russie.jsonl"])
    assert not isinstance(document, Refusal)
    return as_json(extractor.read(document))


def events(found: Found, type_: str, *parties: str) -> list[Found]:
    return [e for e in found["events"] if e["type"] == type_ and e["parties"] == sorted(parties)]


def quotes(event: Found, text: str) -> str:
    return " ".join(text[start:end] for start, end in event["evidence"])


def test_the_embassy_is_planned_for_2025_in_lome(found: Found, text: str) -> None:
    (event,) = events(found, "MissionOpening", "RUS", "TGO")
    assert (event["date"], event["place"], event["status"]) == ("2025", "Lomé", "planned")
    assert event["roles"] == {"RUS": "sendingState", "TGO": "receivingState"}
    assert {"energy", "education", "security", "trade", "culture", "politics"} <= set(event["domains"])
    assert "ambassade" in quotes(event, text)


def test_the_talks_were_held_at_the_conference(found: Found, text: str) -> None:
    (talks,) = events(found, "Meeting", "RUS", "TGO")
    (conference,) = events(found, "Conference", "RUS", "TGO")
    assert (talks["date"], talks["place"], talks["status"]) == ("2024-11", "Sotchi", "done")
    assert len(talks["participants"]) == 2
    assert found["events"][talks["partOf"]] == conference
    assert (conference["date"], conference["place"], conference["status"]) == ("2024-11", "Sotchi", "done")
    assert {"economy", "security", "culture"} <= set(conference["domains"])
    assert "entretien" in quotes(talks, text)
    assert "conférence ministérielle" in quotes(conference, text)


def test_the_ties_are_said_to_grow(found: Found, text: str) -> None:
    (event,) = events(found, "StatementOfIntent", "RUS", "TGO")
    assert (event["date"], event["status"], event["participants"]) == ("2024-12", "ongoing", ["robert-dussey"])
    assert "renforce" in quotes(event, text)


@pytest.mark.parametrize("other", ["QAT", "CHN", "ZAF", "NGA"])
def test_the_talks_with_four_others_are_four_meetings(found: Found, text: str, other: str) -> None:
    (event,) = events(found, "Meeting", "TGO", other)
    assert (event["date"], event["status"]) == (None, "done")
    assert "pourparlers" in quotes(event, text)


def test_the_african_leaders_took_part_as_a_group(shared: Path, extractor: Extractor) -> None:
    (document,) = read([shared / "seeds" / "togo-russie.jsonl"])
    assert not isinstance(document, Refusal)
    (conference,) = [event for event in extractor.read(document).events if event.type == "Conference"]
    assert conference.groups == ("african-leaders",)


def test_nothing_else_is_found(found: Found) -> None:
    assert len(found["events"]) == 8
    assert all("TGO" in event["parties"] for event in found["events"])


def test_the_ministers_and_their_offices(shared: Path, extractor: Extractor) -> None:
    (document,) = read([shared / "seeds" / "togo-russie.jsonl"])
    assert not isinstance(document, Refusal)
    tenures = {(t.person.split("-")[-1], t.office, t.of) for t in extractor.read(document).tenures}
    assert tenures == {("dussey", "foreign-minister", "TGO"), ("lavrov", "foreign-minister", "RUS")}
