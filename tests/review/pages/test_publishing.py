"""Publishing from the pages: the verdict is in the served graph when the answer comes."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from review_pages import client_of, made_space
from starlette.testclient import TestClient

from regesta.commands.publishing import _BuildProcess, publisher
from regesta.extract.record import Claim
from regesta.extract.workspace import Workspace, WorkspaceError
from regesta.graph.store import current, writing
from regesta.review.pages.authentication import read_access
from regesta.review.pages.publishing import Published, PublishError, Publishing


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return made_space(tmp_path / "w")


def headers(client: TestClient) -> dict[str, str]:
    return {"X-CSRF-Token": client.get("/review/api/me").json()["csrf"]}


def _publishing(space: Workspace) -> TestClient:
    return client_of(space, publish=publisher(space))


def test_publishing_serves_what_was_judged(space: Workspace) -> None:
    client = _publishing(space)
    first = client.post("/review/api/publish", headers=headers(client)).json()
    assert (first["generation"], first["unchanged"], first["accepted"]) == ("000001", False, 0)
    accept = {"record": "actor-1", "outcome": "accept"}
    assert client.post("/review/api/verdicts", json=accept, headers=headers(client)).status_code == 200
    second = client.post("/review/api/publish", headers=headers(client)).json()
    assert (second["generation"], second["accepted"]) == ("000002", 1)
    served = current(space.snapshots)
    assert served is not None
    assert served.generation == "000002"
    assert client.post("/review/api/publish", headers=headers(client)).json()["unchanged"]


def test_the_process_that_builds_stays_for_a_while(space: Workspace) -> None:
    """It goes on from its last build, ends when it is not wanted, and another one begins."""
    process = _BuildProcess(space.root, idle=0.2)
    first = process.build()
    running = process._process
    assert running is not None
    assert process.build() == first | {"unchanged": True}
    assert running.wait(timeout=20) == 0
    settings = space.root / "regesta.toml"
    settings.write_text(settings.read_text().replace("/kg/", "/other/"))
    assert process.build()["generation"] == "000002"
    process._rest()
    served = current(space.snapshots)
    assert served is not None
    assert any("/other/" in q.subject.value for q in served.open().quads())


def test_the_page_says_what_is_served(space: Workspace) -> None:
    client = _publishing(space)
    queue = client.get("/review/").text
    assert 'action="/review/publish"' in queue
    csrf = client.get("/review/api/me").json()["csrf"]
    page = client.post("/review/publish", data={"csrf": csrf})
    assert page.status_code == 200
    assert "Version 1 is served now" in page.text
    assert '<a href="/">Read the graph</a>' in page.text
    assert "What you accepted last" not in page.text
    claim = next(r.id for r in space.records("d") if isinstance(r, Claim))
    accept = {"record": claim, "outcome": "accept"}
    assert client.post("/review/api/verdicts", json=accept, headers=headers(client)).status_code == 200
    again = client.post("/review/publish", data={"csrf": csrf}).text
    assert f'<a href="/{claim.replace("-", "/")}">' in again
    assert client.post("/review/publish", data={"csrf": "forged"}).status_code == 403


def test_where_another_process_writes_it_says_so(space: Workspace) -> None:
    client = _publishing(space)
    space.snapshots.mkdir()
    with writing(space.snapshots):
        answer = client.post("/review/api/publish", headers=headers(client))
    assert answer.status_code == 503
    assert "being written by another process" in answer.json()["detail"]


def test_without_a_builder_the_pages_offer_none(space: Workspace) -> None:
    client = client_of(space)
    assert "/review/publish" not in client.get("/review/").text
    assert client.post("/review/api/publish", headers=headers(client)).status_code == 404


def test_a_workspace_that_cannot_be_built_is_a_message(space: Workspace) -> None:
    shutil.rmtree(space.root)
    with pytest.raises(PublishError, match="goes on being served"):
        asyncio.run(publisher(space)())


def test_quiet_seconds_are_counted_from_the_last_change() -> None:
    made: list[float] = []

    async def publish() -> Published:
        made.append(asyncio.get_running_loop().time())
        return Published(generation="000001", unchanged=False, accepted=0, held=0)

    async def judging() -> float:
        publishing = Publishing(publish, quiet=0.3)
        for _ in range(3):
            publishing.changed()
            await asyncio.sleep(0.05)
        last = asyncio.get_running_loop().time() - 0.05
        for _ in range(200):
            if made:
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        return last

    last = asyncio.run(judging())
    assert len(made) == 1
    assert made[0] - last >= 0.29


@pytest.mark.parametrize("value", ["soon", -1, True, float("inf")])
def test_the_setting_is_a_number_of_seconds(value: object) -> None:
    with pytest.raises(WorkspaceError, match="publish_after_seconds"):
        read_access({"publish_after_seconds": value})
