"""Annotated texts are checked one by one: what cannot be used is refused by name, and the rest is read."""

import json
from pathlib import Path
from typing import Any

import pytest

from amity.documents import Refusal
from amity.evaluation.gold import AnnotatedText, read_gold

RELATION = {"type": "MEETING", "parties": ["RUS", "TGO"], "status": "done", "date": "2024-11", "sentence": [0, 10]}
ITEM: dict[str, Any] = {
    "id": "a",
    "lang": "en",
    "published": "2024-12",
    "text": "Togo and Russia held talks.",
    "relations": [RELATION],
}


def write(folder: Path, name: str, content: object) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def test_folders_are_read_in_order_and_by_split(tmp_path: Path) -> None:
    for name, split in (("b/1.json", "test"), ("a/2.json", "dev"), ("c.json", None)):
        write(tmp_path, name, {**ITEM, "id": name, **({"split": split} if split else {})})

    def ids(split: str) -> list[str]:
        return [text.document.id for text in read_gold(tmp_path, split) if isinstance(text, AnnotatedText)]

    assert ids("dev") == ["a/2.json", "c.json"]
    assert ids("test") == ["b/1.json", "c.json"]
    assert ids("all") == ["a/2.json", "b/1.json", "c.json"]


@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_the_text_may_stand_beside(tmp_path: Path, ending: str) -> None:
    item = {key: value for key, value in ITEM.items() if key != "text"}
    write(tmp_path, "a.json", item)
    write(tmp_path, "a" + ending, ITEM["text"])
    (text,) = read_gold(tmp_path)
    assert isinstance(text, AnnotatedText)
    assert (text.document.text, text.document.published) == (ITEM["text"], "2024-12")
    assert text.relations[0].parties == {"RUS", "TGO"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "expected a JSON object"),
        ("[" * 100_000, ""),
        ({**ITEM, "id": None}, '"id"'),
        ({**ITEM, "lang": "de"}, "'de' is not read"),
        ({**ITEM, "lang": 3}, '"lang"'),
        ({**ITEM, "text": 3}, '"text" is not a string'),
        ({**ITEM, "text": None}, "no bad.txt beside it"),
        ({**ITEM, "published": "yesterday"}, "'yesterday' is not a date"),
        ({**ITEM, "relations": None}, '"relations"'),
        ({**ITEM, "relations": [RELATION, "x"]}, "relation 2: expected a JSON object"),
        ({**ITEM, "relations": [{**RELATION, "type": "PARTY"}]}, "relation 1: type 'PARTY' is unknown"),
        ({**ITEM, "relations": [{**RELATION, "status": "maybe"}]}, "status 'maybe' is unknown"),
        ({**ITEM, "relations": [{**RELATION, "parties": ["TGO", "TGO"]}]}, "fewer than two parties"),
        ({**ITEM, "relations": [{**RELATION, "parties": "TGO"}]}, '"parties" is not a list of strings'),
        ({**ITEM, "relations": [{**RELATION, "sentence": [0, 99]}]}, "of the text of 27 characters"),
        ({**ITEM, "relations": [{**RELATION, "sentence": None}]}, '"sentence" is not'),
        ({**ITEM, "relations": [{**RELATION, "date": "soon"}]}, "'soon' is no EDTF date"),
        ({**ITEM, "relations": [{**RELATION, "place": 1}]}, '"place" is not a string'),
        ({**ITEM, "relations": [{**RELATION, "amount": "much"}]}, '"amount" is not'),
        ({**ITEM, "relations": [{"type": "AID"}]}, "relation 1: no 'status'"),
        ({**ITEM, "id": "good"}, "already read"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, content: object, reason: str) -> None:
    write(tmp_path, "a.json", {**ITEM, "id": "good"})
    write(tmp_path, "bad.json", content)
    first, refused = read_gold(tmp_path)
    assert isinstance(first, AnnotatedText)
    assert isinstance(refused, Refusal)
    assert refused.source == str(tmp_path / "bad.json")
    assert reason in refused.reason


def test_what_is_no_folder_of_texts(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(ValueError, match="no folder with annotated texts"):
            list(read_gold(folder))


def test_an_annotation_without_its_text_is_refused(shared: Path) -> None:
    (refused,) = read_gold(shared / "evaluation" / "gold")
    assert isinstance(refused, Refusal)
    assert "togo-russie.txt" in refused.reason
