"""The catalogue of questions: files of SPARQL that describe themselves, and their answers.

A file `partners.rq` opens with a header, YAML behind `#+`:

    #+ title: {en: …, fr: …}
    #+ description: {en: …, fr: …}
    #+ parameters:
    #+   actor: {type: actor, required: true, example: TGO, en: …, fr: …}
    #+ returns:
    #+   partner: {en: …, fr: …}
    #+   domains: {as: list, en: …, fr: …}

The query writes its parameters `$actor`, and `$lang` for the language of labels. A value is parsed by the type of its
parameter, becomes an RDF term, and takes the place of that variable; `BOUND($since)` says whether an optional one is
given. A file that is wrong is reported and hides no other.
"""

import json
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from amity import resources, sparql, tables, transforms, vocabulary
from amity.parameters import TYPES, ParameterError, parse_value
from amity.sparql import Term
from amity.store import Dataset
from amity.transforms import Cell

log = logging.getLogger(__name__)

LANGUAGES = ("en", "fr")

_SHAPES = ("text", "list", "integer", "number", "date")
_SEPARATOR = "; "
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_AGGREGATES = {"COUNT", "SUM", "AVG", "GROUP_CONCAT", "MIN", "MAX", "SAMPLE"}
_COUNTING = {"COUNT", "SUM", "AVG", "GROUP_CONCAT"}


class QuestionError(ValueError):
    """A file of the catalogue is wrong; the message names it and what was expected."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks for: `type` is one of `parameters.TYPES`; `take` says which end of a date counts."""

    name: str
    type: str
    required: bool
    example: str
    meaning: Mapping[str, str]
    default: str | None = None
    take: str = "earliest"


@dataclass(frozen=True, slots=True)
class Column:
    """What a question returns: `shape` is text, list, integer, number or date (EDTF)."""

    name: str
    shape: str
    meaning: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One file of the catalogue."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    columns: tuple[Column, ...]
    text: str
    transform: str | None = None

    def bind(self, given: Mapping[str, str], dataset: Dataset, language: str = "en") -> dict[str, Term | None]:
        """The term of each parameter. Raises ParameterError for what is missing, unknown or malformed."""
        for name in given:
            if name not in self.parameters:
                known = ", ".join(f"--{name}" for name in self.parameters) or "none"
                raise ParameterError(f"the question {self.name!r} has no parameter --{name}; it has {known}")
        values: dict[str, Term | None] = {"lang": ox.Literal(language)}
        for name, parameter in self.parameters.items():
            text = given.get(name, parameter.default)
            if text is None and parameter.required:
                raise ParameterError(
                    f"the question {self.name!r} needs --{name} ({parameter.meaning['en']}), "
                    f"for example --{name} {parameter.example}"
                )
            if text is None:
                values[name] = None
                continue
            try:
                values[name] = parse_value(parameter.type, text, dataset, parameter.take)
            except ParameterError as error:
                raise ParameterError(f"--{name}: {error}") from None
        return values


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The questions by name, and what is wrong with the files that hold none."""

    questions: Mapping[str, Question]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of cells, a cell for each column; a cell of a list is a tuple, one without a value None."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    truncated: bool = field(default=False)

    def records(self) -> list[dict[str, Any]]:
        """One mapping for each row, lists as lists."""
        names = [column.name for column in self.columns]
        return [
            {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in zip(names, row, strict=True)}
            for row in self.rows
        ]

    def to_json(self) -> str:
        """A list of objects, one a row."""
        return json.dumps(self.records(), ensure_ascii=False, indent=2) + "\n"

    def to_csv(self) -> str:
        """A header and the rows; what a spreadsheet would take for a formula is quoted."""
        return tables.comma_separated([column.name for column in self.columns], self.rows)


def load(*folders: Path) -> Catalogue:
    """The questions of the catalogue that ships, and of `folders`, whose questions replace those of the same name."""
    questions: dict[str, Question] = {}
    errors: list[str] = []
    for folder in (resources.queries(), *folders):
        if not folder.is_dir():
            errors.append(f"{folder}: not a folder of questions")
            continue
        for path in sorted(folder.glob("*.rq")):
            try:
                questions[path.stem] = parse(path.read_text(encoding="utf-8"), path.stem)
            except (QuestionError, UnicodeDecodeError, OSError) as error:
                errors.append(f"{path}: {error}")
    return Catalogue(dict(sorted(questions.items())), tuple(errors))


def ask(question: Question, dataset: Dataset, given: Mapping[str, str] | None = None, language: str = "en") -> Answer:
    """The answer of `dataset` to a question. Raises ParameterError where the parameters are not as they must be."""
    solutions = dataset.select(question.text, question.bind(given or {}, dataset, language))
    if question.transform:
        rows = transforms.TRANSFORMS[question.transform](solutions.columns, solutions.rows)
        return Answer(question.columns, tuple(rows), solutions.truncated)
    places = [solutions.columns.index(column.name) for column in question.columns]
    rows = [
        tuple(_cell(row[place], column) for place, column in zip(places, question.columns, strict=True))
        for row in solutions.rows
    ]
    return Answer(question.columns, tuple(rows), solutions.truncated)


def _cell(term: Term | None, column: Column) -> Cell:
    # An aggregate in which a value may be missing is written with an empty text in its place.
    if term is None:
        return () if column.shape == "list" else None
    if column.shape == "integer":
        return int(term.value)
    if column.shape == "number":
        return float(term.value)
    if column.shape == "list":
        return tuple(sorted({part for part in term.value.split(_SEPARATOR) if part}))
    return term.value or None


# The header


def parse(text: str, name: str) -> Question:
    """The question in a file. Raises QuestionError, saying what was expected."""
    lines = text.splitlines()
    header = [line[2:] for line in lines if line.startswith("#+")]
    try:
        found = yaml.safe_load("\n".join(header))
    except yaml.YAMLError as error:
        raise QuestionError(f"the header is not YAML ({getattr(error, 'problem', None) or 'malformed'})") from None
    _keys(found, "the header", {"title", "description", "parameters", "returns"}, {"transform"})
    question = Question(
        name=name,
        title=_texts(found["title"], "title"),
        description=_texts(found["description"], "description"),
        parameters={key: _parameter(key, value) for key, value in _mapping(found["parameters"], "parameters").items()},
        columns=tuple(_column(key, value) for key, value in _mapping(found["returns"], "returns").items()),
        text=text,
        transform=found.get("transform"),
    )
    if question.transform not in (None, *transforms.TRANSFORMS):
        raise QuestionError(f"transform {question.transform!r} is not one of {', '.join(transforms.TRANSFORMS)}")
    _check(question)
    return question


def _parameter(name: str, value: Any) -> Parameter:
    where = f"parameter {name!r}"
    _keys(value, where, {"type", "example", *LANGUAGES}, {"required", "default", "take"})
    if not _NAME.fullmatch(name) or name == "lang":
        raise QuestionError(f"{where}: expected small letters, digits and low lines, and not lang")
    if value["type"] not in TYPES:
        raise QuestionError(f"{where}: type {value['type']!r} is not one of {', '.join(TYPES)}")
    if not isinstance(value.get("required", False), bool):
        raise QuestionError(f"{where}: required must be true or false")
    if value.get("take", "earliest") not in ("earliest", "latest"):
        raise QuestionError(f"{where}: take must be earliest or latest")
    default = value.get("default")
    return Parameter(
        name=name,
        type=value["type"],
        required=value.get("required", False),
        example=_scalar(value["example"], where),
        meaning={language: value[language] for language in LANGUAGES},
        default=None if default is None else _scalar(default, where),
        take=value.get("take", "earliest"),
    )


def _column(name: str, value: Any) -> Column:
    where = f"column {name!r}"
    _keys(value, where, set(LANGUAGES), {"as"})
    shape = value.get("as", "text")
    if shape not in _SHAPES:
        raise QuestionError(f"{where}: as {shape!r} is not one of {', '.join(_SHAPES)}")
    return Column(name, shape, {language: value[language] for language in LANGUAGES})


def _scalar(value: Any, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise QuestionError(f"{where}: {value!r} is not a text, a number or a date")
    return str(value)


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise QuestionError(f"{where}: expected names with what they mean")
    return value


def _texts(value: Any, where: str) -> Mapping[str, str]:
    _keys(value, where, set(LANGUAGES), set())
    return {language: str(value[language]) for language in LANGUAGES}


def _keys(value: Any, where: str, needed: set[str], allowed: set[str]) -> None:
    if not isinstance(value, dict):
        raise QuestionError(f"{where}: expected {', '.join(sorted(needed))}")
    if missing := needed - set(value):
        raise QuestionError(f"{where}: {', '.join(sorted(missing))} is missing")
    if unknown := set(map(str, value)) - needed - allowed:
        raise QuestionError(
            f"{where}: {', '.join(sorted(unknown))} is not known; expected {', '.join(sorted(needed | allowed))}"
        )


# The query


def _check(question: Question) -> None:
    try:
        sparql.refuse(question.text)
    except sparql.RefusedQueryError as error:
        raise QuestionError(str(error)) from None
    used, declared = sparql.variables(question.text), set(question.parameters)
    if unknown := used - declared - {"lang"}:
        raise QuestionError(f"${', $'.join(sorted(unknown))} is used and is no parameter of the header")
    if unused := declared - used:
        raise QuestionError(f"the parameter {', '.join(sorted(unused))} is not used: write it ${sorted(unused)[0]}")
    for problem in uncounted(question.text):
        raise QuestionError(problem)
    returned = _compiled(question)
    if question.transform is None and (missing := {c.name for c in question.columns} ^ set(returned)):
        raise QuestionError(f"the columns of `returns` are not those of SELECT: {', '.join(sorted(missing))}")


def _compiled(question: Question) -> Sequence[str]:
    """The columns of the query, which is SPARQL with its parameters given and without."""
    columns: Sequence[str] = ()
    term = ox.NamedNode(vocabulary.ID + "x")
    for value in (None, term):
        values = {name: term if p.required else value for name, p in question.parameters.items()}
        query = sparql.bind(question.text, {**values, "lang": ox.Literal("en")})
        try:
            found = ox.Store().query(query, prefixes=vocabulary.PREFIXES)
        except SyntaxError as error:
            raise QuestionError(f"not SPARQL: {error.msg}") from None
        if not isinstance(found, ox.QuerySolutions):
            raise QuestionError("expected a SELECT query")
        columns = [variable.value for variable in found.variables]
    return columns


def uncounted(query: str) -> Iterable[str]:
    """What in a query would count a statement of two graphs twice: counts and rows must be DISTINCT."""
    words = [t.text.upper() for t in sparql.tokens(query) if t.kind not in ("space", "comment")]
    for position, word in enumerate(words):
        if word in _COUNTING and words[position + 1 : position + 3] != ["(", "DISTINCT"]:
            yield f"{word} without DISTINCT counts a statement of two documents twice"
        if word == "SELECT":
            end = next((i for i in range(position, len(words)) if words[i] == "{"), len(words))
            grouped = _AGGREGATES & set(words[position:end]) or words[_closing(words, end) + 1 :][:1] == ["GROUP"]
            if words[position + 1] != "DISTINCT" and not grouped:
                yield "SELECT without DISTINCT gives a row twice"


def _closing(words: Sequence[str], opening: int) -> int:
    """Where the brace that opens at `opening` is closed."""
    depth = 0
    for position in range(opening, len(words)):
        depth += (words[position] == "{") - (words[position] == "}")
        if depth == 0:
            return position
    return len(words)
