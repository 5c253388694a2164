"""Headings found in plain text by their words and places."""

from __future__ import annotations

import pytest

from regesta.extract.read import read_text
from regesta.extract.read.lines import split_lines
from regesta.extract.read.outline import Outline
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)

PROSE = """The quay was closed in May, and the merchants wrote to the mayor.
He did not answer them before the strike was over in the summer."""


def found(text: str) -> list[tuple[str, str, str]]:
    outline = Outline(split_lines(text), {}, None, WORDS)
    return [(h.kind, h.number, h.title) for h in outline.headings()]


def test_numbered_chapters_and_a_word() -> None:
    blocks = ["Chapter 1", "The Quay", PROSE, "Chapter 2: Tolls", PROSE, "Bibliography", "Brook, A., Quays."]
    text = "\n\n".join(blocks)
    assert found(text) == [
        ("chapter", "1", "The Quay"),
        ("chapter", "2", "Tolls"),
        ("bibliography", "", "Bibliography"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n1. The first demand.\n\n2. The second demand.\n\n{PROSE}\n",
        f"{PROSE}\n\nHe wrote to the mayor,\n\n{PROSE}\n",
    ],
)
def test_items_and_broken_lines_are_none(text: str) -> None:
    assert found(text) == []


def test_a_title_between_blank_lines() -> None:
    text = "\n\n".join([PROSE, PROSE, PROSE, "The Tolls of Hull", PROSE])
    assert [title for _, _, title in found(text)] == ["The Tolls of Hull"]


def test_a_number_alone_over_its_title() -> None:
    text = "\n\n".join([PROSE, PROSE, PROSE, "I.", "The Tolls of Hull", PROSE])
    assert found(text) == [("chapter", "I", "The Tolls of Hull")]


def test_titles_with_a_stop_below_a_wide_gap() -> None:
    text = f"{PROSE}\n\n{PROSE}\n\n\n\nThe Closing of the Quay.\n\n{PROSE}\n\nThe Mayor of Hull.\n\n{PROSE}\n"
    assert found(text) == [("chapter", "", "The Closing of the Quay.")]


def test_chapters_and_titles_that_end_in_stops() -> None:
    text = "".join(
        f"{n}\n\n{t}\n\n{PROSE}\n\n{PROSE}\n\n\n\n"
        for n, t in (("CHAPTER I.", "The Quay; its End."), ("CHAPTER II.", "The Men."))
    )
    assert found(text) == [("chapter", "I", "The Quay; its End."), ("chapter", "II", "The Men.")]


def test_lines_of_an_index_are_no_headings() -> None:
    text = f"Chapter 1: The Quay\n\n{PROSE}\n\n{PROSE}\n\n\n\nIndex.\n\nAppendix, 12\n\nIV. Notes of the Clerk,   31\n"
    assert found(text) == [("chapter", "1", "The Quay"), ("back", "", "Index.")]


def test_a_heading_by_its_type() -> None:
    lines = split_lines(
        f"{PROSE}\n\n{PROSE}\n\nWhat the merchants of the town were asked to pay for it in that year\n\n{PROSE}\n"
    )
    place = next(i for i, line in enumerate(lines) if line.bare.startswith("What"))
    assert not Outline(lines, {}, None, WORDS).headings()
    (heading,) = Outline(lines, {}, None, WORDS, frozenset({place})).headings()
    assert heading.first == place


ARTICLES = "".join(
    f"""Chapter {n}

{title}

{name}

{place}

The harbour board met in March and heard the engineer. He reported that the
quay had sunk by a foot, and the members voted a loan.

"""
    for n, title, name, place in (
        (1, "Harbours and Their Boards", "Ann Brook", "University of Hull"),
        (2, "Boards and Their Loans", "Tom Reed", "University of Leeds"),
    )
)


def test_author_and_university_below_a_title_are_no_headings() -> None:
    """An edited volume names author and university under each chapter's title."""
    document = read_text(ARTICLES, "volume")
    titles = [d.title for d in document.divisions]
    assert not {"Ann Brook", "Tom Reed", "University of Hull", "University of Leeds"} & set(titles)
    assert "Boards and Their Loans" in " ".join(titles)
    said = [document.text[slice(*s.spans[0])] for s in document.sentences]
    assert len(said) == 4
    assert not any("University" in x or "Reed" in x for x in said)


def test_a_university_below_a_chapter_is_its_section_where_no_name_stands_over_it() -> None:
    document = read_text(ARTICLES.replace("Ann Brook\n\n", "").replace("Tom Reed\n\n", ""), "volume")
    assert any("University of Leeds" in d.title for d in document.divisions)
