"""YAML files -> mappings, checked before any row is read: what is wrong is named with the file and the entry."""

import re
import string
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

import yaml

from amity import vocabulary
from amity.datasets import dates, derived
from amity.datasets.actors import SCHEMES
from amity.datasets.mapping import (
    MERGEABLE,
    AgreementSource,
    Condition,
    DateSource,
    Lookup,
    Mapping,
    MappingError,
    PartySource,
    TenureSource,
    check_kind,
    known_domains,
)
from amity.datasets.rows import Layout
from amity.datasets.tables import MAPPINGS, table
from amity.model import PublishedDataset

_KEYS = {field.name for field in fields(Mapping)} - {"name", "about", "layout", "content"}


def names() -> dict[str, list[Path]]:
    """The datasets that ship with Amity, each with its mappings: one for every form its files have."""
    found: dict[str, list[Path]] = {}
    for path in sorted(MAPPINGS.glob("*.yaml")):
        found.setdefault(path.stem.partition(".")[0], []).append(path)
    return found


def of_dataset(dataset: str) -> list[Mapping]:
    """The mappings of a dataset that ships. Raises MappingError where there is none of that name."""
    paths = names().get(dataset)
    if not paths:
        raise MappingError(f"no dataset {dataset!r}; expected one of {', '.join(names())}, or table with --mapping")
    return [load(path) for path in paths]


def load(path: Path) -> Mapping:
    """The mapping in a YAML file. Raises MappingError."""
    try:
        content = path.read_text(encoding="utf-8")
        said = yaml.safe_load(content)
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: cannot be read ({error})") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise MappingError(f"{path}{line}: not YAML ({getattr(error, 'problem', None) or 'malformed'})") from None
    try:
        return _Reader(str(path), content).mapping(path.stem, said)
    except (TypeError, KeyError, AttributeError) as error:
        raise MappingError(f"{path}: an entry is of another kind than is expected ({error})") from None


class _Reader:
    """Reads one file, and names it and the entry in every complaint."""

    def __init__(self, path: str, content: str) -> None:
        self._path = path
        self._content = content
        self._columns: tuple[str, ...] = ()

    def mapping(self, name: str, said: Any) -> Mapping:
        self._keys("the file", said, {"dataset", "title", "license", "homepage", "citation", "layout"} | _KEYS)
        about = PublishedDataset(
            *(
                self._text(key, said.get(key), needed=key in ("dataset", "title")) or None  # type: ignore[arg-type]
                for key in ("dataset", "title", "license", "homepage", "citation")
            )
        )
        for key in ("license", "homepage"):
            if said.get(key) and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", str(said[key])):
                self._complain(key, "expected an address that begins with https://")
        layout = self._layout(said.get("layout"))
        derive = said.get("derive")
        if derive is not None and derive not in derived.FUNCTIONS:
            self._complain("derive", f"{derive!r} is not one of {', '.join(derived.FUNCTIONS)}")
        self._columns = (*layout.columns, *(derived.FUNCTIONS[derive].columns if derive else ()))
        merge = tuple(said.get("merge", ("class", "parties", "date", "status")))
        for part in merge:
            if part not in MERGEABLE:
                self._column("merge", part)
        result = Mapping(
            name=name,
            about=about,
            layout=layout,
            version=self._text("version", said.get("version")),
            language=self._text("language", said.get("language")) or "en",
            id=self._id(said.get("id")),
            derive=derive,
            scope=tuple(self._condition(item) for item in said.get("scope", ())),
            kind=self._kind(said.get("kind")),
            domains=self._domains(said.get("domains")),
            parties=tuple(self._party(item) for item in said.get("parties", ())),
            date=self._date("date", said.get("date")),
            place=self._column("place", said.get("place")),
            reports=self._column("reports", said.get("reports")),
            merge=merge,
            key=self._template("key", said.get("key")),
            agreement=self._agreement(said.get("agreement")),
            spans=self._column("spans", said.get("spans")),
            tenure=self._tenure(said.get("tenure")),
            content=self._content,
        )
        if result.tenure is None and (result.kind is None or not result.parties):
            self._complain("the file", "kind and parties, or tenure, are needed")
        if result.agreement and not result.key:
            self._complain("agreement", "an agreement with a name needs a key, by which its steps are told apart")
        if result.spans and not result.agreement:
            self._complain("spans", "years become the time that an agreement is in force: agreement is needed")
        return result

    def _complain(self, entry: str, what: str) -> NoReturn:
        raise MappingError(f"{self._path}: {entry}: {what}")

    def _keys(self, entry: str, said: Any, known: set[str]) -> None:
        if not isinstance(said, dict):
            self._complain(entry, f"expected `key: value` lines with {', '.join(sorted(known))}")
        if unknown := sorted(map(str, set(said) - known)):
            self._complain(entry, f"{unknown[0]!r} is not one of {', '.join(sorted(known))}")

    def _text(self, entry: str, said: Any, *, needed: bool = False) -> str | None:
        if said is None and not needed:
            return None
        if not isinstance(said, str | int | float):
            self._complain(entry, "expected a text")
        return str(said)

    def _column(self, entry: str, said: Any, *, needed: bool = False) -> str | None:
        if said is None and not needed:
            return None
        if said not in self._columns:
            self._complain(entry, f"{said!r} is not one of the columns {', '.join(self._columns)}")
        return str(said)

    def _id(self, said: Any) -> tuple[str, ...]:
        columns = said if isinstance(said, list) else [said] if said is not None else []
        return tuple(str(self._column("id", column)) for column in columns)

    def _layout(self, said: Any) -> Layout:
        self._keys("layout", said, {"columns", "delimiter", "header", "quoted", "missing"})
        found = said.get("columns")
        if not isinstance(found, list) or not found:
            self._complain("layout", "expected columns, a list")
        delimiter = {"tab": "\t", "comma": ",", "semicolon": ";"}.get(
            said.get("delimiter", ","), said.get("delimiter", ",")
        )
        if not isinstance(delimiter, str) or len(delimiter) != 1:
            self._complain("layout", "delimiter: expected one character, or tab")
        return Layout(
            columns=tuple(map(str, found)),
            delimiter=delimiter,
            header=said.get("header", True) is not False,
            quoted=said.get("quoted", True) is not False,
            missing=frozenset(map(str, said.get("missing", ()))),
        )

    def _condition(self, said: Any) -> Condition:
        self._keys("scope", said, {"column", "in", "reason"})
        column = self._column("scope", said.get("column"), needed=True) or ""
        reason = self._text("scope: reason", said.get("reason"), needed=True) or ""
        return Condition(column, reason, frozenset(map(str, said.get("in", ()))))

    def _lookup(self, entry: str, said: Any) -> Lookup:
        self._keys(entry, said, {"table", "by"})
        lookup = Lookup(str(said.get("table")), self._column(entry, said.get("by"), needed=True) or "")
        try:
            table(lookup.table)
        except ValueError as error:
            self._complain(entry, str(error))
        return lookup

    def _kind(self, said: Any) -> Dict[str, str] | Lookup | None:
        if said is None:
            return None
        if isinstance(said, dict) and "table" in said:
            return self._lookup("kind", said)
        self._keys("kind", said, {"class", "status", "step", "source", "target"})
        kind = {"status": "done", **{key: str(value) for key, value in said.items()}}
        try:
            check_kind(kind)
        except ValueError as error:
            self._complain("kind", str(error))
        return kind

    def _domains(self, said: Any) -> tuple[str, ...] | Lookup | Dict[str, str]:
        if said is None:
            return ()
        if isinstance(said, dict) and "table" in said:
            return self._lookup("domains", said)
        named = list(said.values()) if isinstance(said, dict) else said
        if not isinstance(named, list) or not all(domain in known_domains() for domain in named):
            self._complain("domains", f"expected names of the scheme of domains, such as energy; found {named!r}")
        if isinstance(said, dict):
            return {str(self._column("domains", column)): domain for column, domain in said.items()}
        return tuple(said)

    def _party(self, said: Any) -> PartySource:
        known = {field.name for field in fields(PartySource)} | {"column"}
        self._keys("parties", said, known)
        chosen = dict(said)
        if "column" in chosen:
            chosen["columns"] = [chosen.pop("column")]
        for key in ("columns", "otherwise"):
            if key in chosen:
                chosen[key] = tuple(str(self._column("parties", column)) for column in chosen[key])
        for key in ("sectors", "country"):
            self._column("parties", chosen.get(key))
        party = PartySource(**chosen)
        if party.scheme not in SCHEMES:
            self._complain("parties", f"scheme {party.scheme!r} is not one of {', '.join(SCHEMES)}")
        if party.role not in (*vocabulary.ROLES, "source", "target"):
            self._complain(
                "parties", f"role {party.role!r} is not one of {', '.join(vocabulary.ROLES)}, source, target"
            )
        if bool(party.columns) == bool(party.actor):
            self._complain("parties", "expected column, columns or actor")
        return party

    def _date(self, entry: str, said: Any) -> DateSource | None:
        if said is None:
            return None
        self._keys(entry, said, {"column", "form"})
        found = DateSource(self._column(entry, said.get("column"), needed=True) or "", said.get("form", "iso"))
        if found.form not in dates.FORMS:
            self._complain(entry, f"form {found.form!r} is not one of {', '.join(dates.FORMS)}")
        return found

    def _template(self, entry: str, said: Any, extra: Sequence[str] = ("party", "step", "date")) -> str | None:
        text = self._text(entry, said)
        for _, name, spec, conversion in string.Formatter().parse(text or ""):
            if name is not None and (name not in (*self._columns, *extra) or spec or conversion):
                self._complain(entry, f"{{{name}}} is not one of the columns {', '.join(self._columns)}")
        return text

    def _agreement(self, said: Any) -> AgreementSource | None:
        if said is None:
            return None
        self._keys("agreement", said, {"id", "title", "since", "until", "named"})
        named = said.get("named")
        return AgreementSource(
            self._template("agreement", self._text("agreement: id", said.get("id"), needed=True), ()) or "",
            self._template("agreement", self._text("agreement: title", said.get("title"), needed=True), ()) or "",
            self._condition({"reason": "", **named}) if named else None,
            self._date("agreement", said.get("since")),
            self._date("agreement", said.get("until")),
        )

    def _tenure(self, said: Any) -> TenureSource | None:
        if said is None:
            return None
        self._keys("tenure", said, {"person", "born", "office", "of", "since", "until", "ongoing"})
        since, until = (self._date("tenure", said.get(key)) for key in ("since", "until"))
        if since is None or until is None:
            raise MappingError(f"{self._path}: tenure: since and until are needed")
        ongoing = said.get("ongoing")
        if ongoing:
            self._keys("tenure: ongoing", ongoing, {"column", "value"})
        return TenureSource(
            person=self._column("tenure", said.get("person"), needed=True) or "",
            born=self._column("tenure", said.get("born"), needed=True) or "",
            office=self._text("tenure: office", said.get("office"), needed=True) or "",
            of=self._party(said.get("of")),
            since=since,
            until=until,
            ongoing=(str(self._column("tenure", ongoing["column"])), str(ongoing["value"])) if ongoing else None,
        )
