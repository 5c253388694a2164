"""An archival tradition as its TOML file says it: archives, kinds of unit in their order, and compact
patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from regesta.extract.text.initials import full_and_short

_EDGE, _END = r"(?<![\w-])", r"(?!\w)"


class TraditionError(ValueError):
    """A tradition file that cannot be read; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive under its short label, its name in full, and the pattern of its written forms."""

    label: str
    name: str
    tradition: str
    forms: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of unit: `level` is the field's term, `field` where a citation keeps its number ("" for none);
    with `archive` it needs its archive beside it, with `company` that or another unit."""

    level: str
    field: str
    pattern: re.Pattern[str]
    whole: bool
    rank: int
    archive: bool
    company: bool = False


@dataclass(frozen=True, slots=True)
class Compact:
    """A shelfmark written as one piece: its named groups are the levels, outermost first; a `weak` one yields
    to any other reading."""

    pattern: re.Pattern[str]
    archive: bool
    fields: Mapping[str, str]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Tradition:
    """`minimum`: units needed where no archive stands beside; `pages`: the field a page number behind a
    shelfmark belongs to; `type`: what is kept under its shelfmarks."""

    name: str
    about: str
    archives: tuple[Archive, ...]
    units: tuple[Unit, ...]
    compacts: tuple[Compact, ...]
    minimum: int
    pages: str
    shelfmark: bool
    type: str


@cache
def traditions() -> tuple[Tradition, ...]:
    """Every tradition, one per TOML file, in file-name order."""
    files = sorted(
        (f for f in resources.files(__package__).iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
    )
    return tuple(read(tomllib.loads(f.read_text("utf-8")), f.name) for f in files)


def read(data: Mapping[str, Any], file: str) -> Tradition:
    """A tradition out of its parsed TOML.

    Errors: TraditionError naming the file and the entry whose pattern does not compile or whose key is
    missing.
    """
    try:
        name = data["name"]
        archives = tuple(_archive(a, name) for a in data.get("archives", ()))
        units = tuple(_unit(u, rank) for rank, u in enumerate(data.get("units", ())))
        compacts = tuple(
            Compact(
                re.compile(rf"(?<![\w/])(?:{p['regex']}){_END}"),
                bool(p.get("archive")),
                dict(p.get("fields", {})),
                bool(p.get("weak")),
            )
            for p in data.get("patterns", ())
        )
    except KeyError as error:
        raise TraditionError(f"{file} lacks {error}; compare russian.toml, which has every key") from error
    except re.error as error:
        raise TraditionError(
            f"{file} has a pattern that does not compile: {error} in {error.pattern!r}"
        ) from error
    return Tradition(
        name,
        data.get("about", ""),
        archives,
        units,
        compacts,
        data.get("minimum", 2),
        data.get("pages", ""),
        bool(data.get("shelfmark")),
        data.get("type", "archival_document"),
    )


def _archive(entry: Mapping[str, Any], tradition: str) -> Archive:
    # a folded line break may leave two spaces where the form has one
    forms: list[str] = [
        re.sub(r" (?![?*+\]])", r"\\s+", f) for f in sorted(entry["forms"], key=len, reverse=True)
    ]
    # short acronyms keep their case, longer names do not: "PRO" is no "pro"
    alternatives = "|".join(f if len(re.sub(r"\W", "", f)) <= 4 else f"(?i:{f})" for f in forms)
    return Archive(
        entry["label"],
        entry["name"],
        tradition,
        re.compile(rf"{_EDGE}(?:{alternatives}){_END}") if forms else None,
    )


def _unit(entry: Mapping[str, Any], rank: int) -> Unit:
    words, short, value = entry.get("words", ""), entry.get("short", ""), entry["value"]
    case = bool(entry.get("case"))
    heads = [rf"(?i:{words})\.?(?:\s*(?:no|No|№)\.?)?\s*"] if words else []
    if short:
        heads.append(rf"(?:{short})\.?\s*(?=\d)" if case else rf"(?i:{short})\.?\s*(?:№\s*)?")
    head = f"(?:{'|'.join(heads)})" if heads else ""
    return Unit(
        entry["level"],
        entry.get("field", ""),
        re.compile(rf"(?<![\w.]){head}(?P<value>{value})"),
        bool(entry.get("whole")),
        rank,
        bool(entry.get("archive")),
        bool(entry.get("company")),
    )


@cache
def archive_of(written: str) -> Archive | None:
    """The archive that a written form names in full, such as "TSAMO", "Public Record Office, Kew" or
    "Archive of the Foreign Policy of Russia (AVPRF)", by its full form before its short one; None when no
    tradition knows it."""
    both = full_and_short(written) or ()
    return next((known for form in (written, *both) if (known := _named(form))), None)


def _named(written: str) -> Archive | None:
    plain = re.sub(r"^[Tt]he ", "", written.strip().strip(".,"))
    for tradition in traditions():
        for archive in tradition.archives:
            if archive.forms and (archive.forms.fullmatch(plain) or archive.forms.fullmatch(written.strip())):
                return archive
    return None
