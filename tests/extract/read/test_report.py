"""The reading report: right readings have no warning in any format, broken ones are refused with what to
try."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.read import (
    BrokenReading,
    Document,
    ReadingError,
    ReadingNote,
    read_bytes,
    read_path,
    refuse_broken,
)
from regesta.extract.read.health import health
from regesta.extract.read.report import FORMATS, figures_of, report_of
from regesta.extract.record import Footnote

PRODUCED = sorted((Path(__file__).parent / "produced").iterdir())
PROSE = (
    "The harbour board met in March and heard the engineer. He reported that the quay had sunk by a foot, "
    "and the members voted a loan. The governor wrote that no money would come from the capital before the "
    "winter. "
)


def read(text: str, name: str = "essay.txt") -> Document:
    return read_bytes(text.encode(), name)


def figures(document: Document) -> dict[str, str]:
    return {w.figure: w.value for w in document.report.warnings}


@pytest.mark.parametrize("path", PRODUCED, ids=lambda p: p.name)
def test_what_other_programs_wrote_is_read_without_a_warning(path: Path, essay: Any) -> None:
    report = read_path(path).report
    assert report.warnings == ()
    assert not report.broken
    assert (report.notes.found, report.notes.attached) == (len(essay.notes), len(essay.notes))
    assert report.notes.missing == ()
    assert report.format in FORMATS.values()


def test_the_shares_sum_to_one_and_each_division_says_what_it_was_taken_for(makers: Any, essay: Any) -> None:
    report = read_bytes(makers["docx"](essay), "essay.docx").report
    shares = report.shares
    assert sum(getattr(shares, name) for name in shares.__slots__) == pytest.approx(1.0)
    assert shares.sentences > shares.notes > shares.headings > 0
    assert {"body", "bibliography"} <= {d.role for d in report.divisions}
    assert sum(d.notes for d in report.divisions) == report.notes.found


def test_letters_apart_are_refused_with_what_to_try() -> None:
    document = read("\n\n".join(" ".join(PROSE) for _ in range(6)))
    with pytest.raises(
        BrokenReading, match=r"words of one letter.*another copy.*regesta doctor essay\.txt.*--anyway"
    ) as e:
        refuse_broken(document)
    assert isinstance(e.value, ReadingError)
    assert e.value.report.warnings[0].figure == "one_letter"
    assert "language" not in figures(document)  # what the letters look like is no language


def test_numbers_that_call_notes_no_file_holds_are_refused() -> None:
    paragraphs = [f"{PROSE.strip()}{n} {PROSE.strip()}" for n in range(1, 71)]
    document = read("\n\n".join(paragraphs))
    assert document.footnotes == ()
    warning = document.report.warnings[0]
    assert (warning.figure, warning.broken) == ("loose_digits", True)
    assert document.report.symptoms.loose_digits == 70


def test_a_text_without_notes_and_without_numbers_is_only_told() -> None:
    document = read("\n\n".join([PROSE] * 8))
    assert figures(document) == {"notes_found": "0"}
    refuse_broken(document)


def test_a_language_without_a_pack_is_told(essay: Any) -> None:
    text = (
        "Der Hafenausschuss trat im März zusammen und hörte den Ingenieur. "
        "Er berichtete, der Kai sei gesunken."
    )
    assert figures(read("\n\n".join([text] * 5)))["language"] == "de"


def test_the_encoding_of_a_plain_file_is_told() -> None:
    assert (
        read_bytes((PROSE + "Der Bürgermeister schwieg.").encode("cp1252"), "a.txt").report.encoding
        == "cp1252"
    )
    assert read(PROSE).report.encoding.startswith("utf-8")


def test_every_range_is_of_a_figure_that_a_report_has(essay: Any, makers: Any) -> None:
    document = read_bytes(makers["docx"](essay), "essay.docx")
    report = report_of(document)
    there = figures_of(report.shares, report.symptoms, report.notes, len(report.divisions))
    assert {r.figure for r in health().ranges} <= set(there)


def test_it_is_plain_json(essay: Any, makers: Any) -> None:
    report = read_bytes(makers["md"](essay), "essay.md").report
    told = json.loads(json.dumps(report.to_dict()))
    assert told["notes"]["found"] == report.notes.found
    assert told["in_words"]["notes"].startswith(f"{report.notes.found} found")
    assert told["broken"] is False


@pytest.mark.parametrize(("name", "columns"), [("columns.pdf", 2), ("foot.pdf", 1)])
def test_the_columns_of_a_pdf_are_told(name: str, columns: int) -> None:
    report = read_path(Path(__file__).parent / "type_sizes" / name).report
    assert report.columns == columns
    assert ("2 columns" in report.in_words["about"]) == (columns == 2)


def test_a_pdf_whose_font_does_not_say_its_letters_is_refused() -> None:
    written = (Path(__file__).parent / "produced" / "writer.pdf").read_bytes()
    told = b"/ToUnicode"
    assert told in written
    # as long as it was, so that the table of its objects stays right
    report = read_bytes(written.replace(told, b"/NoUnicode"), "letters.pdf").report
    assert report.broken
    (warning,) = [w for w in report.warnings if w.figure == "unreadable"]
    assert "ToUnicode" in warning.advice


def test_what_the_reader_remarked_is_counted_with_the_first_of_its_words() -> None:
    document = read_bytes("Der Bürgermeister schwieg lange.".encode("cp1252"), "a.txt")
    (notice,) = document.report.notices
    assert (notice.code, notice.count) == ("encoding.guessed", 1)
    assert notice.message == document.notes[0].message


def test_markers_without_a_note_and_notes_without_a_place_are_quoted() -> None:
    text = "The board met in March.1 It rose in the evening.7 The quay sank.\n\nMinutes, p. 4."
    body, marker = text.index("Minutes"), text.index("7")
    document = Document(
        id="d",
        text=text,
        footnotes=(Footnote(id="1", document="d", span=(body, len(text)), number=1),),
        notes=(ReadingNote(code="marker.orphan", message="no note 7", span=(marker, marker + 1)),),
    )
    places = dict(document.report.examples)
    assert [p.quote for p in places["attached"]] == ["Minutes, p. 4."]
    (orphan,) = places["orphans"]
    assert (orphan.line, "in the evening.7 The quay sank." in orphan.quote) == (1, True)
    assert document.report.notes.orphans == 1


def test_a_note_that_a_heading_calls_has_its_place() -> None:
    call = '<a class="fnanchor" id="a1" href="#f1">[1:1]</a>'
    note = '<div class="footnote"><p id="f1"><a href="#a1">[1:1]</a> Read in 1893.</p></div>'
    data = f"<html><body><h1>Ferries</h1><h2>The Quay{call}</h2><p>It was open.</p>{note}</body></html>"
    report = read(data, "a.html").report
    assert (report.notes.found, report.notes.attached, report.notes.in_headings) == (1, 0, 1)
    assert "1 to a heading or table" in report.in_words["notes"]
    assert "attached" not in dict(report.examples)
