"""Identities across documents: what they join is one on accepting, and parts again on withdrawing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.graph import verdicts_by_chance as chance
from tests.graph.test_increment import whole

from regesta.api.verdicts import Verdicts
from regesta.extract.across.proposing import propose_across
from regesta.extract.record import Actor, Identity
from regesta.extract.workspace import Workspace
from regesta.graph.build import build
from regesta.graph.map.view import LABEL
from regesta.graph.name import Names
from regesta.graph.rdf import NamedNode
from regesta.graph.store import current
from regesta.ontology.terms import RG
from regesta.review.queue import Queue, Wanted

Fill = Callable[..., Workspace]


@pytest.fixture
def library(page: Fill, tmp_path: Path) -> Workspace:
    """The page twice, its identities proposed, every candidate of both accepted but those."""
    space = page(tmp_path / "w")
    chance.second_document(space, "page", "page-two")
    propose_across(space)
    given = Verdicts(space)
    fresh = [j.record for j in given.state().items.values() if j.status == "candidate"]
    given.accept(*(r.id for r in fresh if not isinstance(r, Identity)), reason="", reviewer="a")
    return space


def across(space: Workspace, kind: str) -> list[Identity]:
    return [r for r in space.records_across() if isinstance(r, Identity) and r.one.startswith(kind)]


def said(space: Workspace, node: NamedNode, predicate: NamedNode) -> set[object]:
    served = current(space.snapshots)
    assert served is not None
    return {q.object for q in served.open().quads(node, predicate, None)}


def test_each_document_is_compared_once(library: Workspace) -> None:
    found = {kind: len(across(library, kind)) for kind in ("actor", "source", "event")}
    assert all(found.values()), found
    assert all(r.document < r.other_document and not r.applied and r.reason for r in library.records_across())
    assert propose_across(library).read == ()
    records = library.records_file("page-two")
    records.write_bytes(records.read_bytes() + b"\n")
    assert propose_across(library).read == ("page-two",)
    assert {kind: len(across(library, kind)) for kind in found} == found
    shutil.rmtree(library.document("page-two"))
    propose_across(library)
    assert library.records_across() == []


def test_an_accepted_identity_of_sources_is_a_merge_that_ends_with_it(library: Workspace) -> None:
    identity = across(library, "source")[0]
    names = Names(library.settings.base)
    one, other = (names.record("source", "", side) for side in (identity.one, identity.other))
    Verdicts(library).accept(identity.id, reason="", reviewer="a")
    assert whole(library, build(library))
    assert said(library, other, RG.mergedInto) == {one}
    Verdicts(library).withdraw(identity.id, reviewer="a")
    assert whole(library, build(library))
    assert not said(library, other, RG.mergedInto)


def test_mentions_of_two_documents_are_of_one_event(library: Workspace) -> None:
    identity = across(library, "event")[0]
    names = Names(library.settings.base)
    mentions = [names.record("event", "", side) for side in (identity.one, identity.other)]
    build(library)
    assert said(library, mentions[0], RG.mentionOf) != said(library, mentions[1], RG.mentionOf)
    Verdicts(library).accept(identity.id, reason="", reviewer="a")
    assert whole(library, build(library))
    assert said(library, mentions[0], RG.mentionOf) == said(library, mentions[1], RG.mentionOf)


def test_actors_of_one_name_part_where_a_reviewer_says_so(library: Workspace) -> None:
    identity = next(r for r in across(library, "actor") if r.names[0] == r.names[1])
    names = Names(library.settings.base)
    parted = names.actor(f"{identity.names[0]} (page-two)")
    build(library)
    assert not said(library, parted, RG.identifier) | said(library, parted, LABEL)
    Verdicts(library).reject(identity.id, reason="another", reviewer="a")
    assert whole(library, build(library))
    assert said(library, parted, LABEL)
    assert said(library, names.actor(identity.names[0]), LABEL)


def test_a_name_of_a_kind_means_each_documents_own(page: Fill, tmp_path: Path) -> None:
    space = page(tmp_path / "w")
    text = space.records_file("page").read_text("utf-8")
    actor = next(r for r in space.records("page", ("actor",)) if isinstance(r, Actor))
    space.records_file("page").write_text(text.replace(f'"{actor.name}"', '"Committee"'), "utf-8")
    log = space.log.read_text("utf-8")
    space.log.write_text(log.replace(f'"{actor.name}"', '"Committee"'), "utf-8")
    chance.second_document(space, "page", "page-two")
    twin = next(r for r in space.records("page-two", ("actor",)) if r.name == "Committee")  # type: ignore[attr-defined]
    Verdicts(space).accept(twin.id, reason="", reviewer="a")
    names = Names(space.settings.base)
    assert whole(space, build(space))
    for name in ("Committee", "Committee (page-two)"):
        assert said(space, names.actor(name), LABEL), name


def test_the_queue_has_them_apart(library: Workspace) -> None:
    queue = Queue(None)
    queue.rebuild(Verdicts(library).state(), {d: library.text(d) for d in library.documents()})
    rows = queue.page(Wanted(kind="across"), limit=100).rows
    assert {r.id for r in rows} == {r.id for r in library.records_across()}
    assert not {r.id for r in queue.page(Wanted(kind="identity"), limit=100).rows} & {r.id for r in rows}
    assert all(" = " in r.label for r in rows)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_said_of_them_all_ways_to_build_agree(
    library: Workspace, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice, given = random.Random(seed), Verdicts(library)
    build(library)
    for identity in dice.sample(library.records_across(), 6):
        outcome = dice.choice((given.accept, given.reject))
        outcome(identity.id, reason="by chance", reviewer="a")
        for _ in range(3):
            chance.said_by_chance(library, dice)
        report = build(library)
        assert report.whole == ""
        assert whole(library, report)
    monkeypatch.setattr("regesta.graph.large.LARGE", 0)
    settings = library.root / "regesta.toml"
    settings.write_text(settings.read_text() + "\n# a remark\n")
    report = build(library)
    assert report.unchanged
    assert whole(library, report)
