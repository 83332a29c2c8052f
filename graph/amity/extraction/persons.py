"""The persons of a sentence: their names, the offices they hold, the state they act for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from amity.extraction import names, syntax
from amity.extraction.analysis import Context, Mention, Person, Sentence
from amity.extraction.anaphora import owner
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import Match, PhraseIndex
from amity.extraction.places import BESIDE, is_bystander, positions

_TITLES = {
    "m",
    "m.",
    "mme",
    "mme.",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "dr",
    "dr.",
    "pr",
    "pr.",
    "sheikh",
    "cheikh",
    "s.e.m",
    "s.e.m.",
    "général",
    "colonel",
    "capitaine",
    "lord",
    "sir",
    "monsieur",
    "madame",
}


class PersonFinder:
    """Finds the persons of sentences; the context learns them, and knows them by the family name from then on."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._offices = PhraseIndex(lexicon.offices)

    def find(self, sentence: Sentence, mentions: list[Mention], context: Context) -> list[Mention]:
        """The mentions of a sentence with the persons among them; what stands for nobody known is left out."""
        assert sentence.doc is not None
        officials = [m for m in mentions if isinstance(m.kind, str)]
        used: set[int] = set()
        for span in self._person_spans(sentence, mentions):
            introduced = any(m.token.i == span.start - 1 and m.kind in _OFFICES_OF_ONE for m in officials)
            person = self._person(span, sentence, context, introduced=introduced)
            if person is None:
                continue
            start = sentence.start + span.start_char
            end = sentence.start + span.end_char
            person.spans.append((start, end))
            official = _official_of(span, officials)
            citizen = _citizen(span, mentions)
            if person.feminine is None:
                person.feminine = _feminine(span, official)
            if citizen is not None and official is None:
                person.state = person.state or citizen.actors[0]
                citizen.person, citizen.private = person.id, False
                continue
            if official is not None and id(official) not in used:
                used.add(id(official))
                official.person = person.id
                if official.actors:
                    person.state = person.state or official.actors[0]
                elif person.state:
                    official.actors, official.reported, official.guessed = (
                        (person.state,),
                        is_bystander(official.token),
                        False,
                    )
                elif not official.reported and (own := _own_side(official, mentions, context)):
                    person.state = own
                    official.actors = (own,)
                if official.kind not in ("official", "body") and person.office is None:
                    person.office = str(official.kind)
            else:
                mentions.append(
                    Mention(
                        start,
                        end,
                        (person.state,) if person.state else (),
                        Kind.PERSON,
                        span.root,
                        person=person.id,
                        reported=syntax.preposition(span.root) in BESIDE or is_bystander(span.root),
                    )
                )
        for mention in mentions:
            if mention.person is None and (incumbent := _incumbent(mention, context)):
                mention.person = incumbent.id
                mention.actors = mention.actors or (str(incumbent.state),)
            if not mention.actors and isinstance(mention.kind, str) and not mention.reported and context.home:
                mention.actors = (owner(mention, mentions, context),)
        return [m for m in mentions if m.actors or m.person]

    def _person_spans(self, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Tokens]:
        doc = sentence.doc
        assert doc is not None
        starts = [sentence.start + token.idx for token in doc]
        taken = {
            position
            for mention in mentions
            if isinstance(mention.kind, Kind)
            for position in range(bisect_left(starts, mention.start), bisect_left(starts, mention.end))
        }
        spans: dict[int, Tokens] = {}
        for found in sentence.found:
            if any(kind is Kind.PERSON for _, kind in found.readings):
                span = doc.char_span(found.start - sentence.start, found.end - sentence.start, alignment_mode="expand")
                if span is not None:
                    spans[span.start] = span
        for entity in doc.ents:
            if entity.label_ not in ("PER", "PERSON"):
                continue
            span = _trimmed(entity, self._offices.find(sentence.forms), taken)
            if span is not None and span.start not in spans:
                spans[span.start] = span
        for span in _introduced(doc, mentions, sentence.start, taken):
            if not any(span.start < other.end and other.start < span.end for other in spans.values()):
                spans[span.start] = span
        covered = {i for span in spans.values() for i in range(span.start, span.end)}
        for token in doc:
            if token.i not in covered and token.i not in taken and token.text[:1].isupper() and len(token) > 2:
                spans.setdefault(token.i, doc[token.i : token.i + 1])
        yield from (spans[start] for start in sorted(spans))

    def _person(self, span: Tokens, sentence: Sentence, context: Context, *, introduced: bool) -> Person | None:
        """The person a span names: one of the text where a name known already fits, else a new one with two names, or
        with one where an office introduces it ("le ministre Attaf")."""
        name = " ".join(token.text for token in span)
        start = sentence.start + span.start_char
        for found in sentence.found:
            if found.start == start and (known := [a for a, k in found.readings if k is Kind.PERSON]):
                return self._known_person(known[0], context)
        words = [token.text for token in span]
        for person in context.namesakes(names.name_key(name) if len(words) > 1 else [names.spelling_key(words[0])]):
            if len(words) == 1:
                if names.spelling_key(words[0]) == names.spelling_key(person.label.split()[-1]) and _cased(words[0]):
                    return person
            elif names.same_name(name, person.label):
                return person
        if len(words) == 1 and _stands_alone(span) and (known := self._lexicon.famous(words[0], context.published)):
            return self._known_person(known, context)
        if not all(_cased(w) or names.slug(w) in names.PARTICLES for w in words):
            return None
        if len(words) < 2 and not introduced:
            return None
        person = context.people.get(names.slug(name)) or Person(names.slug(name), name)
        context.noticed(person)
        return person

    def _known_person(self, identifier: str, context: Context) -> Person:
        if known := context.people.get(identifier):
            return known
        person = Person(identifier, self._lexicon.labels.get(identifier, identifier))
        if tenure := self._lexicon.tenure(identifier, context.published):
            person.state, person.known_office = tenure.of, tenure.office
        context.noticed(person)
        return person


def _stands_alone(span: Tokens) -> bool:
    """Whether no other part of a name stands beside a word: "Salman" is somebody else in "Khalifa bin Salman"."""
    doc = span.doc
    around = [doc[i] for i in (span.start - 1, span.end) if 0 <= i < len(doc)]
    return not any(
        token.pos_ == "PROPN" or names.slug(token.text) in names.PARTICLES - {"de", "da", "du"} for token in around
    )


_TITLE_LENGTH = 16


def _introduced(doc: Doc, mentions: Sequence[Mention], offset: int, taken: set[int]) -> Iterator[Tokens]:
    """The names that an office introduces, in apposition to it: "le ministre algérien de l'Intérieur, Daho Ould Kablia";
    the model's own guesses miss many."""
    for mention in mentions:
        if mention.kind not in _OFFICES_OF_ONE | {"official"} or syntax.feature(mention.token, "Number") == "Plur":
            continue
        for token in doc[mention.token.i + 1 : mention.token.i + _TITLE_LENGTH]:
            if syntax.is_verb(token) or token.text in {";", ":", ".", "("}:
                break
            if token.text == "," or token.i == mention.token.i + 1:
                start = token.i + (token.text == ",")
                while start < len(doc) and doc[start].lower_ in _TITLES:
                    start += 1
                end = start
                while (
                    end < len(doc)
                    and end not in taken
                    and (doc[end].text[:1].isupper() or (end > start and names.slug(doc[end].text) in names.PARTICLES))
                ):
                    end += 1
                if end - start > 1:
                    yield doc[start:end]
                    break


def _official_of(span: Tokens, officials: Sequence[Mention]) -> Mention | None:
    """The office that a person is said to hold: in one phrase with the name, or just before it."""
    root = span.root
    best: tuple[int, Mention] | None = None
    for official in officials:
        if official.person is not None or official.kind == "body":
            continue
        token = official.token
        linked = (
            syntax.path_is_nominal(root, token)
            and root.dep_ in {"appos", "nmod", "flat:name", "compound", "nsubj", "conj", "amod"}
        ) or (syntax.path_is_nominal(token, root) and token.dep_ in {"appos", "compound", "nmod", "amod", "conj"})
        between = root.doc[token.i + 1 : span.start] if token.i < span.start else root.doc[span.end : token.i]
        near = len(between) <= 12 and not any(
            syntax.is_verb(t) or t.lower_ in {"et", "and", "avec", "with", "à", "to"} or t.text == "." for t in between
        )
        adjoining = near and (
            token.i < span.start or (span.end < root.doc[-1].i and root.doc[span.end].text in {",", "("})
        )
        apposed = (
            token.i < span.start
            and span.start > 0
            and (root.doc[span.start - 1].text == "," or root.doc[span.start - 1].lower_ in _TITLES)
            and len(between) <= _TITLE_LENGTH
            and not any(syntax.is_verb(t) or t.text in {";", ":"} for t in between)
            and not any(o is not official and token.i < o.token.i < span.start for o in officials)
        )
        if (linked and near) or (adjoining and len(between) <= 9) or apposed:
            distance = len(between)
            if best is None or distance < best[0]:
                best = (distance, official)
    return best[1] if best else None


_OFFICES_OF_ONE = {"head-of-state", "head-of-government", "foreign-minister", "minister", "ambassador"}
_INDEFINITE = {"un", "une", "a", "an", "aucun", "aucune", "no", "another", "autre", "chaque", "each", "every"}


def _incumbent(mention: Mention, context: Context) -> Person | None:
    """The person of the text that an office named alone stands for ("the minister" after "minister Robert Dussey")."""
    token = mention.token
    if mention.kind not in _OFFICES_OF_ONE or mention.reported or syntax.feature(token, "Number") == "Plur":
        return None
    if any(child.lower_ in _INDEFINITE for child in token.children):
        return None
    for state in mention.actors or (None,):
        for person in context.persons(state, str(mention.kind)):
            return person
    return None


_FEMININE, _MASCULINE = (
    {"mme", "mme.", "mrs", "mrs.", "ms", "ms.", "madame"},
    {"m", "m.", "mr", "mr.", "monsieur", "sir", "lord"},
)


def _own_side(official: Mention, mentions: Sequence[Mention], context: Context) -> str | None:
    """The state of an official of whom the text tells none: the one it is about, unless that is named as the other
    side; then the one on whose ground they are."""
    named = {a for m in mentions if isinstance(m.kind, str) and m is not official and not m.guessed for a in m.actors}
    if context.home not in named:
        return context.home
    places = [m.actors[0] for m in mentions if m.place and not m.posting and m.actors and m.actors[0] not in named]
    others = [state for state in context.states if state not in named]
    return next(iter(places + others), context.home)


def _feminine(span: Tokens, official: Mention | None) -> bool | None:
    """Whether a person is a woman, as far as a title or the gender of the office tells."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if before in _FEMININE | _MASCULINE:
        return before in _FEMININE
    determiners = [c for c in official.token.children if c.dep_ == "det"] if official is not None else []
    genders = {syntax.feature(token, "Gender") for token in determiners}
    return None if not genders & {"Fem", "Masc"} else "Fem" in genders


def _citizen(span: Tokens, mentions: Sequence[Mention]) -> Mention | None:
    """The nationality that stands right before a name ("le Tadjik Emomali Rahmon")."""
    for mention in mentions:
        if mention.kind is Kind.DEMONYM and mention.person is None and mention.token.i == span.start - 1:
            return mention
    return None


def _trimmed(entity: Tokens, offices: Sequence[Match[str]], taken: set[int]) -> Tokens | None:
    """The name in an entity that the model calls a person, without titles and offices; nothing for other names."""
    office = {position for match in offices for position in positions(match)}
    start, end = entity.start, entity.end
    while start < end and (
        start in office
        or entity.doc[start].lower_ in _TITLES
        or not entity.doc[start].text[:1].isalpha()
        or entity.doc[start].lower_.endswith("'")
    ):
        start += 1
    while end > start and not entity.doc[end - 1].text[-1:].isalpha():
        end -= 1
    if start >= end or any(i in taken for i in range(start, end)):
        return None
    return entity.doc[start:end]


def _cased(word: str) -> bool:
    return word[:1].isupper()
