"""Answers of a model on disk, by the digest of what was asked, so that a re-run costs nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from regesta.extract.propose.llm.reply import Reply
from regesta.extract.whole_files import write_atomic


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of replies; without a folder nothing is kept."""

    folder: Path | None

    def get(self, digest: str) -> Reply | None:
        """The reply kept for a digest; None when there is none, or its file was damaged."""
        if self.folder is None:
            return None
        try:
            return Reply(**json.loads(self._file(self.folder, digest).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def put(self, digest: str, reply: Reply) -> None:
        """Keep a reply, whole or not at all."""
        if self.folder is not None:
            write_atomic(
                self._file(self.folder, digest), json.dumps(asdict(reply), ensure_ascii=False).encode()
            )

    @staticmethod
    def _file(folder: Path, digest: str) -> Path:
        return folder / digest[:2] / f"{digest}.json"
