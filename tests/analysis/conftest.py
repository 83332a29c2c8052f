"""Datasets of a few made-up reports, each document one line."""

from collections.abc import Callable

import pytest

from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset

Learnt = Callable[..., Dataset]


@pytest.fixture(scope="session")
def learnt() -> Learnt:
    """Makes a dataset of lines.

    They are `document published | class | parties | date | status | domains`, the last three optional.
    Documents of one name are one; their address is that of a site named by the part of it before a hyphen.
    """

    def make(*lines: str) -> Dataset:
        documents: dict[tuple[str, str], list[Event]] = {}
        for line in lines:
            source, type_, parties, date, status, domains = [*(part.strip() for part in line.split("|")), "", "", ""][
                :6
            ]
            name, _, published = source.partition(" ")
            events = documents.setdefault((name, published), [])
            evidence = Evidence(len(events) * 10, len(events) * 10 + 9, "They met.")
            said = tuple(Party(code) for code in parties.split())
            events.append(
                Event(
                    type_,
                    said,
                    (evidence,),
                    date=date or None,
                    status=status or "done",
                    domains=tuple(domains.split()),
                )
            )
        dataset = Dataset.memory()
        for (name, published), events in documents.items():
            url = f"https://{name.partition('-')[0]}.example/{name}"
            document = Document(name, "They met. " * len(events), "en", published or None, name, url)
            dataset.learn(Reading(document, events=tuple(events), extractor="test/0"))
        return dataset

    return make
