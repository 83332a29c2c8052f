"""How far two annotators agree: fifteen texts of the gold set, annotated a second time without sight of the first."""

import json
from pathlib import Path

import pytest

from amity.evaluation.annotation import Prediction, annotation
from amity.evaluation.gold import AnnotatedText, read_gold
from amity.evaluation.scoring import Scores, compare, score

HERE = Path(__file__).parent
SECOND = sorted((HERE / "second").glob("*.json"))


@pytest.fixture(scope="module")
def agreement() -> Scores:
    """The second annotation of each text scored against the first."""
    first = {t.document.id: t for t in read_gold(HERE / "gold", "all") if isinstance(t, AnnotatedText)}
    comparisons = []
    for file in SECOND:
        again = json.loads(file.read_text("utf-8"))
        relations = [Prediction(annotation(r), 1.0, "", ()) for r in again["relations"]]
        comparisons.append(compare(first[again["id"]], relations))
    return score(comparisons)


def test_fifteen_texts_of_both_languages_were_annotated_twice() -> None:
    assert len(SECOND) == 15
    assert {file.name[:2] for file in SECOND} == {"fr", "en"}


def test_the_annotators_agree_on_what_happened_between_whom(agreement: Scores) -> None:
    figures = {name: round(getattr(agreement.overall, name).f1, 2) for name in ("tie", "typed", "relaxed")}
    assert figures == {"tie": 0.89, "typed": 0.91, "relaxed": 0.92}


def test_the_annotators_agree_on_its_attributes(agreement: Scores) -> None:
    figures = {name: round(accuracy.share, 2) for name, accuracy in agreement.accuracies.items()}
    figures |= {name: round(tally.f1, 2) for name, tally in agreement.tallies.items()}
    assert figures == {
        "date": 0.9,
        "status": 0.99,
        "evidence": 0.99,
        "place": 0.75,
        "amount": 1.0,
        "domains": 0.74,
        "participants": 0.97,
    }
