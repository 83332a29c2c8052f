"""The figures: what is perfect scores 1, order does not matter, and they are those of the scorer that others use."""

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.documents import Refusal
from amity.evaluation.annotation import Annotation, Prediction, annotation, prediction
from amity.evaluation.calibration import calibration, expected_error
from amity.evaluation.gold import AnnotatedText, read_gold
from amity.evaluation.scoring import Agreement, Comparison, Scores, compare, match, same_person, score
from amity.extraction import Extractor
from amity.extraction.output import as_json
from amity.model import Document

GOLD = Path(__file__).parent.parent / "extraction" / "gold"

annotations = st.builds(
    Annotation,
    type=st.sampled_from(["MEETING", "VISIT", "CONFERENCE", "AID"]),
    parties=st.frozensets(st.sampled_from(["TGO", "RUS", "BEN", "EU"]), min_size=2),
    status=st.sampled_from(["done", "planned"]),
    date=st.sampled_from([None, "2024", "2024-11"]),
    place=st.sampled_from([None, "Lomé", "Sotchi"]),
    participants=st.frozensets(st.sampled_from(["robert-dussey", "sergei-lavrov", "dussey"])),
    domains=st.frozensets(st.sampled_from(["energy", "trade"])),
    evidence=st.sampled_from([((0, 5),), ((5, 9),), ((0, 3), (7, 9))]),
    optional=st.booleans(),
)
events = st.lists(annotations, max_size=6)


def predicted(event: Annotation, confidence: float = 1.0) -> Prediction:
    return Prediction(replace(event, optional=False), confidence, "rule", ("word",))


def compared(gold: list[Annotation], found: list[Annotation], language: str = "fr") -> Comparison:
    text = AnnotatedText(Document("a", "Texte.", language), tuple(gold))
    return compare(text, [predicted(event) for event in found])


@given(st.lists(events, min_size=1, max_size=4))
def test_a_perfect_reading_scores_one(texts: list[list[Annotation]]) -> None:
    certain = [[replace(event, optional=False) for event in gold] for gold in texts]
    scores = score(compared(gold, gold) for gold in certain)
    if any(certain):
        assert scores.overall.typed.f1 == scores.overall.relaxed.f1 == 1
        assert all(tally.f1 == 1 for tally in scores.classes.values())
        assert all(accuracy.share == 1 for accuracy in scores.accuracies.values() if accuracy.matches)
    assert scores.overall.tie.right == scores.overall.tie.found == scores.overall.tie.annotated
    assert scores.false_alarms == 0


@given(st.lists(st.tuples(events, events), max_size=4), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(
    texts: list[tuple[list[Annotation], list[Annotation]]], order: random.Random
) -> None:
    before = score(compared(gold, found) for gold, found in texts)
    shuffled = order.sample(texts, len(texts))
    assert score(compared(gold, found) for gold, found in shuffled) == before
    # Of two events alike an optional annotation may spare either: which one, order decides, as in the others' scorer.
    firm = [([event for event in gold if not event.optional], found) for gold, found in texts]
    before = score(compared(gold, found) for gold, found in firm)
    within = [(order.sample(gold, len(gold)), order.sample(found, len(found))) for gold, found in firm]
    after = score(compared(gold, found) for gold, found in within)
    assert (after.overall.tie, after.overall.typed) == (before.overall.tie, before.overall.typed)


@given(events, events)
def test_a_match_is_one_to_one_and_exact_ones_are_alike(gold: list[Annotation], found: list[Annotation]) -> None:
    predictions = [predicted(event) for event in found]
    for exact in (True, False):
        pairs = match(gold, predictions, exact=exact)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
        for i, j in pairs:
            assert gold[i].type == found[j].type
            assert len(gold[i].parties & found[j].parties) >= 2
            assert not exact or gold[i].parties == found[j].parties


@given(events, events)
def test_shares_are_shares(gold: list[Annotation], found: list[Annotation]) -> None:
    scores = score([compared(gold, found)])
    for tally in (scores.overall.tie, scores.overall.typed, scores.overall.relaxed, *scores.classes.values()):
        assert 0 <= tally.right <= min(tally.found, tally.annotated)
        assert 0 <= tally.f1 <= 1


def event(**fields: object) -> Annotation:
    meeting = Annotation("MEETING", frozenset({"TGO", "RUS"}), "done", evidence=((0, 6),))
    return replace(meeting, **fields)  # type: ignore[arg-type]


def test_an_optional_event_neither_rewards_nor_punishes() -> None:
    optional = [event(), event(type="VISIT", optional=True)]
    assert score([compared(optional, [event()])]).overall.typed.f1 == 1
    assert score([compared(optional, [event(), event(type="VISIT")])]).overall.typed.f1 == 1
    assert score([compared(optional, [event(), event(type="AID")])]).overall.typed.precision == 0.5


def test_what_is_found_in_a_text_that_reports_nothing_is_counted() -> None:
    scores = score([compared([], [event()]), compared([event()], [event()])])
    assert (scores.false_alarms, scores.overall.typed.precision) == (1, 0.5)


def test_a_conference_is_no_tie() -> None:
    assert score([compared([event(type="CONFERENCE")], [])]).overall.tie.annotated == 0


def test_a_break_that_happened_and_a_denied_one() -> None:
    said = {"parties": ["RWA", "BEL"], "evidence": [[0, 6]], "confidence": 1, "rule": "r", "triggers": []}
    rupture = prediction({**said, "type": "BreakingRelations", "status": "done"}).annotation
    assert (rupture.type, rupture.status) == ("RELATIONS", "cancelled")
    assert prediction({**said, "type": "BreakingRelations", "status": "denied"}).annotation.status == "denied"


def test_organizations_go_by_several_ids() -> None:
    said = {"type": "AID", "status": "done", "sentence": [0, 6]}
    for one, other in (("WB", "world-bank"), ("african-union", "UA"), ("UE", "EU")):
        assert annotation({**said, "parties": [one]}).parties == annotation({**said, "parties": [other]}).parties


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("sergei-lavrov", "sergey-lavrov", True), ("dussey", "robert-dussey", True), ("xi-jinping", "xi-mingze", False)],
)
def test_persons_are_compared_by_name(a: str, b: str, same: bool) -> None:
    assert same_person(a, b) == same_person(b, a) == same


def test_calibration_compares_confidence_with_what_is_right() -> None:
    text = AnnotatedText(Document("a", "Texte.", "fr"), (event(), event(type="AID")))
    found = [predicted(event(), 1.0), predicted(event(type="AID"), 0.55), predicted(event(type="VISIT"), 0.55)]
    bands = calibration([compare(text, found)])
    assert [(band.low, band.events, band.right) for band in bands] == [(0.5, 2, 0.5), (0.9, 1, 1.0)]
    assert expected_error(bands) == pytest.approx((2 * 0.05 + 1 * 0.0) / 3)
    assert (calibration([]), expected_error([])) == ([], 0.0)


def test_the_figures_are_those_of_the_other_scorer(shared: Path, extractor: Extractor, tmp_path: Path) -> None:
    """Number by number, on the texts to develop on."""
    lines, comparisons = [], []
    folder = tmp_path / "gold"
    folder.mkdir()
    for text in read_gold(GOLD):
        assert not isinstance(text, Refusal), str(text)
        found = as_json(extractor.read(text.document), explain=True)
        comparisons.append(compare(text, [prediction(event) for event in found["events"]]))
        lines.append(json.dumps(found))
    ids = {comparison.text.document.id for comparison in comparisons}
    for file in GOLD.rglob("*.json"):
        if file.stem in ids:
            (folder / file.name).write_bytes(file.read_bytes())
    (tmp_path / "found.jsonl").write_text("\n".join(lines), encoding="utf-8")
    scorer = [sys.executable, str(shared / "evaluation" / "score.py"), str(folder), str(tmp_path / "found.jsonl")]
    printed = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    assert figures(printed) == expected(score(comparisons))


def figures(printed: str) -> dict[str, list[float]]:
    """The numbers of each line, by its first word."""
    lines = [line for line in printed.splitlines() if not line.startswith("tie F1")]
    return {line.split()[0]: [float(n) for n in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", line)] for line in lines}


def expected(scores: Scores) -> dict[str, list[float]]:
    def f1s(agreement: Agreement) -> list[float]:
        return [round(tally.f1, 3) for tally in (agreement.tie, agreement.typed, agreement.relaxed)]

    overall = scores.overall
    tallies = {"tie": overall.tie, "typed": overall.typed, "relaxed": overall.relaxed, **scores.tallies}
    accuracies = {name: accuracy for name, accuracy in scores.accuracies.items() if name != "amount"}
    return {
        "documents": [scores.texts, overall.typed.annotated, overall.typed.found, scores.false_alarms],
        **{f"[{language}]": f1s(agreement) for language, agreement in scores.languages.items()},
        **{name: [round(accuracy.share, 3), accuracy.matches] for name, accuracy in accuracies.items()},
        **{name: [round(n, 3) for n in (t.precision, t.recall, t.f1)] for name, t in tallies.items()},
        **{
            name: [*(round(n, 3) for n in (t.precision, t.recall, t.f1)), t.annotated]
            for name, t in scores.classes.items()
        },
    }
