"""A JSON object written member by member, for what does not fit into memory."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any


class JsonObject:
    """An object in a file; `close` ends it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._out = path.open("w", encoding="utf-8")
        self._before = "{"

    def put(self, name: str, value: Any) -> None:
        """Another member; a name is to be put once."""
        self._begin(name)
        self._out.write(_json(value))

    def put_file(self, name: str, path: Path) -> None:
        """Another member, whose value is the JSON in a file."""
        self._begin(name)
        with path.open(encoding="utf-8") as file:
            shutil.copyfileobj(file, self._out, 1 << 20)

    def close(self) -> Path:
        """End the object; its file."""
        self._out.write("{}" if self._before == "{" else "}")
        self._out.close()
        return self._path

    def _begin(self, name: str) -> None:
        self._out.write(f"{self._before}{_json(name)}:")
        self._before = ","


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
