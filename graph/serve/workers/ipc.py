"""How the server and its workers talk: frames of a JSON head and a body over a socket pair."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any

_LENGTHS = struct.Struct("!II")
HEAD = _LENGTHS.size


def pack(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One frame."""
    data = json.dumps(head, separators=(",", ":")).encode()
    return _LENGTHS.pack(len(data), len(body)) + data + body


def unpack(buffer: bytearray) -> tuple[dict[str, Any], bytes] | None:
    """Take the first whole frame off the buffer, None while it is not complete."""
    if len(buffer) < HEAD:
        return None
    head, body = _LENGTHS.unpack_from(buffer)
    end = HEAD + head + body
    if len(buffer) < end:
        return None
    data = json.loads(bytes(buffer[HEAD : HEAD + head]))
    content = bytes(buffer[HEAD + head : end])
    del buffer[:end]
    return data, content


def receive(link: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """Wait for one frame; None when the other side has gone."""
    first = _exactly(link, HEAD)
    if first is None:
        return None
    head, body = _LENGTHS.unpack(first)
    data = _exactly(link, head + body)
    return None if data is None else (json.loads(data[:head]), data[head:])


def _exactly(link: socket.socket, count: int) -> bytes | None:
    parts = []
    while count:
        part = link.recv(min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
