"""The authors at the head of an entry, family names first."""

from __future__ import annotations

import pytest

from regesta.extract.notes.listed_authors import continues, heading_at, is_inverted_name
from regesta.extract.read.document import BibliographyEntry
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("entry", "names", "families", "role", "rest"),
    [
        ("Kyle, Keith, Suez, 1991.", ("Keith Kyle",), ("Kyle",), "", "Suez, 1991."),
        ("Louis, William. Ends of Empire", ("William Louis",), ("Louis",), "", "Ends of Empire"),
        ("Louis, William R. and Owen, Roger (eds.), Suez", ("William R. Louis", "Roger Owen"), ("Louis", "Owen"), "editor", "Suez"),
        ("Pak, Il (trans.), Memoirs", ("Il Pak",), ("Pak",), "translator", "Memoirs"),
        ("Smith, Jr., John, Oil", ("John Smith Jr",), ("Smith",), "", "Oil"),
        ("Herrmann, Richard K. Perceptions and Behavior", ("Richard K. Herrmann",), ("Herrmann",), "", "Perceptions and Behavior"),
        ("Han, Jae Duk, Testimony", ("Jae Duk Han",), ("Han",), "", "Testimony"),
        ("Suez: The Double War, 1991.", (), (), "", "Suez: The Double War, 1991."),
        ("FRUS, Vol. VI", (), (), "", "FRUS, Vol. VI"),
    ],
)  # fmt: skip
def test_who_an_entry_begins_with(
    entry: str, names: tuple[str, ...], families: tuple[str, ...], role: str, rest: str
) -> None:
    heading = heading_at(entry, 0, len(entry), WORDS)
    assert (heading.names, heading.families, heading.role) == (names, families, role)
    assert entry[heading.begin :] == rest


@pytest.mark.parametrize(
    ("family", "given", "name"),
    [
        ("Kyle", "Keith", True),
        ("Kim", "Il Sung", True),
        ("Lucas", "W. S.", True),
        ("RGASPI", "Keith", False),
        ("Suez", "The Double War", False),
        ("University", "Keith", False),
        ("Kyle", "Keith John Paul George Ringo", False),
    ],
)
def test_what_is_a_name_with_the_family_first(family: str, given: str, name: bool) -> None:
    assert is_inverted_name(family, given, WORDS, first=True) is name


def listed(*entries: str, rubrics: tuple[tuple[str, ...], ...] = ()) -> tuple[str, list[BibliographyEntry]]:
    """A text and its entries, one a line."""
    text, out = "", []
    for k, entry in enumerate(entries):
        start = len(text) + len(entry) - len(entry.lstrip())
        text += entry + "\n"
        out.append(BibliographyEntry(span=(start, len(text) - 1), rubrics=rubrics[k] if rubrics else ()))
    return text, out


KYLE, LUCAS = "Kyle, Keith, Suez, 1991.", "Lucas, W. Scott, Divided, 1996."


def test_an_entry_that_breaks_the_alphabet_is_the_author_befores() -> None:
    text, entries = listed(KYLE, "The Politics of the Canal, 1999.", LUCAS)
    assert continues(text, entries, 1, WORDS)
    text, entries = listed(KYLE, "Letters from Suez, 1999.", LUCAS)
    assert not continues(text, entries, 1, WORDS)


def test_an_indented_entry_is_the_author_befores() -> None:
    text, entries = listed(KYLE, "      Letters from Suez, 1999.")
    assert continues(text, entries, 1, WORDS)
    assert not continues(*listed(KYLE, "Letters from Suez, 1999."), 1, WORDS)


def test_an_entry_with_a_name_in_its_usual_order_is_its_own() -> None:
    assert not continues(*listed(KYLE, "William Stueck, The Korean War, 1995.", LUCAS), 1, WORDS)


def test_another_heading_says_nothing_of_the_alphabet() -> None:
    text, entries = listed(KYLE, "The Canal, 1999.", LUCAS, rubrics=(("A",), ("A",), ("B",)))
    assert not continues(text, entries, 1, WORDS)
