"""What `amity ask` and `amity sparql` do: options of a question, help for it, answers to free queries."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from amity import console, queries, vocabulary
from amity.parameters import ParameterError, parse_value
from amity.queries import Answer, Catalogue, Question
from amity.sparql import Term
from amity.store import Dataset, Solutions


def options(question: str | None, words: Sequence[str]) -> dict[str, str]:
    """`--name value` and `--name=value` behind a question, by name. Raises ParameterError for anything else."""
    if question is not None and question.startswith("-"):
        raise ParameterError("the name of the question comes first: amity ask NAME --parameter value")
    given: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ("-h", "--help"):
            given["help"] = ""
            continue
        if not word.startswith("--") or len(word) == 2:
            raise ParameterError(f"{word!r} is not expected here; a parameter is written --name value")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest or rest[0].startswith("--"):
                raise ParameterError(f"--{name} needs a value")
            value = rest.pop(0)
        given[name.replace("-", "_")] = value
    return given


def catalogue(folder: Path | None) -> Catalogue:
    """The questions that ship and those of `folder`; what is wrong with a file is said."""
    found = queries.load(*([folder] if folder else []))
    for error in found.errors:
        console.message(error)
    return found


def question(known: Catalogue, name: str) -> Question:
    """The question of that name. Raises ParameterError, naming those there are."""
    if name not in known.questions:
        raise ParameterError(f"there is no question {name!r}; there are {', '.join(known.questions)}")
    return known.questions[name]


def answer(asked: Question, dataset: Dataset, given: Mapping[str, str], language: str) -> Answer:
    """The answer of a dataset to a question."""
    return queries.ask(asked, dataset, given, language)


def show_catalogue(known: Catalogue, form: str, language: str) -> None:
    """The list of all questions."""
    columns = ["question", "title", "parameters"]
    rows = [[name, q.title[language], " ".join(_usage(q))] for name, q in known.questions.items()]
    if form == "table":
        console.table(columns, rows)
    elif form == "json":
        console.data(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    else:
        console.data(_csv(columns, rows))


def help_of(known: Catalogue, name: str, language: str) -> str:
    """What a question answers, its parameters, its columns and an example."""
    asked = question(known, name)
    lines = [f"Usage: amity ask {name} {' '.join(_usage(asked))}", "", asked.title[language], ""]
    lines += [" ".join(asked.description[language].split()), ""]
    if asked.parameters:
        lines.append("Parameters:")
        for p in asked.parameters.values():
            default = f"; default {p.default}" if p.default is not None else ""
            needed = "required" if p.required else "optional"
            lines.append(f"  --{p.name:<10} {p.meaning[language]} ({p.type}, {needed}{default}; e.g. {p.example})")
        lines.append("")
    lines.append("Columns:")
    lines += [f"  {column.name:<12} {column.meaning[language]}" for column in asked.columns]
    example = " ".join(f"--{p.name} {p.example}" for p in asked.parameters.values() if p.required)
    return "\n".join([*lines, "", f"Example: amity ask {name} {example}".rstrip()])


def _usage(asked: Question) -> list[str]:
    words = [(p.required, f"--{p.name} {p.type.upper()}") for p in asked.parameters.values()]
    return [word if required else f"[{word}]" for required, word in words]


def run(dataset: Dataset, text: str, form: str, limit: int) -> None:
    """Shows the answer to a SPARQL query: rows as asked, a truth as true or false, triples as Turtle."""
    found = dataset.query(text, limit=limit)
    if isinstance(found, bool):
        console.data("true" if found else "false")
    elif isinstance(found, Solutions):
        if form == "json":
            console.data(_results(found))
        elif form == "csv":
            console.data(_csv(found.columns, [[term.value if term else "" for term in row] for row in found.rows]))
        else:
            console.table(found.columns, [[_short(term) for term in row] for row in found.rows])
        if found.truncated:
            console.message(f"only the first {limit:,} rows are shown; ask for more with --limit")
    else:
        turtle = ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=vocabulary.PREFIXES)
        console.data((turtle or b"").decode())
        if len(found) == limit:
            console.message(f"only the first {limit:,} triples are shown; ask for more with --limit")


def _results(found: Solutions) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [
        {column: _json(term) for column, term in zip(found.columns, row, strict=True) if term is not None}
        for row in found.rows
    ]
    result = {"head": {"vars": list(found.columns)}, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, indent=1)


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode", "value": str(getattr(term, "value", term))}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return {**said, "xml:lang": term.language}
    return said if term.datatype.value == vocabulary.XSD + "string" else {**said, "datatype": term.datatype.value}


def _short(term: Term | None) -> str:
    """A term for a table: an IRI with its prefix where that can be written, a literal as its text."""
    if term is None:
        return ""
    if not isinstance(term, ox.NamedNode):
        return str(getattr(term, "value", term))
    for prefix, namespace in vocabulary.PREFIXES.items():
        local = term.value.removeprefix(namespace)
        if local != term.value and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return term.value


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return output.getvalue()


def chosen(dataset: Dataset, *, actor: str | None, since: str | None, domain: str | None) -> dict[str, Any]:
    """What a view is narrowed to, as its arguments: identifiers and a day. Raises ParameterError."""
    found: dict[str, Any] = {}
    for name, type_, text in (("actor", "actor", actor), ("domain", "domain", domain)):
        if text is not None:
            found[name] = vocabulary.local_id(_value(name, type_, text, dataset))
    if since is not None:
        found["since"] = _value("since", "date", since, dataset)
    return found


def _value(name: str, type_: str, text: str, dataset: Dataset) -> str:
    try:
        return parse_value(type_, text, dataset).value
    except ParameterError as error:
        raise ParameterError(f"--{name}: {error}") from None
