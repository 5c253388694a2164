"""PDFs that LibreOffice Writer set from a note-heavy essay: notes at the foot, at the end, and at the foot of
two columns, read like the file they were set from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regesta.extract.read import Document, analyse, read_path

FOLDER = Path(__file__).parent / "type_sizes"


def key(document: Document) -> list[str]:
    return [re.sub(r"\W", "", analyse(document, s).text) for s in document.sentences]


@pytest.mark.parametrize(("pdf", "source"), [("foot", "foot"), ("end", "end"), ("columns", "foot")])
def test_like_the_source(pdf: str, source: str) -> None:
    """Lists at the beginning of lines are no notes, "No. 4" before a short last line is no end of a
    paragraph, and larger type makes chapters of short texts."""
    want, have = read_path(FOLDER / f"{source}.docx"), read_path(FOLDER / f"{pdf}.pdf")
    assert len(want.footnotes) == 42
    assert key(have) == key(want)
    notes = [[(f.id, " ".join(d.text[slice(*f.span)].split())) for f in d.footnotes] for d in (want, have)]
    assert notes[1] == notes[0]
    assert all(f.marker and f.sentence for f in have.footnotes)
    assert [d.number for d in have.divisions if d.role == "body" and d.level == 1] == [
        "",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "",
    ]
    assert not have.notes
