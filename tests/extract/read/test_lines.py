"""Lines, their measure, and page furniture."""

from __future__ import annotations

import pytest

from regesta.extract.read.furniture import furniture
from regesta.extract.read.lines import captions, is_full, split_lines, width_of
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)

PAGE = ["The quay was closed in May and the merchants wrote to the mayor of Hull."] * 9


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_line_end_breaks_a_line(end: str) -> None:
    text = f"one{end}two{end}three"
    lines = split_lines(text)
    assert [text[line.start : line.end] for line in lines] == ["one", "two", "three"]


def test_a_form_feed_begins_a_page() -> None:
    assert [line.page_start for line in split_lines("one\ftwo\nthree")] == [True, True, False]


def paged(sheets: int, head: str) -> str:
    pages = [
        "\n".join(
            [
                head.format(n=n),
                *(f"{'abcdefgh'[n - 11]}{'hgfedcba'[k % 8]} {x}" for k, x in enumerate(PAGE)),
                str(n),
            ]
        )
        for n in range(11, 11 + sheets)
    ]
    return "\f".join(pages)


def test_page_numbers_and_running_heads() -> None:
    text = paged(4, "Harbour Politics")
    lines = split_lines(text)
    found = furniture(lines, WORDS.lines)
    assert sorted(found.values()) == ["head"] * 4 + ["page:11", "page:12", "page:13", "page:14"]
    assert {lines[i].bare for i, what in found.items() if what == "head"} == {"Harbour Politics"}


def test_a_head_with_its_number() -> None:
    found = furniture(split_lines(paged(4, "{n} Harbour Politics")), WORDS.lines)
    assert sorted(found.values())[0] == "page:11"


def test_no_furniture_in_plain_prose() -> None:
    assert furniture(split_lines("\n".join(PAGE)), WORDS.lines) == {}


def test_a_full_line_goes_on() -> None:
    lines = split_lines("\n".join(PAGE))
    assert width_of(lines) == len(PAGE[0])
    assert is_full(lines[0], lines[1], width_of(lines))
    assert not is_full(split_lines("Short.")[0], lines[1], width_of(lines))


def test_captions_in_brackets_are_no_text() -> None:
    lines = split_lines(
        "It rose.\n\n[Illustration: The quay,\nafter a photograph.]\n\n[Illustrations of this are rare.]\n"
    )
    assert captions(lines, WORDS.lines) == {2: "table", 3: "table"}
