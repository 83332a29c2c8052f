"""Columns that a table has not and a mapping needs: what cannot be said in a mapping is said here, and nothing else."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Derivation(NamedTuple):
    """The columns that are made, and what makes them of a row."""

    columns: tuple[str, ...]
    of: Callable[[Mapping[str, str]], Mapping[str, str]]


# What the heading of a column of the UN Treaty Collection says, by its first words; the first that fits decides.
_STEPS = (
    ("succession", "succession"),
    ("definitive signature", "definitive-signature"),
    ("provisional", "provisional-application"),
    ("undertaking of provisional", "provisional-application"),
    ("signature", "signature"),
    ("confirmation of signature", "definitive-signature"),
    ("simplified procedure", "consent-to-be-bound"),
    ("consent to be bound", "consent-to-be-bound"),
    ("participation", "consent-to-be-bound"),
    ("date of adoption", "consent-to-be-bound"),
    ("definitive acceptance", "acceptance"),
    ("acceptance", "acceptance"),
    ("approval", "approval"),
    ("accession", "accession"),
    ("ratification", "ratification"),
    ("formal confirmation", "formal-confirmation"),
    ("application", "notification"),
    ("notification", "notification"),
)
_MARKED = re.compile(r"^(.*?)\s*\(([A-Za-z]{1,2})\)$")


def _treaty_action(values: Mapping[str, str]) -> Mapping[str, str]:
    """A cell `28 Apr 1978 a` below the heading `Ratification, Accession(a)`: what was done, and when.

    The mark of the cell is explained in the heading; a cell without one is what the heading has without a mark.
    """
    found = re.fullmatch(r"(\d{1,2} \w+\.? \d{4})(?: (\w{1,2}))?", values.get("date", ""))
    day, mark = (found[1], found[2] or "") if found else (values.get("date", ""), "")
    options: dict[str, str] = {}
    for part in values.get("action", "").split(", "):
        marked = _MARKED.match(part)
        options.setdefault(marked[2] if marked else "", marked[1] if marked else part)
    said = (options.get(mark) or options.get("") or next(iter(options.values()))).lower()
    step = next((step for words, step in _STEPS if said.startswith(words)), "")
    chapter = values.get("chapter_treaty", "").partition("-")[0]
    made = {"day": day, "step": step, "chapter": chapter}
    return {name: value for name, value in made.items() if value}


FUNCTIONS = {"treaty-action": Derivation(("day", "step", "chapter"), _treaty_action)}
"""By the name under which a mapping asks for them."""
