"""Citations proposed from every note of a document."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from regesta.extract.notes.author_date import families_by_year
from regesta.extract.notes.filling import Reading
from regesta.extract.notes.given import GivenWorks, placed, read_given
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.markup import unmarked
from regesta.extract.notes.pieces import pieces
from regesta.extract.notes.pointers import read_ibid
from regesta.extract.notes.reading import read
from regesta.extract.notes.same_day import papers_of_a_day
from regesta.extract.notes.short_titles import with_authors
from regesta.extract.notes.through import cited_through
from regesta.extract.read.document import Document, Identified
from regesta.extract.record import Citation, Footnote, Span, content_id
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.lexicon import CitationWords, citation_words

PROPOSER = "citations.v1"

#: The characters of a bibliography's entry that its authors may take.
HEAD = 120
#: A word in small letters.
_SMALL_WORD = re.compile(r"(?<![\w'-])[a-z]{3,}(?![\w'-])")
#: Kinds of document whose description may follow another's after a comma alone.
_SENT = ("telegram", "message", "letter", "report", "memorandum")
_LOCATION = ("archive", "fond", "opis", "delo", "listy", "record_group", "shelfmark", "units")


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    reading: Reading


class NotePatterns:
    """What a language puts between the documents of one piece, and between the families of a list."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        kinds = "|".join(p.pattern for k, p in words.document_kinds if k in _SENT)
        #: A document's description that begins a new document within a piece: ", The telegram from Roshchin
        #: to Stalin".
        self.next_document = re.compile(
            rf",\s+(?=(?:(?:{w('next_articles')}) )?(?:(?:{w('next_qualities')}) )?(?:{kinds})"
            rf"\s+(?:{w('next_parties')})\b)",
            re.IGNORECASE,
        )
        #: ", attached to": the document it is attached to begins.
        self.attached = re.compile(rf",?\s+(?:{w('attached_to')})\s+(?-i:(?=[^\W\d_a-z]))", re.IGNORECASE)
        #: Who is heard at a further page of the work before, and nothing else: "(Hurst), p. 783".
        self.witness = re.compile(
            r"\((?:[^\W\d_a-z][\w.'-]*\s?){1,4}\),?\s"
            rf"(?P<place>(?:{w('page_short')})\.?\s?\d[\d\s,-]*)[.\s]*"
        )
        self.between_days = re.compile(rf"[\s,&]*(?:(?:{w('conjunctions')})\s)?")
        #: Family names put first: at the beginning, behind "and", behind an initial's full stop.
        self.inverted = re.compile(
            rf"(?:^|&\s*|\b(?:{w('conjunctions')})\s+|\.,\s+)([^\W\d_a-zа-я][\w'-]+)\s?,"
            r"\s+[^\W\d_a-zа-я][\w'.-]*(?:[ -][\w.'-]+){0,2}[,.(&]"
        )


@lru_cache(maxsize=8)
def _note_patterns(words: CitationWords) -> NotePatterns:
    return NotePatterns(words)


def propose_citations(document: Document, pack: LanguagePack = ENGLISH) -> list[Citation]:
    """The citations of a document's notes, in the order of the notes, each with its span in the raw text and
    `quote` equal to it."""
    words = citation_words(pack)
    plain = unmarked(document.text)
    folded = fold(plain)
    spans = [span for note in document.footnotes for span in note.spans or (note.span,)]
    known = families(document, words) | families_by_year(folded, spans, words)
    out: list[Citation] = []
    last: Reading | None = None
    given = _Given(GivenWorks.of(document), set())
    for note in document.footnotes:
        own: list[Citation] = []
        for found in _in_note(plain, folded, note, words, known, given):
            settled = _in_place(found, last)
            last = settled.reading if settled.reading.type != "ibid" else last
            own.append(_citation(document, note, settled))
        out += cited_through(folded, own, words)
    return with_authors(out, known, frozenset(_SMALL_WORD.findall(folded)), words)


def _in_place(found: _Found, before: Reading | None) -> _Found:
    """A document "ibid." is of the type of the one before it, in the same series or archive."""
    if (
        not found.reading.in_same_place
        or before is None
        or found.reading.type not in ("archival_document", "published_document", "short_title", "other")
    ):
        return found
    return _Found(found.span, replace(found.reading, type=before.type, in_same_place=False))


def families(document: Document, words: CitationWords) -> frozenset[str]:
    """The family names that the bibliography puts first ("Han, Jae Duk, ..."), casefolded."""
    inverted = _note_patterns(words).inverted
    out: set[str] = set()
    for entry in document.bibliography:
        head = fold(document.text[entry.span[0] : entry.span[1]])
        for m in inverted.finditer(head[:HEAD]):
            out.add(m.group(1).casefold())
    return frozenset(out)


def _citation(document: Document, note: Footnote, found: _Found) -> Citation:
    start, end = found.span
    return Citation(
        id=content_id("citation", document.id, [start, end]),
        document=document.id,
        span=found.span,
        footnote=note.id,
        type=found.reading.type,
        fields=found.reading.fields,
        confidence=found.reading.confidence,
        proposer=PROPOSER,
        reason=found.reading.reason,
        quote=document.text[start:end],
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """The works that the file gives, and the names of those that were cited by now; `cited` grows."""

    works: GivenWorks
    cited: set[str]

    def read(
        self, raw: str, text: str, span: Span, work: Identified, words: CitationWords, known: Set[str]
    ) -> _Found:
        """The citation of a work that the file gives."""
        item = work.attributes.get("item", "")
        again = bool(item) and item in self.cited
        self.cited.add(item)
        return _Found(span, read_given(raw, text, span, work, words, known, again=again))


def _in_note(
    raw: str, text: str, note: Footnote, words: CitationWords, known: Set[str], given: _Given
) -> list[_Found]:
    out: list[_Found] = []
    cut = (
        piece
        for span in note.spans or (note.span,)
        for piece in placed(pieces(text, *span, words), given.works.within(span), text)
    )
    for span, work in cut:
        if work is not None:
            out.append(given.read(raw, text, span, work, words, known))
        else:
            _take_piece(out, raw, text, span, words, known)
    return out


def _take_piece(
    out: list[_Found], raw: str, text: str, span: Span, words: CitationWords, known: Set[str]
) -> None:
    """Puts what a piece cites behind what the note cited before: some of it only says where that is kept."""
    heard = _heard(raw, text, span, words) if out else []
    for found in heard or _in_piece(raw, text, *span, words, known):
        before = out[-1] if out else None
        if before is not None and _locates(found, before, text):
            out[-1] = _Found((before.span[0], found.span[1]), _located(before.reading, found.reading))
        else:
            out.append(_inheriting(found, before) if before else found)


def _heard(raw: str, text: str, span: Span, words: CitationWords) -> list[_Found]:
    """Who is heard at a further page of the work before, as that page of it; [] for anything else."""
    m = _note_patterns(words).witness.fullmatch(text, *span)
    return [_Found(span, read_ibid(raw, text, m.start("place"), span[1], words))] if m else []


def _in_piece(raw: str, text: str, a: int, b: int, words: CitationWords, known: Set[str]) -> list[_Found]:
    """The citations of one piece: one, or several when dates or descriptions follow one another."""
    cut = _second_document(text, a, b, words)
    if cut is not None:
        first = _in_piece(raw, text, a, cut[0], words, known)
        behind = _in_piece(raw, text, cut[1], b, words, known)
        return first + [_inheriting(f, first[-1]) if first else f for f in behind]
    papers = papers_of_a_day(text, a, b, words)
    if papers:
        return [_Found(span, found) for span, found in papers]
    attached = _attached(text, a, b, words)
    if attached is not None:
        first = _in_piece(raw, text, a, attached[0], words, known)
        behind = _in_piece(raw, text, attached[1], b, words, known)
        return [_kept_with(f, behind) for f in first] + behind
    reading = read(raw, text, a, b, words, known)
    if reading is None:
        return []
    if len(reading.dates) < 2 or not _in_a_row(text, reading.dates, words):
        return [_Found((a, b), reading)]
    return _day_by_day(reading, a, b)


def _attached(text: str, a: int, b: int, words: CitationWords) -> Span | None:
    """What stands between a dated document and the one it is attached to."""
    for m in _note_patterns(words).attached.finditer(text, a, b):
        dated = dates_in(text[a : m.start()], words)
        if dated and dated[-1].end == m.start() - a:
            return m.span()
    return None


def _kept_with(found: _Found, behind: list[_Found]) -> _Found:
    """A document kept where the one is that it is attached to."""
    if not behind or found.reading.fields.units or found.reading.fields.archive:
        return found
    return _Found(found.span, _located(found.reading, behind[0].reading))


def _second_document(text: str, a: int, b: int, words: CitationWords) -> tuple[int, int] | None:
    """Where a first document's description ends and a second one's begins: behind a date, with a comma before
    it."""
    for m in _note_patterns(words).next_document.finditer(text, a, b):
        dated = dates_in(text[a : m.start()], words)
        ends = dated and dated[-1].end == m.start() - a and "-" in dated[-1].edtf
        if ends and text.count(",", a, m.start()) >= 1:
            return m.span()
    return None


def _day_by_day(reading: Reading, a: int, b: int) -> list[_Found]:
    """One citation per day of a series ("Shtykov's diary, 3 May, 5 May 1947"), each from its day on."""
    out: list[_Found] = []
    for k, (edtf, start, end) in enumerate(reading.dates):
        span = (a if k == 0 else start, b if k == len(reading.dates) - 1 else end)
        year = edtf[:4] if reading.fields.year else ""
        fields = replace(reading.fields, doc_date=edtf, year=year)
        out.append(_Found(span, replace(reading, fields=fields, dates=())))
    return out


def _in_a_row(text: str, dates: tuple[tuple[str, int, int], ...], words: CitationWords) -> bool:
    """Whether the dates are days with nothing but commas or "and" between them."""
    between = _note_patterns(words).between_days
    return all(d.count("-") == 2 for d, *_ in dates) and all(
        between.fullmatch(text[x[2] : y[1]]) for x, y in pairwise(dates)
    )


def _locates(found: _Found, last: _Found, text: str) -> bool:
    """Whether a piece only says where the document before it is kept: a shelfmark with no words of its own,
    and no words between the two."""
    reading, before = found.reading, last.reading
    if _SMALL_WORD.search(text, last.span[1], found.span[0]):
        return False
    f = reading.fields
    bare = (
        reading.type == "archival_document"
        and not (f.title or f.authors or f.doc_date or f.container)
        and bool(f.units)
    )
    return bare and before.type not in ("book", "article", "chapter") and not before.fields.units


def _located(before: Reading, where: Reading) -> Reading:
    """The document with the place that the piece behind it gives; the archive it was named under before holds
    a copy."""
    own = before.fields.archive
    if own and where.fields.archive and own != where.fields.archive:
        before = replace(before, fields=replace(before.fields, archive="", copy_in=own))
    kept = {
        name: value
        for name in _LOCATION
        if (value := getattr(where.fields, name)) and not (getattr(before.fields, name) and name != "units")
    }
    return replace(before, fields=replace(before.fields, **kept))


def _inheriting(found: _Found, before: _Found) -> _Found:
    """A document described without its archive stands in the archive of the one before it in the same
    note."""
    f, b = found.reading.fields, before.reading.fields
    if found.reading.type != "archival_document" or before.reading.type != "archival_document":
        return found
    if f.archive or not b.archive:
        return found
    if f.units and b.units and f.units[0][0] != b.units[0][0]:
        return found
    more: dict[str, str] = {"archive": b.archive}
    return _Found(found.span, replace(found.reading, fields=replace(f, **more)))  # type: ignore[arg-type]
