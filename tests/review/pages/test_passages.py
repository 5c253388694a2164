"""The pages of passages and of new records, and the same for programs."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from review_pages import at, client_of
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace, open_workspace
from regesta.review.log import VerdictLog

Headers = dict[str, str]


def first_passage(client: TestClient) -> str:
    return first_passage_of(client, {})


def first_passage_of(client: TestClient, headers: Headers) -> str:
    page = client.get("/review/passages", headers=headers).text
    found = re.search(r"/review/passage/(sentence-[0-9a-f]+)", page)
    assert found is not None
    return found[1]


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def test_a_passage_is_judged_whole_by_its_form(client: TestClient, space: Workspace) -> None:
    name = first_passage(client)
    page = client.get(f"/review/passage/{name}").text
    assert page.count('type="checkbox" name="keep.') == 4
    sent = {**hidden(page), "keep.claim-1": "yes", "keep.event-1": "yes"}
    answer = client.post(f"/review/passage/{name}", data=sent)
    assert answer.status_code == 303
    assert "2+accepted%2C+2+rejected" in answer.headers["location"]
    assert client.post(f"/review/passage/{name}", data=sent).status_code == 303  # sent twice, logged once
    verdicts = VerdictLog(space.log).read()
    assert sum((v.judged or {})["kind"] == "sentence" for v in verdicts) == len(verdicts) - 4
    assert "1 of 1 passages read" in client.get("/review/passages").text
    assert "Every sentence has a statement" in client.get("/review/passages?show=empty").text


def test_what_came_after_the_passage_was_opened_is_not_rejected_unseen(
    client: TestClient, space: Workspace
) -> None:
    name = first_passage(client)
    sent = {**hidden(client.get(f"/review/passage/{name}").text), "keep.claim-1": "yes"}
    start, end = at("Tehran chose")
    form = hidden(client.get(f"/review/new?document=d&at={start}-{end}&kind=event").text)
    assert (
        client.post("/review/new", data={**form, "f.agents": "Tehran", "f.type": "Other"}).status_code == 303
    )
    answer = client.post(f"/review/passage/{name}", data=sent)
    assert answer.status_code == 409
    assert "came after you opened the passage" in answer.text
    assert [v.outcome for v in VerdictLog(space.log).read()] == ["accept"]


def test_a_form_gone_back_to_and_sent_otherwise_is_not_taken_for_the_first(
    client: TestClient, space: Workspace
) -> None:
    start, end = at("Tehran chose")
    form = hidden(client.get(f"/review/new?document=d&at={start}-{end}&kind=event").text)
    form |= {"f.agents": "Tehran", "f.type": "Other"}
    for _ in range(2):
        assert client.post("/review/new", data=form).status_code == 303
    again = client.post("/review/new", data={**form, "f.type": "PolicyAdoption"})
    assert again.status_code == 400
    assert "was sent before" in again.text
    name = first_passage(client)
    sent = {**hidden(client.get(f"/review/passage/{name}").text), "keep.claim-1": "yes"}
    assert client.post(f"/review/passage/{name}", data=sent).status_code == 303
    count = len(VerdictLog(space.log).read())
    again = client.post(f"/review/passage/{name}", data={**sent, "keep.event-1": "yes"})
    assert again.status_code == 409
    assert len(VerdictLog(space.log).read()) == count


def test_a_new_record_is_filled_in_and_accepted(client: TestClient, space: Workspace) -> None:
    start, end = at("Tehran chose")
    page = client.get(f"/review/new?document=d&at={start}-{end}&kind=event").text
    sent = {**hidden(page), "f.agents": "Tehran", "f.type": "PolicyAdoption", "f.date.edtf": "1946-04"}
    answer = client.post("/review/new", data=sent)
    assert answer.status_code == 303
    last = VerdictLog(space.log).read()[-1]
    assert answer.headers["location"].endswith(last.record)
    assert (last.judged or {})["date"] == {"edtf": "1946-04"}
    wrong = client.post("/review/new", data={**sent, "key": "another", "f.date.edtf": "in spring"})
    assert wrong.status_code == 400
    assert "is no EDTF date" in wrong.text
    assert 'value="in spring"' in wrong.text


def test_programs_add_and_judge_the_same_way(client: TestClient) -> None:
    me = client.get("/review/api/me").json()
    headers = {"X-CSRF-Token": me["csrf"], "Idempotency-Key": "one"}
    body = {
        "kind": "claim",
        "document": "d",
        "span": list(at("Moscow")),
        "fields": {"wording": "It was oil."},
    }
    made = client.post("/review/api/records", json=body, headers=headers)
    assert made.status_code == 201
    assert made.json()["now"]["wording"] == "It was oil."
    assert client.post("/review/api/records", json=body, headers=headers).json() == made.json()
    passage = {"document": "d", "sentences": [first_passage(client)], "accept": ["claim-1"], "done": False}
    given = client.post("/review/api/passages", json=passage, headers={**headers, "Idempotency-Key": "two"})
    assert [v["outcome"] for v in given.json()["verdicts"]] == ["accept"]
    bad = client.post(
        "/review/api/passages", json={"sentence": 1}, headers={**headers, "Idempotency-Key": "x"}
    )
    assert bad.status_code == 400
    assert "sentence is none of accept" in bad.json()["detail"]


def test_nobody_judges_without_a_name_which_is_asked_once(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REGESTA_REVIEWER", raising=False)
    client = client_of(space)
    page = client.get("/review/").text
    assert "Who are you?" in page
    sent = {**hidden(page), "act": "accept"}
    assert client.post("/review/claim-1", data=sent).status_code == 403
    assert client.post("/review/name", data={**sent, "name": "Ada", "orcid": "12"}).status_code == 400
    assert client.post("/review/name", data={**sent, "name": "Ada Reader", "orcid": ""}).status_code == 303
    page = client.get("/review/").text
    assert "Who are you?" not in page
    assert (
        client.post(
            "/review/claim-1", data={**hidden(client.get("/review/claim-1").text), "act": "accept"}
        ).status_code
        == 303
    )
    assert [v.reviewer for v in VerdictLog(space.log).read()] == ["Ada Reader"]
    assert open_workspace(space.root).settings.review["reviewer"] == "Ada Reader"


@pytest.fixture
def two_readers(space: Workspace) -> tuple[TestClient, Headers, Headers]:
    """A client, and the headers of Ada, who reads first, and of Ben, who reads every passage a second
    time."""
    people = {
        "ada": {"token_sha256": sha256(b"a").hexdigest()},
        "ben": {"token_sha256": sha256(b"b").hexdigest(), "second_every": 1},
    }
    ada, ben = ({"Authorization": f"Bearer {t}"} for t in "ab")
    return client_of(space, reviewers=people), ada, ben


def test_a_second_reader_sees_what_was_proposed_and_no_verdict(
    two_readers: tuple[TestClient, Headers, Headers],
) -> None:
    client, ada, ben = two_readers
    name = first_passage_of(client, ada)
    one = {"document": "d", "sentences": [name], "accept": [], "reject": ["claim-1"], "reason": "narrative"}
    assert client.post("/review/api/passages", json=one, headers=ada).status_code == 200
    assert client.get("/review/claim-1", headers=ben).status_code == 403
    assert client.get("/review/", headers=ben).status_code == 403
    page = client.get(f"/review/passage/{name}", headers=ben).text
    assert "rejected" not in page
    assert re.search(r'name="keep.claim-1" value="yes" checked', page)
    answer = client.post(f"/review/passage/{name}", data={"keep.claim-1": "yes"}, headers=ben)
    assert answer.status_code == 303
    assert '<li class="accepted' in client.get(f"/review/passage/{name}", headers=ben).text
    row = client.get("/review/api/records/claim-1", headers=ada).json()
    assert (row["status"], row["disputed"]) == ("rejected", True)


def test_a_second_reader_changes_what_was_proposed_and_not_what_was_made_of_it(
    space: Workspace, two_readers: tuple[TestClient, Headers, Headers]
) -> None:
    client, ada, ben = two_readers
    name = first_passage_of(client, ada)
    first = {"document": "d", "sentences": [name], "edit": {"claim-1": {"hedged": True, "wording": "So."}}}
    assert client.post("/review/api/passages", json=first | {"done": False}, headers=ada).status_code == 200
    where = f"/review/amend/{name}/claim-1"
    assert where in client.get(f"/review/passage/{name}", headers=ben).text
    assert client.get(where, headers=ada).status_code == 403
    assert "So." not in client.get(where, headers=ben).text
    sent = {"f.wording": "It was about oil.", "key": "one"}
    assert client.post(where, data=sent, headers=ben).status_code == 303
    last = VerdictLog(space.log).read()[-1]
    assert (last.outcome, last.extra["second_reading"]) == ("edit", True)
    assert (last.edited or {})["wording"] == "It was about oil."
    assert not (last.edited or {}).get("hedged")
    assert "It was about oil." in client.get(where, headers=ben).text
    whole = {"keep.claim-1": "yes"}
    assert client.post(f"/review/passage/{name}", data=whole, headers=ben).status_code == 303
    assert sum(v.record == "claim-1" for v in VerdictLog(space.log).read()) == 2
    now = client.get("/review/api/records/claim-1", headers=ada).json()["now"]
    assert (now["hedged"], now["wording"]) == (True, "So.")


def test_a_second_reader_sees_again_what_they_added(
    space: Workspace, two_readers: tuple[TestClient, Headers, Headers]
) -> None:
    client, _, ben = two_readers
    name = first_passage_of(client, ben)
    start, end = at("Tehran chose")
    form = {"document": "d", "at": f"{start}-{end}", "kind": "event", "f.agents": "Tehran", "f.type": "Other"}
    assert client.post("/review/new", data=form, headers=ben).status_code == 303
    added = VerdictLog(space.log).read()[-1].record
    assert (
        f'name="keep.{added}" value="yes" checked' in client.get(f"/review/passage/{name}", headers=ben).text
    )
