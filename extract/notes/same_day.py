"""Several newspapers of one day: "Hull Evening Journal, Leeds Advertiser, all December 7, 1861"."""

from __future__ import annotations

import re
from functools import lru_cache

from regesta.extract.notes.filling import Reading
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.notes.marks import dates_in
from regesta.extract.record import Fields, Span
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords

#: How sure each is read as a newspaper of that day: set by hand.
CONFIDENCE = 0.85
REASON = "newspaper: one of several of a day"
_NAME = r"[^\W\d_a-z][\w'.-]*(?:\s[\w'.-]+){0,4}"


class SameDayPatterns:
    """How a language names several newspapers of one day; `same_day_patterns` gives the pattern."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        joint = rf",?\s+(?:(?:{w('conjunctions')})\s+|&\s+)|,\s+"
        self.joint = re.compile(joint)
        self.all_of = re.compile(
            rf"(?P<names>{_NAME}(?:(?:{joint}){_NAME})+),?\s+(?:{w('all_of')}),?\s+(?P<date>.+)"
        )


@lru_cache(maxsize=8)
def same_day_patterns(words: CitationWords) -> SameDayPatterns:
    """How a language names several newspapers of one day."""
    return SameDayPatterns(words)


def papers_of_a_day(text: str, a: int, b: int, words: CitationWords) -> list[tuple[Span, Reading]]:
    """The newspapers that text[a:b] names, each of the day at its end; [] when it is something else."""
    patterns = same_day_patterns(words)
    m = patterns.all_of.fullmatch(text, a, b)
    dates = dates_in(m["date"], words) if m else []
    if m is None or len(dates) != 1 or dates[0].edtf.count("-") != 2:
        return []
    spans: list[Span] = []
    at = m.start("names")
    for joint in patterns.joint.finditer(text, at, m.end("names")):
        spans.append((at, joint.start()))
        at = joint.end()
    spans.append((at, m.end("names")))
    names = [tidy(text[x:y]) for x, y in spans]
    periodical = words.pattern("journal_words", case=True)
    if not any(is_newspaper(name, words) or periodical.search(name) for name in names):
        return []
    day = dates[0].edtf
    return [
        (
            span,
            Reading(
                "newspaper", Fields(container=name, doc_date=day, year=day[:4]), CONFIDENCE, reason=REASON
            ),
        )
        for span, name in zip(spans, names, strict=True)
    ]
