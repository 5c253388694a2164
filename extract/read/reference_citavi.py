"""The works that Citavi wrote into a field of Word's: JSON of its own, each reference whole where it first
stands and pointed to by `$ref` from then on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regesta.extract.read.reference_values import Work, as_text, people_of, read_json, type_table

#: The attributes of a `bibl` by the names of Citavi's properties.
_PLAIN = {
    "PlaceOfPublication": "place",
    "Volume": "volume",
    "Number": "issue",
    "Edition": "edition",
    "OnlineAddress": "url",
}
_PEOPLE = {"Authors": "author", "Editors": "editor", "Translators": "translator"}


def citavi_works(payload: str) -> Iterator[Work]:
    """The works of a placeholder's JSON, in order; none for broken JSON."""
    placeholder = read_json(payload)
    entries = placeholder.get("Entries") if isinstance(placeholder, Mapping) else None
    if not isinstance(entries, list):
        return
    named = dict(_named(placeholder))
    for entry in entries:
        reference = _meant(entry.get("Reference"), named) if isinstance(entry, Mapping) else None
        if reference is not None:
            yield _work(entry, reference, named)


def _named(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object that `$ref` may point to, by its `$id`."""
    if isinstance(value, Mapping):
        if "$id" in value:
            yield str(value["$id"]), value
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


def _meant(value: Any, named: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """An object, or the one it points to; None for anything else."""
    if not isinstance(value, Mapping):
        return None
    return named.get(str(value["$ref"])) if "$ref" in value else value


def _work(
    entry: Mapping[str, Any], reference: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]
) -> Work:
    """One entry of a placeholder: what the work is, and where in it (`pages`) this citation points."""
    parent = _meant(reference.get("ParentReference"), named) or {}
    found = {
        **_described(reference, parent, named),
        "item": as_text(entry.get("ReferenceId")) or as_text(reference.get("Id")),
        "pages": as_text((_meant(entry.get("PageRange"), named) or {}).get("OriginalString")),
        "prefix": as_text(entry.get("Prefix")),
        "manager": "Citavi",
    }
    return {k: v for k, v in found.items() if v}


def _described(
    reference: Mapping[str, Any], parent: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]
) -> Work:
    """A reference; what it does not say itself, the one that it is part of says."""
    said = {**parent, **{k: v for k, v in reference.items() if v}}
    periodical = _meant(reference.get("Periodical"), named) or {}
    found = {ours: as_text(said.get(theirs)) for theirs, ours in _PLAIN.items()}
    for theirs, ours in _PEOPLE.items():
        whose = parent if theirs == "Editors" and parent else reference
        found |= people_of(_people(whose.get(theirs), named), ours)
    return found | {
        "title": _title(reference),
        "container": as_text(periodical.get("Name")) or _title(parent),
        "publisher": "; ".join(_names(said.get("Publishers"), named)),
        "type": type_table()["citavi"].get(as_text(reference.get("ReferenceType")), ""),
        "year": next(iter(re.findall(r"\b\d{4}\b", as_text(said.get("Year")))), ""),
    }


def _title(reference: Mapping[str, Any]) -> str:
    """The title with its subtitle."""
    parts = (as_text(reference.get("Title")), as_text(reference.get("Subtitle")))
    return ": ".join(p for p in parts if p)


def _listed(values: Any, named: Mapping[str, Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The objects of a list, those that it points to among them."""
    found = (_meant(v, named) for v in values) if isinstance(values, list) else ()
    return [v for v in found if v is not None]


def _people(values: Any, named: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(family, name in full) of each person of a list."""
    out: list[tuple[str, str]] = []
    for person in _listed(values, named):
        parts = [as_text(person.get(part)) for part in ("Prefix", "LastName")]
        family = " ".join(p for p in parts if p)
        given = [as_text(person.get(part)) for part in ("FirstName", "MiddleName")]
        out.append((family, " ".join(p for p in (*given, family) if p)))
    return out


def _names(values: Any, named: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The names of the objects of a list."""
    return [name for v in _listed(values, named) if (name := as_text(v.get("Name")))]
