"""The pages of the desk: what they show in each state, who may change anything, and how they look to a browser
and to those who cannot see them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from regesta.desk.pages import create_desk
from regesta.desk.theses import Desk, Stage, Work
from regesta.extract.workspace import create

REPORT = {
    "name": "a.txt",
    "broken": False,
    "warnings": [
        {"about": "notes found", "value": "0", "healthy": "at least 1", "means": "none", "advice": "try <b>"}
    ],
    "in_words": {"about": "TXT", "shares": "all", "notes": "none found"},
}
STATES = {
    "reading": Work("reading", stages=[Stage("read a.txt")]),
    "working": Work("working", REPORT, [Stage("build", "map", 0.5)]),
    "refused": Work("refused", {**REPORT, "broken": True}),
    "failed": Work("failed", fault="error: <no> file"),
    "ready": Work("ready", REPORT, said="built generation 1"),
    "begun": Work("begun"),
}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A desk with a thesis in each state, on which no work is done."""
    monkeypatch.setattr(Desk, "_read", lambda *_: None)
    monkeypatch.setattr(Desk, "_make", lambda *_: None)
    made = create_desk(tmp_path, stop=lambda: stopped.append(True))
    stopped: list[bool] = []
    for name, work in STATES.items():
        create(tmp_path / name)
        made.state.desk._work[name] = work
    made.state.stopped = stopped
    return made


@pytest.fixture
def client(app: Any) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


def test_each_state_has_its_page(client: TestClient) -> None:
    assert all(f'href="/theses/{name}"' in client.get("/").text for name in STATES)
    says = {
        "reading": "being read",
        "refused": "Go on anyway",
        "failed": "&lt;no&gt; file",
        "ready": "Review",
    }
    for name, work in STATES.items():
        page = client.get(f"/theses/{name}")
        assert page.status_code == 200
        assert says.get(name, "") in page.text
        assert ("try &lt;b&gt;" in page.text) == (work.report is not None)
        assert client.get(f"/theses/{name}/state").json()["state"] == name
    assert client.get("/theses/none").status_code == 400
    assert client.get("/nowhere").status_code == 404


def test_a_file_is_dropped(client: TestClient, app: Any) -> None:
    form = {"token": app.state.token}
    sent = client.post("/theses", data=form, files={"file": ("My chapter.txt", b"text")})
    assert (sent.status_code, sent.headers["location"]) == (303, "/theses/my-chapter")
    again = client.post("/theses", data=form, files={"file": ("copy.txt", b"text")})
    assert (again.status_code, 'href="/theses/my-chapter"' in again.text) == (409, True)
    assert client.post("/theses", data=form).status_code == 400
    assert "empty" in client.post("/theses", data=form, files={"file": ("a.txt", b"")}).text


@pytest.mark.parametrize("name", ["Korea 1950", "it's <b>", "50% ready?", "a#b", "L'\xc9tat"])
def test_folders_that_people_named_are_shown_and_opened(
    client: TestClient, tmp_path: Path, name: str
) -> None:
    create(tmp_path / name)
    start = client.get("/")
    assert start.status_code == 200
    links = [link for link in re.findall(r'href="(/theses/[^"]*)"', start.text) if "%" in link or "a" in link]
    pages = [client.get(html.unescape(link)).text for link in links]
    assert any(f"<h1>{html.escape(name, quote=False)}</h1>" in html_quoted(page) for page in pages)


def html_quoted(page: str) -> str:
    """A page whose quotation marks are written as they are."""
    return page.replace("&#39;", "'").replace("&#34;", '"')


def test_what_is_too_large_or_strange_is_refused_before_it_is_sent(client: TestClient, app: Any) -> None:
    for headers, status in (({"Content-Length": "999999999999"}, 400), ({"Origin": "http://x.example"}, 403)):
        sent = client.build_request(
            "POST", "/theses", headers={"Content-Type": "multipart/form-data; boundary=x", **headers}
        )
        sent.stream = httpx.ByteStream(b"")
        assert client.send(sent).status_code == status


def test_only_our_own_pages_change_anything(client: TestClient, app: Any) -> None:
    forms = ("/theses", "/theses/ready/go-on", "/theses/ready/open", "/stop")
    for address in forms:
        assert client.post(address, data={"token": "guessed"}).status_code == 403
        other = client.post(address, data={"token": app.state.token}, headers={"Origin": "http://x.example"})
        assert other.status_code == 403
    assert client.get("/", headers={"Host": "x.example"}).status_code == 421
    assert app.state.stopped == []
    assert client.post("/stop", data={"token": app.state.token}).status_code == 200
    assert app.state.stopped == [True]


def test_work_is_gone_on_with_once_at_a_time(client: TestClient, app: Any, tmp_path: Path) -> None:
    form = {"token": app.state.token}
    assert "drop it again" in client.post("/theses/refused/go-on", data=form).text
    client.post("/theses", data=form, files={"file": ("a.txt", b"text")})
    assert "wait until" in client.post("/theses/a/go-on", data=form).text
    app.state.desk._work["a"].state = "refused"
    assert client.post("/theses/a/go-on", data={**form, "anyway": "yes"}).status_code == 303
    assert client.get("/theses/a/state").json()["state"] == "working"


@pytest.fixture
def address(app: Any, listening: Callable[[Any], str]) -> str:
    return listening(app)


def test_in_a_browser(browser: Any, address: str, app: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    faults: list[str] = []

    def fault(what: Any) -> None:
        """An error of a script, or a line of the console about what the policy refused."""
        if not hasattr(what, "type") or "Policy" in what.text:
            faults.append(str(what))

    for theme in ("light", "dark"):
        context = browser.new_context(color_scheme=theme, viewport={"width": 390, "height": 800})
        page = context.new_page()
        page.on("pageerror", fault)
        page.on("console", fault)
        for path in ("/", *(f"/theses/{name}" for name in (STATES if theme == "light" else ("ready",)))):
            page.goto(address + path)
            faults += [f"{theme} {path} {v['id']}" for v in axe.run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth") > 390:
                faults.append(f"{path} scrolls sideways")
        page.goto(f"{address}/theses/working")
        app.state.desk._work["working"].stages[0].done = 0.75
        page.wait_for_selector("progress[value='0.75']")
        page.goto(address)
        chosen = tmp_path / f"{theme}.txt"
        chosen.write_text(f"text in {theme}", "utf-8")
        page.set_input_files("#file", chosen)
        page.wait_for_url(re.compile(f"/theses/{theme}$"))
        context.close()
    assert faults == []
