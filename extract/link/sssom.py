"""SSSOM mapping sets as TSV: read from anybody, written valid. https://mapping-commons.github.io/sssom/"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

#: Prefixes every SSSOM file may use without declaring them.
BUILT_IN: Mapping[str, str] = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "linkml": "https://w3id.org/linkml/",
}
#: The columns we write, in the order of the specification.
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "reviewer_id",
    "reviewer_label",
    "mapping_tool",
    "mapping_date",
    "confidence",
    "comment",
)
_IDS = ("subject_id", "predicate_id", "object_id", "reviewer_id")
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")

#: What stands for "there is no such term", without its scheme.
_NOTHING = "w3id.org/sssom/NoTermFound"


class LinkFileError(ValueError):
    """An SSSOM file that cannot be read; the message names file and line and says what should stand there."""


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One row, its identifiers as whole IRIs; `cells` holds every column by its SSSOM name, `line` where it
    stands."""

    subject: str
    predicate: str
    object: str
    justification: str
    cells: Mapping[str, str]
    line: int = 0

    @property
    def negated(self) -> bool:
        """Whether it says that the two do not match."""
        return self.cells.get("predicate_modifier", "").lower() == "not"

    @property
    def found_nothing(self) -> bool:
        """Whether it says that a match was looked for and not found: the term `sssom:NoTermFound` on a side,
        or a cardinality with a 0."""
        sides = {iri.partition("://")[2] for iri in (self.subject, self.object)}
        return _NOTHING in sides or "0" in self.cells.get("mapping_cardinality", "").split(":")


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A file: its metadata block and its rows."""

    metadata: Mapping[str, Any]
    rows: tuple[MappingRow, ...] = field(default=())


def read_sssom(path: Path) -> MappingSet:
    """The mapping set of a TSV file with its metadata block; columns this program does not know are kept in
    `cells`.

    Errors: LinkFileError for what is not SSSOM: bad YAML, a missing column, an undeclared prefix, a
    confidence that is no number from 0 to 1.
    """
    lines = _lines(path)
    head = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    metadata = _metadata(path, lines[:head])
    prefixes = {**BUILT_IN, **{str(k): str(v) for k, v in (metadata.get("curie_map") or {}).items()}}
    defaults = {k: str(v) for k, v in metadata.items() if isinstance(v, str | int | float)}
    header = _header(path, lines, head, defaults)
    table = csv.reader(io.StringIO("\n".join(lines[head + 1 :])), delimiter="\t", quoting=csv.QUOTE_MINIMAL)
    rows = []
    for number, cells in enumerate(table, head + 2):
        if any(c.strip() for c in cells):
            named = dict(zip(header, (c.strip() for c in cells), strict=False))
            rows.append(_row(f"{path}, line {number}", named, defaults, prefixes, number))
    return MappingSet(metadata, tuple(rows))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise LinkFileError(f"the link file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LinkFileError(
            f"the link file {path} is not UTF-8 (byte {error.start}). Save it as UTF-8, tab-separated."
        ) from error


def _header(path: Path, lines: Sequence[str], head: int, defaults: Mapping[str, str]) -> list[str]:
    """The names of the columns, in the line below the metadata."""
    if head == len(lines):
        raise LinkFileError(
            f"{path} has no header line; below the metadata the first line names the columns:"
            f" {', '.join(_REQUIRED)} and so on, parted by tabs."
        )
    header = [c.strip() for c in lines[head].split("\t")]
    if missing := [c for c in _REQUIRED if c not in header and not defaults.get(c)]:
        raise LinkFileError(
            f"{path}, line {head + 1}: SSSOM needs the columns {', '.join(_REQUIRED)};"
            f" missing: {', '.join(missing)}."
        )
    return header


def _metadata(path: Path, lines: list[str]) -> dict[str, Any]:
    try:
        data = yaml.safe_load("\n".join(line[1:] for line in lines)) if lines else {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise LinkFileError(
            f"{path}, line {(mark.line if mark else 0) + 1}: the metadata block (the lines that begin with "
            f"#) is no YAML: {error}."
        ) from error
    if not isinstance(data or {}, dict):
        raise LinkFileError(f"{path}: the metadata block must hold `key: value` lines.")
    return data or {}


def _row(
    here: str, cells: dict[str, str], defaults: Mapping[str, str], prefixes: Mapping[str, str], line: int
) -> MappingRow:
    said = {
        **{
            k: v
            for k, v in defaults.items()
            if k in ("mapping_justification", "subject_source", "object_source", "mapping_tool")
        },
        **{k: v for k, v in cells.items() if v},
    }
    for column in _REQUIRED:
        if not said.get(column):
            raise LinkFileError(f"{here}: {column} is empty.")
    if confidence := said.get("confidence"):
        try:
            if not 0 <= float(confidence) <= 1:
                raise ValueError
        except ValueError:
            raise LinkFileError(
                f"{here}: confidence is {confidence!r}; it must be a number from 0 to 1."
            ) from None
    subject, predicate, value = (
        expand(here, said[c], prefixes) for c in ("subject_id", "predicate_id", "object_id")
    )
    return MappingRow(subject, predicate, value, said["mapping_justification"], said, line)


def expand(here: str, curie: str, prefixes: Mapping[str, str]) -> str:
    """A CURIE as an IRI; an IRI as it is.

    Errors: LinkFileError for a prefix that is not declared.
    """
    prefix, colon, local = curie.partition(":")
    if prefix in prefixes:
        return prefixes[prefix] + local
    if colon and local.startswith("//"):
        return curie
    raise LinkFileError(
        f"{here}: the prefix of {curie!r} is not declared; add it under curie_map in the metadata block, "
        f"such as `#   {prefix or 'ex'}: http://…`."
    )


def contract(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as a CURIE under the longest prefix it begins with; the IRI itself where the rest would be no
    local name."""
    best = max(
        (p for p in prefixes if iri.startswith(prefixes[p])), key=lambda p: len(prefixes[p]), default=""
    )
    return f"{best}:{iri[len(prefixes[best]) :]}" if best and iri != prefixes[best] else iri


def _made_up(prefixes: Mapping[str, str], iris: Iterable[str]) -> dict[str, str]:
    """The prefixes, and one made up (ns1, ns2 ...) for each namespace that has none: SSSOM wants CURIEs."""
    out = dict(prefixes)
    for iri in sorted(set(iris)):
        if not any(iri.startswith(p) and iri != p for p in out.values()):
            cut = max(iri.rstrip("/#").rfind("/"), iri.rstrip("/#").rfind("#")) + 1
            out[f"ns{sum(p.startswith('ns') and p[2:].isdigit() for p in out) + 1}"] = iri[:cut]
    return out


def write_sssom(
    rows: Iterable[Mapping[str, str]], metadata: Mapping[str, Any], prefixes: Mapping[str, str]
) -> bytes:
    """A mapping set as TSV: metadata block, header, rows sorted by subject, predicate and object. Columns
    nobody uses are left out.

    `rows` give the SSSOM columns with whole IRIs in subject_id, predicate_id, object_id and reviewer_id;
    `prefixes` those of the curie_map (built-in ones need not stand there).
    """
    rows = list(rows)
    known = _made_up({**BUILT_IN, **prefixes}, (iri for r in rows for iri in _values(r, _IDS)))
    table = [_contracted(r, known) for r in rows]
    table.sort(key=lambda r: (r["subject_id"], r["predicate_id"], r["object_id"]))
    header = [c for c in COLUMNS if c in _REQUIRED or any(r.get(c) for r in table)]
    out = io.StringIO()
    out.write("".join(f"#{line}\n" for line in _block(metadata, _curie_map(table, known)).splitlines()))
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows([" ".join(row.get(c, "").split()) for c in header] for row in table)
    return out.getvalue().encode("utf-8")


def _contracted(row: Mapping[str, str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """A row with CURIEs for IRIs."""
    return {**row, **{c: contract(row[c], prefixes) for c in _IDS if row.get(c)}}


def _values(row: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    """What a row says in some columns, where it says anything."""
    return [row[c] for c in columns if row.get(c)]


def _curie_map(table: Iterable[Mapping[str, str]], known: Mapping[str, str]) -> dict[str, str]:
    """The prefixes a table uses, but for those every SSSOM reader knows, in alphabetical order."""
    used = {v.partition(":")[0] for r in table for v in _values(r, (*_IDS, "mapping_justification"))}
    return {p: known[p] for p in sorted(known) if p in used and p not in BUILT_IN}


def _block(metadata: Mapping[str, Any], curies: Mapping[str, str]) -> str:
    """The metadata block as YAML."""
    return yaml.safe_dump(
        {**metadata, "curie_map": dict(curies)},
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_flow_style=False,
    )
