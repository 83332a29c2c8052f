"""When an event is said to have happened: the date of its clause, not that of its telling or of what it is about."""

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Mention, Sentence
from amity.extraction.dates import DateMention
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.triggers import Frame

_SEASON = re.compile(r"-2[1-4]$")
_YEARS = re.compile(r"\d{4}/\d{4}")
_OPENING, _DAY = 8, 10
_QUALIFYING = {"acl", "acl:relcl", "relcl"}
_PLANS = {
    "MissionOpening",
    "MissionClosure",
    "EstablishingRelations",
    "BreakingRelations",
    "AgreementSigning",
    "Aid",
    "Project",
    "SecurityCooperation",
}
"""Classes that "2025-2030" does not date: it is what a plan or a programme is for."""
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


class DateReader:
    """Finds the date of the event that a frame reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._saying = PhraseIndex.listed(lexicon, "saying")
        self._former = PhraseIndex.listed(lexicon, "former")

    def date(self, frame: Frame, frames: Sequence[Frame]) -> DateMention | None:
        """The date nearest to the trigger, in its clause by preference; anniversaries only date relations."""
        kind = frame.trigger.evokes
        if kind == "EstablishingRelations":
            # "This year marks the 65th anniversary of the establishment of relations"
            jubilee = next((m for m in frame.sentence.dates if m.kind == "anniversary" and m.edtf), None)
            if jubilee is not None and frame.trigger.part_of_speech == "noun":
                return jubilee
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
            own_clause = syntax.clause(token).i
            if not inside and any(syntax.clause(other).i == own_clause for other in others):
                continue
            cost = far + (0 if inside else 20 if outer else 40)
            if best is None or cost < best[0]:
                best = (cost, mention)
        told = telling if frame.trigger.evokes in _TOLD_WHEN_DONE else None
        return best[1] if best else self._setting(frame, others) or told

    def is_news(self, frame: Frame) -> bool:
        """Whether a verb that is no infinitive tells the event, and nothing says that it was some time ago."""
        verb = frame.token if syntax.is_verb(frame.token) else syntax.clause(frame.token)
        if not syntax.is_verb(verb) or syntax.feature(verb, "VerbForm") == "Inf" or frame.trigger.told:
            return False
        if any(self._is_dated_by(mention, frame) for mention in frame.sentence.dates if mention.kind != "vague"):
            return False
        return not _is_pluperfect(verb) and not self._former.find(frame.sentence.forms)

    @staticmethod
    def _is_dated_by(mention: DateMention, frame: Frame) -> bool:
        """Whether an expression tells a time, and not only in a clause that qualifies something else."""
        if not mention.edtf and mention.kind not in _UNDATED_KINDS:
            return False
        token = frame.sentence.token_at(mention.start, mention.end)
        return token is None or not _in_side_clause(token, frame)

    def is_background(self, frame: Frame) -> bool:
        """Whether the event is told as one that was before what the text is about."""
        return _is_pluperfect(syntax.clause(frame.token))

    @staticmethod
    def is_dated(sentence: Sentence) -> bool:
        """Whether a sentence says when what it tells was, be it of something else than an event known."""
        for mention in sentence.dates:
            token = sentence.token_at(mention.start, mention.end)
            if mention.kind not in ("absolute", "relative", "span") or not mention.edtf or token is None:
                continue
            if not any(node.dep_ in _QUALIFYING for node in syntax.ancestors(token)):
                return True
        return False

    def scene(self, sentence: Sentence) -> str | None:
        """The day that the main clause of a sentence tells, and not as one long past."""
        for mention in sentence.dates:
            token = sentence.token_at(mention.start, mention.end)
            if mention.kind not in ("absolute", "relative") or not mention.edtf or token is None:
                continue
            clause = syntax.clause(token)
            if len(mention.edtf) == _DAY and clause.dep_ == "ROOT" and not _is_pluperfect(clause):
                return mention.resolved(future=False)
        return None

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
        return not (kind in _PLANS and _YEARS.fullmatch(mention.edtf))

    def _setting(self, frame: Frame, others: Sequence[Token]) -> DateMention | None:
        """The date that opens a sentence, which sets the time of all that it tells ("In June, …")."""
        for mention in frame.sentence.dates:
            token = frame.sentence.token_at(mention.start, mention.end)
            if not self._may_date(mention, frame) or token is None or token.i >= _OPENING:
                continue
            if token.i < frame.token.i and not any(syntax.path_is_nominal(token, other) for other in others):
                return mention
        return next((mention for mention in frame.sentence.dates if self._is_fronted(mention, frame)), None)

    def _is_fronted(self, mention: DateMention, frame: Frame) -> bool:
        """Whether a day stands in what opens the sentence, before the subject, with no finite verb of its own ("At the
        end of the ceremony held on Friday, the two signed")."""
        token = frame.sentence.token_at(mention.start, mention.end)
        if token is None or not self._may_date(mention, frame) or len(mention.edtf or "") != _DAY:
            return False
        subjects = syntax.subjects(frame.clause)
        if not subjects or token.i >= min(subject.left_edge.i for subject in subjects):
            return False
        if not syntax.dominates(frame.clause, token):
            return False
        for node in token.ancestors:
            if node.i == frame.clause.i:
                break
            if syntax.is_verb(node) and any(child.dep_ in syntax.SUBJECTS for child in node.children):
                return False
        return True

    def per_party(self, frame: Frame, hosts: Sequence[Mention]) -> Mapping[str, DateMention]:
        """The dates said beside each of several states that somebody visits ("in Oman on Monday, then in Qatar on
        Tuesday"); empty where none is."""
        found: dict[str, DateMention] = {}
        doc = frame.sentence.doc
        assert doc is not None
        for mention in frame.sentence.dates:
            token = frame.sentence.token_at(mention.start, mention.end)
            if token is None or not self._may_date(mention, frame):
                continue
            before = [h for h in hosts if h.end <= mention.start and _is_close(frame.sentence, h.end, mention.start)]
            after = [h for h in hosts if mention.end <= h.start and _is_close(frame.sentence, mention.end, h.start)]
            for host in (before[-1:] or after[:1]) if hosts else ():
                for actor in host.actors:
                    found.setdefault(actor, mention)
        return found

    def _dates_the_telling(self, date: Token, frame: Frame) -> bool:
        """Whether a date says when it was told, not when it is to be ("ont annoncé dimanche leur retrait")."""
        teller = syntax.governor(date)
        if teller.i == frame.token.i or not syntax.is_verb(teller) or frame.trigger.evokes == "StatementOfIntent":
            return False
        says = {match.last for match in self._saying.find(frame.sentence.forms)}
        return teller.i in says and syntax.dominates(teller, frame.token)


def _is_close(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only a comma and small words stand between two places of a sentence."""
    between = sentence.text[start - sentence.start : end - sentence.start]
    return len(between) < _BESIDE and ";" not in between and "." not in between


_BESIDE = 12


def _is_pluperfect(verb: Token) -> bool:
    """Whether a verb is in the pluperfect, which tells what was before the news ("avait signé", "had signed"), and not
    in reported speech ("confirmed that it had signed")."""
    return verb.dep_ != "ccomp" and any(
        child.dep_ in {"aux", "aux:tense", "aux:pass", "auxpass"}
        and (child.lower_ in _HAD or (child.lang_ == "fr" and syntax.feature(child, "Tense") == "Imp"))
        for child in verb.children
    )


_HAD = {"had", "'d"}
_RELATIVE = {"que", "qu'", "qui", "dont", "où", "which", "that", "whose", "where"}


def _named_after(before: str) -> bool:
    """Whether a season only names something ("les Réunions de printemps", "the Spring Meetings")."""
    last = before.rstrip().rsplit(None, 1)[-1:] or [""]
    return last[0].lower() in {"de", "the"} or before.endswith("d'")


def _in_side_clause(date: Token, frame: Frame) -> bool:
    """Whether a date stands in a clause that qualifies something else ("un fonds créé en 2008"), or in what a declared
    will is about ("the partnership established in 2019")."""
    will = frame.trigger.evokes == "StatementOfIntent" and frame.needed is not None
    if will and frame.needed is not None and syntax.dominates(frame.needed, date):
        return True
    for node in syntax.ancestors(date):
        if node.i == frame.token.i or syntax.dominates(node, frame.token):
            return False
        if node.dep_ in {"acl", "acl:relcl", "relcl"}:
            # "la rencontre prévue jeudi" and "les travaux de la commission, qui se sont tenus lundi" date themselves.
            own = [frame.token, *([frame.needed] if frame.needed is not None else [])]
            return not any(syntax.path_is_nominal(noun, node.head) or noun.i == node.head.i for noun in own)
        subject = any(child.dep_ in syntax.SUBJECTS for child in node.children)
        if node.dep_ in {"advcl", "ccomp"} and subject:
            return True
        if node.dep_ == "conj" and subject and any(c.lower_ in _RELATIVE and c.i < node.i for c in node.children):
            return True  # "le traité …, que Paris et Djibouti avaient signé en 2011", parsed as joined by "and"
    return False
