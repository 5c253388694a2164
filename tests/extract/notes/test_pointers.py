"""Citations that point back, and short forms read by their words."""

from __future__ import annotations

import pytest

from regesta.extract.notes.pointers import pointer_patterns, pointing_form, read_ibid, read_short_form
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize("text", ["Ibid.", "ibid., p. 4", "Ebd., S. 4", "Там же", "Ibidem"])
def test_words_for_the_same_place(text: str) -> None:
    assert pointer_patterns(WORDS).ibid.match(text)


@pytest.mark.parametrize("text", ["Ibidia, a Study", "The ibid. manner"])
def test_no_words_for_the_same_place(text: str) -> None:
    assert not pointer_patterns(WORDS).ibid.match(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Dale, op. cit., p. 4", "op. cit."),
        ("Dale, loc. cit.", "loc. cit."),
        ("Dale, Canal Age (note 12 above), p. 4", "note 12 above"),
        ("note 12", "note 12"),
        ("Dale, n. 3", "n. 3"),
        ("Dale, The Canal Age, London: Cape, 1934, p. 4", None),
        ("Dale 1934, with a note 3 on weirs", None),
    ],
)
def test_the_form_that_points_back(text: str, form: str | None) -> None:
    found = pointing_form(text, 0, len(text), WORDS)
    assert (found.group() if found else None) == form


def test_behind_ibid_another_document_of_the_same_place() -> None:
    text = "Ibid., Wendt to Harlow, 3 May 1950, p. 4"
    found = read_ibid(text, text, 5, len(text), WORDS)
    f = found.fields
    assert (found.type, f.sender, f.recipient, f.doc_date, f.pages) == (
        "ibid",
        "Wendt",
        "Harlow",
        "1950-05-03",
        "4",
    )


def test_ibid_alone() -> None:
    found = read_ibid("Ibid.", "Ibid.", 5, 5, WORDS)
    assert (found.type, found.fields.title, found.fields.pages) == ("ibid", "", "")


@pytest.mark.parametrize(
    ("text", "authors", "title", "pages"),
    [
        ("Dale, op. cit., p. 4", ("Dale",), "", "4"),
        ("Dale, Canal Age, op. cit., p. 4", ("Dale",), "Canal Age", "4"),
        ("Dale, Canal Age (note 12 above), p. 4", ("Dale",), "Canal Age", "4"),
    ],
)
def test_a_short_form_by_its_words(text: str, authors: tuple[str, ...], title: str, pages: str) -> None:
    form = pointing_form(text, 0, len(text), WORDS)
    assert form is not None
    found = read_short_form(text, 0, len(text), form, WORDS, frozenset())
    assert (found.type, found.fields.authors, found.fields.title, found.fields.pages) == (
        "short_title",
        authors,
        title,
        pages,
    )
    assert found.reason.startswith("short title: ")
