"""Several proposers for one step: what stands, under which id, in whose name."""

from __future__ import annotations

from regesta.extract.propose.combining import combine
from regesta.extract.record import Actor, Claim, Event, Relation


def claim(
    start: int, end: int, *, voice: str = "author", sure: float = 0.5, by: str = "a.v1", **more: object
) -> Claim:
    return Claim(
        id=f"claim-{start}-{end}",
        document="d",
        confidence=sure,
        proposer=by,
        spans=((start, end),),
        content=(start, end),
        voice=voice,  # type: ignore[arg-type]  # the tests use the legal ones
        **more,  # type: ignore[arg-type]
    )


def test_keep_lets_all_stand() -> None:
    first, second = [claim(0, 9)], [claim(20, 30, by="b.v1")]
    assert combine(first, second, "keep") == [*first, *second]


def test_keep_makes_one_record_with_both_names_of_what_both_say() -> None:
    (both,) = combine([claim(0, 9)], [claim(0, 9, sure=0.8, by="b.v1")], "keep")
    assert (both.id, both.confidence, both.proposer) == ("claim-0-9", 0.8, "a.v1 + b.v1")


def test_keep_gives_another_reading_of_a_place_an_id_of_its_own_and_leads_references_to_it() -> None:
    other = claim(0, 9, voice="actor", by="b.v1")
    answer = claim(40, 50, by="b.v1", relations=(Relation(type="attacks", target=other.id),), within=other.id)
    first = claim(0, 9)
    kept, renamed, answering = combine([first], [other, answer], "keep")
    assert kept == first
    assert renamed.id not in (first.id, answer.id)
    assert isinstance(answering, Claim)
    assert answering.relations[0].target == answering.within == renamed.id
    assert combine([first], [other, answer], "keep")[1].id == renamed.id


def test_add_fills_the_gaps_only() -> None:
    first = [claim(0, 9), claim(20, 30)]
    second = [claim(5, 12, by="b.v1"), claim(9, 20, by="b.v1"), claim(29, 40, by="b.v1")]
    assert combine(first, second, "add") == [*first, second[1]]


def test_add_tells_kinds_apart_and_goes_by_an_events_trigger() -> None:
    event = Event(id="e1", document="d", spans=((0, 50),), trigger=(10, 15), type="Visit", proposer="a.v1")
    beside = Event(id="e2", document="d", spans=((0, 50),), trigger=(20, 25), type="Visit", proposer="b.v1")
    assert combine([event, claim(0, 50)], [beside, event], "add") == [event, claim(0, 50), beside]


def test_add_knows_actors_by_name() -> None:
    here = Actor(id="x", document="d", name="Eden", actor_kind="person")
    there = Actor(id="y", document="d", name="Eden", actor_kind="group")
    new = Actor(id="z", document="d", name="Mollet", actor_kind="person")
    assert combine([here], [there, new], "add") == [here, new]


def test_rescore_changes_confidence_only_and_says_who_did() -> None:
    first = [claim(0, 9), claim(20, 30)]
    second = [claim(0, 9, voice="actor", sure=0.9, by="b.v2"), claim(60, 70, by="b.v2")]
    rescored, untouched = combine(first, second, "rescore")
    assert (rescored.confidence, rescored.proposer) == (0.9, "a.v1 rescored by b.v2")
    assert isinstance(rescored, Claim)
    assert rescored.voice == "author"
    assert untouched == first[1]
