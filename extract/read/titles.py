"""Title, author and year off a title page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.extract.read.headings import fold
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line

_INSTITUTION = re.compile(
    r"(?i)\b(university|universit|college|school|faculty|department|institute|dissertation|thesis|submitted|degree|doctor|requirements|supervis\w+|partial fulfil\w+|abstract|declaration)\b"
)
# "An essay written for ...", "Paper presented to ...": what the text is and was made for, not its name.
_OCCASION = re.compile(
    r"(?i)^(?:(?:an?|the|this)\s+)?(?:[\w-]+\s+){0,2}?(?:essay|paper|study|report|monograph|manuscript|draft|lecture)\s+(?:written|presented|prepared|delivered|read|given|for)\b|^(?:written|presented|prepared|delivered)\s+(?:for|to|at)\b"
)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_MONTH_YEAR = re.compile(
    r"(?i)^(re)?submitted|^(january|february|march|april|may|june|july|august|september|october|november|december)?\s*\d{4}\.?$"
)


def title_page(lines: Sequence[Line], headings: Sequence[Heading]) -> tuple[str, str, str]:
    """(title, author, year) from the lines before the first heading proper; "" for what is not there to be
    read."""
    first = next((h.first for h in headings if h.kind != "section"), min(len(lines), 40))
    page = [line.bare for line in lines[: min(first, 40)] if not line.blank]
    if not page:
        return "", "", ""
    year = next(
        (
            m.group(1)
            for line in page
            for m in [_YEAR.search(line)]
            if m and (_MONTH_YEAR.match(line) or _INSTITUTION.search(line))
        ),
        "",
    )
    title: list[str] = []
    author = ""
    for k, line in enumerate(page):
        if len(line) > 140:
            break
        if title and line.lower() == "by" and k + 1 < len(page):
            author = page[k + 1]
            break
        named = re.match(r"(?i)by\s+(\S.*)$", line)
        if named and title:
            author = author or named.group(1)
            break
        if _INSTITUTION.search(line) or _MONTH_YEAR.match(line) or (title and _OCCASION.search(line)):
            if title:
                break
            continue
        if (
            title
            and not author
            and _personal(line)
            and not title[-1].endswith((":", ",", "-", "of", "the", "and"))
        ):
            if k + 1 >= len(page) or not page[k + 1][:1].islower():
                author = line
            break
        title.append(line.strip("# *_"))
        if len(title) == 4:
            break
    return " ".join(" ".join(title).split()), _cased(author), year


def _personal(line: str) -> bool:
    tokens = line.split()
    return (
        2 <= len(tokens) <= 4
        and all(re.fullmatch(r"[^\W\d_][\w.'\u2019-]*", t) and t[0].isupper() for t in tokens)
        and not {"The", "OF", "AND", "THE", "A"} & set(tokens)
        and fold(line) != ""
    )


def _cased(name: str) -> str:
    return " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in name.split())
