"""Saved queries over HTTP: the list, one address per query with its form and results, and the OpenAPI
description of them all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.types import Receive, Scope, Send

from regesta.graph.rdf import Triple
from regesta.graph.serve.aligned_graphs import asked_graphs
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.description import origin, send_triples
from regesta.graph.serve.protocol.examples import example_triples
from regesta.graph.serve.protocol.negotiation import (
    ENDINGS,
    GRAPHS,
    HTML,
    TABLES,
    Syntax,
    choose,
    named,
    named_graph,
)
from regesta.graph.serve.protocol.openapi import openapi
from regesta.graph.serve.protocol.paging import page_asked, paged, pages_around
from regesta.graph.serve.protocol.responding import encoding, header, send_body
from regesta.graph.serve.protocol.saved_query_page import bound, read_from, saved_query_page, values_of
from regesta.graph.serve.protocol.sparql import (
    client_of,
    matches,
    media_type,
    pairs,
    patience,
    query_tag,
    send_answer,
    watched,
    while_there,
)
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.editor import editor_data
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.sparql.tokens import GRAPH_FORMS, form, stable
from regesta.graph.serve.workers.answering import Question, row_count


class SavedQueries:
    """The ASGI application under /queries/."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await send_body(scope, send, 204, b"", {"Allow": "GET, HEAD, OPTIONS"})
            return
        if scope["method"] not in ("GET", "HEAD"):
            raise Problem(
                405,
                "That method is not allowed here",
                "saved queries are asked by GET",
                headers={"Allow": "GET, HEAD, OPTIONS"},
            )
        name, ending = scope["path_params"].get("name", ""), ""
        if "." in name:
            name, ending = name.rsplit(".", 1)
        if not name:
            await self._list(scope, send)
        elif (name, ending) == ("openapi", "json"):
            await _send_json(scope, send, openapi(self.site))
        elif (name, ending) == ("editor", "json"):
            await _send_json(scope, send, await editor_data(self.site))
        else:
            await self._one(scope, receive, send, name, ending)

    async def _list(self, scope: Scope, send: Send) -> None:
        if choose(header(scope, b"accept"), (HTML, *GRAPHS)) is not HTML:
            await send_triples(self.site, scope, send, self._described(scope, self.site.catalogue))
            return
        tags: dict[str, list[Any]] = {}
        for query in self.site.catalogue:
            tags.setdefault(query.tags[0] if query.tags else "other", []).append(query)
        await show(
            self.site,
            scope,
            send,
            "queries.html",
            tags=tags,
            total=len(self.site.catalogue),
            faults=self.site.catalogue.faults,
        )

    def _described(self, scope: Scope, queries: Iterable[Any]) -> list[Triple]:
        """Queries as RDF under the IRIs they have in the graph, for this server's endpoint."""
        return example_triples(
            queries, self.site.config.base.rstrip("/"), endpoint=f"{origin(self.site, scope)}/sparql"
        )

    async def _one(self, scope: Scope, receive: Receive, send: Send, name: str, ending: str) -> None:
        try:
            query = self.site.catalogue.get(name)
        except LookupError as error:
            raise Problem(404, "No such question", str(error.args[0])) from error
        given = {k: v for k, v in pairs(scope["query_string"]) if v or k == "aligned"}
        if ending == "rq":
            headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
            await send_body(scope, send, 200, query.source.encode(), headers)
        elif not ending and "format" not in given and _wants_description(scope, query):
            await send_triples(self.site, scope, send, self._described(scope, [query]))
        elif (syntax := _syntax(scope, query, given, ending)) is HTML:
            page = saved_query_page(self.site, scope, send, query, values_of(given), given)
            await while_there(receive, page)
        else:
            await self._answer(scope, receive, send, query, syntax, given)

    async def _answer(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        query: Any,
        syntax: Syntax,
        given: Mapping[str, str],
    ) -> None:
        """The result of a query in a syntax for programs; a page of it where one is asked for."""
        site = self.site
        snapshot = site.current()
        text = await bound(site, query, values_of(given))
        page = size = 0
        if "page" in given or "size" in given or query.pagination:
            page, size = page_asked(site, query, given)
            text = paged(text, page, size)
        question = self._question(text, syntax, given)
        encoded = encoding(header(scope, b"accept-encoding"))
        headers = {
            "Vary": "Accept, Accept-Encoding",
            "Cache-Control": "no-cache",
            "ETag": query_tag(
                snapshot.mark,
                text,
                syntax.name,
                encoded,
                ("", "False", *question.aligned, *(question.default or ())),
            ),
        }
        if stable(text) and matches(header(scope, b"if-none-match"), headers["ETag"]):
            await send_body(scope, send, 304, b"", headers)
            return
        answer = site.answers.get(snapshot.mark, question)
        if answer is None:
            deadline = patience(site.config, given.get("timeout", ""))
            answer = await watched(site, snapshot, question, client_of(scope), receive, deadline)
        if answer is not None:
            site.answers.keep(snapshot.mark, question, answer)
            headers["Content-Type"] = media_type(syntax, header_for=answer)
            if page and (links := pages_around(page, row_count(answer) >= size)):
                headers["Link"] = _linked_pages(scope, given, links)
            await send_answer(scope, send, answer, headers)

    def _question(self, text: str, syntax: Syntax, given: Mapping[str, str]) -> Question:
        config = self.site.config
        return Question(
            query=text,
            table=syntax.name if syntax in TABLES else "",
            graph=syntax.name if syntax in GRAPHS else "",
            default=read_from(self.site, given),
            aligned=asked_graphs(config, [given["aligned"]] if "aligned" in given else ()),
            rows=config.rows,
            size=config.result_bytes,
        )


def _linked_pages(scope: Scope, given: Mapping[str, str], links: Iterable[tuple[str, int]]) -> str:
    """The pages around one as a Link header."""
    return ", ".join(
        f'<{scope["path"]}?{urlencode({**given, "page": str(n)})}>; rel="{rel}"' for rel, n in links
    )


async def _send_json(scope: Scope, send: Send, data: Any) -> None:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-cache"}
    await send_body(scope, send, 200, json.dumps(data, ensure_ascii=False).encode(), headers)


def _gives_graph(query: Any) -> bool:
    return form(query.text) in GRAPH_FORMS


def _wants_description(scope: Scope, query: Any) -> bool:
    """Whether RDF is asked of a query whose answer is a table: then the query itself is described."""
    offered = (TABLES[0], HTML, *TABLES[1:], *GRAPHS)
    return not _gives_graph(query) and choose(header(scope, b"accept"), offered) in GRAPHS


def _syntax(scope: Scope, query: Any, given: Mapping[str, str], ending: str) -> Syntax:
    """The syntax of the answer: by the ending of the address, else by `format`, else by Accept. Problem 406
    where none is offered."""
    if not ending and "format" not in given:
        return _accepted_syntax(scope, GRAPHS if _gives_graph(query) else TABLES)
    by_name = named_graph if _gives_graph(query) else named
    found = ENDINGS.get(ending) if ending else by_name(given["format"])
    if found is None:
        raise Problem(
            406,
            "That format is not offered",
            f"choose one of {', '.join(s.name for s in (HTML, *TABLES, *GRAPHS))}",
        )
    return found


def _accepted_syntax(scope: Scope, offered: Sequence[Syntax]) -> Syntax:
    found = choose(header(scope, b"accept"), (offered[0], HTML, *offered[1:]))
    if found is None:
        raise Problem(
            406,
            "No syntax you accept is offered",
            f"results come as {', '.join(s.media for s in offered)}",
        )
    return found
