"""What the server and its workers say to each other: a line of JSON each way, then the bytes of the reply.

Nothing else is shared between them, so that a worker can be killed at any moment.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is told: the folder of the dataset, and of more questions; its limits.

    `deadline` is in seconds, for one answer; `rows` is the most rows or triples of one; `memory` in bytes, of one
    worker; `workers` is how many answer queries, and as many serve pages; `waiting` how many requests may wait for
    either; `origin` is which pages of other sites may read the answers (CORS), `*` for all.
    """

    folder: str
    queries: str | None = None
    deadline: float = 10.0
    rows: int = 100_000
    memory: int = 1 << 30
    workers: int = 2
    waiting: int = 16
    origin: str = "*"

    def to_json(self) -> str:
        """The settings as a text."""
        return json.dumps(asdict(self))

    @classmethod
    def of_json(cls, text: str) -> Self:
        """The settings in a text."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back over HTTP."""

    body: bytes
    type: str = "text/plain; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def head(self) -> bytes:
        """All but the body, whose length it gives, as a line."""
        said = {"type": self.type, "status": self.status, "headers": dict(self.headers), "length": len(self.body)}
        return json.dumps(said).encode() + b"\n"


def text_reply(message: str, status: int = 200) -> Reply:
    """A message for a person."""
    return Reply(f"{message}\n".encode(), status=status)


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks a worker for: the path within a task, percent-encoded, its parameters, and its wishes."""

    task: str
    path: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    accept: str | None = None
    languages: str | None = None

    def to_line(self, seconds: float) -> bytes:
        """The request as a line, with the time that it may take."""
        return json.dumps({"seconds": seconds, "request": asdict(self)}).encode() + b"\n"
