"""A workspace: the folder that holds a user's documents, authority files, verdict log and everything derived
from them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regesta.extract.record_files import RecordFiles, RecordStore
from regesta.extract.whole_files import write_atomic

if TYPE_CHECKING:
    from regesta.extract.database.connection import Database
    from regesta.extract.record import Record

#: Rises when the folder's layout changes so that an older program would damage it or a newer one must convert
#: it.
FORMAT = 1
CONFIG = "regesta.toml"
DOCUMENT_ID = re.compile(r"^[a-z0-9][a-z0-9._-]{0,63}$")
#: Under this name, which no document has, the record store has the identities between documents.
ACROSS = "_across"
#: How much of a document's text may be shown, from all to nothing (docs/settings.md).
TEXT_LEVELS = ("full", "quotations", "none")


class WorkspaceError(Exception):
    """A workspace that cannot be used as asked; the message says what happened, why, and what to type
    next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `regesta.toml` says. `licence` is the IRI under which exports are published, "" for none;
    `aligned` the vocabularies in whose words every query may ask; `thresholds` holds a least confidence per
    record kind; `policies` the acceptance rules by name; `proposers` who proposes what, step by step (see
    docs/proposers.md); `database` where a team keeps log and records; `documents` what holds for single
    documents, by their ids."""

    format: int = FORMAT
    base: str = "https://w3id.org/regesta/kg/"
    model: str = ""
    authorities: tuple[str, ...] = ()
    licence: str = ""
    aligned: tuple[str, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    policies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    proposers: Mapping[str, Any] = field(default_factory=dict)
    serve: Mapping[str, Any] = field(default_factory=dict)
    review: Mapping[str, Any] = field(default_factory=dict)
    validation: Mapping[str, Any] = field(default_factory=dict)
    store: Mapping[str, Any] = field(default_factory=dict)
    database: Mapping[str, Any] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def default_settings() -> dict[str, Any]:
    """The settings a new workspace starts with: `workspace.toml` beside this module."""
    return tomllib.loads(resources.files("regesta.extract").joinpath("workspace.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where things lie in a workspace folder; `settings` as read when it was opened."""

    root: Path
    settings: Settings

    @property
    def log(self) -> Path:
        """The verdict log as a file, append-only; `review.logs.log_of` has it wherever it is."""
        return self.root / "review.jsonl"

    @property
    def store(self) -> Path:
        """The writer's Oxigraph store (derived)."""
        return self.root / "store"

    @property
    def snapshots(self) -> Path:
        """Read-only copies of the store, one per build (derived)."""
        return self.root / "snapshots"

    @property
    def index(self) -> Path:
        """SQLite files for search and queues (derived)."""
        return self.root / "index"

    @property
    def cache(self) -> Path:
        """What proposers keep because it was dear to compute, such as a model's answers (derived)."""
        return self.root / "cache"

    @property
    def queries(self) -> Path:
        """The workspace's own saved queries."""
        return self.root / "queries"

    def document(self, document: str) -> Path:
        """The folder of one document."""
        return self.root / "documents" / document

    def reading_file(self, document: str) -> Path:
        """How well one document was read (derived); see docs/reading.md."""
        return self.document(document) / "reading.json"

    def reading(self, document: str) -> dict[str, Any]:
        """The reading report of a document as last kept (`ReadingReport.to_dict`). It is derived: one that is
        gone or damaged is empty."""
        try:
            told = json.loads(self.reading_file(document).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def records_file(self, document: str) -> Path:
        """The file with the candidate records of one document (derived), where files have them."""
        return self.record_files().file(document)

    def documents(self) -> list[str]:
        """The ids of all documents, sorted. A folder without metadata was not added to its end and is
        none."""
        folder = self.root / "documents"
        there = folder.iterdir() if folder.is_dir() else ()
        return sorted(p.name for p in there if DOCUMENT_ID.match(p.name) and _whole(p))

    def text(self, document: str) -> str:
        """The raw text of record, character for character (no newline translation)."""
        return (self.document(document) / "text.txt").read_bytes().decode("utf-8")

    def metadata(self, document: str) -> dict[str, Any]:
        """What is known of the document: title, author, year, digests, media type."""
        path = self.document(document) / "metadata.json"
        if not path.is_file():
            return {}
        try:
            return dict(json.loads(path.read_text("utf-8")))
        except (ValueError, TypeError) as error:
            raise WorkspaceError(
                f"{path} is not the JSON object it must be ({error}). Mend it, or restore it from version "
                "control."
            ) from error

    def records(self, document: str, kinds: Container[str] = ()) -> list[Record]:
        """The candidate records as last extracted, in file order; empty when never extracted. Of some kinds
        only, where `kinds` names them: the others are passed over unread."""
        return self.record_store().read(document, kinds)

    def records_across(self) -> list[Record]:
        """The identities between its documents as last proposed; none where none were."""
        return self.record_store().read(ACROSS, ("identity",))

    def write_records(self, document: str, records: Iterable[Record]) -> None:
        """Replace a document's candidate records, all at once."""
        self.record_store().write(document, records)

    def record_store(self) -> RecordStore:
        """Where the candidate records are: files here, or the database of the settings."""
        if (database := self.database()) is None:
            return self.record_files()
        from regesta.extract.database.records import RecordTable

        return RecordTable(database)

    def record_files(self) -> RecordFiles:
        """The candidate records (derived) where files have them."""
        return RecordFiles(self.root / "records")

    def database(self) -> Database | None:
        """The database that holds the verdict log and the candidate records, None where files do."""
        if not self.settings.database:
            return None
        from regesta.extract.database.address import address_of
        from regesta.extract.database.connection import database_at

        address = address_of(self.settings.database)
        return database_at(address) if address is not None else None


def _whole(folder: Path) -> bool:
    """Whether a document's folder has what makes it one."""
    return (folder / "text.txt").is_file() and (folder / "metadata.json").is_file()


def create(root: Path, **overrides: Any) -> Workspace:
    """A new workspace in `root` (made when missing); refuses a folder that already is one."""
    import tomli_w

    if (root / CONFIG).exists():
        raise WorkspaceError(
            f"{root} already is a workspace (it has a {CONFIG}). Open it with --workspace {root}, or choose "
            "another folder."
        )
    data = default_settings() | {k: v for k, v in overrides.items() if v is not None}
    for folder in ("documents", "authority", "links", "queries"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    write_atomic(root / CONFIG, tomli_w.dumps(data).encode())
    ignore = root / ".gitignore"
    if not ignore.exists():
        write_atomic(
            ignore,
            b"# derived, may be deleted at any time\nrecords/\nstore/\nsnapshots/\nindex/\ncache/\n"
            b"documents/*/reading.json\n",
        )
    attributes = root / ".gitattributes"
    if not attributes.exists():
        write_atomic(attributes, b"review.jsonl merge=union\n")
    return open_workspace(root)


def open_workspace(root: Path) -> Workspace:
    """The workspace in `root`.

    Errors: WorkspaceError when there is none, when its settings do not parse, or when it is of another
    format.
    """
    path = root / CONFIG
    if not path.is_file():
        raise WorkspaceError(
            f"{root} is not a workspace: it has no {CONFIG}. Type `regesta init --workspace {root}` to make "
            "one."
        )
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            f"{path} cannot be read as TOML: {error}. Mend that line; `regesta init` in an empty folder "
            "shows a good file."
        ) from error
    found = data.get("format", 0)
    if found != FORMAT:
        older = isinstance(found, int) and found < FORMAT
        hint = (
            "Make a new workspace with `regesta init`, add the same documents and copy review.jsonl over"
            if older
            else "Install a newer regesta (`pip install -U regesta`)"
        )
        raise WorkspaceError(
            f"{root} is a workspace of format {found!r}; this regesta reads format {FORMAT}. {hint}."
        )
    known = set(Settings.__slots__)
    unknown = sorted(set(data) - known)
    if unknown:
        raise WorkspaceError(
            f"{path} has unknown settings {', '.join(unknown)}; the settings are {', '.join(sorted(known))}."
        )
    licence = data.get("licence", "")
    if licence and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", str(licence)):
        raise WorkspaceError(
            f"{path} has licence = {licence!r}, which is no IRI. Write for instance "
            "https://creativecommons.org/licenses/by/4.0/"
        )
    if isinstance(data.get("store"), str):  # store = "https://..." is short for its [store] table
        data["store"] = {"url": data["store"]}
    data["database"] = _database(path, data.get("database", {}))
    data["aligned"] = _aligned(path, data.get("aligned", ()))
    data["authorities"] = tuple(data.get("authorities", ()))
    _check_documents(data.get("documents", {}), path)
    return Workspace(root, Settings(**data))


def _check_documents(told: Any, path: Path) -> None:
    """Errors: WorkspaceError where `[documents.ID]` says what is not known; what may not be shown must not
    hang on a slip of the pen."""
    for name, row in told.items() if isinstance(told, Mapping) else (("", told),):
        if not isinstance(row, Mapping) or set(row) - {"text"} or row.get("text", "full") not in TEXT_LEVELS:
            legal = ", ".join(f'"{level}"' for level in TEXT_LEVELS)
            raise WorkspaceError(
                f"{path} has documents.{name} = {row!r}; write [documents.{name or 'ID'}] and beneath it "
                f"text = one of {legal}."
            )


def _database(path: Path, told: Any) -> Mapping[str, Any]:
    """The table `[database]`; a text is short for its url. Errors: WorkspaceError for what is no address; a
    password in it is not shown."""
    if not told:
        return {}
    from regesta.extract.database.address import DatabaseError, address_of  # few workspaces name any

    table = {"url": told} if isinstance(told, str) else told
    try:
        if not isinstance(table, Mapping):
            raise DatabaseError('write database = "postgresql://USER@HOST/NAME".')
        address_of(table)
    except DatabaseError as error:
        raise WorkspaceError(f"{path}: {error}") from error
    return table


def _aligned(path: Path, given: Any) -> tuple[str, ...]:
    """The vocabularies that a setting lists. Errors: WorkspaceError for one there is none of."""
    if not given:
        return ()
    from regesta.ontology.alignment import UnknownVocabulary, chosen  # few workspaces name any

    try:
        return chosen(given if isinstance(given, str) else ",".join(map(str, given)))
    except (UnknownVocabulary, TypeError) as error:
        raise WorkspaceError(f'{path} has aligned = {given!r}: {error}. Write ["prov", "sem"].') from error
