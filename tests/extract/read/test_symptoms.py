"""Signs of a bad reading in the words of a text; right prose has none of them."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, read_text
from regesta.extract.read.coverage import coverage_of
from regesta.extract.read.health import health
from regesta.extract.read.symptoms import Symptoms, symptoms_of
from regesta.extract.record import Footnote, Sentence
from regesta.extract.text.languages import ENGLISH


def of(text: str, **layers: object) -> Symptoms:
    document = Document(id="d", text=text, **layers)  # type: ignore[arg-type]
    return symptoms_of(document, coverage_of(document, health()), health(), ENGLISH)


@pytest.mark.parametrize(
    ("text", "figure", "count"),
    [
        ("T h e b o a r d sat; a member and I left.", "one_letter", 6),
        ("theboardagreedthatthequayshouldrise at once", "run_together", 1),
        ("see https://example.org/averyveryverylongaddressofapage there", "run_together", 0),
        ("at Harmonds- worth and Bor- deaux", "cut_words", 2),
        ("two- and threefold, pre- or post-war", "cut_words", 0),
        ("12 Ibid., p. 4.\n[13] See the minutes.\n14. Holm, Quay, vol. 2, p. 9.", "note_text", 3),
        ("[Footnote 12: The minutes of the board.]", "note_text", 1),
        ("1920 was a year of loans.\n38 ships lay in the bay.", "note_text", 0),
    ],
)
def test_signs_in_the_words(text: str, figure: str, count: int) -> None:
    assert getattr(of(text), figure) == count


@pytest.mark.parametrize(
    "dress",
    ["{s}.{n}", "{s}.”{n}", "{s}.[{n}]", "{s}.({n})", "{s}. {n}", "{s}.{raised}"],
)
def test_numbers_that_rise_look_like_markers_in_every_dress(dress: str) -> None:
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    text = (
        " ".join(dress.format(s="The board met", n=n, raised=str(n).translate(raised)) for n in range(1, 13))
        + " It rose."
    )
    assert of(text).loose_digits == 12


@pytest.mark.parametrize(
    "text",
    [
        "See p.1, p.2, p.3, p.4 and p.5; vol.1, vol.2, vol.3, vol.4; fond1, fond2, fond3, fond4, fond5.",
        "In 1918, 1919, 1920, 1921 and 1922 the board met 3 times, 4 times, 5 times and 6 times.",
        "The quay sank by 1.5, 2.5, 3.5, 4.5 and 5.5 feet on 1 May, 2 May, 3 May, 4 May and 5 May.",
        "It was so in wave2 and phase7, in grade1 and in type9.",
    ],
)
def test_other_numbers_do_not(text: str) -> None:
    assert of(text).loose_digits == 0


def test_labels_of_two_numbers_look_like_markers() -> None:
    assert of("The board met.[1-1] It rose.[1-2] It sat.{12:3}").loose_digits == 3


def test_a_marker_that_has_its_note_is_not_loose() -> None:
    text = "The board met.1 It rose.2 It sat.3 It left.4 It came.5"
    notes = tuple(
        Footnote(id=str(n), document="d", span=(0, 0), number=n, marker=(at, at + 1))
        for n in range(1, 6)
        if (at := text.index(f".{n}") + 1)
    )
    assert of(text).loose_digits == 5
    assert of(text, footnotes=notes).loose_digits == 0


def test_sentences_and_notes_without_end() -> None:
    text = "The board met and rose. " * 400
    sentences = (
        Sentence(id="a", document="d", spans=((0, 2400),)),
        Sentence(id="b", document="d", spans=((2400, 3200),)),
    )
    found = of(
        text, sentences=sentences, footnotes=(Footnote(id="1", document="d", span=(3200, 9599), number=1),)
    )
    assert (found.long_sentences, found.longest_sentence) == (1, 2400)
    assert found.in_long_sentences == pytest.approx(0.75)
    assert (found.long_notes, found.in_long_notes) == (1, 1.0)


def test_characters_that_are_none() -> None:
    assert of("\ufffd\ue001 (cid:12) board\x03").unreadable == pytest.approx(11 / 16)


def test_words_of_one_letter_are_those_the_language_does_not_have() -> None:
    text = "Il y a un an, à Paris, on a vu le port et y a trouvé la paix."
    french = read_text(text, "d")
    coverage = coverage_of(french, health())
    assert symptoms_of(french, coverage, health(), ENGLISH).one_letter in (0, 4)
    assert of(text, language="fr").one_letter == 0
