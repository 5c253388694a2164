"""What changed, as a page and as a feed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_what_was_judged_newest_first(served: Any) -> None:
    got = served.client.get("/changes.atom")
    assert got.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(got.text)
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for part in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{part}")
        assert all(entry.findtext(f"{ATOM}{part}") for entry in entries)
    times = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert times == sorted(times, reverse=True)  # type: ignore[type-var]
    assert feed.findtext(f"{ATOM}updated") == times[0]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    leads = [entry.find(f"{ATOM}link").get("href") for entry in entries]  # type: ignore[union-attr]
    assert all(served.client.get(str(href), follow_redirects=True).status_code == 200 for href in leads)


def test_what_a_policy_did_at_once_is_one_change(served: Any) -> None:
    changes = served.client.get("/changes", headers={"Accept": "application/json"}).json()
    policy = [c for c in changes if c["by"] == "the policy apparatus@1"]
    assert len(policy) == 1
    assert policy[0]["records"] > 5
    page = served.client.get("/changes", headers={"Accept": "text/html"}).text
    assert "3 March 2025, 10:00" in page
    assert 'type="application/atom+xml" href="/changes.atom"' in page
