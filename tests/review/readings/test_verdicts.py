"""A reading becomes verdicts: one append, one batch, nothing said twice, and all of it taken back as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from regesta.api.readings import Asked, Readings
from regesta.api.verdicts import Verdicts
from regesta.extract.record import Actor, Claim, Event, Identity
from regesta.extract.workspace import Workspace
from regesta.review.passages import READ
from regesta.review.verdict import SOFTWARE


def test_the_whole_of_a_reading_is_logged_at_once_and_taken_back_as_one(
    space: Workspace, asked: Callable[..., Asked]
) -> None:
    made = asked(agent=SOFTWARE)
    assert Readings(space).log(made) == len(made.plan.verdicts)
    log = Verdicts(space)
    state = log.state()
    claims = [j.record for j in state.accepted() if isinstance(j.record, Claim)]
    assert sorted(c.holder for c in claims) == [("Agnes Holt",), ("Brand",), ("thesis author",)]
    assert {v.agent for v in log} == {SOFTWARE}
    assert {v.batch for v in log} == {made.plan.batch}
    assert Counter(v.reason == READ for v in log)[True] == 4
    added = next(c for c in claims if c.holder == ("thesis author",))
    assert added.proposer == "Ada Reader"
    assert next(c for c in claims if c.footnotes).wording == "Milling stopped because of the weir."
    brand = next(j.record for j in state.accepted() if isinstance(j.record, Actor))
    assert (brand.name, brand.aliases) == ("Brand", ("Br.",))
    assert state.edges.merged["actor-other"] == brand.id
    one, other = (j.record for j in state.accepted() if isinstance(j.record, Event))
    joined = next(j.record for j in state.accepted() if isinstance(j.record, Identity))
    assert (joined.one, joined.other) == (one.id, other.id)
    assert set(state.edges.propositions.values()) == {claims[0].id}
    log.withdraw(made.plan.batch, reviewer="Ada Reader")
    assert not list(log.state().accepted())


def test_the_same_reading_again_says_nothing_and_a_mended_one_only_what_is_new(
    space: Workspace, asked: Callable[..., Asked]
) -> None:
    rows = [{"s": 1, "claims": [{"id": "1a", "from": "c1"}]}, *({"s": n} for n in (2, 3, 4))]
    Readings(space).log(asked(rows))
    assert asked(rows).plan.verdicts == ()
    mended = asked([{"s": 1, "claims": [{"id": "1a", "from": "c1", "hedged": True}]}, *rows[1:]])
    assert [(v.outcome, v.edited and v.edited["hedged"]) for v in mended.plan.verdicts] == [("edit", True)]


def test_a_scholar_nobody_knew_becomes_a_person_and_a_school_a_school(
    space: Workspace, asked: Callable[..., Asked]
) -> None:
    claims = [
        {"id": "1a", "from": "c1", "holder": ["Ida Voss", "unnamed scholars"]},
        {"id": "1b", "holder": ["weir critics"], "voice": "school", "content": "the weir"},
    ]
    Readings(space).log(asked([{"s": 1, "claims": claims}]))
    actors = [j.record for j in Verdicts(space).state().accepted() if isinstance(j.record, Actor)]
    assert [(a.name, a.actor_kind) for a in actors] == [("Ida Voss", "person"), ("weir critics", "school")]


#: One man's names, as two pieces of a document say them.
AGAIN = [
    {"actor": "Rupert Brand", "also": ["Brand", "Br."]},
    {"actor": "Rupert Brand", "also": ["Brand", "R. B."]},
]


def test_a_fuller_name_takes_the_place_of_the_one_that_was_found(
    space: Workspace, asked: Callable[..., Asked]
) -> None:
    rows = [{"s": 1, "claims": [{"id": "1a", "from": "c1"}]}, *AGAIN]
    made = asked(rows)
    Readings(space).log(made)
    state = Verdicts(space).state()
    new = next(j.record for j in state.accepted() if isinstance(j.record, Actor))
    assert (new.name, new.actor_kind, state.edges.merged["actor-brand"]) == ("Rupert Brand", "person", new.id)
    assert new.aliases == ("Br.", "R. B.")  # what two pieces say of him


def test_a_wording_that_repeats_the_text_is_left_out_and_told(asked: Callable[..., Asked]) -> None:
    words = "On 3 May 1871 the council ordered Holt to lower the weir."
    rows = [{"s": 3, "decisions": [{"from": "d1", "words": words}]}]
    plan = asked(rows).plan
    assert any("Say it in your own words" in f.message for f in plan.faults)
    assert "decision-1" not in {v.record for v in plan.verdicts}
