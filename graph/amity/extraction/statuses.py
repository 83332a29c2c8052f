"""Whether an event is done, planned, ongoing, denied, suspended or cancelled, from tense, mood and words."""

from datetime import date

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.text import fold
from amity.extraction.triggers import Frame
from amity.periods import bounds

_NEGATIONS = {"ne", "n'", "not", "n't", "never", "jamais", "aucun", "aucune", "no", "neither", "nullement"}
_CUES = ("denied", "cancelled", "suspended", "planned", "ongoing")


class StatusReader:
    """Reads the status of a frame."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = {cue: PhraseIndex.of(lexicon.words(cue), cue) for cue in _CUES}
        self._purpose = PhraseIndex.of(lexicon.words("purpose"), "purpose")
        self._saying = PhraseIndex.of(lexicon.words("saying"), "saying")

    def read(self, frame: Frame, when: str | None, published: str | None) -> tuple[str, bool]:
        """The status of the event of `frame`, and whether the sentence denies that it is: then it is no event at all
        unless an actor does the denying."""
        doc = frame.sentence.doc
        assert doc is not None
        cues = {cue: self._found(frame, index) for cue, index in self._cues.items()}
        governors = self._governors(frame)
        positions = {token.i for token in governors}
        near = {
            cue: [token for token in tokens if token.i != frame.token.i and self._bears(frame, token, positions)]
            for cue, tokens in cues.items()
        }
        negated = any(self._negated(token) for token in governors)
        denials = [t for t in cues["denied"] if t.i < frame.token.i and syntax.clause(t).i == frame.clause.i]
        if near["denied"] or denials:
            return "denied", True
        if near["cancelled"] and frame.trigger.evokes not in ("BreakingRelations", "MissionClosure"):
            return "cancelled", negated
        if near["suspended"] and frame.trigger.evokes != "BreakingRelations":
            return "suspended", negated
        if self._future(when, published) or any(_prospective(token) for token in governors):
            return "planned", negated
        if near["planned"] and not self._past(frame, when, published):
            return "planned", negated
        if near["ongoing"] and self._present(governors):
            return "ongoing", negated
        return frame.trigger.status, negated

    def _found(self, frame: Frame, index: PhraseIndex[str]) -> list[Token]:
        doc = frame.sentence.doc
        assert doc is not None
        return [doc[match.first : match.last + 1].root for match in index.find(frame.sentence.forms)]

    @staticmethod
    def _governors(frame: Frame) -> list[Token]:
        """The trigger and the verbs above it, as long as each is the complement of the next."""
        found = [frame.token]
        current = frame.token
        if not syntax.is_verb(current) and _circumstantial(current):
            return found
        while current.head.i != current.i:
            above = current.head
            if current.dep_ in {"acl:relcl", "relcl", "advcl", "parataxis", "acl"} and syntax.is_verb(current):
                break
            if syntax.is_verb(above) or above.pos_ == "NOUN":
                found.append(above)
            if current.dep_ == "ccomp" and current.i != frame.token.i:
                break
            current = above
        return found

    @staticmethod
    def _bears(frame: Frame, cue: Token, governors: set[int]) -> bool:
        """Whether a cue word governs the trigger, qualifies it, or stands by a verb that governs it."""
        if cue.i in governors:
            return True
        head = cue.head
        if cue.dep_ in syntax.SUBJECTS or cue.dep_ in {"obj", "dobj", "pobj", "obl:mod", "obl:arg"}:
            return False
        return head.i == frame.token.i or (
            head.i in governors and cue.pos_ in {"ADV", "ADJ", "AUX", "VERB"} and cue.dep_ != "conj"
        )

    @staticmethod
    def _negated(token: Token) -> bool:
        return any(fold(child.lower_) in _NEGATIONS and child.dep_ not in {"conj"} for child in token.children)

    @staticmethod
    def _future(when: str | None, published: str | None) -> bool:
        start, end = _earliest(when), _latest(published)
        return start is not None and end is not None and start > end

    @staticmethod
    def _past(frame: Frame, when: str | None, published: str | None) -> bool:
        """Whether a date before publication, or a past tense of the trigger itself, says that it happened."""
        latest, reference = _latest(when), _earliest(published)
        if latest is not None and reference is not None and latest < reference:
            return True
        return syntax.is_verb(frame.token) and _past_tense(frame.token)

    @staticmethod
    def _present(governors: list[Token]) -> bool:
        verbs = [token for token in governors if syntax.is_verb(token)]
        return bool(verbs) and not _past_tense(verbs[0])


_CIRCUMSTANCES = frozenset(
    (
        *("en", "lors", "apres", "pendant", "durant", "depuis", "suite", "issue", "terme", "marge"),
        *("during", "after", "following", "since", "on", "sidelines", "end"),
    )
)


def _circumstantial(token: Token) -> bool:
    """Whether the noun only sets the scene for what the sentence tells ("En visite à Lomé, …")."""
    if fold(syntax.preposition(token)) in _CIRCUMSTANCES:
        return True
    return fold(syntax.governor(token).lower_) in _CIRCUMSTANCES


def _prospective(token: Token) -> bool:
    """Whether a verb is in the future or conditional, or under "will", "doit", "va"."""
    if syntax.feature(token, "Tense") == "Fut" or syntax.feature(token, "Mood") == "Cnd":
        return True
    for child in token.children:
        if child.dep_ in {"aux", "aux:tense", "aux:pass", "auxpass"}:
            if syntax.feature(child, "Tense") == "Fut" or syntax.feature(child, "Mood") == "Cnd":
                return True
            if child.lower_ in {"will", "would", "shall", "'ll", "should", "may", "could"}:
                return True
    return False


def _past_tense(token: Token) -> bool:
    if syntax.feature(token, "Tense") == "Past" and syntax.feature(token, "VerbForm") != "Part":
        return True
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "aux:tense", "aux:pass", "auxpass"}]
    return any(
        syntax.feature(token, "VerbForm") == "Part" and syntax.feature(child, "Tense") != "Fut" for child in auxiliaries
    )


def _earliest(edtf: str | None) -> date | None:
    return bounds(edtf).earliest if edtf else None


def _latest(edtf: str | None) -> date | None:
    return bounds(edtf).latest if edtf else None
