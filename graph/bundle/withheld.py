"""What an archive without its texts says of them, beside the workspace it was unpacked into."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regesta.extract.workspace import Workspace

#: The folder of a workspace that holds an archive whose texts are not all given.
FOLDER = "bundle"
#: The file of such an archive that says what is withheld.
WITHHELD = "withheld.json"


@dataclass(frozen=True, slots=True)
class Withheld:
    """What an archive says of its texts. `documents`: id -> `characters`, `text_sha256`, `source_sha256` and
    how many `quotations`; `files` are the digests of the files that are whole again with the texts."""

    folder: Path
    accepted: int
    documents: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, str]

    def missing(self, workspace: Workspace) -> list[str]:
        """The documents whose text is not given."""
        given = set(workspace.documents())
        return [name for name in self.documents if name not in given]


def withheld(workspace: Workspace) -> Withheld | None:
    """What of a workspace's texts is withheld; None where nothing is."""
    path = workspace.root / FOLDER / WITHHELD
    if not path.is_file():
        return None
    told = json.loads(path.read_text("utf-8"))
    return Withheld(path.parent, told["accepted"], told["documents"], told["files"])
