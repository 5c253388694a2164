"""Pages for people, drawn on the server: how a template is filled and sent, and the query page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.types import Scope, Send

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.negotiation import HTML, JSON, choose
from regesta.graph.serve.protocol.responding import header, send_body
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.badges import badges
from regesta.graph.serve.site.cells import table_of
from regesta.graph.serve.site.signposts import with_licence
from regesta.graph.serve.site.slips import slips
from regesta.graph.serve.workers.answering import PREFIXES, Answer, Question, content

#: Scripts only of our own, styles of our own, no frames: nothing a page shows can run.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
    "data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Vary": "Accept, Accept-Encoding",
}
#: A page shows so many rows; the whole result is a link away.
SHOWN = 500


async def show(
    site: Site,
    scope: Scope,
    send: Send,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> None:
    """Fill a template and send it."""
    snapshot = site.snapshots.current()
    named, touched = await badges(site, values), await slips(site, values)
    text = site.pages.get_template(template).render(
        site_title=site.config.title,
        base=site.config.base,
        generation=snapshot.generation if snapshot else "",
        path=scope["path"],
        badges=named,
        slips=touched,
        **values,
    )
    own = dict(headers or {})
    if links := with_licence(site.config, own.get("Link", "")):
        own["Link"] = links
    await send_body(scope, send, status, text.encode(), PAGE_HEADERS | {"Cache-Control": "no-cache"} | own)


async def show_problem(site: Site, scope: Scope, send: Send, problem: Problem) -> None:
    """A problem as a page for browsers, as problem+json for programs."""
    if choose(header(scope, b"accept") or "application/json", (JSON, HTML)) is HTML:
        await show(
            site, scope, send, "problem.html", status=problem.status, headers=problem.headers, problem=problem
        )
        return
    headers = {
        "Content-Type": "application/problem+json",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        **problem.headers,
    }
    await send_body(scope, send, problem.status, problem.body(), headers)


async def query_page(
    site: Site, scope: Scope, send: Send, query: str, question: Question | None, deadline: float = 0.0
) -> None:
    """The query form, with the result beneath it when a query was sent; a query that fails keeps its text and
    shows the place."""
    values: dict[str, Any] = {
        "query": query,
        "examples": _examples(site),
        "problem": None,
        "shown": SHOWN,
        "prefixes": PREFIXES,
    }
    status = 200
    if question is not None:
        try:
            client = scope["client"][0] if scope.get("client") else ""
            answer = await site.ask(site.current(), question, client=client, deadline=deadline)
            values |= result(site, answer)
        except Problem as problem:
            values["problem"], status = problem, problem.status
    await show(site, scope, send, "sparql.html", status=status, **values)


def _examples(site: Site) -> list[dict[str, str]]:
    return [{"name": q.name, "summary": q.summary} for q in site.catalogue]


def result(site: Site, answer: Answer) -> dict[str, Any]:
    if answer.form == "graph":
        return {
            "form": "graph",
            "graph_text": content(answer)[: 1 << 20].decode("utf-8", "ignore"),
            "whole": not answer.file,
        }
    data = json.loads(content(answer))
    if answer.form == "ask":
        return {"form": "ask", "boolean": data["boolean"]}
    variables, rows = data["head"]["vars"], data["results"]["bindings"]
    return {
        "form": "select",
        "variables": variables,
        "rows": table_of(site, variables, rows[:SHOWN]),
        "total": len(rows),
    }
