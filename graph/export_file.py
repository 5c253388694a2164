"""Exports as files: whole or not at all, into a folder under a name of their own, tables unpacked where a
folder is asked for."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace
from regesta.graph.csvw.metadata import NAME
from regesta.graph.export import ExportError, export, require
from regesta.review.logs import log_of

#: How a file of each format ends when it is not named.
SUFFIXES: Mapping[str, str] = {
    "records": ".jsonl",
    "verdicts": ".review.jsonl",
    "nquads": ".nq",
    "trig": ".trig",
    "turtle": ".ttl",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
    "bibtex": ".bib",
    "csl": ".csl.json",
    "ris": ".ris",
    "spar": ".spar.ttl",
    "sssom": ".sssom.tsv",
    "webannotation": ".annotations.jsonld",
    "xmi": ".xmi.zip",
    "tei": ".tei.xml",
    "csv": ".csv",
    "doccano": ".doccano.jsonl",
    "labelstudio": ".labelstudio.json",
    "prodigy": ".prodigy.jsonl",
    "conllu": ".conllu",
    "csvw": ".csvw",
    "nanopub": ".nanopub.trig",
    "rdf12": ".rdf12.trig",
    "geojson": ".geojson",
    "linkedplaces": ".lpf.json",
    "cmif": ".cmif.xml",
    "aif": ".aif.json",
    "xaif": ".xaif.json",
    "crminf": ".crminf.ttl",
    "bundle": ".zip",
}


def export_file(
    workspace: Workspace,
    form: str,
    output: Path,
    *,
    everything: bool = False,
    document: str | None = None,
    without_text: bool = False,
    aligned: tuple[str, ...] = (),
) -> Path:
    """Write an export to a path, replacing what was there only when it is complete; returns what was written.

    In a folder that is there the file is named after the workspace. `csvw` is a folder of tables, unless
    `output` ends in `.zip`.
    Errors: as `export`; ExportError when a folder of tables would replace something else.
    """
    how: Any = {
        "everything": everything,
        "document": document,
        "without_text": without_text,
        "aligned": aligned,
    }
    require(form, **how)
    unpack = form == "csvw" and output.suffix != ".zip"
    if output.is_dir() and not (unpack and _replaceable(output)):
        output = output / (workspace.root.resolve().name + SUFFIXES[form])
    if form == "verdicts" and output.resolve() == workspace.log.resolve():
        return _own_log(workspace)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.", suffix=".part")
    except OSError as error:
        raise ExportError(
            f"nothing can be written to {output.parent}: {error.strerror}. Name another place with -o."
        ) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as target:
            export(workspace, form, target, **how)
            target.flush()
            os.fsync(target.fileno())
        if unpack:
            _unpack(part, output)
        else:
            part.chmod(0o666 & ~_umask())
            part.replace(output)
    finally:
        part.unlink(missing_ok=True)
    return output


def _own_log(workspace: Workspace) -> Path:
    """Write the log of a database into the workspace's own folder, where the texts lie too: whole, whatever
    of them may be shown. Errors: ExportError where that file is the log itself."""
    if not workspace.settings.database:
        raise ExportError(f"{workspace.log} is the verdict log itself. Name another file with -o.")
    write_atomic(workspace.log, log_of(workspace).lines())
    return workspace.log


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _replaceable(folder: Path) -> bool:
    """Whether a folder is empty or holds nothing but tables exported before."""
    names = {p.name for p in folder.iterdir()}
    return not names or (NAME in names and all(n.endswith(".csv") or n in (NAME, "README.md") for n in names))


def _unpack(archive: Path, folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and _replaceable(folder)):
        raise ExportError(
            f"{folder} is there and holds other things than exported tables. Name another "
            "folder, or a file that ends in .zip."
        )
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(fresh)
        fresh.chmod(0o777 & ~_umask())
        if folder.exists():
            old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".old"))
            folder.replace(old)
            fresh.replace(folder)
            shutil.rmtree(old)
        else:
            fresh.replace(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
