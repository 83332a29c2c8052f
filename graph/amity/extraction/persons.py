"""The persons of a sentence: their names, the offices they hold, the state they act for."""

from collections.abc import Iterator, Sequence

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
            person = self._person(span, sentence, context)
            if person is None:
                continue
            start = sentence.start + span.start_char
            end = sentence.start + span.end_char
            person.spans.append((start, end))
            official = _official_of(span, officials)
            citizen = _citizen(span, mentions)
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
                elif not official.reported and context.home:
                    person.state = context.home
                    official.actors = (context.home,)
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
            if not mention.actors and isinstance(mention.kind, str) and not mention.reported and context.home:
                mention.actors = (self._holder_known(mention, context) or owner(mention, mentions, context),)
        return [m for m in mentions if m.actors or m.person]

    @staticmethod
    def _holder_known(mention: Mention, context: Context) -> str | None:
        """The state of the person whose office was named before ("the minister" after "minister Robert Dussey")."""
        for person in reversed(context.people):
            if person.office == mention.kind and person.state:
                return person.state
        return None

    def _person_spans(self, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Tokens]:
        doc = sentence.doc
        assert doc is not None
        taken = {
            token.i
            for mention in mentions
            if isinstance(mention.kind, Kind)
            for token in doc
            if mention.start - sentence.start <= token.idx < mention.end - sentence.start
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
        covered = {i for span in spans.values() for i in range(span.start, span.end)}
        for token in doc:
            if token.i not in covered and token.i not in taken and token.text[:1].isupper() and len(token) > 2:
                spans.setdefault(token.i, doc[token.i : token.i + 1])
        yield from (spans[start] for start in sorted(spans))

    def _person(self, span: Tokens, sentence: Sentence, context: Context) -> Person | None:
        """The person a span names: one of the text where a name known already fits, else a new one with two names."""
        name = " ".join(token.text for token in span)
        start = sentence.start + span.start_char
        for found in sentence.found:
            if found.start == start and (known := [a for a, k in found.readings if k is Kind.PERSON]):
                return self._known_person(known[0], context)
        words = [token.text for token in span]
        for person in reversed(context.people):
            if len(words) == 1:
                if names.spelling_key(words[0]) == names.spelling_key(person.label.split()[-1]) and _cased(words[0]):
                    return person
            elif names.same_name(name, person.label):
                return person
        if len(words) < 2 or not all(_cased(w) or names.slug(w) in names.PARTICLES for w in words):
            return None
        person = Person(names.slug(name), name)
        context.people.append(person)
        return person

    def _known_person(self, identifier: str, context: Context) -> Person:
        for person in context.people:
            if person.id == identifier:
                return person
        person = Person(identifier, self._lexicon.labels.get(identifier, identifier))
        if tenure := self._lexicon.tenure(identifier, context.published):
            person.state = tenure.of
        context.people.append(person)
        return person


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
        if (linked and near) or (adjoining and len(between) <= 9):
            distance = len(between)
            if best is None or distance < best[0]:
                best = (distance, official)
    return best[1] if best else None


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
