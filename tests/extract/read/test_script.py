"""Blocks and notes of formats with their own structure, before they become one text."""

from __future__ import annotations

from regesta.extract.read.script import DivisionEnd, NoteCall, ScriptBlock, closed, with_calls_joined


def paragraph(*parts: str | NoteCall) -> ScriptBlock:
    return ScriptBlock(kind="paragraph", parts=parts)


def test_a_block_of_calls_goes_to_the_paragraph_above() -> None:
    call = NoteCall("n1")
    (block,) = with_calls_joined([paragraph("The quay was built."), paragraph(call)])
    assert block.parts == ("The quay was built.", call)


def test_a_division_that_ends_above_a_block_of_calls_ends_above_the_next() -> None:
    blocks = [
        ScriptBlock(kind="heading", parts=("The Quay",), level=2),
        paragraph("It was built."),
        DivisionEnd(2),
        paragraph(NoteCall("n1")),
        paragraph("The port went on."),
    ]
    *_, built, after = with_calls_joined(closed(blocks))
    assert built.parts == ("It was built.", NoteCall("n1"))
    assert after.closes == 2


def test_a_division_that_ends_above_a_block_without_words_ends_above_the_next() -> None:
    blocks = [paragraph("It was built."), DivisionEnd(1), paragraph(), paragraph("The port went on.")]
    built, after = with_calls_joined(closed(blocks))
    assert (built.closes, after.closes) == (0, 1)


def test_a_heading_of_the_level_that_ended_ends_it_itself() -> None:
    blocks = [
        paragraph("It was built."),
        DivisionEnd(2),
        paragraph(NoteCall("n1")),
        ScriptBlock(kind="heading", parts=("The Dock",), level=2),
    ]
    *_, heading = with_calls_joined(closed(blocks))
    assert heading.closes == 0
