"""The documentation at /docs: pages by their address, scripts that stand in a page named by digest, and a word
where it is not part of the installation."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.site.documentation import Documentation


def refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return PlainTextResponse(error.detail, error.status)


def client(folder: Path) -> TestClient:
    routes = [Route("/docs/{path:path}", Documentation(folder))]
    app = Starlette(routes=routes, exception_handlers={Problem: refused})
    return TestClient(app, follow_redirects=False)


@pytest.fixture
def built(tmp_path: Path) -> TestClient:
    (tmp_path / "manual" / "review").mkdir(parents=True)
    (tmp_path / "manual" / "index.html").write_text("<script>a()</script><script src=x.js></script>", "utf-8")
    (tmp_path / "manual" / "review" / "index.html").write_text("<h1>Review</h1>", "utf-8")
    (tmp_path / "manual" / "x.js").write_text("a", "utf-8")
    (tmp_path / "secret").write_text("no", "utf-8")
    return client(tmp_path / "manual")


def test_a_page_names_its_own_scripts_and_no_others(built: TestClient) -> None:
    page = built.get("/docs/")
    assert page.status_code == 200
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in page.headers["content-security-policy"]
    assert "unsafe-inline" not in page.headers["content-security-policy"].split("style-src")[0]
    assert built.get("/docs/", headers={"If-None-Match": page.headers["etag"]}).status_code == 304


def test_folders_and_files_have_addresses(built: TestClient) -> None:
    assert built.get("/docs/review/").text == "<h1>Review</h1>"
    assert built.get("/docs/review").headers["location"] == "/docs/review/"
    assert (
        built.get("/docs/x.js")
        .headers["content-type"]
        .startswith(("text/javascript", "application/javascript"))
    )


@pytest.mark.parametrize("path", ["none", "../secret", "%2e%2e/secret", "review/../../secret", "x.js/", ".x"])
def test_nothing_outside_is_reached(built: TestClient, path: str) -> None:
    answer = built.get(f"/docs/{path}")
    assert answer.status_code == 404
    assert answer.text != "no"


def test_where_it_is_not_built_that_is_said(tmp_path: Path) -> None:
    answer = client(tmp_path / "none").get("/docs/")
    assert answer.status_code == 404
    assert "make site" in answer.text
