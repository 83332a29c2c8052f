"""In which domains an event is a cooperation: those its sentence names, of what is given, and of its class."""

from collections.abc import Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Sentence
from amity.extraction.drafts import Draft
from amity.extraction.gazetteer import Found
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.telling import belongs
from amity.extraction.triggers import RELATIONS, Frame

_PLAIN = {"Visit", "Accreditation"}
"""Classes that have no domain: what is talked of on a visit is the domain of the talks."""
BARE = {"Visit", "MissionOpening", "MissionClosure", "Accreditation"}
"""Classes that have a domain only where their own phrase names one."""


class DomainReader:
    """Reads the domains of sentences, and of the events in them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._domains = lexicon.domains
        self._offices = PhraseIndex(lexicon.offices)
        self._things = PhraseIndex(lexicon.things)
        self._civil = PhraseIndex.listed(lexicon, "civil-force")
        self._portfolios = PhraseIndex.listed(lexicon, "portfolio")

    def named(self, sentence: Sentence) -> list[tuple[str, Token]]:
        """The domains a sentence names, outside the names of ministries and organizations."""
        doc = sentence.doc
        assert doc is not None
        portfolios = {m.first for m in self._portfolios.find(sentence.forms)}
        titles = {
            doc[m.first : m.last + 1].root.i
            for m in self._offices.find(sentence.forms)
            if m.value != "body" or m.first in portfolios
        }
        found: list[tuple[str, Token]] = []
        for match in self._domains.find(sentence.text):
            token = sentence.token_at(sentence.start + match.start, sentence.start + match.end)
            if token is None or token.pos_ == "VERB" or _overlaps(match, sentence):
                continue
            if any(node.i in titles for node in syntax.ancestors(token) if syntax.path_is_nominal(token, node)):
                continue
            found += [(identifier, token) for identifier, _ in match.readings]
        return found

    def of(self, draft: Draft, named: Sequence[tuple[str, Token]], *, alone: bool) -> list[str]:
        """The domains of an event: those its sentence names, of what is given or built, and of the class itself."""
        frame, kind = draft.frame, draft.type
        if kind == "SecurityCooperation":
            return ["security" if self._civil.find(frame.sentence.forms) else "defence"]
        if kind in _PLAIN:
            return []
        if kind in BARE:
            return [domain for domain, token in named if syntax.dominates(frame.token, token)]
        found = [domain for domain, token in named if alone or belongs(token, frame)]
        if kind in RELATIONS:
            found.append("politics")
        if kind in ("Aid", "Project"):
            found += self._things_of(frame, alone=alone)
        return found

    def _things_of(self, frame: Frame, *, alone: bool) -> list[str]:
        doc = frame.sentence.doc
        assert doc is not None
        matches = self._things.find(frame.sentence.forms)
        return [match.value for match in matches if alone or belongs(doc[match.last], frame)]


def _overlaps(match: Found, sentence: Sentence) -> bool:
    start, end = sentence.start + match.start, sentence.start + match.end
    return any(m.start < end and start < m.end for m in sentence.mentions if m.kind != "both") or any(
        f.start < end and start < f.end for f in sentence.found
    )
