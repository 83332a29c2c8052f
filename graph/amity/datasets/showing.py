"""Reports of imports as tables and as lines for a person."""

from collections import Counter
from collections.abc import Iterator, Sequence

from amity.datasets.report import FileReport

Table = tuple[list[str], list[list[str]]]

_NAMES = 15


def tables(reports: Sequence[FileReport]) -> Iterator[Table]:
    """What became of the rows: by file, by reason, and the most frequent names that are of no known actor."""
    read = [report for report in reports if report.reason is None]
    if not read:
        return
    yield (
        ["file", "rows", "records", "merged", "out of scope", "refused"],
        [
            [
                report.file,
                *map(
                    str,
                    (report.rows, report.records, report.merged, report.out_of_scope.total(), report.refused.total()),
                ),
            ]
            for report in read
        ],
    )
    reasons = [
        [outcome, reason, str(number)]
        for outcome, counts in (
            ("out of scope", _sum(r.out_of_scope for r in read)),
            ("refused", _sum(r.refused for r in read)),
        )
        for reason, number in counts.most_common()
    ]
    if reasons:
        yield ["outcome", "reason", "rows"], reasons
    names = _sum(report.unreconciled for report in read)
    if names:
        yield ["name of no known actor", "times"], [[name, str(number)] for name, number in names.most_common(_NAMES)]


def lines(report: FileReport) -> Iterator[str]:
    """What was refused, by file and line."""
    if report.reason is not None:
        yield f"{report.file}: {report.reason}"
        return
    for number, detail in report.samples:
        yield f"{report.file}, line {number}: {detail}"
    if (more := report.refused.total() - len(report.samples)) > 0:
        yield f"{report.file}: {more:,} more rows refused (--left FILE lists them all)"


def summary(reports: Sequence[FileReport]) -> str:
    """One sentence for each thing that is worth knowing."""
    read = [report for report in reports if report.reason is None]
    partly, names = sum(report.partly for report in read), len(_sum(report.unreconciled for report in read))
    known = sum(not report.changed for report in read)
    said = f"{len(read)} files read ({known} known already), {len(reports) - len(read)} refused"
    if names > _NAMES:
        said += f"; {names - _NAMES:,} more names of no known actor (--report FILE lists them all)"
    return said + (f"; {partly:,} records kept without some of their parties" if partly else "")


def _sum(counters: Iterator[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total
