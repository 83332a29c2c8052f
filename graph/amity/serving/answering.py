"""What a worker answers: queries, questions of the catalogue, pages and data, from a dataset that it only reads."""

from collections.abc import Callable
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from amity import queries, sparql, turtle, vocabulary
from amity.parameters import ParameterError
from amity.queries import Catalogue
from amity.serving import questions, results
from amity.serving.links import Link, iri_of, page_path, web_link, with_parameters
from amity.serving.lookups import look_up, text_of
from amity.serving.messages import Reply, Request, text_reply
from amity.serving.naming import Names, short
from amity.serving.negotiation import CSV_OR_JSON, HTML, TRIPLES, Format, choose
from amity.serving.pages import Page
from amity.serving.things import MOST_EVENTS, thing
from amity.sparql import RefusedQueryError
from amity.store import Dataset, Solutions

MOST_SHOWN = 1_000
"""How many rows or triples a page shows; the files have all."""
_MOST_FOUND = 100
_MOST_TRIPLES = 100_000


class Answering:
    """Answers the requests of one server; `rows` is the most rows or triples of an answer."""

    def __init__(self, dataset: Dataset, catalogue: Catalogue, rows: int) -> None:
        self._dataset, self._catalogue, self._limit = dataset, catalogue, rows
        self._tasks: dict[str, Callable[[Request], Reply]] = {
            "home": self._home,
            "search": self._search,
            "question": self._question,
            "editor": self._editor,
            "sparql": self._sparql,
            "page": self._page,
            "data": self._data,
        }

    def answer(self, request: Request) -> Reply:
        """The reply to a request, which is for one of the tasks."""
        return self._tasks[request.task](request)

    @cached_property
    def _numbers(self) -> list[int]:
        (row,) = look_up(self._dataset, "numbers")
        return [int(term.value) for term in row if term]

    def _home(self, request: Request) -> Reply:
        page = Page(request)
        listed = questions.entries(self._catalogue, page.language)
        return page.html("home.html", "/", questions=listed, numbers=self._numbers, errors=self._catalogue.errors)

    def _search(self, request: Request) -> Reply:
        page = Page(request)
        wanted = request.parameters.get("q", "").strip()
        text = wanted.lower()
        found_all = dict.fromkeys(iri for name, iri in self._names if text in name) if text else {}
        names = Names(self._dataset, page.language)
        iris = list(islice(found_all, _MOST_FOUND))
        names.look_up(iris)
        found = sorted((names.link(iri) for iri in iris), key=lambda link: (len(link.text), link.text.casefold()))
        return page.html("search.html", "/search", wanted=wanted, found=found, more=len(found_all) > _MOST_FOUND)

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """What everything is called, in small letters, and its IRI, the shortest names first: read once, then kept."""
        rows = look_up(self._dataset, "names")
        named = {(label.value.lower(), thing.value) for thing, label in rows if thing and label}
        return sorted(named, key=lambda item: (len(item[0]), item))

    # The catalogue

    def _question(self, request: Request) -> Reply:
        page, parameters = Page(request), request.parameters
        question = self._catalogue.questions.get(unquote(request.path))
        if question is None:
            known = ", ".join(self._catalogue.questions)
            return page.error("notFound", f"there is no question of that name; there are {known}", 404)
        form = choose(request.accept, (HTML, *CSV_OR_JSON), parameters.get("format"))
        if form is None:
            return _not_acceptable((HTML, *CSV_OR_JSON))
        given = questions.given(question, parameters)
        content: dict[str, Any] = {"answer": None, "problem": "", "sparql": ""}
        asked = questions.asked(question, parameters) or form is not HTML
        if asked:
            try:
                content["answer"] = queries.ask(question, self._dataset, given, page.language)
                content["sparql"] = questions.as_sparql(question, self._dataset, given, page.language)
            except ParameterError as error:
                if form is not HTML:
                    return text_reply(str(error), 400)
                content["problem"] = str(error)
        if form is not HTML:
            return self._file(content["answer"], form)
        reference = self._dataset.reference
        answer: queries.Answer | None = content["answer"]
        return page.html(
            "question.html",
            f"/question/{question.name}",
            status=400 if content["problem"] else 200,
            question=question,
            fields=questions.fields(question, given, reference, page.language),
            actors=questions.actors(reference, page.language),
            example=questions.example(question),
            rows=questions.table(answer, reference)[:MOST_SHOWN] if answer else [],
            files={f.name: page.to(f"/question/{question.name}", **given, format=f.name) for f in CSV_OR_JSON},
            **content,
        )

    @staticmethod
    def _file(answer: queries.Answer, form: Format) -> Reply:
        body = answer.to_csv() if form.name == "csv" else answer.to_json()
        headers = {results.LIMIT_HEADER: str(len(answer.rows))} if answer.truncated else {}
        return Reply(body.encode(), f"{form.type}; charset=utf-8", headers=headers)

    # SPARQL

    def _editor(self, request: Request) -> Reply:
        return self._edited(request, {})

    def _edited(self, request: Request, result: dict[str, Any], status: int = 200) -> Reply:
        query = request.parameters.get("query") or text_of("example")
        files = {f.name: with_parameters("/sparql", query=query, format=f.name) for f in results.formats(query)}
        empty = {"columns": (), "rows": None, "truth": None, "triples": None, "number": 0, "truncated": 0}
        content = {**empty, "query": query, "files": files, "most": MOST_SHOWN, "problem": "", **result}
        return Page(request).html("editor.html", "/sparql" if result else "/editor", status=status, **content)

    def _sparql(self, request: Request) -> Reply:
        query, name = request.parameters["query"], request.parameters.get("format")
        offered = results.formats(query)
        # A query of no form is not SPARQL: the engine will say where it goes wrong.
        form = choose(request.accept, offered or (*results.formats("SELECT"), *TRIPLES), name)
        if form is None:
            return _not_acceptable(offered)
        try:
            found = self._dataset.query(query, limit=self._limit + (offered[:1] == TRIPLES[:1]))
            if form is HTML:
                return self._edited(request, self._shown(found))
            return results.reply(found, form, self._limit)
        except (RefusedQueryError, results.ResultError, ValueError) as error:
            return self._edited(request, {"problem": str(error)}, 400) if form is HTML else text_reply(str(error), 400)

    def _shown(self, found: Solutions | bool | list[ox.Triple]) -> dict[str, Any]:
        if isinstance(found, bool):
            return {"truth": found}
        if isinstance(found, list):
            kept, truncated = found[: self._limit], len(found) > self._limit
            shown: dict[str, Any] = {"triples": turtle.turtle(kept[:MOST_SHOWN])}
            return {**shown, "number": len(kept), "truncated": self._limit if truncated else 0}
        rows = [[_term_link(term) for term in row] for row in found.rows[:MOST_SHOWN]]
        shown = {"columns": found.columns, "rows": rows}
        return {**shown, "number": len(found.rows), "truncated": self._limit if found.truncated else 0}

    # Things

    def _page(self, request: Request) -> Reply:
        page = Page(request)
        iri = iri_of(request.path)
        found = thing(self._dataset, iri, page.language) if iri else None
        if iri is None or found is None:
            return page.error("notFound", request.path, 404)
        path = iri.removeprefix(vocabulary.ID)
        return page.html(
            "thing.html",
            f"/page/{path}",
            thing=found,
            files={form.name: f"/data/{path}.{form.name}" for form in TRIPLES},
            most_events=MOST_EVENTS,
            timeline=page.to("/question/timeline", actor=iri) if "timeline" in self._catalogue.questions else None,
            all_of=lambda predicate: page.to("/editor", query=_all_of(iri, predicate)),
        )

    def _data(self, request: Request) -> Reply:
        path, _, name = request.path.rpartition(".")
        iri, form = iri_of(path), next((form for form in TRIPLES if form.name == name), None)
        if iri is None or form is None:
            return text_reply(f"{request.path}: expected /data/KIND/NAME{{.ttl,.nt,.rdf,.jsonld}}", 404)
        found = self._dataset.query(text_of("triples"), {"thing": ox.NamedNode(iri)}, limit=_MOST_TRIPLES + 1)
        assert isinstance(found, list)
        return results.reply(found, form, _MOST_TRIPLES) if found else text_reply(f"nothing is known of {iri}", 404)


def _all_of(iri: str, predicate: str) -> str:
    """A query for all that refers to a thing by a predicate."""
    return sparql.bind(text_of("referring"), {"thing": ox.NamedNode(iri), "predicate": ox.NamedNode(predicate)})


def _term_link(term: object) -> Link:
    """A term of a row: an IRI with its prefix, where it leads to a page or into the web; a literal as its text."""
    if isinstance(term, ox.NamedNode):
        if path := page_path(term.value):
            return Link(short(term.value), path)
        return web_link(term.value, short(term.value))
    if isinstance(term, ox.Literal):
        return Link(term.value, language=term.language)
    return Link("" if term is None else str(term))


def _not_acceptable(offered: tuple[Format, ...]) -> Reply:
    listed = ", ".join(f"{form.type} (format={form.name})" for form in offered)
    return text_reply(f"not in a format that is asked for; there are {listed}", 406)
