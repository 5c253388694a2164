"""Files that other programs wrote (pandoc, LibreOffice Writer) from the tests' essay, its notes numbered
through: read like our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from regesta.extract.read import Document, analyse, read_path

PRODUCED = sorted((Path(__file__).parent / "produced").iterdir())


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module", params=PRODUCED, ids=lambda p: p.name)
def document(request: pytest.FixtureRequest) -> Document:
    return read_path(request.param)


def test_every_note_in_its_chapter(document: Document, essay: Any) -> None:
    chapters = [c for c, _, _ in essay.notes]
    assert [f.id for f in document.footnotes] == [f"{c}.{n}" for n, c in enumerate(chapters, 1)]
    for f, (_, _, body) in zip(document.footnotes, essay.notes, strict=True):
        assert plain(document.text[slice(*f.span)]) == plain(body)
        assert f.marker is not None


def test_every_sentence(document: Document, essay: Any) -> None:
    assert [plain(analyse(document, s).text) for s in document.sentences] == [
        plain(s) for s in essay.sentences()
    ]


def test_the_bibliography_holds_its_entries_and_no_notes(document: Document) -> None:
    assert [document.text[slice(*b.span)][:5] for b in document.bibliography] == [
        "Riksa",
        "The N",
        "Barro",
        "Lind,",
    ]
