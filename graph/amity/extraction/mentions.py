"""Which expressions of a sentence stand for a state, an organization or a person, and how they may be read."""

from collections.abc import Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention, Sentence
from amity.extraction.anaphora import AnaphorFinder
from amity.extraction.bodies import BodyAnaphors
from amity.extraction.gazetteer import Found, Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.persons import PersonFinder
from amity.extraction.phrases import Match, PhraseIndex
from amity.extraction.places import (
    BESIDE,
    IN,
    OF,
    after_post,
    in_dateline,
    is_bare_subject,
    is_bystander,
    is_gloss,
    is_hyphened,
    is_indirect_object,
    is_venue,
    nominal_ancestors,
    positions,
)
from amity.extraction.text import fold

_GUESSED_OFFICES = {"foreign-minister", "head-of-state", "head-of-government", "minister"}
_GUESSED_BODIES = {"gouvernement", "government", "ministere", "ministry", "presidence", "presidency"}
_NEVER_PARTIES = (Kind.NONE, Kind.PERSON, Kind.GROUP)
_AT = {"à", "au", "aux", "dans", "at", "within", "inside"}
"""Before an organization, what makes a place of it; "in an ECOWAS summit" and "from the World Bank" do not."""
_ORDER = (
    Kind.NAME,
    Kind.ORGANIZATION,
    Kind.CAPITAL,
    Kind.METONYM,
    Kind.DEMONYM,
    Kind.COMBINING,
    Kind.BODY,
    Kind.PERSON,
    Kind.PLACE,
)


class MentionFinder:
    """Finds the mentions of each sentence of a text, in order: what was said before decides what "the two" are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._given_names = lexicon.given_names
        self._persons = PersonFinder(lexicon)
        self._anaphors = AnaphorFinder(lexicon)
        self._bodies = BodyAnaphors(lexicon)
        self._offices = PhraseIndex(lexicon.offices)
        self._acronyms = PhraseIndex.listed(lexicon, "office-acronym")
        self._private = PhraseIndex.listed(lexicon, "private")
        self._company = PhraseIndex.listed(lexicon, "company")
        self._islands = PhraseIndex.listed(lexicon, "island")
        self._framework = PhraseIndex.listed(lexicon, "framework")
        self._motion = PhraseIndex.listed(lexicon, "motion")
        self._binding = PhraseIndex.listed(lexicon, "binding")
        self._site = PhraseIndex.listed(lexicon, "site")
        self._posting = PhraseIndex.listed(lexicon, "posting")
        self._standing = PhraseIndex.listed(lexicon, "standing")
        self._paper = PhraseIndex.listed(lexicon, "paper")
        self._foreign = PhraseIndex.listed(lexicon, "foreign-affairs")
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
        named += self._bodies.find(sentence, named, context)
        self._mark(sentence, named)
        mentions = self._officials(sentence, named, context)
        mentions = self._persons.find(sentence, mentions, context)
        mentions += self._anaphors.find(sentence, mentions, context)
        mentions.sort(key=lambda mention: (mention.start, mention.end))
        return mentions

    # Names

    def _named(self, sentence: Sentence, found: Found, context: Context) -> Mention | None:
        readings = [reading for reading in found.readings if reading[1] not in _NEVER_PARTIES]
        if not readings or any(kind is Kind.NONE for _, kind in found.readings):
            return None
        token = sentence.token_at(found.start, found.end)
        if token is None:
            return None
        seat = next((actor for actor, kind in readings if kind is Kind.METONYM), None)
        capitals = [actor for actor, kind in readings if kind is Kind.CAPITAL]
        if seat and capitals and seat not in capitals:
            # "Bruxelles" is the Union where it acts, unless the text speaks rather of Belgium, and a city otherwise.
            acts = syntax.preposition(token) not in IN and context.counts[seat] >= context.counts[capitals[0]]
            readings = [r for r in readings if (r[1] is Kind.METONYM) is acts]
        kind = min((kind for _, kind in readings), key=_ORDER.index)
        given = kind is Kind.NAME and fold(token.text) in self._given_names and token.n_lefts == 0  # "Dominique Hasler"
        if (kind is Kind.PLACE or given) and _opens_name(sentence, found):
            return None
        actors = sorted({actor for actor, k in readings if k is kind}, key=lambda a: (-context.counts[a], a))
        kind = Kind.DEMONYM if kind is Kind.COMBINING else kind
        return Mention(found.start, found.end, (actors[0],), kind, token)

    def _mark(self, sentence: Sentence, named: Sequence[Mention]) -> None:
        if not named:
            return
        private = self._heads(sentence, self._private)
        offices = {position for match in self._offices.find(sentence.forms) for position in positions(match)}
        company = self._heads(sentence, self._company)
        islands = self._heads(sentence, self._islands)
        site = self._heads(sentence, self._site)
        framework = self._heads(sentence, self._framework)
        posting = self._heads(sentence, self._posting)
        conference = self._heads(sentence, self._conference)
        happening = self._heads(sentence, self._happening)
        motion = self._heads(sentence, self._motion)
        binding = self._heads(sentence, self._binding)
        standing = self._heads(sentence, self._standing)
        paper = self._heads(sentence, self._paper)
        for mention in named:
            token = mention.token
            before = syntax.preposition(token)
            above = syntax.governor(token)
            inside = before in IN and not is_bare_subject(token)
            # "such as the UN" gives an example, and nobody who acts.
            mention.reported = before in BESIDE | {"as"} or is_bystander(token)
            if above.i in posting | standing and is_venue(above):
                mention.reported = True
            if mention.kind is Kind.PLACE:
                mention.place = True
            elif mention.kind is Kind.CAPITAL:
                mention.place = (
                    inside
                    or (before in OF and above.i in happening | private | standing)
                    or in_dateline(sentence, mention)
                    or (token.dep_ == "appos" and above.i in private)
                    or (token.dep_ in {"compound", "nmod"} and token.i < above.i and above.i in conference)
                )
            elif mention.kind is Kind.NAME:
                there = inside and above.i not in binding and not is_indirect_object(token, islands)
                mention.place = there or is_gloss(sentence, mention)
            elif mention.kind is Kind.ORGANIZATION:
                mention.place = before in _AT
                # "its mission to the United Nations", "the ASEAN members": the organization itself does nothing.
                mention.private = above.i in standing and before not in {"with", "avec", "by", "par"}
                mention.private |= any(node.i in framework for node in nominal_ancestors(token))
                mention.private |= before == "to" and after_post(token, standing | posting)
            if (
                mention.kind in (Kind.NAME, Kind.CAPITAL, Kind.DEMONYM)
                and above.i in private
                and above.i not in offices
            ):
                mention.private = mention.kind is Kind.DEMONYM or (
                    before in OF | {"from", ""} and token.dep_ not in syntax.SUBJECTS
                )
            mention.company = mention.private and above.i in company
            if mention.kind is Kind.DEMONYM and above.i in site:
                mention.place, mention.private = True, False
            if before in OF | {"from"} and above.i in motion and syntax.is_verb(above):
                mention.origin = True
            if inside and (
                any(node.i in posting for node in nominal_ancestors(token))
                or (before == "to" and after_post(token, posting))
            ):
                mention.posting = True
            if mention.kind in (Kind.ORGANIZATION, Kind.NAME) and token.dep_ == "compound" and token.head.i in paper:
                # "the minister for EU affairs", "the UN convention on the law of the sea"
                mention.private = mention.reported = True
            if (
                mention.kind is not Kind.DEMONYM
                and is_hyphened(sentence, mention)
                and any(node.i in conference for node in nominal_ancestors(token))
            ):
                mention.event_name = True

    @staticmethod
    def _heads(sentence: Sentence, index: PhraseIndex[str]) -> set[int]:
        return {position for match in index.find(sentence.forms) for position in positions(match)}

    # Offices and bodies

    def _officials(self, sentence: Sentence, named: list[Mention], context: Context) -> list[Mention]:
        doc = sentence.doc
        assert doc is not None
        # "PM" is a prime minister and "pm" an hour.
        short = {match.first for match in self._acronyms.find(sentence.forms)}
        matches = [m for m in self._offices.find(sentence.forms) if m.first not in short or doc[m.first].is_upper]
        roots = ((doc[match.first : match.last + 1].root, match) for match in matches)
        heads = {root.i: match for root, match in roots if root.pos_ != "VERB"}
        foreign = {match.first for match in self._foreign.find(sentence.forms)}
        # A word may be both the head of an office and inside a longer one; the root decides.
        taken: dict[int, list[Mention]] = {}
        kept: list[Mention] = []
        for mention in named:
            aside = mention.kind is Kind.PLACE or mention.posting or (mention.private and mention.reported)
            holder = None if aside else _holder(mention, heads)
            inside = mention.place and mention.kind in (Kind.NAME, Kind.CAPITAL, Kind.ORGANIZATION)
            inside = inside and syntax.preposition(mention.token) != "from"
            if holder is not None and not inside and not mention.event_name:
                taken.setdefault(holder, []).append(mention)
            else:
                kept.append(mention)
        for position, match in heads.items():
            head = doc[position]
            start = sentence.start + doc[match.first].idx
            end = sentence.start + doc[match.last].idx + len(doc[match.last])
            office = match.value
            modifiers = _own_state(taken.get(position, []), office)
            if office == "minister" and any(match.last < first <= match.last + 4 for first in foreign):
                office = "foreign-minister"
            reported = syntax.preposition(head) in BESIDE | {"sous"} or is_bystander(head)
            reported |= office == "body" and is_venue(head)
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
            elif head.dep_ == "compound" and any(node.i in taken for node in nominal_ancestors(head)):
                pass  # "the Colombian government delegation" is one
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


def _opens_name(sentence: Sentence, found: Found) -> bool:
    """Whether a city is the first name of somebody ("Naha Mint Hamdy")."""
    doc = sentence.doc
    assert doc is not None
    span = doc.char_span(found.start - sentence.start, found.end - sentence.start, alignment_mode="expand")
    if span is None or span.end >= len(doc):
        return False
    following = doc[span.end]
    named = any(other.start <= sentence.start + following.idx < other.end for other in sentence.found)
    return following.pos_ == "PROPN" and following.text[:1].isupper() and following.text[1:].islower() and not named


_STATES = (Kind.NAME, Kind.DEMONYM, Kind.CAPITAL, Kind.METONYM)


def _own_state(modifiers: list[Mention], office: str) -> list[Mention]:
    """Of what qualifies a minister or an ambassador, the state: organizations are what the office deals with ("the
    Algerian minister of Maghreb, African Union and Arab League affairs")."""
    states = [m for m in modifiers if m.kind in _STATES]
    return states if states and office in ("minister", "foreign-minister", "ambassador") else modifiers


_SCENE = {"on", "during", "after", "before", "following", "amid", "about", "under", "over", "against"}
"""Before a noun, what parts an office from who is named behind it ("the minister, on the eve of the ASEAN talks")."""


def _holder(mention: Mention, heads: dict[int, Match[str]]) -> int | None:
    """The office a name qualifies: the nearest above it in its phrase."""
    token = mention.token
    # "le ministre de l'Union africaine et de la Ligue arabe" deals with both.
    listed = mention.kind is Kind.ORGANIZATION and any(
        child.dep_ == "case" and child.lower_ in OF for child in token.children
    )
    if token.dep_ != "compound" and syntax.preposition(token) in {"avec", "with"}:
        return None  # "their cooperation with Senegal" is no body of Senegal
    joined = False
    for node in nominal_ancestors(token):
        if node.i in heads and node.i != token.i:
            # "the ambassadors of Switzerland and Indonesia" are of both, "the minister of Niger and China" is not.
            return None if joined and not listed and syntax.feature(node, "Number") != "Plur" else node.i
        if node.i != token.i and syntax.preposition(node) in (IN - {"from"}) | _SCENE:
            return None
        if node.dep_ in syntax.SUBJECTS:
            return None
        joined = joined or (node.dep_ == "conj" and node.pos_ == "PROPN")
    return None
