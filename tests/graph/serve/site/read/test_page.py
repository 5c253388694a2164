"""The reading view of a served graph: the text with its notes, what was read out of it, and the way there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from regesta.extract.workspace import Workspace


def test_the_text_stands_there_whole_with_notes_and_statements(served: Any) -> None:
    page = httpx.get(f"{served.url}/read/page", timeout=60, follow_redirects=True)
    assert page.status_code == 200
    for words in ("Fawcett argues that", "to enter Zanjan", "This view is not convincing", "AVPRF, Fond 94"):
        assert words in page.text
    assert 'class="m claim"' in page.text
    assert "is rejected" in page.text
    assert page.text.count('class="call"') >= 3


def test_a_claim_leads_to_its_place(served: Any) -> None:
    rows = httpx.get(f"{served.url}/debate", timeout=60).text
    address = rows.split('<a href="/claim/')[1].split('"')[0]
    page = httpx.get(f"{served.url}/page/claim/{address}", timeout=60).text
    place = page.split('class="in-place" href="')[1].split('"')[0]
    assert "#at=" in place
    assert httpx.get(served.url + place.split("#")[0], timeout=60).status_code == 200


def test_what_is_not_there_says_so(served: Any, running: Any, page_space: Workspace, tmp_path: Path) -> None:
    for path in ("/read/none", "/read/page/none", "/read/..%2f..%2fetc"):
        assert httpx.get(served.url + path, timeout=60).status_code == 404
    without = running(page_space.snapshots, documents=tmp_path)
    answer = httpx.get(f"{without.url}/read/page", timeout=60, follow_redirects=True)
    assert answer.status_code == 200
    assert "The text is not given here" in answer.text
    assert "Fawcett argues that" not in answer.text


def test_the_documents_are_listed(served: Any) -> None:
    page = httpx.get(f"{served.url}/read", timeout=60).text
    assert 'aria-current="page">Read</a>' in page
    assert '<a href="/read/page" dir="auto">' in page
