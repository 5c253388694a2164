"""An editor uploads annotations, sees what they would change, confirms, takes them back; nobody else may, and
nothing is written unasked."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
from typing import Any

import pytest
from review_pages import client_of
from starlette.testclient import TestClient

from regesta.extract.workspace import Workspace
from regesta.review.exchange import cas, spreadsheet
from regesta.review.log import VerdictLog
from regesta.review.pages import imports
from regesta.review.pages.authentication import read_access
from regesta.review.queue import Queue
from regesta.review.session import ReviewSession


def value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])


def table(space: Workspace, **rows: dict[str, str]) -> bytes:
    """The exported table with some cells typed over; `rows` by record, hyphens as underscores."""
    session = ReviewSession(space, queue=Queue(None))
    read = list(
        csv.DictReader(
            io.StringIO(spreadsheet.write(session.items.values(), session.texts).decode("utf-8-sig"))
        )
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, read[0].keys())
    writer.writeheader()
    writer.writerows({**row, **rows.get(row["record"].replace("-", "_"), {})} for row in read)
    return out.getvalue().encode()


def upload(
    client: TestClient, data: bytes, name: str = "table.csv", made_by: str = "Anna Bell", **more: Any
) -> Any:
    csrf = value(client.get("/review/import").text, "csrf")
    return client.post(
        "/review/import", data={"csrf": csrf, "made_by": made_by, **more}, files={"file": (name, data)}
    )


def test_a_table_is_shown_then_logged_then_taken_back(client: TestClient, space: Workspace) -> None:
    data = table(space, claim_1={"who": "Kuniholm"}, claim_2={"verdict": "reject", "reason": "not said"})
    shown = upload(client, data)
    text = html.unescape(shown.text)
    assert shown.status_code == 200
    assert "Signed by <strong>Anna Bell</strong>: 1 edit, 1 reject" in text
    assert "<del>Hasanli</del> <ins>Kuniholm</ins>" in text
    assert VerdictLog(space.log).read() == [], "a look writes nothing"
    form = {"csrf": value(shown.text, "csrf"), "key": value(shown.text, "key")}
    assert "2 verdicts of Anna Bell were logged" in client.post("/review/import/confirm", data=form).text
    log = VerdictLog(space.log).read()
    assert sorted((v.record, v.outcome, v.reviewer) for v in log) == [
        ("claim-1", "edit", "Anna Bell"),
        ("claim-2", "reject", "Anna Bell"),
    ]
    assert client.get("/review/api/records/claim-1").json()["now"]["holder"] == ["Kuniholm"]
    assert client.post("/review/import/confirm", data=form).status_code == 400, "a file is logged once"
    assert "nothing to log; 1 already in the log" in upload(client, data).text
    batch = log[0].batch
    assert batch == f"import/Anna Bell/{hashlib.sha256(data).hexdigest()[:12]}"
    assert (
        "taken back" in client.post("/review/import/back", data={"csrf": form["csrf"], "batch": batch}).text
    )
    assert client.get("/review/api/records/claim-1").json()["status"] == "candidate"


def test_what_reviewers_did_meanwhile_is_not_overruled(client: TestClient, space: Workspace) -> None:
    shown = upload(client, table(space, claim_1={"who": "Kuniholm"}))
    csrf = {"X-CSRF-Token": client.get("/review/api/me").json()["csrf"]}
    client.post(
        "/review/api/verdicts",
        json={"record": "claim-1", "outcome": "edit", "changes": {"holder": ["Fawcett"]}},
        headers=csrf,
    )
    assert (
        "0 verdicts"
        in client.post(
            "/review/import/confirm",
            data={"csrf": value(shown.text, "csrf"), "key": value(shown.text, "key")},
        ).text
    )
    assert client.get("/review/api/records/claim-1").json()["now"]["holder"] == ["Fawcett"]


def test_web_annotations_and_cas_files_are_read(client: TestClient, space: Workspace) -> None:
    words = {"type": "TextQuoteSelector", "exact": "Tehran chose its own way"}
    note = {
        "type": "Annotation",
        "body": [{"purpose": "commenting", "value": "a late source"}],
        "target": {"source": "d", "selector": words},
    }
    shown = upload(client, json.dumps(note).encode(), "notes.jsonld")
    assert "1 comment" in shown.text
    assert "a late source" in shown.text
    session = ReviewSession(space, queue=Queue(None))
    whole = cas.write("d", session.texts["d"], session.items.values(), session.sentences["d"])
    assert "nothing to log" in upload(client, whole, "d.zip").text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("notes.docx", b"x", "an ending that is not known"),
        ("table.csv", b"PK\x03\x04 a workbook", "choose Save as"),
        ("table.csv", b"a,b\n1,2\n", "no column record or verdict"),
        ("notes.json", b"{", "JSON"),
        ("notes.json", b"[" * 100_000, "nested too deeply"),
        ("text.xmi", b"<a>", "no UIMA CAS"),
        (
            "text.xmi",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
            "document type of its own",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    client: TestClient, name: str, data: bytes, said: str
) -> None:
    answer = upload(client, data, name)
    assert answer.status_code == 400
    assert said in html.unescape(answer.text)


def test_rows_that_cannot_be_read_are_named(client: TestClient, space: Workspace) -> None:
    shown = html.unescape(
        upload(client, b"record,verdict,reason\nclaim-1,accept,\nclaim-9,accept,\nclaim-2,praise,\n").text
    )
    assert "1 accept; 2 left out" in shown
    assert "line 3" in shown
    assert "there is no record 'claim-9'" in shown
    assert "verdict is 'praise'" in shown


def test_a_forged_or_too_long_upload_is_refused(
    client: TestClient, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upload(client, b"record,verdict\n", csrf="wrong").status_code == 403
    monkeypatch.setattr(imports, "MOST_BYTES", 1000)
    assert upload(client, b"x" * 2000).status_code == 413
    assert VerdictLog(space.log).read() == []


def test_only_editors_import_and_nobody_signs_as_another_reviewer(space: Workspace) -> None:
    people = {
        n: {"role": r, "token_sha256": hashlib.sha256(n.encode()).hexdigest()}
        for n, r in (("ada", "editor"), ("ben", "reviewer"))
    }
    client = client_of(space, access=read_access({"reviewers": people}))
    client.cookies.clear()
    assert client.get("/review/import").headers["location"].endswith("/login")
    ben, ada = ({"Authorization": f"Bearer {n}"} for n in ("ben", "ada"))
    assert client.get("/review/import", headers=ben).status_code == 403
    send = {"files": {"file": ("t.csv", b"record,verdict\nclaim-1,accept\n")}}
    assert client.post("/review/import", data={"made_by": "x"}, headers=ben, **send).status_code == 403
    refused = client.post("/review/import", data={"made_by": "ben"}, headers=ada, **send)
    assert refused.status_code == 400
    assert "signs for themselves" in refused.text
    assert "1 accept" in client.post("/review/import", data={"made_by": "Carl"}, headers=ada, **send).text
    assert 'href="/review/import"' not in client.get("/review/", headers=ben).text
