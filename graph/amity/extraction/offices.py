"""Which offices a name goes with, and for which state its bearer acts, by what stands about the name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from amity.extraction import names, syntax
from amity.extraction.analysis import Context, Mention, Name
from amity.extraction.gazetteer import Kind
from amity.extraction.places import OF
from amity.extraction.text import fold

OFFICES_OF_ONE = {"head-of-state", "head-of-government", "foreign-minister", "minister", "ambassador"}
_LONGEST = 16
_NEAR = 9
_STOPS = {";", ":", ".", "(", ")"}
_JOINING = {",", "et", "and", "respectivement", "respectively", "&", "ainsi", "que", "as", "well"}
_NOT_BEFORE = {"ADP", "CCONJ", "SCONJ", "PUNCT", "PRON", "ADV"}


@dataclass(slots=True)
class Post:
    """What stands about a name: the `offices` of its bearer, the nearest first, and the `state` told for one of them or
    right beside the name; `introduced` where an office or a title stands right before it, `joint` where an office in
    the plural is that of several."""

    offices: list[Mention] = field(default_factory=list)
    state: str | None = None
    introduced: bool = False
    joint: bool = False


class Posts:
    """The posts of the names of one sentence."""

    def __init__(self, sentence_names: Sequence[Name], mentions: Sequence[Mention]) -> None:
        self._names = [name.tokens for name in sentence_names if _is_full(name.tokens)]
        self._mentions = mentions
        self._officials = [m for m in mentions if isinstance(m.kind, str) and m.kind != "body"]
        self._rows = dict(self._in_rows())

    def of(self, span: Tokens) -> Post:
        """The post of the bearer of one name; of an office in the plural the state alone."""
        opening = self._opening(span)
        post = Post(introduced=opening < span.start)
        if span.start in self._rows:
            post.joint, post.state = True, self._rows[span.start]
        else:
            found = [(far, m) for m in self._officials if (far := self._distance(m, span, opening)) is not None]
            post.offices = [m for _, m in sorted(found, key=lambda pair: pair[0])]
            told = (m.actors[0] for m in post.offices if m.actors and not m.guessed)
            post.state = next(told, None) or self._beside(span) or self._in_apposition(span, opening)
        return post

    def _opening(self, span: Tokens) -> int:
        """Where a name begins with the titles and the offices right before it ("le général", "Ambassador")."""
        doc, opening = span.doc, span.start
        heads = {m.token.i for m in self._officials}
        while opening > 0 and (names.is_title(doc[opening - 1].text) or opening - 1 in heads):
            opening -= 1
        return opening

    def _distance(self, official: Mention, span: Tokens, opening: int) -> int | None:
        """How many words stand between an office and the name of who holds it; nothing where it is another's."""
        doc, token = span.doc, official.token
        if official.person is not None or (syntax.feature(token, "Number") == "Plur" and token.i < opening):
            return None
        if opening <= token.i < span.start:
            return span.start - token.i - 1
        before = token.i < span.start
        between = doc[token.i + 1 : opening] if before else doc[span.end : token.i]
        if any(t.text in _STOPS - {"("} or syntax.is_verb(t) for t in between):
            return None
        if any(token.i < name.start < opening or span.end <= name.start < token.i for name in self._names):
            return None
        if before:
            last = between[-1] if len(between) else None
            apposed = last is not None and last.text == "," and not self._other(official, token.i, opening)
            direct = last is None or last.pos_ not in _NOT_BEFORE
            return len(between) if (apposed or direct) and len(between) <= _LONGEST else None
        if any(t.pos_ == "CCONJ" for t in between):
            return None  # "X and a delegation of Peru"
        opens = len(between) > 0 and between[0].text in {",", "("}
        linked = syntax.path_is_nominal(token, span.root) or syntax.path_is_nominal(span.root, token)
        if (opens or linked) and len(between) <= _NEAR and not self._belongs_to_next(official, span):
            return len(between) + _LONGEST
        return None

    def _other(self, official: Mention, start: int, end: int) -> bool:
        return any(m is not official and start < m.token.i < end for m in self._officials)

    def _belongs_to_next(self, official: Mention, span: Tokens) -> bool:
        """Whether an office behind a name is that of the next name ("X, the Qatari envoy, Y, and …"), unless that one
        has an office behind it too."""
        doc = span.doc
        after = next((name for name in self._names if name.start > official.token.i), None)
        if after is None or after.start - official.token.i > _LONGEST:
            return False
        between = doc[official.token.i + 1 : after.start]
        if any(t.text in _STOPS or syntax.is_verb(t) for t in between):
            return False
        last = between[-1] if len(between) else None
        if last is not None and last.text != "," and last.pos_ in _NOT_BEFORE:
            return False
        own = doc[after.end : after.end + 1].text in {",", "("} and any(
            after.end < m.token.i < after.end + _NEAR for m in self._officials
        )
        return not own

    def _beside(self, span: Tokens) -> str | None:
        """The state right beside a name ("le Tadjik Emomali Rahmon", "Grenada's Dickon Mitchell", "Gonfouli Souariba of
        Chad", "Robert Dussey (Togo)", "the ambassadors … of Vietnam, Duong Chue")."""
        doc = span.doc
        after = span.end + 1
        while after < len(doc) and doc[after].pos_ == "DET":
            after += 1
        for mention in self._mentions:
            position = mention.token.i
            if mention.kind is Kind.DEMONYM and position == span.start - 1:
                return mention.actors[0]
            if mention.kind not in (Kind.NAME, Kind.CAPITAL):
                continue
            if position == span.start - 2 and doc[span.start - 1].text == "'s":
                return mention.actors[0]
            if position == after and doc[span.end].lower_ in OF | {"("}:
                return mention.actors[0]
            listed = position == span.start - 2 and doc[span.start - 1].text == ","
            behind = any(m.token.i < position for m in self._officials)
            if listed and behind and syntax.preposition(mention.token) in OF:
                return mention.actors[0]
        return None

    def _in_apposition(self, span: Tokens, opening: int) -> str | None:
        """The state of a body in what is said of a name between commas ("X, porte-parole du gouvernement béninois")."""
        doc = span.doc
        for mention in self._mentions:
            if not isinstance(mention.kind, str) or not mention.actors or mention.guessed:
                continue
            position = mention.token.i
            if position > span.end and doc[span.end].text in {",", "("}:
                between, first = doc[span.end + 1 : position + 1], doc[span.end + 1]
                apposed = first.pos_ in {"NOUN", "PROPN", "DET", "ADJ"}
            elif position < opening and doc[opening - 1].text == ",":
                between, apposed = doc[position : opening - 1], mention.kind == "body"
            else:
                continue
            crossed = any(between.start <= name.start < between.end for name in self._names)
            if apposed and not crossed and len(between) <= _LONGEST and not any(syntax.is_verb(t) for t in between):
                return mention.actors[0]
        return None

    def _in_rows(self) -> list[tuple[int, str | None]]:
        """The names that stand in a row behind an office in the plural ("the defence ministers of Turkey and Somalia,
        Yasar Guler and Abdulkadir Nur"), by their first token, with the state where there is one for each."""
        found: list[tuple[int, str | None]] = []
        plural = {m.token.i for m in self._officials if syntax.feature(m.token, "Number") == "Plur"}
        for position in sorted(plural):
            row: list[Tokens] = []
            for span in (name for name in self._names if name.start > position):
                between = span.doc[row[-1].end if row else position + 1 : span.start]
                joined = all(t.lower_ in _JOINING or names.is_title(t.text) for t in between)
                close = len(between) <= _LONGEST and not any(syntax.is_verb(t) or t.text in _STOPS for t in between)
                if not (joined if row else close):
                    break
                row.append(span)
            states = [m.actors[0] for m in self._officials if m.token.i == position and m.actors]
            if len(row) > 1:
                each = states * len(row) if len(states) == 1 else states if len(states) == len(row) else []
                found += [(span.start, state) for span, state in zip_longest(row, each)]
        return found


def _is_full(span: Tokens) -> bool:
    return " " in span.text or (span.start > 0 and names.is_title(span.doc[span.start - 1].text))


_ACCOMPANY = {"accompany", "flank", "accompagner", "accompagne", "flanquer", "flanque", "entourer", "entoure"}


def own_side(official: Mention, mentions: Sequence[Mention], context: Context) -> str | None:
    """The state of an official of whom the text tells none.

    Whom the subject meets is of another state than the subject: the one the text is about, that on whose ground they
    are or that of other officials; who accompanies the subject is of the same. Else the state is the one the text is
    about, unless that is named as the other side.
    """
    others = [m for m in mentions if m.actors and m is not official and not m.guessed]
    acting = {a for m in others if m.acts and _is_subject(m.token) for a in m.actors}
    grounds = [m.actors[0] for m in others if m.place and not m.posting]
    officials = [m for m in others if isinstance(m.kind, str)]
    if len(acting) == 1 and any(fold(node.lemma_) in _ACCOMPANY for node in syntax.ancestors(official.token)):
        return next(iter(acting))
    if acting and not _is_subject(official.token):
        near = [*grounds, *(m.actors[0] for m in officials)]
    else:
        acting = {actor for m in others if isinstance(m.kind, str) or m.person for actor in m.actors}
        near = grounds
    postings = {m.actors[0] for m in others if m.posting}  # whoever meets an ambassador is of where he is posted
    states = [*context.states[:1], *(postings if len(postings) == 1 else ()), *near]
    return next((state for state in states if state not in acting), None)


def other_side(own: str, mentions: Sequence[Mention], context: Context) -> str | None:
    """The state of somebody's counterpart of whom the text tells none, `own` being that of who has one: that on whose
    ground they are, the other of the last two, or the one the text is about."""
    grounds = [m.actors[0] for m in mentions if m.actors and m.place and not m.posting and m.kind is not Kind.PLACE]
    pair = context.pair if own in context.pair else ()
    return next((state for state in (*grounds, *pair, *context.states[:2]) if state != own), None)


def _is_subject(token: Token) -> bool:
    return syntax.phrase_head(token).dep_ in syntax.SUBJECTS
