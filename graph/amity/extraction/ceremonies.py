"""Ambassadors received one after the other: a text names the ceremony once, then only who came next."""

from collections.abc import Sequence
from dataclasses import replace

from amity.extraction import syntax
from amity.extraction.analysis import Mention, Sentence
from amity.extraction.drafts import Draft
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.participation import envoy_of
from amity.extraction.phrases import PhraseIndex
from amity.model import Party

_FOR = {"pour", "for", "by", "par", "of", "de", "d'", "du"}
_BY = {"by", "par"}
_GAP = 2
"""Sentences after which the ceremony is no longer what the text is about."""


class CeremonyReader:
    """Reads who presented credentials next ("Ce fut ensuite au tour de Tina Guthrie, du Canada")."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._next = PhraseIndex.listed(lexicon, "in-turn")
        self._last: Draft | None = None
        self._receiver = ""
        self._heads: list[str] = []
        self._number = 0

    def begin(self) -> None:
        """Forgets the text before."""
        self._last = None

    def read(self, sentence: Sentence, number: int, drafts: Sequence[Draft]) -> list[Draft]:
        """The further accreditations a sentence tells, after one that was told in so many words."""
        told = [draft for draft in drafts if draft.frame.trigger.ceremony and draft.status == "done"]
        if told:
            receivers = [party.actor for party in told[-1].parties if party.role == "receivingState"]
            self._last, self._number = told[-1], number
            self._receiver = receivers[0] if receivers else ""
            own = {m.person for m in sentence.mentions if self._receiver in m.actors}
            self._heads = [person for person in told[-1].participants if person in own]
        if self._last is None or not self._receiver or number - self._number > _GAP:
            return []
        known = {party.actor for draft in told for party in draft.parties} | {self._receiver}
        envoys = {
            actor: mention
            for mention in sentence.mentions
            if self._is_envoy(mention, sentence, continued=bool(told))
            for actor in mention.actors
            if actor not in known
        }
        sent = {a: m for a, m in envoys.items() if m.kind is not Kind.NAME or syntax.preposition(m.token) not in _BY}
        envoys = sent or envoys  # "the representative of Canada, who came by Haiti"
        if not envoys:
            return []
        self._number = number
        first = self._last
        return [
            replace(
                first,
                parties=[Party(actor, "sendingState"), Party(self._receiver, "receivingState")],
                sentence=sentence,
                participants=[*filter(None, [mention.person or envoy_of(actor, sentence)]), *self._heads],
                domains=list(first.domains),
                guessed=first.guessed + 1,
                continues=None,
            )
            for actor, mention in envoys.items()
        ]

    def _is_envoy(self, mention: Mention, sentence: Sentence, *, continued: bool) -> bool:
        """Whether a mention may be of the next ambassador: by the office, or as the state somebody came for."""
        if mention.posting or not mention.actors:
            return False
        if mention.kind in ("ambassador", "official") and not mention.guessed:
            return True
        if continued or not self._next.find(sentence.forms):
            return False
        if mention.kind in (Kind.NAME, Kind.ORGANIZATION):
            return not mention.place and syntax.preposition(mention.token) in _FOR
        return mention.kind is Kind.DEMONYM or mention.person is not None
