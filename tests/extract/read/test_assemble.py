"""A layout becomes a document."""

from __future__ import annotations

import pytest

from regesta.extract.read.assemble import assemble, division_labels, flow_of
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, Paragraph
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


def test_the_flow_leaves_markers_out_and_parts_words() -> None:
    flow = flow_of("The place.26At noon", ((0, 19),), [(10, 12)])
    assert flow.text == "The place. At noon"
    assert len(flow.text) == len(flow.offsets)


def test_a_sentence_takes_the_marker_behind_its_stop_and_goes_around_a_note() -> None:
    text = "One.1 Two goes\n1 A note.\non here. Three."
    layout = Layout(
        text=text,
        paragraphs=(Paragraph(spans=((0, 14), (25, 40))),),
        notes=(NoteMark(span=(17, 24), number=1, marker=(4, 5)),),
    )
    document = assemble(layout, "d", WORDS)
    said = [[text[a:b] for a, b in s.spans] for s in document.sentences]
    assert said == [["One.1"], ["Two goes", "on here."], ["Three."]]
    assert document.footnotes[0].sentence == document.sentences[0].id


def heading(number: str, title: str, level: int, start: int, kind: str = "chapter") -> HeadingMark:
    span = (start, start + 1)
    return HeadingMark(span=span, kind=kind, number=number, title=title, level=level)  # type: ignore[arg-type]


def test_divisions_end_where_the_next_of_their_level_begins() -> None:
    marks = (heading("1", "A", 1, 0), heading("", "B", 2, 5, "section"), heading("2", "C", 1, 9))
    divisions = assemble(Layout(text="x" * 20, headings=marks), "d", WORDS).divisions
    assert [d.span for d in divisions] == [(0, 9), (5, 9), (9, 20)]
    assert divisions[1].parent == divisions[0].id


def test_labels_tell_chapters_of_parts_apart() -> None:
    marks = tuple(
        heading(n, t, 1, k, kind)
        for k, (n, t, kind) in enumerate(
            [
                ("I", "", "part"),
                ("1", "A", "chapter"),
                ("II", "", "part"),
                ("1", "B", "chapter"),
                ("", "THE END", "chapter"),
            ]
        )
    )
    assert division_labels(marks) == ["I", "I-1", "II", "II-1", "THE-END"]


@pytest.mark.parametrize("title", ["CONCLUSION", "Conclusion"])
def test_one_word_in_capitals_is_a_word(title: str) -> None:
    assert division_labels((heading("", title, 1, 0),)) == ["Conclusion"]
