"""Answers to SPARQL queries in the formats of the W3C, written by the library, with what exceeds the limit left out."""

import re

import pyoxigraph as ox

from amity import sparql, turtle, vocabulary
from amity.serving.messages import Reply
from amity.serving.negotiation import HTML, ROWS, TRIPLES, Format
from amity.store import Solutions

LIMIT_HEADER = "X-SPARQL-MaxRows"
"""Says that there is more: the most rows or triples of an answer. Virtuoso calls it so."""

MOST_BYTES = 64 << 20

_FORMS = {"SELECT": ROWS, "ASK": ROWS, "CONSTRUCT": TRIPLES, "DESCRIBE": TRIPLES}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")


class ResultError(ValueError):
    """An answer cannot be written; the message says why and what to do."""


def formats(query: str) -> tuple[Format, ...]:
    """In which formats a query can be answered, by its form; in no one where it has none."""
    for token in sparql.tokens(query):
        if token.kind == "word" and token.text.upper() in _FORMS:
            return (*_FORMS[token.text.upper()], HTML)
    return ()


def reply(found: Solutions | bool | list[ox.Triple], form: Format, limit: int) -> Reply:
    """The answer in a format. Of triples, one more than the limit says that there are more.

    Raises ResultError for what the format cannot hold.
    """
    headers = {"Vary": "Accept"}
    if isinstance(found, list):
        truncated = len(found) > limit
        body = _triples(found[:limit], form)
    else:
        truncated = isinstance(found, Solutions) and found.truncated
        body = _rows(found, form)
    if form.type.endswith("+xml"):
        body = _NOT_XML.sub("\ufffd", body.decode()).encode()
    if len(body) > MOST_BYTES:
        raise ResultError(f"the answer has more than {MOST_BYTES >> 20} MB; ask for less of it with LIMIT")
    if truncated:
        headers[LIMIT_HEADER] = str(limit)
        body = _said(body, form)
    return Reply(body, _typed(form), headers=headers)


def _typed(form: Format) -> str:
    return f"{form.type}; charset=utf-8" if form.type.startswith("text/") else form.type


def _rows(found: Solutions | bool, form: Format) -> bytes:
    if isinstance(found, bool):
        answer = ox.Store().query("ASK {}" if found else "ASK { FILTER(false) }")
        if form.name in ("csv", "tsv"):
            return f"{str(found).lower()}\n".encode()
    else:
        # Of the formats that the library reads, the one in which a term is just as it prints it.
        lines = ["\t".join(f"?{column}" for column in found.columns)]
        lines += ["\t".join(map(_printed, row)) for row in found.rows]
        answer = ox.parse_query_results("\n".join([*lines, ""]), ox.QueryResultsFormat.TSV)
    assert not isinstance(answer, ox.QueryTriples)
    written = answer.serialize(format=form.rows)
    assert written is not None
    return written


def _printed(term: object) -> str:
    if isinstance(term, ox.Triple):
        return f"<<( {term} )>>"
    return "" if term is None else str(term)


def _triples(found: list[ox.Triple], form: Format) -> bytes:
    if any(isinstance(triple.object, ox.Triple) for triple in found):
        raise ResultError("the answer has a triple within a triple, which cannot be written")
    if form.triples is ox.RdfFormat.TURTLE:
        return turtle.turtle(found).encode()
    if form.triples is ox.RdfFormat.JSON_LD:
        return turtle.json_ld(ox.Quad(*triple) for triple in found).encode()
    prefixes = None
    if form.triples is ox.RdfFormat.RDF_XML:
        prefixes = vocabulary.PREFIXES
        for triple in found:
            if not _XML_NAME.search(triple.predicate.value):
                raise ResultError(f"RDF/XML cannot say {triple.predicate}; ask for another format, such as Turtle")
    written = ox.serialize(sorted(set(found), key=str), format=form.triples, prefixes=prefixes)
    assert written is not None
    return written


def _said(body: bytes, form: Format) -> bytes:
    """The answer, which says in itself that there is more where its format has a place for that."""
    more = b"urn:amity:truncated"
    if form.rows is ox.QueryResultsFormat.JSON:
        return body.replace(b']},"results"', b'],"link":["' + more + b'"]},"results"', 1)
    if form.rows is ox.QueryResultsFormat.XML:
        return body.replace(b"</head>", b'<link href="' + more + b'"/></head>', 1)
    if form.triples in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES):
        return b"# There is more: this answer was cut at the limit of the server.\n" + body
    return body
