"""Scores extraction on a suite of sentences coded in CAMEO, beside the figures of UniversalPetrarch on PETR2_GSR.

    python tests/evaluation/cameo_suite.py PATH/petr2_gsr_gold.jsonl

Strict: source, target and code must all be right, over the codes of cooperation 03 to 08 (all that is coded or found
with another code is left out on both sides). UniversalPetrarch's figures are for full codes of actors; ours leave out
their sector (USAGOV is USA), which extraction does not code.
"""

import sys
from collections.abc import Iterator, Set
from pathlib import Path

from amity.evaluation.cameo import Coded, CodedSentence, in_scope, plain, read_suite, tally
from amity.evaluation.scoring import Tally
from amity.extraction import Extractor

UNIVERSAL_PETRARCH = "UniversalPetrarch, all"
ROWS: tuple[tuple[str, dict[str, bool]], ...] = (
    ("all", {}),
    ("all, both directions as one event", {"directed": False}),
    ("in scope", {"scope": True}),
    ("in scope, both directions as one event", {"scope": True, "directed": False}),
)


def main(path: Path) -> None:
    """Prints the figures and each error."""
    sentences = list(read_suite(path, Extractor()))
    print(f"{len(sentences)} sentences; in scope are events of two states or organizations with a code that Amity has")
    print(f"{UNIVERSAL_PETRARCH:48} P .527  R .879  F1 .659  (29 of 33, 55 found)")
    for name, how in ROWS:
        print(line("Amity, " + name, tally(sentences, **how)))
    for sentence in sentences:
        for kind, events in errors(sentence):
            for event in sorted(events):
                print(f"{kind:12} {sentence.id:20} {' '.join(event):28} {sentence.text}")


def errors(sentence: CodedSentence) -> Iterator[tuple[str, Set[Coded]]]:
    """What was missed, in scope and out of it, and what was found that is not coded."""
    missed = {event for event in sentence.annotated if plain(event) not in sentence.found}
    yield "miss", {event for event in missed if in_scope(event)}
    yield "out of scope", {event for event in missed if not in_scope(event)}
    yield "false alarm", sentence.found - {plain(event) for event in sentence.annotated}


def line(name: str, counts: Tally) -> str:
    """A row of figures."""
    shares = f"P {counts.precision:.3f}  R {counts.recall:.3f}  F1 {counts.f1:.3f}"
    return f"{name:48} {shares}  ({counts.right} of {counts.annotated}, {counts.found} found)"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: cameo_suite.py PATH/petr2_gsr_gold.jsonl")
    main(Path(sys.argv[1]))
