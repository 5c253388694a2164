"""Bytes become text."""

from __future__ import annotations

import pytest

from regesta.extract.read.decode import MENDED, decoded
from regesta.extract.read.errors import ReadingError

TEXT = "The \u201cquay\u201d was closed \u2013 the caf\u00e9 too. " * 30


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_round_trip(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding), "a.txt")[0] == TEXT


def test_a_pasted_byte_does_not_undo_utf_8() -> None:
    text, encoding = decoded(TEXT.encode() + b" it\x92s", "a.txt")
    assert (text, encoding) == (TEXT + " it\u2019s", MENDED)


@pytest.mark.parametrize(
    ("data", "word"), [(b"%PDF-1.4", "PDF"), (b"a\x00\x01\x02b" * 9, "zero bytes"), (b"  ", "blanks")]
)
def test_what_is_no_text(data: bytes, word: str) -> None:
    with pytest.raises(ReadingError, match=word):
        decoded(data, "a.txt")


def test_a_spanish_question_is_no_polish_letter() -> None:
    text = "\u00bfD\u00f3nde est\u00e1 el ni\u00f1o?\n\u00a1Aqu\u00ed, se\u00f1or!\n" * 4
    assert decoded(text.encode("cp1252"), "a.txt") == (text, "cp1252")
