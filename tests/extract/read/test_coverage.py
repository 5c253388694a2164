"""What each stretch of a text was taken for, and the stretches left out with their places."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document
from regesta.extract.read.coverage import KINDS, Coverage, coverage_of
from regesta.extract.read.document import LeftOut
from regesta.extract.read.health import health
from regesta.extract.read.places import Places
from regesta.extract.record import Division, Footnote, Sentence

TEXT = (
    "A HISTORY OF THE QUAY\n\n"
    "I. The Board\n\nThe board met in March.1 It sat for a day.\n\n"
    "HARBOUR 12\n\n1 Minutes, p. 4.\n\n"
    "A table that no reader took for anything at all.\n\n"
    "HARBOUR 13\n\nIt rose.\n\nHARBOUR 14\n\n* * *\n"
)


def spot(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return at, at + len(words)


def document(**changes: object) -> Document:
    heading = spot("I. The Board")
    given: dict[str, object] = {
        "divisions": (
            Division(
                id="division-1",
                document="d",
                span=(heading[0], len(TEXT)),
                heading=heading,
                title="The Board",
            ),
        ),
        "sentences": tuple(
            Sentence(id=f"sentence-{n}", document="d", spans=(spot(words),))
            for n, words in enumerate(("The board met in March.1", "It sat for a day.", "It rose."))
        ),
        "footnotes": (Footnote(id="1", document="d", span=spot("Minutes, p. 4."), number=1),),
        "pages": (("12", (0, TEXT.index("A table"))), ("13", (TEXT.index("A table"), len(TEXT)))),
    }
    return Document(id="d", text=TEXT, **{**given, **changes})  # type: ignore[arg-type]


def kind_at(coverage: Coverage, words: str) -> str:
    return KINDS[coverage.kinds[spot(words)[0]]]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("A HISTORY OF", "front"),
        ("I. The Board", "headings"),
        ("It sat", "sentences"),
        ("Minutes", "notes"),
        ("1 Minutes", "notes"),
        ("HARBOUR 13", "furniture"),
        ("* * *", "furniture"),
        ("A table", "nothing"),
    ],
)
def test_every_stretch_is_taken_for_one_thing(words: str, kind: str) -> None:
    assert kind_at(coverage_of(document(), health()), words) == kind


def test_what_was_left_out_has_its_words_page_and_line() -> None:
    found = coverage_of(document(), health())
    (place,) = map(Places(document()).of, found.left_out)
    assert place.quote == "A table that no reader took for anything at all."
    assert (place.page, place.line) == ("13", TEXT[: TEXT.index("A table")].count("\n") + 1)
    assert TEXT[slice(*place.span)] == place.quote
    assert place.characters == len(place.quote.replace(" ", ""))
    assert found.shares.nothing == pytest.approx(place.characters / found.characters)


def test_an_opening_too_long_for_a_title_page_is_text_left_out() -> None:
    opening = "The quay had stood for two hundred years. " * 100
    long = Document(
        id="d",
        text=opening + "It rose.",
        sentences=(Sentence(id="s", document="d", spans=((len(opening), len(opening) + 8),)),),
    )
    found = coverage_of(long, health())
    assert found.shares.nothing > 0.9
    assert Places(long).of(found.left_out[0]).quote.endswith(" …")


def test_an_empty_text_has_no_shares() -> None:
    found = coverage_of(Document(id="d", text=""), health())
    assert found.characters == found.shares.nothing == 0
    assert found.left_out == ()


def test_back_matter_and_entries_of_a_bibliography_are_no_text_in_nothing() -> None:
    back = spot("A table that no reader took for anything at all.")
    index = Division(id="division-2", document="d", span=back, title="Index", role="back")
    found = coverage_of(document(divisions=(index,)), health())
    assert kind_at(found, "A table") == "back"


@pytest.mark.parametrize(
    ("why", "kind"),
    [
        ("table", "tables"),
        ("licence", "furniture"),
        ("head", "furniture"),
        ("number", "notes"),
        ("text", "nothing"),
    ],
)
def test_what_the_reader_says_of_a_stretch_holds(why: str, kind: str) -> None:
    aside = LeftOut(span=spot("A table that no reader took for anything at all."), why=why)
    assert kind_at(coverage_of(document(left_out=(aside,)), health()), "A table") == kind
