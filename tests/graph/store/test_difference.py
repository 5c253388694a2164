"""A generation made by difference is the generation made whole: after verdicts of every kind, in any order."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from regesta.api.verdicts import Verdicts
from regesta.extract.record import Actor, Citation, Claim, Record
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import assemble, build
from regesta.graph.map.view import A
from regesta.graph.rdf import NamedNode, Quad
from regesta.graph.store import current, difference, load_fresh, publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG
from regesta.review.acts import ActError
from regesta.review.request import Piece


def _content(store: EmbeddedStore) -> tuple[bytes, list[str]]:
    """The store's canonical N-Quads and its graphs, empty ones too."""
    out = BytesIO()
    store.dump(out, "nquads")
    return b"".join(sorted(out.getvalue().splitlines(keepends=True))), [g.value for g in store.graphs()]


def _served(space: Workspace) -> EmbeddedStore:
    found = current(space.snapshots)
    assert found is not None
    return found.open()


@pytest.fixture
def copied(example_space: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(example_space.root, tmp_path / "w")
    return open_workspace(tmp_path / "w")


def _accept(v: Verdicts, r: Record, _: list[Record], __: random.Random) -> None:
    v.accept(r.id, reviewer="a")


def _reject(v: Verdicts, r: Record, _: list[Record], __: random.Random) -> None:
    v.reject(r.id, reason="no", reviewer="a")


def _edit(v: Verdicts, r: Record, _: list[Record], dice: random.Random) -> None:
    if not isinstance(r, Claim):
        raise ActError("only claims are edited here")
    v.edit(r.id, holder=[f"Somebody Else {dice.randrange(3)}"], reviewer="a")


def _merge(v: Verdicts, r: Record, rows: list[Record], dice: random.Random) -> None:
    v.merge(r.id, into=dice.choice([o.id for o in rows if o.kind == r.kind]), reviewer="a")


def _split(v: Verdicts, r: Record, _: list[Record], __: random.Random) -> None:
    if not isinstance(r, Actor):
        raise ActError("only actors are split here")
    pieces = [Piece(changes={"name": f"{r.name} {n}", "identifiers": {}}) for n in ("senior", "junior")]
    v.give("split", [r.id], pieces=pieces, reviewer="a")


def _relink(v: Verdicts, r: Record, rows: list[Record], dice: random.Random) -> None:
    if not isinstance(r, Citation) or not r.source:
        raise ActError("only citations are relinked here")
    into = dice.choice([o.id for o in rows if o.kind == "source"])
    v.give("relink", [r.id], part=f"link:{r.source}", into=into, reviewer="a")


def _withdraw(v: Verdicts, _: Record, __: list[Record], dice: random.Random) -> None:
    v.withdraw(dice.choice([verdict.id for verdict in v if verdict.outcome != "withdraw"]), reviewer="a")


def _policy(v: Verdicts, _: Record, __: list[Record], dice: random.Random) -> None:
    policies = sorted({verdict.batch for verdict in v if verdict.policy and verdict.batch})
    v.withdraw(dice.choice(policies), reviewer="a")


_KINDS: list[Callable[[Verdicts, Record, list[Record], random.Random], None]] = [
    _accept,
    _reject,
    _edit,
    _merge,
    _split,
    _relink,
    _withdraw,
    _policy,
]


def _given(space: Workspace, dice: random.Random) -> Iterator[str]:
    """Verdicts of every kind, each on records by chance, in an order by chance; yields the kind that was logged."""
    for kind in dice.sample(_KINDS, len(_KINDS)):
        verdicts = Verdicts(space)
        rows = [j.record for j in verdicts.state().items.values()]
        for _ in range(200):
            try:
                kind(verdicts, dice.choice(rows), rows, dice)
            except ActError:
                continue
            yield kind.__name__
            break


@pytest.mark.parametrize("seed", [1])
def test_after_any_verdicts_the_difference_gives_the_whole_build(
    copied: Workspace, seed: int, tmp_path: Path
):
    build(copied)
    seen = []
    for kind in _given(copied, random.Random(seed)):
        before = current(copied.snapshots)
        build(copied)
        whole = load_fresh(tmp_path / "whole", assemble(copied).nquads)
        assert _content(_served(copied)) == _content(whole), kind
        assert _content(EmbeddedStore.read_only(copied.store)) == _content(whole), kind
        seen.append((kind, current(copied.snapshots) != before))
        del whole
    assert {kind for kind, _ in seen} == {kind.__name__ for kind in _KINDS}
    assert sum(changed for _, changed in seen) >= len(_KINDS) - 1


def test_a_verdict_is_stored_by_difference(copied: Workspace, monkeypatch: pytest.MonkeyPatch):
    build(copied)
    verdicts = Verdicts(copied)
    claim = next(j for j in verdicts.state().accepted() if j.record.kind == "claim").record
    verdicts.reject(claim.id, reason="no", reviewer="a")
    monkeypatch.setattr("regesta.graph.build.load_fresh", lambda *_: pytest.fail("everything was loaded"))
    assert not build(copied).unchanged


def test_what_was_published_by_others_is_not_built_upon(copied: Workspace):
    """An update changes the served graph; the next build compares with no lines and takes the update away."""
    build(copied)
    stray = Quad(NamedNode("http://example.org/x"), A, RG.Agent, NamedNode("http://example.org/g"))
    with writing(copied.snapshots):
        writer = EmbeddedStore.open(copied.store)
        writer.add([stray])
        writer.flush()
        publish(copied.snapshots, writer)
        del writer
    assert stray in _served(copied)
    build(copied)
    assert stray not in _served(copied)


def test_much_that_differs_is_loaded_whole(copied: Workspace):
    build(copied)
    served = current(copied.snapshots)
    few = assemble(copied).lines[:10]
    assert difference.load_difference(copied.store, served, few) is None
    assert difference.load_difference(copied.store, None, few) is None
