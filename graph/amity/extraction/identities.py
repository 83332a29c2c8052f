"""Who a name is: a person the text has named or will name, one known beforehand, or somebody new."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from amity.extraction import names
from amity.extraction.analysis import Context, Name, Person, Sentence
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.text import fold
from amity.periods import compatible


class IdentityFinder:
    """Finds whom the names of a text stand for; the context learns the persons."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._labels = {identifier: lexicon.labels.get(identifier, identifier) for identifier in lexicon.tenures}
        self._by_part: dict[str, list[str]] = defaultdict(list)
        for identifier, label in sorted(self._labels.items()):
            for key in set(names.name_key(label)):
                self._by_part[key].append(identifier)

    def find(self, name: Name, sentence: Sentence, context: Context, state: str | None, *, told: bool) -> Person | None:
        """The person that a name stands for; nobody where one word is not known to be anybody's name.

        `state` is that of the office the person is said to hold; `told` says that an office or a title stands before
        the name, so that even one word may be somebody new.
        """
        text, start = name.tokens.text, sentence.start + name.tokens.start_char
        if known := next(_persons(found for found in sentence.found if found.start == start), None):
            return self._from_reference(known, context)
        keys = names.name_key(text)
        if len(keys) < 2:
            return self._called(text, keys[0], name, context, state, told=told) if keys else None
        for person in context.namesakes(keys):
            if names.same_name(text, person.label):
                if not person.known and len(names.name_key(person.label)) == 1:
                    context.renamed(person, text)
                return person
        if fold(name.tokens[0].text) not in self._lexicon.given_names and (
            named := self._in_text(lambda full: full[-len(keys) :] == keys, keys, state, context)
        ):
            return named
        if identifier := self._in_reference(text, state):
            return self._from_reference(identifier, context)
        if not (told or " " in text) or not all(_is_cased(word) for word in text.split()):
            return None
        return self._new(text, state, context)

    def _called(
        self, word: str, key: str, name: Name, context: Context, state: str | None, *, told: bool
    ) -> Person | None:
        """Whom one word stands for: by the family name, last or first, else by any part that is not a given name."""
        if not word[:1].isupper():
            return None
        given = not told and fold(word) in self._lexicon.given_names
        if person := self._in_text(lambda full: names.family_name(full) == key, (key,), state, context):
            return person
        if not given and (person := self._in_text(lambda full: full[0] == key, (key,), state, context)):
            return person
        before = name.tokens.doc[max(0, name.tokens.start - 1) : name.tokens.start].text
        if not name.alone or names.is_patronymic(before) or names.is_band(before):
            return None
        if not given and (person := self._in_text(lambda full: key in full, (key,), state, context)):
            return person
        of = state or (context.home if told else None)
        known = self._in_office(key, of, context.published) or self._lexicon.famous(word, context.published)
        if known and not self._serves_another(known, state):
            return self._from_reference(known, context)
        if not told or (word.isupper() and not before.isupper()):
            return None
        return self._new(f"{before.title()} {word.title()}" if names.is_royal(before) else word, state, context)

    def _in_text(
        self, fits: Callable[[tuple[str, ...]], bool], keys: Sequence[str], state: str | None, context: Context
    ) -> Person | None:
        """The person of the text, named already or later on, whose name fits: of several named before the latest, of
        several named later none."""
        for person in context.namesakes(keys):
            if fits(names.name_key(person.label)) and (state is None or person.state in (None, state)):
                return person
        later = [full for full in context.full_names.get(keys[0], ()) if fits(names.name_key(full))]
        if not later or not all(names.same_name(later[0], full) for full in later):
            return None
        full = max(later, key=lambda full: len(names.name_key(full)))
        exact = (found for found in self._lexicon.actors.find(full) if (found.start, found.end) == (0, len(full)))
        identifier = next(_persons(exact), None) or self._in_reference(full, state)
        if identifier and self._serves_another(identifier, state):
            return None
        return self._from_reference(identifier, context) if identifier else self._new(full, state, context)

    def _in_reference(self, name: str, state: str | None) -> str | None:
        """The one person known beforehand who has a name, in another spelling; or in part, with an office of the state
        they act for."""
        keys = names.name_key(name)
        found = {
            identifier
            for key in keys
            for identifier in self._by_part.get(key, ())
            if names.same_name(name, self._labels[identifier])
            and not self._serves_another(identifier, state)
            and (state or sorted(keys) == sorted(names.name_key(self._labels[identifier])))
        }
        return found.pop() if len(found) == 1 else None

    def _in_office(self, key: str, state: str | None, published: str | None) -> str | None:
        """The one person known beforehand who held an office of a state when the text was published and whose family
        name, or name as a king, has a key."""
        found = {
            identifier
            for identifier in self._by_part.get(key, ())
            for tenure in self._lexicon.tenures[identifier]
            if tenure.of == state
            and names.family_name(names.name_key(self._labels[identifier])) == key
            and (not published or (tenure.attested and compatible(tenure.attested, published)))
        }
        return found.pop() if len(found) == 1 else None

    def _serves_another(self, identifier: str, state: str | None) -> bool:
        return state is not None and all(t.of != state for t in self._lexicon.tenures.get(identifier, ()))

    def _from_reference(self, identifier: str, context: Context) -> Person:
        person = context.people.get(identifier)
        if person is None:
            person = Person(identifier, self._labels.get(identifier, identifier), known=True)
            if tenure := self._lexicon.tenure(identifier, context.published):
                person.state, person.known_office = tenure.of, tenure.office
        context.noticed(person)
        return person

    @staticmethod
    def _new(name: str, state: str | None, context: Context) -> Person:
        identifier = names.slug(name)
        if identifier in context.people:
            # The text names another of that family name already, of another state.
            identifier = f"{identifier}-{state}"
        person = context.people.get(identifier) or Person(identifier, name)
        context.noticed(person)
        return person


def identifier(person: Person, lexicon: Lexicon) -> str:
    """The id of a person in all documents: that of the reference for who is known beforehand, else the name with the
    state the person acts for, where a document tells it ("mamadou-diallo-GIN"): a name alone makes nobody one."""
    if person.known or person.state is None or lexicon.types.get(person.state) != "State":
        return person.id if person.known else names.slug(person.label)
    return f"{names.slug(person.label)}-{person.state}"


def _persons(found: Iterable[Found]) -> Iterator[str]:
    return (actor for one in found for actor, kind in one.readings if kind is Kind.PERSON)


def _is_cased(word: str) -> bool:
    return word[:1].isupper() or names.is_particle(word.partition("-")[0]) or names.is_article(word)
