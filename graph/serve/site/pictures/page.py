"""The data behind a picture, and the page of an argument map."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.types import Receive, Scope, Send

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.responding import send_body
from regesta.graph.serve.protocol.sparql import pairs
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.perspectives.catalogue import DEBATE, PERSPECTIVES
from regesta.graph.serve.site.perspectives.listing import Asked, Row
from regesta.graph.serve.site.perspectives.page import rows_of
from regesta.graph.serve.site.pictures.archives import archives
from regesta.graph.serve.site.pictures.argument import (
    Argued,
    Argument,
    argued,
    argument,
    begun_by,
    contested,
    drawn,
    followed,
)
from regesta.graph.serve.site.pictures.letters import letters
from regesta.graph.serve.site.pictures.places import places
from regesta.graph.serve.site.pictures.timeline import timeline

Shape = Callable[[Site, Sequence[Row]], Awaitable[dict[str, Any]]]
#: What each perspective's picture draws of its rows.
SHAPES: dict[str, Shape] = {"timeline": timeline, "letters": letters, "places": places, "archives": archives}


async def _send(scope: Scope, send: Send, data: dict[str, Any]) -> None:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    await send_body(scope, send, 200, body, {"Content-Type": "application/json", "Cache-Control": "no-cache"})


class PictureData:
    """Answers `/NAME/picture.json`: the rows that fit the facets of the address, as the picture draws
    them."""

    def __init__(self, site: Site, name: str) -> None:
        self.site, self.perspective, self.shape = site, PERSPECTIVES[name], SHAPES[name]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Asked(self.perspective, pairs(scope["query_string"]))
        rows = asked.ordered(asked.narrowed(await rows_of(self.site, self.perspective)))
        await _send(scope, send, await self.shape(self.site, rows))


class ArgumentMap:
    """Answers `/debate/map` with a page and `/debate/map/picture.json` with its data: the debate of one
    thing (`?of=position/…`, `proposition/…`, `claim/…`), or the part of the debate that fits the facets."""

    def __init__(self, site: Site, *, as_data: bool = False) -> None:
        self.site, self.as_data = site, as_data

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = list(pairs(scope["query_string"]))
        known = await argued(self.site)
        asked = Asked(DEBATE, given)
        of = dict(given).get("of", "")
        shown = self._of(known, of) if of else await self._fitting(known, asked)
        if self.as_data:
            await _send(scope, send, drawn(self.site, shown))
            return
        await show(
            self.site,
            scope,
            send,
            "argument.html",
            argument=shown,
            known=known,
            title=self._title(known, of),
            asked=asked,
            of=of,
            query=scope["query_string"].decode("latin-1"),
        )

    def _of(self, known: Argued, of: str) -> Argument:
        try:
            iri = self.site.iri(of).value
        except ValueError:
            iri = ""
        seeds = begun_by(known, iri) if iri else []
        if not seeds:
            raise Problem(404, "No such debate", f"no accepted position, proposition or claim is {of}")
        return argument(known, followed(known, seeds))

    async def _fitting(self, known: Argued, asked: Asked) -> Argument:
        return argument(known, contested(asked.narrowed(await rows_of(self.site, DEBATE))))

    def _title(self, known: Argued, of: str) -> str:
        if not of:
            return "The debate"
        iri = self.site.iri(of).value
        if iri in known.positions:
            return known.positions[iri]["label"]
        return known.claims[begun_by(known, iri)[0]]["text"]
