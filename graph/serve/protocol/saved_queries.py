"""Saved queries over HTTP: the list, one address per query with its form and results, and the OpenAPI
description of them all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import Triple
from starlette.types import Receive, Scope, Send

from regesta.graph.serve.actors import NAMES_QUERY, ActorIndex
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.description import origin, send_triples
from regesta.graph.serve.protocol.examples import example_triples
from regesta.graph.serve.protocol.negotiation import ENDINGS, GRAPHS, HTML, TABLES, choose, named, named_graph
from regesta.graph.serve.protocol.responding import encoding, header, send_body
from regesta.graph.serve.protocol.sparql import (
    PAGE_BYTES,
    PAGE_ROWS,
    client_of,
    matches,
    media_type,
    pairs,
    query_tag,
    send_answer,
    watched,
    while_there,
)
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import content, result, show, table_of
from regesta.graph.serve.sparql.tokens import GRAPH_FORMS, form, stable, tokens
from regesta.graph.serve.workers.answering import Question, row_count

#: Parameters of the address itself, never of a query.
_OWN = frozenset({"format", "page", "size"})
#: Where nothing accepted answers: so many rows of candidates are counted, and so many shown.
_MOST, _SHOWN = 1000, 10


async def actor_index(site: Site) -> ActorIndex:
    """The names of the current generation, read once."""
    generation = site.current().generation
    kept = site.memory.get("actor-index")
    if kept is None or kept[0] != generation:
        rows = await site.rows(NAMES_QUERY)
        index = ActorIndex(
            (r["actor"]["value"], r["name"]["value"], r["main"]["value"] == "true") for r in rows
        )
        kept = (generation, index)
        site.memory["actor-index"] = kept
    index_kept: ActorIndex = kept[1]
    return index_kept


async def choices(site: Site, what: str) -> list[dict[str, str]]:
    """What a form offers for a parameter: value and label; `what` is "actor", a class ("rg:Archive") or a
    scheme ("scheme:voice")."""
    if what == "actor":
        index = await actor_index(site)
        return [
            {"value": name, "label": name} for name in sorted(set(index.labels.values()), key=str.casefold)
        ]
    if what.startswith("scheme:"):
        name = what.removeprefix("scheme:")
        query = f"SELECT ?x ?label {{ GRAPH <https://w3id.org/regesta/ontology> {{ ?x skos:inScheme <https://w3id.org/regesta/scheme/{name}> ; skos:prefLabel ?label }} }} ORDER BY ?label"
        rows = await site.once(f"choices {what}", query)
        return [{"value": r["x"]["value"].rsplit("/", 1)[-1], "label": r["label"]["value"]} for r in rows]
    if re.fullmatch(r"\w+:\w+", what):
        rows = await site.once(
            f"choices {what}",
            f"SELECT ?x (SAMPLE(?l) AS ?label) {{ ?x a {what} ; rdfs:label ?l }} GROUP BY ?x ORDER BY ?label LIMIT 2000",
        )
        base = site.config.base
        return [{"value": r["x"]["value"].removeprefix(base), "label": r["label"]["value"]} for r in rows]
    return []


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
        name = scope["path_params"].get("name", "")
        ending = ""
        if "." in name:
            name, ending = name.rsplit(".", 1)
        if not name:
            await self._list(scope, send)
        elif (name, ending) == ("openapi", "json"):
            from regesta.graph.serve.protocol.openapi import openapi

            body = json.dumps(openapi(self.site), ensure_ascii=False).encode()
            await send_body(
                scope, send, 200, body, {"Content-Type": "application/json", "Cache-Control": "no-cache"}
            )
        elif (name, ending) == ("editor", "json"):
            from regesta.graph.serve.site.editor import editor_data

            body = json.dumps(await editor_data(self.site), ensure_ascii=False).encode()
            await send_body(
                scope, send, 200, body, {"Content-Type": "application/json", "Cache-Control": "no-cache"}
            )
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
        site = self.site
        try:
            query = site.catalogue.get(name)
        except LookupError as error:
            raise Problem(404, "No such question", str(error.args[0])) from error
        if ending == "rq":
            await send_body(
                scope,
                send,
                200,
                query.source.encode(),
                {"Content-Type": "application/sparql-query; charset=utf-8"},
            )
            return
        given = {k: v for k, v in pairs(scope["query_string"]) if v}
        graph = form(query.text) in GRAPH_FORMS
        if (
            not ending
            and "format" not in given
            and not graph
            and choose(header(scope, b"accept"), (TABLES[0], HTML, *TABLES[1:], *GRAPHS)) in GRAPHS
        ):
            # RDF is asked of a query whose answer is a table: the query itself is described.
            await send_triples(site, scope, send, self._described(scope, [query]))
            return
        wanted = (
            ENDINGS.get(ending)
            if ending
            else (named_graph if graph else named)(given["format"])
            if "format" in given
            else None
        )
        if (ending or "format" in given) and wanted is None:
            raise Problem(
                406,
                "That format is not offered",
                f"choose one of {', '.join(s.name for s in (HTML, *TABLES, *GRAPHS))}",
            )
        syntax = wanted or choose(
            header(scope, b"accept"),
            (GRAPHS[0], HTML, *GRAPHS[1:]) if graph else (TABLES[0], HTML, *TABLES[1:]),
        )
        if syntax is None:
            raise Problem(
                406,
                "No syntax you accept is offered",
                f"results come as {', '.join(s.media for s in (GRAPHS if graph else TABLES))}",
            )
        values = {k: v for k, v in given.items() if k not in _OWN}
        if syntax is HTML:
            await while_there(receive, self._page(scope, send, query, values, given))
            return
        snapshot = site.current()
        text = await self._bound(query, values)
        page = size = 0
        if "page" in given or "size" in given or query.pagination:
            page, size = (
                _whole(given, "page", 1),
                _whole(given, "size", query.pagination or site.config.page_size),
            )
            text = paged(text, page, size)
        headers = {
            "Vary": "Accept, Accept-Encoding",
            "Cache-Control": "no-cache",
            "ETag": query_tag(snapshot.mark, text, syntax.name, encoding(header(scope, b"accept-encoding"))),
        }
        if stable(text) and matches(header(scope, b"if-none-match"), headers["ETag"]):
            await send_body(scope, send, 304, b"", headers)
            return
        question = Question(
            query=text,
            table=syntax.name if syntax in TABLES else "",
            graph=syntax.name if syntax in GRAPHS else "",
            rows=site.config.rows,
            size=site.config.result_bytes,
        )
        answer = await watched(site, snapshot, question, client_of(scope), receive)
        if answer is not None:
            headers["Content-Type"] = media_type(syntax, header_for=answer)
            if page and (links := _around(page, row_count(answer) >= size)):
                headers["Link"] = ", ".join(
                    f'<{scope["path"]}?{urlencode({**given, "page": str(n)})}>; rel="{rel}"'
                    for rel, n in links
                )
            await send_answer(scope, send, answer, headers)

    async def _bound(self, query: Any, values: Mapping[str, str]) -> str:
        needs_actors = any(p.type == "actor" and (values.get(p.name) or p.default) for p in query.parameters)
        index = await actor_index(self.site) if needs_actors else None
        try:
            return self.site.catalogue.bind(query.name, values, actors=index.find if index else None)
        except ValueError as error:
            raise Problem(400, "A parameter does not fit", str(error.args[0])) from error

    async def _proposed(self, text: str, client: str) -> dict[str, Any] | None:
        """What the query would answer if everything proposed were accepted: the count of rows up to `_MOST`,
        and the first of them."""
        question = Question(query=paged(text, 1, _MOST, one_more=True), default=self.site.with_candidates)
        try:
            data = json.loads((await self.site.ask(self.site.current(), question, client=client)).body)
        except (Problem, json.JSONDecodeError):
            return None  # the answer itself stands: it is empty
        rows, variables = data["results"]["bindings"], data["head"]["vars"]
        if not rows:
            return None
        return {
            "count": min(len(rows), _MOST),
            "more": len(rows) > _MOST,
            "variables": variables,
            "rows": table_of(self.site, variables, rows[:_SHOWN]),
        }

    async def _page(
        self, scope: Scope, send: Send, query: Any, values: Mapping[str, str], given: Mapping[str, str]
    ) -> None:
        site = self.site
        fields = [
            {
                "p": p,
                "choices": [{"value": v, "label": v} for v in p.values]
                or (await choices(site, p.choices) if p.choices else []),
            }
            for p in query.parameters
        ]
        filled: dict[str, Any] = {
            "query": query,
            "fields": fields,
            "values": values,
            "problem": None,
            "asked": False,
        }
        status = 200
        asked = bool(values) or not any(p.required and not p.default for p in query.parameters)
        if asked:
            page, size = (
                _whole(given, "page", 1),
                min(_whole(given, "size", query.pagination or site.config.page_size), PAGE_ROWS - 1),
            )
            try:
                text = await self._bound(query, values)
                select = form(text) in ("", "SELECT")
                question = Question(
                    query=paged(text, page, size, one_more=True) if select else text,
                    rows=PAGE_ROWS,
                    size=PAGE_BYTES,
                )
                answer = await site.ask(site.current(), question, client=client_of(scope))
                address = urlencode(values)
                filled |= {"asked": True, "bound": text, "address": address}
                if not select:
                    await show(site, scope, send, "query.html", **filled, **result(site, answer))
                    return
                data = json.loads(content(answer))
                rows = data["results"]["bindings"]
                filled |= {
                    "form": "select",
                    "variables": data["head"]["vars"],
                    "rows": table_of(site, data["head"]["vars"], rows[:size]),
                    "page": page,
                    "first": (page - 1) * size + 1,
                    "last": (page - 1) * size + min(len(rows), size),
                    "more": len(rows) > size,
                    "proposed": await self._proposed(text, client_of(scope))
                    if not rows and page == 1
                    else None,
                }
            except Problem as problem:
                filled["problem"], status = problem, problem.status
        await show(site, scope, send, "query.html", status=status, **filled)


def _around(page: int, full: bool) -> list[tuple[str, int]]:
    """The pages a page leads to; a full page may have a next one."""
    return [
        *((("first", 1), ("prev", page - 1)) if page > 1 else ()),
        *((("next", page + 1),) if full else ()),
    ]


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name, "")
    if value and not (value.isdigit() and 1 <= int(value) <= 100_000):
        raise Problem(
            400, "A parameter does not fit", f"{name} is a whole number from 1 to 100000, not {value!r}"
        )
    return int(value) if value else default


def paged(text: str, page: int, size: int, *, one_more: bool = False) -> str:
    """The query with one page's LIMIT and OFFSET; a LIMIT of its own still bounds the whole."""
    depth, cut, own = 0, len(text), 0
    listed = list(tokens(text))
    for token, following in zip(listed, [*listed[1:], None], strict=False):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.is_word("LIMIT", "OFFSET") and following is not None:
            cut = min(cut, token.start)
            if token.is_word("LIMIT"):
                own = int(following.text)
    offset, count = (page - 1) * size, size + (1 if one_more else 0)
    if own:
        count = max(0, min(count, own - offset))
    return f"{text[:cut].rstrip()}\nLIMIT {count} OFFSET {offset}\n"
