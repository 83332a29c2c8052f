"""The persons of a sentence: their names, the offices they hold, the state they act for."""

from collections.abc import Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from amity.extraction import names, syntax
from amity.extraction.analysis import Context, Mention, Person, Sentence
from amity.extraction.anaphora import OWN, owner
from amity.extraction.gazetteer import Kind
from amity.extraction.identities import IdentityFinder
from amity.extraction.lexicon import Lexicon
from amity.extraction.offices import OFFICES_OF_ONE, Posts, other_side, own_side
from amity.extraction.places import BESIDE, is_bystander
from amity.extraction.text import fold


class PersonFinder:
    """Finds the persons of sentences; the context learns them, and knows them by the family name from then on."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._identities = IdentityFinder(lexicon)
        self._counterparts = {" ".join(words) for words in lexicon.words("counterpart")}

    def find(self, sentence: Sentence, mentions: list[Mention], context: Context) -> list[Mention]:
        """The mentions of a sentence with the persons among them; what stands for nobody known is left out."""
        assert sentence.doc is not None
        posts = Posts(sentence.names, mentions)
        joint: list[Mention] = []
        for name in sentence.names:
            span, post = name.tokens, posts.of(name.tokens)
            person = self._identities.find(name, sentence, context, post.state, told=post.introduced)
            if person is None:
                continue
            start, end = sentence.start + span.start_char, sentence.start + span.end_char
            person.spans.append((start, end))
            person.state = person.state or post.state
            if person.feminine is None:
                person.feminine = _feminine(span, post.offices)
            for official in post.offices:
                _appoint(person, official)
            citizen = next((m for m in mentions if m.kind is Kind.DEMONYM and m.token.i == span.start - 1), None)
            if citizen is not None and citizen.person is None and not post.offices:
                citizen.person, citizen.private = person.id, False
            elif not post.offices:
                head = _head(span)
                reported = syntax.preposition(head) in BESIDE or is_bystander(head)
                actors = (person.state,) if person.state else ()
                mentions.append(Mention(start, end, actors, Kind.PERSON, head, person=person.id, reported=reported))
                joint += mentions[-1:] if post.joint else []
        _share(joint, context)
        for mention in mentions:
            if mention.person is not None and not mention.actors and isinstance(mention.kind, str):
                self._decide(context.people[mention.person], mention, mentions, context)
        for mention in mentions:
            if mention.person is None and (incumbent := _incumbent(mention, context)):
                mention.person = incumbent.id
                mention.actors = mention.actors or (str(incumbent.state),)
            if not mention.actors and isinstance(mention.kind, str) and not mention.reported and context.home:
                mention.actors = (owner(mention, mentions, context),)
        return [m for m in mentions if m.actors or m.person]

    def _decide(self, person: Person, official: Mention, mentions: Sequence[Mention], context: Context) -> None:
        """Finds the state of an official of whom neither name nor office tells it: that of "his" and "its", another
        for a counterpart, else a side."""
        if person.state is None and context.home:
            if any(child.lower_ in OWN for child in official.token.children):
                own, official.reported = owner(official, mentions, context), is_bystander(official.token)
                other = fold(official.token.lemma_) in self._counterparts
                person.state = other_side(own, mentions, context) if other else own
            elif not official.reported:
                person.state = own_side(official, mentions, context)
        official.actors = (person.state,) if person.state else ()


def _appoint(person: Person, official: Mention) -> None:
    """Has `person` be who holds the office of a mention; either may tell the state of the other."""
    official.person = person.id
    if official.actors:
        person.state = person.state or official.actors[0]
    elif person.state:
        official.actors, official.reported, official.guessed = (person.state,), is_bystander(official.token), False
    if official.kind != "official" and person.office is None:
        person.office = str(official.kind)


def _share(joint: Sequence[Mention], context: Context) -> None:
    """Finds the states of the two who hold one office "of the two countries": where one is known, the other's."""
    pair = context.pair or context.states[:2]
    told = {actor for mention in joint for actor in mention.actors}
    for mention in joint if len(joint) == len(pair) == 2 else ():
        if not mention.actors:
            rest = [state for state in pair if state not in told]
            if len(rest) == 1:
                context.people[str(mention.person)].state = rest[0]
            mention.actors, mention.guessed = tuple(rest), True


_INDEFINITE = {"un", "une", "a", "an", "aucun", "aucune", "no", "another", "autre", "chaque", "each", "every"}


def _incumbent(mention: Mention, context: Context) -> Person | None:
    """The person of the text that an office named alone stands for ("the minister" after "minister Robert Dussey")."""
    token = mention.token
    if mention.kind not in OFFICES_OF_ONE or mention.reported or syntax.feature(token, "Number") == "Plur":
        return None
    if any(child.lower_ in _INDEFINITE for child in token.children):
        return None
    for state in mention.actors or (None,):
        for person in context.persons(state, str(mention.kind)):
            if any(start < mention.start for start, _ in person.spans):  # who is named later is not meant yet
                return person
    return None


_FEMININE, _MASCULINE = (
    {"mme", "mme.", "mrs", "mrs.", "ms", "ms.", "madame"},
    {"m", "m.", "mr", "mr.", "monsieur", "sir", "lord"},
)


def _head(span: Tokens) -> Token:
    """The head of a name, the title before it where that is the head of both ("M. Modi")."""
    title = span.root.head
    return title if title.i == span.start - 1 and names.is_title(title.text) else span.root


def _feminine(span: Tokens, offices: Sequence[Mention]) -> bool | None:
    """Whether a person is a woman, as far as a title or the gender of the office tells."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if before in _FEMININE | _MASCULINE:
        return before in _FEMININE
    determiners = [child for official in offices[:1] for child in official.token.children if child.dep_ == "det"]
    genders = {syntax.feature(token, "Gender") for token in determiners}
    return None if not genders & {"Fem", "Masc"} else "Fem" in genders
