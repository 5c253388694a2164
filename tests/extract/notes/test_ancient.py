"""Places in works that have no pages of their own."""

from __future__ import annotations

import pytest

from regesta.extract.notes.ancient import is_ancient, read_ancient
from regesta.extract.record import Fields
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "author", "title", "place"),
    [
        ("Tacitus, Annals, 1.16-49", "Tacitus", "Annals", "1.16-49"),
        ("Tac. Ann. 1.72.", "Tacitus", "Annals", "1.72"),
        ("Hdt. 7.152", "Herodotus", "", "7.152"),
        ("Livy, xxi. 4. 3", "Livy", "", "xxi. 4. 3"),
        ("Cicero, De officiis, II. 12", "Cicero", "De officiis", "II. 12"),
        ("Augustine, De civitate Dei, Bk. XIX, ch. 17", "Augustine", "City of God", "Bk. XIX, ch. 17"),
        ("Plato, Republic, 514a-520a", "Plato", "Republic", "514a-520a"),
        ("Plutarch, Life of Sulla, 8.5 (ed. Hurst)", "Plutarch", "Life of Sulla", "8.5"),
        ("Augustine, Confessions, 28", "Augustine", "Confessions", "28"),
    ],
)
def test_an_ancient_author(text: str, author: str, title: str, place: str) -> None:
    found = read_ancient(text, 0, len(text), WORDS)
    assert found is not None
    assert found.type == "book"
    assert (found.fields.authors, found.fields.title, found.fields.pages) == ((author,), title, place)
    assert is_ancient(found.fields, WORDS)


@pytest.mark.parametrize(
    ("text", "title", "container", "place"),
    [
        ("Gen. 1:26-28", "Genesis", "Bible", "1:26-28"),
        ("1 Cor. 13:4, 7", "1 Corinthians", "Bible", "13:4, 7"),
        ("Dig. 48.19.28.3 (Callistratus)", "Digest", "", "48.19.28.3"),
        ("Cod. Theod. 16.1.2", "Codex Theodosianus", "", "16.1.2"),
    ],
)
def test_a_book_without_author(text: str, title: str, container: str, place: str) -> None:
    found = read_ancient(text, 0, len(text), WORDS)
    assert found is not None
    assert (found.fields.title, found.fields.container, found.fields.pages) == (title, container, place)


@pytest.mark.parametrize(
    "text",
    [
        "Homer, 12",
        "Horace Hurst, 3.4",
        "Jerome, Tolls of Leith, 45",
        "Livy, 1912",
        "Tacitus, Annals, trans. Ann Hurst (Leith: Moor Press, 1950), 12",
        "Mark Hurst, 3.4",
    ],
)
def test_what_is_no_such_place(text: str) -> None:
    assert read_ancient(text, 0, len(text), WORDS) is None


def test_a_modern_author_of_the_document() -> None:
    text = "Homer, Tolls, 3.4"
    assert read_ancient(text, 0, len(text), WORDS) is not None
    assert read_ancient(text, 0, len(text), WORDS, frozenset({"homer"})) is None


def test_a_modern_bearer_of_the_name() -> None:
    assert not is_ancient(Fields(authors=("Julian",), author_names=("Rosa Julian",), title="Weirs"), WORDS)
