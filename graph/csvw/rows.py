"""The rows of the tables out of a built graph: stable in order, with a name for people beside every id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from regesta.graph.csvw.tables import Column, Pairs, Table, iri_of, tables
from regesta.graph.map.view import RDF, shorten
from regesta.graph.rdf import NamedNode, Quad, Triple
from regesta.ontology.terms import NAMESPACE, SCHEMES

_TYPE = RDF + "type"
#: Signs with which a spreadsheet takes a cell for a formula; an apostrophe at the beginning is doubled, so
#: that taking one off always gives the value.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(value: str) -> str:
    """A value as its cell holds it: with an apostrophe in front where a spreadsheet would take it for a
    formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def unguarded(cell: str) -> str:
    """The value of a cell: less the apostrophe in front of it."""
    return cell[1:] if cell.startswith("'") else cell


@dataclass(frozen=True, slots=True)
class Field:
    """A column as it stands in the file. `label_of` names the column of ids that it says in words, `says` the
    column of the spec behind it."""

    name: str
    about: str = ""
    says: Column | None = None
    label_of: str = ""
    key: bool = False
    role: bool = False


def fields(table: Table) -> list[Field]:
    """The columns of a table's file, in order."""
    if table.pairs is not None:
        return _pair_fields(table.pairs)
    out = [Field("id", "The IRI of the row, less the base.", key=True)]
    for c in table.columns:
        out.append(Field(c.name, c.about, says=c))
        if c.to:
            out.append(Field(f"{c.name}_label", label_of=c.name))
    return out


def _pair_fields(pairs: Pairs) -> list[Field]:
    out = [
        Field(pairs.column, key=True, says=Column(name=pairs.column, to=pairs.of)),
        Field(f"{pairs.column}_label", label_of=pairs.column),
    ]
    if len(pairs.properties) > 1:
        out.append(Field("role", "The property of the vocabulary that joins the two.", key=True, role=True))
    value = Column(name=pairs.value, property=pairs.properties[0], to=pairs.to)
    return [
        *out,
        Field(pairs.value, key=True, says=value),
        Field(f"{pairs.value}_label", label_of=pairs.value),
    ]


@dataclass(slots=True)
class Facts:
    """The triples of a graph by subject and predicate, all values as strings, sorted; `base` is what ids
    leave out of IRIs."""

    base: str
    about: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    rows: dict[str, dict[str, None]] = field(default_factory=dict)

    def read(self, quads: Iterable[Quad]) -> None:
        """Take in quads, and find the rows of every table of things."""
        seen: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for q in quads:
            if isinstance(q.subject, NamedNode) and not isinstance(q.object, Triple):
                seen[q.subject.value][q.predicate.value].add(q.object.value)
        self.about = {s: {p: sorted(v) for p, v in rows.items()} for s, rows in seen.items()}
        for table in tables().values():
            if table.pairs is None:
                self.rows[table.name] = dict.fromkeys(
                    sorted((s for s in self.about if self._has(s, table)), key=self._place)
                )

    def _has(self, subject: str, table: Table) -> bool:
        own = self.about[subject]
        return (
            iri_of(table.kind) in own.get(_TYPE, ())
            and subject.startswith(tuple(self.base + u for u in table.under))
            and (not table.needs or iri_of(table.needs) in own)
        )

    def _place(self, subject: str) -> tuple[str, int, str, str]:
        """By document and place in it, verdicts by time."""
        document, start, at = (
            next(iter(self.values(subject, name)), "") for name in ("inDocument", "start", "at")
        )
        return document, int(start or 0), at, subject

    def values(self, subject: str, name: str) -> list[str]:
        """What a subject has for a property, sorted."""
        return self.about.get(subject, {}).get(iri_of(name), [])

    def along(self, subject: str, path: str) -> list[str]:
        """What stands at the end of a path of properties, each once."""
        ends = [subject]
        for step in path.split("/"):
            ends = [v for end in ends for v in self.values(end, step)]
        return list(dict.fromkeys(ends))

    def id(self, iri: str) -> str:
        """An IRI less the base; whole when it is not under the base."""
        return iri.removeprefix(self.base)

    def name(self, table: Table, subject: str) -> str:
        """What other tables call a row."""
        words = next((found for path in table.called if (found := self.along(subject, path))), [])
        return shorten(words[0]) if words else ""


def rows_of(facts: Facts, table: Table) -> Iterator[dict[str, str]]:
    """The rows of a table, cell by cell, not yet guarded. A reference to what is no row of its table is left
    out."""
    if table.pairs is not None:
        yield from _pairs(facts, table.pairs)
        return
    for subject in facts.rows[table.name]:
        row = {"id": facts.id(subject)}
        for c in table.columns:
            if c.to:
                row |= _reference(facts, c.name, tables()[c.to], facts.values(subject, c.property))
            else:
                row[c.name] = _cell(facts, table, c, subject)
        yield row


def _pairs(facts: Facts, pairs: Pairs) -> Iterator[dict[str, str]]:
    one, other = tables()[pairs.of], tables()[pairs.to]
    for subject in facts.rows[one.name]:
        for name in pairs.properties:
            for value in facts.values(subject, name):
                if value in facts.rows[other.name]:
                    row = _reference(facts, pairs.column, one, [subject])
                    if len(pairs.properties) > 1:
                        row["role"] = name
                    yield row | _reference(facts, pairs.value, other, [value])


def _reference(facts: Facts, name: str, table: Table, values: Iterable[str]) -> dict[str, str]:
    found = next((v for v in values if v in facts.rows[table.name]), "")
    return {name: facts.id(found), f"{name}_label": facts.name(table, found) if found else ""}


def _cell(facts: Facts, table: Table, c: Column, subject: str) -> str:
    if c.read:
        return "; ".join(facts.id(v) for v in facts.along(subject, c.read))
    values = facts.values(subject, c.property)
    if c.scheme:
        return next((v.rpartition("/")[2] for v in values if v.startswith(f"{SCHEMES}{c.scheme}/")), "")
    if c.classes:
        return _class_name(table, c, values)
    if c.iri:
        return "".join(facts.id(v) if c.iri == "id" else v for v in values[:1])
    return (c.separator or "; ").join(values)


def _class_name(table: Table, c: Column, values: Iterable[str]) -> str:
    """The first class the column may name, less the table's own and those left out."""
    for name in (v.removeprefix(NAMESPACE) for v in values if v.startswith(NAMESPACE)):
        if (name in c.classes or "*" in c.classes) and name not in (table.kind, *c.but):
            return name
    return ""


def cells(rows: Iterable[Mapping[str, str]], names: Iterable[str]) -> Iterator[list[str]]:
    """The rows as a file holds them: in the order of the columns, every cell guarded."""
    order = list(names)
    return ([guarded(row[n]) for n in order] for row in rows)
