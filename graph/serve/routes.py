"""The addresses of the server."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from regesta.graph.serve.description import void_description
from regesta.graph.serve.metrics import CONTENT_TYPE
from regesta.graph.serve.protocol import SparqlEndpoint
from regesta.graph.serve.site import Site


class Endpoint:
    """A page or document that answers GET and HEAD."""

    def __init__(self, site: Site, answer: object) -> None:
        self.site, self.answer = site, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.answer(self.site, scope, send)  # type: ignore[operator]


def routes(site: Site) -> list[Route]:
    """Every route but the static files."""

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "up"})

    async def ready(request: Request) -> Response:
        snapshot = site.snapshots.current()
        good = snapshot is not None and bool(site.pool.idle or site.pool.active)
        body = {"status": "ready" if good else "not ready", "generation": snapshot.generation if snapshot else None, "workers": len(site.pool.lines)}
        return JSONResponse(body, status_code=200 if good else 503)

    async def metrics(request: Request) -> Response:
        snapshot = site.snapshots.current()
        site.metrics.active.set(site.pool.active)
        site.metrics.generation.clear()
        site.metrics.generation.labels(snapshot.generation if snapshot else "").set(1)
        return Response(site.metrics.text(), media_type=CONTENT_TYPE)

    def at(path: str, answer: ASGIApp) -> Route:
        return Route(path, answer)

    return [
        at("/sparql", SparqlEndpoint(site)),
        at("/sparql/", SparqlEndpoint(site)),
        at("/update", SparqlEndpoint(site, updates_only=True)),
        at("/.well-known/void", Endpoint(site, void_description)),
        Route("/health", health),
        Route("/ready", ready),
        Route("/metrics", metrics),
    ]
