"""Authority files: tab-separated tables that say which names mean which person, state, organisation or
archive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import get_args

from regesta.extract.record import ActorKind
from regesta.extract.workspace import Workspace

COLUMNS = (
    "label", "kind", "aliases", "metonyms", "adjectives", "identifiers", "dates", "note", "coordinates",
)  # fmt: skip
#: What an entry may be. `place` and `archive` are not actors: a place never acts, an archive only when it is
#: cited or thanked.
KINDS: tuple[str, ...] = (*get_args(ActorKind), "place", "archive")
_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")
_ERA = re.compile(r"\d{4}/\d{4}")


class AuthorityError(Exception):
    """An authority file that cannot be read; the message names the file and line and says what a line must
    look like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an authority file. `aliases` are other names, `metonyms` places or buildings that stand for
    it when they act, `adjectives` words that may own its acts ("Soviet"), `identifiers` pairs such as
    ("wikidata", "Q855"), `dates` EDTF of life or existence, `era` the years of its table, which count where
    it has no dates; `coordinates` of a place are latitude and longitude in degrees."""

    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    dates: str = ""
    note: str = ""
    source: str = ""
    era: str = ""
    coordinates: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Entries by label, and every name that leads to them; `conflicts` says which name of one file and line
    gave way to another's."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    metonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()

    def entry(self, label: str) -> Entry | None:
        """The entry of that exact label."""
        return self.entries.get(label)

    def of_name(self, name: str) -> tuple[Entry, ...]:
        """The entries whose label or alias it is (case and apostrophes do not matter); several when the name
        is ambiguous."""
        return tuple(self.entries[label] for label in self.names.get(fold(name), ()))

    def of_metonym(self, place: str) -> tuple[Entry, ...]:
        """The entries a place or building may stand for."""
        return tuple(self.entries[label] for label in self.metonyms.get(fold(place), ()))

    def of_adjective(self, word: str) -> tuple[Entry, ...]:
        """The entries whose acts the adjective may own."""
        return tuple(self.entries[label] for label in self.adjectives.get(fold(word), ()))


def fold(name: str) -> str:
    """A name as the tables compare it: lower case without accents and apostrophes, hyphens and dots as
    spaces: "J.V. Stalin" -> "j v stalin"."""
    plain = (
        name.replace("\u2019", "")
        .replace("\u2018", "")
        .replace("'", "")
        .replace("-", " ")
        .replace("\u2011", " ")
        .replace(".", " ")
    )
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.lower().split())


def shipped_files() -> tuple[Path, ...]:
    """The authority files that come with the package."""
    folder = Path(str(resources.files("regesta.extract.authority")))
    return tuple(sorted(folder.glob("*.tsv")))


def load_authority(paths: Iterable[Path]) -> Authority:
    """The files as one authority, in order; a later line replaces an earlier one of the same label. Start
    with `shipped_files()` to extend ours.

    Errors: AuthorityError naming file and line.
    """
    entries: dict[str, Entry] = {}
    for path in paths:
        for entry in read_entries(path):
            entries[entry.label] = entry
    return build(entries.values())


def authorities(workspace: Workspace | None = None, extra: Sequence[Path] = ()) -> Authority:
    """The shipped authority extended by the workspace's own files, which win over it, and by `extra`, which
    win over both."""
    own = authority_files(workspace) if workspace is not None else ()
    return load_authority([*shipped_files(), *own, *extra])


def authority_files(workspace: Workspace) -> tuple[Path, ...]:
    """The authority files of a workspace, in the order in which they are read: those in its folder, then
    those that regesta.toml names."""
    named = (workspace.root / name for name in workspace.settings.authorities)
    return (*sorted((workspace.root / "authority").glob("*.tsv")), *named)


def build(entries: Iterable[Entry]) -> Authority:
    """The lookup tables over entries, in their order; the same name of two entries leads to both and is
    reported."""
    table = {e.label: e for e in entries}
    names: dict[str, list[str]] = {}
    metonyms: dict[str, list[str]] = {}
    adjectives: dict[str, list[str]] = {}
    conflicts: list[str] = []
    for e in table.values():
        for kind, rows, index in (
            ("name", (e.label, *e.aliases), names),
            ("metonym", e.metonyms, metonyms),
            ("adjective", e.adjectives, adjectives),
        ):
            for word in rows:
                known = index.setdefault(fold(word), [])
                if e.label not in known:
                    if known:
                        conflicts.append(
                            f"the {kind} {word!r} of {e.label!r} ({e.source}) also means {known[0]!r} "
                            f"({table[known[0]].source})"
                        )
                    known.append(e.label)
    return Authority(table, _frozen(names), _frozen(metonyms), _frozen(adjectives), tuple(conflicts))


def _frozen(index: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {k: tuple(v) for k, v in index.items()}


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of one file: a header line with column names, then a line each; `#` starts a comment line;
    lists are parted by `|`. A comment before the header such as `# era: 1930/1970` gives the era of all."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise AuthorityError(
            f"the authority file {path} cannot be read: {error.strerror}. Check the path in regesta.toml "
            f"under `authorities`."
        ) from error
    except UnicodeDecodeError as error:
        raise AuthorityError(
            f"the authority file {path} is not UTF-8 (byte {error.start}). Save it as UTF-8, tab-separated."
        ) from error
    header: list[str] | None = None
    era = ""
    out: list[Entry] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            era = _era(path, number, line) or era
            continue
        cells = [c.strip() for c in line.split("\t")]
        if header is None:
            header = _header(path, number, cells)
            continue
        out.append(replace(_entry(path, number, header, cells), era=era))
    if header is None:
        raise AuthorityError(
            f"the authority file {path} has no header line. Its first line must name its columns, "
            f"tab-separated: {' '.join(COLUMNS)}."
        )
    return tuple(out)


def _era(path: Path, number: int, line: str) -> str:
    """The era that a comment line gives, "" where it gives none."""
    words, _, era = line.lstrip("# ").partition(":")
    if words.strip().lower() != "era" or not line.startswith("#"):
        return ""
    if not _ERA.fullmatch(era.strip()):
        raise AuthorityError(
            f"{path}, line {number}: the era is {era.strip()!r}. It must be two years parted by a slash, "
            f"such as `# era: 1930/1970`."
        )
    return era.strip()


def _header(path: Path, number: int, cells: list[str]) -> list[str]:
    unknown = [c for c in cells if c not in COLUMNS]
    if unknown or "label" not in cells or "kind" not in cells:
        what = (
            f"unknown columns {', '.join(map(repr, unknown))}"
            if unknown
            else "no column `label` or no column `kind`"
        )
        raise AuthorityError(
            f"{path}, line {number}: the header has {what}. The columns are {', '.join(COLUMNS)}, parted "
            f"by tabs; label and kind are required."
        )
    return cells


def _entry(path: Path, number: int, header: list[str], cells: list[str]) -> Entry:
    here = f"{path}, line {number}"
    if len(cells) > len(header):
        raise AuthorityError(
            f"{here}: {len(cells)} cells under {len(header)} columns. Is a tab too many, or the header short?"
        )
    row = dict(zip(header, cells, strict=False))
    if not row["label"]:
        raise AuthorityError(f"{here}: the label is empty. Every line needs the name the graph is to show.")
    if row.get("kind", "") not in KINDS:
        raise AuthorityError(
            f"{here}: kind is {row.get('kind', '')!r}. It must be one of {', '.join(KINDS)}."
        )
    identifiers = []
    for part in _list(row.get("identifiers", "")):
        scheme, colon, value = part.partition(":")
        if not colon or not scheme or not value:
            raise AuthorityError(
                f"{here}: the identifier {part!r} must read scheme:value, such as wikidata:Q855."
            )
        identifiers.append((scheme, value))
    return Entry(
        label=row["label"],
        kind=row["kind"],
        aliases=_list(row.get("aliases", "")),
        metonyms=_list(row.get("metonyms", "")),
        adjectives=_list(row.get("adjectives", "")),
        identifiers=tuple(sorted(identifiers)),
        dates=row.get("dates", ""),
        coordinates=_coordinates(here, row.get("coordinates", "")),
        note=row.get("note", ""),
        source=f"{path.name}:{number}",
    )


def _coordinates(here: str, cell: str) -> tuple[float, float] | None:
    """Latitude and longitude of a cell such as "37.57, 126.98"; None where it is empty."""
    if not cell:
        return None
    found = _COORDINATES.fullmatch(cell)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        raise AuthorityError(
            f"{here}: the coordinates are {cell!r}. They must be latitude and longitude in degrees, "
            f"such as 37.57, 126.98."
        )
    return float(found[1]), float(found[2])


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
