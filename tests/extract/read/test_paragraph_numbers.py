"""Numbers of paragraphs are no words, and no calls of notes."""

from __future__ import annotations

from regesta.extract.read import Document, read_bytes, read_text

SAID = "The ferry of the year {year} sank in its tenth winter, and the council bought another one."


def numbered(count: int, at: str = "[{n}] ") -> str:
    return "\n\n".join(at.format(n=n) + SAID.format(year=1800 + n) for n in range(1, count + 1)) + "\n"


def said(document: Document) -> list[str]:
    return [document.text[slice(*s.spans[0])] for s in document.sentences]


def test_a_number_before_each_paragraph_is_left_out() -> None:
    document = read_text(numbered(8), "d")
    assert said(document) == [SAID.format(year=1800 + n) for n in range(1, 9)]
    assert [x.why for x in document.left_out] == ["paragraph"] * 8
    assert not document.report.notes.orphans


def test_a_reference_to_a_numbered_paragraph_calls_no_note() -> None:
    page = "".join(f"<p>[{n}] {SAID.format(year=1800 + n)} It was dear [2].</p>" for n in range(1, 9))
    document = read_bytes(f"<html><body><h1>Ferries</h1>{page}</body></html>".encode(), "a.html")
    assert len(document.sentences) == 16
    assert not document.report.notes.orphans


def test_a_few_numbers_are_no_numbering() -> None:
    page = "".join(f"<p>[{n}] {SAID.format(year=1800 + n)}</p>" for n in range(1, 4))
    document = read_bytes(f"<html><body><h1>Ferries</h1>{page}</body></html>".encode(), "a.html")
    assert said(document)[0].startswith("[1] The ferry")
