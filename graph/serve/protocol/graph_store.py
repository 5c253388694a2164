"""The SPARQL 1.1 Graph Store Protocol at /graphs: graphs read by anybody, put, added to and deleted by those
who may."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.description import origin
from regesta.graph.serve.protocol.negotiation import GRAPHS, Syntax, choose
from regesta.graph.serve.protocol.responding import encoding, header, read_body, send_body
from regesta.graph.serve.protocol.sparql import (
    client_of,
    content_type,
    etag,
    matches,
    media_type,
    pairs,
    send_answer,
    watched,
)
from regesta.graph.serve.shared import Site
from regesta.graph.serve.workers.answering import Question
from regesta.graph.serve.workers.writing import Change, apply

_ALLOWED = "GET, HEAD, PUT, POST, DELETE, OPTIONS"


class GraphStore:
    """The ASGI application at /graphs and under it: `?default`, `?graph=IRI`, or the address itself names the
    graph."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await send_body(scope, send, 204, b"", {"Allow": _ALLOWED})
        elif method in ("GET", "HEAD"):
            await self._read(scope, receive, send)
        elif method in ("PUT", "POST", "DELETE"):
            self.site.may_write(header(scope, b"authorization"), client_of(scope))
            await self._write(scope, receive, send)
        else:
            raise Problem(
                405,
                "That method is not allowed here",
                f"{method} is none of {_ALLOWED}",
                headers={"Allow": _ALLOWED},
            )

    def _graph(self, scope: Scope) -> str | None:
        """The graph meant: "" the default one, None when the request names the store as a whole."""
        given = pairs(scope["query_string"])
        names = [v for k, v in given if k == "graph"]
        default = any(k == "default" for k, _ in given)
        if len(names) + default > 1:
            raise Problem(400, "More than one graph", "say either ?default or one ?graph=IRI")
        if default:
            return ""
        if not names and scope["path"].rstrip("/") == "/graphs":
            return None
        # Direct identification: the address of the request is the graph's IRI; a relative one is resolved
        # against it.
        name = names[0] if names else origin(self.site, scope) + scope["path"]
        try:
            return NamedNode(name).value
        except ValueError as error:
            raise Problem(
                400, "A graph name is no IRI", f"{name!r}: {error}. Graphs are named by absolute IRIs."
            ) from error

    async def _exists(self, graph: str) -> bool:
        return not graph or await self.site.has_graph(NamedNode(graph))

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        graph = self._graph(scope)
        if graph is None:
            raise Problem(
                400,
                "Which graph?",
                "say ?default or ?graph=IRI; /sparql lists the graphs in its service description",
            )
        if not await self._exists(graph):
            raise Problem(404, "No such graph", f"there is no graph <{graph}>")
        syntax = choose(header(scope, b"accept"), GRAPHS)
        if syntax is None:
            raise Problem(
                406, "No syntax you accept is offered", f"graphs come as {', '.join(s.media for s in GRAPHS)}"
            )
        snapshot = self.site.current()
        headers = {
            "Vary": "Accept, Accept-Encoding",
            "Cache-Control": "no-cache",
            "ETag": etag(snapshot.mark, graph, syntax.name, encoding(header(scope, b"accept-encoding"))),
        }
        if matches(header(scope, b"if-none-match"), headers["ETag"]):
            await send_body(scope, send, 304, b"", headers)
            return
        question = Question(
            query="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            graph=syntax.name,
            default=(graph,),
            rows=self.site.config.rows,
            size=self.site.config.result_bytes,
        )
        answer = await watched(self.site, snapshot, question, client_of(scope), receive)
        if answer is not None:
            headers["Content-Type"] = media_type(syntax)
            await send_answer(scope, send, answer, headers)

    async def _write(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, graph = scope["method"], self._graph(scope)
        if graph is None and method != "POST":
            what = "say" if method == "DELETE" else "PUT needs"
            raise Problem(400, "Which graph?", f"{what} ?default or ?graph=IRI")
        if method == "DELETE":
            await self._delete(scope, send, graph or "")
            return
        named = graph is not None
        target = graph if graph is not None else f"{origin(self.site, scope)}/graphs/{secrets.token_hex(8)}"
        existed = await self._store(scope, receive, target, replace=method == "PUT")
        if not named or not existed:
            await send_body(scope, send, 201, b"", {} if named else {"Location": target})
        else:
            await send_body(scope, send, 204 if method == "PUT" else 200, b"", {})

    async def _delete(self, scope: Scope, send: Send, graph: str) -> None:
        reply = await apply(self.site, Change(action="delete", graph=graph))
        if not reply["existed"]:
            raise Problem(404, "No such graph", f"there is no graph <{graph}>")
        await send_body(scope, send, 200, b"", {})

    async def _store(self, scope: Scope, receive: Receive, graph: str, *, replace: bool) -> bool:
        """Put or add what was sent; returns whether the graph was there before."""
        with tempfile.TemporaryDirectory(prefix="regesta-upload-") as folder:
            files = await self._received(scope, receive, Path(folder))
            changes = [
                Change(
                    action="put" if replace and i == 0 else "post",
                    graph=graph,
                    file=str(path),
                    syntax=syntax.name,
                    base=graph,
                )
                for i, (path, syntax) in enumerate(files)
            ]
            reply = await apply(self.site, *changes)
        return bool(reply["existed"])

    async def _received(self, scope: Scope, receive: Receive, folder: Path) -> list[tuple[Path, Syntax]]:
        media, _ = content_type(scope)
        if media == "multipart/form-data":
            return await self._parts(scope, receive, folder)
        syntax = _syntax(media)
        body = await read_body(scope, receive, self.site.config.upload_bytes)
        if body is None:
            raise Problem(
                413, "The graph is too large", f"an upload may have {self.site.config.upload_bytes:,} bytes"
            )
        path = folder / "graph"
        path.write_bytes(body)
        return [(path, syntax)]

    async def _parts(self, scope: Scope, receive: Receive, folder: Path) -> list[tuple[Path, Syntax]]:
        size = header(scope, b"content-length")
        if size.isdecimal() and int(size) > self.site.config.upload_bytes:
            raise Problem(
                413, "The graph is too large", f"an upload may have {self.site.config.upload_bytes:,} bytes"
            )
        found: list[tuple[Path, Syntax]] = []
        async with Request(scope, receive).form(max_files=16, max_fields=16) as form:
            for _, part in form.multi_items():
                if isinstance(part, UploadFile):
                    syntax = _syntax((part.content_type or "").split(";")[0].strip().lower())
                    path = folder / f"part{len(found)}"
                    path.write_bytes(await part.read())
                    found.append((path, syntax))
        if not found:
            raise Problem(400, "Nothing was sent", "the form has no file with a graph")
        return found


def _syntax(media: str) -> Syntax:
    found = next((s for s in GRAPHS if media in s.types), None)
    if found is None:
        raise Problem(
            415,
            "That content type is not understood",
            f"graphs are sent as {', '.join(s.media for s in GRAPHS)}, not {media or 'nothing'}",
        )
    return found
