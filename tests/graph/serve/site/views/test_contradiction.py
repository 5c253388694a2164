"""A contradiction on the served pages: listed, with both ends and their evidence; and the formal content of a
proposition in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from regesta.api.verdicts import Verdicts
from regesta.extract.workspace import Workspace
from regesta.graph.build import build


def test_both_ends_stand_side_by_side_with_their_evidence(
    page: Callable[..., Workspace], running: Callable[..., Any], tmp_path: Path
) -> None:
    space = page(tmp_path / "w")
    records = list(space.records("page"))
    one, other = [r for r in records if r.kind == "claim"][:2]
    actor, event = (next(r for r in records if r.kind == kind) for kind in ("actor", "event"))
    for claim, said in ((one, "knew"), (other, "didNotKnow")):
        row = {"subject": actor.id, "predicate": said, "object": event.id}
        Verdicts(space).give("edit", [claim.id], reviewer="ada", reason="so", changes={"formal": [row]})
    build(space)
    client = running(space.snapshots, documents=space.root / "documents").client
    listed = client.get("/contradictions").text
    address = listed.split('<a href="/contradiction/')[1].split('"')[0]
    shown = client.get(f"/page/contradiction/{address}").text
    assert "knew and did not know" in listed
    assert shown.count('<section aria-labelledby="end-') == 2
    assert all(f'href="/claim/{claim.id.partition("-")[2]}"' in shown for claim in (one, other))
    assert 'class="citation"' in shown
    claimed = client.get(f"/page/claim/{one.id.partition('-')[2]}").text
    proposition = claimed.split('href="/proposition/')[1].split('"')[0]
    assert "knew of" in client.get(f"/page/proposition/{proposition}").text
