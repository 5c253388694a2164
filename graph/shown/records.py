"""Records without words of texts that may not be shown whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from regesta.extract.workspace import Workspace
from regesta.graph.bundle.packing import jsonl_line, nothing_left
from regesta.graph.bundle.verbatim import Verbatim
from regesta.graph.shown.setting import TextSetting


def restricted_records(lines: Iterable[bytes], setting: TextSetting, workspace: Workspace) -> Iterator[bytes]:
    """Lines of records, their quotations taken out as archives without text take them out wherever a text may
    not be shown whole: records are of candidates too, which cover all of it."""
    texts = {name: Verbatim(workspace.text(name)) for name in workspace.documents()}
    for line in lines:
        row: dict[str, Any] = json.loads(line)
        document = str(row.get("document", ""))
        if setting.of(document) != "full":
            taken = texts[document].withheld(row) if document in texts else row
            row = nothing_left(taken, list(texts.values()), gone=document not in texts)
        yield jsonl_line(row).encode()


__all__ = ["restricted_records"]
