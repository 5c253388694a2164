"""Places finds what a look at every record would find."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.record import Mention
from regesta.review.places import LONG, Places


def mention(n: int, start: int, length: int, document: str = "d") -> Mention:
    return Mention(id=f"mention-{n}", document=document, span=(start, start + length), actor="A")


@given(
    st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 3 * LONG), st.sampled_from("de")), max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 9_000), st.integers(1, 3 * LONG)), max_size=10),
    st.integers(0, 9_500),
    st.integers(1, 800),
)
def test_over_finds_what_overlaps(
    rows: list[tuple[int, int, str]], moves: list[tuple[int, int, int]], start: int, length: int
) -> None:
    records = {n: mention(n, a, size, document) for n, (a, size, document) in enumerate(rows)}
    places = Places(records.values())
    for n, a, size in moves:
        if n in records:
            records[n] = mention(n, a, size, records[n].document)
            places.move(records[n])
    wanted = sorted(
        (r.span, r.id)
        for r in records.values()
        if r.document == "d" and r.span[0] < start + length and start < r.span[1]
    )
    assert places.over("d", start, start + length) == [name for _, name in wanted]


def test_a_new_record_is_found() -> None:
    places = Places([])
    places.move(mention(1, random.Random(1).randint(0, 50), 10))
    assert places.over("d", 0, 100) == ["mention-1"]
