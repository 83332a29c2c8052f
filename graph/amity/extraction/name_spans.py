"""Where the names of persons stand in a sentence: the whole name, without what is before it and after it."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from amity.extraction import names, syntax
from amity.extraction.analysis import Name, Sentence
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.places import OF
from amity.extraction.text import fold

_PERSON = ("PER", "PERSON")
_PLACE = ("LOC", "GPE", "FAC", "NORP", "DATE", "EVENT", "PRODUCT")
_GRAMMAR = {"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "NUM", "PART", "PUNCT", "SYM"}
_HYPHENS = {"-", "\u2010", "\u2011"}
_NOT_ACTORS = {Kind.NONE, Kind.PERSON, Kind.GROUP}
_BEFORE_THINGS = {"à", "en", "dans", "sur", "at", "in", "near", "on", "aboard"}
_OFFICE_AWAY = 16
_ITS, _FULL = {"son", "sa", "leurs", "his", "her", "their"}, 2


class NameFinder:
    """Finds the words with capitals that are persons' names, by what stands about them.

    `words` are the words of the language's dictionary: what is among them is rather the name of a thing.
    """

    def __init__(self, lexicon: Lexicon, words: Collection[str]) -> None:
        self._given = lexicon.given_names
        self._labels = lexicon.labels
        self._famous = lexicon.surnames.keys()
        self._words = words
        self._offices = PhraseIndex(lexicon.offices)

    def find(self, sentence: Sentence) -> list[Name]:
        """The names in a parsed sentence, from left to right, none overlapping another, and the single words that may
        be one."""
        doc = sentence.doc
        assert doc is not None
        offices = {i for match in self._offices.find(sentence.forms) for i in range(match.first, match.last + 1)}
        taken = {
            i
            for span, found in _found(sentence)
            if not any(kind in _NOT_ACTORS for _, kind in found.readings)
            for i in range(span.start, span.end)
        }
        known = {span.start: (span, person) for span, person in _known(sentence)}
        inside = {i for span, _ in known.values() for i in range(span.start, span.end)}
        # "met Fidel Castro Monday": a day is no part of a name.
        days = {t.i for t in doc for d in sentence.dates if d.start <= sentence.start + t.idx < d.end}
        scan = _Scan(doc, offices | taken | inside | days, self._famous)
        result: list[Name] = []
        position = 0
        while position < len(doc):
            if position in known:
                span = self._extended(*known[position], scan)
                result.append(Name(span, alone=True))
                position = span.end
            elif scan.opens(position):
                run = doc[position : scan.end(position + 1)]
                names_found = list(self._names(run, scan, offices, taken))
                follows = known.get(run.end)
                if follows is not None and len(names_found) > 0 and names_found[-1].tokens.end == run.end:
                    whole = doc[names_found[0].tokens.start : follows[0].end]
                    if not any(self._is_word(token) for token in names_found[0].tokens):
                        # "Mahamat Idriss Déby" is not the Idriss Déby known beforehand.
                        names_found, run = [Name(whole, alone=True)], whole
                result += names_found
                position = run.end
            else:
                position += 1
        return result

    def _extended(self, span: Tokens, person: str, scan: "_Scan") -> Tokens:
        """A name known beforehand with what goes on with the same person's name ("Omar Bongo Ondimba", "… ben Salmane
        ben Abdelaziz Al Saoud")."""
        whole = span.doc[span.start : scan.end(span.end)]
        same = whole.end > span.end and names.same_name(whole.text, self._labels.get(person, person))
        return whole if same or (whole.end > span.end and names.is_patronymic(span.doc[span.end].text)) else span

    def _names(self, run: Tokens, scan: "_Scan", offices: Collection[int], taken: Collection[int]) -> Iterator[Name]:
        """The name that a run of words with capitals is, or else its words."""
        run = self._trimmed(run, scan, offices)
        if _is_one_word(run):
            royal = run.start > 0 and names.is_royal(run.doc[run.start - 1].text)
            sure = royal or run.start in scan.persons or fold(run.text) in self._famous
            yield Name(run, alone=sure or not self._is_word(run[0]))
        elif self._is_name(run, scan, offices, taken):
            yield Name(run, alone=True)
        else:
            yield from (Name(run.doc[token.i : token.i + 1], alone=False) for token in run if token.text[:1].isupper())

    def _trimmed(self, run: Tokens, scan: "_Scan", offices: Collection[int]) -> Tokens:
        """A run without the words before the name ("Climate Change Ruwan Wijewardena", "PLR Johann Schneider-Ammann")
        and, in a headline in capitals, after it."""
        doc, start, end = run.doc, run.start, run.end
        person = next((token.i for token in run if token.i in scan.persons), None)
        behind_title = self._is_introduced(run, offices)
        while end - start > 1 and self._is_before_name(doc, start, end):
            start += 1
        while end - start > 1 and not behind_title and (person is None or start < person):
            token, after = doc[start], doc[start + 1]
            abbreviation = len(token) > 1 and token.text.isupper() and after.text[:1].isupper() and not after.is_upper
            if not (abbreviation or self._is_word(token)) or after.text in _HYPHENS:
                break
            start += 1
        if scan.in_capitals:
            end = next((t.i for t in doc[start + 1 : end] if self._is_word(t)), end)
        return doc[start:end]

    def _is_before_name(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a word is a title, or what goes before one ("Son Excellence Madame …"), or the last in the name of a
        ministry ("Cooperation and Communities Suzi Barbosa")."""
        token, after = doc[start], doc[start + 1]
        title = names.is_title(token.text) and len(token.text) > 1
        if title or (token.lower_ in _ITS and names.is_title(after.text)):
            return True
        plural = token.lower_
        things = plural.endswith("s") and (plural[:-1] in self._words or re.sub("ies$", "y", plural) in self._words)
        return things and end - start > _FULL and fold(token.text) not in self._given

    def _is_name(self, run: Tokens, scan: "_Scan", offices: Collection[int], taken: Collection[int]) -> bool:
        introduced, person = self._is_introduced(run, offices), any(token.i in scan.persons for token in run)
        if fold(run[0].text) in self._given or (introduced and person):
            return True
        if all(self._is_word(token) for token in run if token.is_alpha):
            return False
        if introduced or person or _is_in_apposition(run, offices, taken):
            return True
        # The recognizer takes many a name from afar for that of a thing; a thing has an article or a place before it.
        doc = run.doc
        before = doc[run.start - 1] if run.start else None
        return (
            not any(entity.label_ in _PLACE for entity in run.ents)
            and not any(self._is_word(token) for token in run if token.is_alpha)
            and all(token.is_title for token in run if token.is_alpha and not names.is_particle(token.text))
            and (before is None or (before.pos_ not in {"DET", "ADJ"} and before.lower_ not in _BEFORE_THINGS))
        )

    def _is_word(self, token: Token) -> bool:
        word = token.lower_
        return word in self._words or (word.endswith("s") and word[:-1] in self._words)

    @staticmethod
    def _is_introduced(run: Tokens, offices: Collection[int]) -> bool:
        """Whether a title or an office stands right before a name."""
        return run.start > 0 and (names.is_title(run.doc[run.start - 1].text) or run.start - 1 in offices)


class _Scan:
    """The words with capitals of a sentence, `blocked` ones aside; `persons` are those that the recognizer takes for
    persons' names. Of the first word only the model and the `famous` tell whether it is a name."""

    def __init__(self, doc: Doc, blocked: Collection[int], famous: Collection[str]) -> None:
        self._doc = doc
        self._blocked = blocked
        self._famous = famous
        self.persons = {i for ent in doc.ents if ent.label_ in _PERSON for i in range(ent.start, ent.end)}
        words = doc.text.split()
        self.in_capitals = sum(word.isupper() for word in words) * 2 > len(words)

    def opens(self, position: int) -> bool:
        """Whether a name may begin here."""
        token = self._doc[position]
        if not _is_capitalized(token) or position in self._blocked or _is_title(token):
            return False
        if position in self.persons or (position == 0 and fold(token.text) in self._famous):
            return True
        if token.pos_ in _GRAMMAR or (syntax.is_verb(token) and (token.lang_ == "en" or position == 0)):
            return False
        return position > 0 or token.pos_ == "PROPN"

    def end(self, position: int) -> int:
        """Where the name ends that goes on at `position`."""
        while position < len(self._doc) and (step := self._step(position)):
            position += step
        return position

    def _step(self, position: int) -> int:
        """How many tokens from `position` on continue a name: a word, a hyphen with what it joins, particles."""
        doc = self._doc
        if position >= len(doc) or position in self._blocked:
            return 0
        token, before = doc[position], doc[position - 1]
        joined = not before.whitespace_
        if token.text in _HYPHENS:
            follows = joined and not token.whitespace_ and position + 1 < len(doc) and position + 1 not in self._blocked
            return 2 if follows and doc[position + 1].text[:1].isalpha() else 0
        if joined and token.text[:1] in _HYPHENS:
            return 1  # "Joo-il" is "Joo" and "-il", as "dit-il" is
        if joined and not before.text.endswith(("'", ".", *_HYPHENS)):
            return 0
        if _is_capitalized(token):
            grammar = token.pos_ in _GRAMMAR or (syntax.is_verb(token) and token.lang_ == "en")
            title = len(token) > 2 and token.text.endswith(".") and names.is_title(token.text)
            kept = position in self.persons or names.is_particle(token.text) or before.text.endswith("'")
            return 0 if title or (grammar and not kept) else 1
        article = names.is_article(token.text) and position in self.persons
        if token.is_lower and (article or names.is_particle(token.text)):
            step = self._step(position + 1)
            return 1 + step if step else 0
        return 0


def _found(sentence: Sentence) -> Iterator[tuple[Tokens, Found]]:
    """The names known beforehand, each with its tokens."""
    assert sentence.doc is not None
    for found in sentence.found:
        start, end = found.start - sentence.start, found.end - sentence.start
        if span := sentence.doc.char_span(start, end, alignment_mode="expand"):
            yield span, found


def _known(sentence: Sentence) -> Iterator[tuple[Tokens, str]]:
    return ((span, actor) for span, found in _found(sentence) for actor, kind in found.readings if kind is Kind.PERSON)


def _is_capitalized(token: Token) -> bool:
    return token.text[:1].isupper() and not any(c.isdigit() for c in token.text)


def _is_title(token: Token) -> bool:
    # In English a capital M is an initial.
    return names.is_title(token.text) and not (token.lang_ == "en" and token.text == "M")


def _is_one_word(run: Tokens) -> bool:
    return not any(before.whitespace_ for before, _ in pairwise(run))


def _is_in_apposition(run: Tokens, offices: Collection[int], taken: Collection[int]) -> bool:
    """Whether a comma or a parenthesis joins a name to an office ("le ministre de l'Intérieur, Daho Ould Kablia", "Mao
    Havannall, Minister of …") or to the state whose office was named before ("… of Australia, Tegan Brink"), or whether
    an actor stands right beside it ("Grenada's Dickon Mitchell", "Gonfouli Souariba of Chad")."""
    doc = run.doc
    position = run.start - 1
    if position > 0 and doc[position].text == "'s" and position - 1 in taken:
        return True
    if run.end + 1 in taken and doc[run.end].lower_ in {*OF, "("}:
        return True
    while position > 0 and names.is_title(doc[position].text):
        position -= 1
    if position > 0 and doc[position].text == ",":
        if position - 1 in taken:
            return True
        for token in reversed(doc[max(0, position - _OFFICE_AWAY) : position]):
            if token.i in offices:
                return True
            if syntax.is_verb(token) or token.text in {";", ":", ".", "("}:
                break
    after = doc[run.end : run.end + 5]
    if len(after) > 1 and after[0].text in {",", "("}:
        for token in after[1:]:
            if token.i in offices:
                return True
            if syntax.is_verb(token) or token.text in {",", ".", ")"} or token.pos_ == "ADP":
                break
    return False
