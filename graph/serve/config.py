"""What a server is told: where the snapshots are, under which base the data live, and the limits every query
runs under."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from regesta.graph.shown.setting import TextSetting


class ServeError(Exception):
    """A server that cannot start as asked; the message says what happened, why, and what to type next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeConfig:
    """Settings of one server. Times in seconds, memory and sizes in bytes.

    `deadline` is the longest a query may run and `queue_wait` the longest it may wait for a worker; `memory`
    is what one query may use beyond the opened store; `rows` and `result_bytes` bound a result (a bigger one
    is refused, never cut); `token` authorises updates (empty: nobody may write); `services` lists the SERVICE
    addresses queries may call. `log` is the file that requests and faults are written to as JSON lines ("-":
    standard error; empty: nowhere). `documents` is the workspace's folder of documents, where pages find how
    each was read. `cors` says whether the pages of any site may read answers: "*", "none", or "auto": when
    the server is public. `hosts` are the names a request may be for, besides addresses in numbers; empty:
    any (`Server` fills it where it listens on this machine only). `text` is how much of the documents' text
    may be shown; where that is not all, `snapshots` holds no more, and `written` names the workspace's own,
    where updates go. `elsewhere` is the `[store]` table of regesta.toml: where it has a `url`, queries are
    answered by that store. `aligned` are the vocabularies in whose words every query may ask that does not
    choose itself; `licence` the IRI of what the data may be used under.
    """

    snapshots: Path
    base: str = "https://w3id.org/regesta/kg/"
    title: str = "Regesta"
    index: Path | None = None
    documents: Path | None = None
    workers: int = max(2, min(os.cpu_count() or 2, 8))
    deadline: float = 30.0
    memory: int = 1 << 30
    rows: int = 1_000_000
    result_bytes: int = 256 << 20
    request_bytes: int = 1 << 20
    upload_bytes: int = 256 << 20
    queue: int = 64
    queue_per_client: int = 16
    queue_wait: float = 30.0
    token: str = ""
    services: tuple[str, ...] = ()
    public_url: str = ""
    page_size: int = 100
    log: str = ""
    cors: str = "auto"
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    text: TextSetting = field(default_factory=TextSetting)
    written: Path | None = None
    elsewhere: Mapping[str, Any] = field(default_factory=dict)
    aligned: tuple[str, ...] = ()
    licence: str = ""

    def __post_init__(self) -> None:
        if self.cors not in ("auto", "*", "none"):
            raise ServeError(
                f'the setting cors of [serve] is {self.cors!r}; it must be "auto", "*" or "none".'
            )
        for name in self.origins:
            if not _ORIGIN.fullmatch(str(name)):
                raise ServeError(
                    f"the setting origins of [serve] names {name!r}; an origin is what a page's address "
                    'begins with, without a path, such as "http://127.0.0.1:3333" (OpenRefine).'
                )
        if self.elsewhere and self.text.restricts:
            raise ServeError(
                "the store elsewhere that [store] of regesta.toml names holds the whole text, and here only "
                "a part of it may be shown. Serve from the graph built here (take [store] out), or write "
                'text = "full" for each of the [documents].'
            )
        for name in (
            "workers",
            "deadline",
            "memory",
            "rows",
            "result_bytes",
            "request_bytes",
            "queue",
            "queue_wait",
            "page_size",
        ):
            if getattr(self, name) <= 0:
                raise ServeError(
                    f"the setting {name} of [serve] is {getattr(self, name)!r}; it must be "
                    "above 0. Mend it in regesta.toml."
                )

    @property
    def open_to_pages(self) -> bool:
        """Whether the pages of any site may read answers (`cors`): with "auto" only those of a server that
        has a public address."""
        return self.cors == "*" or (self.cors == "auto" and bool(self.public_url))


_NOT_SET = ("snapshots", "base", "index", "documents", "text", "written", "elsewhere", "aligned", "licence")
#: What the `[serve]` table of regesta.toml may say beside host and port.
SETTINGS = tuple(f.name for f in fields(ServeConfig) if f.name not in _NOT_SET)
_SIZES = {
    "memory_mb": "memory",
    "result_mb": "result_bytes",
    "request_mb": "request_bytes",
    "upload_mb": "upload_bytes",
}
_PLAINER = {"deadline_seconds": "deadline", "queue_seconds": "queue_wait", "max_rows": "rows"}
_HOST_AND_PORT = ("host", "port")
_LISTS = ("services", "hosts", "origins")
#: What a browser sends as the origin of a page.
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?|https?://\[[0-9a-fA-F:]+\](:[0-9]{1,5})?")


def read_config(
    snapshots: Path,
    base: str,
    settings: Mapping[str, Any],
    *,
    index: Path | None = None,
    documents: Path | None = None,
    elsewhere: Mapping[str, Any] = MappingProxyType({}),
    aligned: tuple[str, ...] = (),
    licence: str = "",
) -> ServeConfig:
    """The configuration out of a `[serve]` table; sizes may be given as memory_mb, result_mb, request_mb,
    upload_mb.

    Errors: ServeError on an unknown setting or one of the wrong type, naming those there are.
    """
    given: dict[str, Any] = {}
    for name, value in settings.items():
        name = _PLAINER.get(name, name)
        if name in _SIZES:
            given[_SIZES[name]] = int(value * (1 << 20))
        elif name in SETTINGS:
            given[name] = tuple(value) if name in _LISTS else value
        elif name not in _HOST_AND_PORT:
            there = sorted((*_HOST_AND_PORT, *SETTINGS, *_SIZES, *_PLAINER))
            raise ServeError(f"[serve] has an unknown setting {name!r}; the settings are {', '.join(there)}.")
    for name, value in given.items():
        kind, called = _TYPES.get(name, _NUMBER)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ServeError(f"the setting {name} of [serve] is {value!r}; it must be {called}.")
    if token := os.environ.get("REGESTA_TOKEN"):
        given["token"] = token
    return ServeConfig(
        snapshots=snapshots,
        base=base,
        index=index,
        documents=documents,
        elsewhere=elsewhere,
        aligned=aligned,
        licence=licence,
        **given,
    )


_NUMBER: tuple[tuple[type, ...], str] = ((int, float), "a number")
#: What a setting must be that is no number.
_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    **dict.fromkeys(("title", "token", "public_url", "log", "cors"), ((str,), "text")),
    **dict.fromkeys(_LISTS, ((tuple,), "a list")),
}
