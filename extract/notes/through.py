"""Citations of works that the author saw quoted in another: "as quoted in", "cited after", "quoting"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from regesta.extract.record import Citation
from regesta.extract.text.lexicon import CitationWords


class ThroughPatterns:
    """What a language puts between a work unseen and the one that quotes it; `through_patterns` gives the
    patterns."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        #: "Conte, Cours, as quoted in Luke, Durk": the second quotes the first.
        self.seen_in = re.compile(rf"(?<!\w)(?:{w('seen_in')})(?!\w)", re.IGNORECASE)
        #: "Luke, Durk, quoting Conte, Cours": the first quotes the second.
        self.quoting = re.compile(rf"(?<!\w)(?:{w('quoting_another')})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def through_patterns(words: CitationWords) -> ThroughPatterns:
    """What a language puts between a work unseen and the one that quotes it."""
    return ThroughPatterns(words)


def cited_through(text: str, citations: Sequence[Citation], words: CitationWords) -> list[Citation]:
    """The citations of one note, in order, each with the id of the one in which it was seen. `text` is the
    folded document: what stands between two neighbours tells."""
    patterns = through_patterns(words)
    out = list(citations)
    for k, (before, behind) in enumerate(pairwise(citations)):
        between = text[before.span[1] : behind.span[0]]
        if patterns.seen_in.search(between):
            out[k] = replace(out[k], cited_through=behind.id)
        elif patterns.quoting.search(between):
            out[k + 1] = replace(out[k + 1], cited_through=before.id)
    return out
