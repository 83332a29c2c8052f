"""What became of the rows of a file: each is counted once, so that the sum is exact."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 20
"""How many refused rows a report keeps entire; all are counted."""
MOST_NAMES = 50_000
"""How many names of no known actor a report tells apart."""


@dataclass(slots=True)
class FileReport:
    """Rows read = records + merged + out of scope + refused. A record is an event or, of office holders, a tenure.

    `unreconciled` are the names that no actor was found for, with the number of times they stand; `partly` counts the
    rows that were kept although some of their parties are among those. `reason` says why the file was not read at all.
    """

    file: str
    document: str = ""
    rows: int = 0
    records: int = 0
    merged: int = 0
    out_of_scope: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unreconciled: Counter[str] = field(default_factory=Counter)
    partly: int = 0
    samples: list[tuple[int, str]] = field(default_factory=list)
    changed: bool = False
    reason: str | None = None

    @property
    def exact(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.rows == self.records + self.merged + self.out_of_scope.total() + self.refused.total()

    def refuse(self, row: int, reason: str, detail: str) -> None:
        """Counts a row as refused, `detail` being the reason with what stands in the row."""
        self.refused[reason] += 1
        if len(self.samples) < SHOWN:
            self.samples.append((row, detail))

    def unknown(self, names: Iterable[str]) -> None:
        """Counts names that no actor was found for; where there are very many, the later ones together."""
        for name in names:
            known = name in self.unreconciled or len(self.unreconciled) < MOST_NAMES
            self.unreconciled[name if known else "(other names)"] += 1

    def as_json(self) -> Mapping[str, Any]:
        """The report for a file, the most frequent reasons and names first."""
        return {
            "file": self.file,
            "document": self.document,
            "refused file": self.reason,
            "rows": self.rows,
            "records": self.records,
            "merged": self.merged,
            "out of scope": dict(self.out_of_scope.most_common()),
            "refused": dict(self.refused.most_common()),
            "kept without some of their parties": self.partly,
            "unreconciled names": dict(self.unreconciled.most_common()),
            "sum is exact": self.exact,
        }
