"""Policies: what they accept, as one batch, and what is refused in regesta.toml."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regesta.extract.record import Claim, content_id
from regesta.review.acts import withdraw
from regesta.review.policy import PolicyError, apply, read_policies
from regesta.review.state import replay


def claim(n: int, confidence: float = 0.9, **more: object) -> Claim:
    span = (n * 10, n * 10 + 5)
    base = Claim(
        id=content_id("claim", "d", span),
        document="d",
        confidence=confidence,
        spans=(span,),
        content=span,
        holder=("Ann Bell",),
        voice="scholar",
        footnotes=("I.1",),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def at(n: int) -> str:
    return f"2026-01-01T00:{n // 60:02d}:{n % 60:02d}Z"


def test_a_policy_is_withdrawn_as_one() -> None:
    records = [claim(n) for n in range(5)]
    policy = read_policies({"all": {"kinds": ["claim"], "version": "2"}})["all"]
    bulk = apply(policy, replay(records, []), at=at(1), reviewer="policy:all")
    back = withdraw(bulk, ["all@2"], at=at(2), reviewer="ada")
    assert len(back.withdraws) == 5
    assert list(replay(records, [*bulk, back]).accepted()) == []


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"p": {"kinds": ["clam"]}}, "clam"),
        ({"p": {"kinds": ["claim"], "require": ["date"]}}, "date_full"),
        ({"p": {"kinds": ["claim"], "min_confidence": 3}}, "between 0 and 1"),
        ({"p": {"kinds": ["claim"], "conf": 3}}, "conf"),
    ],
)
def test_a_bad_policy_says_what_is_legal(settings: dict[str, dict[str, object]], says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        read_policies(settings)
