"""What SPARQL cannot compute, done on the rows of a question that names it in its header."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from amity.sparql import Term

Cell = str | int | float | tuple[str, ...] | None
Rows = Sequence[Sequence[Term | None]]


def diversity(columns: Sequence[str], rows: Rows) -> list[tuple[Cell, ...]]:
    """Rows `year`, `partner`, `events` -> for each year: year, effective number of partners, partners, events, the
    partner with the most events and its share of them.

    The effective number is exp(H), H the Shannon entropy of the shares: as many partners, equally frequent, would be
    as diverse. It is 1 for one partner, n for n partners of equal weight.
    """
    by_year: dict[str, Counter[str]] = defaultdict(Counter)
    year, partner, events = (columns.index(name) for name in ("year", "partner", "events"))
    for row in rows:
        values = [row[place] for place in (year, partner, events)]
        if all(value is not None for value in values):
            name_of_year, name, number = (value.value for value in values if value is not None)
            by_year[name_of_year][name] += int(number)
    result: list[tuple[Cell, ...]] = []
    for name_of_year, counts in sorted(by_year.items()):
        total = counts.total()
        entropy = -sum(n / total * math.log(n / total) for n in counts.values())
        main, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        result.append(
            (int(name_of_year), round(math.exp(entropy), 2), len(counts), total, main, round(most / total, 2))
        )
    return result


TRANSFORMS: dict[str, Callable[[Sequence[str], Rows], list[tuple[Cell, ...]]]] = {"diversity": diversity}
"""By the name that a header gives."""

__all__ = ["TRANSFORMS", "Cell", "diversity"]
