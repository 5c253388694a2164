"""Running the server: one process with an event loop, its workers beside it."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from regesta.extract.workspace import Workspace
from regesta.graph.serve.app import create_app
from regesta.graph.serve.bounds import names_of
from regesta.graph.serve.catalogue import Catalogue
from regesta.graph.serve.config import ServeConfig, ServeError, read_config
from regesta.graph.serve.connections import Bounded, Watch
from regesta.graph.serve.logs import start_logging
from regesta.graph.serve.operating_system import ignore_hangup, may_take_over
from regesta.graph.serve.restricted import folder_of, keep_current, prepare, setting_for
from regesta.graph.serve.shared import Site
from regesta.graph.shown.setting import is_loopback
from regesta.review.pages.authentication import PEER

#: Where a desk that starts a server says its own address.
DESK = "REGESTA_DESK_ADDRESS"


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Errors: ServeError when the port is taken, may not be used, or the host is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    may_take_over(listener)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise ServeError(
                f"port {port} of {host} is in use by another program. Choose another with "
                f"--port, for instance --port {port + 1}, or --port 0 for any free one."
            ) from error
        if error.errno == errno.EACCES:
            raise ServeError(
                f"this user may not use port {port}. Choose one above 1023 with --port."
            ) from error
        raise ServeError(
            f"{host} is no address of this machine: {error.strerror or error}. Use --host "
            "127.0.0.1, or 0.0.0.0 for every address."
        ) from error
    except OverflowError as error:
        listener.close()
        raise ServeError(f"{port} is no port; ports are 1 to 65535, and 0 takes a free one.") from error
    listener.listen(512)
    return listener


def desk_address() -> str:
    """The address of the desk that started this program, "" where none did."""
    said = os.environ.get(DESK, "")
    return said if said.startswith("http://127.0.0.1:") else ""


def _restricted(
    workspace: Workspace, config: ServeConfig, host: str
) -> tuple[ServeConfig, Callable[[], Coroutine[Any, Any, None]] | None]:
    """The configuration with what may be shown at an address and nothing else, and what keeps that current.
    Errors: WorkspaceError, StoreError."""
    setting = setting_for(workspace, config, here_only=is_loopback(host))
    if not setting.restricts:
        return config, None
    prepare(workspace, setting)
    shown = replace(config, snapshots=folder_of(workspace, setting), text=setting, written=config.snapshots)
    return shown, lambda: keep_current(workspace, setting)


class Peer:
    """Notes in each request's scope which address it really came from, before a proxy's headers rename the
    client."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("client"):
            scope[PEER] = scope["client"][0]
        await self.app(scope, receive, send)


class _Uvicorn(uvicorn.Server):
    """Uvicorn, which when it stops sends away at once whoever waits for a worker; it then lets running
    requests finish."""

    def __init__(self, site: Site, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.site = site

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for pool in (self.site.pool, self.site.federated):
            pool.close()
        await super().shutdown(sockets)


class Server:
    """An application on a socket. `run` blocks until stopped; `stop` may be called from another thread.

    With a `workspace`, no more of its documents' words is served than may be shown at that address.
    """

    def __init__(
        self,
        config: ServeConfig,
        catalogue: Catalogue | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        mounts: Mapping[str, ASGIApp] = MappingProxyType({}),
        workspace: Workspace | None = None,
    ) -> None:
        self.socket = bound(host, port)
        self.host, self.port = host, int(self.socket.getsockname()[1])
        beside = None
        if workspace is not None:
            config, beside = _restricted(workspace, config, host)
        if is_loopback(host):
            config = replace(config, hosts=names_of(config.hosts, config.public_url))
        elif config.cors == "auto":
            config = replace(config, cors="*")  # whom it listens to may read it, and so may their pages
        self.app = create_app(config, catalogue, mounts=mounts, beside=beside)
        if is_loopback(host) and not config.public_url:
            # Whoever reads here is at this machine: the first page leads to review, and back to the desk.
            self.app.state.site.pages.globals |= {"at_home": True, "desk": desk_address()}
        # Who a proxy at this machine speaks for is read behind `Peer`, which remembers who is really at the
        # line.
        behind = ProxyHeadersMiddleware(self.app, trusted_hosts="127.0.0.1")  # type: ignore[arg-type]
        largest = max(config.request_bytes, config.upload_bytes)
        settings = uvicorn.Config(
            Watch(Peer(behind), largest),
            proxy_headers=False,
            http="httptools",  # the one that refuses bare line feeds and folded fields
            ws="none",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=int(config.deadline) + 1,
            timeout_keep_alive=30,
            server_header=False,
        )
        settings.load()
        served: Callable[..., asyncio.Protocol] = settings.http_protocol_class
        settings.http_protocol_class = lambda **given: Bounded(served(**given), largest)  # type: ignore[assignment]
        self._uvicorn = _Uvicorn(self.app.state.site, settings)

    @property
    def url(self) -> str:
        """The address of the first page."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(
            self.host, f"[{self.host}]" if ":" in self.host else self.host
        )
        return f"http://{host}:{self.port}/"

    @property
    def started(self) -> bool:
        """Whether it answers."""
        return self._uvicorn.started

    def run(self) -> None:
        """Serve until a signal or `stop`; running requests finish first."""
        self._uvicorn.run(sockets=[self.socket])

    def stop(self) -> None:
        """Ask it to stop."""
        self._uvicorn.should_exit = True


def run_server(
    workspace: Workspace,
    catalogue: Catalogue | None = None,
    *,
    host: str | None = None,
    port: int | None = None,
    announce: Callable[[Server], None] | None = None,
    mounts: Mapping[str, ASGIApp] = MappingProxyType({}),
) -> None:
    """Serve a workspace until interrupted; host and port default to `[serve]` of regesta.toml, else
    127.0.0.1:7878.

    `announce` is called with the server once its port is taken. Errors: ServeError (port in use, a bad
    setting, nothing built).
    """
    settings = workspace.settings.serve
    config = read_config(
        workspace.snapshots,
        workspace.settings.base,
        settings,
        index=workspace.index,
        documents=workspace.root / "documents",
        elsewhere=workspace.settings.store,
        aligned=workspace.settings.aligned,
        licence=workspace.settings.licence,
    )
    server = Server(
        config,
        catalogue,
        host=host or str(settings.get("host", "127.0.0.1")),
        port=int(settings.get("port", 7878)) if port is None else port,
        mounts=mounts,
        workspace=workspace,
    )
    handler = start_logging(config.log)
    if not sys.stdin or not sys.stdin.isatty():  # at a terminal it goes on meaning that the line is gone
        ignore_hangup()
    if announce:
        announce(server)
    try:
        server.run()
    finally:
        if handler is not None:
            handler.flush()
