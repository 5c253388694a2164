"""The web application: which address is answered by what, and what every answer carries."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regesta.graph.serve.catalogue import Catalogue, NoQueries
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.metrics import Metrics
from regesta.graph.serve.pages import show_problem
from regesta.graph.serve.pool import Pool
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.routes import everything_else, routes
from regesta.graph.serve.site import Site, template_environment
from regesta.graph.serve.snapshot import Snapshots

log = logging.getLogger("regesta.serve")

_CORS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Content-Location, Link, Retry-After"),
)
_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
)


class Edge:
    """The outermost layer: problems become answers, every answer carries CORS headers, every request is logged and counted."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app, self.site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_CORS, *(_PREFLIGHT if scope["method"] == "OPTIONS" else ())]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Problem as problem:
            if not status:
                await show_problem(self.site, scope, sending, problem)
            else:
                raise
        finally:
            taken = time.perf_counter() - start
            self.site.metrics.requests.labels(getattr(scope.get("route"), "path", "other"), str(status)).inc()
            log.info("%s %s %d %.1fms", scope["method"], scope["path"], status, taken * 1e3)


def create_app(config: ServeConfig, catalogue: Catalogue | None = None) -> Starlette:
    """The application; its workers start and stop with its lifespan.

    `catalogue` holds the saved queries (see `catalogue.Catalogue`), none by default.
    """
    metrics = Metrics()
    site: Site
    pool, federated = Pool(config, metrics), Pool(config, metrics, network=True)
    site = Site(
        config=config,
        catalogue=catalogue or NoQueries(),
        snapshots=Snapshots(config.snapshots),
        metrics=metrics,
        pool=pool,
        federated=federated,
        pages=template_environment(lambda iri: site.local(iri)),
    )

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        if config.services:
            await federated.start()
        try:
            yield
        finally:
            await pool.stop()
            if config.services:
                await federated.stop()

    app = Starlette(routes=[*routes(site), Mount("/static", StaticFiles(packages=[("regesta.graph.serve", "static")]), name="static"), everything_else(site)], lifespan=lifespan)
    app.state.site = site
    app.add_middleware(Edge, site=site)
    return app
