"""Annotated texts -> readings -> figures and errors, in one pass."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from amity.building import Progress
from amity.documents import Refusal
from amity.evaluation.annotation import prediction
from amity.evaluation.calibration import Band, calibration
from amity.evaluation.errors import Error, Seen, errors
from amity.evaluation.gold import read_gold
from amity.evaluation.scoring import Comparison, Scores, compare, score
from amity.extraction import Extractor
from amity.extraction.analysis import Sentence
from amity.extraction.output import as_json
from amity.extraction.triggers import Frame, TriggerFinder


@dataclass(slots=True)
class Evaluation:
    """What an evaluation found."""

    scores: Scores = field(default_factory=Scores)
    bands: Sequence[Band] = ()
    errors: list[Error] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def evaluate(folder: Path, extractor: Extractor, split: str = "dev", progress: Progress | None = None) -> Evaluation:
    """Reads the annotated texts of `folder` and compares. Raises ValueError where there is none."""
    done = Evaluation()
    comparisons: list[Comparison] = []
    items = list(read_gold(folder, split))
    with _watched() as seen:
        for number, item in enumerate(items, 1):
            if isinstance(item, Refusal):
                done.refused.append(item)
                continue
            if progress:
                progress(item.document.id, number, len(items))
            seen.clear()
            try:
                found = as_json(extractor.read(item.document), explain=True)["events"]
            except (ValueError, RecursionError) as error:
                done.refused.append(Refusal(item.document.id, f"cannot be read ({error}); counted as nothing found"))
                found = []
            comparison = compare(item, [prediction(event) for event in found])
            comparisons.append(comparison)
            done.errors += errors(comparison, seen)
    done.scores = score(comparisons)
    done.bands = calibration(comparisons)
    return done


@contextmanager
def _watched() -> Iterator[list[Seen]]:
    """The sentences that are parsed in this block, with the triggers found in them."""
    seen: list[Seen] = []
    find = TriggerFinder.find

    def watched(self: TriggerFinder, sentence: Sentence) -> list[Frame]:
        found = find(self, sentence)
        seen.append((sentence, found))
        return found

    TriggerFinder.find = watched  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        TriggerFinder.find = find  # type: ignore[method-assign]
