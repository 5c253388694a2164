"""Where contents begin and end: several that-clauses, quotations, clauses cut short."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.contents import contents, whole_quotation
from regesta.extract.propose.claims.lexicon import ClaimWords

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

#: A sentence, where the content begins, and the contents it has.
PARTS = [
    (
        "Marsh holds that the fever came by ship and that the wells were foul.",
        ["the fever came by ship and that the wells were foul."],
    ),
    (
        "Marsh holds that the fever came by ship and that the wells did not matter.",
        ["the fever came by ship", "the wells did not matter."],
    ),
    (
        "Marsh holds, first, that the fever came by ship; second, that it spread along the quays.",
        ["the fever came by ship", "it spread along the quays."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_that_clauses_are_parted_where_the_denial_changes_or_they_are_counted_off(
    parsed: Parsed, words: ClaimWords, text: str, expected: list[str]
) -> None:
    doc = parsed(text)
    start = next(t.i for t in doc if t.lower_ == "that")
    found = contents(doc, start, start + 6, words)
    assert [doc[a:b].text.removeprefix("that ") for a, b in found] == expected


def test_a_quotation_is_taken_whole(parsed: Parsed) -> None:
    doc = parsed("Rowe wrote: “We saw land [the cape] at noon of the third day.”")
    start = next(t.i for t in doc if t.text == "We")
    begin, end = whole_quotation(doc, start, start + 3)
    assert doc[begin:end].text.startswith("We saw land")
    assert doc[begin:end].text.endswith("third day.")


def test_what_is_no_quotation_is_left_as_it_is(parsed: Parsed) -> None:
    assert whole_quotation(parsed("Rowe wrote that land was seen."), 3, 6) == (3, 6)
