"""An archive becomes a workspace again: served without its texts, whole where they are given."""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import shutil
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import tomli_w

from regesta.extract.documents import kept_name
from regesta.extract.read import ReadingError, read_bytes
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import CONFIG, DOCUMENT_ID, Workspace, create, open_workspace
from regesta.graph.bundle.crate import METADATA
from regesta.graph.bundle.packing import GRAPH, LOG, QUALITY, README, jsonl_line, shared_settings
from regesta.graph.bundle.verbatim import DigestError, digest, pieces_of, restored
from regesta.graph.bundle.withheld import FOLDER, WITHHELD, Withheld, withheld

#: An archive may hold so much when it is unpacked (bytes); a thesis's is a hundredth of it.
LARGEST = 2 << 30
#: The files such an archive has, as `packing` names them; others (.git, a store) are not unpacked.
_FILES = re.compile(
    rf"{re.escape(CONFIG)}|{README}|{METADATA}|{GRAPH}|{LOG}|{QUALITY}|{WITHHELD}"
    r"|records/[a-z0-9][a-z0-9._-]{0,63}\.jsonl|documents/[a-z0-9][a-z0-9._-]{0,63}/[^./][^/]*"
    r"|(authority|links)/[^./][^/]*\.tsv|queries/[^./][^/]*\.rq"
)
_METADATA = re.compile(r"documents/[^/]+/metadata\.json")


class BundleError(ValueError):
    """An archive that cannot be taken in, or a text that is not the one it was made of; the message says
    why."""


def is_bundle(data: bytes) -> bool:
    """Whether a file is an archive of this kind: a .zip with the metadata of an RO-Crate."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return METADATA in packed.namelist()
    except zipfile.BadZipFile:
        return False


def unchecked_of(workspace: Workspace, known: Withheld) -> str:
    """Which texts are not given, and how much was not compared with them. Errors: BundleError where a text
    that is given is not what was quoted."""
    out = []
    for name, told in known.documents.items():
        if name in known.missing(workspace):
            out.append(f"the text of {name} is not given: {told['quotations']:,} quotations are unchecked")
            continue
        text = workspace.text(name)
        for start, end, known_as in _quotations(known, name):
            if digest(text[start:end]) != known_as:
                raise BundleError(f"the text of {name} differs at characters {start:,} to {end:,}.")
        out.append(f"{name} is given: {told['quotations']:,} quotations are as they were")
    return "; ".join(out)


def unpack(root: Path, data: bytes) -> Workspace:
    """Make a workspace of an archive, or find it made of the same archive already. Settings that would make
    this machine ask another one are left out.

    Errors: BundleError for a folder that holds something else, and for an archive that is damaged.
    """
    files = _read(data)
    if (root / CONFIG).is_file():
        space = open_workspace(root)
        mark = root / FOLDER / WITHHELD
        if mark.is_file() and mark.read_bytes() == files.get(WITHHELD):
            return space
        raise BundleError(
            f"{root} is a workspace of its own. Name a new folder with --workspace for the archive."
        )
    inner = FOLDER if WITHHELD in files else ""
    placed = {root / _place(name, inner): content for name, content in files.items()}
    if there := next((path for path in placed if path.exists()), None):
        raise BundleError(f"{there} is there already. Name a new folder with --workspace for the archive.")
    create(root)
    for path, content in placed.items():
        write_atomic(path, content)
    return open_workspace(root)


def _place(name: str, inner: str) -> str:
    """Where a file of the archive lies in the workspace: what the texts complete waits in a folder."""
    top = name.split("/")[0] in ("authority", "links", "queries") or name in (CONFIG, README)
    return name if top or not inner else f"{inner}/{name}"


def _read(data: bytes) -> dict[str, bytes]:
    """The files of an archive by name, those apart that no such archive has. Errors: BundleError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = [e for e in packed.infolist() if not e.is_dir()]
            _refuse_outside([e.filename for e in entries])
            wanted = [e for e in entries if _FILES.fullmatch(e.filename)]
            if sum(e.file_size for e in wanted) > LARGEST:
                raise BundleError(f"the archive unpacks to more than {LARGEST >> 30} GB; it is not taken in.")
            files = {e.filename: packed.read(e) for e in wanted}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError) as error:
        raise BundleError(f"the archive is damaged ({error}). Fetch it again.") from error
    _check_digests(files)
    _check_documents(files)
    files[CONFIG] = _shared(files[CONFIG])
    return files


def _refuse_outside(names: Iterable[str]) -> None:
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or {*name} & {*"\\:"}:
            raise BundleError(f"the archive names a file outside its folder ({name}); it is not taken in.")


def _check_documents(files: Mapping[str, bytes]) -> None:
    """Errors: BundleError where what is said of the documents is not what such an archive says."""
    try:
        for name in filter(_METADATA.fullmatch, files):
            told = json.loads(files[name])
            kept = [str(told[key]) for key in ("source_name", "source_file") if told.get(key)]
            if not kept or any({*k} & {*"/\\:"} or k.startswith(".") for k in kept):
                raise BundleError(f"{name} of the archive names no file of its folder; it is not taken in.")
        if WITHHELD in files:
            told = json.loads(files[WITHHELD])
            for document, of in told["documents"].items():
                int(of["characters"]), int(of["quotations"]), of["text_sha256"], of["source_sha256"]
                if not {f"records/{document}.jsonl", f"documents/{document}/metadata.json"} <= files.keys():
                    raise BundleError(f"the archive has no records of {document}. Fetch it again.")
                told["files"][f"records/{document}.jsonl"], told["files"][LOG], int(told["accepted"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleError(f"the archive is damaged ({error!r}). Fetch it again.") from error


def _shared(config: bytes) -> bytes:
    """The settings as far as they are anybody's business. Errors: BundleError."""
    try:
        told = tomllib.loads(config.decode())
    except ValueError as error:
        raise BundleError(f"{CONFIG} of the archive cannot be read ({error}). Fetch it again.") from error
    fit = shared_settings(told)
    return config if fit == told else tomli_w.dumps(fit).encode()


def _check_digests(files: Mapping[str, bytes]) -> None:
    """Compare the files with what the metadata say of them. Errors: BundleError."""
    try:
        parts = {p["@id"]: p.get("sha256", "") for p in json.loads(files[METADATA])["@graph"]}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleError(f"{METADATA} of the archive cannot be read ({error}). Fetch it again.") from error
    for name in (CONFIG, GRAPH, LOG):
        if name not in files:
            raise BundleError(
                f"the archive has no {name}; it is not one that `regesta export -f bundle` made."
            )
    for name, content in files.items():
        if parts.get(name) and hashlib.sha256(content).hexdigest() != parts[name]:
            raise BundleError(f"{name} in the archive is not what its metadata say. Fetch it again.")


def give_text(workspace: Workspace, file: Path) -> str:
    """Put a text back that was withheld, with every quotation of it; the id of its document.

    When it is the last, records and log are whole again and the archive's folder goes. Errors: BundleError
    for another file, saying where it differs.
    """
    known = withheld(workspace)
    if known is None:
        raise BundleError(f"{workspace.root} lacks no text; leave --text out.")
    if workspace.settings.database:
        raise BundleError(
            f"{workspace.root} keeps log and records in a database, and texts are put back into files. Take "
            "`database` out of regesta.toml, put the texts back, then fill the database: regesta sync URL."
        )
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BundleError(f"{file} cannot be read: {error.strerror or error}. Check the path.") from error
    source = hashlib.sha256(data).hexdigest()
    name = next((d for d, told in known.documents.items() if told["source_sha256"] == source), "")
    if not name:
        raise BundleError(_difference(known, file, data))
    meta = json.loads((known.folder / "documents" / name / "metadata.json").read_text("utf-8"))
    text = read_bytes(data, str(meta["source_name"]), name).text
    if digest(text) != known.documents[name]["text_sha256"]:
        raise BundleError(
            f"this version of regesta reads {file.name} into another text than the one that was reviewed. "
            "Use the version the archive was made with."
        )
    _put(
        workspace,
        known,
        name,
        text,
        data,
        str(meta.get("source_file") or kept_name(str(meta["source_name"]))),
    )
    if not known.missing(workspace):
        _whole(workspace, known)
    return name


def _put(workspace: Workspace, known: Withheld, name: str, text: str, data: bytes, source: str) -> None:
    """Write a document and its records."""
    records = _restored(known, f"records/{name}.jsonl", {name: text})
    folder = workspace.document(name)
    write_atomic(workspace.records_file(name), records)
    write_atomic(folder / source, data)
    write_atomic(folder / "text.txt", text.encode())
    write_atomic(folder / "metadata.json", (known.folder / "documents" / name / "metadata.json").read_bytes())


def _whole(workspace: Workspace, known: Withheld) -> None:
    """Write the log, now that every text is there, and let the archive's folder go."""
    texts = {name: workspace.text(name) for name in known.documents}
    write_atomic(workspace.log, _restored(known, LOG, texts))
    shutil.rmtree(known.folder)


def _restored(known: Withheld, file: str, texts: Mapping[str, str]) -> bytes:
    """A file with its quotations put back. Errors: BundleError where it is not what it was."""
    try:
        data = "".join(map(jsonl_line, _rows(known, file, texts))).encode()
    except DigestError as error:
        raise BundleError(f"{error}; nothing was put back.") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BundleError(f"{file} of the archive is damaged ({error!r}). Fetch it again.") from error
    if hashlib.sha256(data).hexdigest() != known.files[file]:
        raise BundleError(f"{file} of the archive does not become what it was; fetch the archive again.")
    return data


def _rows(known: Withheld, file: str, texts: Mapping[str, str]) -> Iterator[Any]:
    for row in _lines(known.folder / file):
        if file == LOG:
            yield restored(row["verdict"], texts.get(row["document"], ""))
        else:
            yield restored(row, next(iter(texts.values())))


def _lines(path: Path) -> Iterator[Any]:
    return (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)


def _quotations(known: Withheld, name: str) -> list[tuple[int, int, str]]:
    """What was withheld of a document: start, end, digest, in the order of the text."""
    rows: Iterable[Any] = _lines(known.folder / f"records/{name}.jsonl")
    said = (r["verdict"] for r in _lines(known.folder / LOG) if r["document"] == name)
    return sorted({*(p for r in rows for p in pieces_of(r)), *(p for r in said for p in pieces_of(r))})


def _difference(known: Withheld, file: Path, data: bytes) -> str:
    """Why a file is none of the texts, and where it begins to differ from the one it is nearest to."""
    wanted = ", ".join(f"{d} (sha256 {t['source_sha256'][:16]}…)" for d, t in known.documents.items())
    begin = f"{file} is not a text this archive was made of: {wanted}."
    where = [_first_difference(known, name, file, data) for name in known.documents]
    return " ".join([begin, *filter(None, where), "Nothing was put back."])


def _first_difference(known: Withheld, name: str, file: Path, data: bytes) -> str:
    try:
        text = read_bytes(data, file.name, name if DOCUMENT_ID.match(name) else None).text
    except ReadingError as error:
        return f"It cannot be read ({error})."
    length = known.documents[name]["characters"]
    pieces = _quotations(known, name)
    wrong = next(((a, b) for a, b, known_as in pieces if digest(text[a:b]) != known_as), None)
    sizes = "" if len(text) == length else f" and has {len(text):,} characters for {length:,}"
    if wrong is None:
        return f"It agrees with {name} wherever that is quoted{sizes}, but the file as given is another."
    return f"It differs from {name} at characters {wrong[0]:,} to {wrong[1]:,} first{sizes}."


__all__ = ["BundleError", "give_text", "is_bundle", "unchecked_of", "unpack"]
