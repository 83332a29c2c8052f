"""The SPARQL 1.1 Protocol: where a request holds its query. Updates, and datasets of the client's, are refused."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request

MOST_BYTES = 1 << 20
"""The longest body that is read."""

_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_NOT_HERE = {
    "update": "updates are refused: the dataset is served read-only; documents are learnt with `amity build`",
    **dict.fromkeys(
        ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"),
        "the dataset of a query is always the whole one; name a graph in the query with GRAPH <…> { … }",
    ),
}


class ProtocolError(ValueError):
    """A request that is not as the protocol has it; `status` is that of the answer."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


async def parameters(request: Request) -> dict[str, str]:
    """The parameters of a request, from its address and its body: `query` is there where a query is given.

    Raises ProtocolError.
    """
    given = list(request.query_params.multi_items())
    if request.method == "POST":
        given += _body(await _read(request), request.headers.get("content-type", ""))
    for name, _ in given:
        if name in _NOT_HERE:
            raise ProtocolError(f"{name}: {_NOT_HERE[name]}")
    if sum(name == "query" for name, _ in given) > 1:
        raise ProtocolError("query: expected once, and it is given more than once")
    if request.method == "POST" and not any(name == "query" for name, _ in given):
        raise ProtocolError("query: expected in the form, or as a body of type application/sparql-query")
    return dict(given)


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise ProtocolError(f"the body is longer than {MOST_BYTES >> 20} MB", 413)
    return bytes(body)


def _body(body: bytes, content_type: str) -> Iterable[tuple[str, str]]:
    type_, _, rest = content_type.partition(";")
    type_ = type_.strip().lower()
    if type_ == _UPDATE:
        raise ProtocolError(_NOT_HERE["update"], 415)
    if type_ not in (_FORM, _QUERY):
        raise ProtocolError(f"{type_ or 'a body without a type'}: expected {_FORM} or {_QUERY}", 415)
    charset = rest.lower().replace(" ", "").replace('"', "")
    if charset.startswith("charset=") and charset != "charset=utf-8":
        raise ProtocolError(f"{rest.strip()}: expected UTF-8", 415)
    try:
        text = body.decode()
        return [("query", text)] if type_ == _QUERY else parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise ProtocolError("the body is not UTF-8") from None
