"""Browser code, styles and pictures of a package: compressed once, with a digest in their names, so that a
browser asks for each but once."""

from __future__ import annotations

import hashlib
import mimetypes
import re
import zlib
from collections.abc import Iterator
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

#: How long a file under a name with its digest may be kept: for good, as far as HTTP has a word for it.
FOR_GOOD = "public, max-age=31536000, immutable"
#: Files below this many bytes are not worth compressing.
SMALLEST = 1400
#: The sheet that every package's pages begin with.
TOKENS = "tokens.css"
_DIGEST = re.compile(r"\.([0-9a-f]{12})(?=\.[A-Za-z0-9]+\Z)")


class Asset:
    """One file; read, and compressed, when it is first wanted."""

    def __init__(self, name: str, file: Traversable) -> None:
        self.name, self._file = name, file

    @cached_property
    def body(self) -> bytes:
        """What it holds."""
        return self._file.read_bytes()

    @cached_property
    def digest(self) -> str:
        """The first twelve hex digits of its SHA-256."""
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def gzipped(self) -> bytes:
        """The same by gzip; nothing where that saves nothing."""
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        packed = packer.compress(self.body) + packer.flush()
        return packed if len(self.body) >= SMALLEST and len(packed) < len(self.body) else b""

    @property
    def lasting_name(self) -> str:
        """Its name with the digest before the ending: `regesta.0123456789ab.css`."""
        stem, _, ending = self.name.rpartition(".")
        return f"{stem}.{self.digest}.{ending}"

    @property
    def media_type(self) -> str:
        """What it is, by its ending."""
        found = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return "text/javascript" if self.name.endswith((".js", ".mjs")) else found


class Assets:
    """The files of a package's folder, and the colours and type that all pages share (`tokens.css`), as an
    ASGI application for a route `/static/{path:path}`.

    Under the name `address` gives a file may be kept for good; under its plain name it is asked about each
    time. An old digest is answered with the file as it is now, which may not be kept.
    """

    def __init__(self, package: str, folder: str = "static") -> None:
        root = resources.files(package).joinpath(folder)
        shared = resources.files("regesta.review.pages").joinpath("static", TOKENS)
        self._assets = {name: Asset(name, file) for name, file in _files(root, "")}
        self._assets.setdefault(TOKENS, Asset(TOKENS, shared))

    def address(self, name: str) -> str:
        """The name of a file under which it may be kept for good; the plain name where there is none."""
        asset = self._assets.get(name)
        return asset.lasting_name if asset is not None else name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return Response("only GET and HEAD", 405, {"Allow": "GET, HEAD"}, "text/plain")
        path = str(scope["path_params"]["path"])
        told = _DIGEST.search(path)
        asset = self._assets.get(path) or self._assets.get(_DIGEST.sub("", path))
        if asset is None:
            return Response("there is no such file", 404, media_type="text/plain")
        given = dict(scope["headers"])
        lasting = told is not None and told[1] == asset.digest
        headers = {
            "ETag": f'W/"{asset.digest}"',  # one for each encoding
            "Cache-Control": FOR_GOOD if lasting else "no-cache",
            "Vary": "Accept-Encoding",
        }
        if asset.digest.encode() in given.get(b"if-none-match", b""):
            return Response(status_code=304, headers=headers)
        if asset.gzipped and b"gzip" in given.get(b"accept-encoding", b""):
            headers["Content-Encoding"] = "gzip"
            return Response(asset.gzipped, 200, headers, asset.media_type)
        return Response(asset.body, 200, headers, asset.media_type)


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """The files below a folder, by their path in it."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir():
            yield from _files(entry, f"{path}{entry.name}/")
        elif "." in entry.name:
            yield path + entry.name, entry


__all__ = ["FOR_GOOD", "Assets"]
