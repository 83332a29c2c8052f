"""Whether confidence means something: the events found, by how sure the extractor was, and the share that is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amity.evaluation.scoring import Comparison

_BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """The events with a confidence from `low` up to, not including, `high` (1 is in the last band)."""

    low: float
    high: float
    events: int
    confidence: float
    """Their mean confidence: the share that should be right."""
    right: float
    """The share that is right in type and parties."""


def calibration(comparisons: Iterable[Comparison]) -> list[Band]:
    """The bands of a tenth that hold any event, from the lowest."""
    banded: dict[int, list[tuple[float, bool]]] = {}
    for comparison in comparisons:
        right = {j for _, j in comparison.exact}
        for j, prediction in enumerate(comparison.found):
            band = min(int(prediction.confidence * _BANDS + 1e-9), _BANDS - 1)
            banded.setdefault(band, []).append((prediction.confidence, j in right))
    return [
        Band(
            band / _BANDS,
            (band + 1) / _BANDS,
            len(events),
            sum(confidence for confidence, _ in events) / len(events),
            sum(right for _, right in events) / len(events),
        )
        for band, events in sorted(banded.items())
    ]


def expected_error(bands: Sequence[Band]) -> float:
    """The expected calibration error (Naeini et al. 2015): the mean distance of confidence from the share right."""
    events = sum(band.events for band in bands)
    return sum(band.events * abs(band.confidence - band.right) for band in bands) / events if events else 0.0
