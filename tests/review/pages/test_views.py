"""The pages and their JSON over HTTP: every act, every refusal."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from review_pages import TEXT, at
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace
from regesta.review import acts
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


def test_a_merge_shows_both_and_what_would_change_before_it_asks(client: TestClient) -> None:
    page = client.get("/review/merge/actor-1?into=actor-2").text
    assert "Great Britain" in page
    assert "1 place in the text" in page
    assert "1 statement now said of the first would be said of the second" in page
    assert "only records of one kind" in client.get("/review/merge/actor-2?into=claim-1").text
    assert "needs another record" in client.get("/review/merge/actor-2?into=").text


def test_one_verdict_on_several_is_one_batch(client: TestClient, space: Workspace) -> None:
    csrf = client.get("/review/api/me").json()["csrf"]
    sent = {"csrf": csrf, "key": "k1", "pick.claim-1": "yes", "pick.claim-2": "yes"}
    assert "say why" in client.post("/review/several", data={**sent, "act": "reject"}).text
    for _ in range(2):  # sent twice, logged once
        done = client.post("/review/several", data={**sent, "act": "reject", "reason": "narrative"})
        assert done.status_code == 303
    assert [state(space).items[f"claim-{n}"].status for n in (1, 2, 3)] == [
        "rejected",
        "rejected",
        "candidate",
    ]
    assert "nothing was ticked" in client.post("/review/several", data={"csrf": csrf, "act": "accept"}).text


def test_who_changes_an_answered_claim_is_told_what_answers_it(client: TestClient) -> None:
    done = post(client, "claim-1", "reject", reason="narrative")
    page = client.get(done.headers["location"]).text
    assert "Answered by:" in page
    assert "Kuniholm: Moscow wanted oil" in page


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


def test_accepting_a_claim_takes_only_the_links_that_are_ticked(client: TestClient, space: Workspace) -> None:
    page = client.get("/review/claim-2").text
    assert page.index('name="link.claim-1"') < page.index('<form id="fields"')
    post(client, "claim-2", "accept")
    left = state(space).items["claim-2"]
    assert left.status == "accepted"
    assert left.links_left == ("claim-1",)
    assert left.dropped("link", "claim-1")
    assert "left to be judged" in client.get("/review/claim-2").text
    post(client, "claim-2", "accept", **{"link.claim-1": "yes"})
    assert not state(space).items["claim-2"].dropped("link", "claim-1")
    client.post("/review/undo", data=form(client, "claim-2", "undo"))
    assert state(space).items["claim-2"].links_left == ("claim-1",)
    post(client, "claim-2", "accept link claim-1")  # judged by itself
    assert not state(space).items["claim-2"].dropped("link", "claim-1")


def test_several_accepted_claims_leave_their_links(client: TestClient, space: Workspace) -> None:
    client.post(
        "/review/several", data={**form(client, "", "several"), "act": "accept", "pick.claim-2": "yes"}
    )
    assert state(space).items["claim-2"].links_left == ("claim-1",)


def test_what_is_added_or_opened_from_elsewhere_keeps_the_queue(client: TestClient, space: Workspace) -> None:
    assert 'name="kind" value="statements"' in client.get("/review/claim-1").text
    client.get("/review/?kind=claim&status=all")
    page = client.get("/review/claim-1").text
    assert "1 of 3 claims" in page
    where = re.search(r'href="(/review/new[^"]*)"', page)
    assert where is not None
    sent = form(client, html.unescape(where[1]).removeprefix("/review/"))
    made = client.post("/review/new", data={**sent, "f.holder": "Fawcett"})
    assert made.headers["location"].endswith("?kind=claim&status=")
    page = client.get(made.headers["location"]).text
    assert "added by hand" in page
    assert "no longer proposed" not in page
    assert "of 4 claims" in page


def test_what_a_claim_answers_is_shown_in_its_words(client: TestClient) -> None:
    page = client.get("/review/claim-2").text
    assert re.search(r'<output class="held" for="f.relations.0.target">[^<]*Moscow wanted oil', page)
    assert "This claim (one more)" not in page


def test_what_a_rule_accepted_is_not_called_judged(client: TestClient, space: Workspace) -> None:
    log, known = VerdictLog(space.log), state(space).items["claim-1"]
    by_rule = acts.act(known, "accept", at="2026-01-01T00:00:00.000000Z", reviewer="policy")
    log.append([replace(by_rule, policy="evidence@1")])
    cell = re.compile(r"<td[^>]*>0 of 3<br><span[^>]*>and 1 accepted by rule")
    assert cell.search(client.get("/review/").text)
    post(client, "claim-1", "accept")
    page = client.get("/review/").text
    assert "1 of 3" in page
    assert "accepted by rule</span>" not in page
