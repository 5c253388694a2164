"""Where a model's quotes stand: resolved to offsets by code, verbatim or not at all; and whom its names
mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regesta.extract.annotate import AnnotatedSentence
from regesta.extract.propose.llm.windows import Window
from regesta.extract.propose.proposer import Context
from regesta.extract.record import Span
from regesta.extract.text.folding import fold


class Refused(Exception):
    """A part of an answer that does not hold: a quote that is not in the text, a value that is not legal."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start:end) of one sentence's analysed text."""

    sentence: AnnotatedSentence
    start: int
    end: int

    @property
    def spans(self) -> tuple[Span, ...]:
        """The raw spans, cut where a note interrupts."""
        return self.sentence.analysed.spans(self.start, self.end, self.sentence.record.spans)

    @property
    def longest(self) -> Span:
        """The longest of the raw spans."""
        return max(self.spans, key=lambda s: s[1] - s[0])


def find(quote: str, number: int, window: Window) -> Place:
    """Where a quote stands in the sentence of that number (from 1), else in the only other one that has it: a
    model that copies well may count badly. White space may differ, nothing else.

    Errors: Refused when it stands in none, or in several others.
    """
    pattern = _pattern(quote)
    own = window.sentences[number - 1 : number] if number >= 1 else ()
    others = [s for s in window.sentences if s not in own]
    there = _matches(pattern, own) or _matches(pattern, others)
    if len(there) != 1:
        raise Refused(f"a quote that is not in the text: {_short(quote)}")
    return there[0]


def _matches(pattern: re.Pattern[str], sentences: Iterable[AnnotatedSentence]) -> list[Place]:
    """The first place in each sentence that has it."""
    return [Place(s, *m.span()) for s in sentences if (m := pattern.search(s.analysed.text))]


def _pattern(quote: str) -> re.Pattern[str]:
    """A quote as a pattern: of whole words where it begins and ends with a letter or digit."""
    words = quote.split()
    if not words:
        raise Refused("an empty quote")
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, words)) + after)


def within(quote: str, sentence: AnnotatedSentence) -> Place | None:
    """Where a further quote stands in the same sentence; None for an empty one.

    Errors: Refused when it is not there.
    """
    return find(quote, 1, Window((sentence,))) if quote.strip() else None


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:77] + "...")


class Names:
    """Whom the names of one document's answers mean."""

    def __init__(self, context: Context) -> None:
        self.authority, self.layer = context.authority, context.mentions
        self.index = {s.record.id: k for k, s in enumerate(self.layer.annotated.sentences)}

    def canonical(self, name: str, window: Window) -> str:
        """The canonical form of a name: that of a mention with these words or this meaning in the window,
        else the authority's, else the name as it is.

        Errors: Refused for a name of which no word stands in the window: it was invented.
        """
        name = " ".join(name.split())
        wanted = fold(name).casefold()
        here = (*window.before, *window.sentences)
        for words, actor in (m for sentence in here for m in self._mentions(sentence)):
            if wanted in (fold(words).casefold(), fold(actor).casefold()):
                return actor
        text = fold(" ".join(s.analysed.text for s in here)).casefold()
        if not any(re.search(rf"(?<!\w){re.escape(w)}", text) for w in re.findall(r"\w{2,}", wanted)):
            raise Refused(f"a name that is not in the text: {_short(name)}")
        known = self.authority.of_name(name)
        return known[0].label if len(known) == 1 else name

    def _mentions(self, sentence: AnnotatedSentence) -> list[tuple[str, str]]:
        """The words of each mention of a sentence by name, and the actor they mean."""
        k = self.index.get(sentence.record.id)
        found = self.layer.mentions(k) if k is not None else ()
        return [
            (sentence.doc[m.start_token : m.end_token].text, m.actor) for m in found if m.form != "pronoun"
        ]
