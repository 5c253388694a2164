"""Text that would be code, put wherever a document, a label, a reason or an address can put it, stays text: in
a real browser nothing runs, and nothing even tries to (no violation of the Content Security Policy)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from review_pages import TEXT, app_of, client_of, records, served

from regesta.extract.record import Actor, Claim, Record, Source
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace

PAYLOADS = (
    "<script>hit=1</script>",
    '"><img src=x onerror=hit=1>',
    "'><svg onload=hit=1>",
    "</textarea><script>hit=1</script>",
    "</title></style><script>hit=1</script>",
    "javascript:hit=1",
    "<a href=javascript:hit=1>x</a>",
    "{{7*7}}{% raw %}${hit=1}",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<style>*{background:url(//x.example/)}</style>",
    "<meta http-equiv=refresh content='0;url=//x.example/'>",
    "<base href=//x.example/><form action=//x.example/><input name=q>",
    "<math><mtext></table></math><img src onerror=hit=1>",
    "--><script>hit=1</script><!--",
    "\u202e\u2028<img src=x onerror=hit=1>",
)


def hostile(made: list[Record]) -> list[Record]:
    """The records with payloads for names, holders, titles and links."""
    turns = (PAYLOADS * 9).__iter__()
    out: list[Record] = []
    for record in made:
        if isinstance(record, Actor):
            record = replace(
                record, name=next(turns), aliases=PAYLOADS, identifiers=(("wikidata", next(turns)),)
            )
        elif isinstance(record, Claim):
            record = replace(record, holder=(next(turns),), quote="")
        elif isinstance(record, Source):
            fields = replace(record.fields, title=next(turns), url="javascript:hit=1", archive=next(turns))
            record = replace(record, fields=fields)
        out.append(record)
    return out


def test_nothing_that_is_stored_or_sent_runs(browser: Any, space: Workspace) -> None:
    text = ("".join(PAYLOADS) * (len(TEXT) // 100 + 1))[: len(TEXT)]
    write_atomic(space.document("d") / "text.txt", text.encode())
    made = hostile(records())
    space.write_records("d", made)
    client = client_of(space)
    csrf = client.get("/review/api/me").json()["csrf"]
    for payload in PAYLOADS:
        body = {"record": "claim-1", "outcome": "comment", "reason": payload}
        client.post("/review/api/verdicts", json=body, headers={"X-CSRF-Token": csrf})
    paths = ["", "?kind=claim", "?status=all", "progress", "import", "login", *(r.id for r in made)]
    paths += [f"?q={quote(p)}" for p in PAYLOADS] + [quote(p, safe="") for p in PAYLOADS]
    said: list[str] = []
    with served(app_of(space)) as url:
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
        )
        page.on(
            "console",
            lambda line: (
                said.append(line.text) if "CSP" in line.text or "Content Security" in line.text else None
            ),
        )
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "request",
            lambda request: (
                said.append(request.url)
                if not request.url.startswith((url.rsplit("/review", 1)[0], "data:"))
                else None
            ),
        )
        for path in paths:
            page.goto(f"{url}/{path}")
            assert page.evaluate("typeof hit") == "undefined", path
            assert "/review" in page.url, path
        assert page.goto(f"{url}/claim-1").status == 200
        assert page.locator("text=onerror=hit=1").count() > 0  # it is shown, as text
        context.close()
    assert said == []
