"""Reads what a person names on the command line: a text, Markdown, HTML or JSON Lines file, or a folder of them."""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from amity.documents.dateline import DATE_LINE
from amity.documents.language import LANGUAGES, english_name, identify
from amity.model import Document
from amity.periods import bounds

log = logging.getLogger(__name__)

MAX_CHARACTERS = 2_000_000
"""The longest text that is read; a book is shorter, a dump of a whole site is not an article."""

TEXT_SUFFIXES = {".txt", ".md"}
HTML_SUFFIXES = {".html", ".htm"}
LINES_SUFFIXES = {".jsonl", ".ndjson"}
SUFFIXES = TEXT_SUFFIXES | HTML_SUFFIXES | LINES_SUFFIXES

_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)
_HEAD = 4_096
_UNDECODED = re.compile("[\udc80-\udcff]")
_CONVERT = "convert it to UTF-8, for instance with iconv -f windows-1252 -t utf-8"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that was not read: its name (a path, or a path and a line) and the reason, for a person."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class _RefusedError(Exception):
    """Carries the reason out of the reader of one source."""


def read(sources: Iterable[str | Path]) -> Iterator[Document | Refusal]:
    """Each document of each source, in the order given; a folder is read in the order of its file names.

    An identifier met twice is refused the second time: a document is read again by naming it alone.
    """
    seen: set[str] = set()
    for item in _items(sources):
        if isinstance(item, Document):
            if item.id in seen:
                yield Refusal(item.id, "this identifier was already read in this run; give each document its own")
                continue
            seen.add(item.id)
        yield item


def count(sources: Iterable[str | Path]) -> int:
    """How many documents and refusals `read` will tell of, blank lines among them; only JSON Lines are opened."""
    return sum(1 if isinstance(item, Refusal) else _count(item[0]) for item in _files(sources))


def text_document(
    text: str, identifier: str, *, language: str | None = None, published: str | None = None, **known: str | None
) -> Document:
    """A document of `text`: its language is identified and its date read from a `date YYYY-MM` line where not given.

    Raises ValueError with a reason for a person where the text cannot be read as an article.
    """
    try:
        return _document(text, identifier, {"language": language, "published": published, **known})
    except _RefusedError as reason:
        raise ValueError(str(reason)) from None


def _items(sources: Iterable[str | Path]) -> Iterator[Document | Refusal]:
    for item in _files(sources):
        if isinstance(item, Refusal):
            yield item
        else:
            yield from _file(*item)


def _files(sources: Iterable[str | Path]) -> Iterator[tuple[Path, str] | Refusal]:
    """The files that sources name, each with the identifier that it gives its document."""
    for source in sources:
        if str(source).startswith(("http://", "https://")):
            yield Refusal(str(source), "addresses are not read yet; save the page and name the file")
            continue
        path = Path(source)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not files:
                yield Refusal(str(source), f"no file ending in {_listed(SUFFIXES)} in this folder")
            yield from ((file, file.relative_to(path).with_suffix("").as_posix()) for file in files)
        elif path.exists():
            yield path, path.stem
        else:
            yield Refusal(str(source), "no such file or folder")


def _file(path: Path, identifier: str) -> Iterator[Document | Refusal]:
    suffix = path.suffix.lower()
    try:
        if suffix not in SUFFIXES:
            raise _RefusedError(f"not a kind of file that is read; expected one ending in {_listed(SUFFIXES)}")
        if suffix in LINES_SUFFIXES:
            yield from _lines(path)
        elif suffix in HTML_SUFFIXES:
            yield _html(_decode(path), identifier)
        else:
            yield _text(_decode(path), identifier)
    except _RefusedError as reason:
        yield Refusal(str(path), str(reason))
    except UnicodeDecodeError as error:
        yield Refusal(str(path), f"not {error.encoding.upper()}, which it says it is; {_CONVERT}")
    except OSError as error:
        yield Refusal(str(path), f"cannot be opened ({error.strerror or error})")


def _decode(path: Path) -> str:
    size = path.stat().st_size
    if size > 4 * MAX_CHARACTERS:
        raise _RefusedError(f"too long ({size:,} bytes); at most {MAX_CHARACTERS:,} characters are read as one text")
    raw = path.read_bytes()
    try:
        return raw.decode(_encoding(raw[:_HEAD]))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _RefusedError(f"not UTF-8 (byte {raw[error.start]:#04x} on line {line}); {_CONVERT}") from None


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in head:
        raise _RefusedError("binary data, not a text; expected UTF-8")
    return "utf-8-sig"


def _count(path: Path) -> int:
    if path.suffix.lower() not in LINES_SUFFIXES:
        return 1
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return 1  # it will be refused


def _lines(path: Path) -> Iterator[Document | Refusal]:
    with path.open("rb") as file:
        encoding = _encoding(file.read(_HEAD))
    # One line at a time: such a file may be larger than memory.
    with path.open(encoding=encoding, errors="surrogateescape", newline="\n") as file:
        yield from _records(path, file)


def _records(path: Path, lines: Iterable[str]) -> Iterator[Document | Refusal]:
    empty = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        empty = False
        where = f"{path}, line {number}"
        try:
            if _UNDECODED.search(line):
                raise _RefusedError(f"not UTF-8; {_CONVERT}")
            record = json.loads(line)
            if not isinstance(record, dict):
                raise _RefusedError("expected a JSON object with id and text")
            text, identifier = record.get("text"), record.get("id")
            if not isinstance(text, str):
                raise _RefusedError('no "text" (a string) in this record')
            if not isinstance(identifier, str | int) or identifier == "":
                raise _RefusedError('no "id" (a string) in this record')
            yield _document(text, str(identifier), record)
        except json.JSONDecodeError as error:
            yield Refusal(where, f"not JSON ({error.msg}, column {error.colno})")
        except RecursionError:
            yield Refusal(where, "not JSON that can be read (nested too deeply)")
        except _RefusedError as reason:
            yield Refusal(where, str(reason))
    if empty:
        yield Refusal(str(path), "empty file")


def _html(content: str, identifier: str) -> Document:
    # Imported here: trafilatura takes half a second, and most sources are not HTML.
    import trafilatura

    found = trafilatura.bare_extraction(content, include_comments=False, include_tables=False, with_metadata=True)
    if found is None or not getattr(found, "text", None):
        raise _RefusedError("no article was found in this page")
    values = found if isinstance(found, dict) else found.as_dict()
    return _document(
        values["text"],
        identifier,
        {"title": values.get("title"), "url": values.get("url"), "published": values.get("date")},
    )


def _text(content: str, identifier: str) -> Document:
    header = _FRONT_MATTER.match(content)
    known: dict[str, Any] = {}
    if header:
        try:
            loaded = yaml.safe_load(header.group(1))
        except yaml.YAMLError as error:
            problem = getattr(error, "problem", None) or "malformed"
            raise _RefusedError(f"the front matter is not YAML ({problem})") from None
        if not isinstance(loaded, dict):
            raise _RefusedError("the front matter is not a list of `key: value` lines")
        known = loaded
        content = content[header.end() :].strip("\n")
    return _document(content, str(known.get("id") or identifier), known)


def _document(text: str, identifier: str, known: dict[str, Any]) -> Document:
    if not text.strip():
        raise _RefusedError("empty text")
    if len(text) > MAX_CHARACTERS:
        raise _RefusedError(f"too long ({len(text):,} characters); at most {MAX_CHARACTERS:,} are read")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise _RefusedError("holds half of a surrogate pair: the text was cut or decoded wrongly")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise _RefusedError("binary data, not a text")
    language = _known(known, "language")
    language = identify(text) if language is None else language.lower().split("-")[0]
    if language is None:
        raise _RefusedError("too short to tell its language; state it, as in language: fr")
    if language not in LANGUAGES:
        known_as = english_name(language)
        said = f"written in {known_as}: language {language!r}" if known_as else f"language {language!r}"
        raise _RefusedError(f"{said} is not read; expected one of {_listed(LANGUAGES)}")
    published = _known(known, "published")
    if published is None and (line := DATE_LINE.match(text)):
        published = line.group(1)
    if published is not None:
        # A time of day adds nothing to a date of publication.
        published = re.sub(r"^(\d{4}-\d{2}-\d{2})[T ].*$", r"\1", published)
        try:
            bounds(published)
        except ValueError:
            raise _RefusedError(
                f"published {published!r} is not a date; expected EDTF such as 2024, 2024-11 or 2024-11-12"
            ) from None
    return Document(
        id=identifier,
        text=text,
        language=language,
        published=published,
        title=_known(known, "title"),
        url=_known(known, "url"),
    )


def _known(known: dict[str, Any], key: str) -> str | None:
    value = known.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int):
        return str(value).strip() or None
    raise _RefusedError(f'"{key}" is {type(value).__name__}; expected a string')


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
