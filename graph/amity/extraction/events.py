"""The events of one sentence: each trigger with its arguments, date, status, domains and amount."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.amounts import preferred
from amity.extraction.analysis import Context, Sentence
from amity.extraction.arguments import read_arguments
from amity.extraction.dates import DateMention
from amity.extraction.dating import DateReader
from amity.extraction.domains import BARE, DomainReader
from amity.extraction.drafts import Draft
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon, phrase
from amity.extraction.participation import ParticipantReader
from amity.extraction.phrases import PhraseIndex
from amity.extraction.places import nominal_ancestors
from amity.extraction.placing import PlaceReader, city, place_before
from amity.extraction.scopes import WITH, Arguments, is_subject
from amity.extraction.statuses import StatusReader, is_circumstantial
from amity.extraction.telling import (
    belongs,
    goes_home,
    is_effect,
    is_only_near,
    is_willed_in,
    of_no_time,
    only_receives,
)
from amity.extraction.text import fold
from amity.extraction.triggers import RELATIONS, Frame, TriggerFinder
from amity.extraction.weeding import weeded
from amity.model import Amount, Party

_DEFINITE = {"le", "la", "l'", "ce", "cet", "cette", "the", "this", "that"}
_DEMONSTRATIVES = {"ce", "cet", "cette", "ces", "this", "that", "these", "those"}
_THAT, _EARLY = {"ce", "c'", "that", "this", "so", "ainsi"}, 8
_EVENT_PRONOUNS = {"elle", "it", "celle-ci", "celui-ci", "cela", "elles"}
_MONEY = {"Aid", "Project", "SecurityCooperation", "AgreementSigning"}
_SINCE = {"since", "depuis", "dès"}
_SEVERAL, _PAIR = 3, 2
_MONTH, _DAY = 7, 10
_SUMMITS = {"summit", "sommet"}
_BETWEEN, _THEIR = {"entre", "between"}, {"leur", "their"}
_GENITIVE = {"", "of", "de", "du", "des", "d'"}
_POINTS = {"MissionOpening", "MissionClosure", *RELATIONS, "AgreementSigning"}


class EventReader:
    """Reads the events of the sentences of a text, in order."""

    def __init__(self, lexicon: Lexicon, irregular: Mapping[str, Sequence[str]]) -> None:
        self._lexicon = lexicon
        self.triggers = TriggerFinder(lexicon, irregular)
        self._statuses = StatusReader(lexicon)
        self._purpose = PhraseIndex.listed(lexicon, "purpose")
        self._saying = PhraseIndex.listed(lexicon, "saying")
        self._scheduled = PhraseIndex.listed(lexicon, "planned")
        self._forces = PhraseIndex.listed(lexicon, "force")
        self._separately = PhraseIndex.listed(lexicon, "separately")
        self._dates = DateReader(lexicon)
        self._domains = DomainReader(lexicon)
        self._places = PlaceReader(lexicon)
        self.participants = ParticipantReader(lexicon)
        self._agreements = PhraseIndex.listed(lexicon, "agreement")
        self._lending = {word for words in lexicon.words("lender") for word in words}
        self._event_nouns = PhraseIndex.listed(lexicon, "event-noun")

    def read(
        self,
        sentence: Sentence,
        context: Context,
        published: str | None,
        last: Draft | None,
        session: Draft | None = None,
    ) -> list[Draft]:
        """The events that a parsed sentence reports; `last` is the event the text spoke of before, `session` the last
        session of a commission."""
        frames = self.triggers.find(sentence)
        drafts: list[Draft] = []
        for frame in frames:
            drafts += self._drafts(frame, frames, context, published)
        back = last is not None and self._refers_back(sentence, last)
        drafts = weeded(self._without_session(drafts, last, session) if back else drafts)
        domains = self._domains.named(sentence) if drafts or back else []
        for draft in drafts:  # a meeting of so many is a conference
            if draft.type == "Meeting" and len(draft.actors) > _SEVERAL:
                draft.type = "Conference"
        alone = len([draft for draft in drafts if draft.type not in BARE]) == 1
        for draft in drafts:
            draft.domains = self._domains.of(draft, domains, alone=alone)
            if draft.type == "Conference":
                draft.groups = _groups(sentence)
        if last is not None and back:
            for draft in drafts:
                if draft.type == "Meeting" and last.type in ("Conference", "Visit") and _may_hold(last, draft):
                    draft.continues = last
            if not drafts:
                last.domains += [identifier for identifier, _ in domains if identifier not in last.domains]
                where = city(sentence)
                if where is not None and last.type != "StatementOfIntent":
                    last.place = last.place or where[0]
                if last.type == "Conference":
                    last.groups += [group for group in _groups(sentence) if group not in last.groups]
        if last is not None and last.type == "StatementOfIntent" and not drafts and self._attributes(sentence):
            last.participants += [m.person for m in sentence.mentions if m.person and m.person not in last.participants]
        return drafts

    @staticmethod
    def _without_session(drafts: list[Draft], last: Draft | None, session: Draft | None) -> list[Draft]:
        """The drafts less "the meeting" that is the session of a commission told before, which takes its persons."""
        before = last if last is not None and last.type in ("CommissionSession", "Conference") else session
        if before is None:
            return drafts
        again = [d for d in drafts if d.type == "Meeting" and d.definite and d.actors == before.actors]
        for draft in again:
            before.participants += [person for person in draft.participants if person not in before.participants]
        return [draft for draft in drafts if draft not in again]

    def _drafts(self, frame: Frame, frames: Sequence[Frame], context: Context, published: str | None) -> list[Draft]:
        kind = frame.trigger.evokes
        if kind == "StatementOfIntent" and (self._is_purpose(frame) or is_effect(frame)):
            return []
        if kind in RELATIONS and syntax.preposition(frame.token) in _SINCE and not frame.sentence.dates:
            return []  # "since the establishment of relations" tells of no establishment
        if kind == "CommissionSession" and self._is_agreed(frame):
            return []
        arguments = read_arguments(frame, frames, context, self._separately)
        to_come = kind == "Conference" or (frame.trigger.ceremony and only_receives(arguments))
        if len(arguments.actors) < 2 and not to_come:
            return []  # who attends a conference, or presents credentials, may be told later
        if kind == "Visit" and goes_home(frame, arguments):
            return []
        if frame.trigger.named and arguments.guessed:
            return []
        if kind == "Conference" and of_no_time(frame) and not arguments.separate:
            return []  # "coordinate their positions at multilateral forums"
        if kind in ("Conference", "Meeting") and is_only_near(frame, arguments):
            return []  # "met on the sidelines of a summit"
        if kind == "Meeting" and any(is_willed_in(frame, other) for other in frames):
            return []  # "to expand ties, including political dialogue"
        if kind == "Visit" and of_no_time(frame) and frame.trigger.part_of_speech == "noun" and not arguments.separate:
            return []  # "agreed to exchange high-level visits"
        if kind == "Aid" and any(m.kind == "both" for m in arguments.mentions):
            return []  # of two sides together nobody is said to give
        when = self._dates.date(frame, frames)
        status, negated = self._statuses.read(frame, None, published)
        future = self._statuses.looks_ahead(frame, status) or (
            status == "cancelled" and self._scheduled.find(frame.sentence.forms) != []
        )
        ahead = future and kind != "StatementOfIntent" and not (when is not None and when.kind == "since")
        date = when.resolved(future=ahead) if when else None
        if date and when and when.kind == "relative" and "/" in date:
            date = _month_of(date)  # "last week" is told as the month it fell in
        if kind == "Visit" and date and when and len(date) == _DAY and self._is_within(frame, when):
            date = date[:_MONTH]  # who meets somebody on Friday during a visit did not come that day
        if when and date and when.kind == "since" and kind in _POINTS:
            date = date.split("/")[0]  # an embassy open since April was opened in April
        since = when is not None and when.kind == "since"
        status, negated = self._statuses.read(frame, date, published, since=since)
        if negated and status != "denied":
            # What nobody claims is no event; that an actor says it is not so is a denial.
            if kind == "StatementOfIntent" or not self._saying.find(frame.sentence.forms):
                return []
            status = "denied"
        if status != "denied":  # who denies takes part in the denial
            arguments.participants = self.participants.read(frame, arguments)
        if kind == "StatementOfIntent":
            date = date or (published[:7] if published else None)
            speakers = self._speakers(frame) or _voice(frame, arguments, context)
            arguments.participants = arguments.participants or speakers
        amount = self._amount(frame, arguments) if kind in _MONEY else None
        if kind == "AgreementSigning" and amount and (lenders := self._lenders(arguments)):
            # Who lends for a living signs what it lends.
            kind = "Aid"
            arguments.parties = [
                Party(party.actor, "donor" if party.actor in lenders else "recipient") for party in arguments.parties
            ]
        if kind == "Aid" and self._is_for_forces(frame, arguments):
            kind = "SecurityCooperation"
        if kind == "Meeting" and self._is_of_body(frame, arguments):
            kind = "Conference"
        elif kind == "Conference" and self._is_of_two(frame, arguments):
            kind = "Meeting"
        draft = Draft(
            kind,
            arguments.parties,
            frame.sentence,
            frame,
            status=status,
            date=date,
            place=self._places.place(frame, arguments) or place_before(frame, arguments, context),
            participants=arguments.participants,
            amount=amount,
            guessed=arguments.guessed,
            news=self._dates.is_news(frame),
            remote=self._places.is_remote(frame),
            beside=self._dates.is_dated(frame.sentence),
            background=self._dates.is_background(frame),
            definite=any(child.lower_ in _DEFINITE for child in frame.token.children),
        )
        if arguments.separate:
            hosts = {party.actor for party in arguments.parties if party.role == "host"}
            beside = self._dates.per_party(frame, [m for m in arguments.scope if hosts & set(m.actors)])
            days = {actor: mention.resolved(future=ahead) for actor, mention in beside.items()}
            states = {m.person: m.actors for m in frame.sentence.mentions if m.person}
            return [
                replace(
                    draft,
                    parties=parties,
                    date=_own_date(parties, days, date),
                    place=self._places.of_party(frame, arguments, parties, draft.place),
                    domains=[],
                    participants=[
                        person
                        for person in draft.participants
                        if set(states.get(person, ())) <= {party.actor for party in parties}
                    ],
                )
                for parties in arguments.separate
            ]
        return [draft]

    @staticmethod
    def _is_within(frame: Frame, when: DateMention) -> bool:
        """Whether a visit is only what a day falls in ("met on Friday during a visit")."""
        token = frame.sentence.token_at(when.start, when.end)
        noun = frame.trigger.part_of_speech == "noun" and is_circumstantial(frame.token)
        return noun and token is not None and not syntax.dominates(frame.token, token)

    def _is_of_body(self, frame: Frame, arguments: Arguments) -> bool:
        """Whether a meeting is that of an organization ("la réunion des ministres de la CEDEAO", "a NATO meeting")."""
        if len(arguments.actors) < 2:
            return False
        bodies = [
            m
            for m in arguments.mentions
            if m.actors
            and not m.person
            and m.kind != "both"
            and self._lexicon.types.get(m.actors[0], "State") != "State"
        ]
        if frame.trigger.part_of_speech == "verb":  # "the heads of state of CEMAC met in Yaoundé", and nobody else
            if not arguments.guessed:
                return False
            gathered = [m for m in bodies if isinstance(m.kind, str) and syntax.feature(m.token, "Number") == "Plur"]
            return any(is_subject(m, frame) for m in gathered)
        return any(syntax.dominates(frame.token, m.token) and syntax.preposition(m.token) in _GENITIVE for m in bodies)

    def _is_of_two(self, frame: Frame, arguments: Arguments) -> bool:
        """Whether a summit is only that of two states with each other ("a summit with the Nauruan president")."""
        if fold(frame.token.lemma_) not in _SUMMITS or len(arguments.actors) != _PAIR:
            return False
        states = all(self._lexicon.types.get(actor) == "State" for actor in arguments.actors)
        return states and (
            any(m.kind == "both" for m in arguments.mentions)
            or any(child.lower_ in _THEIR for child in frame.token.subtree)
            or any(
                syntax.dominates(frame.token, m.token) and syntax.preposition(m.token) in WITH | _BETWEEN
                for m in arguments.mentions
            )
        )

    def _is_agreed(self, frame: Frame) -> bool:
        """Whether a commission is only what a text is about ("un accord sur l'organisation de la commission mixte")."""
        above = [node for node in nominal_ancestors(frame.token) if node.i != frame.token.i]
        agreements = {i for match in self._agreements.find(frame.sentence.forms) for i in (match.first, match.last)}
        return any(node.i in agreements for node in above) and not any(map(is_circumstantial, (frame.token, *above)))

    def _lenders(self, arguments: Arguments) -> set[str]:
        """Those of the parties that are banks or funds, where others are not."""
        lenders = {
            actor
            for actor in arguments.actors
            if self._lexicon.types.get(actor) != "State" and self._lending & set(phrase(self._lexicon.labels[actor]))
        }
        return lenders if len(lenders) < len(set(arguments.actors)) else set()

    def _is_for_forces(self, frame: Frame, arguments: Arguments) -> bool:
        """Whether aid goes to an army or a police force, which makes it security cooperation."""
        forces = {match.last for match in self._forces.find(frame.sentence.forms)}
        takers = {party.actor for party in arguments.parties if party.role == "recipient"}
        return any(m.kind == "body" and m.token.i in forces and takers & set(m.actors) for m in arguments.mentions)

    # What is said of it

    def _is_purpose(self, frame: Frame) -> bool:
        """Whether the will is only what another event is for ("afin de renforcer", "permettra d'intensifier")."""
        doc = frame.sentence.doc
        assert doc is not None
        words = {
            position
            for match in self._purpose.find(frame.sentence.forms)
            for position in range(match.first, match.last + 1)
        }
        current: Token = frame.token
        while True:
            if any(child.i in words and child.i < current.i for child in current.children) or current.i in words:
                return not (syntax.is_verb(current) and self._is_willed(current, frame))
            if current.head.i == current.i or (current.dep_ == "ROOT"):
                return False
            current = current.head

    @staticmethod
    def _is_willed(verb: Token, frame: Frame) -> bool:
        """Whether an actor is who aims at it ("Chile seeks to widen its ties with Fiji"), and no visit or text."""
        subjects = syntax.subjects(verb)
        named = [m for m in frame.sentence.mentions if m.acts and m.kind != "pronoun"]
        return any(syntax.phrase_head(m.token).i == s.i for m in named for s in subjects)

    def _speakers(self, frame: Frame) -> list[str]:
        """Who voices what a sentence tells: the subjects before it, and who says so behind it ("…, a dit M. Modi")."""
        says = {match.last for match in self._saying.find(frame.sentence.forms)}
        return [
            m.person
            for m in frame.sentence.mentions
            if m.person
            and (
                (m.token.i < frame.token.i and m.token.dep_ in syntax.SUBJECTS)
                or (m.token.head.i in says and m.token.dep_ in syntax.SUBJECTS | syntax.OBJECTS)
            )
        ]

    def _amount(self, frame: Frame, arguments: Arguments) -> Amount | None:
        states = frozenset(arguments.actors)
        best: tuple[int, int] | None = None
        position = frame.token.idx
        amounts = list(self._lexicon.amounts.find(frame.sentence.text, self._lexicon.language, states))
        for number, found in enumerate(amounts):
            token = frame.sentence.token_at(frame.sentence.start + found.start, frame.sentence.start + found.end)
            if token is None or not (belongs(token, frame) or abs(found.start - position) < 120):
                continue
            far = abs(found.start - position)
            if best is None or far < best[0]:
                best = (far, number)
        return preferred(amounts, best[1], frame.sentence.text) if best else None

    def scene(self, sentence: Sentence) -> str | None:
        """The date that a sentence sets for what is told next."""
        return self._dates.scene(sentence)

    def reviewed(self, session: Draft, sentence: Sentence) -> None:
        """Adds to the session of a commission the domains of a later sentence that speaks of nobody else: all that two
        sides go through is what it is for."""
        acting = {actor for m in sentence.mentions if m.acts for actor in m.actors}
        if acting <= session.actors:
            session.domains += [d for d, _ in self._domains.named(sentence) if d not in session.domains]

    def _attributes(self, sentence: Sentence) -> bool:
        """Whether a sentence says whose words those before it were ("C'est ce qu'a annoncé le ministre")."""
        doc = sentence.doc
        assert doc is not None
        opening = {token.lower_ for token in doc[:3]}
        return bool(opening & _THAT) and any(match.first < _EARLY for match in self._saying.find(sentence.forms))

    def _refers_back(self, sentence: Sentence, last: Draft) -> bool:
        """Whether the sentence goes on about what was told ("Lors de cette rencontre", "This visit")."""
        doc = sentence.doc
        assert doc is not None
        nouns = {m.first for m in self._event_nouns.find(sentence.forms)}
        for token in doc[: min(len(doc), 8)]:
            if token.lower_ in _DEMONSTRATIVES and token.dep_ == "det":
                head = token.head
                if head.i in nouns or head.lemma_ in {
                    last.frame.token.lemma_,
                    getattr(last.frame.needed, "lemma_", ""),
                }:
                    return True
            if token.lower_ in _EVENT_PRONOUNS and token.dep_ in syntax.SUBJECTS:
                return True
            if token.i in nouns and token.i < 4:
                return True
        return False


def _own_date(parties: Sequence[Party], days: Mapping[str, str | None], date: str | None) -> str | None:
    """The date of one of several visits told at once: that beside its host, or the month where only others have one."""
    hosts = [party.actor for party in parties if party.role == "host"]
    if not hosts or not days:
        return date
    own = next((days[host] for host in hosts if host in days), None)
    return own or (date[:_MONTH] if date else None)


_WE = {"nous", "we", "our", "notre", "nos", "je", "j'", "i"}


def _voice(frame: Frame, arguments: Arguments, context: Context) -> list[str]:
    """Who says "we" in words that are quoted: the person of whom the text spoke last, of one of the parties."""
    assert frame.sentence.doc is not None
    if not any(token.lower_ in _WE for token in frame.sentence.doc):
        return []
    speaker = next(context.persons(), None)
    return [speaker.id] if speaker is not None and speaker.state in arguments.actors else []


def _may_hold(last: Draft, draft: Draft) -> bool:
    """Whether talks may be part of a visit or gathering: what happened is no part of what is to come."""
    return last.status != "planned" or draft.status == "planned"


def _month_of(span: str) -> str:
    start, end = span.split("/")
    return start[:7] if start[:7] == end[:7] else span


def _groups(sentence: Sentence) -> list[str]:
    """The groups a sentence names ("les dirigeants africains")."""
    return list(
        dict.fromkeys(actor for found in sentence.found for actor, kind in found.readings if kind is Kind.GROUP)
    )
