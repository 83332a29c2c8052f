"""Whether an event is done, planned, ongoing, denied, suspended or cancelled, from tense, mood and words."""

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.text import fold
from amity.extraction.triggers import RELATIONS, Frame
from amity.periods import bounds

_NEGATIONS = {"ne", "n'", "not", "n't", "never", "jamais", "aucun", "aucune", "no", "neither", "nullement"}
_CUES = ("denied", "cancelled", "suspended", "planned", "ongoing")
_LASTING = {"Visit", "Conference", "SecurityCooperation", "Project", "Aid", "CommissionSession"}
"""Classes of what goes on for a time, and may be running when the text is written."""
_RUNNING = _LASTING - {"Aid"}
"""Classes of which the present tense tells that they run: a gift told in the present is made ("la Chine offre")."""
_SCHEDULED = {"Visit", "Conference", "CommissionSession"}
"""Classes that the present tense announces ("travels to Fiji on Saturday")."""
_BUILT = {"MissionOpening", "Project"}
_OPENED = {"Visit", "Conference", "CommissionSession"}
"""Classes of what goes on once it has been opened."""
_OWN_CLAUSES = {"acl:relcl", "relcl", "advcl", "parataxis", "acl"}
_UNDONE = {"suspended", "cancelled"}
"""Statuses of what is done by deciding it: an ambassador that it is decided to recall is recalled."""


_UPON = {"à", "sur", "at", "on", "upon"}
_BEING, _GONE = {"être", "be"}, {"Past", "Imp"}


class StatusReader:
    """Reads the status of a frame."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = {cue: PhraseIndex.listed(lexicon, cue) for cue in _CUES}
        self._intending = lexicon.words("intending")
        self._beginning = PhraseIndex.listed(lexicon, "beginning")
        self._performing = {words[0] for words in lexicon.words("performing")}

    def read(self, frame: Frame, when: str | None, published: str | None, *, since: bool = False) -> tuple[str, bool]:
        """The status of the event of `frame`, and whether the sentence denies that it is: then it is no event at all
        unless an actor does the denying. `since` tells that its date is when it began."""
        doc = frame.sentence.doc
        assert doc is not None
        kind = frame.trigger.evokes
        cues = {cue: self._found(frame, index) for cue, index in self._cues.items()}
        governors = self._governors(frame)
        positions = {token.i for token in governors}
        near = {
            cue: [token for token in tokens if token.i != frame.token.i and self._bears(frame, token, positions)]
            for cue, tokens in cues.items()
        }
        # "à l'invitation de", "at the invitation of": who was invited has come.
        near["planned"] = [token for token in near["planned"] if syntax.preposition(token) not in _UPON]
        named = [frame.needed] if frame.needed is not None and not syntax.is_verb(frame.needed) else []
        negated = any(self._negated(token) for token in [*governors, *named])
        denials = [t for t in cues["denied"] if t.i < frame.token.i and syntax.clause(t).i == frame.clause.i]
        if near["denied"] or denials:
            return "denied", True
        if near["cancelled"] and frame.trigger.evokes not in ("BreakingRelations", "MissionClosure"):
            return "cancelled", negated
        if near["suspended"] and frame.trigger.evokes != "BreakingRelations":
            return "suspended", negated
        if kind == "StatementOfIntent":
            wills = [token for token in cues["planned"] if self._in_clause(frame, token)]
            told = "ongoing" if frame.trigger.status == "done" else frame.trigger.status
            willed = wills or any(_prospective(token) or _infinitive(token) for token in governors[:1])
            return ("planned" if willed else told), negated
        if self._future(when, published) or any(_prospective(token) for token in governors):
            return "planned", negated
        if kind in _BUILT and (fold(frame.token.lemma_),) in self._intending and _present_tense(frame.token):
            return "planned", negated  # "also plans embassies in"
        if near["planned"] and self._promised(frame, near["planned"], when, published):
            return "planned", negated
        if frame.trigger.status in _UNDONE:
            return frame.trigger.status, negated
        if kind == "Visit" and frame.trigger.status == "planned" and self._has_left(frame):
            return ("ongoing" if _lasts(when, published) else "done"), negated
        running = [cue for cue in near["ongoing"] if not (syntax.is_verb(cue) and _past_tense(cue))]
        if kind in _LASTING and (since or running) and not self._over(governors):
            return "ongoing", negated
        if kind in _OPENED and when and published and self._begun(frame, governors) and _is_fresh(when, published):
            return "ongoing", negated
        if kind in _RUNNING and self._present(governors) and _lasts(when, published) and not _is_headline(frame):
            return "ongoing", negated
        default = frame.trigger.status
        if kind == "Visit" and default == "ongoing" and not (_lasts(when, published) and not _ended(when, published)):
            default = "done"  # who arrived last month has left
        if default == "ongoing" and frame.token.lemma_ in _BEING and syntax.feature(frame.token, "Tense") in _GONE:
            default = "done"  # who was somewhere is there no more
        return default, negated

    def _begun(self, frame: Frame, governors: Sequence[Token]) -> bool:
        """Whether what lasts is told to have begun ("les travaux se sont ouverts mardi")."""
        begins = {match.last for match in self._beginning.find(frame.sentence.forms)}
        return any(
            token.i in begins
            and syntax.is_verb(token)
            and not any(child.lower_ == "had" or syntax.feature(child, "Tense") == "Imp" for child in token.children)
            for token in governors[:3]
        )

    def looks_ahead(self, frame: Frame, status: str) -> bool:
        """Whether a weekday said with the event is one to come: that of what is planned, or told in the present."""
        verbs = [token for token in self._governors(frame) if syntax.is_verb(token)]
        if status == "planned":
            # Who left on Tuesday for a visit to come did so last Tuesday.
            return frame.trigger.status != "planned" or not self._has_left(frame)
        return bool(verbs) and frame.trigger.evokes in _SCHEDULED and _present_tense(verbs[0])

    def _promised(self, frame: Frame, cues: list[Token], when: str | None, published: str | None) -> bool:
        """Whether words of promise are about the event: "agreed to establish relations" tells the act itself."""
        if frame.trigger.evokes in RELATIONS or frame.trigger.status in _UNDONE:
            cues = [cue for cue in cues if fold(cue.lemma_) not in self._performing]
        if not cues:
            return False
        if (
            syntax.is_verb(frame.token)
            and syntax.feature(frame.token, "VerbForm") != "Fin"
            and any(syntax.is_verb(cue) and syntax.dominates(cue, frame.token) for cue in cues)
        ):
            return not _past_tense(frame.token)
        verb = next((token for token in self._governors(frame) if syntax.is_verb(token)), None)
        below = verb is not None and any(cue.i != verb.i and syntax.dominates(cue, verb) for cue in cues)
        if verb is not None and verb.i != frame.token.i and below and _past_tense(verb):
            return False  # "a consenti à un prêt, a annoncé le ministère"
        return not self._past(frame, when, published)

    @staticmethod
    def _has_left(frame: Frame) -> bool:
        return syntax.is_verb(frame.token) and _past_tense(frame.token) and not _awaited(frame.token)

    @staticmethod
    def _in_clause(frame: Frame, cue: Token) -> bool:
        return (
            syntax.clause(cue).i == frame.clause.i
            or syntax.dominates(frame.token, cue)
            or syntax.holds(cue, frame.token)
        )

    def _found(self, frame: Frame, index: PhraseIndex[str]) -> list[Token]:
        doc = frame.sentence.doc
        assert doc is not None
        return [doc[match.first : match.last + 1].root for match in index.find(frame.sentence.forms)]

    @staticmethod
    def _governors(frame: Frame) -> list[Token]:
        """The trigger and the verbs above it, as long as each is the complement of the next."""
        found = [frame.token]
        current = frame.token
        # What is agreed "in the meeting" is to come, and not the meeting.
        met = frame.trigger.evokes == "Meeting" and syntax.preposition(current) == "in"
        if not syntax.is_verb(current) and (met or is_circumstantial(current)):
            return found
        while current.head.i != current.i:
            above = current.head
            decided = current.dep_ == "acl" and _infinitive(current)  # "the decision to open an embassy"
            if current.dep_ in _OWN_CLAUSES and syntax.is_verb(current) and not decided:
                break
            if syntax.is_verb(above) or above.pos_ in {"NOUN", "ADJ"}:
                found.append(above)
            if current.dep_ == "ccomp" and current.i != frame.token.i:
                break
            current = above
        return found

    @staticmethod
    def _bears(frame: Frame, cue: Token, governors: set[int]) -> bool:
        """Whether a cue word governs the trigger, qualifies it, or stands by a verb that governs it."""
        if cue.i in governors or _is_parted(cue, frame.token):
            return True
        head = cue.head
        relative = cue.dep_ in {"acl:relcl", "relcl"}
        if relative and any(child.lower_ in _THERE for child in cue.subtree if child.i < cue.i):
            return False  # "une visite au Canada, où elle doit prononcer"
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
        """Whether the verb that tells it is in the present tense."""
        verbs = [token for token in governors if syntax.is_verb(token)]
        verbs = verbs or [child for token in governors for child in token.children if child.dep_ == "cop"]
        return bool(verbs) and _present_tense(verbs[0])

    @staticmethod
    def _over(governors: list[Token]) -> bool:
        verbs = [token for token in governors if syntax.is_verb(token)]
        return bool(verbs) and syntax.feature(verbs[0], "Tense") == "Imp"


_THERE = {"où", "where", "laquelle", "lequel", "duquel"}


def _is_parted(cue: Token, noun: Token) -> bool:
    """Whether a participle is of a noun before it, and no name between, where it was attached ("le sommet des ministres
    du Mali et de la Guinée prévu le 9 février")."""
    if cue.dep_ != "acl" or cue.head.pos_ != "PROPN" or syntax.is_verb(noun) or not noun.i < cue.head.i:
        return False
    alike = all(syntax.feature(cue, name) == syntax.feature(noun, name) for name in ("Gender", "Number"))
    return alike and not any(syntax.is_verb(node) for node in noun.doc[noun.i : cue.i])


_CIRCUMSTANCES = frozenset(
    (
        *("en", "lors", "apres", "pendant", "durant", "cours", "cadre", "depuis", "suite", "issue", "terme", "marge"),
        *("during", "within", "amid", "after", "following", "since", "on", "sidelines", "end"),
    )
)


def is_circumstantial(token: Token) -> bool:
    """Whether the noun only sets the scene for what the sentence tells ("En visite à Lomé, …")."""
    if syntax.governor(token).lemma_ == "be" or any(child.dep_ == "cop" for child in token.children):
        return False
    if fold(syntax.preposition(token)) in _CIRCUMSTANCES:
        return True
    return fold(syntax.governor(token).lower_) in _CIRCUMSTANCES


def _is_headline(frame: Frame) -> bool:
    """Whether the sentence is a headline, whose English present tells what was done ("China donates buses to Fiji")."""
    verb = frame.clause
    return verb.lang_ == "en" and verb.tag_ in {"VBZ", "VBP"} and frame.sentence.headline


def _prospective(token: Token) -> bool:
    """Whether a verb is in the future or conditional, or under "will", "doit", "va"."""
    if _is_future_perfect(token):
        return False
    if syntax.is_prospective_form(token):
        return True
    if token.dep_ == "ROOT" and token.tag_ == "VB" and any(child.lower_ == "to" for child in token.children):
        return True  # "Georgia to open embassy"
    if token.dep_ == "xcomp" and token.head.lemma_ == "be" and token.head.pos_ in {"AUX", "VERB"}:
        return True  # "is to open"
    for child in token.children:
        if child.dep_ in {"aux", "aux:tense", "aux:pass", "auxpass", "cop"}:
            if syntax.is_prospective_form(child):
                return True
            if child.lower_ in {"will", "would", "shall", "'ll", "should", "may", "could"}:
                return True
    return False


_WILL_HAVE = {"aura", "auront"}


def _is_future_perfect(token: Token) -> bool:
    """Whether a French verb tells what was done as seen from afterwards ("la visite aura été brève")."""
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "aux:tense", "aux:pass", "cop"}]
    if not any(child.lower_ in _WILL_HAVE and child.i < token.i for child in auxiliaries):
        return False
    been = any(child.lower_ == "été" for child in auxiliaries)
    return been or syntax.feature(token, "VerbForm") == "Part" or token.pos_ == "ADJ"


def _infinitive(token: Token) -> bool:
    return syntax.feature(token, "VerbForm") == "Inf" or token.tag_ in {"VB", "TO"}


def _past_tense(token: Token) -> bool:
    if syntax.feature(token, "Tense") == "Past" and syntax.feature(token, "VerbForm") != "Part":
        return True
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "aux:tense", "aux:pass", "auxpass"}]
    if any(syntax.feature(child, "VerbForm") == "Inf" and child.lower_ in {"be", "être"} for child in auxiliaries):
        return False  # "is expected to be signed"
    return any(
        syntax.feature(token, "VerbForm") == "Part" and syntax.feature(child, "Tense") != "Fut" for child in auxiliaries
    )


def _awaited(token: Token) -> bool:
    """Whether a verb is in the present passive ("is expected on Tuesday")."""
    return any(
        child.dep_ in {"auxpass", "aux:pass"} and syntax.feature(child, "Tense") == "Pres" for child in token.children
    )


def _present_tense(token: Token) -> bool:
    """Whether a verb, with its auxiliary, is in the present, and says what is going on rather than what was done."""
    if _past_tense(token) or syntax.feature(token, "VerbForm") in {"Inf", "Part", "Ger"}:
        return any(child.lower_ in {"is", "are", "'s"} and token.tag_ == "VBG" for child in token.children)
    return syntax.feature(token, "Tense") == "Pres"


_DAYS_AWAY = 2


def _lasts(when: str | None, published: str | None) -> bool:
    """Whether what happened on a date may still be going on when the text is published."""
    latest, reference = _latest(when), _earliest(published)
    return latest is None or reference is None or (reference - latest).days <= _DAYS_AWAY


def _is_fresh(when: str | None, published: str | None) -> bool:
    """Whether what began on a date did so when the text was published, or the day before."""
    latest, reference = _latest(when), _earliest(published)
    return latest is not None and reference is not None and (reference - latest).days <= 1


def _ended(when: str | None, published: str | None) -> bool:
    """Whether a span of days was over when the text was published."""
    if when is None or "/" not in when:
        return False
    latest, reference = _latest(when), _earliest(published)
    return latest is not None and reference is not None and latest < reference


def _earliest(edtf: str | None) -> date | None:
    return bounds(edtf).earliest if edtf else None


def _latest(edtf: str | None) -> date | None:
    return bounds(edtf).latest if edtf else None
