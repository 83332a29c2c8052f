"""The annotated texts are well formed: offsets quote the text, parties are known, every class and status occurs."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from amity.extraction.lexicon import load, top_domains
from amity.periods import bounds

FILES = sorted((Path(__file__).parent / "gold").rglob("*.json"))
TYPES = {
    *("MEETING", "VISIT", "CONFERENCE", "AGREEMENT", "MISSION", "ACCREDITATION"),
    *("RELATIONS", "AID", "COMMISSION", "SECURITY", "PROJECT", "INTENT"),
}
STATUSES = {"done", "planned", "ongoing", "denied", "suspended", "cancelled"}


def item(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_annotation_is_well_formed(path: Path) -> None:
    gold = item(path)
    assert gold["id"] == path.stem
    assert gold["lang"] in ("fr", "en")
    assert gold["split"] in ("dev", "test")
    assert 110 <= len(gold["text"].split()) <= 340
    if gold["published"]:
        bounds(gold["published"])
    organizations = {name.upper().replace("-", "_") for name in load("en").types}
    for relation in gold["relations"]:
        start, end = relation["sentence"]
        assert 0 <= start < end <= len(gold["text"])
        assert gold["text"][start:end] == gold["text"][start:end].strip()
        assert relation["type"] in TYPES
        assert relation["status"] in STATUSES
        assert len(set(relation["parties"])) >= 2
        assert relation["parties"] == sorted(relation["parties"])
        unknown = [party for party in relation["parties"] if party.upper().replace("-", "_") not in organizations]
        assert not unknown, unknown
        assert set(relation["domains"]) <= set(top_domains().values())
        if relation["date"]:
            bounds(relation["date"])


def test_the_set_is_varied() -> None:
    relations = [relation for path in FILES for relation in item(path)["relations"]]
    assert len(FILES) >= 90
    assert min(Counter(relation["type"] for relation in relations)[type_] for type_ in TYPES) >= 8
    assert {relation["status"] for relation in relations} == STATUSES
    assert sum(not item(path)["relations"] for path in FILES) >= 8
    kept = sum(item(path)["split"] == "test" for path in FILES)
    assert 0.3 <= kept / len(FILES) <= 0.37
