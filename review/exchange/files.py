"""A file somebody brings back, read as what its name says it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.xml import local, parse_xml
from regesta.review.exchange import (
    conllu,
    doccano,
    edition,
    label_studio,
    prodigy,
    spreadsheet,
    standoff,
    webannotation,
)
from regesta.review.exchange.plan import Fault, Ground, ImportFault
from regesta.review.json_values import nesting
from regesta.review.request import VerdictRequest

Reader = Callable[..., tuple[list[VerdictRequest], list[Fault]]]

#: The endings of files of annotations.
ENDINGS = (".csv", ".json", ".jsonl", ".jsonld", ".conllu", ".tei", ".xml", ".xmi", ".zip")


def read(
    name: str, data: bytes, ground: Ground, *, proposer: str
) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the file `name` says of the records, and what in it cannot be understood; `proposer` made what is
    new in it.

    Errors: ImportFault for an ending that is not known, and a file that is not what its ending says.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == ".csv":
            return spreadsheet.read(data, ground)
        if reader := _reader(suffix, data):
            return reader(data, ground, proposer=proposer)
    except RecursionError as error:
        raise ImportFault(
            f"{name} is nested too deeply to be annotations; export it again from the tool it was made with"
        ) from error
    raise ImportFault(
        f"{name or 'the file'} has an ending that is not known; annotations come as .json or .jsonld (Web "
        "Annotation), .json (Label Studio), .jsonl (doccano, Prodigy), .conllu, .tei or .xml (TEI), .xmi or "
        ".zip (INCEpTION), .csv (spreadsheet)"
    )


def _reader(suffix: str, data: bytes) -> Reader | None:
    """What reads a file of that ending; where several tools share one, its words decide."""
    match suffix:
        case ".jsonl":
            return prodigy.read if is_prodigy(data) else doccano.read
        case ".conllu":
            return conllu.read
        case ".json" if _is_label_studio(data):
            return label_studio.read
        case ".json" | ".jsonld":
            return webannotation.read
        case ".tei" | ".xml":
            return _tei
        case ".xmi" | ".zip":
            from regesta.review.exchange import cas  # slow to load

            return cas.read
    return None


def _tei(data: bytes, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """Our own stand-off, or the names of an edition. Errors: ImportFault."""
    try:
        root = parse_xml(data, "the file")
    except ReadingError as error:
        raise ImportFault(str(error)) from error
    if local(root) not in ("TEI", "TEI.2", "teiCorpus"):
        raise ImportFault(f"the file is no TEI: its root element is {local(root)}")
    reader = standoff.read if standoff.is_ours(root) else edition.read
    return reader(root, ground, proposer=proposer)


def is_prodigy(data: bytes) -> bool:
    """Whether JSON lines are Prodigy's: its tasks have spans, doccano's entities."""
    first = data.decode("utf-8-sig", errors="replace").lstrip().partition("\n")[0]
    with suppress(ValueError):
        row = json.loads(first)
        return isinstance(row, dict) and ("spans" in row or "answer" in row)
    return False


def _is_label_studio(data: bytes) -> bool:
    if nesting(data, webannotation.DEEPEST) > webannotation.DEEPEST:
        return False
    with suppress(ValueError):
        return label_studio.is_label_studio(json.loads(data.decode("utf-8-sig")))
    return False
