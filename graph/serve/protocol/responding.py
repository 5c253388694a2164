"""Answers on their way out: whole bodies with their length, compressed when the client can read that, files
sent in pieces."""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

try:
    import brotli
except ImportError:  # gzip serves every client there is; brotli only saves some bytes
    brotli = None

_PIECE = 1 << 18
#: Bodies below this are not worth compressing.
SMALLEST = 1400
_AT_ONCE = 1 << 17

_AS_IT_SAYS = ((b"x-content-type-options", b"nosniff"),)
_EXPOSED = (b"access-control-expose-headers", b"ETag, Content-Location, Link, Retry-After")


def everywhere(readable_by: str, *, named: bool) -> tuple[tuple[bytes, bytes], ...]:
    """The headers of every answer but those of private mounts: it is what it says it is, and which pages may
    read it: those of any site ("*"), of one origin, or of none (""). `named`: other origins would be
    answered otherwise."""
    said = _AS_IT_SAYS + (((b"vary", b"Origin"),) if named else ())
    if not readable_by:
        return said
    return (*said, (b"access-control-allow-origin", readable_by.encode("latin-1")), _EXPOSED)


def header(scope: Scope, name: bytes) -> str:
    """A request header, several joined by commas, empty when absent."""
    found = [value for key, value in scope["headers"] if key == name]
    return b", ".join(found).decode("latin-1") if found else ""


def encoding(accepted: str) -> str:
    """br, gzip or nothing, by an Accept-Encoding header."""
    wishes: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, q = part.partition(";")
        value = q.replace(" ", "").removeprefix("q=")
        wishes[name.strip()] = float(value) if re.fullmatch(r"[01](\.[0-9]{0,3})?", value) else 1.0
    gzip = wishes.get("gzip", wishes.get("*", 0.0))
    br = wishes.get("br", 0.0) if brotli is not None else 0.0
    return "" if not (gzip or br) else "br" if br >= gzip else "gzip"


def compress(body: bytes, how: str) -> bytes:
    """A whole body, compressed."""
    if how == "br":
        return bytes(brotli.compress(body, quality=4))
    packer = zlib.compressobj(5, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


async def send_body(scope: Scope, send: Send, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    """One response with a body in memory."""
    raw = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
    if len(body) >= SMALLEST and (how := encoding(header(scope, b"accept-encoding"))):
        body = compress(body, how) if len(body) <= _AT_ONCE else await asyncio.to_thread(compress, body, how)
        raw.append((b"content-encoding", how.encode()))
    if status not in (204, 304):
        raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def send_json(scope: Scope, send: Send, value: Any) -> None:
    """A value as JSON, where a page would be sent to people: asked about again each time."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-cache",
        "Vary": "Accept, Accept-Encoding",
    }
    await send_body(scope, send, 200, json.dumps(value, ensure_ascii=False).encode(), headers)


async def send_file(scope: Scope, send: Send, path: str, size: int, headers: Mapping[str, str]) -> None:
    """One response out of a complete file, in pieces; the file is deleted."""
    try:
        raw = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
        how = encoding(header(scope, b"accept-encoding"))
        raw.append((b"content-encoding", how.encode()) if how else (b"content-length", str(size).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        if scope["method"] != "HEAD":
            async for piece in _pieces(path, how):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        Path(path).unlink(missing_ok=True)


async def _pieces(path: str, how: str) -> AsyncIterator[bytes]:
    gzip = zlib.compressobj(4, zlib.DEFLATED, 31)
    brotlied = brotli.Compressor(quality=4) if how == "br" else None
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            if how:
                piece = await asyncio.to_thread(brotlied.process if brotlied else gzip.compress, piece)
            if piece:
                yield bytes(piece)
    if how:
        yield bytes(brotlied.finish() if brotlied else gzip.flush())


async def read_body(scope: Scope, receive: Receive, most: int) -> bytes | None:
    """The whole request body, None when it is larger than `most` bytes or the client left."""
    parts = []
    size = 0
    declared = header(scope, b"content-length")
    if declared.isdecimal() and int(declared) > most:
        return None
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        size += len(piece)
        if size > most:
            return None
        parts.append(piece)
        if not message.get("more_body", False):
            return b"".join(parts)
