"""Titles, runs of words and dates taken out of a citation's words."""

from __future__ import annotations

import pytest

from regesta.extract.notes.gathering import gather
from regesta.extract.notes.group import dated_title, days_in, first_run, joined, lent_days, undated
from regesta.extract.notes.parts import Parts
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def parts(text: str) -> Parts:
    return gather(text, 0, len(text), WORDS)


def test_neighbours_keep_their_comma_and_a_mark_parts() -> None:
    text = "Locks, Weirs, 3 May 1950, Tolls"
    found = parts(text)
    assert joined(text, found.words) == "Locks, Weirs, Tolls"
    assert [w.text for w in first_run(found.words)] == ["Locks", "Weirs"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Canal News on 3 May 1911", "Canal News"),
        ("Canal News of 3 May 1911", "Canal News"),
        ("Canal News", "Canal News"),
        ("Canal News 1911/1912", "Canal News 1911/1912"),
    ],
)
def test_a_stretch_without_the_date_at_its_end(text: str, bare: str) -> None:
    assert undated(text, WORDS) == bare


def test_a_lent_day_is_a_date_too() -> None:
    found = parts("Canal News, 3 May and 4 May 1911")
    assert undated("Canal News on 3 May", WORDS, [("1911-05-03", 14, 19)]) == "Canal News"
    assert all(lent_days(w, found) == [] for w in found.words[:1])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Wendt to Harlow 3 May 1950", ("Wendt to Harlow", "1950-05-03")),
        ("Meeting of 3 May 1950", ("Meeting of 3 May 1950", "1950-05-03")),
        ("Meeting of 3 May 1950 in Ghent", ("Meeting of 3 May 1950 in Ghent", "1950-05-03")),
        ("The Canals in 1950", ("The Canals in 1950", "")),
        ("Wendt to Harlow", ("Wendt to Harlow", "")),
    ],
)
def test_a_title_gives_up_the_bare_day_at_its_end(title: str, expected: tuple[str, str]) -> None:
    assert dated_title(title, Parts(), WORDS) == expected


def test_a_date_between_commas_comes_first() -> None:
    own = Parts(dates=[("1951-01-02", 0, 1)])
    assert dated_title("Wendt to Harlow 3 May 1950", own, WORDS) == (
        "Wendt to Harlow 3 May 1950",
        "1951-01-02",
    )


def test_days_within_words_have_the_texts_offsets() -> None:
    text = "Canal News of 3 May 1911, p. 2"
    ((day, a, b),) = days_in(parts(text).words[0], WORDS)
    assert (day, text[a:b]) == ("1911-05-03", "3 May 1911")
