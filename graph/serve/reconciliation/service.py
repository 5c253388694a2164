"""The ASGI application under /reconcile: the manifest, reconciliation queries, suggestions, previews and data
extension, for tables of others (OpenRefine and every other client of the protocol)."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeGuard

from starlette.types import Receive, Scope, Send

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.description import origin
from regesta.graph.serve.protocol.responding import header, read_body, send_body, send_json
from regesta.graph.serve.protocol.sparql import FORM, pairs
from regesta.graph.serve.reconciliation import answers, asked
from regesta.graph.serve.reconciliation.candidates import candidates
from regesta.graph.serve.reconciliation.entities import Entity, entities_of
from regesta.graph.serve.reconciliation.values import held
from regesta.graph.serve.reconciliation.vocabulary import Term, beginning, vocabulary_of
from regesta.graph.serve.search.suggestions import names_of
from regesta.graph.serve.shared import Site

#: A JavaScript function's name, perhaps a member of a member: no more can be called.
_CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}(\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){0,3}")
#: So many suggestions are given without a wish.
_SUGGESTED = 20
#: So many things one request may ask the values of; OpenRefine asks for ten.
_EXTENDED = 500
#: So many properties with so many values each a preview shows.
_SHOWN, _VALUES = 6, 3
_PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_PREVIEW_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": _PREVIEW_POLICY,  # no frame-ancestors: it is made to stand in a frame
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}

Given = Mapping[str, str]
Step = Callable[[Scope, Send, Given, str], Awaitable[None]]


class Reconciliation:
    """The service; the part of the address behind /reconcile/ says which piece of it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._steps: Mapping[str, Step] = {
            "": self._front,
            "suggest/entity": self._suggest_entity,
            "suggest/type": self._suggest_type,
            "suggest/property": self._suggest_property,
            "preview": self._preview,
            "view": self._view,
            "extend/propose": self._propose,
            "draft": self._draft,
            "draft/match": self._draft_match,
            "draft/extend": self._draft_extend,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed = {"Allow": "GET, HEAD, POST, OPTIONS"}
        if scope["method"] == "OPTIONS":
            await send_body(scope, send, 204, b"", allowed)
            return
        if scope["method"] not in ("GET", "HEAD", "POST"):
            raise Problem(
                405,
                "That method is not allowed here",
                "the reconciliation service is asked by GET or POST",
                headers=allowed,
            )
        path = scope["path_params"].get("path", "").strip("/")
        # beneath the draft, what it shares with 0.2 is answered alike
        step = self._steps.get(path) or self._steps.get(path.removeprefix("draft/"))
        if step is None:
            raise Problem(
                404,
                "No such part of the service",
                f"/reconcile/{path} is none of {', '.join(sorted(filter(None, self._steps)))}",
            )
        given, body = await self._given(scope, receive)
        await step(scope, send, given, body)

    async def _given(self, scope: Scope, receive: Receive) -> tuple[Given, str]:
        """The parameters, of a form too, and the body where it is none."""
        given = dict(pairs(scope["query_string"]))
        if scope["method"] != "POST":
            return given, ""
        body = await read_body(scope, receive, self.site.config.request_bytes)
        if body is None:
            raise Problem(413, "The request is too large", "send fewer queries at once")
        if header(scope, b"content-type").split(";")[0].strip().lower() == FORM:
            return given | dict(pairs(body)), ""
        try:
            return given, body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Problem(400, "The request is not UTF-8", "JSON is sent as UTF-8") from error

    async def _send(self, scope: Scope, send: Send, given: Given, value: Any) -> None:
        """A value as JSON, or as a call of the function that the parameter `callback` names."""
        callback = given.get("callback", "")
        if not callback:
            await send_json(scope, send, value)
            return
        if not self.site.config.open_to_pages:
            raise Problem(
                403,
                "JSONP is for public servers",
                "leave `callback` out: this server answers pages of other sites only where `origins` in "
                "[serve] of regesta.toml names them",
            )
        if not _CALLBACK.fullmatch(callback):
            raise Problem(400, "That is no name of a function", "`callback` is a name such as jsonp123")
        # the comment in front keeps the answer from being taken for anything but a script
        text = f"/**/{callback}({json.dumps(value)});"
        headers = {"Content-Type": "application/javascript; charset=utf-8", "Cache-Control": "no-cache"}
        await send_body(scope, send, 200, text.encode(), headers)

    async def _front(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        """Queries, an extension, or without either the manifest."""
        vocabulary = await vocabulary_of(self.site)
        if "queries" in given:
            batch = asked.batch(given["queries"])
            found = await candidates(self.site, list(batch.values()))
            value: Any = answers.results(dict(zip(batch, found, strict=True)), vocabulary)
        elif "extend" in given:
            value = answers.extended(*await self._extension(given["extend"]))
        else:
            value = answers.manifest(self.site, origin(self.site, scope), vocabulary)
        await self._send(scope, send, given, value)

    async def _draft(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        vocabulary = await vocabulary_of(self.site)
        here = origin(self.site, scope)
        await self._send(scope, send, given, answers.draft_manifest(self.site, here, vocabulary))

    async def _draft_match(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        found = await candidates(self.site, asked.draft_batch(body))
        await send_json(scope, send, answers.draft_results(found, await vocabulary_of(self.site)))

    async def _draft_extend(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        await send_json(scope, send, answers.draft_extended(*await self._extension(body)))

    async def _extension(self, text: str) -> tuple[Any, ...]:
        """What `answers.extended` needs for an extension asked for as JSON. Errors: Problem 400, 413."""
        site, data = self.site, asked.parsed(text)
        ids, named = (data.get("ids"), data.get("properties")) if isinstance(data, dict) else (None, None)
        if not _texts(ids) or not isinstance(named, list) or not all(isinstance(p, dict) for p in named):
            raise Problem(
                400,
                "The data extension query does not read",
                'it is {"ids": [identifiers], "properties": [{"id": a property}]}',
            )
        if len(ids) > _EXTENDED:
            raise Problem(
                413, "Too many rows at once", f"a request may name {_EXTENDED} things; send several"
            )
        properties = [await self._property(p) for p in named]
        entities = await entities_of(site)
        things = {e.id: e for given in ids if (e := entities.get(given))}
        values = await held(site, things.values(), [term for term, _ in properties])
        return ids, properties, values, entities

    async def _property(self, given: Mapping[str, Any]) -> tuple[Term, int]:
        vocabulary = await vocabulary_of(self.site)
        term = vocabulary.property(str(given.get("id", "")))
        if term is None:
            known = ", ".join(sorted(vocabulary.properties))
            raise Problem(400, "No such property", f"{given.get('id')!r} is none of {known}")
        settings = given.get("settings")
        limit = str(settings.get("limit") or "") if isinstance(settings, dict) else ""
        return term, int(limit) if limit.isdecimal() else 0

    async def _suggest_entity(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        entities, vocabulary = await entities_of(self.site), await vocabulary_of(self.site)
        begun = (await names_of(self.site)).suggest(_prefix(given)[:200], most=200)
        named = [e for name in begun if (e := entities.get(name.thing))]
        if (exact := entities.get(_prefix(given))) is not None:
            named.insert(0, exact)
        wanted = vocabulary.type(given.get("type", ""))
        fitting = [e for e in named if wanted is None or wanted.id in e.types]
        await self._send(scope, send, given, answers.suggested(_part(fitting, given), vocabulary))

    async def _suggest_type(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        found = beginning((await vocabulary_of(self.site)).types.values(), _prefix(given))
        await self._send(scope, send, given, {"result": answers.terms(_part(found, given))})

    async def _suggest_property(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        found = beginning((await vocabulary_of(self.site)).properties.values(), _prefix(given))
        await self._send(scope, send, given, {"result": answers.terms(_part(found, given))})

    async def _propose(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        kind = given.get("type", "")
        found = (await vocabulary_of(self.site)).proposed(kind)
        most = _number(given.get("limit", "")) or len(found)
        value: dict[str, Any] = {"properties": answers.terms(found[:most])}
        await self._send(scope, send, given, value | ({"type": kind} if kind else {}))

    async def _thing(self, given: Given) -> Entity:
        thing = (await entities_of(self.site)).get(given.get("id", ""))
        if thing is None:
            raise Problem(
                404, "Not in the graph", f"{given.get('id', '')!r} is the identifier of nothing accepted here"
            )
        return thing

    async def _view(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        thing = await self._thing(given)
        await send_body(scope, send, 303, b"", {"Location": self.site.local(thing.iri)})

    async def _preview(self, scope: Scope, send: Send, given: Given, body: str) -> None:
        site, thing = self.site, await self._thing(given)
        vocabulary = await vocabulary_of(site)
        proposed = vocabulary.proposed(thing.types[0] if thing.types else "")
        values = await held(site, [thing], proposed)
        rows = [
            (term.name, [v.text for v in listed[:_VALUES]], len(listed) > _VALUES)
            for term in proposed
            if term.id != "label" and (listed := values.get((thing.id, term.id)))
        ]
        page = site.pages.get_template("reconciled.html").render(
            thing=thing, kinds=answers.types(thing, vocabulary), rows=rows[:_SHOWN]
        )
        await send_body(scope, send, 200, page.encode(), _PREVIEW_HEADERS)


def _texts(given: Any) -> TypeGuard[list[str]]:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def _prefix(given: Given) -> str:
    """What somebody typed; "*" and a blank stand for more than that."""
    return given.get("prefix", "").strip().rstrip("*")


def _part(found: Sequence[Any], given: Given) -> Sequence[Any]:
    """The suggestions from `cursor` on, `limit` of them."""
    start, most = (_number(given.get(name, "")) for name in ("cursor", "limit"))
    return found[start : start + min(most or _SUGGESTED, asked.BATCH)]


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 7 else 0
