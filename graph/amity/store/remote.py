"""Quads on a server that speaks the SPARQL 1.1 Protocol: `--store https://…`.

The address is that of queries; updates go to the one beside it (`…/query` -> `…/update`, as Oxigraph and Fuseki have
it; `…/sparql` -> `…/sparql-auth` for Virtuoso), or to `AMITY_STORE_UPDATE`. A user and a password stand in the address,
or in `AMITY_STORE_USER` and `AMITY_STORE_PASSWORD`. The default graph of queries must be the union of all graphs.
"""

import logging
import os
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import product

import httpx
import pyoxigraph as ox

from amity import rdf, vocabulary
from amity.deriving import Change
from amity.store.backend import Solutions, StoreError, data
from amity.store.embedded import collected

log = logging.getLogger(__name__)

_BESIDE = {"/query": "/update", "/sparql": "/sparql-auth"}
_SECONDS = httpx.Timeout(600, connect=10)
_RESULTS = "application/sparql-results+xml"
_MOST_TERMS = 200
"""How many IRIs a query names at most."""
_MOST_QUADS = {"virtuoso": 1_000}
"""By server: how many quads an operation may have. These take no update as a whole: operations are sent one by one."""
_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in vocabulary.PREFIXES.items())
_ASKED = ("__ASK_RETVAL",)
_OURS = f'FILTER(STRSTARTS(STR(?g), "{vocabulary.GRAPH}"))'


class Remote:
    """A SPARQL server."""

    exclusive = False

    def __init__(self, address: str, *, write: bool = False) -> None:
        """Raises StoreError where nobody answers there, or not as is needed."""
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise StoreError(f"{address}: not an address ({error})") from None
        if url.scheme not in ("http", "https"):
            raise StoreError(f"{address}: expected a folder, or an address that begins with https:// or http://")
        user = url.username or os.environ.get("AMITY_STORE_USER", "")
        password = url.password or os.environ.get("AMITY_STORE_PASSWORD", "")
        self._query = url.copy_with(username=None, password=None, path=url.path if url.path != "/" else "/query")
        self._update = httpx.URL(os.environ.get("AMITY_STORE_UPDATE") or _beside(self._query))
        if user and url.scheme == "http" and url.host not in ("localhost", "127.0.0.1", "::1"):
            log.warning("%s: the password goes over the network as it is; use https://", self._query)
        self._client = httpx.Client(auth=_Credentials(user, password) if user else None, timeout=_SECONDS)
        response = self._ask(
            f"SELECT ?v {{ GRAPH <{vocabulary.REFERENCE}> {{ ?r <{vocabulary.OWL}versionInfo> ?v }} }}"
        )
        server = response.headers.get("server", "").lower()
        self._most = next((most for name, most in _MOST_QUADS.items() if name in server), None)
        found = self._solutions(response, None)
        if isinstance(found, Solutions) and found.rows:
            self._check_union()
        elif not write:
            raise StoreError(f"{self._query}: no dataset here; make one with `amity build --store {self._query}`")

    def _check_union(self) -> None:
        if self.query(f"ASK {{ <{vocabulary.REFERENCE}> owl:versionInfo ?v }}", None) is not True:
            raise StoreError(
                f"{self._query}: the default graph of this server is not the union of all graphs; configure it so"
                " (Oxigraph: --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)"
            )

    def match(
        self,
        subjects: Iterable[str] | None = None,
        predicate: str | None = None,
        objects: Iterable[str] | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """See Backend."""
        p = f"<{predicate}>" if predicate else "?p"
        where = f"GRAPH <{graph}> {{ ?s {p} ?o }}" if graph else f"GRAPH ?g {{ ?s {p} ?o }} {_OURS}"
        named = [f"(<{graph}> AS ?g)"] if graph else ["?g"]
        named += [f"(<{predicate}> AS ?p)"] if predicate else ["?p"]
        for some, others in product(_batches(subjects), _batches(objects)):
            values = [f"VALUES {v} {{ {' '.join(iris)} }}" for v, iris in (("?s", some), ("?o", others)) if iris]
            found = self.query(f"SELECT ?s ?o {' '.join(named)} {{ {' '.join(values)} {where} }}", None)
            for s, o, g, p_ in found.rows:  # type: ignore[union-attr]
                yield ox.Quad(s, p_, o, g)  # type: ignore[arg-type]

    def holds(self, quad: ox.Quad) -> bool:
        """See Backend."""
        triple = f"{quad.subject} {quad.predicate} {quad.object}"
        return self.query(f"ASK {{ GRAPH {quad.graph_name} {{ {triple} }} }}", None) is True

    def size(self) -> int:
        """See Backend."""
        found = self.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}", None)
        return int(found.rows[0][0].value)  # type: ignore[union-attr]

    def query(self, query: str, limit: int | None) -> Solutions | bool | list[ox.Triple]:
        """See Backend."""
        return self._solutions(self._ask(query), limit)

    def _ask(self, query: str) -> httpx.Response:
        response = self._post(
            self._query,
            data={"query": _PREFIXES + query, "union-default-graph": "true"},
            headers={"Accept": f"{_RESULTS}, application/n-triples;q=0.9, text/turtle;q=0.5"},
        )
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise ValueError(f"not a SPARQL query that {self._query.host} takes: {_reason(response)}")
        return self._checked(response)

    def _solutions(self, response: httpx.Response, limit: int | None) -> Solutions | bool | list[ox.Triple]:
        if "x-sparql-maxrows" in response.headers:
            most = response.headers["x-sparql-maxrows"]
            raise StoreError(
                f"{self._query}: the server gives {most} rows at most and left out the rest; raise its limit"
                " (Virtuoso: ResultSetMaxRows in virtuoso.ini)"
            )
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        try:
            if kind == _RESULTS:
                result = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.XML)
                if isinstance(result, ox.QueryBoolean):
                    return bool(result)
                found = collected(result, limit)
                # Virtuoso answers ASK by a row, or none.
                return bool(found.rows) if isinstance(found, Solutions) and found.columns == _ASKED else found
            format_ = ox.RdfFormat.from_media_type(kind)
            triples = [quad.triple for quad in ox.parse(response.content, format=format_)] if format_ else None
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self._query}: the server's answer cannot be read ({error})") from None
        if triples is None:
            raise StoreError(f"{self._query}: no SPARQL server; it answered with {kind or 'nothing'}")
        return triples[:limit]

    def write(self, change: Change, graph: ox.NamedNode | None = None) -> None:
        """See Backend."""
        self._operate([*self._data("DELETE", change.removed), *self._data("INSERT", change.added)], graph)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """See Backend."""
        self._operate([f"DROP SILENT GRAPH {graph}", *self._data("INSERT", quads)], graph)

    def _operate(self, operations: list[str], graph: ox.NamedNode | None) -> None:
        if self._most is None and operations:
            operations = [";\n".join(operations)]
        elif len(operations) > 1:
            writing = [rdf.writing_quad(graph)]
            operations = [data("INSERT", writing), *operations, data("DELETE", writing)]
        for operation in operations:
            self._change(operation)

    def _data(self, verb: str, quads: Iterable[ox.Quad]) -> Iterator[str]:
        """Operations on one graph each: of several, Virtuoso leaves literals behind."""
        by_graph: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in sorted(quads, key=str):
            by_graph[str(quad.graph_name)].append(quad)
        for found in by_graph.values():
            most = self._most or len(found)
            for start in range(0, len(found), most):
                yield data(verb, found[start : start + most])

    def _change(self, update: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        self._checked(self._post(self._update, content=update.encode(), headers=headers))

    def _post(self, url: httpx.URL, **said: object) -> httpx.Response:
        try:
            return self._client.post(url, **said)  # type: ignore[arg-type]
        except httpx.TimeoutException:
            raise StoreError(f"{url}: the server has not answered in time") from None
        except httpx.HTTPError as error:
            raise StoreError(f"{url}: the server cannot be reached ({error})") from None

    def _checked(self, response: httpx.Response) -> httpx.Response:
        if response.status_code == httpx.codes.UNAUTHORIZED:
            raise StoreError(
                f"{response.url}: the server asks for a user and a password; give AMITY_STORE_USER and"
                " AMITY_STORE_PASSWORD"
            )
        if not response.is_success:
            raise StoreError(f"{response.url}: refused ({response.status_code}: {_reason(response)})")
        return response

    def flush(self) -> None:
        """See Backend: the server sees to it."""

    def close(self) -> None:
        """See Backend."""
        self._client.close()


class _Credentials(httpx.Auth):
    """Sends a user and a password in the way that the server asks for: Digest, else Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._ways = {"digest": httpx.DigestAuth(user, password), "basic": httpx.BasicAuth(user, password)}
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """See httpx.Auth."""
        if self._way is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            self._way = self._ways["digest" if "digest" in asked else "basic"]
        yield from self._way.auth_flow(request)


def _beside(query: httpx.URL) -> httpx.URL:
    for ending, other in _BESIDE.items():
        if query.path.endswith(ending):
            return query.copy_with(path=query.path.removesuffix(ending) + other, query=None)
    return query


def _batches(iris: Iterable[str] | None) -> list[Sequence[str]]:
    if iris is None:
        return [()]
    written = [str(ox.NamedNode(iri)) for iri in iris]
    return [written[start : start + _MOST_TERMS] for start in range(0, len(written), _MOST_TERMS)]


def _reason(response: httpx.Response) -> str:
    return " ".join(response.text.split())[:200]
