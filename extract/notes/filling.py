"""What a citation's parts say, put into the fields of a record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of a note says. `dates` are the places of its dates when it cites one document after the
    other by them; `reason` says by what its type was told."""

    type: CitationType
    fields: Fields
    confidence: float
    dates: tuple[tuple[str, int, int], ...] = field(default=())
    in_same_place: bool = False
    reason: str = ""


def held(raw: str, parts: Parts, words: CitationWords) -> Fields:
    """Archive, shelfmark and its units; all other fields empty."""
    article = rf"^(?:{words.alternatives('owner_articles')}) (?={words.alternatives('articled_archives')})"
    out = Fields(archive=tidy(re.sub(article, "", parts.archives[0].text)) if parts.archives else "")
    units: list[tuple[str, str]] = []
    for mark in parts.marks:
        units += [u for u in mark.units if u[0] not in {level for level, _ in units} or mark.shelfmark]
        for name, value in mark.fields:
            if not getattr(out, name):
                out = replace(out, **{name: tidy(value)})  # type: ignore[arg-type]
    shown = [
        tidy(raw[a:b]) for mark, (a, b) in zip(parts.marks, parts.mark_spans, strict=True) if mark.shelfmark
    ]
    if out.record_group:
        # the record group has its field
        shown = [tidy(re.sub(rf",?\s*{re.escape(out.record_group)}(?!\d)", "", s).strip(" ,")) for s in shown]
    return replace(
        out, units=tuple(dict.fromkeys(units)), shelfmark=", ".join(dict.fromkeys(s for s in shown if s))
    )


def page_numbers(pages: str) -> str:
    """Pages as a field keeps them: "172 - 73,  180" becomes "172-73, 180"."""
    return re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", pages)).strip(" ,.")


def first_date(parts: Parts, title: str, words: CitationWords) -> str:
    """The day a citation gives by itself, else the last one in its title; "" for none."""
    if parts.dates:
        return parts.dates[0][0]
    found = dates_in(fold(title), words)
    return found[-1].edtf if found else ""
