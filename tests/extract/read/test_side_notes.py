"""Headings of the margin are no words of the sentences they stand in."""

from __future__ import annotations

from regesta.extract.read import analyse, read_text

TEXT = """THE FERRIES

[Sidenote: The first ferry]

The first ferry was of oak, and it sank in the winter of 1902, when
[Sidenote: Its loss] the ice came down the river and the keepers of the
tolls had all gone home; the council, [Sidenote: The
council] which met in June, bought another one.
[Sidenote: A verdict]
Nobody had drowned, said the coroner in the town.

SECTION 2.  THE TOLLS OF THE FERRIES AND THEIR KEEPERS.
            (FROM 1902 TO THE WAR)

[Sidenote: Keepers]

The keepers had a house by the quay until the war came.
"""


def test_the_sentences_go_on_without_them() -> None:
    document = read_text(TEXT, "d")
    said = [" ".join(analyse(document, s).text.split()) for s in document.sentences]
    assert said == [
        (
            "The first ferry was of oak, and it sank in the winter of 1902, when the ice came down the river and "
            "the keepers of the tolls had all gone home; the council, which met in June, bought another one."
        ),
        "Nobody had drowned, said the coroner in the town.",
        "The keepers had a house by the quay until the war came.",
    ]
    assert [x.why for x in document.left_out].count("side") >= 5
    assert document.report.shares.nothing == 0


def test_a_section_by_word_and_number_is_a_heading() -> None:
    (tolls,) = [d for d in read_text(TEXT, "d").divisions if d.number == "2"]
    assert tolls.title == "THE TOLLS OF THE FERRIES AND THEIR KEEPERS. (FROM 1902 TO THE WAR)"
    statute = "The act is plain.\n\nSection 3. The council may sell a ferry to whom it likes.\n\nIt did.\n"
    assert not read_text(statute, "d").divisions
