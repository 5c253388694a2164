"""Policies: what they accept, as one batch, and what is refused in regesta.toml."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Event,
    Identity,
    Record,
    Relation,
    Source,
    content_id,
)
from regesta.extract.workspace import default_settings
from regesta.review.acts import act, withdraw
from regesta.review.calibration import likely, measured
from regesta.review.policy import PolicyError, apply, chosen, read_policies, shipped_sets
from regesta.review.state import replay

EVENT = Event(
    id="event-1",
    document="d",
    confidence=0.95,
    spans=((0, 5),),
    trigger=(0, 5),
    type="Meeting",
    footnotes=("I.1",),
)
SETS = [[*policies.values()] for _, policies in shipped_sets().values()]


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


def test_what_accepts_the_apparatus_joins_no_events() -> None:
    base = Identity(
        id="identity-1",
        document="d",
        confidence=0.95,
        spans=((0, 5), (9, 14)),
        one="citation-1",
        other="citation-2",
        type="book",
    )
    events = replace(base, id="identity-2", one="event-1", other="event-2", type="Meeting")
    shipped = read_policies(default_settings()["policies"])
    for policy in (p for some in (shipped.values(), *SETS) for p in some if "identity" in p.kinds):
        assert [r.id for r in chosen(policy, replay([base, events], []))] == ["identity-1"]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"p": {"kinds": ["clam"]}}, "clam"),
        ({"p": {"kinds": ["claim"], "require": ["date"]}}, "date_full"),
        ({"p": {"kinds": ["claim"], "min_confidence": 3}}, "between 0 and 1"),
        ({"p": {"kinds": ["claim"], "conf": 3}}, "conf"),
        ({"p": {"kinds": ["claim"], "together": ["friends"]}}, "answered, evidence, act"),
        ({"p": {"kinds": ["claim"], "min_together": 2}}, "min_together"),
    ],
)
def test_a_bad_policy_says_what_is_legal(settings: dict[str, dict[str, object]], says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        read_policies(settings)


def accepted(rows: list[Record], **policy: object) -> set[str]:
    """The ids of what one policy accepts of some records."""
    (made,) = read_policies({"p": policy}).values()
    return {v.record for v in apply(made, replay(rows, []), at=at(1), reviewer="policy:p")}


def answering(n: int, target: Claim, confidence: float = 0.9, link: float = 0.9) -> Claim:
    return claim(n, confidence, relations=(Relation(type="attacks", target=target.id, confidence=link),))


def test_an_answer_is_accepted_with_what_it_answers_or_not_at_all() -> None:
    sure, unsure, nobodys = claim(1, 0.6), claim(2, 0.4), claim(3, 0.9, holder=())
    rows = [sure, unsure, nobodys, *(answering(4 + n, t) for n, t in enumerate((sure, unsure, nobodys)))]
    how = {"kinds": ["claim"], "min_confidence": 0.8, "require": ["answers"]}
    assert accepted(rows, **how) == {r.id for r in rows[3:]}
    together = how | {"together": ["answered"], "min_together": 0.5}
    assert accepted(rows, **together) == {sure.id, rows[3].id}
    assert accepted([sure, answering(9, sure, link=0.1)], **together) == set()


def test_what_was_refused_is_no_companion_and_what_was_accepted_is_not_accepted_again() -> None:
    target = claim(1, 0.9)
    answer = answering(2, target)
    (policy,) = read_policies(
        {"p": {"kinds": ["claim"], "require": ["answers"], "together": ["answered"]}}
    ).values()
    for outcome, expected in (("reject", set()), ("accept", {answer.id})):
        verdict = act(replay([target], []).items[target.id], outcome, at=at(0), reviewer="ada", reason="read")  # type: ignore[arg-type]
        state = replay([target, answer], [verdict])
        assert {v.record for v in apply(policy, state, at=at(1), reviewer="p")} == expected


def test_a_statement_whose_subject_is_unknown_meets_no_policy() -> None:
    rows: list[Record] = [claim(1, holder=()), EVENT, replace(EVENT, id="event-2", agents=("Ann Bell",))]
    assert accepted(rows, kinds=["claim", "event"]) == {"event-2"}


def test_evidence_comes_with_its_sources() -> None:
    cited = Citation(
        id="citation-1",
        document="d",
        confidence=0.9,
        span=(90, 95),
        footnote="I.1",
        type="book",
        source="source-1",
    )
    source = Source(id="source-1", document="d", confidence=0.9, type="book", cited_by=("citation-1",))
    rows = [claim(1), claim(2, footnotes=("I.2",)), cited, source]
    how = {"kinds": ["claim"], "together": ["evidence"], "min_together": 0.5}
    assert accepted(rows, **how) == {rows[0].id, cited.id, source.id}


def test_actors_nobody_points_to_are_not_accepted() -> None:
    ann, bob = (
        Actor(id=f"actor-{name}", document="d", confidence=0.9, name=name, actor_kind="person")
        for name in ("Ann Bell", "Bob Hay")
    )
    one = claim(1)
    policies = read_policies({"c": {"kinds": ["claim"]}, "a": {"kinds": ["actor"], "require": ["spoken_of"]}})
    rows = [one, ann, bob]
    assert apply(policies["a"], replay(rows, []), at=at(1), reviewer="p") == []
    log = apply(policies["c"], replay(rows, []), at=at(1), reviewer="p")
    assert [v.record for v in apply(policies["a"], replay(rows, log), at=at(2), reviewer="p")] == [ann.id]


def test_the_shipped_sets_can_be_read_and_share_no_name() -> None:
    names = [name for _, policies in shipped_sets().values() for name in policies]
    names += read_policies(default_settings()["policies"])
    assert len(names) == len(set(names)) == 16


def test_no_set_takes_claims_that_are_cited_but_unsure() -> None:
    cited = claim(1, 0.45)
    for policies in ([*read_policies(default_settings()["policies"]).values()], *SETS):
        state = replay([cited], [])
        assert not any(chosen(p, state) for p in policies)


@pytest.mark.parametrize(
    ("kind", "confidence", "share"),
    [("claim", 0.1, 0.31), ("claim", 0.99, 0.83), ("claim", 0.5, 0.47), ("actor", 0.9, None)],
)
def test_calibration(kind: str, confidence: float, share: float | None) -> None:
    assert likely(kind, confidence) == pytest.approx(share)


def test_calibration_rises() -> None:
    for knots in measured().values():
        assert list(knots) == sorted(knots)
        assert [s for _, s in knots] == sorted(s for _, s in knots)
