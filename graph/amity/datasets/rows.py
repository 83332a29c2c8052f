"""Files -> rows: delimited text (plain, gzip or zip), Parquet, and the JSON that a SPARQL endpoint answers with.

Rows come one at a time, each with its place in the text, so that a file of any size takes the memory of a row. What is
wrong with one row is said of that row; what is wrong with the file as a whole is a `FileRefusedError`.
"""

import csv
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal, cast

LONGEST_LINE = 1 << 20
"""Bytes of the longest line that is read."""
LONGEST_RECORD = 200
"""Lines of the longest record: a quote that is never closed takes all lines to the end of the file."""
MOST_BYTES = 16 << 30
"""Bytes that a compressed file may become."""


class FileRefusedError(ValueError):
    """A file cannot be read: the message is for a person, and names the line where there is one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record: `text` is what stands from `start` to `end` (code points) of the file, from line `number` on.

    `fault` says why it cannot be read; there are no `values` then.
    """

    number: int
    start: int
    end: int
    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: its columns, in order where there is no header."""

    columns: tuple[str, ...]
    delimiter: str = ","
    header: bool = True
    quoted: bool = True
    missing: frozenset[str] = frozenset()


def rows(path: Path, layout: Layout) -> Iterator[Row]:
    """The rows of a file, the header not among them. Raises FileRefusedError, OSError."""
    suffix = path.suffix.lower()
    if suffix in (".parquet", ".pq"):
        return _parquet(path, layout)
    if suffix in (".json", ".srj"):
        return _bindings(path, layout)
    return _delimited(path, layout)


# Delimited text


def _delimited(path: Path, layout: Layout) -> Iterator[Row]:
    with ExitStack() as stack:
        lines = _Lines(_lines(_opened(path, stack)))
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if layout.quoted else csv.QUOTE_NONE
        reader = csv.reader(lines, delimiter=layout.delimiter, quoting=quoting, strict=layout.quoted)
        names: Sequence[str] = () if layout.header else layout.columns
        empty = True
        while True:
            lines.begin()
            fault = None
            try:
                cells = next(reader)
            except StopIteration:
                break
            except _BadBytesError as error:
                cells, fault = [], str(error)
            except csv.Error as error:
                cells, fault = [], f"not a row of a table ({error})"
            if not cells and fault is None:
                continue
            if not names:
                names = _header(cells, layout, fault)
                continue
            if fault is None and len(cells) != len(names):
                fault = f"{len(cells)} columns where {len(names)} are expected"
                if empty and not layout.header:
                    raise FileRefusedError(f"line {lines.number}: {fault}{_separators(lines.text, layout)}")
            empty = False
            values = {} if fault else _values(names, cells, layout)
            yield Row(lines.number, lines.start, lines.end, lines.text, values, fault)
        if not names:
            raise FileRefusedError("empty file")


def _values(names: Sequence[str], cells: Sequence[str], layout: Layout) -> dict[str, str]:
    found = {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=True)}
    return {name: cell for name, cell in found.items() if cell and cell not in layout.missing}


def _header(cells: Sequence[str], layout: Layout, fault: str | None) -> list[str]:
    names = [cell.strip() for cell in cells]
    lacking = [column for column in layout.columns if column not in names]
    if fault or lacking:
        what = fault or f"column {', '.join(map(repr, lacking))} is missing; found {', '.join(map(repr, names[:30]))}"
        raise FileRefusedError(f"line 1: {what}{_separators(layout.delimiter.join(cells), layout)}")
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise FileRefusedError(f"line 1: column {', '.join(map(repr, twice))} stands twice")
    return names


def _separators(line: str, layout: Layout) -> str:
    """Which other delimiter the line seems to have."""
    counts = {d: line.count(d) for d in ",\t;|" if d != layout.delimiter}
    other = max(counts, key=lambda d: counts[d])
    if counts[other] < max(2, line.count(layout.delimiter) + 1):
        return ""
    return f"; the columns seem to be separated by {other!r}, not by {layout.delimiter!r}"


class _BadBytesError(Exception):
    """A line is not UTF-8."""


class _Lines(Iterator[str]):
    """Lines for the reader of csv, which takes as many as a record has, and what the record was made of."""

    def __init__(self, lines: Iterator[tuple[int, str, str | None]]) -> None:
        self._source = lines
        self._position = 0
        self._taken: list[str] = []
        self.number = 0
        self.start = 0

    def begin(self) -> None:
        self._taken = []

    @property
    def text(self) -> str:
        return "".join(self._taken).rstrip("\r\n")

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def __next__(self) -> str:
        number, line, fault = next(self._source)
        if not self._taken:
            self.number, self.start = number, self._position
        elif len(self._taken) == LONGEST_RECORD:
            raise FileRefusedError(
                f"line {self.number}: a quote opens here and does not close in {LONGEST_RECORD} lines"
            )
        self._taken.append(line)
        self._position += len(line)
        if fault:
            raise _BadBytesError(fault)
        return line


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, str, str | None]]:
    """The number and the text of each line, its end included, and what is wrong with it."""
    number, size = 0, 0
    while True:
        try:
            raw = stream.readline(LONGEST_LINE + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise FileRefusedError(f"damaged or cut off after line {number} ({error}); fetch the file again") from None
        if not raw:
            return
        number, size = number + 1, size + len(raw)
        if len(raw) > LONGEST_LINE:
            raise FileRefusedError(f"line {number}: longer than {LONGEST_LINE:,} bytes; not a table of text")
        if size > MOST_BYTES:
            raise FileRefusedError(f"line {number}: more than {MOST_BYTES:,} bytes when unpacked")
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
            if b"\x00" in raw:
                raise FileRefusedError("line 1: binary data, or UTF-16; expected a table of text in UTF-8")
        try:
            yield number, raw.decode("utf-8"), None
        except UnicodeDecodeError as error:
            yield number, raw.decode("utf-8", "replace"), f"not UTF-8 (byte {raw[error.start]:#04x})"


def _opened(path: Path, stack: ExitStack) -> IO[bytes]:
    """The file, unpacked: a zip must hold one table."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".gz":
            return cast(IO[bytes], stack.enter_context(gzip.open(path, "rb")))
        if suffix == ".zip":
            archive = stack.enter_context(zipfile.ZipFile(path))
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) != 1:
                raise FileRefusedError(f"{len(members)} files in this zip; expected one table")
            return stack.enter_context(archive.open(members[0]))
        return stack.enter_context(path.open("rb"))
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise FileRefusedError(f"not a zip that can be read ({error}); fetch the file again") from None


# Other formats: their rows are lines of JSON, as text and for the count of lines


def _bindings(path: Path, layout: Layout) -> Iterator[Row]:
    """The bindings of SPARQL 1.1 Query Results JSON; the answers of an endpoint are small enough to be read at once."""
    if path.stat().st_size > 1 << 26:
        raise FileRefusedError("longer than 64 MB; ask for the answer in parts, or as CSV")
    try:
        answer = json.loads(path.read_bytes())
        names, found = answer["head"]["vars"], answer["results"]["bindings"]
    except UnicodeDecodeError as error:
        raise FileRefusedError(f"not UTF-8 (byte {error.object[error.start]:#04x})") from None
    except json.JSONDecodeError as error:
        raise FileRefusedError(f"line {error.lineno}: not JSON ({error.msg})") from None
    except (KeyError, TypeError, RecursionError):
        raise FileRefusedError("not what a SPARQL endpoint answers with (head.vars, results.bindings)") from None
    lacking = [column for column in layout.columns if column not in names]
    if lacking:
        raise FileRefusedError(f"variable {', '.join(map(repr, lacking))} is missing; found {', '.join(names)}")
    return _made(({name: cell.get("value") for name, cell in row.items()} for row in found), layout)


def _parquet(path: Path, layout: Layout) -> Iterator[Row]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise FileRefusedError("Parquet needs pyarrow: pip install 'amity[parquet]'") from None
    try:
        file = ParquetFile(path)
        names = file.schema_arrow.names
    except ArrowException as error:
        raise FileRefusedError(f"not Parquet that can be read ({error})") from None
    lacking = [column for column in layout.columns if column not in names]
    if lacking:
        raise FileRefusedError(f"column {', '.join(map(repr, lacking))} is missing; found {', '.join(names)}")

    def records() -> Iterator[Mapping[str, Any]]:
        try:
            for batch in file.iter_batches(batch_size=1000):
                yield from batch.to_pylist()
        except ArrowException as error:
            raise FileRefusedError(f"damaged Parquet ({error})") from None

    return _made(records(), layout)


def _made(records: Iterator[Mapping[str, Any]], layout: Layout) -> Iterator[Row]:
    position = 0
    for number, record in enumerate(records, 1):
        kept = {_whole(name): _whole(str(value)) for name, value in record.items() if value is not None}
        text = json.dumps(kept, ensure_ascii=False)
        yield Row(number, position, position + len(text), text, _values(list(kept), list(kept.values()), layout))
        position += len(text) + 1


def _whole(text: str) -> str:
    """`text` without halves of surrogate pairs, which JSON can hold and no text can."""
    return text.encode(errors="replace").decode()
