"""What stands for an actor named before: "the two countries", "the country", "he", "his government"."""

from collections.abc import Iterator, Sequence
from itertools import chain

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention, Person, Sentence
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon, Words
from amity.extraction.phrases import PhraseIndex
from amity.extraction.places import IN, OF, described
from amity.extraction.text import fold


class AnaphorFinder:
    """Finds the anaphors of a sentence whose other mentions are known."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._sets = PhraseIndex(_counted(lexicon))
        self._persons = lexicon.words("two-persons")
        self._states = lexicon.words("two-states")
        self._country = PhraseIndex.listed(lexicon, "we-country")
        self._types = lexicon.types
        self._guest = PhraseIndex.listed(lexicon, "guest")
        self._host = PhraseIndex.listed(lexicon, "host")
        self._land = PhraseIndex.listed(lexicon, "land")

    def find(self, sentence: Sentence, mentions: Sequence[Mention], context: Context) -> list[Mention]:
        """The anaphors, each with the actors it stands for as far as the text has told them."""
        doc = sentence.doc
        assert doc is not None
        found = []
        for match in self._sets.find(sentence.forms):
            start = sentence.start + doc[match.first].idx
            end = sentence.start + doc[match.last].idx + len(doc[match.last])
            before = list(dict.fromkeys(a for m in mentions if m.acts and m.start < start for a in m.actors))
            heads = {words for forms in sentence.forms[match.first : match.last + 1] for words in forms}
            if match.value == _PAIR:
                named = self._pair(before, context, states=bool(heads & self._states))
            else:
                named = tuple(before) if len(before) == match.value else context.groups.get(match.value, ())
            if len(named) == match.value:
                head = doc[match.first : match.last + 1].root
                people: tuple[str, ...] = ()
                if heads & self._persons:
                    latest = (next(context.persons(state), None) for state in named)
                    people = tuple(person.id for person in latest if person is not None)
                found.append(Mention(start, end, named, "both", head, people=people, guessed=True))
        found += _pronouns(sentence, mentions, context)
        found += self._visitors(sentence, context)
        if context.home:
            plain = {(match.first, match.last) for match in self._country.find(sentence.forms)}
            lands = {span for match in self._land.find(sentence.forms) if (span := described(doc[match.last]))}
            for first, last in sorted(plain | lands):
                head = doc[first : last + 1].root
                start = sentence.start + doc[first].idx
                end = sentence.start + doc[last].idx + len(doc[last])
                if any(m.kind is Kind.NAME and m.start < end and start < m.end for m in mentions):
                    continue  # "the Emirates"
                place = syntax.preposition(head) in IN | OF
                acting = [
                    m for m in mentions if m.end <= start and m.acts and m.actors and m.actors[0] in context.states
                ]
                if (first, last) in plain:
                    actor = owner(Mention(start, end, (), "country", head), mentions, context)
                else:  # "the Central American country"
                    actor = acting[-1].actors[0] if acting else context.home
                found.append(Mention(start, end, (actor,), "country", head, place=place, guessed=True))
        return found

    def _pair(self, before: Sequence[str], context: Context, *, states: bool) -> tuple[str, ...]:
        """The two that a word stands for: those named before it, else the pair in focus, one of them the only one
        named before it; "countries" are two `states`."""

        def fits(pair: Sequence[str]) -> bool:
            return len(pair) == 2 and not (states and any(self._types.get(actor) != "State" for actor in pair))

        if fits(before):
            return tuple(before)
        told = [pair for pair in reversed(context.pairs[-_PAIRS_BACK:]) if fits(pair)]
        if len(before) == 1:
            told = [pair for pair in told if before[0] in pair] + told
        common = [a for a, _ in context.counts.most_common() if not states or self._types.get(a) == "State"]
        return next(iter(told), tuple(before) if fits(before[:2]) else tuple(common[:2]))

    def _visitors(self, sentence: Sentence, context: Context) -> Iterator[Mention]:
        """Who visits or receives, where a text calls them only that ("the visitor", "his hosts")."""
        doc = sentence.doc
        assert doc is not None
        for words, state in ((self._guest, context.guest), (self._host, context.host)):
            for match in words.find(sentence.forms) if state else ():
                noun = doc[match.last]
                known = any(child.lower_ in _THE | OWN for child in noun.children)
                if not known or noun.dep_ == "compound" or any(child.dep_ in _NAMING for child in noun.children):
                    continue
                start = sentence.start + noun.idx
                person = next(context.persons(state), None)
                identifier = person.id if person is not None and syntax.feature(noun, "Number") != "Plur" else None
                yield Mention(start, start + len(noun), (str(state),), "official", noun, identifier, guessed=True)


_PAIRS_BACK = 30
"""Pairs told before that "the two countries" may still be."""

_NAMING = {"appos", "compound", "amod", "prep", "nmod"}

_TWO = {"two", "deux"}
_PAIR = 2


def _counted(lexicon: Lexicon) -> dict[Words, int]:
    """The phrases for several sides ("the two countries", "the three ministers") and how many they are."""
    numbers = {word[0]: count for count, name in _NUMBERS.items() for word in lexicon.words(name)}
    phrases = dict.fromkeys(lexicon.words("both"), _PAIR)
    for phrase in lexicon.words("both"):
        for position, word in enumerate(phrase):
            if word in _TWO and position:  # "three countries" are any
                more = {(*phrase[:position], number, *phrase[position + 1 :]): n for number, n in numbers.items()}
                phrases.update(more)
    return phrases


_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six"}


_THE = {"the", "this"}


OWN = {"son", "sa", "ses", "his", "her", "its", "notre", "our"}


def owner(mention: Mention, mentions: Sequence[Mention], context: Context) -> str:
    """The state that "his government" or "the country" is of: that of who spoke just before, else the text's own."""
    owned = mention.kind == "country" or any(child.lower_ in OWN for child in mention.token.children)
    postings = [m for m in mentions if m.posting and m.actors]
    if not owned and len(postings) == 1:
        # "the ambassador of China to Togo and the minister": the minister is of the state of the posting.
        return postings[0].actors[0]
    if owned:
        before = [m for m in mentions if m.end <= mention.start and m.acts and len(m.actors) == 1]
        if before:
            return before[-1].actors[0]
        if len(context.subject) == 1:
            return context.subject[0]
    assert context.home is not None
    return context.home


_HE, _SHE = {"il", "he"}, {"elle", "she"}
_IT = {"il", "elle", "it", "celle-ci", "celui-ci"}
_HIM = {"l'", "le", "la", "lui", "him", "her"}
_THEY = {"ils", "elles", "they"}
_THERE, _HERE = {"y", "there", "là-bas"}, {"here", "ici"}
_IMPERSONAL = {"agir", "falloir", "avoir", "prevoir", "sembler", "paraitre", "exister", "rester"}


def _pronouns(sentence: Sentence, mentions: Sequence[Mention], context: Context) -> Iterator[Mention]:
    """Personal pronouns for the person of whom the text spoke last, "they" for the last pair, "there" for the place."""
    doc = sentence.doc
    assert doc is not None
    for token in doc:
        # "se félicite-t-il" is two tokens, the second "-t-il".
        word, start = token.lower_.removeprefix("-t").removeprefix("-"), sentence.start + token.idx
        actors: tuple[str, ...] = ()
        someone: Person | Mention | None = None
        if word in _THERE | _HERE and token.pos_ in ("ADV", "PRON") and token.dep_ not in ("expl", "expl:subj"):
            state = context.dateline if word in _HERE else _place_before(start, mentions) or context.place
            if state:
                yield Mention(start, start + len(token), (state,), "there", token, place=True, guessed=True)
            continue
        if (token.pos_ != "PRON" and not _is_clitic(token)) or token.tag_ == "PRP$":
            continue
        subject = token.dep_ in syntax.SUBJECTS and fold(token.head.lemma_) not in _IMPERSONAL
        before = [m for m in mentions if m.end <= start and m.acts]
        if word in _HE | _SHE and subject:
            someone = _antecedent(before, _others(mentions, context), context, word in _SHE)
        elif word in _HIM and token.dep_ not in syntax.SUBJECTS:
            before = [m for m in before if not (_is_relative_subject(m, token) or _is_own_subject(m, token))]
            third = _doer(token)
            if third is not None:  # "he met the minister, then the president, where the king received him"
                before = [m for m in before if not (syntax.path_is_nominal(third, m.token) and _is_whole(m))]
                before.sort(key=lambda m: m.token.dep_ not in syntax.SUBJECTS)
            bound = _bound(before, token)
            others = _others(mentions, context)
            woman = _is_of_woman(token)
            if woman is not None:
                others = (person for person in others if person.feminine in (None, woman))
            someone = bound or _antecedent(before, others, context, None, third=third is not None)
        elif word in _THEY and subject and len(context.pair) == 2:
            actors = context.pair
        person = someone.id if isinstance(someone, Person) else None
        if someone is not None:
            actors = (str(someone.state),) if isinstance(someone, Person) else someone.actors
        elif word in _IT and subject and not before and context.subject:
            actors = context.subject
        elif word == "it" and subject and token.head.dep_ == "ccomp":
            # "Angola said it was leaving the cartel"
            says = [m for m in before if m.token.head.i == token.head.head.i and m.token.dep_ in syntax.SUBJECTS]
            actors = says[0].actors if len(says) == 1 and len(says[0].actors) == 1 else ()
        if actors:
            kind = "both" if len(actors) == 2 else "pronoun"
            yield Mention(start, start + len(token), actors, kind, token, person=person, guessed=True)


def _others(mentions: Sequence[Mention], context: Context) -> Iterator[Person]:
    """The persons of whom the text spoke before the sentence of a pronoun: of the state of the last subject, then the
    latest first; who is named beside it is somebody else."""
    beside = {m.person for m in mentions if m.person}
    leading = context.persons(context.leading) if context.leading else iter(())
    return (person for person in chain(leading, context.persons()) if person.id not in beside)


_WHO = {"qui", "who", "that"}


def _is_relative_subject(mention: Mention, token: Token) -> bool:
    """Whether a mention is who does what the clause of `token` tells ("X, qui l'a reçu")."""
    clause = syntax.clause(token)
    head = clause.head
    return any(child.lower_ in _WHO and child.dep_ in syntax.SUBJECTS for child in clause.children) and (
        syntax.path_is_nominal(mention.token, head) or syntax.path_is_nominal(head, mention.token)
    )


def _bound(before: Sequence[Mention], token: Token) -> Mention | None:
    """The state that "it" is in "la Serbie a dénoncé le traité qui la liait à la Hongrie"."""
    clause = syntax.clause(token)
    if not any(child.lower_ in _WHO and child.dep_ in syntax.SUBJECTS for child in clause.children):
        return None
    subjects = [m for m in before if m.token.dep_ in syntax.SUBJECTS and len(m.actors) == 1]
    named = not any(m.person or _is_official(m) for m in before)
    return subjects[0] if named and subjects and subjects[0].kind in (Kind.NAME, Kind.CAPITAL) else None


def _doer(token: Token) -> Token | None:
    """The noun before an object pronoun that does what its clause tells, however it was parsed ("le roi l'a reçu")."""
    before = token.doc[token.i - 1] if token.i else token
    if before.i != token.i and before.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return before
    clause = syntax.clause(token)
    subjects = [s for s in syntax.subjects(clause) if s.pos_ in {"NOUN", "PROPN"} and s.i < token.i]
    return subjects[0] if subjects and syntax.clause(subjects[0]).i == clause.i else None


def _is_whole(mention: Mention) -> bool:
    """Whether a mention is no part of another phrase ("le voyage du président")."""
    return not syntax.preposition(mention.token)


def _is_of_woman(token: Token) -> bool | None:
    """Whether the participle agrees with "l'" as with a woman ("l'a reçue"), or as with a man; nothing where no verb
    tells."""
    verb = token.head
    agrees = token.lower_ == "l'" and syntax.feature(verb, "VerbForm") == "Part"
    return verb.lower_.endswith("e") if agrees else None


def _is_clitic(token: Token) -> bool:
    """Whether what the model takes for an article is a pronoun ("l'y a reçu")."""
    if token.lower_ != "l'" or token.i + 1 == len(token.doc):
        return False
    return token.doc[token.i + 1].lower_ in {"y", "en"}


def _is_own_subject(mention: Mention, token: Token) -> bool:
    """Whether a mention is the subject of the clause of a pronoun that is not: "him" is somebody else."""
    return token.lang_ == "en" and any(
        syntax.path_is_nominal(mention.token, subject) for subject in syntax.subjects(syntax.clause(token))
    )


def _antecedent(
    before: Sequence[Mention],
    others: Iterator[Person],
    context: Context,
    feminine: bool | None,
    *,
    third: bool = False,
) -> Person | Mention | None:
    """Whom "he" or "him" means: a person of the same sentence, the subject for "he" and another for "him", unless a
    `third` does it; else the one the text spoke of last."""
    named = [m for m in before if (m.person and context.people[m.person].state) or _is_official(m)]
    heads = [m for m in named if m.token.dep_ in syntax.SUBJECTS]
    subject = feminine is not None
    chosen = heads if subject else named if third else [m for m in named if m not in heads[:1]]
    for mention in chosen:
        person = context.people[mention.person] if mention.person else None
        if person is None or feminine is None or person.feminine in (None, feminine):
            return person or mention
    if subject and heads:
        return None
    return next((person for person in others if feminine is None or person.feminine in (None, feminine)), None)


_NOBODY = {"both", "country", "there", "pronoun", "body"}


def _is_official(mention: Mention) -> bool:
    """Whether a mention is of one official whom the text does not name ("le président turc")."""
    single = len(mention.actors) == 1 and syntax.feature(mention.token, "Number") != "Plur"
    return isinstance(mention.kind, str) and mention.kind not in _NOBODY and single and not mention.guessed


_PLACES = {Kind.NAME, Kind.CAPITAL, Kind.PLACE}


def _place_before(offset: int, mentions: Sequence[Mention]) -> str | None:
    named = [m for m in mentions if m.kind in _PLACES and m.actors and m.end <= offset]
    places = [m for m in named if m.place or syntax.preposition(m.token)]  # "out of Mali"
    return places[-1].actors[0] if places else None
