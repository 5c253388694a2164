"""What is judged between notes and bibliography is shown with both its places marked."""

from __future__ import annotations

from regesta.extract.record import Footnote, Identity, Resolution
from regesta.extract.workspace import Workspace
from regesta.review.pages.passage import Passage, _words_of, passage_of
from regesta.review.queue import Queue
from regesta.review.session import ReviewSession


def marked(passage: Passage) -> str:
    """The words marked as the record's own, in the notes and the bibliography."""
    return "".join(p.text.unescape() for n in passage.notes for p in n.pieces if "own" in p.classes.split())


def test_every_resolution_and_identity_shows_both_its_places(example_space: Workspace) -> None:
    session = ReviewSession(example_space, queue=Queue(None))
    (text,) = session.texts.values()
    seen = 0
    for item in session.items.values():
        record = item.record
        if not isinstance(record, Resolution | Identity):
            continue
        seen += 1
        passage = passage_of(session, item)
        ends = list(record.spans) if isinstance(record, Identity) else [record.span]
        assert passage.lines
        for a, b in ends:
            assert text[a : min(b, a + 12)] in marked(passage), (record.id, marked(passage))
        assert sum(n.here for n in passage.notes) >= 1
    assert seen > 30


def test_an_entry_of_the_bibliography_stands_below_the_notes(example_space: Workspace) -> None:
    session = ReviewSession(example_space, queue=Queue(None))
    item = next(
        i
        for i in session.items.values()
        if isinstance(i.record, Identity) and i.record.other.startswith("entry:")
    )
    assert passage_of(session, item).notes[-1].label == "bib."


def test_the_stop_behind_the_number_of_a_note_is_none_of_its_words() -> None:
    def shown(text: str) -> str:
        note = Footnote(id="1", document="d", span=(0, len(text)), number=1)
        return "".join(text[a:b] for a, b in _words_of(note, text))

    assert shown(". Kim, Letters, p. 3.") == "Kim, Letters, p. 3."
    assert shown("... and so on.") == "... and so on."
    assert shown("Kim.") == "Kim."
