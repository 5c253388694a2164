"""The addresses of the server."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from regesta.graph.serve.metrics import CONTENT_TYPE
from regesta.graph.serve.operating_system import resident
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.description import void_description
from regesta.graph.serve.protocol.graph_store import GraphStore
from regesta.graph.serve.protocol.responding import send_body
from regesta.graph.serve.protocol.saved_queries import SavedQueries
from regesta.graph.serve.protocol.sparql import SparqlEndpoint
from regesta.graph.serve.reconciliation.service import Reconciliation
from regesta.graph.serve.search.page import find
from regesta.graph.serve.search.suggestions import suggest
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.changes import changes, feed
from regesta.graph.serve.site.documentation import Documentation
from regesta.graph.serve.site.front import front
from regesta.graph.serve.site.linked import LinkedData, Vocabulary
from regesta.graph.serve.site.perspectives.catalogue import PERSPECTIVES
from regesta.graph.serve.site.perspectives.page import PerspectivePage
from regesta.graph.serve.site.pictures.page import SHAPES, ArgumentMap, PictureData
from regesta.graph.serve.site.read.page import ReadingView, documents


class Endpoint:
    """A page or document that answers GET and HEAD."""

    def __init__(self, site: Site, answer: object) -> None:
        self.site, self.answer = site, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.answer(self.site, scope, send)  # type: ignore[operator]


class ReadOnly:
    """An application whose addresses are only read: other methods are 405, OPTIONS says which there are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await send_body(scope, send, 204, b"", {"Allow": "GET, HEAD, OPTIONS"})
        elif scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
        else:
            raise Problem(
                405,
                "That method is not allowed here",
                f"{scope['method']} is none of GET, HEAD, OPTIONS",
                headers={"Allow": "GET, HEAD, OPTIONS"},
            )


class Redirect:
    """One address that stands for another."""

    def __init__(self, location: str) -> None:
        self.location = location

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send_body(scope, send, 308, b"", {"Location": self.location})


def everything_else(site: Site) -> Route:
    """The last route: addresses that stand for IRIs."""
    return Route("/{path:path}", LinkedData(site))


def routes(site: Site) -> list[Route]:
    """Every route but the static files and the last one."""

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "up"})

    async def ready(request: Request) -> Response:
        snapshot = site.snapshots.current()
        good = snapshot is not None and bool(site.pool.idle or site.pool.active)
        body = {
            "status": "ready" if good else "not ready",
            "generation": snapshot.generation if snapshot else None,
            "workers": len(site.pool.lines),
        }
        return JSONResponse(body, status_code=200 if good else 503)

    async def metrics(request: Request) -> Response:
        snapshot = site.snapshots.current()
        pids = [*site.pool.pids, *site.federated.pids]
        site.metrics.active.set(site.pool.active + site.federated.active)
        site.metrics.workers.set(len(pids))
        site.metrics.worker_memory.set(resident(pids))
        site.metrics.generation.clear()
        site.metrics.generation.labels(snapshot.generation if snapshot else "").set(1)
        return Response(site.metrics.text(), media_type=CONTENT_TYPE)

    def at(path: str, answer: ASGIApp) -> Route:
        return Route(path, answer)

    return [
        at("/sparql", SparqlEndpoint(site)),
        at("/sparql/", SparqlEndpoint(site)),
        at("/update", SparqlEndpoint(site, updates_only=True)),
        at("/.well-known/void", ReadOnly(Endpoint(site, void_description))),
        Route("/health", health),
        Route("/ready", ready),
        Route("/metrics", metrics),
        at("/", ReadOnly(Endpoint(site, front))),
        *(at(f"/{name}", ReadOnly(PerspectivePage(site, one))) for name, one in PERSPECTIVES.items()),
        *(
            at(f"/{name}.csv", ReadOnly(PerspectivePage(site, one, as_csv=True)))
            for name, one in PERSPECTIVES.items()
        ),
        *(at(f"/{name}/picture.json", ReadOnly(PictureData(site, name))) for name in SHAPES),
        at("/debate/map", ReadOnly(ArgumentMap(site))),
        at("/debate/map/picture.json", ReadOnly(ArgumentMap(site, as_data=True))),
        at("/read", ReadOnly(Endpoint(site, documents))),
        at("/read/", Redirect("/read")),
        at("/read/{document}", ReadOnly(ReadingView(site))),
        at("/read/{document}/{section}", ReadOnly(ReadingView(site))),
        at("/search", ReadOnly(Endpoint(site, find))),
        at("/suggest", ReadOnly(Endpoint(site, suggest))),
        at("/reconcile", Reconciliation(site)),
        at("/reconcile/{path:path}", Reconciliation(site)),
        at("/changes", ReadOnly(Endpoint(site, changes))),
        at("/changes.atom", ReadOnly(Endpoint(site, feed))),
        at("/queries", Redirect("/queries/")),
        at("/queries/", SavedQueries(site)),
        at("/queries/{name}", SavedQueries(site)),
        at("/ontology", ReadOnly(Vocabulary(site))),
        at("/ontology/{version}", ReadOnly(Vocabulary(site))),
        at("/docs", Redirect("/docs/")),
        at("/docs/{path:path}", ReadOnly(Documentation())),
        at("/graphs", GraphStore(site)),
        at("/graphs/{name:path}", GraphStore(site)),
    ]
