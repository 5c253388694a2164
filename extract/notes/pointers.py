"""Citations that point back: Ibid., idem, op. cit., "note 12 above", and a short form read by its words."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache

from regesta.extract.notes.authors import leading
from regesta.extract.notes.descriptions import Description, describe
from regesta.extract.notes.filling import Reading, first_date, held, page_numbers
from regesta.extract.notes.gathering import gather
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.record import Fields
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords

#: How sure a reading is of what it says, before it is known what it points to: set by hand, "op. cit." alone
#: least.
IBID_CONFIDENCE, SHORT_CONFIDENCE, BARE_CONFIDENCE = 0.95, 0.8, 0.6
#: How far from its beginning (characters) a citation may name the note it means.
NOTE_REACH = 40
_ROMAN = re.compile(r"[IVXLC]+|[ivxlc]+")


class PointerPatterns:
    """The words of a language that stand for an earlier citation; `pointer_patterns` gives them."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        self.ibid = re.compile(rf"\s*(?:{w('ibid')})(?!\w)\.?", re.IGNORECASE)
        #: "the same author", before another work of his.
        self.idem = re.compile(rf"\s*(?:{w('idem')})(?!\w)\.?,?\s*", re.IGNORECASE)
        self.op_cit = re.compile(rf"(?<!\w)(?:{w('op_cit')}|{w('loc_cit')})(?!\w)\.?", re.IGNORECASE)
        #: "note 12 above"; group `number` is the note's.
        self.note = re.compile(
            rf"(?<!\w)(?:(?:{w('note_leads')})\.?,?\s+)?(?:{w('note_reference')})"
            rf"\s*(?P<number>\d{{1,3}})(?!\d)"
            rf"(?:\s*(?:{w('note_directions')}))?",
            re.IGNORECASE,
        )
        #: "below, pp. 105-115": the document's own pages.
        self.own_pages = re.compile(
            rf"\s*(?:[^\W\d_][\w'.]*\s+){{0,6}},?\s*(?:{w('note_directions')})\s*,?\s+(?:{w('pages')}|{w('chapters')})\b\.?\s*[\divxlc][\w\s,-]*\.?\s*",
            re.IGNORECASE,
        )
        self.above = re.compile(rf"{w('note_above')}")


@lru_cache(maxsize=8)
def pointer_patterns(words: CitationWords) -> PointerPatterns:
    """The words of a language that stand for an earlier citation."""
    return PointerPatterns(words)


def pointing_form(text: str, start: int, end: int, words: CitationWords) -> re.Match[str] | None:
    """The "op. cit." or "note 12 above" that makes text[start:end] a short form; None for a full citation."""
    patterns = pointer_patterns(words)
    op_cit = patterns.op_cit.search(text, start, end)
    note = patterns.note.search(text, start, end)
    if op_cit:
        # "supra note 12" is both; what says more counts
        return note if note and note.start() <= op_cit.start() < note.end() else op_cit
    if note is None or note.start() - start >= NOTE_REACH or re.search(r"\d{4}", text[start : note.start()]):
        return None
    alone = note.start() == start or text[note.end() : end].strip(" .)")[:1] in ("", ",")
    return note if alone or patterns.above.search(note.group()) else None


def read_ibid(raw: str, text: str, start: int, end: int, words: CitationWords) -> Reading:
    """What stands behind "Ibid.": other pages, another volume, another document of the same place."""
    parts = gather(text, start, end, words) if re.search(r"\w", text[start:end]) else Parts()
    title = " ".join(tidy(w.text) for w in parts.words)
    if _ROMAN.fullmatch(title) and not parts.volume:
        # "Ibid., iv, 20" is a volume's page, "Ibid., iv" a page of a preface
        kind = "volume" if parts.pages or title.isupper() else "pages"
        setattr(parts, kind, title)
        title = ""
    description = describe(title, words) if title else Description()
    fields = replace(
        held(raw, parts, words),
        title=title,
        pages=page_numbers(parts.pages),
        volume=parts.volume,
        issue=parts.issue,
        doc_number=parts.document,
        doc_date=first_date(parts, title, words),
        doc_kind=description.kind,
        sender=description.sender,
        recipient=description.recipient,
    )
    return Reading("ibid", fields, IBID_CONFIDENCE, reason="ibid: its first word")


def read_short_form(
    text: str, start: int, end: int, form: re.Match[str], words: CitationWords, known: Set[str]
) -> Reading:
    """ "Kyle, op. cit., p. 4", "Kyle, Suez (note 12 above), p. 4", "see note 12": a work cited before."""
    cleaned = text[: form.start()] + " " * (form.end() - form.start()) + text[form.end() :]
    cleaned = re.sub(r"[(\[]\s*[)\]]", lambda m: " " * len(m.group()), cleaned)
    parts = gather(cleaned, start, end, words) if re.search(r"\w", cleaned[start:end]) else Parts()
    head = leading([*parts.words, Words(end, end, "")], words, known)
    title = " ".join(tidy(w.text) for w in head.rest if w.text.strip())
    names = head.names or ((head.institution,) if head.institution else ())
    fields = Fields(
        authors=tuple(words.names.family_of(n, known) if n in head.names else n for n in names),
        author_names=tuple(names),
        title=title,
        pages=page_numbers(parts.pages),
    )
    confidence = SHORT_CONFIDENCE if names or title else BARE_CONFIDENCE
    return Reading("short_title", fields, confidence, reason=f"short title: '{form.group().strip()}'")
