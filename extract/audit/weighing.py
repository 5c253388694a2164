"""Evidence about any finding: whether the citations it rests on may be misread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.sureness import runs_on
from regesta.extract.notes.antecedents import POINTERS
from regesta.extract.record import Citation, Span

#: The levels of audit.toml for this evidence; what each is stands there.
LEVELS = levels("weighing")
#: A bracket with place or publisher and year.
_IMPRINT = re.compile(r"\([^()]*[^\W\d_][,:]?\s(?:1[5-9]|20)\d\d\)")


def misread(spans: Sequence[Span], case: Case) -> list[str]:
    """The evidence that a finding rests on a misread citation: one of its places is a citation of no kind, or
    one whose reading is doubtful."""
    cited = (case.remembered("citations by place", _by_place).get(span) for span in spans)
    hard = any(c is not None and (is_doubtful(c) or leads_on(c, case)) for c in cited)
    return ["a citation hard to read"] if hard else []


def leads_on(c: Citation, case: Case) -> bool:
    """Whether a citation goes on to another work that was not cut off: "Hurst, Tolls, see Lane 1997"."""
    signals = case.words.alternatives("remark_signals")
    return bool(re.search(rf"\w[^\w\s]*\s(?:{signals})\s[^\W\d_a-z]", c.quote))


def is_doubtful(c: Citation) -> bool:
    """Whether a citation's reading is doubtful: of no kind, less sure than the level, prose, or cut so that
    it has two imprints or half a bracket (what an Ibid. or a short title points to is another question)."""
    if c.type in POINTERS:
        return False
    prose = c.quote[:1].islower() or (len(c.quote) > LEVELS["prose"] and runs_on(c))
    two_works = len(_IMPRINT.findall(c.quote)) > 1 or c.quote.count("(") != c.quote.count(")")
    return c.type == "other" or c.confidence < LEVELS["sure_reading"] or prose or two_works


def _by_place(case: Case) -> dict[Span, Citation]:
    return {c.span: c for c in case.citations}
