"""Where an event happens: the city or building that its clause names, in the state where it must be."""

from collections.abc import Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention, Sentence
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon, phrase
from amity.extraction.names import is_title
from amity.extraction.phrases import PhraseIndex
from amity.extraction.place_names import IN_CITY, before_gloss, is_where, name_around, taken_words, words
from amity.extraction.places import IN, in_dateline, is_gloss
from amity.extraction.scopes import Arguments
from amity.extraction.triggers import Frame
from amity.model import Party

_PLACELESS = {"StatementOfIntent"}
"""Classes of what is only said, and happens nowhere."""
_THERE = {"host", "receivingState"}
"""Roles of the state in which a visit is made and a mission stands."""
_MISSIONS = {"MissionOpening", "MissionClosure"}
_POSTED = {*_MISSIONS, "Accreditation"}
"""Classes whose place may be that of a posting ("its ambassador in Rome")."""
_HELD = {"Meeting", "Conference", "CommissionSession", "AgreementSigning"}
"""Classes of what may be held in the state of others."""
_ANYWHERE = {"Meeting", "Conference", "CommissionSession", "Visit", "EstablishingRelations", "SecurityCooperation"}
"""Classes that a city in another clause of the sentence may place."""
_MOTION = {"to", "from", "into", "towards", "depuis", "vers", "via", "hors", "sur", "chez"}
_INSIDE = {"flat:name", "compound", "conj"}
_INDIRECT = {"obl:arg", "iobj"}
_NEAR = 4
_CITIES = (Kind.PLACE, Kind.CAPITAL)


class PlaceReader:
    """Finds the place of the event that a frame reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._remote = PhraseIndex.listed(lexicon, "remote")
        self._city_states = lexicon.words("city-state")
        self._offices = PhraseIndex(lexicon.offices)
        self._seats = PhraseIndex.listed(lexicon, "seat")
        self._sites = PhraseIndex.listed(lexicon, "site")
        self._buildings = PhraseIndex.listed(lexicon, "building")

    def place(self, frame: Frame, arguments: Arguments) -> str | None:
        """The place as the sentence writes it: a city by preference, else a building, else a state that takes no
        part."""
        if frame.trigger.evokes in _PLACELESS or self.is_remote(frame):
            return None
        cities = self._cities(frame, arguments)
        there = {party.actor for party in arguments.parties if party.role in _THERE}
        if there:
            own = [m for m in cities if set(m.actors) & there]
            cities = own or [m for m in cities if not set(m.actors) & set(arguments.actors)]
        nearest = min(cities, key=lambda m: _distance(m.token, frame), default=None)
        if nearest is not None:
            return _text(frame.sentence, nearest.start, nearest.end)
        return (
            self._seat(frame)
            or self._unlisted(frame)
            or _house(frame)
            or _state(frame, arguments)
            or _elsewhere(frame, there)
        )

    def is_remote(self, frame: Frame) -> bool:
        """Whether a talk is one at a distance ("un entretien téléphonique", "a phone call")."""
        if frame.trigger.evokes != "Meeting":
            return False
        remote = {match.last for match in self._remote.find(frame.sentence.forms)}
        own = {frame.token.i, *(token.i for token in frame.token.subtree if abs(token.i - frame.token.i) < _NEAR)}
        return bool(remote & own)

    def of_party(self, frame: Frame, arguments: Arguments, parties: Sequence[Party], place: str | None) -> str | None:
        """The place of one of several events that a sentence tells at once, `place` being that of the first: each is in
        the state of its own host."""
        actors = {party.actor for party in parties}
        there = {party.actor for party in parties if party.role in _THERE}
        cities = self._cities(frame, arguments)
        own = [m for m in cities if set(m.actors) & (there or actors)]
        own = own or [m for m in cities if there and not set(m.actors) & set(arguments.actors)]
        nearest = min(own, key=lambda m: _distance(m.token, frame), default=None)
        if nearest is None:
            glossed = [m for m in arguments.scope if set(m.actors) & there and is_gloss(frame.sentence, m)]
            if glossed:
                return before_gloss(frame.sentence, glossed[0])
            return None if there and len(arguments.separate) > 1 else place
        return _text(frame.sentence, nearest.start, nearest.end)

    def _cities(self, frame: Frame, arguments: Arguments) -> list[Mention]:
        kind = frame.trigger.evokes
        hosts = {party.actor for party in arguments.parties if party.role == "host"}
        return [
            m
            for m in arguments.scope
            if (m.kind in _CITIES or self._is_city_state(m, frame.sentence))
            and (m.place or (hosts & set(m.actors) and m.token.dep_ not in syntax.SUBJECTS))
            and (kind in _POSTED or not m.posting)
            and (not m.origin or bool(hosts & set(m.actors)))
            and not in_dateline(frame.sentence, m)
        ]

    def _is_city_state(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a state is named that is a city as well ("à Djibouti", "in Singapore")."""
        before = syntax.preposition(mention.token)
        if mention.kind is not Kind.NAME or before not in IN_CITY:
            return False
        if phrase(mention.token.text) in self._city_states:
            return True
        return before == "à" and any(
            {(actor, Kind.CAPITAL) for actor in mention.actors} & set(found.readings)
            for found in sentence.found
            if found.start == mention.start
        )

    def _seat(self, frame: Frame) -> str | None:
        """ "In the Chinese capital": the capital of a state that an adjective or a genitive names."""
        doc = frame.sentence.doc
        assert doc is not None
        for match in self._seats.find(frame.sentence.forms):
            token = doc[match.first]
            if syntax.preposition(token) not in IN_CITY or not _is_near(token, frame):
                continue
            near = [
                t
                for t in token.subtree
                if syntax.path_is_nominal(t, token) and t.dep_ not in {"case", "det", "prep"} and not t.is_punct
            ]
            near = [t for t in near if abs(t.i - token.i) <= 1]
            cities = [m for m in frame.sentence.mentions if m.kind in _CITIES and m.token in near]
            if cities:
                return _text(frame.sentence, cities[0].start, cities[0].end)
            if len(near) > 1:
                return words(frame.sentence, near[0], near[-1])
        return None

    def _unlisted(self, frame: Frame) -> str | None:
        """The nearest name behind "à" or "in" that is no actor's and no person's: a place that no list has."""
        sentence = frame.sentence
        doc = sentence.doc
        assert doc is not None
        sites = {match.last for match in self._sites.find(sentence.forms)}
        buildings = {match.first for match in self._buildings.find(sentence.forms)}
        named = [t for t in doc if (t.text[:1].isupper() and t.pos_ in {"PROPN", "NOUN"}) or t.i in buildings]
        named = [t for t in named if t.dep_ not in _INSIDE and is_where(t, sites) and _is_near(t, frame)]
        if not named:
            return None
        taken = taken_words(sentence) | {match.last for match in self._offices.find(sentence.forms)}
        found = []
        for token in named:
            built = token.i in buildings
            if (token.i in taken and not built) or is_title(token.text):
                continue
            if frame.trigger.evokes == "Aid" and token.dep_ in _INDIRECT:
                continue  # "a remis un don au Département"
            span = name_around(token, taken, built=built)
            if span is not None:
                found.append((token, span))
        if not found:
            return None
        _, (first, last) = min(found, key=lambda each: _distance(each[0], frame))
        name = words(sentence, doc[first], doc[last])
        start, end = sentence.start + doc[first].idx, sentence.start + doc[last].idx + len(doc[last])
        cities = [m for m in sentence.mentions if m.kind in _CITIES and start <= m.start and m.end <= end]
        return _text(sentence, cities[0].start, cities[0].end) if cities else name


def _house(frame: Frame) -> str | None:
    """The building that stands for a government, where it is a place ("received at the White House")."""
    houses = [
        m
        for m in frame.sentence.mentions
        if m.kind is Kind.METONYM
        and syntax.preposition(m.token) in IN_CITY | {"to"}
        and (_is_near(m.token, frame) or frame.token.i < m.token.i)
    ]
    nearest = min(houses, key=lambda m: _distance(m.token, frame), default=None)
    return None if nearest is None else _text(frame.sentence, nearest.start, nearest.end)


def _elsewhere(frame: Frame, there: set[str]) -> str | None:
    """The only city that the sentence names, be it in another clause than that of the event."""
    if frame.trigger.evokes not in _ANYWHERE and not frame.trigger.ceremony:
        return None
    sentence = frame.sentence
    cities = [
        m
        for m in sentence.mentions
        if m.place
        and m.kind in _CITIES
        and not m.posting
        and not m.origin
        and syntax.preposition(m.token) in IN_CITY
        and not in_dateline(sentence, m)
        and (not there or there & set(m.actors))
    ]
    names = {_text(sentence, m.start, m.end) for m in cities}
    return names.pop() if len(names) == 1 else None


def _state(frame: Frame, arguments: Arguments) -> str | None:
    """The state where others meet or sign, or that a conference is in."""
    if frame.trigger.evokes not in _HELD:
        return None
    actors = set() if frame.trigger.evokes == "Conference" else set(arguments.actors)
    own = {frame.token.i, frame.clause.i, *([frame.needed.i] if frame.needed is not None else [])}
    places = [
        m
        for m in arguments.scope
        if m.place
        and m.kind is Kind.NAME
        and not m.posting
        and not m.origin
        and not actors & set(m.actors)
        and syntax.governor(m.token).i in own
        and syntax.preposition(m.token) in IN - _MOTION
    ]
    nearest = min(places, key=lambda m: _distance(m.token, frame), default=None)
    return None if nearest is None else _text(frame.sentence, nearest.start, nearest.end)


def _is_near(token: Token, frame: Frame) -> bool:
    return syntax.clause(token).i == frame.clause.i or syntax.dominates(frame.token, token)


def _distance(token: Token, frame: Frame) -> tuple[bool, bool, int]:
    return not _is_direct(token, frame), token.i < frame.token.i, abs(token.i - frame.token.i)


def _is_direct(token: Token, frame: Frame) -> bool:
    """Whether no other verb than that of the event stands above a place, but one that tells where it was held."""
    own = {frame.token.i, frame.clause.i, *([frame.needed.i] if frame.needed is not None else [])}
    for node in syntax.ancestors(token):
        if node.i in own:
            return True
        if syntax.is_verb(node) and node.i != token.i:
            return node.dep_ in _QUALIFYING and node.head.i in own
    return False


_QUALIFYING = {"acl", "acl:relcl", "relcl"}


def _text(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]


def place_before(frame: Frame, arguments: Arguments, context: Context) -> str | None:
    """The city of which the text spoke before, where it happens there too ("y", "there")."""
    if frame.trigger.evokes == "StatementOfIntent":
        return None
    if frame.trigger.ceremony or frame.trigger.evokes == "CommissionSession":
        # Credentials are presented, and commissions sit, in the city of which the text spoke, or where it is written.
        known = (context.city, context.written_in)
        return next((name for name, state in filter(None, known) if state in arguments.actors), None)
    pronouns = [m for m in frame.sentence.mentions if m.kind == "there" and syntax.clause(m.token).i == frame.clause.i]
    if not pronouns:
        return None
    state_there = pronouns[0].actors[0]
    before = [
        m
        for m in frame.sentence.mentions
        if m.kind in (Kind.PLACE, Kind.CAPITAL) and m.end <= pronouns[0].start and state_there in m.actors
    ]
    if before:
        return frame.sentence.text[before[-1].start - frame.sentence.start : before[-1].end - frame.sentence.start]
    known = (context.city, context.written_in)
    return next((name for name, state in filter(None, known) if state == state_there), None)


def city(sentence: Sentence) -> tuple[str, str] | None:
    """The first city that a sentence names as a place, as it writes it, and its state; not that of a dateline."""
    for m in sentence.mentions:
        where = m.place and not m.posting and m.kind in (Kind.PLACE, Kind.CAPITAL)
        if where and m.actors and not in_dateline(sentence, m):
            return sentence.text[m.start - sentence.start : m.end - sentence.start], m.actors[0]
    return None
