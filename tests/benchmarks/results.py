"""RESULTS.md, of which each benchmark writes its own section and nothing else."""

from pathlib import Path

PAGE = Path(__file__).resolve().parent / "RESULTS.md"


def keep(benchmark: str, found: str, page: Path = PAGE) -> None:
    """Shows what a benchmark found, and puts it in the place of what it found before.

    Raises ValueError where the page has no place for it: two comments that name the benchmark.
    """
    print(found)
    opening, closing = f"<!-- written by tests/benchmarks/{benchmark}.py -->\n", f"<!-- end of {benchmark} -->\n"
    before, begun, rest = page.read_text(encoding="utf-8").partition(opening)
    _, ended, after = rest.partition(closing)
    if not (begun and ended):
        raise ValueError(f"{page}: no place for what {benchmark} found; expected {opening.strip()} … {closing.strip()}")
    page.write_text(f"{before}{opening}\n{found.strip()}\n\n{closing}{after}", encoding="utf-8")
