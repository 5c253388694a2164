"""The page of a saved query: its form, filled as asked, and the result beneath it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.types import Scope, Send

from regesta.graph.serve.aligned_graphs import asked_graphs
from regesta.graph.serve.asked_things import things_asked
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.paging import page_asked, paged
from regesta.graph.serve.protocol.sparql import PAGE_BYTES, PAGE_ROWS, client_of
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.cells import table_of
from regesta.graph.serve.site.pages import result, show
from regesta.graph.serve.sparql.tokens import form
from regesta.graph.serve.workers.answering import Question, content

#: Parameters of the address itself, never of a query.
_OWN = frozenset({"format", "page", "size", "proposed", "aligned", "timeout"})
#: Where nothing accepted answers: so many rows of candidates are counted, and so many shown.
_MOST, _SHOWN = 1000, 10


def values_of(given: Mapping[str, str]) -> dict[str, str]:
    """The values for the query's own parameters among those of an address."""
    return {k: v for k, v in given.items() if k not in _OWN}


def read_from(site: Site, given: Mapping[str, str]) -> tuple[str, ...] | None:
    """The graphs a saved query reads as one: with `status=candidate` or `any` what was proposed too; None:
    accepted knowledge."""
    # the catalogue is handed in; what it calls these values is part of its contract
    return site.with_candidates if given.get("status") in ("candidate", "any") else None


async def bound(site: Site, query: Any, values: Mapping[str, str]) -> str:
    """The text of a saved query with its parameters bound; Problem 400 for a value that does not fit."""
    needs_actors = any(p.type == "actor" and (values.get(p.name) or p.default) for p in query.parameters)
    index = await site.actor_index() if needs_actors else None
    try:
        text = site.catalogue.bind(query.name, values, actors=index.find if index else None)
    except ValueError as error:
        raise Problem(400, "A parameter does not fit", str(error.args[0])) from error
    await refuse_unknown(site, query, values)
    return text


async def refuse_unknown(site: Site, query: Any, values: Mapping[str, str]) -> None:
    """Problem 400 where a value names a thing that is not in the graph, by an IRI or a chapter by its number,
    with the nearest."""
    for asked in things_asked(query, values, site.config.base):
        if await site.rows(asked.known):
            continue
        others = await site.rows(asked.others) if asked.others else []
        said = asked.unknown((r["x"]["value"], r["label"]["value"]) for r in others if "x" in r)
        raise Problem(400, "That is not in the graph", said)


async def choices(site: Site, what: str) -> list[dict[str, str]]:
    """What a form offers for a parameter: value and label; `what` is "actor", a class ("rg:Archive") or a
    scheme ("scheme:voice")."""
    if what == "actor":
        index = await site.actor_index()
        return [
            {"value": name, "label": name} for name in sorted(set(index.labels.values()), key=str.casefold)
        ]
    if what.startswith("scheme:"):
        name = what.removeprefix("scheme:")
        query = (
            f"SELECT ?x ?label {{ GRAPH <https://w3id.org/regesta/ontology> {{ ?x skos:inScheme "
            f"<https://w3id.org/regesta/scheme/{name}> ; skos:prefLabel ?label }} }} ORDER BY ?label"
        )
        rows = await site.once(f"choices {what}", query)
        return [{"value": r["x"]["value"].rsplit("/", 1)[-1], "label": r["label"]["value"]} for r in rows]
    if re.fullmatch(r"\w+:\w+", what):
        rows = await site.once(
            f"choices {what}",
            f"SELECT ?x (SAMPLE(?l) AS ?label) {{ ?x a {what} ; rdfs:label ?l }} GROUP BY ?x "
            "ORDER BY ?label LIMIT 2000",
        )
        base = site.config.base
        return [{"value": r["x"]["value"].removeprefix(base), "label": r["label"]["value"]} for r in rows]
    return []


async def _fields(site: Site, query: Any) -> list[dict[str, Any]]:
    """The parameters of a query, each with what its field of the form offers."""
    return [
        {
            "p": p,
            "choices": [{"value": v, "label": v} for v in p.values]
            or (await choices(site, p.choices) if p.choices else []),
        }
        for p in query.parameters
    ]


async def saved_query_page(
    site: Site, scope: Scope, send: Send, query: Any, values: Mapping[str, str], given: Mapping[str, str]
) -> None:
    """Show a saved query with its form, and with its result once every value it needs is there."""
    filled: dict[str, Any] = {
        "query": query,
        "fields": await _fields(site, query),
        "values": values,
        "problem": None,
        "asked": False,
    }
    status = 200
    if values or not any(p.required and not p.default for p in query.parameters):
        try:
            filled |= await _answered(site, scope, query, values, given)
        except Problem as problem:
            filled["problem"], status = problem, problem.status
    await show(site, scope, send, "query.html", status=status, **filled)


async def _answered(
    site: Site, scope: Scope, query: Any, values: Mapping[str, str], given: Mapping[str, str]
) -> dict[str, Any]:
    """What the template needs to show the result."""
    page, wanted = page_asked(site, query, given)
    size = min(wanted, PAGE_ROWS - 1)
    text = await bound(site, query, values)
    select = form(text) in ("", "SELECT")
    question = Question(
        query=paged(text, page, size, one_more=True) if select else text,
        default=read_from(site, given),
        aligned=asked_graphs(site.config, [given["aligned"]] if "aligned" in given else ()),
        rows=PAGE_ROWS,
        size=PAGE_BYTES,
    )
    answer = await site.remembered(question, client=client_of(scope))
    kept = {name: given[name] for name in ("aligned",) if name in given}
    asked = {"asked": True, "bound": text, "address": urlencode({**values, **kept})}
    if not select:
        return asked | result(site, answer)
    data = json.loads(content(answer))
    rows, variables = data["results"]["bindings"], data["head"]["vars"]
    nothing, looked = not rows and page == 1, "proposed" in given
    return asked | {
        "form": "select",
        "variables": variables,
        "rows": table_of(site, variables, rows[:size]),
        "page": page,
        "first": (page - 1) * size + 1,
        "last": (page - 1) * size + min(len(rows), size),
        "more": len(rows) > size,
        "nothing": nothing,
        # dear, so only where it is asked for: by the page itself where it has script, else by a link
        "proposed": await _proposed(site, text, client_of(scope)) if nothing and looked else None,
        "looked": looked,
    }


async def _proposed(site: Site, text: str, client: str) -> dict[str, Any] | None:
    """What the query would answer if everything proposed were accepted: the count of rows up to `_MOST`,
    and the first of them."""
    question = Question(query=paged(text, 1, _MOST, one_more=True), default=site.with_candidates)
    try:
        data = json.loads((await site.remembered(question, client=client)).body)
    except (Problem, json.JSONDecodeError):
        return None  # the answer itself stands: it is empty
    rows, variables = data["results"]["bindings"], data["head"]["vars"]
    if not rows:
        return None
    return {
        "count": min(len(rows), _MOST),
        "more": len(rows) > _MOST,
        "variables": variables,
        "rows": table_of(site, variables, rows[:_SHOWN]),
    }
