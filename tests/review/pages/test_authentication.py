"""Who may come in, and what a forged or foreign request gets."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest
from review_pages import app_of, client_of
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace, WorkspaceError
from regesta.review.log import VerdictLog
from regesta.review.pages.authentication import TRIES, Authenticator, Reviewer, read_access

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


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def accept(client: TestClient, record: str = "claim-1", **headers: str) -> Any:
    return client.post("/review/api/verdicts", json={"record": record, "outcome": "accept"}, headers=headers)


@pytest.mark.parametrize(
    ("address", "host", "headers"),
    [
        ("203.0.113.9", "review.example", {}),
        ("127.0.0.1", "evil.example", {}),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}),
        ("203.0.113.9", "127.0.0.1", {}),
    ],
)
def test_without_reviewers_only_this_machine_comes_in(
    space: Workspace, address: str, host: str, headers: dict[str, str]
) -> None:
    client = TestClient(app_of(space), base_url=f"http://{host}", client=(address, 50000))
    answer = client.get("/review/", headers=headers)
    assert answer.status_code == 403
    assert "[review.reviewers]" in answer.text


def test_nobody_judges_anonymously(space: Workspace) -> None:
    client = remote(space, reviewers=PEOPLE)
    assert client.get("/review/").headers["location"] == "/review/login"
    assert accept(client).status_code == 401
    assert client.post("/review/claim-1", data={"act": "accept"}).status_code == 401
    assert client_of(space, reviewers=PEOPLE).get("/review/").headers["location"] == "/review/login"
    assert VerdictLog(space.log).read() == []


def test_a_bearer_token_signs_with_its_name(space: Workspace) -> None:
    client = remote(space, reviewers=PEOPLE)
    assert accept(client, **bearer("ada")).status_code == 200
    assert accept(client, "claim-2", **bearer("eve")).status_code == 200
    assert accept(client, "claim-3", Authorization="Bearer wrong").status_code == 401
    assert [v.reviewer for v in VerdictLog(space.log).read()] == ["ada", "0000-0002-1825-0097"]


def test_roles(space: Workspace) -> None:
    client = remote(space, reviewers=PEOPLE)
    assert client.get("/review/claim-1", headers=bearer("ben")).status_code == 200
    assert "readonly" in client.get("/review/claim-1", headers=bearer("ben")).text
    assert accept(client, **bearer("ben")).status_code == 403
    verdict = accept(client, **bearer("eve")).json()["seen"]
    body = {"verdicts": [verdict]}
    assert client.post("/review/api/withdrawals", json=body, headers=bearer("ada")).status_code == 403
    assert client.post("/review/api/withdrawals", json=body, headers=bearer("eve")).status_code == 200
    assert client.post("/review/api/withdrawals", json=body, headers=bearer("eve")).status_code == 409


def test_the_login_form_opens_a_session_and_logging_out_ends_it(space: Workspace) -> None:
    client = remote(space, reviewers=PEOPLE)
    page = client.get("/review/login").text
    assert client.post("/review/login", data={"csrf": csrf_of(page), "token": "wrong"}).status_code == 401
    assert client.post("/review/login", data={"token": TOKENS["ada"]}).status_code == 403
    entered = client.post("/review/login", data={"csrf": csrf_of(page), "token": TOKENS["ada"]})
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    page = client.get("/review/claim-1").text
    assert "ada" in page
    assert client.post("/review/claim-1", data={"csrf": csrf_of(page), "act": "accept"}).status_code == 303
    assert client.post("/review/logout", data={"csrf": csrf_of(page)}).status_code == 303
    client.cookies.clear()
    assert client.get("/review/").headers["location"] == "/review/login"
    assert [v.reviewer for v in VerdictLog(space.log).read()] == ["ada"]


def test_a_session_cannot_be_made_up_or_changed(space: Workspace) -> None:
    client = remote(space, reviewers=PEOPLE)
    page = client.get("/review/login").text
    client.post("/review/login", data={"csrf": csrf_of(page), "token": TOKENS["ben"]})
    value = client.cookies["regesta_review"]
    for forged in (
        value.replace(b"ben".hex(), b"eve".hex()),
        value[:-1] + ("0" if value[-1] != "0" else "1"),
        "x",
        "..",
        "zz.1.0",
    ):
        client.cookies.clear()
        assert client.get("/review/", headers={"Cookie": f"regesta_review={forged}"}).status_code == 303
    other = remote(space, reviewers=PEOPLE)
    assert other.get("/review/", headers={"Cookie": f"regesta_review={value}"}).status_code == 303


def test_guessing_tokens_is_slowed(space: Workspace) -> None:
    client = remote(space, reviewers=PEOPLE)
    codes = [client.get("/review/", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(12)]
    assert codes == [401] * 10 + [429] * 2
    assert client.get("/review/", headers=bearer("ada")).status_code == 429


def test_a_proxy_names_the_reviewer_only_from_a_trusted_address(space: Workspace) -> None:
    access = read_access(
        {
            "reviewers": {"ada": {"role": "reviewer"}},
            "user_header": "X-Remote-User",
            "trusted_proxies": ["10.0.0.1"],
        }
    )
    for address, name, status in (
        ("10.0.0.1", "ada", 200),
        ("10.0.0.1", "zed", 303),
        ("203.0.113.9", "ada", 303),
    ):
        client = TestClient(
            app_of(space, access=access),
            base_url="http://review.example",
            client=(address, 5),
            follow_redirects=False,
        )
        assert client.get("/review/", headers={"X-Remote-User": name}).status_code == status


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"colour": 1}, "unknown settings colour"),
        ({"reviewers": {"ada": {"role": "king"}}}, "the roles are reader, reviewer, editor"),
        ({"reviewers": {"ada": "secret"}}, "64 hex digits"),
        ({"reviewers": {"ada": {"second_every": -1}}}, "has second_every -1"),
        ({"reviewers": {"ada": {"password": "x"}}}, "token_sha256, role, orcid and second_every"),
    ],
)
def test_settings_that_are_not_legal_are_refused(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(WorkspaceError, match=re.escape(said)):
        read_access(settings)


def test_a_proxy_at_this_machine_names_people_though_it_forwards_their_address(space: Workspace) -> None:
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from regesta.graph.serve.server import Peer

    access = read_access(
        {
            "reviewers": {"ada": {"role": "reviewer"}},
            "user_header": "X-Remote-User",
            "trusted_proxies": ["127.0.0.1"],
        }
    )
    app = Peer(ProxyHeadersMiddleware(app_of(space, access=access), trusted_hosts="127.0.0.1"))
    for peer, forwarded, status in (("127.0.0.1", "203.0.113.9", 200), ("203.0.113.9", "127.0.0.1", 303)):
        client = TestClient(app, base_url="http://review.example", client=(peer, 5), follow_redirects=False)
        assert (
            client.get("/review/", headers={"X-Remote-User": "ada", "X-Forwarded-For": forwarded}).status_code
            == status
        )


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    now = [1_000_000.0]
    authenticator = Authenticator(read_access({"reviewers": PEOPLE}), clock=lambda: now[0])
    asking = HTTPConnection({"type": "http", "headers": [], "client": ("1.2.3.4", 5)})
    ada = authenticator.by_token(asking, TOKENS["ada"])
    assert ada is not None
    for _ in range(TRIES):
        authenticator.by_token(asking, "wrong")
    person = Reviewer(name="ada", role="reviewer", speaks_as="ada")
    authenticator.refuse_hurried(person)
    now[0] -= 7200
    authenticator.refuse_hurried(person)
    assert authenticator.by_token(asking, TOKENS["ada"]) == ada
