"""The language of a document: told from its own sentences, short or long, whatever it quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.documents import add, load
from regesta.extract.read import detection, read_text
from regesta.extract.read.detection import detect_language
from regesta.extract.workspace import create

SHORT = [
    ("The committee met in Paris and refused the loan.", "en"),
    ("He refused.", "en"),
    ("Die Stadt lehnte dies ab.", "de"),
    ("Der Leiter ordnete die Bestände neu.", "de"),
    ("Le comité se réunit à Paris et refusa l'emprunt.", "fr"),
    ("El gobierno rechazó la propuesta del consejo.", "es"),
    ("Правительство отклонило предложение.", "ru"),
    ("Senatus legatos ad regem misit, qui de pace agerent.", "la"),
]
LONG = {
    "en": "The council met in the spring and heard the envoys. It granted the port its charter. ",
    "de": "Der Rat trat im Frühjahr zusammen. Er verlieh dem Hafen sein Recht, und man zahlte ihm. ",
    "fr": "Le conseil se réunit au printemps. Il accorda une charte au port, et on le paya. ",
    "es": "El consejo se reunió en primavera. Concedió al puerto su carta, y le pagaron. ",
    "ru": "Совет собрался весной и выслушал послов. Он дал гавани её право, и купцы заплатили. ",
}


@pytest.mark.parametrize(("text", "language"), SHORT)
def test_one_sentence_is_enough_where_it_says_enough(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("language", LONG)
def test_long_texts(language: str) -> None:
    assert read_text(LONG[language] * 200, "d").language == language


@pytest.mark.parametrize("language", LONG)
def test_what_is_told_at_a_glance_the_model_says_too(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = LONG[language] * 20
    asked: list[str] = []
    real = detection._identifier
    monkeypatch.setattr(detection, "_identifier", lambda: asked.append(language) or real())
    assert detect_language(text) == language
    assert bool(asked) == (language != "en")
    assert max(real().rank(text), key=lambda row: row[1])[0] == language


def test_latin_quoted_in_english_is_english() -> None:
    quoted = (
        'Of the law the tribune said only: "Salus populi suprema lex esto." The senate heard him out, and as '
        "the old formula has it, videant consules ne quid res publica detrimenti capiat, which the consuls "
        "took for leave to arm."
    )
    assert detect_language(quoted) == "en"


def test_a_few_names_and_numbers_tell_nothing_and_a_declaration_decides() -> None:
    assert detect_language("1923, 1924.") == "en"
    assert detect_language("1923, 1924.", declared="de-AT") == "de"
    assert detect_language("", declared="FR") == "fr"


def test_what_the_words_say_beats_what_the_file_declares() -> None:
    assert detect_language(LONG["de"], declared="en-US") == "de"


def test_the_body_decides_and_not_the_notes() -> None:
    text = (
        f"I. Harbours\n\n{LONG['en'].strip()}1\n\n1 Anna Bach, Die Häfen der Hanse und ihre Kaufleute im "
        "Mittelalter und in der frühen Neuzeit, Leipzig: Moor, 1990, S. 4.\n"
    )
    assert read_text(text, "d").language == "en"


def test_the_whole_document_decides_and_not_its_beginning() -> None:
    assert read_text(LONG["en"] * 100 + LONG["de"] * 300, "d").language == "de"


def test_a_user_corrects_the_language_in_the_metadata(tmp_path: Path) -> None:
    space = create(tmp_path / "w")
    file = tmp_path / "port.txt"
    file.write_text(LONG["de"], encoding="utf-8")
    assert add(space, file).language == "de"
    metadata = space.document("port") / "metadata.json"
    metadata.write_text(metadata.read_text("utf-8").replace('"language": "de"', '"language": "lb"'), "utf-8")
    assert load(space, "port").language == "lb"
