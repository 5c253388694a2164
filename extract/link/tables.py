"""Authority tables to link to: tab- or comma-separated files with a name and an identifier a line, whatever
their columns are called."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import get_args
from urllib.parse import quote

from regesta.extract.authority.reading import Authority, AuthorityError
from regesta.extract.iri import SCHEMES, authority_iri
from regesta.extract.link.naming import life
from regesta.extract.record import LinkedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry to link to: its names, the label first; the IRIs it is known by, its own first; years of
    birth and death where told."""

    names: tuple[str, ...]
    objects: tuple[str, ...]
    kind: LinkedKind
    years: tuple[int | None, int | None] = (None, None)
    line: int = 0


def read_table(path: Path, *, prefix: str, kind: LinkedKind = "person") -> tuple[Row, ...]:
    """The rows of a table. `prefix` begins the IRIs of its own identifiers; `kind` holds where the table does
    not say.

    Errors: AuthorityError naming file and line, for a table that cannot be read or lacks a name or an
    identifier column.
    """
    lines = ((n, cells) for n, cells in _lines(path) if any(c.strip() for c in cells) and cells[0][:1] != "#")
    first = next(lines, None)
    if first is None:
        raise AuthorityError(f"the authority table {path} is empty; its first line must name its columns.")
    header = _header(path, first[0], [c.strip().lower() for c in first[1]])
    rows = (_row(f"{path}, line {n}", _cells(path, n, header, cells), prefix, kind, n) for n, cells in lines)
    return tuple(row for row in rows if row is not None)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table with their numbers, parted by commas in a `.csv`, by tabs elsewhere."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise AuthorityError(
            f"the authority table {path} cannot be read: {error.strerror}. Check the path after --authority."
        ) from error
    except UnicodeDecodeError as error:
        raise AuthorityError(
            f"the authority table {path} is not UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from error
    if path.suffix.lower() == ".csv":
        rows = csv.reader(io.StringIO(text), delimiter=",", quoting=csv.QUOTE_MINIMAL)
    else:
        rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    yield from enumerate(rows, 1)


def _cells(path: Path, number: int, header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """A line's cells by the name of their column."""
    if len(cells) > len(header):
        raise AuthorityError(
            f"{path}, line {number}: {len(cells)} cells under {len(header)} columns."
            " Is a separator too many, or the header short?"
        )
    return dict(zip(header, (c.strip() for c in cells), strict=False))


def rows_of(authority: Authority) -> tuple[Row, ...]:
    """The entries of authority files that carry an identifier with an IRI; groups and schools are nobody's
    authority record."""
    out = []
    for entry in authority.entries.values():
        objects = tuple(iri for iri in (authority_iri(s, v) for s, v in entry.identifiers) if iri)
        if objects and entry.kind in get_args(LinkedKind):
            out.append(
                Row(
                    names=(entry.label, *entry.aliases),
                    objects=objects,
                    kind=entry.kind,  # type: ignore[arg-type]
                    years=_years(entry.dates),
                )
            )
    return tuple(out)


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, frozenset[str]]:
    data = tomllib.loads(resources.files("regesta.extract.link").joinpath("tables.toml").read_text("utf-8"))
    return {k: frozenset(v) for k, v in data.items()}


def _header(path: Path, number: int, cells: list[str]) -> list[str]:
    known = _columns()
    for what in ("label", "id"):
        if not any(c in known[what] for c in cells) and not (
            what == "id" and (set(cells) & (SCHEMES.keys() | {"identifiers"}))
        ):
            wanted = ", ".join(sorted(known[what]))
            raise AuthorityError(
                f"{path}, line {number}: no column with {'a name' if what == 'label' else 'an identifier'}; "
                f"call one of them {wanted}."
            )
    return cells


def _first(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[n] for n in row if n in names and row[n]), "")


def _row(here: str, row: Mapping[str, str], prefix: str, kind: LinkedKind, line: int) -> Row | None:
    known = _columns()
    label, own = _first(row, known["label"]), _first(row, known["id"])
    said = _first(row, known["kind"]).lower() or kind
    if said not in get_args(LinkedKind):
        raise AuthorityError(
            f"{here}: kind is {said!r}. It must be one of {', '.join(get_args(LinkedKind))}."
        )
    objects = _objects(row, own, prefix)
    if not label or not objects:
        return None
    name, years = life(label)
    told = _years(_first(row, known["dates"]))
    variants = [v for n in row if n in known["variants"] for v in _parts(row[n])]
    return Row(
        names=tuple(dict.fromkeys([name, *(life(v)[0] for v in variants)])),
        objects=objects,
        kind=said,  # type: ignore[arg-type]
        years=told if any(told) else years,
        line=line,
    )


def _objects(row: Mapping[str, str], own: str, prefix: str) -> tuple[str, ...]:
    """The IRIs of a row: its own identifier's first, then those of the columns of known authorities, then
    those of the column `identifiers` ("viaf:123|gnd:456")."""
    found: list[str | None] = [authority_iri("", own) or prefix + quote(own, safe="/-._~:@")] if own else []
    found += [authority_iri(scheme, v) for scheme in SCHEMES for v in _parts(row.get(scheme, ""))]
    for part in _parts(row.get("identifiers", "")):
        scheme, _, value = part.partition(":")
        found.append(authority_iri(scheme, value) if value else None)
    return tuple(dict.fromkeys(iri for iri in found if iri))


def _parts(cell: str) -> list[str]:
    """The values of a cell, parted by "|"."""
    return [v.strip() for v in cell.split("|") if v.strip()]


def _years(edtf: str) -> tuple[int | None, int | None]:
    first, _, last = edtf.partition("/")
    return tuple(int(y[:4]) if y[:4].isdigit() else None for y in (first, last))  # type: ignore[return-value]
