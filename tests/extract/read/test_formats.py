"""The same essay in every format gives the same notes, sentences, chapters and bibliography."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.extract.read import Document, analyse, read_bytes

FORMATS = ["md", "html", "epub", "docx", "odt", "tei", "pdf"]


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def documents(essay: Any, makers: dict[str, Any]) -> dict[str, Document]:
    return {suffix: read_bytes(make(essay), f"strait.{suffix}") for suffix, make in makers.items()}


@pytest.mark.parametrize("suffix", FORMATS)
def test_notes(documents: dict[str, Document], essay: Any, suffix: str) -> None:
    document = documents[suffix]
    assert [f.id for f in document.footnotes] == [f"{c}.{n}" for c, n, _ in essay.notes]
    for f, (_, _, body) in zip(document.footnotes, essay.notes, strict=True):
        assert plain(document.text[slice(*f.span)]) == plain(body)
        assert f.marker is not None
        assert f.sentence


@pytest.mark.parametrize("suffix", FORMATS)
def test_sentences(documents: dict[str, Document], essay: Any, suffix: str) -> None:
    document = documents[suffix]
    assert [analyse(document, s).text for s in document.sentences] == essay.sentences()


@pytest.mark.parametrize("suffix", FORMATS)
def test_chapters(documents: dict[str, Document], suffix: str) -> None:
    document = documents[suffix]
    tops = [(d.number, d.title, d.role) for d in document.divisions if d.level == 1]
    assert tops[:4] == [
        ("", "Introduction", "body"),
        ("1", "An Army on the Ice", "body"),
        ("2", "The Verdict at Geneva", "body"),
        ("", "Conclusion", "body"),
    ]
    assert [d.title for d in document.divisions if d.level == 2 and d.role == "body"] == [
        "The German Landing",
        "Guarantees",
    ]


@pytest.mark.parametrize("suffix", [f for f in FORMATS if f != "pdf"])
def test_bibliography(documents: dict[str, Document], suffix: str) -> None:
    document = documents[suffix]
    assert [(b.rubrics, document.text[slice(*b.span)][:5]) for b in document.bibliography] == [
        (("Unpublished Sources",), "Riksa"),
        (("Unpublished Sources",), "The N"),
        (("Books and Articles",), "Barro"),
        (("Books and Articles",), "Lind,"),
    ]


def test_pages_of_tei_and_pdf(documents: dict[str, Document]) -> None:
    assert [p for p, _ in documents["tei"].pages] == ["1", "2", "3", "4"]
    assert [p for p, _ in documents["pdf"].pages][:3] == ["1", "2", "3"]
    assert documents["tei"].sentences[0].page == "1"


def test_markdown_text_is_the_file(
    documents: dict[str, Document], essay: Any, makers: dict[str, Any]
) -> None:
    assert documents["md"].text == makers["md"](essay).decode()
