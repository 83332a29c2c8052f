"""How long a table of a million rows takes, and how much memory: synthetic rows in the form of the full ICEWS export.

    python -m tests.benchmarks.datasets [ROWS...]

writes tables to a temporary folder, imports each into a dataset on disk in a process of its own, and prints the size of
the table, the rows a second, the records, and the most memory that the import had. Exit code 1 where a report does not
add up, or the largest table takes notably more memory than the smallest: it is to be the same for a table of any size.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

ROWS = (200_000, 1_000_000)
MOST_GROWTH = 1.2
"""How much more memory the largest table may take than the smallest."""

_COLUMNS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
)
# Three rows of four are out of scope, as in the real exports.
_CODES = {
    "010": 24,
    "112": 20,
    "190": 22,
    "020": 10,
    "040": 9,
    "036": 5,
    "042": 3,
    "043": 3,
    "057": 1,
    "061": 1,
    "073": 2,
}
_NAMES = ("{}", "Foreign Affairs ({})", "Head of Government ({})", "Citizen ({})", "Nobody of {}")


def write(path: Path, rows: int) -> None:
    """A table of `rows` rows, seeded: few states are in most of them, over ten years."""
    from amity import reference
    from amity.vocabulary import Class

    states = sorted(entry.label("en") for entry in reference.load().of(Class.STATE) if "(" not in entry.label("en"))
    chance = random.Random(1)  # noqa: S311 -- a benchmark, not a secret
    chance.shuffle(states)
    weights = list(accumulate(1 / rank for rank in range(1, len(states) + 1)))
    codes, shares = list(_CODES), list(accumulate(_CODES.values()))
    first = date(2001, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_COLUMNS.replace("|", "\t") + "\n")
        for number in range(rows):
            one, other = chance.choices(states, cum_weights=weights, k=2)
            code = chance.choices(codes, cum_weights=shares)[0]
            source, target = (chance.choice(_NAMES[: 5 if number % 9 == 0 else 3]).format(s) for s in (one, other))
            day = (first + timedelta(days=chance.randrange(3650))).isoformat()
            cells = [str(number), day, source, "Government,Executive", one, "Some label", code, "1", target]
            cells += [
                "Government,Executive",
                other,
                str(number // 3),
                "1",
                "The Daily Example",
                "NA",
                "NA",
                "NA",
                other,
            ]
            file.write("\t".join([*cells, "12.3456", "65.4321"]) + "\n")


def run(path: Path, store: Path) -> dict[str, object]:
    """Imports the table into a dataset on disk."""
    from amity.datasets import Importer, of_dataset
    from amity.store import Dataset

    began = time.perf_counter()
    with Dataset.open(store, write=True) as dataset:
        report = Importer(of_dataset("icews"), dataset).file(path)
        quads = len(dataset)
    return {
        "rows": report.rows,
        "records": report.records,
        "exact": report.exact and report.reason is None,
        "seconds": round(time.perf_counter() - began, 1),
        "quads": quads,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def measured(rows: int) -> dict[str, Any]:
    """Writes a table, imports it in a fresh process, prints what that took."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "events.tab"
        write(table, rows)
        command = [sys.executable, "-m", "tests.benchmarks.datasets", "--import", str(table), f"{folder}/store"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        size = table.stat().st_size
    print(f"{found['rows']:,} rows, {size / 1e6:,.0f} MB: {found['records']:,} records, {found['quads']:,} quads")
    print(
        f"{found['seconds']} s, {found['rows'] / found['seconds']:,.0f} rows a second, at most {found['megabytes']} MB"
    )
    return found


def main(*sizes: int) -> int:
    """The exit code."""
    found = [measured(rows) for rows in sorted(sizes or ROWS)]
    bounded = found[-1]["megabytes"] <= MOST_GROWTH * found[0]["megabytes"]
    return 0 if bounded and all(one["exact"] for one in found) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--import"]:
        print(json.dumps(run(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        sys.exit(main(*map(int, sys.argv[1:])))
