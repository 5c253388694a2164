"""Which documents are extracted already, from the same text, by the same program and settings.

    records/<document>.made.json

Derived, beside the records: a digest of what they were made from, and one of themselves.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import regesta.extract
from regesta.extract.annotate.models import folder_of, package_of
from regesta.extract.authority.reading import authority_files
from regesta.extract.propose.choosing import GROUP, choices
from regesta.extract.propose.rules import RULES
from regesta.extract.record import Diagnostic, Record
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace

#: What the extraction is made of: code, tables, learnt models, shipped authority files.
_PARTS = ("py", "toml", "json", "tsv")


def is_done(space: Workspace, document: str, model: str, *, strict: bool = False) -> bool:
    """Whether the records of a document are there, whole, and what an extraction would write now.

    Where proposers other than the rules work, or `strict` asks, records with diagnostics are not: a model's
    endpoint that was down may be up again.
    """
    try:
        made = json.loads(_file(space, document).read_bytes())
        faults = made["faults"] and (strict or _others_work(space))
        return bool(
            not faults
            and made["inputs"] == inputs_of(space, document, model)
            and made["records"] == space.record_store().digests([document])[document]
        )
    except (OSError, ValueError, LookupError, TypeError):
        return False


def mark_done(space: Workspace, document: str, model: str, records: Iterable[Record]) -> None:
    """Keep what the records of a document, just written, were made from."""
    made = {
        "inputs": inputs_of(space, document, model),
        "records": space.record_store().digests([document])[document],
        "faults": sum(1 for r in records if isinstance(r, Diagnostic)),
    }
    write_atomic(_file(space, document), (json.dumps(made, indent=1) + "\n").encode("utf-8"))


def inputs_of(space: Workspace, document: str, model: str) -> str:
    """A digest of all that the records of a document depend on: what was added, and what is said of it, the
    settings, authority files, model, installed proposers, and the program."""
    told: list[Any] = [
        program(),
        space.metadata(document),
        dict(space.settings.proposers),
        _version_of(model),
        [_digest(path.read_bytes()) for path in authority_files(space)],
        _installed(),
    ]
    return _digest(json.dumps(told, sort_keys=True, default=str).encode("utf-8"))


def _others_work(space: Workspace) -> bool:
    """Whether other proposers than the rules are chosen."""
    chosen = choices(space.settings.proposers)
    return any(choice.proposer not in RULES for step in chosen.values() for choice in step)


@cache
def program() -> str:
    """A digest of the program as far as it extracts, and of the data it ships for that."""
    root = Path(str(regesta.extract.__file__)).resolve().parent
    total = hashlib.sha256()
    for path in sorted(p for end in _PARTS for p in root.rglob(f"*.{end}")):
        total.update(path.relative_to(root).as_posix().encode("utf-8") + b"\0" + path.read_bytes())
    return total.hexdigest()


@cache
def _version_of(model: str) -> str:
    """A model by name and version, and what its folder says of it where it is the user's own."""
    package = package_of(model)
    if package is not None:
        return folder_of(package).name
    own = Path(model) / "meta.json"
    if own.is_file():
        return _digest(own.read_bytes())
    try:
        return f"{model} {importlib.metadata.version(model)}"
    except importlib.metadata.PackageNotFoundError:
        return model


@cache
def _installed() -> tuple[str, ...]:
    """The packages that bring proposers, with their versions."""
    points = importlib.metadata.entry_points(group=GROUP)
    return tuple(sorted({f"{p.dist.name} {p.dist.version}" for p in points if p.dist is not None}))


def _file(space: Workspace, document: str) -> Path:
    return space.records_file(document).with_suffix(".made.json")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
