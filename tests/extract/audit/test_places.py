"""Places in words."""

from __future__ import annotations

from tests.extract.audit.cases import KYLE, LUCAS, SHELF, Make

from regesta.extract.audit.places import Places


def test_places_are_named_by_note_line_and_bibliography(make_document: Make) -> None:
    document = make_document([KYLE, LUCAS], SHELF)
    places = Places(document)
    note, entry, sentence = document.footnotes[1], document.bibliography[0], document.sentences[0]
    assert places.name(note.span) == "note 1.2, line 4"
    assert places.name((note.span[0] + 5, note.span[1])) == "note 1.2, line 4"
    assert places.name(entry.span) == "bibliography, line 5"
    assert places.name(sentence.spans[0]) == "line 1"
    assert places.names([e.span for e in document.bibliography[:6]]).endswith("; and 2 more")
