"""The words of the date grammar, read from `dates.toml` and made into patterns once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from regesta.extract.text.languages import ENGLISH


@dataclass(frozen=True, slots=True)
class Part:
    """What "early", "the end of" do: a day number or "last" within a month; one or two month numbers within a
    year."""

    month: str
    year: tuple[str, ...]


def alternatives(words: Iterable[str]) -> str:
    """The words as one regular expression, longest first, any white space or a hyphen where they have a
    space."""
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in sorted(words, key=lambda w: (-len(w), w)))


class DateWords:
    """The tables of `dates.toml` with the look-behind patterns that need them; read-only."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.months: dict[str, int] = data["months"]
        self.short_months: dict[str, int] = data["short_months"]
        self.seasons: dict[str, int] = data["seasons"]
        self.ordinals: dict[str, int] = data["ordinals"]
        self.numbers: dict[str, int] = data["numbers"]
        self.before_month = frozenset(data["before_month"]["words"])
        self.not_after = frozenset(data["not_years"]["after"])
        self.not_before = frozenset(data["not_years"]["before"])
        self.relations = {w: name for name, words in data["relations"].items() for w in words}
        self.parts = {w: Part(p["month"], tuple(p["year"])) for p in data["parts"] for w in p["words"]}
        self.ranges = frozenset({"-", "--", "\u2013", "\u2014", "to", "until", "till", "through"})
        self.lists = frozenset({"and", "or", "as well as", "&", ","})
        self.part_before = re.compile(
            rf"(?P<all>(?<![\w-])(?:(?:the|very)\s+)*(?P<word>{alternatives(self.parts)})[\s-]+(?:the\s+)?)$",
            re.I,
        )
        self.about_before = re.compile(
            rf"(?P<all>(?<![\w-])(?:{alternatives(data['about']['words'])})\s*(?:the\s+)?)$", re.I
        )
        self.relation_before = re.compile(rf"(?<![\w-])({alternatives(self.relations)})\s+(?:the\s+)?$", re.I)
        asides = data["asides"]
        self.aside_nouns = re.compile(rf"\b(?:{alternatives(asides['nouns'])})s?\b", re.I)
        self.aside_verbs = re.compile(
            rf"\b(?:{alternatives(asides['verbs'])})\s+(?:\w+\s+){{0,3}}(?:in|since|until|on|of)?\s*(?:the\s+)?$",
            re.I,
        )
        self.aside_distance: int = asides["distance"]

    def month(self, word: str) -> int:
        """1..12 of a month's name or short form."""
        key = word.lower().rstrip(".")
        return self.months.get(key) or self.short_months[key]

    def is_month(self, word: str, alone: bool) -> bool:
        """Whether the word is meant as a month: capitalised, and a full name where nothing stands beside
        it."""
        return word[0].isupper() and (not alone or word.lower() in self.months)

    def day(self, word: str) -> int:
        """The number of "20", "20th" or "twentieth"."""
        digits = re.match(r"\d+", word)
        return int(digits.group()) if digits else self.ordinals[word.lower()]

    def part(self, word: str) -> Part:
        """What the qualifying words do."""
        return self.parts[re.sub(r"[\s-]+", " ", word.lower())]


WORDS = DateWords(ENGLISH.table("dates"))

_DAY = rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?|{alternatives(WORDS.ordinals)})"
_YEAR = r"(?:1[5-9]\d\d|20[0-4]\d)"
_MONTH = rf"(?:{alternatives(WORDS.months)}|(?:{alternatives(WORDS.short_months)})\b\.?)"
_FULL = rf"(?:{alternatives(WORDS.months)})"
_SEP = r"\s*(?:-|--|\u2013|\u2014)\s*|\s+(?:to|and|or|until|till|through)\s+(?:the\s+)?"

#: One date expression, the fuller readings first. Groups: dm_ day month, md_ month day, my_ month year, m_
#: month, yr_ span of years, y_ year.
ATOM = re.compile(
    rf"""(?<![\w/.])(?<!\d-)(?:
      (?P<iso_y>{_YEAR})-(?P<iso_m>0[1-9]|1[0-2])-(?P<iso_d>0[1-9]|[12]\d|3[01])
    | (?P<num_d>\d{{1,2}})(?P<num_s>[./])(?P<num_m>\d{{1,2}})(?P=num_s)(?P<num_y>{_YEAR})
    | (?P<dm_a>{_DAY})(?:(?P<dm_s>{_SEP})(?P<dm_b>{_DAY}))?(?:\s+of)?\s+(?P<dm_m>{_MONTH})(?:,?\s*(?:of\s+)?(?P<dm_y>{_YEAR}))?
    | (?P<md_m>{_MONTH})\s+(?:the\s+)?(?P<md_a>{_DAY})(?:(?P<md_s>{_SEP})(?P<md_b>{_DAY}))?(?:,?\s+(?P<md_y>{_YEAR}))?
    | (?P<my_m>{_MONTH}),?\s+(?:of\s+)?(?P<my_y>{_YEAR})
    | (?:the\s+)?(?P<half_w>first|second|latter)\s+half\s+of\s+(?:the\s+year\s+)?(?P<half_y>{_YEAR})
    | (?P<season>{alternatives(WORDS.seasons)})(?:\s+of|,)?\s+(?P<season_y>{_YEAR})
    | (?P<cent>\d{{1,2}}(?:st|nd|rd|th))[\s-]century
    | (?P<cent_w>{alternatives(WORDS.ordinals)})[\s-]century
    | (?P<decade>{_YEAR})(?:'|\u2019)?s
    | (?P<yr_a>{_YEAR})\s?[-\u2013/]\s?(?P<yr_b>{_YEAR}|\d\d)
    | (?P<y_y>{_YEAR})(?!-\w)
    | (?P<m_m>{_FULL})
    )(?!\w|/\d)""",
    re.I | re.X,
)

#: What may stand between two dates that belong together.
JOIN = re.compile(
    r"(?P<word>\s*(?:--|-|\u2013|\u2014)\s*|,?\s+(?:to|until|till|through|and|or|as\s+well\s+as)\s+|\s*&\s*)(?:(?:on|in|the|from|until)\s+)*",
    re.I,
)
