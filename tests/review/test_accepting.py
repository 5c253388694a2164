"""What policies accept document by document is what they accept of all documents at once, whatever was said
before, and the records of one document are held."""

from __future__ import annotations

import gc
import random
import re
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.graph import verdicts_by_chance as chance
from tests.graph.conftest import fill, records
from tests.graph.test_increment import positions

from regesta.api.verdicts import Verdicts
from regesta.extract.across.proposing import propose_across
from regesta.extract.link.candidates import candidates
from regesta.extract.record import Identity, Record, content_id
from regesta.extract.workspace import ACROSS, CONFIG, Workspace, open_workspace
from regesta.review.accepting import accept_by_document
from regesta.review.log import VerdictLog
from regesta.review.logs import log_of
from regesta.review.policy import Policy, apply, read_policies
from regesta.review.state import replay
from regesta.review.verdict import Verdict, after

if TYPE_CHECKING:
    from tests.postgres import Server

AT = "2099-01-01T00:00:00.000000Z"
#: The beginning of an id: documents have records of their own.
_ID = re.compile(rb"\b([a-z]+-)[0-9a-f]{2}(?=[0-9a-f]{10}\b)")
#: Policies that ask for more than the default ones: companions, and what other documents are one with.
MORE = {
    "cited": Policy(
        name="cited", version="1", kinds=("claim", "event"), min_confidence=0.85, together=("evidence",)
    ),
    "argued": Policy(name="argued", version="1", kinds=("claim", "decision"), together=("answered",)),
    "one": Policy(name="one", version="1", kinds=("identity",)),
    "spoken": Policy(name="spoken", version="1", kinds=("actor", "mention"), require=("spoken_of",)),
}


def filled(folder: Path, documents: int) -> Workspace:
    """A workspace of some documents, which say the same of other things, with nothing judged."""
    space = fill(folder, rows=[*records(), *positions()], log=[])
    for k in range(1, documents):
        chance.second_document(space, "page", f"page-{k}")
        path = space.records_file(f"page-{k}")
        path.write_bytes(_ID.sub(lambda m, k=k: m[1] + b"%02x" % k, path.read_bytes()))  # type: ignore[misc]
    return space


def said_alike(space: Workspace) -> None:
    """Actors of the same name in two documents may be one."""
    rows = [r for d in space.documents() for r in space.records(d, ("actor",))]
    found = [
        Identity(
            id=content_id("identity", one.id, other.id),
            document=one.document,
            other_document=other.document,
            one=one.id,
            other=other.id,
            type="actor",
            confidence=0.9,
            reason="of one name",
        )
        for one in rows
        for other in rows
        if one.document < other.document and one.name == other.name
    ]
    space.write_records(ACROSS, found)


def at_once(space: Workspace, policies: Sequence[Policy]) -> Mapping[str, set[str]]:
    """The ids of the records that each policy accepts where all records are held at once."""
    rows, log, at, given = candidates(space), VerdictLog(space.log).read(), AT, dict[str, set[str]]()
    for policy in policies:
        verdicts = apply(policy, replay(rows, log), at=at, reviewer="policy")
        given[policy.name] = {v.record for v in verdicts}
        log, at = [*log, *verdicts], after(at)
    return given


@pytest.mark.parametrize("seed", range(6))
def test_what_is_accepted_by_document_is_what_is_accepted_at_once(tmp_path: Path, seed: int) -> None:
    space, dice = filled(tmp_path / "w", 3), random.Random(seed)
    if seed % 2:
        said_alike(space)
    for _ in range(12 * seed):
        chance.said_by_chance(space, dice)
    policies = [*read_policies(space.settings.policies).values(), *MORE.values()]
    dice.shuffle(policies)
    wanted = at_once(space, policies)
    verdicts = Verdicts(space)
    found = {name: {v.record for v in some} for name, some in verdicts.would_accept(policies).items()}
    assert found == wanted
    assert sum(map(len, wanted.values())) > 10
    before = len(verdicts)
    assert verdicts.accept_by(policies) == {name: len(some) for name, some in wanted.items()}
    assert len(verdicts) == before + sum(map(len, wanted.values()))
    assert not any(verdicts.accept_by(policies[-1:]).values())


def test_what_was_read_is_let_go_before_the_next_document_is_read(tmp_path: Path) -> None:
    few, many = filled(tmp_path / "few", 2), filled(tmp_path / "many", 6)
    assert max(held_before_reading(many)) <= max(held_before_reading(few)) < len(candidates(few))


def held_before_reading(space: Workspace) -> list[int]:
    """How many records and verdicts are held whenever a document is read while policies accept, beside those
    that were there before."""
    before, counts = held(), []

    class Watched(Workspace):
        def records(self, document: str, kinds: Container[str] = ()) -> list[Record]:
            counts.append(held() - before)
            return super().records(document, kinds)

    policies = list(read_policies(space.settings.policies).values())
    for _ in accept_by_document(Watched(space.root, space.settings), policies, at=AT, reviewer="policy"):
        pass
    assert len(counts) > len(space.documents())
    assert {v.judged["document"] for v in VerdictLog(space.log).read() if v.judged} == set(space.documents())
    return counts


def held() -> int:
    return sum(isinstance(thing, Record | Verdict) for thing in gc.get_objects())


def test_what_is_stopped_goes_on_from_there(tmp_path: Path) -> None:
    space, other = filled(tmp_path / "w", 3), filled(tmp_path / "other", 3)
    policies = list(read_policies(space.settings.policies).values())
    begun = accept_by_document(space, policies, at=AT, reviewer="policy")
    given = next(begun)
    begun.close()
    kept = VerdictLog(space.log).read()
    assert {v.id for v in kept} == {v.id for some in given.values() for v in some}
    assert {v.judged["document"] for v in kept if v.judged} == {"page"}
    Verdicts(space).accept_by(policies)
    Verdicts(other).accept_by(policies)
    logs = (VerdictLog(s.log).read() for s in (space, other))
    one, whole = ({(v.record, v.policy, v.digest) for v in log} for log in logs)
    assert one == whole


def test_what_a_team_identifies_and_accepts_is_what_files_give(tmp_path: Path, postgres: Server) -> None:
    files, team = filled(tmp_path / "files", 3), filled(tmp_path / "team", 3)
    address = postgres.team()
    with (team.root / CONFIG).open("a", encoding="utf-8") as settings:
        settings.write(f'\n[database]\nurl = "{postgres.url()}"\nschema = "{address.schema}"\n')
    kept, team = team, open_workspace(team.root)
    for document in kept.documents():
        team.write_records(document, kept.records(document))
    assert propose_across(team) == propose_across(files)
    assert team.records_across() == files.records_across() != []
    policies = [*read_policies(files.settings.policies).values(), *MORE.values()]
    assert Verdicts(team).accept_by(policies) == Verdicts(files).accept_by(policies)
    logs = (log_of(space).read() for space in (team, files))
    one, other = ({(v.record, v.policy, v.digest) for v in log} for log in logs)
    assert one == other
    assert not team.log.exists() or not team.log.read_bytes()
    assert not any(Verdicts(team).accept_by(policies[:1]).values())
