"""Notes in plain text that bear the very label which calls them."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, read_text

BLOCKS = """CHAPTER I

THE FERRY

The ferry at Goole sank in March 1902.[{a}] Nobody drowned,
said the coroner.[{b}]

[Footnote {a}: Ellen Pike, _Ferries_ [2d ed.] (York: Dale Press, 1951),
p. 4.]

   [Footnote {b}: Ibid., p. 9.

   The coroner's own copy is lost.]

In June the council bought another.[{c}]

[Footnote {c}: Ibid., p. 12.]
"""

LABELLED = """I

THE FERRY[3:1]

The ferry at Goole sank in March 1902. Nobody drowned.[4:1] The
council bought another.[4:2]


FOOTNOTES:

[3:1] Read to the society in 1951.

[4:1] Ellen Pike, "Ferries," ii, p. 4.

   "A quotation in a paragraph of its own."

[4:2] Ibid., p. 9.




II

THE BRIDGE

A bridge was built in 1904.[19:1] It still stands.


FOOTNOTES:

[19:1] Pike, p. 31.
"""


def attached(document: Document) -> list[tuple[str, str]]:
    """Label of each note and the words right before its marker."""
    text = document.text
    return [(f.label, text[: f.marker[0]].split()[-1] if f.marker else "") for f in document.footnotes]


@pytest.mark.parametrize(
    "labels", [("1", "2", "3"), ("1-1", "1-2", "1-3"), ("A", "B", "C"), ("12:1", "12:2", "13:1")]
)
def test_blocks_below_their_paragraphs(labels: tuple[str, str, str]) -> None:
    document = read_text(BLOCKS.format(a=labels[0], b=labels[1], c=labels[2]), "d")
    assert attached(document) == list(zip(labels, ("1902.", "coroner.", "another."), strict=True))
    assert all(f.sentence for f in document.footnotes)
    said = [" ".join(document.text[a:b] for a, b in s.spans) for s in document.sentences]
    assert [s.split()[0] for s in said] == ["The", "Nobody", "In"]
    assert document.text[slice(*document.footnotes[1].span)].endswith("own copy is lost.")
    assert [d.title for d in document.divisions] == ["THE FERRY"]


@pytest.mark.parametrize("colon", [":", ""])
def test_a_label_with_or_without_its_colon(colon: str) -> None:
    text = BLOCKS.format(a="1", b="2", c="3").replace("[Footnote 2:", f"[Footnote 2{colon}")
    assert [n.number for n in read_text(text, "d").footnotes] == [1, 2, 3]


def test_labels_that_begin_again_are_called_from_the_nearest_place_above() -> None:
    text = BLOCKS.format(a="1", b="2", c="1")
    assert attached(read_text(text, "d")) == [("1", "1902."), ("2", "coroner."), ("1", "another.")]


def test_labels_of_two_parts_under_a_rubric() -> None:
    document = read_text(LABELLED, "d")
    assert attached(document) == [
        ("3:1", "FERRY"),
        ("4:1", "drowned."),
        ("4:2", "another."),
        ("19:1", "1904."),
    ]
    assert [f.id for f in document.footnotes] == ["I.1", "I.2", "I.3", "II.1"]
    assert [(d.number, d.title) for d in document.divisions if d.role == "body"] == [
        ("I", "THE FERRY"),
        ("II", "THE BRIDGE"),
    ]
    assert document.text[slice(*document.footnotes[1].span)].endswith('of its own."')


def test_a_block_nobody_calls_is_a_note_without_a_marker() -> None:
    document = read_text("The ferry sank in March.\n\n[Footnote 7: Pike, p. 4.]\n", "d")
    assert [(f.label, f.marker) for f in document.footnotes] == [("7", None)]
    assert [n.code for n in document.notes] == ["marker.lost"]


def test_times_and_verses_are_no_labels() -> None:
    text = "At [12:30] he came.\n\n[12:45] he left, says the log.\n\nThe ferry sank at [12:50] or so.\n"
    assert read_text(text, "d").footnotes == ()


GROUPED = """CHAPTER I.

Of Ferries.

The ferry at Goole sank in March 1902.[1] Nobody drowned,[2] said the coroner.

Another was bought in June.[3]

[1] Ellen Pike, _Ferries_ (York: Dale Press, 1951), p. 4.

[2] The coroner's own copy is lost. He wrote in 1903:

    "I never saw the boat."

[3]

    "The boat was green."



Of Bridges.

The bridge was opened in 1904.[4] Goole had asked for it twice.[5]

[4] Pike, p. 31.

He says no more of it.

[5] Ibid., p. 33.

The council paid for it.



CHAPTER II.

The Town.

The town grew.[6] It had a mayor.[7]

[6] Dunn, p. 9.

[7] Dunn, p. 10.




Index.

Appendix, 12

Bridges, 31-33

Mayor, The, 4; his dog, 5
"""


def test_numbered_paragraphs_in_several_places() -> None:
    document = read_text(GROUPED, "d")
    notes = [
        (f.number, document.text[slice(*f.span)].split()[0], bool(f.sentence)) for f in document.footnotes
    ]
    assert notes == [
        (1, "Ellen", True),
        (2, "The", True),
        (3, '"The', True),
        (4, "Pike,", True),
        (5, "Ibid.,", True),
        (6, "Dunn,", True),
        (7, "Dunn,", True),
    ]
    said = [document.text[slice(*s.spans[0])] for s in document.sentences]
    assert "The council paid for it." in said
    assert not any(words in s for s in said for words in ("I never saw", "green", "no more"))
    assert [(d.number, d.title, d.role) for d in document.divisions] == [
        ("I", "Of Ferries.", "body"),
        ("", "Of Bridges.", "body"),
        ("II", "The Town.", "body"),
        ("", "Index.", "back"),
    ]


def test_a_list_in_brackets_is_no_group_of_notes() -> None:
    items = "\n\n".join(f"[{k}] The {k}th ferry was sold." for k in range(1, 9))
    assert not read_text(f"It had eight ferries.\n\n{items}\n", "d").footnotes


def test_roman_numerals_and_blanks_in_brackets() -> None:
    """Typed endnotes as scanned pages and old files have them."""
    bodies = ("Ellen Pike, Ferries (York, 1951), p. 4.", "Ibid., p. 9.", "John Dunn, Bridges, p. 31.")
    for labels in (("[i]", "[ii]", "[iii]"), ("( 1 )", "( 2 )", "( 3 )")):
        text = "".join(f"The ferry was sold in its tenth winter.{k} Nobody drowned.\n\n" for k in labels)
        notes = "\n".join(f"{k} {said}" for k, said in zip(labels, bodies, strict=True))
        document = read_text(f"THE FERRIES\n\n{text}Notes\n\n{notes}\n", "d")
        assert [document.text[slice(*f.span)] for f in document.footnotes] == list(bodies)
        assert all(f.sentence for f in document.footnotes)
