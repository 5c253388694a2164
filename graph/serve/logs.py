"""What the server writes down: one JSON object per line for every request, every query that was stopped, and
every fault of its own."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

from regesta.graph.serve.config import ServeError

#: Requests go to `access`, everything else to `log`; both may be silenced or sent elsewhere as any logger of
#: Python's.
access_log = logging.getLogger("regesta.serve.access")
log = logging.getLogger("regesta.serve")
#: A query is written down up to so many characters.
_QUERY = 2000
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonLines(logging.Formatter):
    """A log record as a line of JSON: `time` (UTC), `level`, `event`, what was given as `extra`, and
    `traceback` for faults."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        said |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def start_logging(target: str) -> logging.Handler | None:
    """Write JSON lines to a file, or to standard error when `target` is "-"; "" leaves logging as it is.

    A file that another program moves away (logrotate) is opened anew. Errors: ServeError when the file cannot
    be written.
    """
    if not target:
        return None
    if target == "-":
        handler: logging.Handler = logging.StreamHandler(sys.stderr)
    else:
        from logging.handlers import WatchedFileHandler

        try:
            handler = WatchedFileHandler(Path(target), encoding="utf-8")
        except OSError as error:
            raise ServeError(
                f"the log {target} cannot be written: {error.strerror or error}. Mend `log` in "
                "[serve] of regesta.toml."
            ) from error
    handler.setFormatter(JsonLines())
    for name in ("regesta.serve", "regesta.store", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return handler


def request(client: str, method: str, path: str, status: int, seconds: float) -> None:
    """Write down one request that was answered; cheap when nobody listens."""
    if access_log.isEnabledFor(logging.INFO):
        access_log.info(
            "request",
            extra={
                "client": client,
                "method": method,
                "path": path,
                "status": status,
                "ms": round(seconds * 1e3, 2),
            },
        )


def stopped(kind: str, client: str, query: str, seconds: float) -> None:
    """Write down a query that was stopped: at its deadline, by its memory, by a crash, or because its client
    left."""
    log.info(
        "query stopped",
        extra={"reason": kind, "client": client, "seconds": round(seconds, 3), "query": query[:_QUERY]},
    )
