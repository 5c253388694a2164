"""A verdict is answered and logged, or neither; what no browser sends is refused and never a fault."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from review_pages import client_of
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace

ODD: list[Any] = [
    1e999, -1e999, float("nan"), "x", "", "\ud800", "a\0b", None, True, 0, -1, 2.5, 10**400, [], {}, [1], ["x"], [[]],
    [[1]], [[1, 2, 3]], [["a", "b"]], [{}], {"a": 1}, [None], [[None, None]], {"edtf": 3}, "[" * 100,
]  # fmt: skip


def sent(client: TestClient, body: Any, csrf: str = "", **headers: str) -> Any:
    """A verdict sent as a program sends it, whatever its JSON is; `csrf` is asked for where it is not given."""
    csrf = csrf or client.get("/review/api/me").json()["csrf"]
    raw = body if isinstance(body, str) else json.dumps(body)
    return client.post(
        "/review/api/verdicts",
        content=raw,
        headers={"Content-Type": "application/json", "X-CSRF-Token": csrf, **headers},
    )


def logged(space: Workspace) -> list[dict[str, Any]]:
    return [json.loads(x) for x in space.log.read_text("utf-8").splitlines()] if space.log.exists() else []


def lines(space: Workspace) -> int:
    """How many lines the log has."""
    return space.log.read_bytes().count(b"\n") if space.log.exists() else 0


@pytest.fixture
def client(space: Workspace) -> TestClient:
    """A client that is told of faults as a real one is: by 500."""
    made = client_of(space)
    made.raise_server_exceptions = False
    made._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(
    "body",
    [
        '{"record":"claim-1","outcome":"edit","changes":{"confidence":1e999}}',
        '{"record":"claim-1","outcome":"edit","changes":{"confidence":NaN}}',
        '{"record":"claim-1","outcome":"accept","twins":"x"}',
        '{"record":"claim-1","outcome":"accept","twins":[{"a":1}]}',
        '{"record":"claim-1","outcome":"reject","reason":"\\ud800"}',
        '{"record":"claim-1","outcome":"reject","reason":"a\\u0000b"}',
        '{"record":"actor-1","outcome":"split","pieces":[{"takes":"ab"},{"takes":[1]}]}',
        '{"record":"claim-1","outcome":"edit","changes":{"relations":[1]}}',
        "[" * 50_000,
        '{"record":' * 5_000 + "1" + "}" * 5_000,
    ],
)
def test_what_cannot_be_logged_is_refused_and_nothing_is(
    client: TestClient, space: Workspace, body: str
) -> None:
    assert sent(client, body).status_code == 400
    assert logged(space) == []
    assert client.get("/review/api/records/claim-1").status_code == 200


@pytest.mark.parametrize("record", ["claim-1", "event-1", "actor-1", "mention-1"])
def test_odd_values_of_any_field_are_logged_and_answered_or_neither(
    client: TestClient, space: Workspace, record: str
) -> None:
    now = client.get(f"/review/api/records/{record}").json()["now"]
    names = {*now, "relations", "date", "identifiers", "aliases", "place", "within", "cue", "hedged"} - {
        "id",
        "kind",
    }
    client.app.routes[0].app.state.site.authenticator.refuse_hurried = lambda _: None  # type: ignore[attr-defined]
    csrf, before = client.get("/review/api/me").json()["csrf"], 0
    for name in sorted(names):
        for value in ODD:
            reply = sent(client, {"record": record, "outcome": "edit", "changes": {name: value}}, csrf)
            kept = lines(space) - before
            assert (reply.status_code, kept) in ((200, 1), (400, 0), (409, 0)), (name, value, reply.text)
            before += kept
            if kept:  # what was refused has changed nothing
                assert client.get(f"/review/api/records/{record}").status_code == 200
                assert client.get(f"/review/{record}").status_code == 200, (name, value)
    assert before == len(logged(space))
    assert client.get(f"/review/{record}").status_code == 200
    reopened = client_of(space)  # what was logged is read again as it was
    assert reopened.get(f"/review/api/records/{record}").status_code == 200


def test_a_request_sent_again_is_logged_once(client: TestClient, space: Workspace) -> None:
    body = {"record": "claim-1", "outcome": "comment", "reason": "see p. 3"}
    first, again = (sent(client, body, **{"Idempotency-Key": "k-1"}) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert len(logged(space)) == 1
    assert sent(client, body, **{"Idempotency-Key": "k-2"}).status_code == 200
    assert [row["extra"]["idempotency_key"] for row in logged(space)] == ["k-1", "k-2"]
    assert sent(client, body, **{"Idempotency-Key": "a b"}).status_code == 400


def test_retries_at_the_same_time_are_logged_once(client: TestClient, space: Workspace) -> None:
    body = {"record": "claim-2", "outcome": "accept"}
    got: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: got.append(sent(client, body, **{"Idempotency-Key": "k"}).status_code)
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [200] * 6
    assert len(logged(space)) == 1


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/review/", {"Host": "[::1"}),
        ("/review/", {"Host": "127.0.0.1:x"}),
        ("/review/", {"Origin": "http://["}),
        ("/review/", {"Origin": "//["}),
        ("/review/", {"Origin": "http://a:99999"}),
        ("/review/?q=%00", {}),
        ("/review/pick?kind=claim&q=%00", {}),
        ("/review/api/queue?q=a%00b", {}),
        ("/review/a%00b", {}),
        ("/review/login", {"Host": "[::1"}),
    ],
)
def test_what_is_no_address_and_no_text_is_refused(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    assert client.get(path, headers=headers).status_code == 400


def test_a_form_with_nul_or_too_many_fields_is_refused(client: TestClient, space: Workspace) -> None:
    csrf = client.get("/review/api/me").json()["csrf"]
    for fields in ({"reason": "a\0b"}, {f"f{i}": "x" for i in range(600)}):
        assert (
            client.post("/review/claim-1", data={"csrf": csrf, "act": "reject", **fields}).status_code == 400
        )
    assert logged(space) == []


FULL = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from review_pages import client_of
from regesta.extract.workspace import open_workspace
space = open_workspace(Path(sys.argv[1]))
client = client_of(space)
csrf = client.get("/review/api/me").json()["csrf"]
def say(reason):
    body = {"record": "claim-1", "outcome": "comment", "reason": reason}
    return client.post("/review/api/verdicts", json=body, headers={"X-CSRF-Token": csrf}).status_code
first = say("before")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (space.log.stat().st_size + 300, resource.RLIM_INFINITY))
full = say("x" * 5000)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
print(first, full, say("after"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX does")
def test_a_full_disk_is_507_and_tears_nothing(space: Workspace) -> None:
    """A file that may not grow fails in the middle of a line, as a disk does that fills up."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(space.root), str(Path(__file__).parent)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["200", "507", "200"]
    assert [row["reason"] for row in logged(space)] == ["before", "after"]
    assert not space.log.with_name(space.log.name + ".torn").exists()


def posted(client: TestClient, path: str, body: str = "{}", **headers: str) -> Any:
    csrf = client.get("/review/api/me").json()["csrf"]
    kinds = {"Content-Type": "application/json", "X-CSRF-Token": csrf}
    return client.post(f"/review/api/{path}", content=body, headers=kinds | headers)


def test_an_undo_sent_again_takes_back_one_verdict(client: TestClient, space: Workspace) -> None:
    for record in ("claim-1", "claim-2"):
        assert sent(client, {"record": record, "outcome": "accept"}).status_code == 200
    first, again = (posted(client, "undo", **{"Idempotency-Key": "k-1"}) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert first.json()["record"] == "claim-2"
    assert [row["outcome"] for row in logged(space)] == ["accept", "accept", "withdraw"]
    assert posted(client, "undo", **{"Idempotency-Key": "k-2"}).json()["record"] == "claim-1"
    assert posted(client, "undo", **{"Idempotency-Key": "a b"}).status_code == 400


def test_an_undo_form_sent_twice_takes_back_one_verdict(client: TestClient, space: Workspace) -> None:
    for record in ("claim-1", "claim-2"):
        assert sent(client, {"record": record, "outcome": "accept"}).status_code == 200
    page = client.get("/review/claim-1").text
    form = page[page.index('id="undo"') :].split("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields["key"]
    for _ in range(2):
        assert client.post("/review/undo", data=fields, follow_redirects=False).status_code == 303
    assert [row["outcome"] for row in logged(space)] == ["accept", "accept", "withdraw"]
    other = client.get("/review/claim-1").text
    assert fields["key"] not in other


def test_a_withdrawal_sent_again_is_logged_once(client: TestClient, space: Workspace) -> None:
    assert sent(client, {"record": "claim-1", "outcome": "accept"}).status_code == 200
    body = json.dumps({"verdicts": [logged(space)[0]["id"]], "reason": "too fast"})
    first, again = (posted(client, "withdrawals", body, **{"Idempotency-Key": "w"}) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert len(logged(space)) == 2
    assert posted(client, "withdrawals", body).status_code == 409


@pytest.mark.parametrize("reason", ["\\ud800", "a\\u0000b"])
def test_a_withdrawal_for_half_a_character_is_refused(
    client: TestClient, space: Workspace, reason: str
) -> None:
    assert sent(client, {"record": "claim-1", "outcome": "accept"}).status_code == 200
    body = f'{{"verdicts": ["{logged(space)[0]["id"]}"], "reason": "{reason}"}}'
    assert posted(client, "withdrawals", body).status_code == 400
    assert len(logged(space)) == 1
