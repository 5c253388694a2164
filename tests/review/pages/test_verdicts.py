"""Verdicts as forms and programs send them: what is wrong is refused in words."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from review_pages import client_of
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace
from regesta.review.log import VerdictLog
from regesta.review.state import replay


def form(client: TestClient, record: str, which: str = "fields", query: str = "") -> dict[str, str]:
    """The fields of a page's form as a browser would send them."""
    page = client.get(f"/review/{record}{query}").text
    found = re.search(rf'<form[^>]* id="{which}".*?</form>|<form id="{which}".*?</form>', page, re.S)
    assert found, which
    body = found[0]
    out: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", body):
        name, value, kind = (re.search(rf'\b{a}="([^"]*)"', tag) for a in ("name", "value", "type"))
        if name and not (kind and kind[1] in ("checkbox", "radio")):
            out[name[1]] = html.unescape(value[1]) if value else ""
    for name, rest in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', rest)
        out[name] = html.unescape(chosen[1]) if chosen else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', body, re.S):
        out[name] = html.unescape(value)
    return out


def post(client: TestClient, record: str, act: str, **more: str) -> Any:
    return client.post(f"/review/{record}", data={**form(client, record), "act": act, **more})


def state(space: Workspace) -> Any:
    """What a full replay of the log on disk says."""
    return replay(space.records("d"), VerdictLog(space.log).read())


def test_twins_are_judged_once(space: Workspace) -> None:
    rows = space.records("d")
    twin = next(r for r in rows if r.id == "mention-1")
    copies = [replace(twin, id=f"mention-{n}") for n in (2, 3)]
    space.write_records("d", [*rows, *copies])
    client = client_of(space)
    assert post(client, "mention-1", "accept", twins="yes").status_code == 303
    assert {state(space).items[f"mention-{n}"].status for n in (1, 2, 3)} == {"accepted"}


def headers(client: TestClient) -> dict[str, str]:
    return {"X-CSRF-Token": client.get("/review/api/me").json()["csrf"]}


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"record": "claim-9", "outcome": "accept"}, 404, "there is no record"),
        ({"record": "claim-1", "outcome": "praise"}, 400, "it may be accept"),
        ({"record": "claim-1", "outcome": "withdraw"}, 400, "Taking back"),
        ({"outcome": "accept"}, 400, "record is missing"),
        ({"record": "claim-1", "outcome": "reject"}, 400, "needs a reason"),
        ({"record": "claim-1", "outcome": "accept", "mood": "good"}, 400, "has no mood"),
        ({"record": "claim-1", "outcome": "accept", "part": "soul"}, 400, "part is"),
        ({"record": "claim-1", "outcome": "edit", "changes": {"id": "claim-2"}}, 400, "may not change"),
        (
            {"record": "claim-1", "outcome": "edit", "changes": {"colour": "red"}},
            400,
            "unknown fields colour",
        ),
        ({"record": "claim-1", "outcome": "edit", "changes": ["x"]}, 400, "must be an object"),
        (
            {"record": "event-1", "outcome": "edit", "changes": {"date": {"edtf": "March"}}},
            400,
            "no EDTF date",
        ),
    ],
)
def test_a_wrong_verdict_is_a_problem_that_says_why(
    client: TestClient, space: Workspace, body: dict[str, Any], status: int, said: str
) -> None:
    answer = client.post("/review/api/verdicts", json=body, headers=headers(client))
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]
    assert VerdictLog(space.log).read() == []


def test_a_verdict_on_what_somebody_judged_meanwhile_is_refused(client: TestClient, space: Workspace) -> None:
    seen = client.get("/review/api/records/claim-1").json()["seen"]
    first = {"record": "claim-1", "outcome": "accept", "seen": seen}
    assert client.post("/review/api/verdicts", json=first, headers=headers(client)).status_code == 200
    # The same press sent twice is one verdict; another one on the same sight is refused.
    assert client.post("/review/api/verdicts", json=first, headers=headers(client)).status_code == 200
    answer = client.post(
        "/review/api/verdicts", json={**first, "outcome": "reject", "reason": "no"}, headers=headers(client)
    )
    assert answer.status_code == 409
    assert "after you opened it" in answer.json()["detail"]
    assert len(VerdictLog(space.log).read()) == 1
