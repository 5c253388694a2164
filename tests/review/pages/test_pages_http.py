"""The pages and their JSON over HTTP: every act, every refusal."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from review_pages import TEXT, at, client_of
from starlette.testclient import TestClient

from regesta.extract.record import Claim
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


def test_the_queue_lists_what_is_to_judge(client: TestClient) -> None:
    page = client.get("/review/")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "Hasanli: Moscow wanted oil" in page.text
    assert "12 records to judge" in page.text
    assert client.get("/review/?kind=claim").text.count('class="row"') == 3
    assert client.get("/review/?q=tehran&kind=claim").text.count('class="row"') == 1
    assert "Nothing here" in client.get("/review/?status=accepted").text
    assert "0 identities to judge" in client.get("/review/?kind=identity").text
    assert "This workspace has no identities" in client.get("/review/?kind=identity").text


def test_an_empty_queue_says_where_to_go_on(client: TestClient) -> None:
    post(client, "mention-1", "accept")
    page = client.get("/review/?kind=mention").text
    assert "All mentions are judged" in page
    assert 'href="/review/?kind=mention&amp;status=all"' in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("order=best", "order is"),
        ("status=good", "status is"),
        ("least=x", "least is"),
        ("offset=-1", "whole number"),
    ],
)
def test_a_filter_that_does_not_exist_is_refused(client: TestClient, query: str, said: str) -> None:
    answer = client.get(f"/review/?{query}")
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize("record", ["claim-1", "event-1", "actor-1", "mention-1", "citation-1", "source-tna"])
def test_every_kind_has_its_page(client: TestClient, record: str) -> None:
    page = client.get(f"/review/{record}")
    assert page.status_code == 200
    assert record in page.text


def test_the_text_on_the_page_is_the_raw_text(client: TestClient) -> None:
    page = client.get("/review/claim-1").text
    pieces = re.findall(r'<span data-o="(\d+)"[^>]*>([^<]*)</span>', page)
    assert len(pieces) > 15
    for start, words in pieces:
        plain = html.unescape(words)
        assert TEXT[int(start) : int(start) + len(plain)] == plain


def test_evidence_leads_to_source_and_archive(client: TestClient) -> None:
    page = client.get("/review/claim-2").text
    assert "FO 371/31412" in page
    assert "TNA › series FO 371 › piece 31412" in page
    assert "this claim attacks" in page
    assert "attacks this claim" in client.get("/review/claim-1").text


def test_accept_is_logged_and_leads_to_the_next(client: TestClient, space: Workspace) -> None:
    answer = client.post(
        "/review/claim-1", data={**form(client, "claim-1", query="?kind=claim"), "act": "accept"}
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review/claim-2?kind=claim")
    assert state(space).items["claim-1"].status == "accepted"
    page = client.get(answer.headers["location"]).text
    assert "Accepted" in page
    assert "1 of 2 claims" in page


def test_reject_needs_a_reason(client: TestClient, space: Workspace) -> None:
    answer = post(client, "claim-1", "reject")
    assert answer.status_code == 400
    assert "needs a reason" in answer.text
    assert VerdictLog(space.log).read() == []
    assert post(client, "claim-1", "reject", reason="not said").status_code == 303
    assert state(space).items["claim-1"].status == "rejected"


def test_an_edit_changes_what_was_typed_and_nothing_else(client: TestClient, space: Workspace) -> None:
    before = state(space).items["event-1"].record.to_dict()
    answer = post(
        client, "event-1", "edit", **{"f.agents": "Great Britain; Moscow", "f.date.edtf": "1946-03"}
    )
    assert answer.status_code == 303
    after = state(space).items["event-1"].record.to_dict()
    assert after == before | {
        "agents": ["Great Britain", "Moscow"],
        "date": before["date"] | {"edtf": "1946-03"},
    }


def test_a_span_may_be_given_by_offsets_or_by_its_words(client: TestClient, space: Workspace) -> None:
    a, b = at("Tehran chose")
    assert post(client, "claim-3", "edit", **{"f.spans": f"{a}-{b}"}).status_code == 303
    record = state(space).items["claim-3"].record
    assert (record.spans, record.content, record.quote) == (((a, b),), (a, b), "Tehran chose")
    assert post(client, "claim-3", "edit", **{"f.spans": "caf\u00e9 \U0001d538 stood"}).status_code == 303
    record = state(space).items["claim-3"].record
    assert TEXT[slice(*record.content)] == record.quote == "caf\u00e9 \U0001d538 stood"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("f.voice", "chorus", "it may be author"),
        ("f.spans", "5-99999", "two offsets"),
        ("f.spans", "9-9", "two offsets"),
        ("f.spans", "words that are nowhere", "do not stand in the text"),
        ("f.spans", "", "a span is empty"),
        ("f.relations.0.target", "claim-2", "say what this claim does"),
    ],
)
def test_an_illegal_edit_is_refused_and_what_was_typed_is_kept(
    client: TestClient, space: Workspace, field: str, value: str, said: str
) -> None:
    answer = post(client, "claim-1", "edit", **{field: value})
    assert answer.status_code == 400
    assert said in html.unescape(answer.text)
    assert VerdictLog(space.log).read() == []
    if field == "f.spans" and value:
        assert f'value="{value}"' in answer.text


def test_accepting_after_typing_is_an_edit(client: TestClient, space: Workspace) -> None:
    post(client, "claim-1", "accept", **{"f.holder": "Jamil Hasanli"})
    item = state(space).items["claim-1"]
    assert (item.status, item.record.holder, item.verdicts[-1].outcome) == (
        "accepted",
        ("Jamil Hasanli",),
        "edit",
    )


def test_saving_nothing_is_refused(client: TestClient) -> None:
    assert "nothing was changed" in post(client, "claim-1", "edit").text


def test_merge_undo_and_defer(client: TestClient, space: Workspace) -> None:
    assert post(client, "actor-2", "merge", into="actor-1").status_code == 303
    assert state(space).merged == {"actor-2": "actor-1"}
    assert "Merged into" in client.get("/review/actor-2").text
    undone = client.post("/review/undo", data=form(client, "actor-1", "undo"))
    assert undone.status_code == 303
    assert undone.headers["location"].startswith("/review/actor-2")
    assert state(space).merged == {}
    assert post(client, "actor-2", "defer").status_code == 303
    assert state(space).items["actor-2"].status == "deferred"


def test_only_records_of_one_kind_merge(client: TestClient) -> None:
    assert "only records of one kind" in post(client, "actor-2", "merge", into="claim-1").text
    assert "needs another record" in post(client, "actor-2", "merge", into="").text


def test_evidence_links_and_dates_are_judged_apart(client: TestClient, space: Workspace) -> None:
    for record, act in (
        ("claim-2", "reject evidence citation-2"),
        ("claim-2", "accept link claim-1"),
        ("event-1", "reject date"),
        ("actor-1", "accept link wikidata:Q145"),
    ):
        assert post(client, record, act).status_code == 303
    items = state(space).items
    assert items["claim-2"].parts == {("evidence", "citation-2"): "reject", ("link", "claim-1"): "accept"}
    assert items["event-1"].parts == {("date", ""): "reject"}
    assert items["actor-1"].parts == {("link", "wikidata:Q145"): "accept"}
    assert {items[i].status for i in ("claim-2", "event-1", "actor-1")} == {"candidate"}


def test_what_changed_since_it_was_accepted_is_shown(client: TestClient, space: Workspace) -> None:
    post(client, "claim-1", "accept")
    fresh = [
        replace(r, holder=("Fawcett",)) if isinstance(r, Claim) and r.id == "claim-1" else r
        for r in space.records("d")
    ]
    space.write_records("d", fresh)
    page = client.get("/review/claim-1").text
    assert "Changed since you" in page
    assert "<del>Hasanli</del>" in page
    assert "<ins>Fawcett</ins>" in page
    assert client.get("/review/?status=changed").text.count('class="row"') == 1
    seen = form(client, "claim-1")["seen"]
    assert (
        client.post(
            "/review/claim-1",
            data={"csrf": form(client, "claim-1")["csrf"], "seen": seen, "act": "edit", "take": "proposal"},
        ).status_code
        == 303
    )
    item = state(space).items["claim-1"]
    assert item.record.holder == ("Fawcett",)
    assert not item.changed


def test_the_history_shows_every_verdict_and_takes_one_back(client: TestClient, space: Workspace) -> None:
    post(client, "claim-1", "accept")
    post(client, "claim-1", "reject", reason="on second thoughts")
    page = client.get("/review/claim-1").text
    assert "on second thoughts" in page
    last = state(space).items["claim-1"].verdicts[-1].id
    assert (
        client.post(
            "/review/withdraw", data={"csrf": form(client, "claim-1")["csrf"], "verdict": last}
        ).status_code
        == 303
    )
    assert state(space).items["claim-1"].status == "accepted"
    assert "taken back" in client.get("/review/claim-1").text


def test_twins_are_judged_once(space: Workspace) -> None:
    rows = space.records("d")
    twin = next(r for r in rows if r.id == "mention-1")
    copies = [replace(twin, id=f"mention-{n}") for n in (2, 3)]
    space.write_records("d", [*rows, *copies])
    client = client_of(space)
    assert post(client, "mention-1", "accept", twins="yes").status_code == 303
    assert {state(space).items[f"mention-{n}"].status for n in (1, 2, 3)} == {"accepted"}


# -- programs
# -----------------------------------------------------------------------------------------------------------


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


def test_pick_lists_search_words_and_ids(client: TestClient) -> None:
    assert [r["id"] for r in client.get("/review/pick?kind=actor&q=brit").json()] == ["actor-1", "actor-2"]
    assert [r["id"] for r in client.get("/review/pick?kind=claim&q=claim-3").json()] == ["claim-3"]
    assert client.get("/review/pick?kind=claim&q=zzzz").json() == []
    assert client.get("/review/pick?kind=ghost&q=a").status_code == 400


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
