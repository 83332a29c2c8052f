"""Temporal expressions of French and English prose, resolved to EDTF against the document's own date.

The names of months, weekdays and seasons and the numbers as words are in ontology/lexicon/dates.ttl; the grammar that
puts them together is in dates.{fr,en}.tsv beside it. What cannot be resolved has no date: nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from amity import resources
from amity.extraction.calendar import Calendar, calendar_of
from amity.extraction.expressions import LIMITS, RESOLVERS, UNKNOWN, Frame
from amity.extraction.text import normalize
from amity.periods import bounds


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression: code-point offsets into the text, end exclusive, and its EDTF date where it can be told.

    `kind` is one of `absolute`; `relative` to the document's date; `span` (from one day or year to another); `since`
    (`1960/..`); `until` (`../2027`); `deadline` (`edtf` is the time by which); `anniversary` (`edtf` is the year of
    what is remembered, approximate); `recent` (no more is said than that it has just happened: the month of
    publication, or nothing); `vague` (some time to come); `recurrent`; `duration`. The last three have no date.

    `edtf` is the likeliest date. Where the tense of the verb decides, as for "lundi" or "le 12 mars" without a year,
    `past` and `future` are the two dates between which it does.
    """

    start: int
    end: int
    edtf: str | None
    kind: str
    past: str | None = None
    future: str | None = None

    def resolved(self, future: bool | None = None) -> str | None:
        """The date if the sentence speaks of what is to come (True) or of what has been (False)."""
        chosen = None if future is None else self.future if future else self.past
        return chosen or self.edtf


def find_dates(text: str, language: str, published: str | None) -> list[DateMention]:
    """The temporal expressions of `text`, from left to right, none overlapping another.

    `language` is "fr" or "en"; `published` is the EDTF date of the document, without which a day or a month that
    states no year has an unspecified one (`XXXX-05-10`) and other relative expressions have no date. Numeric dates
    are read day first. Raises ValueError for another language.
    """
    grammar = _grammar(language)
    frame = Frame.of(language, published)
    plain = _plain(text)
    mentions: list[DateMention] = []
    position = 0
    while match := grammar.pattern.search(plain, position):
        found = grammar.read(plain, text, match, mentions[-1].end if mentions else 0, frame)
        if found and mentions and (span := grammar.joined(plain, mentions[-1], found)):
            mentions[-1] = span
        elif found:
            mentions.append(found)
        position = max(found.end if found else 0, match.start() + 1)
    return mentions


def _plain(text: str) -> str:
    """`text` with straight quotes, plain spaces and small letters, one code point for one code point."""
    normalized = normalize(text)
    lowered = normalized.lower()
    if len(lowered) == len(normalized):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in normalized)


# The grammar


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the grammar; `before` tells what must stand before it: `-`, `article`, `word` or `firm`."""

    kind: str
    resolver: str
    pattern: re.Pattern[str]
    before: str


_ORDERED = re.compile(r"[(]\?P<\w+>")
_BACKWARD = re.compile(r"[(]\?P=\w+[)]")
_PLACE = re.compile(r"\{([a-z]+)(\d?)\}")
_SPACE = re.compile(r"([(]\?<[!=][^)]*[)])| ([?])?(?![^\[]*\])")  # but in a lookbehind or a class
_REACH = 64
_STARTS = r"(?<!\w)(?<![0-9][.,/:])(?<![$€£#°])"
_ENDS = r"(?:(?<!\w)|(?!\w))"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one language, in order of preference, and one pattern that finds what any of them finds."""

    rules: tuple[Rule, ...]
    pattern: re.Pattern[str]
    lead: re.Pattern[str]
    plural: re.Pattern[str]
    joints: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    capitals: bool

    def read(self, plain: str, text: str, match: re.Match[str], position: int, frame: Frame) -> DateMention | None:
        """The mention at the place of `match`, by the first rule that accepts it; it starts at `position` or later."""
        start = match.start()
        lead = self.lead.search(plain, max(position, start - _REACH), start)
        for rule in self.rules[int((match.lastgroup or "r0")[1:]) :]:
            inner = rule.pattern.match(plain, start)
            if inner is None or not self._fits(rule, inner, lead, plain, text):
                continue
            kind, begins, limit = rule.kind, start, None
            if lead and kind in ("absolute", "relative", "span"):
                begins = max(lead.start(), lead.end("noun"))
                if kind != "span":
                    limit = next((name for name in LIMITS if lead[name] is not None), None)
                    kind = _KINDS.get(limit or "", kind)
            try:
                groups = {name: found for name, found in inner.groupdict().items() if found is not None}
                dated = RESOLVERS[rule.resolver](groups, frame)
                dated = LIMITS[limit](dated) if dated and limit else dated
                for edtf in (dated.edtf, dated.past, dated.future) if dated else ():
                    if edtf:
                        bounds(edtf)
            except (OverflowError, ValueError):  # outside the years 1 to 9999
                dated = UNKNOWN
            if dated is None:
                continue
            end = start + len(inner[0].rstrip())
            return DateMention(begins, end, dated.edtf, kind, dated.past, dated.future)
        return None

    def joined(self, plain: str, first: DateMention, last: DateMention) -> DateMention | None:
        """The span of two dates unlike each other, as in "from 2019 to March 2023", or nothing."""
        kinds = ("absolute", "relative", "since", "until")
        if first.edtf is None or last.edtf is None or first.kind not in kinds or last.kind not in kinds:
            return None
        joints = (joins.match(plain, first.end) for opens, joins in self.joints if opens.match(plain, first.start))
        joint = next(filter(None, joints), None)
        if joint is None or not last.start <= joint.end() < last.end:
            return None
        start, end = first.edtf.removesuffix("/.."), last.edtf.removeprefix("../")
        if "/" in start or "X" in start + end:
            return None
        end = end.split("/")[-1]
        days = bounds(start).earliest, bounds(end).latest
        if days[0] is None or days[1] is None or days[0] >= days[1] or start == end:
            return None
        return DateMention(first.start, last.end, f"{start}/{end}", "span")

    def _fits(self, rule: Rule, found: re.Match[str], lead: re.Match[str] | None, plain: str, text: str) -> bool:
        groups = found.groupdict("")
        if (
            self.capitals
            and groups.get("month")
            and not (groups.get("year") or groups.get("year2"))
            and text[found.start("month")].islower()  # "may" is a verb, "march" a noun
        ):
            return False
        if rule.before == "-":
            return True
        if lead is None:
            return False
        if rule.before == "article":
            return True
        ends = {name: lead.end(name) for name in ("firm", "weak", "noun", "article")}
        if ends["article"] == lead.end():
            return False
        weak = ends["weak"] == lead.end() and ends["firm"] < 0 and ends["noun"] < 0
        if (weak or groups.get("year", "").endswith("00")) and self.plural.match(plain, found.end() + 1):
            return False  # "de 2012 soldats", "en 2000 exemplaires"
        return rule.before == "word" or not weak


@cache
def _grammar(language: str) -> Grammar:
    """The rules of ontology/lexicon/dates.{fr,en}.tsv.

    A row is a rule (kind, resolver, pattern, what must stand before), a `macro` that patterns name in braces, or
    something that may stand `before` a date. Raises ValueError, naming file and line, for a row that cannot be used.
    """
    if language not in ("fr", "en"):
        raise ValueError(f"dates are read in French (fr) and English (en), not in {language!r}")
    places = _places(calendar_of(language))
    rules: list[Rule] = []
    alternatives: list[str] = []
    leads: dict[str, str] = {}
    file = resources.ontology() / "lexicon" / f"dates.{language}.tsv"
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[1:], 2):
        try:
            kind, name, pattern, *before = line.split("\t")
            spelled = _placed(pattern, places)
            if kind == "macro":
                places[name] = spelled
                continue
            spelled = _SPACE.sub(lambda m: m[1] or ("(?: {1,3})?" if m[2] else " {1,3}"), spelled)
            if kind == "before":
                leads[name] = f"(?P<{name}>{spelled})"
            else:
                if name not in RESOLVERS or before[0] not in ("-", "article", "word", "firm"):
                    raise KeyError(f"unknown resolver {name!r} or condition {before[0]!r}")
                alternatives.append(f"(?P<r{len(rules)}>{_BACKWARD.sub('.', _ORDERED.sub('(?:', spelled))})")
                rules.append(Rule(kind, name, re.compile(f"(?:{spelled}){_ENDS}"), before[0]))
        except (ValueError, KeyError, IndexError, re.error) as error:
            raise ValueError(f"{file}, line {number}: expected a rule, a macro or a word before ({error})") from None
    limits = "|".join(leads[name] for name in LIMITS)
    chain = "|".join(leads[name] for name in ("firm", "weak", "noun", "article"))
    return Grammar(
        tuple(rules),
        re.compile(f"{_STARTS}(?:{'|'.join(alternatives)}){_ENDS}"),
        re.compile(rf"(?<!\w)(?=.)(?:{limits})?(?:{chain}){{0,6}}$"),
        re.compile(places["plural"]),
        tuple(
            (re.compile(rf"(?:{places[opens]})(?!\w)"), re.compile(f" (?:{places[joins]}) "))
            for opens, joins in (("from", "to"), ("between", "and"))
        ),
        capitals=language == "en",
    )


def _placed(pattern: str, places: Mapping[str, str]) -> str:
    """`pattern` with each `{name}` as a group of that name, or of none where the name is taken."""
    taken: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = _NAMES.get(match[1], match[1]) + match[2]
        opening = "(?:" if name in taken else f"(?P<{name}>"
        taken.add(name)
        return f"{opening}{places[match[1]]})"

    return _PLACE.sub(group, pattern)


_NAMES = {"fullmonth": "month", "dd": "day", "bareyear": "year"}
_KINDS = {"since": "since", "starting": "since", "deadline": "deadline", "until": "until"}


def _places(calendar: Calendar) -> dict[str, str]:
    """The patterns that every language has; accents may be apart from their letters."""

    def spelled(pattern: str) -> str:
        loose = pattern.lower().replace("[ée]", "[ée]\u0301?").replace("[ûu]", "[ûu]\u0302?")
        words: dict[str, list[str]] = {}
        for word in loose.split("|"):
            first = "[ée]" if word.startswith("[") else word[0]
            words.setdefault(first, []).append(word.removeprefix(first))
        # By first letter, so that most of them are passed over at once.
        return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in words.items()) + ")"

    # An abbreviation alone is more often another word ("en sept ans").
    months = calendar.months_pattern.split("|")
    full = [m for m in months if "\\" not in m and not any(other != m and other.startswith(m) for other in months)]
    word = spelled(calendar.numbers_pattern)
    return {
        "day": r"(?:1er|premier|0?[1-9](?:st|nd|rd|th)?(?![0-9])|[12][0-9](?:st|nd|rd|th)?|3[01](?:st|th)?)",
        "dd": r"(?:1er|[12][0-9]|3[01]|0?[1-9])(?![0-9])",
        "mm": r"(?:1[0-2]|0?[1-9])",
        "month": spelled(calendar.months_pattern),
        "fullmonth": spelled("|".join(full)),
        "year": r"(?:1[0-9]{3}|2[01][0-9]{2})(?![0-9])",
        "bareyear": r"(?:1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])",
        "weekday": spelled(calendar.weekdays_pattern),
        "season": spelled(calendar.seasons_pattern),
        "number": rf"(?:[0-9]{{1,3}}|(?:{word}(?: et |-et-|-| and | )?){{1,4}})",
    }
