"""The events of one sentence: each trigger with its arguments, date, status, domains and amount."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Sentence
from amity.extraction.arguments import read_arguments
from amity.extraction.dates import DateMention
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.scopes import Arguments
from amity.extraction.statuses import StatusReader
from amity.extraction.triggers import Frame, TriggerFinder
from amity.model import Amount, Party

_DEFINITE = {"le", "la", "l'", "ce", "cet", "cette", "the", "this"}
_DEMONSTRATIVES = {"ce", "cet", "cette", "ces", "this", "that", "these", "those"}
_SEASON = re.compile(r"-2[1-4]$")
_YEARS = re.compile(r"\d{4}/\d{4}")
_OPENING = 8
_THAT, _EARLY = {"ce", "c'", "that", "this", "so", "ainsi"}, 8
_EVENT_PRONOUNS = {"elle", "it", "celle-ci", "celui-ci", "cela", "elles"}
_MONEY = {"Aid", "Project", "SecurityCooperation", "AgreementSigning"}
_DIPLOMATIC = {"MissionOpening", "MissionClosure", "Accreditation", "EstablishingRelations", "BreakingRelations"}
"""Classes whose domain is diplomacy by their nature."""
_POINTS = {"MissionOpening", "MissionClosure", "EstablishingRelations", "BreakingRelations", "AgreementSigning"}
_TOLD_WHEN_DONE = {
    "Aid",
    "SecurityCooperation",
    "AgreementSigning",
    "Meeting",
    "EstablishingRelations",
    "BreakingRelations",
}
"""Classes that are news on the day they are announced, where no other day is told."""
_UNDATED_KINDS = {"duration", "recurrent", "anniversary", "vague", "until"}


@dataclass(slots=True)
class Draft:
    """An event as one sentence reports it, before the sentences of a text are brought together."""

    type: str
    parties: list[Party]
    sentence: Sentence
    frame: Frame
    status: str = "done"
    date: str | None = None
    place: str | None = None
    participants: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    amount: Amount | None = None
    guessed: int = 0
    news: bool = False
    definite: bool = False
    number: int = 0
    continues: "Draft | None" = None

    @property
    def actors(self) -> frozenset[str]:
        """The ids of the parties."""
        return frozenset(party.actor for party in self.parties)


class EventReader:
    """Reads the events of the sentences of a text, in order."""

    def __init__(self, lexicon: Lexicon, irregular: Mapping[str, Sequence[str]]) -> None:
        self._lexicon = lexicon
        self.triggers = TriggerFinder(lexicon, irregular)
        self._statuses = StatusReader(lexicon)
        self._purpose = PhraseIndex.of(lexicon.words("purpose"), "purpose")
        self._saying = PhraseIndex.of(lexicon.words("saying"), "saying")
        self._offices = PhraseIndex(lexicon.offices)
        self._scheduled = PhraseIndex.of(lexicon.words("planned"), "planned")
        self._forces = PhraseIndex.of(lexicon.words("force"), "force")
        self._separately = PhraseIndex.of(lexicon.words("separately"), "separately")
        self._former = PhraseIndex.of(lexicon.words("former"), "former")
        self._event_nouns = PhraseIndex.of(lexicon.words("event-noun"), "event")

    def read(self, sentence: Sentence, context: Context, published: str | None, last: Draft | None) -> list[Draft]:
        """The events that a parsed sentence reports; `last` is the event the text spoke of before."""
        frames = self.triggers.find(sentence)
        domains = self._domains(sentence)
        drafts: list[Draft] = []
        for frame in frames:
            drafts += self._drafts(frame, frames, context, published)
        drafts = _weed(drafts)
        for draft in drafts:
            draft.domains = [
                identifier for identifier, token in domains if len(drafts) == 1 or _belongs(token, draft.frame)
            ]
            if draft.type == "Conference":
                draft.groups = _groups(sentence)
            if draft.type in _DIPLOMATIC and ("organization",) not in draft.frame.trigger.needs:
                draft.domains.append("politics")
        if last is not None and self._refers_back(sentence, last):
            for draft in drafts:
                if draft.type == "Meeting" and last.type in ("Conference", "Visit"):
                    draft.continues = last
            if not drafts:
                last.domains += [identifier for identifier, _ in domains if identifier not in last.domains]
                if last.type == "Conference":
                    last.groups += [group for group in _groups(sentence) if group not in last.groups]
        if last is not None and last.type == "StatementOfIntent" and not drafts and self._attributes(sentence):
            last.participants += [m.person for m in sentence.mentions if m.person and m.person not in last.participants]
        return drafts

    def _drafts(self, frame: Frame, frames: Sequence[Frame], context: Context, published: str | None) -> list[Draft]:
        kind = frame.trigger.evokes
        if kind == "StatementOfIntent" and self._is_purpose(frame):
            return []
        arguments = read_arguments(frame, context, self._separately)
        if len(arguments.actors) < 2 or (kind == "Aid" and any(m.kind == "both" for m in arguments.mentions)):
            return []  # of two sides together nobody is said to give
        when = self._date(frame, frames)
        status, negated = self._statuses.read(frame, None, published)
        future = status == "planned" or (status == "cancelled" and self._scheduled.find(frame.sentence.forms) != [])
        date = when.resolved(future=future and kind != "StatementOfIntent") if when else None
        if date and when and when.kind == "relative" and "/" in date:
            date = _month_of(date)  # "last week" is told as the month it fell in
        if when and date and when.kind == "since" and kind in _POINTS:
            date = date.split("/")[0]  # an embassy open since April was opened in April
        since = when is not None and when.kind == "since"
        status, negated = self._statuses.read(frame, date, published, since=since)
        if negated and status != "denied":
            # What nobody claims is no event; that an actor says it is not so is a denial.
            if kind == "StatementOfIntent" or not self._saying.find(frame.sentence.forms):
                return []
            status = "denied"
        if kind == "StatementOfIntent":
            date = date or (published[:7] if published else None)
            arguments.participants = arguments.participants or self._speakers(frame)
        if kind == "Aid" and self._is_for_forces(frame, arguments):
            kind = "SecurityCooperation"
        draft = Draft(
            kind,
            arguments.parties,
            frame.sentence,
            frame,
            status=status,
            date=date,
            place=self._place_text(arguments, frame),
            participants=arguments.participants,
            amount=self._amount(frame, arguments) if kind in _MONEY else None,
            guessed=arguments.guessed,
            news=self._is_news(frame),
            definite=any(child.lower_ in _DEFINITE for child in frame.token.children),
        )
        if arguments.separate:
            states = {m.person: m.actors for m in frame.sentence.mentions if m.person}
            return [
                replace(
                    draft,
                    parties=parties,
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

    def _is_for_forces(self, frame: Frame, arguments: Arguments) -> bool:
        """Whether aid goes to an army or a police force, which makes it security cooperation."""
        forces = {match.last for match in self._forces.find(frame.sentence.forms)}
        takers = {party.actor for party in arguments.parties if party.role == "recipient"}
        return any(m.kind == "body" and m.token.i in forces and takers & set(m.actors) for m in arguments.mentions)

    # What is said of it

    def _date(self, frame: Frame, frames: Sequence[Frame]) -> DateMention | None:
        """The date nearest to the trigger, in its clause by preference; anniversaries only date relations."""
        kind = frame.trigger.evokes
        others = [f.token for f in frames if f.token.i != frame.token.i and not syntax.dominates(f.token, frame.token)]
        best: tuple[int, DateMention] | None = None
        telling: DateMention | None = None
        for mention in frame.sentence.dates:
            if not self._may_date(mention, frame):
                continue
            token = frame.sentence.token_at(mention.start, mention.end)
            if token is None:
                continue
            if not syntax.dominates(frame.token, token) and any(
                syntax.path_is_nominal(token, other) for other in others
            ):
                continue
            if _in_side_clause(token, frame):
                continue
            far = abs(token.i - frame.token.i)
            inside = syntax.clause(token).i == frame.clause.i or syntax.dominates(frame.token, token)
            outer = syntax.dominates(syntax.clause(token), frame.token)
            if self._dates_the_telling(token, frame):
                telling = telling or mention
                continue
            told = syntax.clause(token).i
            if not inside and any(syntax.clause(other).i == told for other in others):
                continue
            cost = far + (0 if inside else 20 if outer else 40)
            if best is None or cost < best[0]:
                best = (cost, mention)
        told = telling if frame.trigger.evokes in _TOLD_WHEN_DONE else None
        return best[1] if best else self._setting(frame, others) or told

    def _is_news(self, frame: Frame) -> bool:
        """Whether a verb that is no infinitive tells the event, and nothing says that it was some time ago."""
        verb = frame.token if syntax.is_verb(frame.token) else syntax.clause(frame.token)
        if not syntax.is_verb(verb) or syntax.feature(verb, "VerbForm") == "Inf" or frame.trigger.told:
            return False
        if any(
            mention.kind != "vague"
            for mention in frame.sentence.dates
            if mention.edtf or mention.kind in _UNDATED_KINDS
        ):
            return False
        return not self._former.find(frame.sentence.forms)

    @staticmethod
    def _may_date(mention: DateMention, frame: Frame) -> bool:
        """Whether an expression can be the date of such an event: "2025-2030" is what a plan is for, not its date."""
        kind = frame.trigger.evokes
        if mention.kind == "anniversary":
            return kind == "EstablishingRelations" and mention.edtf is not None
        if mention.edtf is None or mention.kind in _UNDATED_KINDS:
            return False
        if _SEASON.search(mention.edtf) and _named_after(frame.sentence.text[: mention.start - frame.sentence.start]):
            return False
        return not (kind in _POINTS | _MONEY and _YEARS.fullmatch(mention.edtf))

    def _setting(self, frame: Frame, others: Sequence[Token]) -> DateMention | None:
        """The date that opens a sentence, which sets the time of all that it tells ("In June, …")."""
        for mention in frame.sentence.dates:
            token = frame.sentence.token_at(mention.start, mention.end)
            if not self._may_date(mention, frame) or token is None or token.i >= _OPENING:
                continue
            if token.i < frame.token.i and not any(syntax.path_is_nominal(token, other) for other in others):
                return mention
        return None

    def _dates_the_telling(self, date: Token, frame: Frame) -> bool:
        """Whether a date says when it was told, not when it is to be ("ont annoncé dimanche leur retrait")."""
        teller = syntax.governor(date)
        if teller.i == frame.token.i or not syntax.is_verb(teller) or frame.trigger.evokes == "StatementOfIntent":
            return False
        says = {match.last for match in self._saying.find(frame.sentence.forms)}
        return teller.i in says and syntax.dominates(teller, frame.token)

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
                return True
            if current.head.i == current.i or (current.dep_ == "ROOT"):
                return False
            current = current.head

    def _speakers(self, frame: Frame) -> list[str]:
        return [
            m.person
            for m in frame.sentence.mentions
            if m.person and m.token.i < frame.token.i and m.token.dep_ in syntax.SUBJECTS
        ]

    def _place_text(self, arguments: Arguments, frame: Frame) -> str | None:
        if arguments.place is None:
            return None
        start = frame.sentence.start
        return frame.sentence.text[arguments.place.start - start : arguments.place.end - start]

    def _amount(self, frame: Frame, arguments: Arguments) -> Amount | None:
        states = frozenset(arguments.actors)
        best: tuple[int, Amount] | None = None
        position = frame.token.idx
        for found in self._lexicon.amounts.find(frame.sentence.text, self._lexicon.language, states):
            token = frame.sentence.token_at(frame.sentence.start + found.start, frame.sentence.start + found.end)
            if token is None or not (_belongs(token, frame) or abs(found.start - position) < 120):
                continue
            far = abs(found.start - position)
            if best is None or far < best[0]:
                best = (far, found.amount)
        return best[1] if best else None

    def _domains(self, sentence: Sentence) -> list[tuple[str, Token]]:
        """The domains a sentence names, outside the names of ministries and organizations."""
        doc = sentence.doc
        assert doc is not None
        titles = {doc[m.first : m.last + 1].root.i for m in self._offices.find(sentence.forms)}
        found: list[tuple[str, Token]] = []
        for match in self._lexicon.domains.find(sentence.text):
            token = sentence.token_at(sentence.start + match.start, sentence.start + match.end)
            if token is None or _overlaps(match, sentence):
                continue
            if any(node.i in titles for node in syntax.ancestors(token) if syntax.path_is_nominal(token, node)):
                continue
            found += [(identifier, token) for identifier, _ in match.readings]
        return found

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


def _month_of(span: str) -> str:
    start, end = span.split("/")
    return start[:7] if start[:7] == end[:7] else span


def _named_after(before: str) -> bool:
    """Whether a season only names something ("les Réunions de printemps", "the Spring Meetings")."""
    last = before.rstrip().rsplit(None, 1)[-1:] or [""]
    return last[0].lower() in {"de", "the"} or before.endswith("d'")


def _in_side_clause(date: Token, frame: Frame) -> bool:
    """Whether a date stands in a clause that qualifies something else ("un fonds créé en 2008"), or in what a declared
    will is about ("the partnership established in 2019")."""
    if frame.trigger.evokes == "StatementOfIntent" and frame.needed is not None:
        if syntax.dominates(frame.needed, date):
            return True
    for node in syntax.ancestors(date):
        if node.i == frame.token.i or syntax.dominates(node, frame.token):
            return False
        if node.dep_ in {"acl", "acl:relcl", "relcl"}:
            # "la rencontre prévue jeudi" and "les travaux de la commission, qui se sont tenus lundi" date themselves.
            own = [frame.token, *([frame.needed] if frame.needed is not None else [])]
            return not any(syntax.path_is_nominal(noun, node.head) or noun.i == node.head.i for noun in own)
        if node.dep_ in {"advcl", "ccomp"} and any(child.dep_ in syntax.SUBJECTS for child in node.children):
            return True
    return False


def _overlaps(match: Found, sentence: Sentence) -> bool:
    start, end = sentence.start + match.start, sentence.start + match.end
    return any(m.start < end and start < m.end for m in sentence.mentions if m.kind != "both") or any(
        f.start < end and start < f.end for f in sentence.found
    )


def _belongs(token: Token, frame: Frame) -> bool:
    return (
        syntax.clause(token).i == frame.clause.i
        or syntax.dominates(frame.token, token)
        or (frame.needed is not None and syntax.dominates(frame.needed, token))
    )


def _groups(sentence: Sentence) -> list[str]:
    """The groups a sentence names ("les dirigeants africains")."""
    return list(
        dict.fromkeys(actor for found in sentence.found for actor, kind in found.readings if kind is Kind.GROUP)
    )


_PRECEDENCE = (
    "EstablishingRelations",
    "BreakingRelations",
    "MissionOpening",
    "MissionClosure",
    "Accreditation",
    "CommissionSession",
    "Conference",
    "SecurityCooperation",
    "Aid",
    "AgreementSigning",
    "Visit",
    "Project",
    "Meeting",
    "StatementOfIntent",
)
_EXCLUSIVE = (
    {"SecurityCooperation", "Aid", "AgreementSigning", "Project"},
    {"EstablishingRelations", "AgreementSigning"},
    {"CommissionSession", "Meeting"},
    {"CommissionSession", "Conference"},
    {"MissionOpening", "Project", "EstablishingRelations"},
    {"Accreditation", "Meeting"},
)


def _weed(drafts: list[Draft]) -> list[Draft]:
    """One reading for each thing said: of classes that exclude each other in one clause the more specific stays, and a
    will that only comments another event of the sentence goes."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.frame.trigger.told, _PRECEDENCE.index(d.type))):
        if draft.frame.trigger.told and any(_same_clause(draft, other) for other in kept):
            continue
        if any(_is_its_matter(draft, other) for other in drafts):
            continue
        rivals = [
            other
            for other in kept
            if any({draft.type, other.type} <= group for group in _EXCLUSIVE)
            and draft.type != other.type
            and _same_clause(draft, other)
        ]
        if rivals:
            continue
        if draft.type == "StatementOfIntent" and any(
            other.actors >= draft.actors and _same_clause(draft, other) for other in kept
        ):
            continue
        same = [other for other in kept if other.type == draft.type and other.actors == draft.actors]
        if same:
            first = same[0]
            first.date = first.date or draft.date
            first.place = first.place or draft.place
            first.amount = first.amount or draft.amount
            first.participants = list(dict.fromkeys([*first.participants, *draft.participants]))
            continue
        kept.append(draft)
    return sorted(kept, key=lambda d: d.frame.token.i)


_MATTERS = {"SecurityCooperation", "MissionOpening", "Project"}


def _is_its_matter(draft: Draft, other: Draft) -> bool:
    """Whether what a noun tells is only what a text signed, or talks, are about."""
    frame = draft.frame
    if frame.trigger.part_of_speech != "noun" or other is draft or draft.type == other.type:
        return False
    if other.type not in ("AgreementSigning", "Meeting") or (draft.type not in _MATTERS and not frame.trigger.told):
        return False
    needed = other.frame.needed
    return syntax.dominates(other.frame.token, frame.token) or (
        needed is not None and syntax.dominates(needed, frame.token)
    )


def _same_clause(a: Draft, b: Draft) -> bool:
    first, second = a.frame, b.frame
    return (
        first.clause.i == second.clause.i
        or syntax.dominates(first.token, second.token)
        or syntax.dominates(second.token, first.token)
    )
