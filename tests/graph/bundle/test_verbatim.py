"""Quotations go out of records as offsets and digests, and come back from the text, letter for letter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.graph.bundle.verbatim import DigestError, Verbatim, leaks, pieces_of, restored

TEXT = (
    "Qavam went to Moscow in February. He came back with nothing that\nanybody could call a treaty, "
    "and the troops stayed where they were.\n12 TNA, FO 371/1.\nThe  Majlis waited; so did the whole of Tehran."
)
WORDS = Verbatim(TEXT)
START = TEXT.index("the troops")
ONE_LINE = "He came back with nothing that anybody could call a treaty, and the troops stayed"
#: A value, and how it looks with every quotation taken out (`~` for each that is).
TAKEN: list[tuple[Any, str]] = [
    ({"quote": "Moscow", "span": [14, 20]}, "~"),
    ({"quote": "the whole of Tehran"}, "~"),
    ({"quote": ONE_LINE}, "~"),
    ({"reason": f"the text says “{ONE_LINE}”, no more"}, "the text says “~”, no more"),
    ({"reason": "Qavam went to Moscow in May"}, "Qavam went to Moscow in May"),
    ({"quote": "in February. The  Majlis waited; so did the whole"}, "in February. ~"),
    ({"quote": "Qavam went the troops", "spans": [[0, 10], [START, START + 10]]}, "~ ~"),
    ({"fields": {"title": ONE_LINE}}, ""),
    ({"quote": ""}, ""),
    ({"wording": "the journey brought no treaty"}, "the journey brought no treaty"),
]


def shown(value: Any) -> str:
    """The strings outside quotations, `~` for each quotation."""
    if isinstance(value, str):
        return value
    if value.keys() == {"withheld"}:
        return "".join(p if isinstance(p, str) else "~" for p in value["withheld"])
    return "".join(shown(v) for k, v in value.items() if k not in ("span", "spans", "fields"))


@pytest.mark.parametrize(("value", "expected"), TAKEN)
def test_quotations_are_taken_out_and_put_back(value: Any, expected: str) -> None:
    taken = WORDS.withheld(value)
    assert shown(taken) == expected
    assert json.dumps(restored(taken, TEXT)) == json.dumps(value)
    assert list(leaks(taken, WORDS)) == []


def test_another_text_is_refused_with_the_place() -> None:
    taken = WORDS.withheld({"quote": "the whole of Tehran"})
    ((start, end, _),) = pieces_of(taken)
    with pytest.raises(DigestError) as raised:
        restored(taken, TEXT.replace("Tehran", "Tabriz"))
    assert raised.value.place == (start, end)


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, 60), st.sampled_from(["", " ", "…"])), max_size=5
    )
)
def test_whatever_is_patched_together_comes_back_and_shares_no_eight_words(
    patches: list[tuple[int, int, str]],
) -> None:
    made = "".join(TEXT[a : a + n] + glue for a, n, glue in patches)
    for member in ("quote", "reason"):
        taken = WORDS.withheld({member: made})
        assert restored(taken, TEXT) == {member: made}
        assert list(leaks(taken, WORDS)) == []
