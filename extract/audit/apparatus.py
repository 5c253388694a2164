"""Rules about the apparatus itself: pages, Ibid., short titles, notes and their markers, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.sureness import (
    is_author,
    is_in_imprint,
    is_set_apart,
    is_short_by_custom,
    is_short_title,
    is_title,
    reads_notes,
    stands_in_full,
)
from regesta.extract.audit.words import AuditWords
from regesta.extract.notes.antecedents import POINTERS
from regesta.extract.notes.likeness import title_likeness
from regesta.extract.read.document import ReadingNote
from regesta.extract.record import Citation, Fields, Footnote, Span
from regesta.extract.text.dates import find_dates
from regesta.extract.text.folding import fold, key

#: The levels of audit.toml for these rules, and for what is sure; what each is stands there.
LEVELS, SURE = levels("apparatus"), levels("sureness")


@rule("page-range-cut-off", "A page range has no end.", "error")
def page_range_cut_off(case: Case) -> Iterator[Finding]:
    """ "pp. 187-" with nothing behind the dash."""
    for c in case.citations:
        # not the line of a page ("236.29-")
        if re.search(r"(?<!\d[.,:])(?<!\d)\d+\s*-\s*[.;,]?\s*$", fold(c.quote)):
            yield Finding((c.span,), f"the page range breaks off: {fold(c.quote).split(',')[-1].strip()}")


@rule("page-range-reversed", "A page range ends before it begins.", "error")
def page_range_reversed(case: Case) -> Iterator[Finding]:
    """ "pp. 373-362": the last page, completed from the first where it is shortened, comes before the
    first."""
    for c in case.citations:
        if c.fields.archive and not c.fields.listy:
            # "16-3" is a file's number there
            continue
        for m in re.finditer(r"(?<![\d-])(\d+)\s*-\s*(\d+)(?![\d-])", c.fields.pages or c.fields.listy):
            if not _is_page_range(m, c) or _has_lines(m, c):
                continue
            first, last = m.group(1), m.group(2)
            whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
            if int(whole) < int(first):
                right = [
                    e.span
                    for e in case.listed.get(c.source, [])
                    if re.search(r"\d+\s*-\s*\d+", fold(e.reading.fields.pages))
                ]
                yield Finding((c.span, *right), f"the pages run backwards: {m.group()}")


def _is_page_range(m: re.Match[str], c: Citation) -> bool:
    """Whether two numbers are pages and no number of a file ("P. 16-3") or of a page in its chapter: as long
    as each other, or shortened behind a mark of several pages."""
    several = re.search(rf"\bpp\.?\s*{m[1]}\s*-", fold(c.quote), re.IGNORECASE)
    if len(m[1]) == len(m[2]):
        return bool(several) or not _is_named_by_a_word(c)
    return bool(several) and len(m[2]) < len(m[1])


def _is_named_by_a_word(c: Citation) -> bool:
    """Whether a single word is all that stands before the numbers, as before chapter and verse ("Mark,
    16-15")."""
    f = c.fields
    return not (f.authors or f.year or f.container) and len(f.title.split()) == 1


def _has_lines(m: re.Match[str], c: Citation) -> bool:
    """Whether lines stand with pages ("15,22-16,18"), so that two numbers round a dash are no range."""
    return bool(re.search(rf"\d[.,:]\s?{m[1]}\s*-|-\s*{m[2]}[.,:]\d", fold(c.quote)))


@rule("ibid-ambiguous", "An Ibid. follows a note that cites several works.")
def ibid_ambiguous(case: Case) -> Iterator[Finding]:
    """The note before has two citations or more; the sentence that calls the Ibid. may say which is meant."""
    for c, before in _first_ibids(case):
        if before is None or before.division != case.notes[c.footnote].division:
            continue
        cited = _that_may_be_meant(c, case.by_note.get(before.id, []))
        if len({b.source for b in cited}) > 1 and _may_mean_either(c, cited, case):
            names = "; ".join((b.fields.authors or (b.fields.title or b.type,))[0] for b in cited)
            yield Finding(
                (c.span, before.span, *case.spans_of(case.sentence_of(c))),
                f"Ibid. follows note {before.id}, which cites {len(cited)} works ({names})",
                evidence=_pointers(cited),
            )


def _that_may_be_meant(c: Citation, cited: Sequence[Citation]) -> list[Citation]:
    """The citations of a note that an Ibid. may mean: where it gives a page, a speech or a letter named in a
    work's note without one is not meant, for the page is the work's."""
    if not c.fields.pages or all(not _is_unpaged_document(b) for b in cited):
        return list(cited)
    return [b for b in cited if not _is_unpaged_document(b)]


def _is_unpaged_document(b: Citation) -> bool:
    f = b.fields
    return bool(f.doc_date) and not (f.pages or f.archive or f.units)


def _pointers(cited: Sequence[Citation]) -> tuple[str, ...]:
    """The evidence that one of several citations points to another of them, or names nothing."""
    return ("a pointer among them",) * any(b.type in POINTERS and not b.fields.authors for b in cited)


def _may_mean_either(c: Citation, cited: Sequence[Citation], case: Case) -> bool:
    """Whether an Ibid. names nothing itself, and the works before it surely are several."""
    behind = [x for x in case.by_note[c.footnote] if x.span[0] > c.span[1]][:1]
    named = c.fields.title or c.fields.doc_date or c.fields.sender
    if named or not all(_is_apart(c, x, case) for x in behind):
        return False
    sure = all(_is_surely_a_work(b, case) for b in cited)
    return sure and all(is_set_apart(a, b, case) for a, b in pairwise(cited))


def _is_surely_a_work(c: Citation, case: Case) -> bool:
    """Whether a citation is of some kind, and what was read as its title is one."""
    return c.type != "other" and (not c.fields.title or is_title(c.fields.title, case.said))


def _is_apart(c: Citation, behind: Citation, case: Case) -> bool:
    """Whether what follows an Ibid. is something else, and not the document that it means ("Ibid. Letter of
    ...")."""
    return bool(re.search(r"\w|;", case.folded[c.span[1] : behind.span[0]]))


def _first_ibids(case: Case) -> Iterator[tuple[Citation, Footnote | None]]:
    """The Ibids with which a note begins, each with the note before its own, None for the first note."""
    order = case.document.footnotes
    for k, note in enumerate(order):
        cited = case.by_note.get(note.id, [])
        if cited and cited[0].type == "ibid":
            yield cited[0], order[k - 1] if k else None


@rule("ibid-after-nothing", "An Ibid. has nothing before it to mean.", "error")
def ibid_after_nothing(case: Case) -> Iterator[Finding]:
    """The first citation of a division is an Ibid., or the notes before it cite nothing."""
    for c, before in _first_ibids(case):
        here = case.notes[c.footnote].division
        if before is None or before.division != here or _cites_nothing(before, case):
            yield Finding((c.span,), "Ibid. with no citation in the note before it")


def _cites_nothing(note: Footnote, case: Case) -> bool:
    """Whether a note surely cites nothing: no citation was found in it, and it has no title, name or number
    that one might be."""
    text = case.quoted(note.spans or (note.span,))
    return not case.by_note.get(note.id) and not re.search(r"[\"\u201c\d]|\w.*?\b[^\W\d_a-z]", text)


@rule("short-title-unknown", "A short title names no work cited in full or listed.")
def short_title_unknown(case: Case) -> Iterator[Finding]:
    """Nothing fuller is cited anywhere; when a work of that title has an author of nearly that name, the slip
    is in the name."""
    # a full citation before a short one of the same work
    meant = sorted(case.citations, key=lambda c: c.type == "short_title")
    for c in case.citations:
        if not _is_unknown(c, case):
            continue
        name, title = c.fields.authors[0], c.fields.title
        slip = next((x for x in meant if _is_meant(c, x, case)), None)
        if slip is None:
            if _is_nowhere_in_full(c, case):
                yield Finding((c.span,), f"short title without a full citation: {name}, {title}")
            continue
        before = [x.span for x in case.by_source[slip.source] if x.span[0] < c.span[0]]
        yield Finding(
            (c.span, slip.span, *before[-1:]),
            f"no work '{title}' by {name} is cited; {slip.fields.authors[0]} wrote one",
            "misnamed",
        )


def _is_unknown(c: Citation, case: Case) -> bool:
    """Whether a citation is a short title of author and title, of which nothing fuller is cited or listed."""
    f = c.fields
    if c.type != "short_title" or c.resolved_from or not _has_author_and_title_alone(f, case):
        return False
    source = case.sources.get(c.source)
    if source is None:
        return True
    return not source.in_bibliography and all(x.type in POINTERS for x in case.by_source[c.source])


def _has_author_and_title_alone(f: Fields, case: Case) -> bool:
    """Whether a reading is of a surely read author and a title; with more it is cited in full, but for an
    imprint it does not have."""
    more = f.volume or f.container or f.year or f.doc_date
    return bool(f.authors and f.title) and is_author(f.authors[0], case) and not more


def _is_nowhere_in_full(c: Citation, case: Case) -> bool:
    """Whether a short title surely is one, in a document that cites in full first, and its title stands
    nowhere with an imprint."""
    if is_short_by_custom(case) or not is_short_title(c, case):
        return False
    return not stands_in_full(c.fields.title, case, (x.span for x in case.by_source[c.source]))


def _is_meant(c: Citation, x: Citation, case: Case) -> bool:
    """Whether a work cited in full, or a short title of one, has the title and nearly the author."""
    if x.type in ("ibid", "other") or (x.type == "short_title" and not x.resolved_from):
        return False
    if not is_author(x.fields.authors[0] if x.fields.authors else "", case):
        return False
    return title_likeness(c.fields.title, x.fields.title, case.alike) >= LEVELS["same_title"] and _near(c, x)


def _near(a: Citation, b: Citation) -> bool:
    return any(
        x != y and OSA.distance(key(x).split()[-1], key(y).split()[-1]) <= 1
        for x in a.fields.authors
        for y in b.fields.authors
        if key(x) and key(y)
    )


@rule("volume-missing", "A page of a work in several volumes is cited without the volume.")
def volume_missing(case: Case) -> Iterator[Finding]:
    """The full citation has a volume number, the short one pages only."""
    for cited in case.by_source.values():
        full = next((c for c in cited if c.type == "book" and _is_in_volumes(c, case.said)), None)
        if full is None or _is_named_by_volume(full.fields, case.said) or not is_in_imprint(full):
            continue
        for c in cited:
            if (
                _lacks_volume(c)
                and title_likeness(c.fields.title, full.fields.title, case.alike) >= LEVELS["same_title"]
            ):
                volume = full.fields.volume or full.fields.title
                yield Finding(
                    (c.span, full.span),
                    f"'{c.fields.title}' is cited by page without its volume ({volume})",
                    evidence=("perhaps the number of a series",) * (not _is_marked(full, case.said)),
                )


#: Capitalised words and a Roman number.
_SERIES_NUMBER = re.compile(r"(?:[^\W\d_a-z][\w'-]*\s|[a-zà-ž]+\s)+[IVXLC]+")


def _is_in_volumes(c: Citation, words: AuditWords) -> bool:
    return bool(c.fields.volume or words.in_volumes.search(c.fields.title))


def _is_marked(c: Citation, words: AuditWords) -> bool:
    """Whether the number read as a volume surely is one: a Roman number, behind the word for volumes, or in
    the title; another may be the work's number in a series, or a catalogue's."""
    volume = fold(c.fields.volume)
    if not volume:
        # "Tolls of Hull, Harbour Studies I": the number of a series behind the title
        *titled, last = fold(c.fields.title).split(", ")
        return not (titled and _SERIES_NUMBER.fullmatch(last) and not words.volumes.search(last))
    if not volume.isdecimal():
        return True
    return re.search(rf"{words.volumes.pattern}\.?\s*{volume}\b", fold(c.quote), re.IGNORECASE) is not None


def _is_named_by_volume(f: Fields, words: AuditWords) -> bool:
    """Whether the title of a volume has its number in it: no page of another volume can be meant."""
    return bool(f.volume) and not words.volumes.search(f.volume) and f.volume in f.title


def _lacks_volume(c: Citation) -> bool:
    f = c.fields
    if c.type != "short_title" or not f.pages or f.volume:
        return False
    return not re.search(r"\s(?:[IVX]+|\d)$", f.title) and not re.search(r"\b[IVXLC]+\b|\d:\d", c.quote)


@rule("note-without-marker", "A note's number is marked nowhere in the text.", "note")
def note_without_marker(case: Case) -> Iterator[Finding]:
    """The reader found the note's body and no call for it."""
    if not reads_notes(case):
        return
    many, orphans = _many_numbers_lost(case), _orphans(case)
    for n in case.document.footnotes:
        if n.marker is None:
            # a first note is often called by an author's name or a title
            evidence = ("many such numbers",) * many + ("a first note",) * (n.number == 1)
            evidence += ("marker and note stand apart",) * (n.number in orphans)
            yield Finding((n.span,), f"note {n.id} is called nowhere in the text", evidence=evidence)


def _orphans(case: Case) -> set[int]:
    """The numbers that the text calls and the reader found no note for."""
    text = case.document.text
    return {_number(text, n.span) for n in case.document.notes if n.span and n.code == "marker.orphan"}


def _many_numbers_lost(case: Case) -> bool:
    """Whether notes without marker and markers without note together are more than a document's own slips."""
    notes = case.document.footnotes
    lost = sum(n.marker is None for n in notes)
    lost += sum(n.code == "marker.orphan" and n.span is not None for n in case.document.notes)
    return bool(lost > max(SURE["few"], SURE["lost"] * len(notes)))


@rule("marker-without-note", "A marker in the text has no note.", "note")
def marker_without_note(case: Case) -> Iterator[Finding]:
    """What the reader noted of numbers it skipped or could not place. Numbers far beyond the last note are no
    markers (pages of an edition in brackets, lines of a poem); where they are many, none of that form is."""
    if not reads_notes(case):
        return
    document = case.document
    told = [(n.span, n) for n in document.notes if n.span and n.code in _NUMBERS_LOST]
    last = max((n.number for n in document.footnotes), default=0)
    near = [x for x in told if _number(document.text, x[0]) <= last + LEVELS["beyond_last"]]
    if len(told) - len(near) <= len(document.footnotes) * LEVELS["many_beyond"]:
        yield from (Finding((span,), n.message, evidence=_of_orphan(n, span, case)) for span, n in near)


def _of_orphan(note: ReadingNote, span: Span, case: Case) -> tuple[str, ...]:
    """What speaks against a marker lacking its note: the reading loses many, the number begins a line as a
    note's own does, or a note of that number is called nowhere."""
    text, number = case.document.text, _number(case.document.text, span)
    many = _many_numbers_lost(case)
    begins = note.code == "marker.orphan" and _begins_line(text, span[0])
    apart = any(n.marker is None and n.number == number for n in case.document.footnotes)
    return (
        *("many such numbers",) * many,
        *("at a line's beginning",) * begins,
        *("marker and note stand apart",) * apart,
    )


def _begins_line(text: str, place: int) -> bool:
    """Whether nothing but blanks stands before a place on its line, as before a note's own number."""
    return place > 0 and not text[text.rfind("\n", 0, place) + 1 : place].strip()


#: What the reader says of numbers in the text or in the notes that have no counterpart.
_NUMBERS_LOST = ("marker.orphan", "note.skipped")


def _number(text: str, span: Span) -> int:
    """The number at a place, raised or not; 0 for none."""
    m = re.search(r"\d{1,6}", unicodedata.normalize("NFKC", text[span[0] : span[1]]))
    return int(m.group()) if m else 0


@rule("url-date", "An address carries another day than its citation.")
def url_date(case: Case) -> Iterator[Finding]:
    """ ".../1946/10/28.htm" beside "23 Oct 1946": the same month, another day."""
    for c in case.citations:
        m = re.search(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)", c.fields.url)
        day = c.fields.doc_date
        if m and day.count("-") == 2:
            there = f"{m.group(1)}-{int(m.group(2)):02d}-{int(m.group(3)):02d}"
            if there != day:
                yield Finding((c.span,), f"the address says {there}, the citation {day}")


@rule("citation-before-document", "A work is cited with a year before the document it prints.", "note")
def citation_before_document(case: Case) -> Iterator[Finding]:
    """A printed document dated after the year of the book it is printed in."""
    for c in case.citations:
        if (
            c.type == "published_document"
            and c.fields.publisher
            and re.fullmatch(r"\d{4}", c.fields.year)
            and c.fields.doc_date[:4] > c.fields.year
        ):
            yield Finding((c.span,), f"a document of {c.fields.doc_date} printed in {c.fields.year}")


@rule("access-before-publication", "A page is said to have been read before it was dated.", "note")
def access_before_publication(case: Case) -> Iterator[Finding]:
    """The day of access comes before the document's own day."""
    for c in case.citations:
        if c.fields.accessed and c.fields.doc_date.count("-") == 2:
            read = find_dates(c.fields.accessed, case.language)
            if read and read[0].edtf < c.fields.doc_date:
                yield Finding((c.span,), f"accessed {read[0].edtf}, dated {c.fields.doc_date}")
