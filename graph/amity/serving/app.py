"""The server: it routes, negotiates and waits; workers do the rest, so that no request can hold another up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from amity.serving import protocol, results
from amity.serving.forking import Forge, WorkerError
from amity.serving.headers import Headers
from amity.serving.links import with_parameters
from amity.serving.messages import Reply, Request, Settings, text_reply
from amity.serving.negotiation import HTML, TRIPLES, choose
from amity.serving.pages import Page, page_file
from amity.serving.protocol import ProtocolError
from amity.serving.workers import BusyError, DeadlineError, Pool

_STATIC = {"amity.css": "text/css", "amity.js": "text/javascript", "icon.svg": "image/svg+xml"}
_QUERIES = {"sparql", "question"}
"""The tasks that have workers of their own: however long they take, pages are served."""


def application(settings: Settings) -> Starlette:
    """The application for the dataset in `settings.folder`, which nobody may write meanwhile."""
    server = _Server(settings)
    routes = [
        Route("/", server.task("home")),
        Route("/search", server.task("search")),
        Route("/question/{path:path}", server.task("question")),
        Route("/editor", server.task("editor")),
        Route("/sparql", server.sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/id/{path:path}", server.thing, methods=["GET", "OPTIONS"]),
        Route("/page/{path:path}", server.task("page")),
        Route("/data/{path:path}", server.task("data"), methods=["GET", "OPTIONS"]),
        Route("/static/{name}", server.static),
    ]
    app = Starlette(
        routes=routes,
        lifespan=server.lifespan,
        middleware=[Middleware(Headers, origin=settings.origin)],
        exception_handlers={HTTPException: server.failed},
    )
    # It would lead to wherever a request says that it was sent.
    app.router.redirect_slashes = False
    return app


class _Server:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._forge = Forge(settings)
        self._pages, self._queries = Pool(settings, self._forge), Pool(settings, self._forge)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """The workers live as long as the server."""
        try:
            await self._pages.start()
            await self._queries.start()
            yield
        finally:
            await self._pages.close()
            await self._queries.close()
            await self._forge.close()

    def task(self, name: str) -> Callable[[HttpRequest], Awaitable[Response]]:
        """An endpoint that a worker answers."""

        async def endpoint(request: HttpRequest) -> Response:
            if request.method == "OPTIONS":
                return Response(status_code=204)
            return await self._answered(request, _request(name, request))

        return endpoint

    async def sparql(self, request: HttpRequest) -> Response:
        """The SPARQL endpoint; without a query, the description of the service, or the editor for a browser."""
        if request.method == "OPTIONS":
            return Response(status_code=204)
        asked = _request("sparql", request)
        try:
            asked = _request("sparql", request, await protocol.parameters(request))
        except ProtocolError as error:
            return _response(self._error(asked, "refused", str(error), error.status))
        if "query" in asked.parameters:
            return await self._answered(request, asked)
        form = choose(asked.accept, (*TRIPLES, HTML), asked.parameters.get("format"))
        if form is HTML:
            return await self._answered(request, _request("editor", request))
        if form is None:
            return _response(text_reply("the description of the service is to be had as Turtle", 406))
        address = str(request.url.replace(query=""))
        try:
            described = [q.triple for q in ox.parse(page_file("service.ttl"), ox.RdfFormat.TURTLE, base_iri=address)]
        except ValueError:
            return _response(text_reply(f"{address}: the header Host makes no address", 400))
        return _response(results.reply(described, form, self._settings.rows))

    async def thing(self, request: HttpRequest) -> Response:
        """Leads from a thing to what there is to read of it (303 See Other)."""
        path, form = _raw_path(request), choose(request.headers.get("accept"), (HTML, *TRIPLES))
        if request.method == "OPTIONS":
            return Response(status_code=204)
        if form is None:
            listed = ", ".join(form.type for form in (HTML, *TRIPLES))
            return _response(text_reply(f"not in a format that is asked for; there are {listed}", 406))
        at = with_parameters(f"/page/{path}", lang=request.query_params.get("lang"))
        at = at if form is HTML else f"/data/{path}.{form.name}"
        return Response(status_code=303, headers={"Location": at, "Vary": "Accept"})

    async def static(self, request: HttpRequest) -> Response:
        """The style, the script and the icon of the pages."""
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        return Response(page_file(name), media_type=_STATIC[name], headers={"Cache-Control": "max-age=3600"})

    async def failed(self, request: HttpRequest, error: Exception) -> Response:
        """What no route takes."""
        assert isinstance(error, HTTPException)
        title = "notFound" if error.status_code == 404 else "refused"
        reply = self._error(_request("", request), title, f"{request.method} {request.url.path}", error.status_code)
        return _response(reply, error.headers)

    async def _answered(self, request: HttpRequest, asked: Request) -> Response:
        pool = self._queries if asked.task in _QUERIES else self._pages
        running = asyncio.ensure_future(pool.run(asked))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait((running, gone), return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                return Response(status_code=499)
            return _response(running.result())
        except asyncio.CancelledError:
            # The server is told to stop, and waits no longer.
            return _response(self._error(asked, "busy", "the server is stopping", 503), {"Connection": "close"})
        except BusyError as error:
            retry = {"Retry-After": str(max(1, round(self._settings.deadline)))}
            return _response(self._error(asked, "busy", str(error), 503), retry)
        except DeadlineError as error:
            # A browser silently asks again where it is answered 408: it is told what a gateway would be.
            status = 504 if _wants_html(asked) else 408
            return _response(self._error(asked, "deadline", str(error), status), {"Connection": "close"})
        except WorkerError as error:
            memory = f"{error}: the query nests too deep, or needs more than {self._settings.memory >> 20} MB of memory"
            return _response(self._error(asked, "tooMuch", memory, 500))
        finally:
            running.cancel()
            gone.cancel()
            await asyncio.gather(running, gone, return_exceptions=True)

    def _error(self, asked: Request, title: str, message: str, status: int) -> Reply:
        return Page(asked).error(title, message, status) if _wants_html(asked) else text_reply(message, status)


def _request(task: str, request: HttpRequest, parameters: dict[str, str] | None = None) -> Request:
    given = dict(request.query_params) if parameters is None else parameters
    accept, languages = request.headers.get("accept"), request.headers.get("accept-language")
    return Request(task, _raw_path(request), given, accept, languages)


def _raw_path(request: HttpRequest) -> str:
    """What follows the first segment of the path, percent-encoded as it came: a slash within a name is not a slash."""
    return bytes(request.scope["raw_path"]).decode("latin-1").lstrip("/").partition("/")[2]


def _wants_html(asked: Request) -> bool:
    return choose(asked.accept, (*TRIPLES, HTML), asked.parameters.get("format")) is HTML


async def _gone(request: HttpRequest) -> None:
    """Returns when the client no longer waits."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(reply: Reply, headers: Any = None) -> Response:
    response = Response(reply.body, reply.status, {**reply.headers, **(headers or {})})
    response.headers["Content-Type"] = reply.type
    return response
