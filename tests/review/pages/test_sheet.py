"""What the page of one record shows: its text, evidence, changes and history."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from review_pages import TEXT, client_of
from starlette.testclient import TestClient
from tests.review.test_accepting import filled

from regesta.extract.across.proposing import propose_across
from regesta.extract.record import Claim, Identity
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
    assert "this claim rejects" in page
    assert "rejects this claim" in client.get("/review/claim-1").text


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


def test_what_may_be_one_in_two_documents_is_shown_from_both(tmp_path: Path) -> None:
    space = filled(tmp_path / "w", 2)
    propose_across(space)
    source = next(r for r in space.records_across() if isinstance(r, Identity) and r.one.startswith("source"))
    client = client_of(space)
    page = client.get(f"/review/{source.id}?kind=across").text
    queue = client.get("/review/?kind=across").text
    ends = re.findall(r'<a class="how" href="/review/([^"?]+)[^>]*>([^<]+)</a> <span>([^<]+)', page)
    assert [name for name, *_ in ends] == [source.one, source.other]
    assert all(title.startswith("A page on Iran") and words for _, title, words in ends)
    assert "identities across documents to judge" in queue
    assert "identities across documents to judge" in page
