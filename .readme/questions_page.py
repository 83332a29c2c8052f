"""An entry for each question of the catalogue, made of its header, with what the dossier answers."""

from collections.abc import Mapping

from writing import code, table

from amity import queries, tables
from amity.queries import Parameter, Question
from amity.store import Dataset

ROWS, LONGEST = 5, 110
"""How many rows of an answer are shown, and how much of a cell."""


def questions(dataset: Dataset) -> str:
    """All entries, by name."""
    known = queries.load().questions
    event = queries.ask(known["missions"], dataset, {"actor": "TGO"}).records()[0]["event"]
    return "\n\n".join(_entry(question, dataset, event) for question in known.values())


def _entry(question: Question, dataset: Dataset, event: str) -> str:
    asked = [p for p in question.parameters.values() if p.required or p.name == "actor"]
    given = {p.name: {"event": event, "actor": "TGO"}.get(p.name, p.example) for p in asked}
    lines = [f"### {question.name}", "", f"{question.title['en']} · *{question.title['fr']}*", ""]
    lines += [" ".join(question.description["en"].split()), ""]
    if question.parameters:
        rows = [
            [code(f"--{p.name}"), p.type, p.meaning["en"], _needed(p), code(p.example)]
            for p in question.parameters.values()
        ]
        lines += [table(["parameter", "type", "is", "given", "example"], rows), ""]
    lines += ["Columns: " + ", ".join(f"{code(c.name)} ({c.meaning['en']})" for c in question.columns) + ".", ""]
    return "\n".join([*lines, *_answer(question, dataset, given)])


def _needed(parameter: Parameter) -> str:
    if parameter.required:
        return "always"
    return f"{code(parameter.default)} if not" if parameter.default is not None else "if wanted"


def _answer(question: Question, dataset: Dataset, given: Mapping[str, str]) -> list[str]:
    found = queries.ask(question, dataset, given)
    command = " ".join(["amity ask", question.name, *(f"--{name} {value}" for name, value in given.items())])
    if not found.rows:
        return [f"{code(command)} finds nothing in the dossier."]
    rows = [[_cut(tables.text_of(cell)) for cell in row] for row in found.rows[:ROWS]]
    total = len(found.rows)
    shown = f"{ROWS} of {total:,} rows" if total > ROWS else f"{total} row{'s' if total > 1 else ''}"
    return [f"{code(command)} ({shown}):", "", table([column.name for column in found.columns], rows)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: text.rfind(" ", 0, LONGEST) + 1].rstrip(" ;,") + " …"
