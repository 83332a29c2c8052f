"""Events as CAMEO codes (Conflict and Mediation Event Observations), and a suite of coded sentences against them.

The table `cameo.tsv` gives each event the code of the first row that fits its class, status, domains and the words it
was found by (the last two are patterns; an empty cell fits anything). It follows the suites of the PETRARCH family:
talks, a visit or a delivery that is announced has the code of the act, and only the will or a pledge has one of 03. An
event that is denied, suspended or called off has none.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from amity.documents import text_document
from amity.evaluation.annotation import table
from amity.evaluation.scoring import Tally
from amity.extraction import Extractor
from amity.extraction.lexicon import load
from amity.extraction.output import as_json

Coded = tuple[str, str, str]
"""Source, target, code."""

_FIRST = ("guest", "donor", "sendingState")
_SECOND = ("host", "recipient", "receivingState")
_DIRECTED = ("033", "07")
_COOPERATION = ("03", "04", "05", "06", "07", "08")
_PRIVATE = {"BUS", "CVL", "EDU", "MED", "NGO", "OPP", "PPL", "REB", "UAF"}
"""CAMEO's sectors that do not act for their state."""


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A sentence of a suite: its coded events, and those found in it."""

    id: str
    text: str
    annotated: frozenset[Coded]
    found: frozenset[Coded]


def coded(event: Mapping[str, Any], text: Mapping[str, Any]) -> frozenset[Coded]:
    """The CAMEO events of an event of a text, both as `amity extract --explain` prints them.

    An event with roles goes one way, and so does aid, from the actor that the sentence names first. Others go both
    ways.
    """
    code, parties, roles = _code(event), event["parties"], event.get("roles", {})
    if code is None:
        return frozenset()
    first = [actor for actor in parties if roles.get(actor) in _FIRST]
    second = [actor for actor in parties if roles.get(actor) in _SECOND]
    if not (first and second) and code.startswith(_DIRECTED):
        start = event["evidence"][0][0]
        named = {a["id"]: [offset for offset, _ in a["mentions"] if offset >= start] for a in text["actors"]}
        order = sorted(parties, key=lambda party: (party not in named, named.get(party), party))
        first, second = order[:1], order[1:]
    if first and second:
        return frozenset((source, target, code) for source in first for target in second)
    return frozenset((source, target, code) for source, target in permutations(parties, 2))


def read_suite(path: Path, extractor: Extractor) -> Iterator[CodedSentence]:
    """The sentences of a suite (JSON Lines with id, date, text, events) and what is found in them.

    Actors are compared as states and organizations: the sector that CAMEO adds (USAGOV, USAMIL) is left out. Of the
    coded events those of cooperation (03 to 08) are kept. Raises ValueError naming the line that cannot be read.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            item = json.loads(line)
            annotated = [(e["sourcecode"], e["targetcode"], e["eventcode"]) for e in item["events"]]
            text, day = item["text"], re.fullmatch(r"(\d{4})(\d{2})(\d{2})", item["date"])
            found: set[Coded] = set()
            if text.strip():
                published = "-".join(day.groups()) if day else None
                document = text_document(text, item["id"], language="en", published=published)
                read = as_json(extractor.read(document), explain=True)
                found = {one for event in read["events"] for one in coded(event, read)}
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}, line {number}: no sentence with id, date, text and events ({error})") from None
        yield CodedSentence(
            item["id"],
            text,
            frozenset(event for event in annotated if event[2].startswith(_COOPERATION)),
            frozenset(event for event in found if event[2].startswith(_COOPERATION)),
        )


def plain(event: Coded) -> Coded:
    """The event with its actors as Amity names them, without sectors."""
    return actor(event[0]), actor(event[1]), event[2]


def actor(code: str) -> str:
    """The state or organization that a CAMEO code of an actor begins with; the code itself where it is none."""
    for row in table("cameo_actors.tsv"):
        if code.startswith(row["prefix"]):
            return row["actor"]
    return code[:3] if load("en").types.get(code[:3]) == "State" else code


def in_scope(event: Coded) -> bool:
    """Whether a coded event is of a sort that Amity records: between two states or organizations, of a code it has."""
    source, target, code = plain(event)
    sectors = {sector for side in event[:2] for sector in re.findall("...", side[3:])}
    return (
        source != target
        and {source, target} <= load("en").types.keys()
        and code in {row["code"] for row in table("cameo.tsv")}
        and not sectors & _PRIVATE
    )


def tally(sentences: Sequence[CodedSentence], *, scope: bool = False, directed: bool = True) -> Tally:
    """How many of the coded events were found, sentence by sentence.

    With `scope` only those that Amity records are asked for. Where not `directed`, the two directions are one event.
    """
    counts = Tally()
    for sentence in sentences:
        annotated = {_key(plain(e), directed) for e in sentence.annotated if not scope or in_scope(e)}
        found = {_key(e, directed) for e in sentence.found}
        counts.add(len(annotated & found), len(found), len(annotated))
    return counts


def _key(event: Coded, directed: bool) -> Coded:
    source, target = event[:2] if directed else sorted(event[:2])
    return source, target, event[2]


def _code(event: Mapping[str, Any]) -> str | None:
    if event["status"] in ("denied", "suspended", "cancelled"):
        return None
    domains, words = " ".join(event["domains"]), " ".join(event["triggers"])
    for row in table("cameo.tsv"):
        if (
            row["class"] == event["type"]
            and row["status"] in ("", event["status"])
            and re.search(row["domains"], domains)
            and re.search(row["words"], words, re.IGNORECASE)
        ):
            return row["code"]
    return None
