"""Numbers of citations: what an atom says when it is nothing but numbers, and what ends a journal's name."""

from __future__ import annotations

import pytest

from regesta.extract.notes.marks import dates_in, plain_dates, read_marks, tail_marks
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("pp. 12-14", [("pages", "12-14")]),
        ("p. 4n", [("pages", "4n")]),
        ("at p. 77 and 80", [("pages", "77 and 80")]),
        ("S. 301 ff.", [("pages", "301 ff.")]),
        ("fol. 12", [("pages", "12")]),
        ("vol. II", [("volume", "II")]),
        ("vol. 3, part 2", [("volume", "3, part 2")]),
        ("2 vols.", [("volume", "2 vols.")]),
        ("Bd. 4", [("volume", "4")]),
        ("no. 17", [("issue", "17")]),
        ("doc. 412", [("document", "412")]),
        ("2nd edn", [("edition", "2nd edn")]),
        ("iii. 262", [("volume", "iii"), ("pages", "262")]),
        ("16 (3)", [("volume", "16"), ("issue", "3")]),
        ("21:3", [("volume", "21"), ("behind_colon", "3")]),
        ("89:346-81", [("volume", "89"), ("pages", "346-81")]),
        ("1848", [("year", "1848")]),
        ("1648-50", [("year", "1648-50")]),
        ("3 March 1919", [("date", "1919-03-03")]),
        ("dated 3 March 1919", [("date", "1919-03-03")]),
        ("part 3", [("part", "part 3")]),
        ("part. 3", [("shown", "part. 3")]),
        ("lib. 3", [("shown", "lib. 3")]),
        ("cap. 23", [("shown", "cap. 23")]),
        ("10-25 Oct 50", [("date", "1950-10-10/1950-10-25")]),
        ("1530 3 Nov 50", [("date", "1950-11-03")]),
        ("Jul 52", [("date", "1952-07")]),
        ("27-30 Apr and 10 Jul 51", [("date", "1951-07-10")]),
        ("0735, 0742, and 2350 16 Nov 50", [("date", "1950-11-16")]),
        ("May 12", []),
        ("ch. 3", [("shown", "ch. 3")]),
        ("plate 44, figure 1", [("shown", "plate 44"), ("shown", "figure 1")]),
        ("figs. 45 and 47-49", [("shown", "figs. 45 and 47-49")]),
        ("cat. no. 292", [("shown", "cat. no. 292")]),
        ("nn. 32-33", [("shown", "nn. 32-33")]),
        ("fols. 3v-4r", [("pages", "3v-4r")]),
        ("vol. 2, no. 4, p. 9", [("volume", "2"), ("issue", "4"), ("pages", "9")]),
        ("The Rising of the Valleys", []),
        ("vol. 2 of the series", []),
        ("", []),
    ],
)
def test_an_atom_of_nothing_but_numbers(text: str, marks: list[tuple[str, str]]) -> None:
    assert [(m.kind, m.value) for m in read_marks(text, 0, WORDS)] == marks


def test_offsets_are_those_of_the_text() -> None:
    text = "vol. 2, p. 9"
    found = read_marks(text, 100, WORDS)
    assert [text[m.start - 100 : m.end - 100] for m in found] == ["vol. 2", "p. 9"]


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("Journal of Alpine History 24", "Journal of Alpine History", [("volume", "24")]),
        ("Past and Future, no. 3", "Past and Future", [("issue", "3")]),
        ("Review of Tariffs XII", "Review of Tariffs", [("volume", "XII")]),
        ("The Reign of Charles V", "The Reign of Charles V", []),
        ("Reports of Historical Tariffs: Volume I", "Reports of Historical Tariffs", [("volume", "I")]),
        ("Camden Series 12", "Camden Series 12", []),
        ("A Short Title", "A Short Title", []),
    ],
)
def test_a_number_ends_a_journals_name_and_no_kings(
    text: str, words: str, marks: list[tuple[str, str]]
) -> None:
    cut, found = tail_marks(text, 0, WORDS)
    assert (text[:cut], [(m.kind, m.value) for m in found]) == (words, marks)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("4. Januar 1871", "1871-01-04"),
        ("1er mai 1906", "1906-05-01"),
        ("Nov.1795", "1795-11"),
        ("12 декабря 1825", "1825-12-12"),
    ],
)
def test_dates_of_other_languages_and_manners(text: str, edtf: str) -> None:
    assert len(plain_dates(text, WORDS)) == len(text)
    assert [d.edtf for d in dates_in(text, WORDS)] == [edtf]


def test_a_lent_date_counts() -> None:
    assert [(m.kind, m.value) for m in read_marks("4 May", 10, WORDS, [("1926-05-04", 10, 15)])] == [
        ("date", "1926-05-04")
    ]
