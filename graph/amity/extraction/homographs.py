"""Verbs written like nouns, which the parser takes for nouns behind a name ("L'Égypte livre des armes")."""

import re
from collections.abc import Iterable

from amity.extraction.gazetteer import Found
from amity.extraction.lexicon import Words
from amity.extraction.text import fold

_VERB = re.compile(
    r"\s+(?P<stem>\w+)e(?=\s+(?:\d|à\s|aux?\s|des?\s|du\s|la\s|les?\s|une?\s|s(?:on|a|es)\s|leurs?\s|deux\s|main\s|[dl]'))"
)


def respelled(text: str, start: int, names: Iterable[Found], verbs: frozenset[Words]) -> str:
    """`text`, which begins at `start` of its document, with such verbs behind one of the `names` in the simple past.

    That tense is as long, letter for letter, and is no other word: "L'Égypte livra des armes". Only the parser sees it.
    """
    letters = list(text)
    for name in names:
        match = _VERB.match(text, name.end - start)
        if match and (fold(match["stem"] + "e"),) in verbs:
            letters[match.end("stem")] = "a"
    return "".join(letters)
