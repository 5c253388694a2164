"""The queue says how each document was read, where its report warns of something."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from regesta.extract.read import read_text
from regesta.extract.workspace import Workspace


def test_warnings_stand_beside_the_progress(client: TestClient, space: Workspace) -> None:
    (name,) = space.documents()
    assert "How it was read" not in client.get("/review/").text
    report = read_text("The board met in March. It rose in May.", name).report
    space.reading_file(name).write_text(json.dumps(report.to_dict()), "utf-8")
    page = client.get("/review/").text
    assert "How it was read: 1 warning<" in page
    assert report.warnings[0].means in page


@pytest.mark.parametrize("damaged", ["", "[]", '{"warnings": 5}', '{"warnings": ["x"]}'])
def test_a_damaged_report_warns_of_nothing(client: TestClient, space: Workspace, damaged: str) -> None:
    (name,) = space.documents()
    space.reading_file(name).write_text(damaged, "utf-8")
    answer = client.get("/review/")
    assert (answer.status_code, "How it was read" in answer.text) == (200, False)
