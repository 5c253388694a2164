"""Where the writer's own sentences are cut into claims."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.segments import segments

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

#: A sentence, cut where it is by bars.
SENTENCES = [
    "The harvest failed in the north;| the towns were hungry before the spring.",
    "The charge was false:| the treasurer had no access to the accounts.",
    "The nobles ate well,| but the towns were hungry before the spring.",
    "The council was timid,| whereas the mayor was reckless.",
    "The harvest failed and the towns were hungry before the spring.",
    "The treasurer kept three books: a ledger, a journal and a register.",
    "The towns starved (the harvest failed; the roads were closed) before the spring.",
    'The mayor wrote "the harvest failed; the towns were hungry" in his diary.',
    "The council was not timid but prudent.",
    "The guild waited for the spring.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_a_sentence_is_cut_at_stops_and_contrasts_between_clauses(
    marked: str, parsed: Parsed, words: ClaimWords
) -> None:
    doc = parsed(marked.replace("|", ""))
    found = segments(doc, 0, words)
    assert len(found) == marked.count("|") + 1
    for part, segment in zip(marked.split("|"), found, strict=True):
        assert doc[segment.start : segment.end].text.strip(" ;:,.") in part
    assert found[-1].end == len(doc)


def test_the_word_of_contrast_at_the_head_is_no_part_of_its_segment(
    parsed: Parsed, words: ClaimWords
) -> None:
    doc = parsed("Although the wells were foul, few people drank from them.")
    first, second = segments(doc, 0, words)
    assert doc[first.start].lower_ == "the"
    assert first.joint == "although"
    assert first.end <= second.start


def test_segments_follow_one_another_from_the_token_on(parsed: Parsed, words: ClaimWords) -> None:
    doc = parsed("However, the harvest failed; the towns were hungry, but the nobles ate well.")
    found = segments(doc, 2, words)
    assert found[0].start == 2
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert segments(doc, len(doc), words) == []
