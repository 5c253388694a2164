"""What programs ask of the review pages in JSON."""

from __future__ import annotations

import pytest
from review_pages import client_of
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace
from regesta.review.pages.api import number
from regesta.review.pages.refusal import Refusal


def headers(client: TestClient) -> dict[str, str]:
    return {"X-CSRF-Token": client.get("/review/api/me").json()["csrf"]}


def test_a_program_gives_a_verdict_and_undoes_it(client: TestClient, space: Workspace) -> None:
    answer = client.post(
        "/review/api/verdicts",
        json={"record": "claim-1", "outcome": "edit", "changes": {"voice": "author"}},
        headers=headers(client),
    )
    assert answer.status_code == 200
    assert answer.json()["status"] == "accepted"
    assert answer.json()["now"]["voice"] == "author"
    assert client.get("/review/api/records/claim-1").json()["verdicts"][0]["outcome"] == "edit"
    back = client.post("/review/api/undo", json={}, headers=headers(client)).json()
    assert back["record"] == "claim-1"
    assert back["standing"]["status"] == "candidate"
    assert client.post("/review/api/undo", json={}, headers=headers(client)).status_code == 400


def test_pick_lists_search_words_and_ids(client: TestClient) -> None:
    assert [r["id"] for r in client.get("/review/pick?kind=actor&q=brit").json()] == ["actor-1", "actor-2"]
    assert [r["id"] for r in client.get("/review/pick?kind=claim&q=claim-3").json()] == ["claim-3"]
    assert client.get("/review/pick?kind=claim&q=zzzz").json() == []
    assert client.get("/review/pick?kind=ghost&q=a").status_code == 400
    assert client.get("/review/pick?kind=claim+ghost&q=a").status_code == 400
    both = client.get("/review/pick", params={"kind": "event decision actor", "q": "brit"}).json()
    assert {"actor-1", "actor-2"} <= {r["id"] for r in both}


def test_the_queue_for_programs_is_the_queue_of_the_page(client: TestClient) -> None:
    data = client.get("/review/api/queue?kind=claim&limit=2&offset=1").json()
    assert data["total"] == 3
    assert [r["id"] for r in data["rows"]] == ["claim-2", "claim-3"]


def test_what_another_program_logs_is_seen(client: TestClient, space: Workspace) -> None:
    assert "to judge" in client.get("/review/claim-1").text
    other = client_of(space)
    other.post(
        "/review/api/verdicts", json={"record": "claim-1", "outcome": "accept"}, headers=headers(other)
    )
    assert client.get("/review/api/records/claim-1").json()["status"] == "accepted"


@pytest.mark.parametrize("value", ["\xb2", "9" * 5000, "-1"])
def test_what_only_looks_like_a_count_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match="whole number"):
        number(value, 1, 10)
