"""Annotated texts: JSON files in the form of the annotation guide, read and checked one by one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amity import vocabulary
from amity.documents import MAX_CHARACTERS, Refusal, read, text_document
from amity.evaluation.annotation import Annotation, annotation, types
from amity.model import Document
from amity.periods import bounds


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text and all that it says, by an annotator."""

    document: Document
    relations: tuple[Annotation, ...]


def read_gold(folder: Path, split: str = "dev") -> Iterator[AnnotatedText | Refusal]:
    """The annotated texts of `folder` and of the folders in it, in the order of their paths.

    `split` is `dev`, `test` or `all`; a file without that field belongs to every split. A file that cannot be used is
    refused, with the reason. Raises ValueError where `folder` is no folder or holds no JSON file.
    """
    files = sorted(folder.rglob("*.json")) if folder.is_dir() else []
    if not files:
        raise ValueError(f"{folder}: no folder with annotated texts (files ending in .json)")
    seen: set[str] = set()
    for file in files:
        try:
            item = _load(file)
            if split != "all" and item.get("split", split) != split:
                continue
            text = _text(item, file)
            if text.document.id in seen:
                raise ValueError(f'the id "{text.document.id}" was already read; give each text its own')
        except (ValueError, OSError, RecursionError) as error:
            yield Refusal(str(file), str(error))
        else:
            seen.add(text.document.id)
            yield text


def _load(file: Path) -> Mapping[str, Any]:
    if file.stat().st_size > 8 * MAX_CHARACTERS:
        raise ValueError(f"too long; a text of at most {MAX_CHARACTERS:,} characters is expected")
    try:
        item = json.loads(file.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg}, line {error.lineno})") from None
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    if not isinstance(item, dict):
        raise ValueError("expected a JSON object with id, lang, published, text and relations")
    return item


def _text(item: Mapping[str, Any], file: Path) -> AnnotatedText:
    identifier, relations = item.get("id"), item.get("relations")
    if not isinstance(identifier, str) or not identifier:
        raise ValueError('no "id" (a string)')
    if not isinstance(relations, list):
        raise ValueError('no "relations" (a list, empty where the text reports no cooperation)')
    document = _document(item, identifier, file)
    found = []
    for number, relation in enumerate(relations, 1):
        try:
            found.append(_relation(relation, len(document.text)))
        except (ValueError, TypeError, KeyError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else error
            raise ValueError(f"relation {number}: {what}") from None
    return AnnotatedText(document, tuple(found))


def _document(item: Mapping[str, Any], identifier: str, file: Path) -> Document:
    """The text of the file, or else of the .txt or .md file that stands beside it under the same name."""
    text = item.get("text")
    if text is None:
        beside = next((p for p in (file.with_suffix(".txt"), file.with_suffix(".md")) if p.is_file()), None)
        if beside is None:
            raise ValueError(f'no "text" in it, and no {file.with_suffix(".txt").name} beside it')
        (read_beside,) = read([beside])
        if isinstance(read_beside, Refusal):
            raise ValueError(str(read_beside))
        text = read_beside.text
    if not isinstance(text, str):
        raise ValueError('"text" is not a string')
    if not isinstance(item.get("lang"), str):
        raise ValueError('no "lang" (fr or en)')
    return text_document(text, identifier, language=item["lang"], published=item.get("published"))


def _relation(relation: Any, length: int) -> Annotation:
    if not isinstance(relation, dict):
        raise ValueError("expected a JSON object with type, parties, status and sentence")
    known = set(types().values())
    if relation["type"] not in known:
        raise ValueError(f"type {relation['type']!r} is unknown; expected one of {', '.join(sorted(known))}")
    if relation["status"] not in vocabulary.STATUSES:
        raise ValueError(f"status {relation['status']!r} is unknown")
    for name in ("parties", "participants", "domains"):
        if not _strings(relation.get(name, [])):
            raise ValueError(f'"{name}" is not a list of strings')
    if len(set(relation["parties"])) < 2:
        raise ValueError("fewer than two parties")
    match relation["sentence"]:
        case [int(start), int(end)] if 0 <= start < end <= length:
            pass
        case other:
            raise ValueError(f'"sentence" is not [start, end] of a part of the text of {length:,} characters: {other}')
    match relation.get("amount"):
        case None | {"value": int() | float(), "currency": str()}:
            pass
        case other:
            raise ValueError(f'"amount" is not {{"value": number, "currency": code}}: {other}')
    for name in ("date", "place"):
        if not isinstance(relation.get(name), str | None):
            raise ValueError(f'"{name}" is not a string')
    if relation.get("date"):
        bounds(relation["date"])
    return annotation(relation)


def _strings(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(v, str) for v in value)
