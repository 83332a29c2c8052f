"""SPARQL as tokens: what a user's query may not do is refused, and terms are bound, before a query runs.

Only tokens are looked at, never raw text: a keyword within a string, a comment or an IRI is none, and a value takes the
place of one variable token, printed by the RDF library, so that it cannot become anything else.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

Term = ox.NamedNode | ox.Literal

_TOKEN = re.compile(
    r"""
    (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>"{3}(?:(?:"|"")?(?:[^"\\]|\\.))*"{3} | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<comment>\#[^\n\r]*)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:\w[\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
  | (?P<word>\w[\w-]*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_REFUSED = {
    "SERVICE": "it sends the query on to another server",
    "FROM": "it reads a graph from elsewhere; name a graph of the store with GRAPH <…> { … }",
    "LOAD": "it reads a document into the store",
    **dict.fromkeys(
        ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"),
        "it is an update; documents are learnt with `amity build`",
    ),
}


class RefusedQueryError(ValueError):
    """A query that may not run; the message names what it holds and why that is refused."""


class Token(NamedTuple):
    """A piece of a query: its kind (`iri`, `string`, `variable`, `word`, …) and its text."""

    kind: str
    text: str


def tokens(query: str) -> Iterator[Token]:
    """The tokens of `query`; their texts joined are the query again."""
    for match in _TOKEN.finditer(query):
        yield Token(match.lastgroup or "other", match.group())


def refuse(query: str) -> None:
    """Raises RefusedQueryError if `query` reaches beyond the store or would change it."""
    # Escapes count wherever they stand, for an engine may resolve them before it reads the query.
    for text in {query, _ESCAPE.sub(_resolved, query)}:
        for token in tokens(text):
            reason = _REFUSED.get(token.text.upper()) if token.kind == "word" else None
            if reason:
                raise RefusedQueryError(f"{token.text.upper()} is refused: {reason}")


def _resolved(match: re.Match[str]) -> str:
    number = int(match.group(1) or match.group(2), 16)
    return chr(number) if number < 0x110000 else match.group()


def variables(query: str) -> set[str]:
    """The names of the parameters of `query`: variables written with a dollar, such as `$actor`."""
    return {token.text[1:] for token in tokens(query) if token.kind == "variable" and token.text[0] == "$"}


def bind(query: str, values: Mapping[str, Term | None]) -> str:
    """`query` with each parameter `$name` that has a value replaced by that term.

    `BOUND($name)` becomes true or false by whether the parameter has a value; a parameter without one stays a variable.
    """
    pieces = list(tokens(query))
    result: list[str] = []
    position = 0
    while position < len(pieces):
        token = pieces[position]
        if token.kind == "word" and token.text.upper() == "BOUND":
            inner = [i for i in range(position + 1, min(position + 8, len(pieces))) if pieces[i].kind != "space"][:3]
            if len(inner) == 3 and pieces[inner[0]].text == "(" and pieces[inner[2]].text == ")":
                name = pieces[inner[1]].text
                if pieces[inner[1]].kind == "variable" and name[0] == "$" and name[1:] in values:
                    result.append("true" if values[name[1:]] is not None else "false")
                    position = inner[2] + 1
                    continue
        value = values.get(token.text[1:]) if token.kind == "variable" and token.text[0] == "$" else None
        result.append(token.text if value is None else str(value))
        position += 1
    return "".join(result)
