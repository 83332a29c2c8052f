"""The questions of the catalogue as forms, and their answers as tables with links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from amity import sparql, vocabulary
from amity.queries import Answer, Catalogue, Question
from amity.reference import Reference
from amity.serving.links import Link, page_path, web_link
from amity.sparql import Term
from amity.store import Dataset
from amity.tables import text_of
from amity.transforms import Cell
from amity.vocabulary import Class

_ACTOR_COLUMNS = ("id", "one", "other", "parties", "names")
_INPUTS = dict.fromkeys(("class", "domain", "status"), "choice") | dict.fromkeys(("integer", "year"), "number")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in a form: `input` is `actor`, `choice`, `number` or `text`; `choices` are values and labels."""

    name: str
    label: str
    input: str
    required: bool
    value: str
    example: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the catalogue."""

    name: str
    title: str
    description: str
    example: Mapping[str, str]


def entries(catalogue: Catalogue, language: str) -> list[Entry]:
    """The catalogue, by the titles of its questions."""
    found = [
        Entry(name, question.title[language], " ".join(question.description[language].split()), example(question))
        for name, question in catalogue.questions.items()
    ]
    return sorted(found, key=lambda entry: entry.title.casefold())


def example(question: Question) -> dict[str, str]:
    """Values with which the question can be asked."""
    return {p.name: p.example for p in question.parameters.values() if p.required and p.default is None}


def fields(question: Question, given: Mapping[str, str], reference: Reference, language: str) -> list[Field]:
    """The form of a question, filled in with what is given."""
    return [
        Field(
            name=p.name,
            label=p.meaning[language],
            input="actor" if p.type == "actor" else _INPUTS.get(p.type, "text"),
            required=p.required and p.default is None,
            value=given.get(p.name, p.default or ""),
            example=p.example,
            choices=tuple(_choices(p.type, reference, language)),
        )
        for p in question.parameters.values()
    ]


def _choices(type_: str, reference: Reference, language: str) -> Iterable[tuple[str, str]]:
    if type_ == "class":
        listed = [(class_.local, reference.label(class_, language)) for class_ in vocabulary.EVENT_CLASSES]
    elif type_ in ("domain", "status"):
        kind = Class.DOMAIN if type_ == "domain" else Class.STATUS
        listed = [(entry.id, entry.label(language)) for entry in reference.of(kind)]
    else:
        listed = []
    return sorted(listed, key=lambda choice: choice[1].casefold())


def actors(reference: Reference, language: str) -> list[str]:
    """The names of all states and organizations, to choose from."""
    found = {entry.label(language) for entry in reference.of(Class.STATE, Class.INTERNATIONAL_ORGANIZATION)}
    return sorted(found, key=str.casefold)


def given(question: Question, parameters: Mapping[str, str]) -> dict[str, str]:
    """Those parameters of a request that are the question's and are not left empty."""
    return {name: parameters[name].strip() for name in question.parameters if parameters.get(name, "").strip()}


def asked(question: Question, parameters: Mapping[str, str]) -> bool:
    """Whether the form was sent, and not just opened."""
    return "ask" in parameters or any(name in parameters for name in question.parameters)


def as_sparql(question: Question, dataset: Dataset, values: Mapping[str, str], language: str) -> str:
    """The query of a question with its parameters in place, without its header."""
    terms: dict[str, Term | None] = question.bind(values, dataset, language)
    lines = [line for line in question.text.splitlines() if not line.startswith("#+")]
    return sparql.bind("\n".join(lines).strip(), terms) + "\n"


def table(answer: Answer, reference: Reference) -> list[list[list[Link]]]:
    """The rows of an answer: in each cell its values, with links to those that have a page or an address."""
    return [
        [list(_links(column.name, cell, reference)) for column, cell in zip(answer.columns, row, strict=True)]
        for row in answer.rows
    ]


def _links(column: str, cell: Cell, reference: Reference) -> Iterable[Link]:
    values = cell if isinstance(cell, tuple) else () if cell is None else (text_of(cell),)
    for value in values:
        if column == "event":
            yield Link(value, f"/page/event/{quote(value, safe='%')}")
        elif column == "url":
            yield web_link(value)
        elif column in _ACTOR_COLUMNS and (iri := reference.actor(value) if value else "") in reference.entries:
            yield Link(value, page_path(iri))
        else:
            yield Link(value)
