"""The graph for Python and for notebooks: `amity.open()` gives a `Graph`, and a Graph answers.

    >>> import amity
    >>> graph = amity.open()
    >>> graph.partners("Togo").records()[0]["partner"]
    'Russia'

What answers give is shown as a table in Jupyter; `records()` goes to pandas, `to_csv()` and `to_json()` to files.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from amity import building, network, queries, resources, tables
from amity.analysis import ANALYSES, Result
from amity.network import Multigraph
from amity.parameters import ParameterError, find_actor
from amity.sparql import Term
from amity.store import Dataset, Solutions
from amity.views import PartnerNetwork, content

if TYPE_CHECKING:
    import altair as alt

log = logging.getLogger(__name__)

STORE = "amity-out/store"
"""Where `amity build` puts the dataset unless told otherwise."""


class Answer:
    """The rows of a question; iterating gives each as a mapping."""

    def __init__(self, name: str, title: str, answer: queries.Answer) -> None:
        self.name = name
        self.title = title
        self._answer = answer

    def __len__(self) -> int:
        return len(self._answer.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.records())

    def __repr__(self) -> str:
        return f"<Answer {self.name}: {len(self)} {'row' if len(self) == 1 else 'rows'}>"

    def _repr_html_(self) -> str:
        columns = [column.name for column in self._answer.columns]
        rows = [[tables.text_of(cell) for cell in row] for row in self._answer.rows]
        return tables.html(self.title, columns, rows)

    def records(self) -> list[dict[str, Any]]:
        """The rows as mappings: `pandas.DataFrame(answer.records())`."""
        return self._answer.records()

    def to_csv(self) -> str:
        """The rows as CSV."""
        return self._answer.to_csv()

    def to_json(self) -> str:
        """The rows as a JSON list of objects."""
        return self._answer.to_json()


class Page:
    """The network of partners as a page; `network` is the pyvis network it is made of."""

    def __init__(self, network: PartnerNetwork) -> None:
        self.network = network

    def __repr__(self) -> str:
        return f"<Page of {self.network.num_nodes()} actors; write(path) makes a file of it>"

    def _repr_html_(self) -> str:
        # Its own document, which can run its scripts and reach nothing of the notebook.
        page = escape(self.network.generate_html())
        style = "width: 100%; height: 640px; border: 0"
        return f'<iframe sandbox="allow-scripts allow-downloads" style="{style}" srcdoc="{page}"></iframe>'

    def write(self, path: str | Path) -> None:
        """Writes the page to one HTML file. Raises OSError where it cannot be written."""
        self.network.write_html(path)


class Graph:
    """What is known, ready to be asked. `language` (en or fr) is that of titles and labels.

    Actors, domains and dates are given as on the command line: an actor by its code or its name in any language, a date
    at any precision. A value that is none raises ValueError with what it could be.
    """

    def __init__(self, dataset: Dataset, language: str = "en") -> None:
        if language not in queries.LANGUAGES:
            raise ValueError(f"language {language!r} is not one of {', '.join(queries.LANGUAGES)}")
        self.dataset = dataset
        self.language = language

    def __repr__(self) -> str:
        return f"<Graph {self.dataset.name}: {len(self.dataset.documents())} documents>"

    def _repr_html_(self) -> str:
        found = self.ask("overview")
        caption = f"{self.dataset.name}: {len(self.dataset.documents())} documents"
        columns = ["kind", "events", "planned", "sources"]
        return tables.html(caption, columns, [[str(c) for c in list(row.values())[1:5]] for row in found])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self.dataset.close()

    def questions(self) -> dict[str, str]:
        """The names of the questions that `ask` takes, with their titles.

        >>> graph.questions()["missions"]
        'Diplomatic missions'
        """
        return {name: asked.title[self.language] for name, asked in queries.load().questions.items()}

    def ask(self, question: str, /, *, folder: str | Path | None = None, **parameters: object) -> Answer:
        """The answer to a question of the catalogue, or of a `folder` of your own questions.

        Raises ValueError for a question or a parameter that is not known.

        >>> [row["receiving"] for row in graph.ask("missions", actor="India")]
        ['Togo']
        """
        known = queries.load(*([Path(folder)] if folder else [])).questions
        if question not in known:
            raise ParameterError(f"there is no question {question!r}; there are {', '.join(known)}")
        given = {name: str(value) for name, value in parameters.items() if value is not None}
        answer = queries.ask(known[question], self.dataset, given, self.language)
        return Answer(question, known[question].title[self.language], answer)

    def partners(self, actor: str, *, since: str | None = None, domain: str | None = None) -> Answer:
        """With whom an actor cooperates: `ask("partners", …)`.

        >>> "Russia" in [row["partner"] for row in graph.partners("Togo", since="2024")]
        True
        """
        return self.ask("partners", actor=actor, since=since, domain=domain)

    def sparql(self, query: str) -> list[dict[str, str | None]] | bool:
        """The rows of a SELECT query as mappings of texts, or the truth of an ASK query.

        The prefixes of Amity need no declaration. Raises ValueError for anything else, or what is not SPARQL.

        >>> graph.sparql("ASK { ?event a amity:Visit ; amity:host state:TGO }")
        True
        """
        found = self.dataset.query(query)
        if isinstance(found, bool):
            return found
        if not isinstance(found, Solutions):
            raise ValueError("expected a SELECT or ASK query; `graph.dataset.query` gives triples")
        return [
            {name: None if term is None else _text(term) for name, term in zip(found.columns, row, strict=True)}
            for row in found.rows
        ]

    def network(self, actor: str | None = None, *, min_weight: float = 0, **filters: str | None) -> Multigraph:
        """The network as a NetworkX multigraph, whole or around an actor: see `amity.network`.

        Filters are `since`, `until`, `domain`, `class_` and `status`.

        >>> from amity import network
        >>> ties = network.projection(graph.network("Togo"))
        >>> max(network.strength(ties).items(), key=lambda item: item[1])[0]
        'https://w3id.org/amity/id/state/TGO'
        """
        return network.multigraph(self.dataset, actor=self._actor(actor), min_weight=min_weight, **filters)

    def view(self, actor: str | None = None, *, min_weight: float = 0, **filters: str | None) -> Page:
        """The network as a page, which Jupyter shows and `write(path)` writes; arguments as those of `network`.

        >>> graph.view("Togo").write("togo.html")  # doctest: +SKIP
        """
        shown = content(self.dataset, actor=self._actor(actor), min_weight=min_weight, **filters)
        return Page(PartnerNetwork(shown, self.language))

    def analyze(self, analysis_: str, /, *args: Any, **more: Any) -> Result[Any]:
        """An analysis by the name of its function in `amity.analysis`, with its arguments.

        Raises ValueError for one that is not there.

        >>> found = graph.analyze("diversification", "Togo")
        >>> "RUS" in found.rows[0].newcomers
        True
        >>> found.limit().startswith("It does not show partners that no source")
        True
        """
        if analysis_ not in ANALYSES:
            raise ParameterError(f"there is no analysis {analysis_!r}; there are {', '.join(ANALYSES)}")
        return ANALYSES[analysis_](self.dataset, *args, **more)

    def picture(
        self, kind: str, actor: str, *, since: str | None = None, until: str | None = None
    ) -> "alt.VConcatChart":
        """A chart for a report: `rings`, `timeline`, `domains` or `diversification`; it needs the extra `pictures`.

        >>> graph.picture("rings", "Togo").save("rings.svg")  # doctest: +SKIP
        """
        from amity.views.pictures import picture

        return picture(self.dataset, kind, actor, since=since, until=until, language=self.language)

    def _actor(self, actor: str | None) -> str | None:
        return None if actor is None else find_actor(actor, self.dataset)


def _text(term: Term) -> str:
    return str(getattr(term, "value", term))


def opened(store: str | Path | None = None, language: str = "en") -> Graph:
    """See `amity.open`."""
    place = store or os.environ.get("AMITY_STORE") or (STORE if Path(STORE).is_dir() else None)
    if place is not None:
        return Graph(Dataset.open(place), language)
    log.info("no store is given, and none is here: the dossier that ships is read into memory")
    graph = read_sources([resources.dossier()], language)
    graph.dataset.name = "dossier"
    return graph


def read_sources(sources: Sequence[str | Path], language: str = "en") -> Graph:
    """See `amity.read`."""
    from amity.extraction import Extractor

    dataset = Dataset.memory()
    report = building.build(list(sources), dataset, Extractor())
    for refusal in report.refused:
        log.warning("%s", refusal)
    if not report.documents:
        raise ValueError(f"nothing can be read in {', '.join(map(str, sources)) or 'no source at all'}")
    return Graph(dataset, language)
