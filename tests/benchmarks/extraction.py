"""How fast extraction is beside the bare spaCy pipeline, and how its time grows with the text.

    python -m tests.benchmarks.extraction

reads the development part of the gold set and the dossier, both ways by turns in one run, so that the ratio says
something on any machine. Times are of the processor; the best of some rounds counts. Exit code 1 where extraction
reaches less than 0.8 of the articles a second of spaCy, or where a text of 1 MB takes over 1.5 times as long a
character as one of 10 kB.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from amity import resources
from amity.documents import Refusal, read
from amity.extraction import Extractor
from amity.extraction.extractor import load_model
from amity.model import Document

GOLD = Path(__file__).parent.parent / "extraction" / "gold"
LANGUAGES = ("fr", "en")
ROUNDS = 5
SIZES = (10_000, 100_000, 1_000_000)
LEAST_RATIO, MOST_GROWTH = 0.8, 1.5

_NAME = re.compile(r"\b([A-Z][a-zé]{2,} [A-Z][a-zé]{3,})\b")


def documents() -> list[Document]:
    """The articles of both languages."""
    found = [item for item in read([resources.dossier()]) if not isinstance(item, Refusal)]
    for path in sorted(GOLD.rglob("*.json")):
        item = json.loads(path.read_text(encoding="utf-8"))
        if item["split"] == "dev":
            found.append(Document(item["id"], item["text"], item["lang"], item["published"]))
    return found


def long_text(articles: list[Document], size: int) -> str:
    """`size` characters of articles one after another, in each repetition with other persons."""

    def repeated() -> Iterator[str]:
        for repetition in count():
            letters = "".join(chr(ord("a") + repetition // 26**place % 26) for place in range(3))
            for article in articles:
                yield _NAME.sub(rf"\1{letters}", article.text) if repetition else article.text

    parts, length = [], 0
    for text in repeated():
        parts.append(text)
        length += len(text) + 2
        if length >= size:
            return "\n\n".join(parts)[:size]
    raise AssertionError


def seconds(work: Callable[[], object]) -> float:
    """The processor time of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Prints the figures. Returns the exit code."""
    extractor, articles, good = Extractor(), documents(), True
    for language in LANGUAGES:
        extractor.read(Document("warm", "Paris.", language))
    print("language  articles  spaCy/s  Amity/s  ratio")
    for language in LANGUAGES:
        model, own = load_model(language), [article for article in articles if article.language == language]
        rounds = [
            (
                seconds(lambda: list(model.pipe(article.text for article in own))),  # noqa: B023
                seconds(lambda: [extractor.read(article) for article in own]),  # noqa: B023
            )
            for _ in range(ROUNDS)
        ]
        bare, ours = (min(times) for times in zip(*rounds, strict=True))
        good &= bare / ours >= LEAST_RATIO
        print(f"{language:8}  {len(own):8}  {len(own) / bare:7.1f}  {len(own) / ours:7.1f}  {bare / ours:5.2f}")
    print("\nlanguage  characters  seconds  seconds per 100 kB")
    for language in LANGUAGES:
        own, costs = [article for article in articles if article.language == language], []
        for size in SIZES:
            document = Document("long", long_text(own, size), language, "2024-06-12")
            taken = min(seconds(lambda: extractor.read(document)) for _ in range(3 if size < SIZES[-1] else 1))  # noqa: B023
            costs.append(taken / size)
            print(f"{language:8}  {size:10,}  {taken:7.2f}  {taken / size * 100_000:18.2f}")
        good &= costs[-1] / costs[0] <= MOST_GROWTH
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
