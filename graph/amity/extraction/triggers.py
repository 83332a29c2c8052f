"""Where a sentence may report an event: a trigger of the lexicon with the words it needs near it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from amity.extraction import syntax
from amity.extraction.analysis import Mention, Sentence
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon, Trigger, Words, phrase
from amity.extraction.phrases import PhraseIndex
from amity.extraction.text import fold

_NOUNS = {"NOUN", "PROPN"}
_VERBS = {"VERB", "AUX", "ADJ"}
_NO_VERBS = {"amod", "aux", "aux:tense", "aux:pass", "aux:caus", "auxpass", "cop"}
_REFLEXIVES = {"se", "s'", "nous", "me", "m'"}
_NOT_TOLD = {"against", "contre", "malgré", "despite", "without", "sans"}
_MEANS = {"through", "via", "par"}
"""Before talks, what makes them a way to something, which nobody is said to have gone ("resolved through dialogue")."""
_FINITE = {"VB", "VBP", "VBZ"}
_NEAR, _FAR = 7, 18
_PARTICIPLES = {"acl", "amod"}
RELATIONS = {"EstablishingRelations", "BreakingRelations"}
"""Classes of relations begun or ended."""
_TELLING = {"MissionOpening", "MissionClosure", *RELATIONS}
_PERSON, _PLACE, _ORGANIZATION, _BOTH, _STATE = ("person",), ("place",), ("organization",), ("both",), ("state",)
_DESTINATION, _TOWARDS = ("destination",), {"pour", "vers", "for", "to"}
_PARTNER, _WITH = ("partner",), {"avec", "with"}
"""Entries of a word list, written in capitals in the lexicon, that stand for any mention of the kind."""

_STATES = (Kind.NAME, Kind.CAPITAL, "country", "body")


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger found at `token`; `needed` is the word of its list that stands by it, where it needs one."""

    trigger: Trigger
    token: Token
    words: str
    needed: Token | None
    sentence: Sentence

    @property
    def clause(self) -> Token:
        """The head of the clause it is in."""
        return syntax.clause(self.token)


class TriggerFinder:
    """Finds the triggers of a language in parsed sentences; `irregular` gives the lemmas of irregular verb forms."""

    def __init__(self, lexicon: Lexicon, irregular: Mapping[str, Sequence[str]]) -> None:
        # "rencontré" is written like the noun, and "visit" is both: nouns and verbs are looked up apart.
        phrases: dict[str, dict[Words, list[Trigger]]] = {"noun": defaultdict(list), "verb": defaultdict(list)}
        for trigger in lexicon.triggers:
            for lemma in trigger.lemmas:
                phrases[trigger.part_of_speech][lemma].append(trigger)
        self._indexes = {
            part: PhraseIndex({words: tuple(triggers) for words, triggers in found.items()})
            for part, found in phrases.items()
        }
        self._lists = {
            words: PhraseIndex.of(words, True)
            for trigger in lexicon.triggers
            for words in (trigger.needs, trigger.excludes)
        }
        first = {words[0] for found in phrases.values() for words in found}
        self._venues = PhraseIndex.listed(lexicon, "venue")
        self._stems = {word[:4] for word in first}
        self._irregular = {
            fold(form) for form, lemmas in irregular.items() if any(fold(lemma) in first for lemma in lemmas)
        }

    def may_hold(self, folded_words: set[str]) -> bool:
        """Whether a sentence with these folded words may hold a trigger: a cheap test, before any parse."""
        return any(word[:4] in self._stems or word in self._irregular for word in folded_words)

    def find(self, sentence: Sentence) -> list[Frame]:
        """The frames of a parsed sentence, in the order of the text."""
        doc = sentence.doc
        assert doc is not None
        frames: list[Frame] = []
        cache: dict[frozenset[Words], list[Token]] = {}

        def listed(words: frozenset[Words]) -> list[Token]:
            if words not in cache:
                cache[words] = self._listed(sentence, words)
            return cache[words]

        venues = {i for match in self._venues.find(sentence.forms) for i in range(match.first, match.last + 1)}
        for part, index in self._indexes.items():
            for match in index.find(sentence.forms):
                span = doc[match.first : match.last + 1]
                if match.first not in venues and span.root.pos_ in (_VERBS if part == "verb" else _NOUNS):
                    frames += self._frames(sentence, span, match.value, listed)
        return sorted(frames, key=lambda frame: (frame.token.i, frame.trigger.name))

    def _frames(
        self,
        sentence: Sentence,
        span: Span,
        triggers: Sequence[Trigger],
        listed: Callable[[frozenset[Words]], list[Token]],
    ) -> Iterator[Frame]:
        """The frames of the triggers that the words of `span` may be, where their other words stand by."""
        token = span.root
        for trigger in triggers:
            if trigger.part_of_speech == "verb" and (
                (token.dep_ in _NO_VERBS and not (_is_there(token, trigger) or trigger.attributive))
                or (trigger.attributive and not _qualifies_person(token, sentence))
                or trigger.reflexive > _reflexive(token)
                or (trigger.evokes == "Visit" and _is_auxiliary(token))
            ):
                continue
            if trigger.evokes == "Aid" and token.pos_ == "PROPN" and _is_in_name(token, sentence):
                continue  # "Mr Grant"
            if trigger.part_of_speech == "noun" and syntax.preposition(token) in _NOT_TOLD:
                continue
            if trigger.evokes == "Conference" and token.i in sentence.bodies:
                continue  # "the leaders of the Forum"
            if trigger.evokes == "Meeting" and syntax.preposition(token) in _MEANS and not _has_article(token):
                continue
            if trigger.predicate and not _is_predicate(token):
                continue
            meets = trigger.evokes == "Meeting"
            if any(_excludes(token, other, span, of_meeting=meets) for other in listed(trigger.excludes)):
                continue
            needed: Token | None = None
            if trigger.needs:
                others = [
                    t
                    for t in listed(trigger.needs)
                    if not span.start <= t.i < span.end and not _is_conjugated(t, trigger.needs)
                ]
                near = self._near(sentence, token, trigger, others)
                if not near:
                    continue
                needed = min(near, key=lambda other: abs(other.i - token.i))
            yield Frame(trigger, token, sentence.text[span.start_char : span.end_char], needed, sentence)

    @staticmethod
    def _near(sentence: Sentence, token: Token, trigger: Trigger, listed: list[Token]) -> list[Token]:
        """Those of the words a trigger needs that stand by it."""
        near = [other for other in listed if _near(token, other)]
        if not near and trigger.evokes in _TELLING:
            # Words that go together nowhere else: a parse that parts them is not believed.
            near = [other for other in listed if 0 < abs(other.i - token.i) <= _FAR]
        if not near and trigger.evokes == "AgreementSigning" and syntax.is_verb(token):
            # "ont paraphé mercredi à Pékin, en présence de leurs ministres, un accord": nothing else is done there.
            near = [other for other in listed if other.i > token.i and not _verb_between(token, other)][:1]
        if trigger.evokes == "Project" and trigger.part_of_speech == "noun" and token.lang_ == "en":
            # "the project will support the development of the region" develops no project.
            near = [o for o in near if syntax.path_is_nominal(o, token) or syntax.path_is_nominal(token, o)]
        if syntax.is_verb(token) and trigger.evokes == "Accreditation":
            # To name or recall is said of many things: the ambassador must be the object.
            named = [other for other in near if _is_named(other, token)]
            after = [other for other in listed if other.i > token.i and not _verb_between(token, other)][:1]
            # "a rappelé mardi ses ambassadeurs": its own, wherever the parse puts them.
            near = named or [o for o in after if any(child.lower_ in _OWN for child in o.children)]
        if syntax.is_verb(token) and _ORGANIZATION in trigger.needs:
            # "left for Bridgetown with the minister of Caricom affairs" leaves no organization.
            near = [other for other in near if not _behind_verb(other, token)]
        if trigger.evokes == "Meeting" and _BOTH in trigger.needs and token.dep_ == "acl":
            return []  # "Mr Silva, speaking in Lisbon, and Mr Rao signed"
        if syntax.is_verb(token) and trigger.evokes == "Meeting" and _PERSON in trigger.needs:
            # Whom somebody receives or calls on is not who does so.
            near = [other for other in near if not _does(other, token)]
        if trigger.evokes in _GIVEN and syntax.is_verb(token):
            near = [other for other in near if not _does_something_else(other, token)]
        if trigger.direct:
            near = [o for o in near if (head := _whole(o)).head.i == token.i and head.dep_ in _OBJECTS]
        if trigger.evokes == "Visit" and syntax.is_verb(token):
            # To go or be is said of many things: the destination must be the verb's own.
            near = [
                other
                for other in near
                if (_governor(other, sentence).i == token.i and _is_goal(other))
                or (token.dep_ == "cop" and syntax.preposition(other) and token.head in (other, syntax.governor(other)))
            ]
        return near

    def _listed(self, sentence: Sentence, words: frozenset[Words]) -> list[Token]:
        doc = sentence.doc
        assert doc is not None
        found = [doc[match.first : match.last + 1].root for match in self._lists[words].find(sentence.forms)]
        for mention in sentence.mentions:
            if (
                (_PERSON in words and (mention.person or _is_him(mention)))
                or (_PLACE in words and (mention.place or mention.kind in (Kind.PLACE, Kind.CAPITAL, Kind.NAME)))
                or (_ORGANIZATION in words and mention.kind is Kind.ORGANIZATION)
                or (_DESTINATION in words and mention.actors and syntax.preposition(mention.token) in _TOWARDS)
                or (_PARTNER in words and mention.actors and syntax.preposition(mention.token) in _WITH)
                or (_BOTH in words and (mention.kind == "both" or _is_of_pair(mention, sentence)))
                or (_STATE in words and mention.kind in _STATES and not mention.place)
            ):
                found.append(mention.token)
        return found


def _is_him(mention: Mention) -> bool:
    """Whether a mention is an object pronoun for somebody."""
    return mention.kind == "pronoun" and mention.token.dep_ not in syntax.SUBJECTS


_GIVEN = {"Aid", "SecurityCooperation"}


def _does_something_else(noun: Token, verb: Token) -> bool:
    """Whether a noun is the subject of another verb beside ("donated maize, and a helicopter carried it")."""
    head = syntax.phrase_head(noun)
    return head.dep_ == "nsubj" and head.head.i != verb.i and head.head.dep_ == "conj" and syntax.is_verb(head.head)


def _whole(word: Token) -> Token:
    """The head of the name that a title opens ("told visiting minister Ana Ruiz"), else the word itself."""
    named = word.dep_ == "compound" and word.head.pos_ == "PROPN"
    return word.head if named else word


def _verb_between(token: Token, other: Token) -> bool:
    """Whether something else is done between two words; a participle may tell of what is named there."""
    between = [node for node in token.doc[token.i + 1 : other.i] if syntax.is_verb(node)]
    return any(node.dep_ not in _PARTICIPLES or syntax.feature(node, "VerbForm") != "Part" for node in between)


_OBJECTS = syntax.OBJECTS | syntax.PASSIVE_SUBJECTS | {"parataxis"}
_OWN = {"son", "ses", "leur", "leurs", "its", "their"}
_AS = {"comme", "as", "en qualité de", "au poste de"}


def _is_named(ambassador: Token, verb: Token) -> bool:
    """Whether it is the ambassador who is named, recalled or had, or somebody as ambassador."""
    if verb.dep_ in {"acl", "amod"} and verb.head.i == ambassador.i:
        return True
    if ambassador.dep_ == "nmod" and ambassador.head.head.i == verb.i and ambassador.head.dep_ in _OBJECTS:
        return True  # "a pris ses fonctions d'ambassadeur"
    return ambassador.head.i == verb.i or syntax.preposition(ambassador) in _AS


def _governor(other: Token, sentence: Sentence) -> Token:
    """What a phrase depends on; a day does not govern a place ("attendu jeudi à Abidjan")."""
    above = syntax.governor(other)
    position = sentence.start + above.idx
    return above.head if any(date.start <= position < date.end for date in sentence.dates) else above


def _is_of_pair(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention is one of two sides that do something together ("Norway's and Ghana's ministers discussed")."""
    head = syntax.phrase_head(mention.token)
    return head.dep_ in syntax.SUBJECTS and any(
        other.acts and mention.acts and other.actors != mention.actors and syntax.phrase_head(other.token).i == head.i
        for other in sentence.mentions
    )


def _does(other: Token, verb: Token) -> bool:
    """Whether a word is not who is received, but in the active subject of the verb or beside what is received."""
    active = [s for s in syntax.subjects(verb) if s.dep_ not in syntax.PASSIVE_SUBJECTS]
    if verb.lang_ == "en" and active and any(child.dep_ in syntax.OBJECTS for child in verb.children):
        # "received a gift from the emir" tells of nobody received.
        received = [child for child in verb.children if child.dep_ in syntax.OBJECTS | {"dative"}]
        return not any(syntax.path_is_nominal(other, thing) for thing in received)
    return any(syntax.path_is_nominal(other, subject) for subject in active)


def _is_in_name(token: Token, sentence: Sentence) -> bool:
    return any(name.tokens.start <= token.i < name.tokens.end for name in sentence.names if name.alone)


def _is_conjugated(token: Token, words: frozenset[Words]) -> bool:
    """Whether a verb only shares its lemma with a noun of the list ("US-based" with "base")."""
    if token.lang_ != "en" or token.pos_ != "VERB":
        return False
    return token.tag_ in _FINITE or phrase(token.lower_) not in words


def _behind_verb(other: Token, token: Token) -> bool:
    """Whether another verb stands between a word and the verb above it."""
    between = [node for node in syntax.ancestors(other) if node.i != other.i and syntax.dominates(token, node)]
    return any(syntax.is_verb(node) and node.i != token.i for node in between)


def _is_goal(place: Token) -> bool:
    """Whether a place is where somebody goes or is: behind a preposition, or the object ("visited China")."""
    head = syntax.phrase_head(place)
    if head.dep_ in syntax.SUBJECTS | {"attr"} or syntax.preposition(place) == "from":
        return False
    return bool(syntax.preposition(place)) or head.dep_ in syntax.OBJECTS or place.pos_ in {"ADV", "PRON"}


def _qualifies_person(token: Token, sentence: Sentence) -> bool:
    """Whether a participle stands before somebody ("visiting Chinese minister")."""
    if token.dep_ not in {"amod", "acl", "compound"} or token.i > token.head.i:
        return False
    heads = {mention.token.i for mention in sentence.mentions if mention.person or isinstance(mention.kind, str)}
    return any(node.i in heads for node in (token.head, *token.head.children) if node.i > token.i)


def _has_article(token: Token) -> bool:
    return any(child.pos_ == "DET" for child in token.children)


_BECOMING = {"devenir", "become"}


def _is_predicate(token: Token) -> bool:
    """Whether a noun says what its subject is or becomes ("est le nouvel ambassadeur")."""
    if any(child.dep_ == "cop" for child in token.children):
        return True
    return token.dep_ in {"attr", "xcomp", "obj", "dobj"} and (
        token.dep_ == "attr" or fold(token.head.lemma_) in _BECOMING
    )


def _is_there(token: Token, trigger: Trigger) -> bool:
    """Whether "est" tells where somebody is: in French the place is then the head of the clause."""
    return trigger.evokes == "Visit" and token.dep_ == "cop" and bool(syntax.preposition(token.head))


_IN_ORDER_TO = {"to", "pour"}


def _is_auxiliary(token: Token) -> bool:
    """Whether "aller" or "venir" only tells the time of another verb ("vont ouvrir", "vient de signer")."""
    return any(
        child.dep_ == "xcomp" and syntax.is_verb(child) and not any(w.lower_ in _IN_ORDER_TO for w in child.children)
        for child in token.children
    )


def _reflexive(token: Token) -> bool:
    return any(
        child.lower_ in _REFLEXIVES and child.i < token.i and child.dep_ not in syntax.SUBJECTS
        for child in token.children
    )


def _near(token: Token, other: Token) -> bool:
    """Whether `other` is in the phrase or clause of `token`, or what `token` qualifies ("un accord signé par")."""
    if syntax.dominates(token, other):
        return not _in_inner_clause(token, other)
    # "le prêt que la Chine vient d'accorder": the verb of the clause may only tell the time.
    anchor = syntax.clause(token) if token.dep_ == "xcomp" else token
    if anchor.dep_ in {"acl", "acl:relcl", "relcl"} and syntax.path_is_nominal(other, anchor.head) | (
        other.i == anchor.head.i
    ):
        return True
    if syntax.is_verb(token):
        return any(syntax.dominates(subject, other) for subject in syntax.subjects(token)) or (
            syntax.clause(other).i == syntax.clause(token).i and abs(other.i - token.i) <= 2 * _NEAR
        )
    return abs(other.i - token.i) <= _NEAR and syntax.clause(other).i == syntax.clause(token).i


def _in_inner_clause(token: Token, other: Token) -> bool:
    """Whether a clause with a subject of its own stands between."""
    current = other
    while current.i != token.i and current.head.i != current.i:
        # "discussed ways to widen trade with Chile": the ways are no clause between.
        ways = current.dep_ == "relcl" and current.tag_ == "VB" and not syntax.subjects(current)
        if current.dep_ in {"ccomp", "advcl", "acl:relcl", "relcl"} and syntax.is_verb(current) and not ways:
            return True
        current = current.head
    return False


def _excludes(token: Token, other: Token, span: Span, *, of_meeting: bool) -> bool:
    if span.start <= other.i < span.end:
        return False
    if of_meeting and syntax.is_verb(token) and syntax.governor(other).i != token.i:
        return False  # "porteur d'un message, le ministre a été reçu" is of no message received
    if syntax.is_verb(other) and token.pos_ in _NOUNS and syntax.governor(token).i == other.i:
        return True  # to set up a commission is no session of it
    if token.dep_ == "acl" and token.head.i == other.i:
        return True  # "les honneurs militaires reçus"
    return syntax.dominates(token, other) and not _in_inner_clause(token, other) and abs(other.i - token.i) <= 12
