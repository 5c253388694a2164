"""Where the database that has the verdicts does not answer, the pages say so, and what to do; nothing of the
database is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_pages import client_of

from regesta.extract.workspace import CONFIG, Workspace, open_workspace


def test_a_page_and_a_program_are_told(
    space: Workspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("psycopg")
    with (space.root / CONFIG).open("a", encoding="utf-8") as config:
        config.write(f'\n[database]\nurl = "postgresql://ada@/regesta?host={tmp_path}"\n')
    client = client_of(open_workspace(space.root))
    page = client.get("/review/")
    assert page.status_code == 503
    assert "send it again in a while" in page.text
    told = client.get("/review/api/queue", headers={"Accept": "application/json"})
    assert told.status_code == 503
    assert told.headers["retry-after"] == "5"
    assert told.json()["title"] == "The verdicts are out of reach"
    for said in (page.text, told.text):
        assert "ada@" not in said
        assert str(tmp_path) not in said
    assert "cannot be reached" in caplog.text
