"""What every answer of the review pages keeps: tokens in forms, same site, no caches, no haste."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from review_pages import app_of
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace
from regesta.review.log import VerdictLog

TOKENS = {"ada": "token-of-ada", "ben": "token-of-ben", "eve": "token-of-eve"}


PEOPLE = {
    name: {
        "token_sha256": hashlib.sha256(TOKENS[name].encode()).hexdigest(),
        "role": role,
        **({"orcid": "0000-0002-1825-0097"} if name == "eve" else {}),
    }
    for name, role in (("ada", "reviewer"), ("ben", "reader"), ("eve", "editor"))
}


def remote(space: Workspace, **settings: Any) -> TestClient:
    return TestClient(
        app_of(space, **settings),
        base_url="http://review.example",
        client=("203.0.113.9", 50000),
        follow_redirects=False,
    )


def bearer(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKENS[name]}"}


def accept(client: TestClient, record: str = "claim-1", **headers: str) -> Any:
    return client.post("/review/api/verdicts", json={"record": record, "outcome": "accept"}, headers=headers)


def test_a_form_without_its_token_changes_nothing(client: TestClient, space: Workspace) -> None:
    for token in ({}, {"csrf": "0" * 64}, {"csrf": "\u00e9"}):
        assert client.post("/review/claim-1", data={"act": "accept", **token}).status_code == 403
        assert client.post("/review/undo", data=token).status_code == 403
    assert accept(client).status_code == 403
    assert VerdictLog(space.log).read() == []


def test_another_site_may_neither_post_nor_read(client: TestClient, space: Workspace) -> None:
    token = client.get("/review/api/me").json()["csrf"]
    assert accept(client, **{"X-CSRF-Token": token, "Origin": "https://evil.example"}).status_code == 403
    assert client.get("/review/claim-1", headers={"Origin": "https://evil.example"}).status_code == 403
    assert accept(client, **{"X-CSRF-Token": token, "Origin": "http://127.0.0.1"}).status_code == 200
    assert len(VerdictLog(space.log).read()) == 1


def test_every_answer_is_kept_out_of_caches_and_frames(client: TestClient) -> None:
    for path in ("", "claim-1", "nothing-here", "api/me", "pick?kind=actor"):
        answer = client.get(f"/review/{path}")
        assert answer.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_verdicts_faster_than_anybody_judges_are_refused_for_a_second(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regesta.review.pages.authentication.BURST", 3)
    monkeypatch.setattr(
        "regesta.review.pages.authentication.VERDICTS_A_SECOND", 0.01
    )  # however slow the machine
    client = remote(space, reviewers=PEOPLE)
    said = {"record": "claim-1", "outcome": "comment", "reason": "r"}
    answers = [
        client.post("/review/api/verdicts", json=said | {"reason": f"r{n}"}, headers=bearer("ada"))
        for n in range(5)
    ]
    assert [a.status_code for a in answers] == [200] * 3 + [429] * 2
    assert answers[-1].headers["retry-after"] == "1"
