"""A reading report in the terminal: the short form of `add` and `run`, the whole of `doctor FILE`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from regesta.extract.read.report_words import counted

if TYPE_CHECKING:
    from regesta.extract.read import ReadingReport
    from regesta.extract.read.places import Place
    from regesta.extract.read.report import DivisionRead

#: So many places stand in the short form; the whole one has all that the report lists.
_PLACES = 3
#: Characters of a title that are shown.
_TITLE = 70
#: What the places of a figure are called.
EXAMPLES = {
    "attached": "notes without a place",
    "orphans": "markers without a note",
    "odd_headings": "odd headings",
    "long_sentences": "long sentences",
    "long_notes": "long notes",
    "loose_digits": "digits, no note",
    "note_text": "notes in the text",
}


def short(report: ReadingReport, file: str) -> RenderableType:
    """One screen: warnings first, then the figures, then where text was left out. `file` is what was
    typed."""
    rest = report.left_out_places - _PLACES
    more = f"regesta doctor {escape(file)} shows the whole report"
    return Group(
        _head(report),
        *_warnings(report),
        _figures(report),
        *_left_out(report, _PLACES),
        Text.from_markup(f"  [dim]{more}{f', with {rest:,} more places' if rest > 0 else ''}[/]"),
    )


def full(report: ReadingReport) -> RenderableType:
    """Everything the report holds."""
    return Group(
        _head(report),
        *_warnings(report),
        _figures(report),
        *_symptoms(report),
        *_spaced(_divisions(report)),
        *_spaced(_left_out(report, len(report.left_out))),
        *_examples(report),
        *_spaced(_notices(report)),
    )


def _spaced(part: list[RenderableType]) -> list[RenderableType]:
    """A part with a blank line before it, where there is one."""
    return [Text(), *part] if part else part


def _head(report: ReadingReport) -> Text:
    verdict, style = _verdict(report)
    return Text.assemble((report.name, "bold"), ": ", report.in_words["about"], "; ", (verdict, style))


def _verdict(report: ReadingReport) -> tuple[str, str]:
    if report.broken:
        return "the reading is broken", "bold red"
    if not report.warnings:
        return "read well, every figure is in its healthy range", "green"
    return counted(len(report.warnings), "warning"), "bold yellow"


def _warnings(report: ReadingReport) -> list[RenderableType]:
    if not report.warnings:
        return []
    table = Table(
        "", "found", "healthy", "what it means, and what to try", box=None, pad_edge=False, padding=(0, 2)
    )
    for w in report.warnings:
        style = "red" if w.broken else "yellow"
        table.add_row(
            Text(w.about, style),
            Text(w.value, style),
            w.healthy,
            Text.assemble(f"{w.means} ", (w.advice, "italic")),
        )
    for column in table.columns[:3]:
        column.no_wrap = column is not table.columns[0]
    return [table]


def _figures(report: ReadingReport) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row("text", report.in_words["shares"])
    table.add_row("notes", report.in_words["notes"])
    roles = Counter(d.role for d in report.divisions)
    table.add_row("divisions", ", ".join(f"{n} {role}" for role, n in roles.most_common()) or "none found")
    return table


def _symptoms(report: ReadingReport) -> list[RenderableType]:
    s = report.symptoms
    counts = (
        (s.one_letter, "words of one letter"),
        (s.run_together, "words run together"),
        (s.cut_words, "words cut by a hyphen"),
        (s.odd_headings, "headings that read like prose"),
        (s.long_sentences, f"sentences over 2,000 characters (the longest has {s.longest_sentence:,})"),
        (s.long_notes, "notes over 6,000 characters"),
        (s.loose_digits, "digits like note markers without a note"),
        (s.note_text, "lines of notes inside the text"),
    )
    told = ", ".join(f"{what}: {n:,}" for n, what in counts if n)
    return [Text(f"signs      {told}")] if told else []


def _divisions(report: ReadingReport) -> list[RenderableType]:
    if not report.divisions:
        return []
    table = Table(
        "division", "taken for", "characters", "notes", box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    for d in report.divisions:
        title = escape("  " * (d.level - 1) + _title(d)[:_TITLE])
        table.add_row(title, d.role, f"{d.characters:,}", f"{d.notes:,}" if d.notes else "")
    if unfiled := report.notes.found - sum(d.notes for d in report.divisions):
        table.add_row("[italic]under no heading[/]", "", "", f"{unfiled:,}")
    table.columns[2].justify = table.columns[3].justify = "right"
    return [table]


def _title(d: DivisionRead) -> str:
    """A division's number and title; a title that begins with its number says it once."""
    numbered = d.number and not d.title.startswith(d.number)
    return f"{d.number}. {d.title}" if numbered and d.title else d.title or d.number


def _left_out(report: ReadingReport, shown: int) -> list[RenderableType]:
    longest = sorted(report.left_out, key=lambda p: -p.characters)[:shown]
    return _table_of_places("left out", sorted(longest, key=lambda p: p.span))


def _examples(report: ReadingReport) -> list[RenderableType]:
    """The places of each figure that has some."""
    return [
        part
        for name, places in report.examples
        for part in _spaced(_table_of_places(EXAMPLES.get(name, name), places))
    ]


def _table_of_places(title: str, places: Sequence[Place]) -> list[RenderableType]:
    if not places:
        return []
    table = Table(title, "characters", "begins", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for place in places:
        page = f"{page_name(place.page)}, " if place.page else ""
        table.add_row(f"{page}line {place.line:,}", f"{place.characters:,}", escape(place.quote))
    table.columns[0].no_wrap, table.columns[1].justify = True, "right"
    return [table]


def page_name(page: str) -> str:
    """A page's label as people write it ("p. 12"), whether or not the file says "p." itself."""
    return page if page.startswith("p") else f"p. {page}"


def _notices(report: ReadingReport) -> list[RenderableType]:
    if not report.notices:
        return []
    table = Table("remarked", "times", "the first", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for n in report.notices:
        table.add_row(n.code, f"{n.count:,}", escape(n.message))
    table.columns[1].justify = "right"
    return [table]
