"""Which expressions of a sentence stand for a state, an organization or a person, and how they may be read."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from amity.extraction import people, syntax
from amity.extraction.analysis import Context, Mention, Person, Sentence
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import Match, PhraseIndex
from amity.extraction.text import fold

# The grammar words of both languages; words that carry meaning are in ontology/lexicon.
_IN = {
    "en",
    "dans",
    "à",
    "au",
    "aux",
    "depuis",
    "vers",
    "sur",
    "chez",
    "hors",
    "via",
    "in",
    "at",
    "from",
    "to",
    "into",
    "near",
    "across",
    "outside",
    "throughout",
    "towards",
    "inside",
}
_OF = {"de", "du", "des", "d'", "of"}
_BESIDE = {
    "selon",
    "d'après",
    "contre",
    "face",
    "envers",
    "against",
    "comme",
    "like",
    "malgré",
    "despite",
    "hormis",
    "except",
    "unlike",
}
_GUESSED_OFFICES = {"foreign-minister", "head-of-state", "head-of-government", "minister"}
_GUESSED_BODIES = {"gouvernement", "government", "ministere", "ministry", "presidence", "presidency"}
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
_ORDER = (Kind.NAME, Kind.ORGANIZATION, Kind.CAPITAL, Kind.METONYM, Kind.DEMONYM, Kind.BODY, Kind.PERSON, Kind.PLACE)


class MentionFinder:
    """Finds the mentions of each sentence of a text, in order: what was said before decides what "the two" are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._offices = PhraseIndex(lexicon.offices)
        self._private = PhraseIndex.of(lexicon.words("private"), "private")
        self._motion = PhraseIndex.of(lexicon.words("motion"), "motion")
        self._site = PhraseIndex.of(lexicon.words("site"), "site")
        self._posting = PhraseIndex.of(lexicon.words("posting"), "posting")
        self._foreign = PhraseIndex.of(lexicon.words("foreign-affairs"), "foreign-minister")
        self._both = PhraseIndex.of(lexicon.words("both"), "both")
        self._country = PhraseIndex.of(lexicon.words("we-country"), "country")
        self._conference = PhraseIndex.of(
            frozenset().union(*(t.lemmas for t in lexicon.triggers if t.evokes == "Conference")), "conference"
        )
        self._happening = PhraseIndex.of(
            frozenset().union(*(t.lemmas for t in lexicon.triggers if t.part_of_speech == "noun")), "happening"
        )

    def find(self, sentence: Sentence, context: Context) -> list[Mention]:
        """The mentions of actors in a parsed sentence, in the order of the text; `context` learns the persons."""
        assert sentence.doc is not None
        named = [mention for found in sentence.found if (mention := self._named(sentence, found, context))]
        self._mark(sentence, named)
        mentions = self._officials(sentence, named, context)
        mentions = self._persons(sentence, mentions, context)
        mentions += self._anaphors(sentence, mentions, context)
        mentions.sort(key=lambda mention: (mention.start, mention.end))
        for mention in mentions:
            if mention.acts and mention.kind != Kind.PLACE:
                context.mentioned(mention.actors)
        return mentions

    # Names

    def _named(self, sentence: Sentence, found: Found, context: Context) -> Mention | None:
        readings = [reading for reading in found.readings if reading[1] not in (Kind.NONE, Kind.PERSON)]
        if not readings or any(kind is Kind.NONE for _, kind in found.readings):
            return None
        token = sentence.token_at(found.start, found.end)
        if token is None:
            return None
        kind = min((kind for _, kind in readings), key=_ORDER.index)
        actors = sorted({actor for actor, k in readings if k is kind}, key=lambda a: (-context.counts[a], a))
        return Mention(found.start, found.end, (actors[0],), kind, token)

    def _mark(self, sentence: Sentence, named: Sequence[Mention]) -> None:
        private = self._heads(sentence, self._private)
        offices = {position for match in self._offices.find(sentence.forms) for position in _positions(match)}
        posting = self._heads(sentence, self._posting)
        conference = self._heads(sentence, self._conference)
        happening = self._heads(sentence, self._happening)
        motion = self._heads(sentence, self._motion)
        for mention in named:
            token = mention.token
            before = syntax.preposition(token)
            above = syntax.governor(token)
            inside = before in _IN
            mention.reported = before in _BESIDE or _presence(token)
            if mention.kind is Kind.PLACE:
                mention.place = True
            elif mention.kind is Kind.CAPITAL:
                mention.place = (
                    inside
                    or (before in _OF and above.i in happening | private)
                    or _dateline(sentence, mention)
                    or (token.dep_ == "appos" and above.i in private)
                )
            elif mention.kind in (Kind.NAME, Kind.ORGANIZATION):
                mention.place = inside
            if (
                mention.kind in (Kind.NAME, Kind.CAPITAL, Kind.DEMONYM)
                and above.i in private
                and above.i not in offices
            ):
                mention.private = mention.kind is Kind.DEMONYM or (
                    before in _OF | {"from", ""} and token.dep_ not in syntax.SUBJECTS
                )
            if mention.kind is Kind.DEMONYM and above.i in self._heads(sentence, self._site):
                mention.place, mention.private = True, False
            if before in _OF | {"from"} and above.i in motion and syntax.is_verb(above):
                mention.origin = True
            if inside and any(node.i in posting for node in _nominal_ancestors(token)):
                mention.posting = True
            if (
                mention.kind is not Kind.DEMONYM
                and _hyphened(sentence, mention)
                and any(node.i in conference for node in _nominal_ancestors(token))
            ):
                mention.event_name = True

    @staticmethod
    def _heads(sentence: Sentence, index: PhraseIndex[str]) -> set[int]:
        return {position for match in index.find(sentence.forms) for position in _positions(match)}

    # Offices and bodies

    def _officials(self, sentence: Sentence, named: list[Mention], context: Context) -> list[Mention]:
        doc = sentence.doc
        assert doc is not None
        matches = self._offices.find(sentence.forms)
        heads = {doc[match.first : match.last + 1].root.i: match for match in matches}
        foreign = {match.first for match in self._foreign.find(sentence.forms)}
        # A word may be both the head of an office and inside a longer one; the root decides.
        taken: dict[int, list[Mention]] = {}
        kept: list[Mention] = []
        for mention in named:
            holder = None if mention.kind is Kind.PLACE or mention.posting else _holder(mention.token, heads)
            inside = mention.place and mention.kind in (Kind.NAME, Kind.CAPITAL, Kind.ORGANIZATION)
            if holder is not None and not inside and not mention.event_name:
                taken.setdefault(holder, []).append(mention)
            else:
                kept.append(mention)
        for position, match in heads.items():
            head = doc[position]
            start = sentence.start + doc[match.first].idx
            end = sentence.start + doc[match.last].idx + len(doc[match.last])
            modifiers = taken.get(position, [])
            office = match.value
            if office == "minister" and any(match.last < first <= match.last + 4 for first in foreign):
                office = "foreign-minister"
            reported = syntax.preposition(head) in _BESIDE or _presence(head)
            if modifiers:
                # "the American and Chinese ministers": each state acts.
                actors = tuple(dict.fromkeys(a for m in modifiers for a in m.actors))
                for actor in actors:
                    kept.append(
                        Mention(
                            min(start, *(m.start for m in modifiers)),
                            max(end, *(m.end for m in modifiers)),
                            (actor,),
                            office,
                            head,
                            reported=reported,
                        )
                    )
            elif self._may_be_home(head, office):
                kept.append(Mention(start, end, (), office, head, reported=reported, guessed=True))
            else:
                kept.append(Mention(start, end, (), office, head, reported=True, guessed=True))
        return kept

    @staticmethod
    def _may_be_home(head: Token, office: str) -> bool:
        if syntax.feature(head, "Number") == "Plur" or fold(head.lower_) == "homologue":
            return False
        return office in _GUESSED_OFFICES or fold(head.lower_) in _GUESSED_BODIES

    # Persons

    def _persons(self, sentence: Sentence, mentions: list[Mention], context: Context) -> list[Mention]:
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
                        _presence(official.token),
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
                        reported=syntax.preposition(span.root) in _BESIDE or _presence(span.root),
                    )
                )
        for mention in mentions:
            if not mention.actors and isinstance(mention.kind, str) and not mention.reported and context.home:
                mention.actors = (self._holder_known(mention, context) or _owner(mention, mentions, context),)
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
                if people.spelling_key(words[0]) == people.spelling_key(person.label.split()[-1]) and _cased(words[0]):
                    return person
            elif people.same_name(name, person.label):
                return person
        if len(words) < 2 or not all(_cased(w) or people.slug(w) in people._PARTICLES for w in words):
            return None
        person = Person(people.slug(name), name)
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

    # "The two countries", "the country"

    def _anaphors(self, sentence: Sentence, mentions: Sequence[Mention], context: Context) -> list[Mention]:
        doc = sentence.doc
        assert doc is not None
        found = []
        for match in self._both.find(sentence.forms):
            start = sentence.start + doc[match.first].idx
            end = sentence.start + doc[match.last].idx + len(doc[match.last])
            before = list(dict.fromkeys(a for m in mentions if m.acts and m.start < start for a in m.actors))
            pair = tuple(before) if len(before) == 2 else context.pair or tuple(before[:2])
            if len(pair) != 2:
                pair = tuple(actor for actor, _ in context.counts.most_common(2))
            if len(pair) == 2:
                head = doc[match.first : match.last + 1].root
                found.append(Mention(start, end, pair, "both", head, guessed=True))
        found += _pronouns(sentence, mentions, context)
        if context.home:
            for match in self._country.find(sentence.forms):
                head = doc[match.first : match.last + 1].root
                start = sentence.start + doc[match.first].idx
                end = sentence.start + doc[match.last].idx + len(doc[match.last])
                place = syntax.preposition(head) in _IN | _OF
                owner = _owner(Mention(start, end, (), "country", head), mentions, context)
                found.append(Mention(start, end, (owner,), "country", head, place=place, guessed=True))
        return found


_OWN = {"son", "sa", "ses", "his", "her", "its", "notre", "our"}


def _owner(mention: Mention, mentions: Sequence[Mention], context: Context) -> str:
    """The state that "his government" or "the country" is of: that of who spoke just before, else the text's own."""
    owned = mention.kind == "country" or any(child.lower_ in _OWN for child in mention.token.children)
    if owned:
        before = [m for m in mentions if m.end <= mention.start and m.acts and len(m.actors) == 1]
        if before:
            return before[-1].actors[0]
        if len(context.subject) == 1:
            return context.subject[0]
    assert context.home is not None
    return context.home


_HE = {"il", "elle", "he", "she"}
_HIM = {"l'", "le", "la", "lui", "him", "her"}
_THEY = {"ils", "elles", "they"}
_IMPERSONAL = {"agir", "falloir", "avoir", "prevoir", "sembler", "paraitre", "exister", "rester"}


def _pronouns(sentence: Sentence, mentions: Sequence[Mention], context: Context) -> Iterator[Mention]:
    """Personal pronouns for the person of whom the text spoke last, and "they" for the last pair."""
    doc = sentence.doc
    assert doc is not None
    here = {m.person for m in mentions if m.person}
    for token in doc:
        if token.pos_ != "PRON":
            continue
        word, start = token.lower_, sentence.start + token.idx
        person: Person | None = None
        if word in _HE and token.dep_ in syntax.SUBJECTS and fold(token.head.lemma_) not in _IMPERSONAL:
            person = context.speaker
        elif word in _HIM and token.dep_ not in syntax.SUBJECTS:
            person = next((p for p in (context.speaker, context.other) if p and p.id not in here), None)
        elif word in _THEY and token.dep_ in syntax.SUBJECTS and len(context.pair) == 2:
            yield Mention(start, start + len(word), context.pair, "both", token, guessed=True)
        if person is not None and person.state:
            yield Mention(start, start + len(word), (person.state,), "pronoun", token, person=person.id, guessed=True)


def _positions(match: Match[str]) -> range:
    return range(match.first, match.last + 1)


def _nominal_ancestors(token: Token) -> Iterator[Token]:
    for node in syntax.ancestors(token):
        if syntax.is_verb(node) and node.i != token.i:
            return
        yield node


def _presence(token: Token) -> bool:
    """Whether the phrase says who was merely present ("en présence de", "in the presence of")."""
    return any(
        fold(node.lower_) in {"presence", "marge", "sidelines", "margins"}
        for node in _nominal_ancestors(token)
        if node.i != token.i
    )


def _holder(token: Token, heads: dict[int, Match[str]]) -> int | None:
    """The office a name qualifies: the nearest above it in its phrase."""
    for node in _nominal_ancestors(token):
        if node.i in heads and node.i != token.i:
            return node.i
        if node.i != token.i and syntax.preposition(node) in _IN:
            return None
        if node.dep_ in syntax.SUBJECTS or (node.dep_ == "conj" and node.pos_ == "PROPN"):
            return None
    return None


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
    office = {position for match in offices for position in _positions(match)}
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


_AFTER_DATELINE = re.compile(r"\s*(?:,\s*(?:le\s+)?(?:\w+\s+)?\d|[(/–—-]|:)")


def _dateline(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name opens the sentence as the place it was written at ("LOMÉ, 12 nov. (…) –")."""
    after = sentence.text[mention.end - sentence.start :]
    if mention.start != sentence.start:
        return False
    return bool(_AFTER_DATELINE.match(after)) or (
        after.startswith(",") and sentence.text[: mention.end - sentence.start].isupper()
    )


def _hyphened(sentence: Sentence, mention: Mention) -> bool:
    text = sentence.text
    before, after = mention.start - sentence.start - 1, mention.end - sentence.start
    return (before >= 0 and text[before] in "-–") or (after < len(text) and text[after] in "-–")


def _cased(word: str) -> bool:
    return word[:1].isupper()
