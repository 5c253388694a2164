"""Running heads are told from headings and text, whether numbers show the pages or not."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, read_text

HEADS = ("A HISTORY OF GOOLE", "The Ferry Trade")
_LINE = "home. Then the council heard in the year {n} of a ferry that had sunk, and {n} people went"


def pages(count: int = 12, lines: int = 16) -> list[str]:
    """Pages of text whose sentences run over two lines and from page to page."""
    return ["\n".join(_LINE.format(n=page * lines + k) for k in range(1, lines + 1)) for page in range(count)]


def with_heads(between: str, behind: str, numbers: bool = False) -> Document:
    shown = [f"{(k * 7919) % 400 + 1}  " if numbers else "" for k in range(12)]
    text = between.join(shown[k] + HEADS[k % 2] + behind + page for k, page in enumerate(pages()))
    return read_text(text + "\n", "d")


@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize(
    ("between", "behind"), [("\f", "\n\n"), ("\f", "\n"), ("\n\n", "\n\n"), ("\n", "\n")], ids=repr
)
def test_heads_that_come_again_are_no_text(between: str, behind: str, numbers: bool) -> None:
    document = with_heads(between, behind, numbers)
    said = " ".join(document.text[slice(*span)] for s in document.sentences for span in s.spans)
    assert not any(head in said for head in HEADS)
    assert not document.divisions


def test_a_refrain_between_sentences_is_text() -> None:
    verse = "The river took them all.\n"
    text = "".join(f"{page}\nhome.\n{verse}" for page in pages(5)) + "\n"
    document = read_text(text, "d")
    said = " ".join(document.text[slice(*span)] for s in document.sentences for span in s.spans)
    assert said.count("The river took them all.") == 5


def test_a_page_number_that_its_layers_give_twice_is_no_text() -> None:
    text = "\f".join(f"{page}\n\n{k}  {k}" for k, page in enumerate(pages(), 7))
    document = read_text(text + "\n", "d")
    said = " ".join(document.text[slice(*span)] for s in document.sentences for span in s.spans)
    assert not any(f"{k}  {k}" in said for k in range(7, 19))
    assert [label for label, _ in document.pages][:3] == ["7", "8", "9"]
