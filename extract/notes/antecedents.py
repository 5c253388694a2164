"""What an Ibid., an op. cit. or a short title points back to, with the reason and how sure it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.likeness import author_likeness, surname_likeness, title_key, title_likeness
from regesta.extract.notes.pointers import PointerPatterns, pointer_patterns
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Fields, Footnote
from regesta.extract.text.folding import fold, key
from regesta.extract.text.lexicon import CitationWords

#: Types that stand for an earlier citation.
POINTERS: frozenset[str] = frozenset({"ibid", "short_title"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """Citation `id` means citation `target` (or the bibliography's entry number `entry`); `reason` says why,
    `confidence` how surely.

    `rivals` are the citations it might mean instead.
    """

    id: str
    target: str
    reason: str
    confidence: float
    entry: int = -1
    rivals: tuple[str, ...] = ()


def point(
    document: Document, citations: Sequence[Citation], entries: Sequence[Entry], words: CitationWords
) -> dict[str, Pointer]:
    """A pointer for every Ibid. and short title that could be resolved, by citation id."""
    patterns = pointer_patterns(words)
    notes = {n.id: n for n in document.footnotes}
    order = {n.id: k for k, n in enumerate(document.footnotes)}
    by_note: dict[str, list[Citation]] = defaultdict(list)
    for c in citations:
        by_note[c.footnote].append(c)
    out: dict[str, Pointer] = {}
    for k, c in enumerate(citations):
        if c.type == "ibid":
            found = _ibid(document, c, notes, order, by_note)
        elif c.type == "short_title" or (c.type not in POINTERS and patterns.op_cit.search(fold(c.quote))):
            found = _short(document, c, k, citations, entries, notes, by_note, patterns)
        elif patterns.idem.match(fold(c.quote)):
            found = None
        else:
            continue
        if found is not None:
            out[c.id] = found
    return out


def _ibid(
    document: Document,
    c: Citation,
    notes: Mapping[str, Footnote],
    order: Mapping[str, int],
    by_note: Mapping[str, list[Citation]],
) -> Pointer | None:
    earlier = [x for x in by_note[c.footnote] if x.span[0] < c.span[0]]
    if earlier:
        return Pointer(c.id, earlier[-1].id, "ibid: the citation before it in the same note", 0.95)
    k = order.get(c.footnote, 0) - 1
    note = notes.get(c.footnote)
    while k >= 0 and not by_note.get(document.footnotes[k].id):
        k -= 1
    if k < 0:
        return None
    before = document.footnotes[k]
    cited = by_note[before.id]
    gap = order[c.footnote] - k > 1
    other_division = note is not None and before.division != note.division
    if len(cited) == 1:
        confidence = 0.95 - 0.25 * gap - 0.3 * other_division
        reason = (
            f"ibid: the only citation of note {before.id}"
            + (", over notes without citations" if gap else "")
            + (", in the division before" if other_division else "")
        )
        return Pointer(c.id, cited[0].id, reason, confidence)
    named = [x for x in cited if _named(document, note, x)]
    if len(named) == 1:
        others = tuple(x.id for x in cited if x is not named[0])
        return Pointer(
            c.id,
            named[0].id,
            f"ibid: note {before.id} has {len(cited)} citations; the sentence names this one's author",
            0.75,
            rivals=others,
        )
    others = tuple(x.id for x in cited[:-1])
    return Pointer(
        c.id,
        cited[-1].id,
        f"ibid: ambiguous, note {before.id} has {len(cited)} citations; the last is taken",
        0.5,
        rivals=others,
    )


def _named(document: Document, note: Footnote | None, c: Citation) -> bool:
    """Whether the sentence that calls the note names an author of the citation, or one of its parties."""
    if note is None or note.marker is None:
        return False
    sentence = next((s for s in document.sentences if s.id == note.sentence), None)
    spans = sentence.spans if sentence else ((max(0, note.marker[0] - 300), note.marker[0]),)
    text = key(" ".join(document.text[a:b] for a, b in spans))
    # a lost apostrophe leaves the name with an s
    return any(
        re.search(rf"\b{re.escape(key(a).split()[-1])}s?\b", text)
        for a in (*c.fields.authors, *c.fields.editors)
        if key(a)
    )


def _short(
    document: Document,
    c: Citation,
    k: int,
    citations: Sequence[Citation],
    entries: Sequence[Entry],
    notes: Mapping[str, Footnote],
    by_note: Mapping[str, list[Citation]],
    patterns: PointerPatterns,
) -> Pointer | None:
    quote = fold(c.quote)
    numbered = patterns.note.search(quote)
    if numbered and not re.search(r"\d{4}", quote[: numbered.start()]):
        found = _numbered(c, int(numbered["number"]), notes, by_note)
        if found:
            return found
    division = notes[c.footnote].division if c.footnote in notes else ""
    best: tuple[float, int, Citation] | None = None
    for j, other in enumerate(citations):
        if j == k or other.type == "ibid" or (other.type == "short_title" and j > k):
            continue
        score = short_likeness(c.fields, other.fields)
        if score < 0.7:
            continue
        near = notes[other.footnote].division == division if other.footnote in notes else False
        full = other.type != "short_title"
        # earlier beats later, a full citation a short one, the same chapter another
        rank = score + 0.04 * (j < k) + 0.03 * near * (j < k) + 0.05 * full
        if best is None or (rank, j if j < k else -j) > (best[0], best[1] if best[1] < k else -best[1]):
            best = (rank, j, other)
    if best is not None:
        score, j, other = short_likeness(c.fields, best[2].fields), best[1], best[2]
        where = "earlier" if j < k else "later"
        if notes.get(other.footnote) and notes[other.footnote].division != division:
            where += ", in another chapter"
        return Pointer(
            c.id,
            other.id,
            f"short title: {_why(c.fields)} of the citation in note {other.footnote} ({where})",
            round(min(0.95, score) - (0.1 if j > k else 0.0), 2),
        )
    scored = [(short_likeness(c.fields, e.reading.fields), n) for n, e in enumerate(entries)]
    top = max(scored, default=(0.0, -1))
    if top[0] >= 0.7:
        return Pointer(
            c.id,
            "",
            f"short title: {_why(c.fields)} of the bibliography's entry",
            round(min(0.9, top[0]), 2),
            top[1],
        )
    return None


def _why(f: Fields) -> str:
    return (
        " and ".join(p for p in ("author" if f.authors else "", "title" if f.title else "") if p) or "words"
    )


def _numbered(
    c: Citation, number: int, notes: Mapping[str, Footnote], by_note: Mapping[str, list[Citation]]
) -> Pointer | None:
    here = notes.get(c.footnote)
    target = next(
        (
            n
            for n in notes.values()
            if here is not None and n.division == here.division and n.number == number
        ),
        None,
    )
    cited = by_note.get(target.id, []) if target else []
    if not cited or target is None:
        return None
    best = max(cited, key=lambda x: short_likeness(c.fields, x.fields))
    sure = len(cited) == 1 or short_likeness(c.fields, best.fields) >= 0.7
    others = () if sure else tuple(x.id for x in cited if x is not best)
    return Pointer(
        c.id,
        best.id,
        f"the note it names, {target.id}" + ("" if sure else f", which has {len(cited)} citations"),
        0.9 if sure else 0.5,
        rivals=others,
    )


def short_likeness(short: Fields, full: Fields) -> float:
    """0..1 that a short form means a full one: author and title must agree as far as they are given."""
    author = author_likeness(short, full)
    if short.authors and author is None:
        # the short form's "author" may be an institution that holds or prints, or the editor
        return 0.0
    if author is not None and author < 0.84:
        return 0.0
    if not short.title:
        if short.year and full.year:
            return 0.9 if author is not None and full.year.startswith(short.year) else 0.0
        return 0.8 if author is not None else 0.0
    if short.volume and full.volume and short.volume != full.volume and not short.issue:
        return 0.0
    title = _short_title(short.title, full.title)
    if author is None:
        return (
            title
            if title >= 0.9
            and (
                len(title_key(short.title).split()) > 1
                or title_key(full.title).startswith(title_key(short.title))
            )
            else 0.0
        )
    return 0.5 * author + 0.5 * title if title >= 0.6 else 0.0


def _short_title(short: str, full: str) -> float:
    """How well a short title names a full one: its words in order at the beginning, else all of them
    somewhere, else likeness."""
    a, b = title_key(short).split(), title_key(full).split()
    if not a or not b:
        return 0.0
    if b[: len(a)] == a:
        return 1.0
    if all(any(surname_likeness(x, y) >= 0.9 for y in b) for x in a):
        return 0.92
    return title_likeness(short, full)
