"""The words and expressions of a language's dates, read from its `dates.toml` and made into patterns once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from regesta.extract.text.languages import LanguagePack


@dataclass(frozen=True, slots=True)
class Part:
    """What "early", "the end of" do: a day number or "last" within a month; one or two month numbers within a
    year."""

    month: str
    year: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a date is, 0..1: by precision, of a `period` (a decade), `relative`; `inferred` is taken
    off."""

    day: float
    month: float
    year: float
    period: float
    relative: float
    inferred: float


@dataclass(frozen=True, slots=True)
class Expressions:
    """Several expressions as one pattern; the name of the group that closed last says by its number which one
    was read."""

    pattern: re.Pattern[str]

    def read(self, match: re.Match[str]) -> tuple[int, dict[str, str]]:
        """Which expression a match of `pattern` is, from 0, and its groups by name."""
        number = (match.lastgroup or "")[1:]
        prefix = f"g{number}_"
        groups = {
            name.removeprefix(prefix): said
            for name, said in match.groupdict().items()
            if said is not None and name.startswith(prefix)
        }
        return int(number), groups


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DateWords:
    """The tables of a language's `dates.toml`, compiled; see there for what each holds. There is one for each
    pack (`date_words`), so it is equal to itself alone."""

    months: Mapping[str, int]
    short_months: Mapping[str, int]
    seasons: Mapping[str, int]
    ordinals: Mapping[str, int]
    numbers: Mapping[str, int]
    parts: Mapping[str, Part]
    relations: Mapping[str, str]
    ranges: frozenset[str]
    lists: frozenset[str]
    before_month: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    expressions: Expressions
    kinds: tuple[str, ...]
    join: re.Pattern[str]
    part_before: re.Pattern[str]
    about_before: re.Pattern[str]
    relation_before: re.Pattern[str]
    between_before: re.Pattern[str]
    denied_before: re.Pattern[str]
    named_before: re.Pattern[str]
    cited_before: re.Pattern[str]
    aside_noun: re.Pattern[str]
    aside_verb_before: re.Pattern[str]
    aside_distance: int
    aside_reach: int
    aside_back: int
    relative: Expressions
    relative_steps: tuple[int, ...]
    relative_units: Mapping[str, tuple[str, int]]
    confidence: Confidence
    opens: int
    capital_months: bool

    def month(self, word: str) -> int:
        """1..12 of a month's name or short form."""
        key = word.lower().rstrip(".")
        return self.months.get(key) or self.short_months[key]

    def is_month(self, word: str, alone: bool) -> bool:
        """Whether the word is meant as a month: capitalised where the language writes months so, and a full
        name where nothing stands beside it."""
        return (word[0].isupper() or not self.capital_months) and (not alone or word.lower() in self.months)

    def ordinal(self, word: str) -> int:
        """The number of "20", "20th" or "twentieth"."""
        digits = re.match(r"\d+", word)
        return int(digits.group()) if digits else self.ordinals[word.lower()]

    def number(self, word: str) -> int:
        """The number of "12" or "twelve"."""
        return int(word) if word.isdecimal() else self.numbers[word.lower()]

    def part(self, word: str) -> Part:
        """What the narrowing words do."""
        return self.parts[re.sub(r"[\s-]+", " ", word.lower())]

    def relation(self, word: str) -> str:
        """How an event lies to a date after the word: since, until, before, after or by."""
        return self.relations[re.sub(r"[\s-]+", " ", word.lower())]


@lru_cache(maxsize=8)
def date_words(pack: LanguagePack) -> DateWords:
    """The words of dates of a language."""
    data = pack.table("dates")
    parts = {w: Part(p["month"], tuple(p["year"])) for p in data["parts"] for w in p["words"]}
    relations = {w: name for name, words in data["relations"].items() for w in words}
    asides, patterns = data["asides"], data["patterns"]
    fill = _Filling(
        {
            "MONTHS": data["months"],
            "SHORT_MONTHS": data["short_months"],
            "SEASONS": data["seasons"],
            "ORDINALS": data["ordinals"],
            "NUMBERS": data["numbers"],
            "PARTS": parts,
            "ABOUT": data["about"]["words"],
            "RELATIONS": relations,
            "ASIDE_NOUNS": asides["nouns"],
            "ASIDE_VERBS": asides["verbs"],
        },
        data["fragments"],
    )
    return DateWords(
        months=data["months"],
        short_months=data["short_months"],
        seasons=data["seasons"],
        ordinals=data["ordinals"],
        numbers=data["numbers"],
        parts=parts,
        relations=relations,
        ranges=frozenset(data["joins"]["ranges"]),
        lists=frozenset(data["joins"]["lists"]),
        before_month=frozenset(data["before_month"]["words"]),
        not_after=frozenset(data["not_years"]["after"]),
        not_before=frozenset(data["not_years"]["before"]),
        expressions=fill.expressions(data["expressions"], r"(?<![\w/.])(?<!\d-)", r"(?!\w|/\d)"),
        kinds=tuple(row["kind"] for row in data["expressions"]),
        aside_distance=int(asides["distance"]),
        aside_reach=int(asides["reach"]),
        aside_back=int(asides["back"]),
        relative=fill.expressions(data["relative"]["expressions"], r"(?<![\w-])", r"\b"),
        relative_steps=tuple(int(row["steps"]) for row in data["relative"]["expressions"]),
        relative_units={w: (unit, int(n)) for w, (unit, n) in data["relative"]["units"].items()},
        confidence=Confidence(**data["confidence"]),
        opens=int(data["narrative"]["opens"]),
        capital_months=bool(data["spelling"]["capital_months"]),
        join=fill.pattern(patterns["join"]),
        part_before=fill.pattern(patterns["part_before"]),
        about_before=fill.pattern(patterns["about_before"]),
        relation_before=fill.pattern(patterns["relation_before"]),
        between_before=fill.pattern(patterns["between_before"]),
        denied_before=fill.pattern(patterns.get("denied_before", _NOTHING)),
        named_before=fill.pattern(patterns.get("named_before", _NOTHING)),
        cited_before=fill.pattern(patterns.get("cited_before", _NOTHING)),
        aside_noun=fill.pattern(patterns["aside_noun"]),
        aside_verb_before=fill.pattern(patterns["aside_verb_before"]),
    )


#: A regular expression that fits nothing: an empty list of a pack means no word, not every word.
_NOTHING = r"(?!)"


def alternatives(words: Iterable[str]) -> str:
    """The words as one regular expression, longest first, any white space or a hyphen where they have a
    space; one that fits nothing where there are none."""
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in longest_first) or _NOTHING


class _Filling:
    """Fills the {NAMES} in patterns with word lists and fragments, and compiles them."""

    def __init__(self, lists: Mapping[str, Iterable[str]], fragments: Mapping[str, str]) -> None:
        self._parts = {name: alternatives(words) for name, words in lists.items()} | dict(fragments)

    def _filled(self, pattern: str) -> str:
        return re.sub(r"\{([A-Z_]+)\}", lambda m: self._filled(self._parts[m.group(1)]), pattern)

    def pattern(self, pattern: str) -> re.Pattern[str]:
        return re.compile(self._filled(pattern), re.I | re.X)

    def expressions(self, rows: Iterable[Mapping[str, Any]], before: str, after: str) -> Expressions:
        """One pattern out of the rows' patterns, each row's groups numbered after the row, between what may
        not stand before and after."""
        numbered = []
        for k, row in enumerate(rows):
            renamed = re.sub(r"\(\?P([<=])", rf"(?P\g<1>g{k}_", row["pattern"])
            numbered.append(f"(?P<e{k}>{renamed})")
        return Expressions(self.pattern(f"{before}(?:{'|'.join(numbered) or _NOTHING}){after}"))
