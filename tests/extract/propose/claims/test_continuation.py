"""Attributions that go on over sentences, rule by rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.blocks import Block, Sentences
from regesta.extract.propose.claims.continuation import BLOCK_RULES, announces, carry, find_block
from regesta.extract.propose.claims.drafting import sentence_drafts
from regesta.extract.propose.claims.holders import HolderFinder
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.phrases import find_frames

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]
FinderOf = Callable[..., HolderFinder]
Rows = tuple[str | tuple[str, str], ...]
NOTE = "Report of the weavers, 3 May 1731, ACA, leg. 12."


def sentences_of(finder: HolderFinder, words: ClaimWords) -> Sentences:
    drafts = [
        sentence_drafts(k, s, find_frames(s.doc, words), finder, None)
        for k, s in enumerate(finder.annotated.sentences)
    ]
    return Sentences(finder.annotated, drafts, finder, words)


#: Ends a paragraph.
BREAK = "\n\n"
BLOCKS: list[tuple[str, Rows, tuple[int, int]]] = [
    (
        "set_apart",
        (
            "Henri Pirenne put the matter in these words:" + BREAK,
            "The sea was closed to all trade.",
            "The towns were poor." + BREAK,
            "Other writers looked at the rivers.",
        ),
        (1, 3),
    ),
    (
        "announced",
        (
            "The report by the weavers is as follows:",
            "The looms stand idle.",
            ("The wool is dear.", NOTE),
        ),
        (1, 3),
    ),
    (
        "quoted",
        (
            "The report said that “the looms stand idle.",
            "The wool is dear.",
            "Nobody buys our cloth.”",
        ),
        (1, 3),
    ),
    (
        "points",
        (
            "The report argued that the town was ruined; firstly, the wool was dear.",
            "Secondly, the looms stood idle.",
            "Thirdly, nobody bought the cloth.",
        ),
        (0, 3),
    ),
    (
        "reported",
        (
            "The report claimed that the town was ruined.",
            ("The misery of the weavers was an important problem.", NOTE),
        ),
        (1, 2),
    ),
    (
        "cited",
        (
            "Henri Pirenne argued that the sea had closed.",
            "The ports were an important loss.",
            "Trade moved to the rivers (Pirenne 1939, 12).",
            "The rivers froze.",
        ),
        (1, 3),
    ),
    (
        "quoted_alone",
        (
            "Henri Pirenne was of the same mind.",
            "“The sea was closed to all trade.",
            "The towns were poor.”",
            "The rivers froze.",
        ),
        (1, 3),
    ),
]


@pytest.mark.parametrize(("name", "rows", "span"), BLOCKS)
def test_each_construction_begins_a_block(
    finder_of: FinderOf, words: ClaimWords, name: str, rows: Rows, span: tuple[int, int]
) -> None:
    block = find_block(sentences_of(finder_of(*rows), words), 0)
    assert block is not None
    voice = "actor" if name in ("set_apart", "cited", "quoted_alone") else "document"
    assert (block.name, (block.first, block.end), block.holder.voice) == (name, span, voice)


def test_every_rule_has_an_example_here() -> None:
    assert [name for name, *_ in BLOCKS] == [rule.__name__ for rule in BLOCK_RULES]


NO_BLOCKS: list[Rows] = [
    ("The report by the weavers is as follows:", "The looms stand idle."),
    ("The report said that “the looms stand idle”.", "The wool is dear."),
    ("The matter was put in these words:" + BREAK, "The sea was closed to all trade."),
    ("Henri Pirenne was of the same mind.", "“The sea was closed”, and all trade ceased."),
    ("Henri Pirenne was of the same mind.", "“The sea was closed,” wrote Lucien Febvre."),
    ("The town was ruined; firstly, the wool was dear.", "The looms stood idle."),
    ("The report claimed that the town was ruined.", ("However, the wool was a real problem.", NOTE)),
    (("The report claimed that the town was ruined.", NOTE), ("The misery was a real problem.", NOTE)),
    ("Henri Pirenne argued that the sea had closed.", "The ports were lost (Dopsch 1918, 12)."),
    (
        "Henri Pirenne argued that the sea had closed.",
        "The report claimed that it was open.",
        "The ports were lost (Pirenne 1939, 12).",
    ),
]


@pytest.mark.parametrize("rows", NO_BLOCKS)
def test_without_an_end_or_after_a_turn_there_is_no_block(
    finder_of: FinderOf, words: ClaimWords, rows: Rows
) -> None:
    assert find_block(sentences_of(finder_of(*rows), words), 0) is None


def test_a_block_is_its_holders_and_has_the_notes_of_its_end(finder_of: FinderOf, words: ClaimWords) -> None:
    finder = finder_of(*BLOCKS[1][1], "It can be argued that this was too simple.")
    sentences = sentences_of(finder, words)
    out = carry(finder.annotated, [list(own) for own in sentences.drafts], finder, words)
    inside = [d for own in out[1:3] for d in own]
    assert {d.holder.voice for d in inside} == {"document"}
    assert {d.notes or finder.annotated.sentences[d.sentence].footnotes for d in inside} == {("I.1",)}
    assert [d.holder.voice for d in out[3]] == ["author"]


def test_a_document_known_already_has_the_notes_of_the_sentence_before(
    finder_of: FinderOf, words: ClaimWords
) -> None:
    rows: Rows = (("A report reached the court.", NOTE), "The letter claimed that the wool was dear.")
    finder = finder_of(*rows)
    sentences = sentences_of(finder, words)
    out = carry(finder.annotated, [list(own) for own in sentences.drafts], finder, words)
    assert [d.notes for d in out[1]] == [("I.1",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The terms were as follows:", True),
        ("The report reads:", True),
        ("The terms were these.", True),
        ("The terms were hard.", False),
    ],
)
def test_a_sentence_announces_by_its_end(
    parsed: Parsed, words: ClaimWords, text: str, expected: bool
) -> None:
    assert announces(parsed(text), words) is expected


def test_a_block_is_a_plain_value(words: ClaimWords, finder_of: FinderOf) -> None:
    first = find_block(sentences_of(finder_of(*BLOCKS[1][1]), words), 0)
    assert first is not None
    assert first == Block("announced", first.holder, 1, 3)
