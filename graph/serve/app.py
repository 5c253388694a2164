"""The web application: which address is answered by what, and what every answer carries."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import re
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regesta.graph.serve import logs
from regesta.graph.serve.bounds import refuse_malformed, refuse_unknown_name
from regesta.graph.serve.catalogue import Catalogue, NoQueries
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.limits import limits
from regesta.graph.serve.metrics import Metrics
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.responding import everywhere, header
from regesta.graph.serve.protocol.sparql import client_of
from regesta.graph.serve.routes import everything_else, routes
from regesta.graph.serve.search.warming import keep_warm
from regesta.graph.serve.shared import ASSETS, Site, template_environment
from regesta.graph.serve.site.documentation import MANUAL
from regesta.graph.serve.site.pages import show_problem
from regesta.graph.serve.workers.pool import Pool
from regesta.graph.serve.workers.snapshots import Snapshots

_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    (b"access-control-max-age", b"86400"),
)
#: Headers a page may send beside those it asks for; "*" would leave out Authorization.
_ALLOWED = ("Accept", "Authorization", "Content-Type", "If-None-Match", "X-Requested-With")
_FIELD = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")
#: More headers than these (characters) no page needs.
_LONGEST = 1024


def _preflight(scope: Scope) -> tuple[tuple[bytes, bytes], ...]:
    """What a page of another site may send: any header it asks for, since an answer depends on none that its
    reader could not send without a page."""
    asked = header(scope, b"access-control-request-headers")[:_LONGEST].split(",")
    names = {name.lower(): name for name in _ALLOWED}
    for name in (part.strip() for part in asked):
        if _FIELD.fullmatch(name):
            names.setdefault(name.lower(), name)
    allowed = (b"access-control-allow-headers", ", ".join(names.values()).encode("ascii"))
    return (*_PREFLIGHT, allowed)


def _readable_by(scope: Scope, config: ServeConfig) -> str:
    """Whose pages may read the answer: "*" for those of any site, the origin of the request where the
    settings name it, "" for none."""
    if config.open_to_pages:
        return "*"
    asking = header(scope, b"origin")
    return asking if asking in config.origins else ""


class Edge:
    """The outermost layer: problems become answers, every answer but those of private mounts carries CORS
    headers, every request is logged and counted."""

    def __init__(self, app: ASGIApp, site: Site, private: tuple[str, ...] = ()) -> None:
        self.app, self.site, self.private = app, site, private

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status = time.perf_counter(), 0
        readable_by, config = _readable_by(scope, self.site.config), self.site.config
        shut = any(scope["path"] == path or scope["path"].startswith(path + "/") for path in self.private)

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if not shut:
                    message["headers"] = [
                        *message.get("headers", ()),
                        *everywhere(readable_by, named=bool(config.origins) and readable_by != "*"),
                        *(_preflight(scope) if scope["method"] == "OPTIONS" and readable_by else ()),
                    ]
            await send(message)

        try:
            refuse_malformed(scope)
            if self.site.config.hosts:
                refuse_unknown_name(scope, self.site.config.hosts)
            await self.app(scope, receive, sending)
        except Problem as problem:
            if status:
                raise
            await show_problem(self.site, scope, sending, problem)
        except Exception:
            mark = secrets.token_hex(4)
            logs.log.exception(
                "fault", extra={"mark": mark, "method": scope["method"], "path": scope["path"]}
            )
            if status:
                raise  # the answer has begun: only a broken connection says that it is not whole
            await show_problem(
                self.site,
                scope,
                sending,
                Problem(500, "The server made a mistake", f"It is written in the server's log as {mark}."),
            )
        finally:
            taken, status = (
                time.perf_counter() - start,
                status or 499,
            )  # nothing sent: the client left, as nginx calls it
            self.site.metrics.requests.labels(getattr(scope.get("route"), "path", "other"), str(status)).inc()
            logs.request(client_of(scope), scope["method"], scope["path"], status, taken)


def create_app(
    config: ServeConfig,
    catalogue: Catalogue | None = None,
    *,
    mounts: Mapping[str, ASGIApp] = MappingProxyType({}),
    beside: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> Starlette:
    """The application; its workers start and stop with its lifespan.

    `catalogue` holds the saved queries (see `catalogue.Catalogue`), none by default. `mounts` are other
    applications by their path ("/review"); what they answer carries no CORS headers, since they are for the
    people who use them and not for other sites. `beside` is what goes on while the application runs, until it
    is cancelled.
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

    for name, value in limits(config).items():
        metrics.limit.labels(name).set(value)
    site.pages.globals["documentation"] = MANUAL.is_dir()
    site.pages.globals["review_pages"] = (
        "/review" in mounts
    )  # pages lead there where there is something to judge

    site.pages.globals |= {"at_home": False, "desk": ""}  # `Server` knows where it listens

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        if config.services:
            await federated.start()
        gc.collect()
        gc.freeze()  # what the server is made of stays; the collector need not look at it again and again
        going_on = [asyncio.create_task(keep_warm(site.snapshots, config))]
        if beside is not None:
            going_on.append(asyncio.create_task(beside()))
        try:
            yield
        finally:
            for task in going_on:
                task.cancel()
            await asyncio.gather(*going_on, return_exceptions=True)
            await pool.stop()
            if config.services:
                await federated.stop()
            site.lookups.close()

    app = Starlette(
        routes=[
            *routes(site),
            Route("/static/{path:path}", ASSETS),
            # A mount answers below its path; the path itself must lead there, before the pages of the graph
            # take it for a resource.
            *(Route(path, _to(path + "/"), name=f"to {path}") for path in mounts),
            *(Mount(path, mounted) for path, mounted in mounts.items()),
            everything_else(site),
        ],
        lifespan=lifespan,
    )
    app.state.site = site
    app.add_middleware(Edge, site=site, private=tuple(mounts))
    return app


def _to(address: str) -> Callable[[Request], Awaitable[Response]]:
    async def redirect(_: Request) -> Response:
        return RedirectResponse(address, 307)

    return redirect
