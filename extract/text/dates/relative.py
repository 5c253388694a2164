"""Dates said by distance from another: "on the following day", "two months later", "the same year"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from regesta.extract.text.dates.grammar import DateMatch
from regesta.extract.text.dates.words import WORDS, alternatives

_NUMBER = rf"(?:\d{{1,3}}|{alternatives(WORDS.numbers)})"
_NEXT, _LAST, _SAME = r"(?:following|next)", r"(?:previous|preceding)", r"(?:same|very\s+same|very)"
_PARTS_OF_DAY = ("night", "evening", "afternoon", "morning")

#: A distance counts from the last date only when nothing else follows that it could count from ("three days
#: after the landing" is not ours to say).
_STOP = r"(?=\s*(?:[,.;:)]|$|\s(?:the|he|she|it|they|in|on|at|by|to|and|when)\b))"
RELATIVE = re.compile(
    rf"""(?<![\w-])(?:
      (?:on|in|during)?\s*\b(?:the|that)\s+(?P<same>{_SAME})\s+(?P<unit>day|night|evening|afternoon|morning|week|month|year)
    | (?:later\s+)?(?P<that>that)\s+(?P<unit6>night|evening|afternoon|morning|month|year)(?!\s+(?:which|that|when)\b)
    | on\s+the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?!\s*(?:(?-i:[A-Z])|of\b|parallel|century|anniversary|floor|day|century))
    | (?:on\s+|in\s+|during\s+)?the\s+(?:very\s+)?(?P<next>{_NEXT})\s+(?P<unit2>day|night|evening|afternoon|morning|week|month|year)
    | (?:on\s+|in\s+|during\s+)?the\s+(?P<last>{_LAST})\s+(?P<unit3>day|week|month|year)
    | the\s+(?P<unit4>day|week|month|year)\s+(?P<ba>before|after){_STOP}
    | (?:(?P<about>about|around|some|nearly|almost|just|only|exactly)\s+)?(?P<n>{_NUMBER})\s+(?P<unit5>day|week|fortnight|month|year)s?\s+(?P<dir>later|afterwards?|earlier|previously|(?:after|before)\s+(?:that|this){_STOP})
    )\b""",
    re.I | re.X,
)


def resolve_relative(text: str, anchor: str | None, known: Sequence[DateMatch] = ()) -> list[DateMatch]:
    """The relative dates of a text that can be settled: against the last date before them in `known` (dates
    of the same text), else against `anchor`.

    A day needs an anchor that is a day, a month one that names a month; what cannot be settled is left out.
    """
    out = []
    for m in RELATIVE.finditer(text):
        g = {k: v for k, v in m.groupdict().items() if v is not None}
        before = [
            d.edtf for d in known if d.end <= m.start() and re.fullmatch(r"\d{4}(-\d\d){0,2}~?", d.edtf)
        ]
        base = before[-1] if before else anchor
        unit = next(
            (g[k] for k in ("unit", "unit2", "unit3", "unit4", "unit5", "unit6") if k in g), "day"
        ).lower()
        unit = "day" if unit in _PARTS_OF_DAY else unit
        edtf = (
            ""
            if not base
            else day_of_month(base, int(g["day"]))
            if "day" in g
            else shifted(base, unit, _steps(g))
        )
        if edtf:
            blurred = g.get("about", "").lower() in ("about", "around", "some", "nearly", "almost") or (
                unit in ("week", "fortnight") and "same" not in g
            )
            start = m.start() + len(m.group()) - len(m.group().lstrip())
            out.append(
                DateMatch(
                    start,
                    m.end(),
                    edtf + "~" if blurred and not edtf.endswith("~") else edtf,
                    text[start : m.end()],
                    0.55,
                    "",
                    True,
                )
            )
    return out


def _steps(g: dict[str, str]) -> int:
    if "same" in g or "that" in g:
        return 0
    if "next" in g or g.get("ba", "").lower() == "after":
        return 1
    if "last" in g or g.get("ba", "").lower() == "before":
        return -1
    number = int(g["n"]) if g["n"].isdigit() else WORDS.numbers[g["n"].lower()]
    forwards = g["dir"].lower().startswith(("later", "after"))
    return number if forwards else -number


def day_of_month(base: str, day: int) -> str:
    """The next day of that number from a date on, "" when its month is not known or too short: ("1946-11-20",
    23) -> "1946-11-23", ("1946-11-20", 3) -> "1946-12-03"."""
    parts = [int(x) for x in base.rstrip("~").split("-")]
    if len(parts) < 2:
        return ""
    months = parts[0] * 12 + parts[1] - 1 + (len(parts) > 2 and day < parts[2])
    try:
        return date(months // 12, months % 12 + 1, day).isoformat()
    except ValueError:
        return ""


def shifted(base: str, unit: str, steps: int) -> str:
    """An EDTF date moved by steps of a unit, "" when it is not precise enough: ("1945-12-31", "day", 1) ->
    "1946-01-01"."""
    blur = "~" if base.endswith("~") else ""
    parts = [int(x) for x in base.rstrip("~").split("-")]
    if unit in ("day", "week", "fortnight"):
        if len(parts) < 3:
            return ""
        if steps == 0 and unit == "week":
            return base.rstrip("~") + "~"
        try:
            moved = date(parts[0], parts[1], parts[2]) + timedelta(
                days=steps * {"day": 1, "week": 7, "fortnight": 14}[unit]
            )
        except (ValueError, OverflowError):
            return ""
        return moved.isoformat() + blur
    if unit == "month":
        if len(parts) < 2:
            return ""
        months = parts[0] * 12 + parts[1] - 1 + steps
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return f"{parts[0] + steps:04d}"
