"""What things are called in the language of a reader, and links to their pages."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from amity import vocabulary
from amity.reference import Reference
from amity.serving.links import Link, page_path, web_link
from amity.serving.lookups import look_up
from amity.store import Dataset

_LONGEST = 160


@cache
def predicates() -> dict[str, dict[str, str]]:
    """The predicates of predicates.tsv in their order, by IRI, each with its label in English and French, if any."""
    lines = (files("amity.serving") / "page" / "predicates.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, dict[str, str]] = {}
    for line in lines[1:]:
        name, *labels = line.split("\t")
        prefix, _, local = name.partition(":")
        found[vocabulary.PREFIXES[prefix] + local] = dict(zip(("en", "fr"), labels, strict=False))
    return found


def predicate_label(iri: str, reference: Reference, language: str) -> str:
    """What a predicate is called."""
    if iri in predicates() and predicates()[iri]:
        return predicates()[iri][language]
    return reference.label(iri, language) if iri.startswith(vocabulary.AMITY) else short(iri)


def short(iri: str) -> str:
    """An IRI with its prefix, where it has one; else as it is."""
    for prefix, namespace in vocabulary.PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


class Names:
    """The labels of things, looked up together."""

    def __init__(self, dataset: Dataset, language: str) -> None:
        self._dataset, self._language = dataset, language
        self._labels: dict[str, Link] = {}

    def look_up(self, iris: Iterable[str]) -> None:
        """Learns what these are called: all at once, for one query takes as long as another."""
        wanted = sorted({iri for iri in iris if page_path(iri)} - self._labels.keys())
        ranks: dict[str, tuple[int, str]] = {}
        for thing, label, whose in look_up(self._dataset, "labels", things=wanted):
            if not (isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal)):
                continue
            rank = (_preference(label.language, self._language), label.value)
            if thing.value in ranks and ranks[thing.value] <= rank:
                continue
            ranks[thing.value] = rank
            text = f"{label.value} ({whose.value})" if whose else label.value
            self._labels[thing.value] = Link(_shortened(text), page_path(thing.value), label.language)

    def link(self, iri: str) -> Link:
        """A thing by its label, with a link to its page; anything else by its address."""
        path = page_path(iri)
        if path is None:
            if iri.startswith(vocabulary.AMITY):
                return Link(self._dataset.reference.label(iri, self._language))
            return web_link(iri)
        kind, *ids = vocabulary.segments(iri)
        found = self._labels.get(iri) or Link(_shortened(ids[-1]), path)
        # The claims of a document are told apart by their numbers.
        return found._replace(text=f"{found.text} · {ids[-1]}") if kind == "claim" else found


def _preference(language: str | None, wanted: str) -> int:
    order = (wanted, None, "en", "fr")
    return order.index(language) if language in order else len(order)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
