"""Who takes part in an event in person: who does it, who comes along, who presides; not who only tells of it."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Mention, Sentence
from amity.extraction.drafts import Draft
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.places import is_bystander, nominal_ancestors
from amity.extraction.scopes import Arguments, is_agent
from amity.extraction.triggers import Frame

_TOLD_BY_OTHERS = {"Aid", "Project", "SecurityCooperation", "MissionOpening", "MissionClosure", "Accreditation"}
"""Classes of which the one who tells takes no part."""
_CEREMONIES = {"MissionOpening", "MissionClosure"}
"""Classes of what is done before guests, who take part as well."""
_GOING = "guest"
JOINED_LATER = 2
"""Sentences within which it is told who came along or presided."""


class ParticipantReader:
    """Finds the persons who take part in the events of a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._saying = PhraseIndex.listed(lexicon, "saying")
        self._spokespersons = PhraseIndex.listed(lexicon, "spokesperson")
        self._companions = PhraseIndex.listed(lexicon, "companion")
        self._retinues = PhraseIndex.listed(lexicon, "retinue")
        self._including = PhraseIndex.listed(lexicon, "including")
        self._chairing = PhraseIndex.listed(lexicon, "chairing")

    def read(self, frame: Frame, arguments: Arguments) -> list[str]:
        """The persons who take part in the event of a frame, of those that its arguments name and those beside them."""
        kind = frame.trigger.evokes
        sentence = frame.sentence
        persons = [person for person in arguments.participants if not self._only_tells(person, frame)]
        if kind == "AgreementSigning":
            persons = [person for person in persons if _signs(person, frame)]
        elif kind == "Visit":
            guests = {party.actor for party in arguments.parties if party.role == _GOING}
            persons += self._companions_of(sentence, guests, persons)
        elif kind == "Accreditation":
            persons += _envoys(frame, arguments)
        elif kind in _CEREMONIES:
            actors = set(arguments.actors)
            present = [m for m in sentence.mentions if m.person and actors & set(m.actors)]
            persons += [str(m.person) for m in present if is_bystander(m.token) or is_agent(m)]
        return list(dict.fromkeys(persons))

    def joined(self, draft: Draft, sentence: Sentence) -> None:
        """Adds to a visit or a session who a later sentence says came along or presided."""
        if draft.type == "Visit":
            guests = {party.actor for party in draft.parties if party.role == _GOING}
            found = self._companions_of(sentence, guests, draft.participants)
        elif draft.type == "CommissionSession" and self._chairing.find(sentence.forms):
            found = [str(m.person) for m in sentence.mentions if m.person and draft.actors & set(m.actors)]
        else:
            return
        draft.participants += [person for person in found if person not in draft.participants]

    def _companions_of(self, sentence: Sentence, guests: set[str], travelers: Sequence[str]) -> list[str]:
        """The persons behind "accompanied by", "a delegation that includes", where it is said of who travels."""
        doc = sentence.doc
        assert doc is not None
        words = [doc[match.first : match.last + 1].root for match in self._companions.find(sentence.forms)]
        if self._retinues.find(sentence.forms):
            words += [doc[match.last] for match in self._including.find(sentence.forms)]
        others = {m.token.i for m in sentence.mentions if m.person and m.person not in travelers}
        words = [word for word in words if word.head.i not in others]
        if not words:
            return []
        start = min(word.i for word in words)
        return [
            str(m.person)
            for m in sentence.mentions
            if m.person and m.token.i > start and (m.guessed or not m.actors or guests & set(m.actors))
        ]

    def _only_tells(self, person: str, frame: Frame) -> bool:
        """Whether a person is in the sentence only as who says so, or speaks for somebody else."""
        mentions = [m for m in frame.sentence.mentions if m.person == person]
        if not mentions:
            return False
        spokespersons = {match.last for match in self._spokespersons.find(frame.sentence.forms)}
        if all(_is_beside(m, spokespersons) for m in mentions):
            return True
        if frame.trigger.evokes not in _TOLD_BY_OTHERS:
            return False
        says = {match.last for match in self._saying.find(frame.sentence.forms)}
        subjects = {subject.i for subject in syntax.subjects(frame.clause)}
        return all(_is_teller(m, says, frame) and syntax.phrase_head(m.token).i not in subjects for m in mentions)


_NAMED_NEXT = re.compile(r",? ")
_NAMED_BEFORE = re.compile(r" (?:of|from|de|du|des|d') ?(?:the |la |l')?")


def _envoys(frame: Frame, arguments: Arguments) -> list[str]:
    """The ambassadors named beside the states that send them, and who receives their letters."""
    sentence = frame.sentence
    sending = [party.actor for party in arguments.parties if party.role == frame.trigger.subject]
    receiving = {party.actor for party in arguments.parties if party.role == frame.trigger.object}
    heads = [m.person for m in sentence.mentions if m.person and m.actors and set(m.actors) <= receiving]
    envoys = [envoy for state in sending if (envoy := envoy_of(state, sentence))]
    return [*envoys, *(heads if frame.trigger.ceremony else ())]


def envoy_of(state: str, sentence: Sentence) -> str | None:
    """The person named beside a state, whose own is not told ("of Chile, Julio Fiol", "Gonfouli Souariba of Chad")."""
    names = [m for m in sentence.mentions if state in m.actors and not m.person]
    for mention in sentence.mentions:
        if not mention.person or (mention.actors and state not in mention.actors):
            continue
        for name in names:
            after, before = _between(sentence, name, mention), _between(sentence, mention, name)
            if _NAMED_NEXT.fullmatch(after) or _NAMED_BEFORE.fullmatch(before):
                mention.actors = (state,)
                return mention.person
    return None


def _between(sentence: Sentence, first: Mention, second: Mention) -> str:
    return sentence.text[first.end - sentence.start : second.start - sentence.start] if first.end < second.start else ""


def _is_beside(mention: Mention, words: set[int]) -> bool:
    token = mention.token
    near = [token, token.head, *token.children, *token.head.children]
    return any(node.i in words and abs(node.i - token.i) < 12 for node in near)


def _is_teller(mention: Mention, says: set[int], frame: Frame) -> bool:
    """Whether a mention is the subject of a verb of saying that is not the event's own ("…, a déclaré M. Sow")."""
    head = syntax.phrase_head(mention.token)
    told = head.head
    if told.i not in says or told.i == frame.token.i:
        return False
    behind = head.lang_ == "fr" and head.dep_ in syntax.OBJECTS and head.i > told.i
    return head.dep_ in syntax.SUBJECTS or (behind and not any(c.dep_ in syntax.SUBJECTS for c in told.children))


_BEFORE = {"devant", "before", "sous"}


def _signs(person: str, frame: Frame) -> bool:
    """Whether a person may be among those who sign: not one before whom it is done, or of whom another clause tells."""
    mentions = [m for m in frame.sentence.mentions if person in (m.person, *m.people)]
    return not mentions or any(not _looks_on(m, frame) for m in mentions)


def _looks_on(mention: Mention, frame: Frame) -> bool:
    token = mention.token
    if is_bystander(token) or any(syntax.preposition(n) in _BEFORE for n in nominal_ancestors(token)):
        return True
    clause = syntax.clause(token)
    return (
        clause.i != frame.clause.i
        and not any(syntax.dominates(own, token) for own in (frame.token, frame.needed or frame.token))
        and not _shares(frame, token)
    )


def _shares(frame: Frame, token: Token) -> bool:
    """Whether a word is in what the clause borrows: its subject, or the noun it qualifies."""
    borrowed = list(syntax.subjects(frame.clause))
    if syntax.is_relative(frame.clause):
        borrowed.append(frame.clause.head)
    return any(syntax.path_is_nominal(token, noun) for noun in borrowed)
