"""What a page costs: `python tests/benchmarks/views.py`; it needs Chromium (or CHROMIUM names it).

Made-up networks, seeded, of 2,000 and 20,000 ties: the time until the page has drawn them, all of them and not their
backbone alone, in each view that draws ties; the longest of several filter steps; and the size of the page. Then the
size of an actor's page with 60 partners, whose quotes are as long and as varied as those of the dossier.
Written is its section of RESULTS.md.
"""

import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from results import keep

from amity import resources
from amity.model import Actor, Document, Event, Evidence, Party, Reading
from amity.store import Dataset
from amity.views import geography, write_view

SIZES = ((200, 2_000), (2_000, 20_000))
"""Actors and ties."""
TYPES = ("Meeting", "Visit", "AgreementSigning", "Aid", "Project")
DOMAINS = ("energy", "security", "trade", "culture", "health", "education", "defence", "mining")
STATUSES = ("done", "done", "done", "planned", "ongoing", "denied")
VIEWS = ("rings", "map", "matrix", "network", "timeline")
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
STEP = """async (value) => {
  const box = document.querySelector(`#filter-status input[value='${value}']`);
  const start = performance.now();
  box.click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        measured = ["written in, s", "size, KB", *(f"{view}, s" for view in VIEWS), "all ties, s", "filter, ms"]
        lines = [f"| network | {' | '.join(measured)} |", f"|---|{'---:|' * len(measured)}"]
        for actors, ties in SIZES:
            file = Path(folder) / f"{ties}.html"
            dataset = network(actors, ties)
            start = time.perf_counter()
            write_view(dataset, file)
            written = time.perf_counter() - start
            opened = [statistics.median(_opened(browser, file, view) for _ in range(3)) for view in VIEWS]
            page = _page(browser, file, "network")
            every = _all(page)
            steps = {view: _filter(browser, file, view) for view in VIEWS}
            slowest = max(steps.values())
            shown = " | ".join(f"{seconds:.2f}" for seconds in opened)
            lines.append(
                f"| {actors:,} actors, {ties:,} ties | {written:.1f} | {file.stat().st_size / 1000:.0f} | {shown} | "
                f"{every:.2f} | {slowest:.0f} ({max(steps, key=lambda view: steps[view])}) |"
            )
        file = Path(folder) / "partners.html"
        write_view(partners(60), file, actor="TGO")
        lines += ["", f"The page of one actor with 60 partners: {file.stat().st_size / 1000:.0f} KB."]
        keep("views", "\n".join(lines))
        browser.close()


def network(actors: int, ties: int) -> Dataset:
    """So many actors and ties, the first actors with the most."""
    draw = random.Random(1)  # noqa: S311
    states = sorted(geography.regions())
    names = [*states, *(f"actor-{number:04}" for number in range(actors - len(states)))]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < ties:
        one, other = (names[int(actors * draw.random() ** 1.5)] for _ in range(2))
        if one != other:
            pairs.add((min(one, other), max(one, other)))
    return _learnt(names, (_event(draw, *pair, "They met and agreed to go on.") for pair in sorted(pairs)))


def partners(number: int) -> Dataset:
    """An actor with so many partners, which met it a dozen times each, and each other at times."""
    draw = random.Random(1)  # noqa: S311
    words = [word for file in sorted(resources.dossier().glob("*.md")) for word in file.read_text("utf-8").split()]
    names = [f"partner-{place:02}" for place in range(number)]

    def quote() -> str:
        return " ".join(draw.choice(words) for _ in range(draw.randrange(15, 45)))

    pairs = [("TGO", name) for name in names for _ in range(12)]
    pairs += draw.sample(list(combinations(names, 2)), number * 2)
    return _learnt(names, [_event(draw, *pair, quote()) for pair in pairs])


def _event(draw: random.Random, one: str, other: str, quote: str) -> Event:
    date = f"{draw.randrange(2008, 2026)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
    return Event(
        draw.choice(TYPES),
        (Party(one, "party"), Party(other, "party")),
        (Evidence(0, len(quote), quote),),
        date=date,
        status=draw.choice(STATUSES),
        domains=tuple(sorted(draw.sample(DOMAINS, draw.randrange(3)))),
    )


def _learnt(names: list[str], events: Any) -> Dataset:
    dataset = Dataset.memory()
    states = geography.regions()
    actors = {name: Actor(name, "InternationalOrganization", name) for name in names if name not in states}
    for number, part in enumerate(_parts(list(events), 20)):
        named = {party.actor for event in part for party in event.parties}
        quotes = " ".join(event.evidence[0].quote for event in part)
        document = Document(f"d{number:04}", quotes, language="en", published="2026-01-01", title=f"Report {number}")
        dataset.learn(
            Reading(
                document, tuple(actors[name] for name in sorted(named & actors.keys())), (), tuple(part), "made-up/0"
            )
        )
    return dataset


def _parts(events: list[Event], size: int) -> Iterator[list[Event]]:
    for start in range(0, len(events), size):
        yield events[start : start + size]


def _page(browser: Any, file: Path, view: str) -> Page:
    page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{file.as_uri()}#view={view}")
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def _opened(browser: Any, file: Path, view: str) -> float:
    """Seconds from the beginning of the page's life to its first whole picture."""
    page = _page(browser, file, view)
    seconds = float(page.evaluate(DRAWN)) / 1000
    page.close()
    return seconds


def _all(page: Page) -> float:
    """Seconds until all ties are drawn, and not the backbone alone; the page has been opened."""
    start = float(page.evaluate(DRAWN))
    page.evaluate("document.querySelector('#draw-all').click()")
    return (float(page.evaluate(DRAWN)) - start) / 1000


def _filter(browser: Any, file: Path, view: str) -> float:
    """Milliseconds of the median step of a filter in this view."""
    page = _page(browser, file, view)
    page.evaluate(DRAWN)
    found = statistics.median(
        float(page.evaluate(STEP, value)) for value in ("planned", "ongoing", "planned", "denied", "denied")
    )
    page.close()
    return found


if __name__ == "__main__":
    main()
