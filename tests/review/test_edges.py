"""Merges and splits as edges between records."""

from __future__ import annotations

from dataclasses import replace

from regesta.extract.record import Actor, Claim, Mention, content_id
from regesta.review.acts import act, withdraw
from regesta.review.edges import Edges, Split, moved_merges, moved_splits, shared_takes
from regesta.review.state import replay
from regesta.review.verdict import SECOND


def at(n: int) -> str:
    return f"2026-01-01T00:{n // 60:02d}:{n % 60:02d}Z"


def test_merges_follow_to_the_end_and_never_circle() -> None:
    a, b, c = (Actor(id=content_id("actor", n), document="d", name=n, actor_kind="person") for n in "ABC")
    state = replay([a, b, c], [])
    ab = act(state.items[a.id], "merge", at=at(1), reviewer="ada", into=b.id)
    bc = act(state.items[b.id], "merge", at=at(2), reviewer="ada", into=c.id)
    ca = act(state.items[c.id], "merge", at=at(3), reviewer="ada", into=a.id)
    assert replay([a, b, c], [ab, bc]).merged == {a.id: c.id, b.id: c.id}
    assert replay([a, b, c], [ab, bc, ca]).merged == {a.id: c.id, b.id: c.id}
    back = withdraw([ab, bc], [bc.id], at=at(4), reviewer="ada")
    assert replay([a, b, c], [ab, bc, back]).merged == {a.id: b.id}


def test_a_second_reading_merges_and_takes_away_nothing() -> None:
    a, b = (Actor(id=content_id("actor", n), document="d", name=n, actor_kind="person") for n in "AB")
    claim = Claim(id="c", document="d", spans=((0, 9),), content=(0, 9), holder=("A",), footnotes=("I.1",))
    state = replay([a, b, claim], [])
    given = [
        act(state.items[a.id], "merge", at=at(1), reviewer="ada", into=b.id),
        act(state.items["c"], "merge", at=at(2), reviewer="ada", part="proposition", into="c2"),
        act(state.items["c"], "reject", at=at(3), reviewer="ada", part="actor", part_id="A"),
    ]
    once = replay([a, b, claim], given)
    assert (once.merged, once.edges.propositions) == ({a.id: b.id}, {"c": "c2"})
    assert once.items["c"].parts
    again = replay([a, b, claim], [replace(v, extra={**v.extra, SECOND: True}) for v in given])
    assert (again.merged, again.edges.propositions, again.items["c"].parts) == ({}, {}, {})
    assert again.items[a.id].status == "candidate"


def split_of(actor: Actor, *pieces: str, takes: dict[str, int]) -> Split:
    return Split(
        record=actor.id,
        document="d",
        name=actor.name,
        pieces=pieces,
        piece_names=tuple(name.upper() for name in pieces),
        takes=takes,
    )


def test_edges_that_were_made_changed_and_taken_back_are_told() -> None:
    kim = Actor(id="kim", document="d", name="Kim", actor_kind="person")
    was = split_of(kim, "kim-1", "kim-2", takes={})
    now = split_of(kim, "kim-1", "kim-2", takes={"m1": 1})
    before = Edges(merged={"a": "b", "c": "d"}, splits={"kim": was})
    after = Edges(merged={"a": "e", "c": "d", "f": "g"}, splits={"kim": now})
    assert moved_merges(before, after) == {"a", "f"}
    assert moved_splits(before, after) == [was, now]
    assert moved_splits(before, Edges()) == [was]
    assert moved_splits(after, after) == []


def test_a_statement_goes_with_the_mentions_of_its_sentence_when_they_agree() -> None:
    kim = Actor(id="kim", document="d", name="Kim", actor_kind="person")

    def mention(name: str, sentence: str) -> Mention:
        return Mention(id=name, document="d", span=(0, 3), actor="Kim", sentence=sentence)

    def claim(name: str, sentence: str) -> Claim:
        return Claim(
            id=name,
            document="d",
            spans=((0, 9),),
            content=(0, 9),
            holder=("Kim",),
            voice="actor",
            sentence=sentence,
        )

    records = [
        mention("m1", "s1"),
        mention("m2", "s2"),
        mention("m3", "s2"),
        claim("c1", "s1"),
        claim("c2", "s2"),
    ]
    # In s1 Kim is the second piece; in s2 one mention means each, so the claim stays where its name puts it.
    assert shared_takes(kim, [[], ["m1", "m2"]], records) == [(), ("m1", "m2", "c1")]
