"""Healthy ranges of the figures of a reading, the warnings outside them, and the refusal of a broken
reading."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The healthy range of one figure, both ends included; `health.toml` says what each field is."""

    figure: str
    about: str
    kind: Literal["share", "count", "cases"]
    means: str
    advice: Mapping[str, str]
    least: float = -math.inf
    most: float = math.inf
    few: int = 0
    broken_below: float = -math.inf
    broken_above: float = math.inf
    broken_from: int = 0

    def holds(self, value: float, cases: int) -> bool:
        """True when a value is healthy, or so few cases count that they say nothing."""
        return self.least <= value <= self.most or cases < self.few

    def breaks(self, value: float, cases: int) -> bool:
        """True when a value says that the reading is of no use."""
        return not self.broken_below <= value <= self.broken_above and cases >= self.broken_from

    def shown(self, value: float, cases: int | None = None) -> str:
        """A value of this figure as people read it: "12 %", "0.4 %", "3"; with its cases "84 (12 %)"."""
        if self.kind == "count":
            return f"{value:,.0f}"
        return f"{cases:,} ({percent(value)})" if self.kind == "cases" and cases else percent(value)

    @property
    def healthy(self) -> str:
        """The range as people read it."""
        if math.isinf(self.most):
            return f"at least {self.shown(self.least)}"
        return f"at most {self.shown(self.most)}"


def percent(share: float) -> str:
    """A share as people read it; what is little and not nothing keeps a decimal."""
    digits = 1 if 0 < share < 0.0995 else 0
    return f"{share * 100:.{digits}f}".replace(".0", "") + " %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """A figure outside its healthy range: what it says and what to try next. `broken` when it alone makes the
    reading useless."""

    figure: str
    about: str
    value: str
    healthy: str
    means: str
    advice: str
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The table `health.toml`."""

    refuse_from: int
    long_sentence: int
    long_note: int
    long_word: int
    title_page: int
    listed_from: int
    listed: int
    examples: int
    rising: int
    one_letter_words: Mapping[str, frozenset[str]]
    ranges: tuple[Range, ...]


@lru_cache(maxsize=1)
def health() -> Health:
    """The shipped table, read once."""
    text = resources.files("regesta.extract.read").joinpath("health.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    words = {code: frozenset(of) for code, of in data.pop("one_letter_words").items()}
    ranges = tuple(Range(**row) for row in data.pop("range"))
    return Health(one_letter_words=words, ranges=ranges, **data)


def warnings_of(
    figures: Mapping[str, tuple[float, int]], form: str, characters: int, limits: Health
) -> Iterator[Warning]:
    """A warning for each figure outside its range; `form` chooses the advice, `characters` (no blanks)
    whether the text is long enough to be refused."""
    for limit in limits.ranges:
        value, cases = figures.get(limit.figure, (math.nan, 0))
        if math.isnan(value) or limit.holds(value, cases):
            continue
        yield Warning(
            figure=limit.figure,
            about=limit.about,
            value=limit.shown(value, cases),
            healthy=limit.healthy,
            means=limit.means,
            advice=limit.advice.get(form.lower(), limit.advice["any"]),
            broken=characters >= limits.refuse_from and limit.breaks(value, cases),
        )
