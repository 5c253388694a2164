"""A reading report's figures in words, for screens and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from regesta.extract.read.health import percent

if TYPE_CHECKING:
    from regesta.extract.read.report import ReadingReport

#: Of the numbers that a series leaves out, so many are named.
_NAMED = 12
#: A share below this is not worth a word.
_LEAST = 0.0005


def in_words(report: ReadingReport) -> dict[str, str]:
    """The report's figures: what the file is (`about`), where its text went (`shares`), its `notes`."""
    return {
        "about": ", ".join(_about(report)),
        "shares": ", ".join(_shares(report)),
        "notes": ", ".join(_notes(report)),
    }


def counted(n: int, what: str) -> str:
    """A number with what it counts: "1 marker", "2,000 markers"."""
    return f"{n:,} {what}" + ("" if n == 1 else "s")


def _about(report: ReadingReport) -> Iterator[str]:
    yield report.format
    if report.encoding:
        yield report.encoding
    yield f"language {report.language}"
    if report.columns > 1:
        yield f"{report.columns} columns"
    if report.pages:
        yield counted(report.pages, "page")
    yield counted(report.words, "word")
    yield counted(report.sentences, "sentence")


def _shares(report: ReadingReport) -> Iterator[str]:
    shares = asdict(report.shares)
    nothing = shares.pop("nothing")
    for name, share in sorted(shares.items(), key=lambda s: -s[1]):
        if share >= _LEAST:
            yield f"{percent(share)} {name}"
    yield f"{percent(nothing)} left out"


def _notes(report: ReadingReport) -> Iterator[str]:
    notes = report.notes
    if not notes.found:
        yield "none found"
        return
    yield f"{notes.found:,} found"
    yield f"{notes.numbered:,} numbered"
    yield f"{notes.attached:,} attached to a sentence"
    if notes.in_headings:
        yield f"{notes.in_headings:,} to a heading or table"
    if notes.orphans:
        yield counted(notes.orphans, "marker") + " without a note"
    if notes.missing:
        first = ", ".join(notes.missing[:_NAMED]) + (" …" if len(notes.missing) > _NAMED else "")
        yield counted(len(notes.missing), "number") + f" missing ({first})"
