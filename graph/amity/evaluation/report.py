"""An evaluation as tables for a person and as one JSON object."""

from collections.abc import Iterator, Sequence
from typing import Any

from amity.evaluation.calibration import expected_error
from amity.evaluation.errors import Error, Kind, causes, show
from amity.evaluation.evaluation import Evaluation
from amity.evaluation.scoring import Accuracy, Agreement, Tally

Table = tuple[Sequence[str], Sequence[Sequence[str]]]
"""The names of columns, and rows."""


def figures(evaluation: Evaluation) -> Iterator[Table]:
    """The tables of figures: overall and by language, by class, attributes, calibration; none without a text."""
    scores = evaluation.scores
    if not scores.texts:
        return
    rows = [_tally(name, tally) for name, tally in _agreement(scores.overall)]
    for language, agreement in sorted(scores.languages.items()):
        rows += [_tally(f"{name} [{language}]", tally) for name, tally in _agreement(agreement)]
    yield _columns("figure"), rows
    yield _columns("class (relaxed)"), [_tally(name, tally) for name, tally in sorted(scores.classes.items())]
    yield (
        ("attribute", "accuracy", "right", "matches"),
        [(name, f"{a.share:.3f}", str(a.right), str(a.matches)) for name, a in scores.accuracies.items()],
    )
    yield _columns("attribute"), [_tally(name, tally) for name, tally in scores.tallies.items()]
    yield (
        ("confidence", "events", "mean", "right"),
        [
            (f"{band.low:.1f}–{band.high:.1f}", str(band.events), f"{band.confidence:.3f}", f"{band.right:.3f}")
            for band in evaluation.bands
        ],
    )


def summary(evaluation: Evaluation) -> str:
    """The figures that are not in a table."""
    scores = evaluation.scores
    typed = scores.overall.typed
    return (
        f"texts: {scores.texts}; events annotated: {typed.annotated}, found: {typed.found}; "
        f"found in texts that report nothing: {scores.false_alarms}; "
        f"expected calibration error: {expected_error(evaluation.bands):.3f}"
    )


def error_tables(found: Sequence[Error]) -> Iterator[Table]:
    """How many errors by cause and class, then each with its sentence."""
    for kind in (Kind.miss, Kind.false_alarm):
        counts = causes(found, kind)
        classes = sorted({class_ for _, class_ in counts})
        order = sorted({cause for cause, _ in counts}, key=lambda c: -sum(counts[c, class_] for class_ in classes))
        yield (
            (f"{kind}: cause", "all", *classes),
            [
                (cause, str(sum(counts[cause, c] for c in classes)), *(str(counts[cause, c] or "") for c in classes))
                for cause in order
            ],
        )
    for kind in Kind:
        rows = [_error(error) for error in found if error.kind is kind]
        yield ((str(kind), "class", "parties", "status", "date", "cause", "there", "rule", "words", "sentence"), rows)


def as_json(evaluation: Evaluation, *, with_errors: bool) -> dict[str, Any]:
    """All of it, with unrounded figures."""
    scores = evaluation.scores
    found: dict[str, Any] = {
        "texts": scores.texts,
        "falseAlarmsOnNegatives": scores.false_alarms,
        **{name: _numbers(tally) for name, tally in _agreement(scores.overall)},
        "languages": {
            language: {name: _numbers(tally) for name, tally in _agreement(agreement)}
            for language, agreement in sorted(scores.languages.items())
        },
        "classes": {name: _numbers(tally) for name, tally in sorted(scores.classes.items())},
        "attributes": {
            **{name: _accuracy(accuracy) for name, accuracy in scores.accuracies.items()},
            **{name: _numbers(tally) for name, tally in scores.tallies.items()},
        },
        "calibration": {
            "expectedError": expected_error(evaluation.bands),
            "bands": [
                {"from": b.low, "to": b.high, "events": b.events, "confidence": b.confidence, "right": b.right}
                for b in evaluation.bands
            ],
        },
        "refused": [{"source": refusal.source, "reason": refusal.reason} for refusal in evaluation.refused],
    }
    if with_errors:
        found["errors"] = [_as_object(error) for error in evaluation.errors]
    return found


def _agreement(agreement: Agreement) -> tuple[tuple[str, Tally], ...]:
    return ("tie", agreement.tie), ("typed", agreement.typed), ("relaxed", agreement.relaxed)


def _columns(first: str) -> Sequence[str]:
    return (first, "precision", "recall", "F1", "right", "found", "annotated")


def _tally(name: str, tally: Tally) -> Sequence[str]:
    shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
    return (name, *shares, str(tally.right), str(tally.found), str(tally.annotated))


def _numbers(tally: Tally) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "right": tally.right,
        "found": tally.found,
        "annotated": tally.annotated,
    }


def _accuracy(accuracy: Accuracy) -> dict[str, float]:
    return {"accuracy": accuracy.share, "right": accuracy.right, "matches": accuracy.matches}


def _error(error: Error) -> Sequence[str]:
    event = error.event
    said = (event.type, " ".join(sorted(event.parties)), event.status, show(event.date))
    return (error.text, *said, str(error.cause or ""), error.detail, error.rule, ", ".join(error.words), error.sentence)


def _as_object(error: Error) -> dict[str, Any]:
    event = error.event
    return {
        "error": str(error.kind),
        "text": error.text,
        "class": event.type,
        "parties": sorted(event.parties),
        "status": event.status,
        "date": event.date,
        "cause": error.cause and str(error.cause),
        "there": error.detail,
        "rule": error.rule,
        "words": list(error.words),
        "evidence": [list(span) for span in event.evidence],
        "sentence": error.sentence,
    }
