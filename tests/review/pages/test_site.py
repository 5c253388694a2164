"""The filter of the queue in addresses: what it lists and what is refused."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient


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


def test_the_queue_lists_what_is_to_judge(client: TestClient) -> None:
    page = client.get("/review/")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "Hasanli: Moscow wanted oil" in page.text
    assert "4 statements to judge" in page.text
    assert "12 records to judge" in client.get("/review/?status=candidate").text
    assert "4 names to judge" in client.get("/review/?kind=names").text
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
