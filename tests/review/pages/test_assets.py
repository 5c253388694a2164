"""Files with digests in their names: kept for good under those, asked about under their own."""

from __future__ import annotations

import gzip
import re
from importlib import resources

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from regesta.review.pages.assets import FOR_GOOD, Assets

ASSETS = Assets("regesta.review.pages")
CLIENT = TestClient(Starlette(routes=[Route("/static/{path:path}", ASSETS)]))
STYLE = resources.files("regesta.review.pages").joinpath("static/review.css").read_bytes()


def test_a_file_under_the_name_with_its_digest_is_kept_for_good():
    answer = CLIENT.get(f"/static/{ASSETS.address('review.css')}")
    assert answer.content == STYLE
    assert answer.headers["cache-control"] == FOR_GOOD
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(STYLE) / 2


def test_a_client_that_reads_no_gzip_gets_it_plain():
    answer = CLIENT.get("/static/review.css", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == STYLE


def test_under_its_own_name_or_an_old_digest_it_is_asked_about_each_time():
    for name in ("review.css", "review.0123456789ab.css"):
        answer = CLIENT.get(f"/static/{name}")
        assert (answer.content, answer.headers["cache-control"]) == (STYLE, "no-cache")
        again = CLIENT.get(f"/static/{name}", headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_what_is_not_there_and_what_is_not_read():
    for name in ("none.css", "../app.py", "%2e%2e/app.py", ""):
        assert CLIENT.get(f"/static/{name}").status_code == 404
    assert CLIENT.post("/static/review.css").status_code == 405
    head = CLIENT.head("/static/review.css")
    assert (head.status_code, head.content) == (200, b"")
    assert ASSETS.address("none.css") == "none.css"


def test_gzip_is_of_the_file():
    asset = ASSETS._assets["review.js"]
    assert gzip.decompress(asset.gzipped) == asset.body


def test_every_colour_stands_in_one_sheet():
    for package, name in (
        ("regesta.review.pages", "review.css"),
        ("regesta.graph.serve.site", "regesta.css"),
        ("regesta.desk", "desk.css"),
    ):
        sheet = resources.files(package).joinpath("static", name).read_text("utf-8")
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*})|:root", sheet) == [], name
        client = TestClient(Starlette(routes=[Route("/static/{path:path}", Assets(package))]))
        tokens = client.get(f"/static/{Assets(package).address('tokens.css')}")
        assert "--paper" in tokens.text
        missing = set(re.findall(r"var\((--[a-z-]+)", sheet)) - set(
            re.findall(r"(--[a-z-]+):", tokens.text + sheet)
        )
        assert missing == set(), name
