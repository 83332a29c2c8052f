"""What a client would like to have (Accept, Accept-Language: RFC 9110, section 12) and what there is."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyoxigraph as ox

_PARAMETER = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


class Format(NamedTuple):
    """A format of answers: its name in an address, its media type, others it is asked for by, and the library's."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    rows: ox.QueryResultsFormat | None = None
    triples: ox.RdfFormat | None = None

    @property
    def types(self) -> tuple[str, ...]:
        """All media types that ask for it."""
        return (self.type, *self.aliases)


HTML = Format("html", "text/html", ("application/xhtml+xml",))
ROWS = (
    Format("json", "application/sparql-results+json", ("application/json",), rows=ox.QueryResultsFormat.JSON),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), rows=ox.QueryResultsFormat.XML),
    Format("csv", "text/csv", rows=ox.QueryResultsFormat.CSV),
    Format("tsv", "text/tab-separated-values", rows=ox.QueryResultsFormat.TSV),
)
"""The formats of rows, and of a truth; the first where a client does not mind."""
TRIPLES = (
    Format("ttl", "text/turtle", ("application/turtle", "application/x-turtle"), triples=ox.RdfFormat.TURTLE),
    Format("nt", "application/n-triples", triples=ox.RdfFormat.N_TRIPLES),
    Format("rdf", "application/rdf+xml", ("application/xml", "text/xml"), triples=ox.RdfFormat.RDF_XML),
    Format("jsonld", "application/ld+json", ("application/json",), triples=ox.RdfFormat.JSON_LD),
)
"""The formats of triples."""
CSV_OR_JSON = (Format("json", "application/json"), Format("csv", "text/csv"))
"""The formats of the answer to a question of the catalogue."""


def choose(accept: str | None, offered: Sequence[Format], name: str | None = None) -> Format | None:
    """The format among `offered` that is named, or else that a client prefers; None where it takes none of them.

    A name of no format is passed over: some clients send a parameter of that name with words of their own.
    """
    for form in offered:
        if form.name == name:
            return form
    wanted = list(_weighted(accept or "*/*"))
    best: Format | None = None
    most = 0.0
    for form in offered:
        weight = _weight(form.types, wanted)
        if weight > most:
            best, most = form, weight
    return best


def choose_language(accept: str | None, offered: Sequence[str], name: str | None = None) -> str:
    """The language that is named, or else the one a reader prefers; the first where they read none."""
    if name is not None and name in offered:
        return name
    wanted = {range_.split("-")[0]: weight for range_, weight in sorted(_weighted(accept or ""), key=lambda w: w[1])}
    return max(offered, key=lambda language: (wanted.get(language, 0.0), -offered.index(language)))


def _weighted(header: str) -> Iterable[tuple[str, float]]:
    """The ranges of a header with their weights; what is malformed is passed over."""
    for part in header[:2000].lower().split(","):
        range_, *parameters = part.split(";")
        if not range_.strip():
            continue
        weight = 1.0
        for parameter in parameters:
            if found := _PARAMETER.fullmatch(parameter):
                weight = float(found[1])
        yield range_.strip(), weight


def _weight(types: Sequence[str], wanted: Sequence[tuple[str, float]]) -> float:
    """The weight of a format: that of the most specific ranges that it is in."""
    for ranges in (types, (f"{types[0].split('/')[0]}/*",), ("*/*",)):
        found = [weight for range_, weight in wanted if range_ in ranges]
        if found:
            return max(found)
    return 0.0
