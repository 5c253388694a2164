"""How well a document was read: figures, what was left out and where, and warnings. `report_of(document)`
makes it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from regesta.extract.read.coverage import Coverage, Shares, coverage_of
from regesta.extract.read.document import Document
from regesta.extract.read.errors import ReadingError
from regesta.extract.read.health import Health, Warning, health, warnings_of
from regesta.extract.read.note_series import missing_numbers
from regesta.extract.read.places import Place, Places
from regesta.extract.read.report_words import in_words
from regesta.extract.read.symptoms import Symptoms, around, symptoms_of
from regesta.extract.text.languages import ENGLISH, LanguagePack, languages

#: What a report is called where it is kept; rises when its JSON changes so that an older reader would misread
#: it.
REPORT_FORMAT = 1

#: Media type -> what people call the format; the keys of the advice in health.toml are these in lower case.
FORMATS = {
    "text/plain": "text",
    "text/markdown": "Markdown",
    "text/html": "HTML",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/epub+zip": "EPUB",
    "application/tei+xml": "TEI",
    "application/pdf": "PDF",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesRead:
    """The notes of a document in numbers. `numbered` have a number and not a sign, `attached` a sentence that
    calls them, `in_headings` a heading, the title, a table or a caption; `orphans` are markers in the text
    without a note; `missing` the numbers that a series leaves out, as printed, with their chapter ("IV.7").
    """

    found: int = 0
    numbered: int = 0
    attached: int = 0
    in_headings: int = 0
    orphans: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionRead:
    """One division and what it was taken for (`role`: body, front, back, notes, bibliography ...);
    `characters` from its heading to its end, `notes` those filed under it and not under a division inside
    it."""

    number: str
    title: str
    level: int
    role: str
    characters: int
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the reader remarked (`Document.notes`): its code, how often, and the first of the remarks."""

    code: str
    count: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingReport:
    """How a document was read. Shares are 0..1 of the characters that are no blanks, or of the words.

    `encoding` is "" where the format says it itself, `columns` and `pages` 0 where unknown. `notices` are
    what the reader remarked, by its code (`Document.notes`). `left_out` has the longest of `left_out_places`
    stretches, in text order; `examples` some places of other figures ("attached": notes without a place).
    `warnings` are the figures outside their healthy range, the worst first.
    """

    name: str
    format: str
    encoding: str
    language: str
    columns: int
    pages: int
    characters: int
    words: int
    sentences: int
    notes: NotesRead
    divisions: tuple[DivisionRead, ...]
    shares: Shares
    symptoms: Symptoms
    left_out: tuple[Place, ...]
    left_out_places: int
    examples: tuple[tuple[str, tuple[Place, ...]], ...] = ()
    notices: tuple[Notice, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @property
    def broken(self) -> bool:
        """True when the reading is of no use: letter-spaced, most of the text in nothing, and the like."""
        return any(w.broken for w in self.warnings)

    @property
    def in_words(self) -> dict[str, str]:
        """Its figures in words: `about` (the file), `shares` (where the text went), `notes`."""
        return in_words(self)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; `format_version` first."""
        out: dict[str, Any] = {
            "format_version": REPORT_FORMAT,
            "broken": self.broken,
            "in_words": self.in_words,
        }
        out |= asdict(self)
        out["symptoms"].pop("where")  # its places stand in the examples
        return out | {"examples": dict(out["examples"])}


def report_of(document: Document, language: LanguagePack = ENGLISH) -> ReadingReport:
    """The report of a document as read; `language` is the pack it was read with. Linear in the text's
    length."""
    limits = health()
    coverage = coverage_of(document, limits)
    symptoms = symptoms_of(document, coverage, limits, language)
    notes = _notes(document)
    places = Places(document)
    longest = sorted(coverage.left_out, key=lambda s: s[0] - s[1])[: limits.listed]
    form = FORMATS.get(document.media_type, document.media_type)
    return ReadingReport(
        name=document.source_name or document.id,
        format=form,
        encoding=document.metadata.get("encoding", ""),
        language=document.language,
        columns=int(document.metadata.get("columns", "0") or 0),
        pages=len(document.pages),
        characters=coverage.characters,
        words=symptoms.words,
        sentences=len(document.sentences),
        notes=notes,
        divisions=_divisions(document),
        shares=coverage.shares,
        symptoms=symptoms,
        left_out=tuple(map(places.of, sorted(longest))),
        left_out_places=len(coverage.left_out),
        examples=tuple(_examples(document, symptoms, places, limits.examples)),
        notices=tuple(_notices(document)),
        warnings=_warnings(document, form, coverage, symptoms, notes, limits),
    )


def _examples(
    document: Document, symptoms: Symptoms, places: Places, most: int
) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Some places of each figure that has some."""
    placed = _in_headings(document)
    unplaced = [n.span for n in document.footnotes if not n.sentence and n.id not in placed]
    called = [n.span[0] for n in document.notes if n.code == "marker.orphan" and n.span]
    beside = [around(document.text, place) for place in called[:most]]
    for name, spans in (*symptoms.where, ("attached", unplaced), ("orphans", beside)):
        if spans:
            yield name, tuple(map(places.of, spans[:most]))


class BrokenReading(ReadingError):
    """A reading that is of no use; `report` says why in full."""

    def __init__(self, report: ReadingReport) -> None:
        self.report = report
        worst = report.warnings[0]
        super().__init__(
            f"{report.name} cannot be read well enough",
            f"{worst.about}: {worst.value} (healthy: {worst.healthy}). {worst.means.rstrip('.')}",
            f"{worst.advice} `regesta doctor {report.name}` shows the whole report; --anyway goes on all the "
            "same",
        )


def refuse_broken(document: Document) -> None:
    """Raises BrokenReading, with the report, for a document whose reading is of no use."""
    report = report_of(document)
    if report.broken:
        raise BrokenReading(report)


def _notices(document: Document) -> Iterator[Notice]:
    first: dict[str, str] = {}
    for n in document.notes:
        first.setdefault(n.code, n.message)
    for code, count in sorted(Counter(n.code for n in document.notes).items()):
        yield Notice(code=code, count=count, message=first[code])


def _notes(document: Document) -> NotesRead:
    notes = document.footnotes
    return NotesRead(
        found=len(notes),
        numbered=sum(any(c.isdigit() for c in n.label or str(n.number)) for n in notes),
        attached=sum(bool(n.sentence) for n in notes),
        in_headings=len(_in_headings(document)),
        orphans=sum(n.code == "marker.orphan" for n in document.notes),
        missing=missing_numbers(document),
    )


def _in_headings(document: Document) -> set[str]:
    """The ids of the notes that no sentence calls but a heading, the title, a table or a caption."""
    places = sorted(
        [d.heading for d in document.divisions if d.heading]
        + [x.span for x in document.left_out if x.why in ("title", "table")]
    )
    starts = [a for a, _ in places]
    out = set()
    for n in document.footnotes:
        if n.marker and not n.sentence:
            k = bisect_right(starts, n.marker[0]) - 1
            end = places[k][1] if k >= 0 else -1
            if k >= 0 and not document.text[end : n.marker[0]].strip():
                out.add(n.id)
    return out


def _divisions(document: Document) -> tuple[DivisionRead, ...]:
    filed = Counter(n.division for n in document.footnotes)
    return tuple(
        DivisionRead(
            number=d.number,
            title=" ".join(d.title.split()),
            level=d.level,
            role=d.role,
            characters=d.span[1] - d.span[0],
            notes=filed[d.id],
        )
        for d in document.divisions
    )


def _warnings(
    document: Document, form: str, coverage: Coverage, symptoms: Symptoms, notes: NotesRead, limits: Health
) -> tuple[Warning, ...]:
    figures = figures_of(coverage.shares, symptoms, notes, len(document.divisions))
    found = list(warnings_of(figures, form, coverage.characters, limits))
    if document.language not in languages() and not any(w.broken for w in found):
        found.append(_no_pack(document.language))
    return tuple(sorted(found, key=lambda w: not w.broken))


def _no_pack(language: str) -> Warning:
    return Warning(
        figure="language",
        about="language",
        value=language,
        healthy=", ".join(languages()),
        means=f"The document is in a language without a pack ({language}): its notes and citations are read, "
        "no claims, events or actors are proposed.",
        advice='If this is wrong, write the right code at "language" in the document\'s metadata.json and '
        "extract again; docs/languages.md says how a pack is made.",
    )


#: A figure: its value, how many cases it counts (for ranges that overlook a few).
Figures = dict[str, tuple[float, int]]


def figures_of(shares: Shares, symptoms: Symptoms, notes: NotesRead, divisions: int) -> Figures:
    """Every figure that health.toml may give a range for, as (value, cases); figures without a ground (a
    share of no notes) are left out."""
    out: Figures = {f.name: (float(getattr(shares, f.name)), 1 << 30) for f in fields(shares)}
    out["notes_found"] = (notes.found, 1 << 30)
    in_text = notes.found - notes.in_headings
    if in_text:
        out["attached"] = (notes.attached / in_text, in_text - notes.attached)
    counted = {
        "orphans": (notes.orphans, notes.found),
        "missing": (len(notes.missing), notes.numbered),
        "loose_digits": (symptoms.loose_digits, notes.found),
        "note_text": (symptoms.note_text, notes.found),
        "one_letter": (symptoms.one_letter, symptoms.words - symptoms.one_letter),
        "run_together": (symptoms.run_together, symptoms.words - symptoms.run_together),
        "cut_words": (symptoms.cut_words, symptoms.words - symptoms.cut_words),
    }
    if divisions:
        counted["odd_headings"] = (symptoms.odd_headings, divisions - symptoms.odd_headings)
    for name, (cases, others) in counted.items():
        if cases + others:
            out[name] = (cases / (cases + others), cases)
    out["long_sentences"] = (symptoms.in_long_sentences, symptoms.long_sentences)
    out["long_notes"] = (symptoms.in_long_notes, symptoms.long_notes)
    out["unreadable"] = (symptoms.unreadable, 1 << 30)
    return out
