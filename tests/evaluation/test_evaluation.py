"""`amity evaluate`: figures, errors with their causes, refusals and exit codes, on three small texts."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amity import cli
from amity.evaluation import evaluate
from amity.evaluation.errors import Cause, Error, Kind
from amity.extraction import Extractor
from amity.extraction.triggers import TriggerFinder
from amity.model import Document, Reading

TALKS = "The foreign ministers of Togo and Russia held talks in Sochi on 9 November 2024."
PICNIC = "Ghana and Benin shared a picnic."
SPEECH = "The president of Chad made a long speech about football."

Run = Callable[..., tuple[int, str, str]]


def relation(type_: str, parties: list[str], text: str, sentence: str, **fields: object) -> dict[str, Any]:
    start = text.index(sentence)
    said: dict[str, Any] = {
        "participants": [],
        "domains": [],
        "date": None,
        "place": None,
        "status": "done",
        "amount": None,
    }
    return {**said, "type": type_, "parties": parties, "sentence": [start, start + len(sentence)], **fields}


def write(folder: Path, name: str, text: str, relations: list[dict[str, Any]]) -> None:
    item = {"id": name, "lang": "en", "published": "2024-12", "text": text, "relations": relations}
    (folder / f"{name}.json").write_text(json.dumps(item), encoding="utf-8")


def found(folder: Path, extractor: Extractor) -> list[Error]:
    return evaluate(folder, extractor).errors


def test_a_right_reading_has_no_error(tmp_path: Path, extractor: Extractor) -> None:
    talks = relation("MEETING", ["RUS", "TGO"], TALKS, TALKS, date="2024-11-09", place="Sochi")
    write(tmp_path, "talks", TALKS, [talks])
    write(tmp_path, "speech", SPEECH, [])
    evaluation = evaluate(tmp_path, extractor)
    assert evaluation.scores.overall.typed.f1 == 1
    assert (evaluation.errors, evaluation.scores.false_alarms) == ([], 0)


@pytest.mark.parametrize(
    ("type_", "parties", "sentence", "cause", "there"),
    [
        ("MEETING", ["BEN", "GHA"], PICNIC, Cause.no_trigger, "BEN GHA"),
        ("MEETING", ["BEN", "TGO"], TALKS, Cause.parties, "RUS TGO (lacks BEN)"),
        ("MEETING", ["BEN", "EU", "RUS", "TGO"], PICNIC, Cause.parties, "RUS TGO"),
        ("AID", ["RUS", "TGO"], TALKS, Cause.type, "MEETING"),
    ],
)
def test_a_miss_has_a_cause(
    tmp_path: Path, extractor: Extractor, type_: str, parties: list[str], sentence: str, cause: Cause, there: str
) -> None:
    text = f"{TALKS} {PICNIC}"
    write(tmp_path, "a", text, [relation(type_, parties, text, sentence)])
    (miss,) = [error for error in found(tmp_path, extractor) if error.kind is Kind.miss]
    assert (miss.text, miss.event.type, miss.sentence, miss.cause) == ("a", type_, sentence, cause)
    assert there in miss.detail
    assert all(error.kind is not Kind.attributes or len(parties) == 4 for error in found(tmp_path, extractor))


def test_two_events_read_as_one_and_a_trigger_of_which_nothing_came(tmp_path: Path, extractor: Extractor) -> None:
    alone = "Togo held talks."
    text = f"{TALKS} {alone}"
    talks = relation("MEETING", ["RUS", "TGO"], text, TALKS, date="2024-11-09", place="Sochi")
    write(tmp_path, "a", text, [talks, {**talks, "date": "2020"}, relation("MEETING", ["BEN", "TGO"], text, alone)])
    merged, dropped = found(tmp_path, extractor)
    assert (merged.cause, merged.event.date, merged.detail) == (Cause.merged, "2020", "done 2024-11-09")
    assert (dropped.cause, dropped.detail) == (Cause.unnamed, "Meeting “talks”; TGO (lacks BEN)")


def test_a_false_alarm_says_by_which_rule_and_words(tmp_path: Path, extractor: Extractor) -> None:
    write(tmp_path, "a", TALKS, [])
    (alarm,) = found(tmp_path, extractor)
    assert (alarm.kind, alarm.cause, alarm.sentence) == (Kind.false_alarm, Cause.nothing, TALKS)
    assert alarm.rule.startswith("en-meeting")
    assert "talks" in " ".join(alarm.words)


def test_wrong_attributes_are_named_with_both_values(tmp_path: Path, extractor: Extractor) -> None:
    talks = relation("MEETING", ["RUS", "TGO"], TALKS, TALKS, date="2023", place="Sochi", status="planned")
    write(tmp_path, "a", TALKS, [talks])
    (error,) = found(tmp_path, extractor)
    assert error.kind is Kind.attributes
    assert error.detail == "date: 2023, found 2024-11-09; status: planned, found done"


def test_a_text_that_cannot_be_read_counts_as_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Extractor, document: Document) -> Reading:
        raise ValueError("too deep")

    monkeypatch.setattr(Extractor, "read", fails)
    write(tmp_path, "a", TALKS, [relation("MEETING", ["RUS", "TGO"], TALKS, TALKS)])
    evaluation = evaluate(tmp_path, Extractor())
    assert [str(refusal) for refusal in evaluation.refused] == [
        "a: cannot be read (too deep); counted as nothing found"
    ]
    assert (evaluation.scores.overall.typed.annotated, evaluation.scores.overall.typed.right) == (1, 0)


def test_watching_the_reader_leaves_no_trace(tmp_path: Path, extractor: Extractor) -> None:
    before = TriggerFinder.find
    write(tmp_path, "a", TALKS, [])
    found(tmp_path, extractor)
    assert TriggerFinder.find is before


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], extractor: Extractor) -> Run:
    """`amity evaluate` in this process: exit code, standard output, standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("amity.extraction.Extractor", lambda: extractor)
        monkeypatch.setattr(sys, "argv", ["amity", "evaluate", *words])
        monkeypatch.setenv("COLUMNS", "120")
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def test_the_command(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a", f"{TALKS} {PICNIC}", [relation("MEETING", ["BEN", "GHA"], f"{TALKS} {PICNIC}", PICNIC)])
    code, out, err = run(str(tmp_path))
    assert (code, err) == (0, "")
    assert "texts: 1; events annotated: 1, found: 1; found in texts that report nothing: 0" in out
    assert "no trigger" not in out
    code, out, _ = run(str(tmp_path), "--errors")
    assert code == 0
    assert "no trigger" in out and PICNIC in out and TALKS in out
    code, out, _ = run(str(tmp_path), "--errors", "--format", "json")
    figures = json.loads(out)
    assert (figures["typed"]["annotated"], figures["typed"]["f1"]) == (1, 0)
    assert [(error["error"], error["cause"]) for error in figures["errors"]] == [
        ("miss", "no trigger"),
        ("false alarm", "nothing there"),
    ]
    assert "errors" not in json.loads(run(str(tmp_path), "--format", "json")[1])


def test_a_refusal_is_named_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a", TALKS, [])
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    code, out, err = run(str(tmp_path))
    assert code == 1
    assert "bad.json: not JSON" in err
    assert "found in texts that report nothing: 1" in out
    code, _, err = run(str(tmp_path / "none"))
    assert code == 2
    assert "no folder with annotated texts" in err
