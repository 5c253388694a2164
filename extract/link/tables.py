"""Authority tables to link to: tab- or comma-separated files with a name and an identifier a line, whatever
their columns are called."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
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
    comma = path.suffix.lower() == ".csv"
    lines = csv.reader(
        io.StringIO(text),
        delimiter="," if comma else "\t",
        quoting=csv.QUOTE_MINIMAL if comma else csv.QUOTE_NONE,
    )
    header: list[str] | None = None
    out: list[Row] = []
    for number, cells in enumerate(lines, 1):
        if not any(c.strip() for c in cells) or cells[0].startswith("#"):
            continue
        if header is None:
            header = _header(path, number, [c.strip().lower() for c in cells])
            continue
        if len(cells) > len(header):
            raise AuthorityError(
                f"{path}, line {number}: {len(cells)} cells under {len(header)} columns. Is a separator too many, or the header short?"
            )
        row = _row(
            f"{path}, line {number}",
            dict(zip(header, (c.strip() for c in cells), strict=False)),
            prefix,
            kind,
            number,
        )
        if row is not None:
            out.append(row)
    if header is None:
        raise AuthorityError(f"the authority table {path} is empty; its first line must name its columns.")
    return tuple(out)


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
                f"{path}, line {number}: no column with {'a name' if what == 'label' else 'an identifier'}; call one of them {wanted}."
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
    if not label:
        return None
    objects = [authority_iri("", own) or prefix + quote(own, safe="/-._~:@")] if own else []
    for scheme in SCHEMES:
        objects += [
            iri
            for v in row.get(scheme, "").split("|")
            if v.strip() and (iri := authority_iri(scheme, v.strip()))
        ]
    for part in row.get("identifiers", "").split("|"):
        scheme, _, value = part.strip().partition(":")
        if value and (iri := authority_iri(scheme, value)):
            objects.append(iri)
    if not objects:
        return None
    name, years = life(label)
    told = _years(_first(row, known["dates"]))
    variants = [v.strip() for n in row if n in known["variants"] for v in row[n].split("|") if v.strip()]
    names = tuple(dict.fromkeys([name, *(life(v)[0] for v in variants)]))
    return Row(
        names=names,
        objects=tuple(dict.fromkeys(objects)),
        kind=said,  # type: ignore[arg-type]
        years=told if any(told) else years,
        line=line,
    )


def _years(edtf: str) -> tuple[int | None, int | None]:
    first, _, last = edtf.partition("/")
    return tuple(int(y[:4]) if y[:4].isdigit() else None for y in (first, last))  # type: ignore[return-value]
