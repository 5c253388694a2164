"""What the document's own file says of its names: persons and organisations that an encoder identified become
entries of the authority, places links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from regesta.extract.authority import Authority, Entry
from regesta.extract.authority.reading import build
from regesta.extract.iri import authority_iri, identifier_of
from regesta.extract.read.document import Document, Identified
from regesta.extract.record import Link, content_id

PROPOSER = "identified.v1"
#: How sure a place is that an encoder identified by hand. Set by judgement.
CONFIDENCE = 0.95

Identifiers = tuple[tuple[str, str], ...]


def with_identified(document: Document, authority: Authority) -> Authority:
    """The authority with what the document's file identifies: an entry it knows already, by an identifier or
    by its full name, takes the document's names and identifiers; others become entries of their own."""
    found = [i for i in document.identified if i.kind in ("person", "organisation")]
    if not found:
        return authority
    entries = dict(authority.entries)
    by_identifier = {pair: label for label, e in entries.items() for pair in e.identifiers}
    for kind, forms, identifiers in _grouped(document, found):
        known = _known(authority, by_identifier, kind, forms, identifiers)
        entry = _extended(known, forms, identifiers) if known else _entry(kind, forms, identifiers, entries)
        entries[entry.label] = entry
    return build(entries.values())


def place_links(document: Document) -> list[Link]:
    """A link for each place that the document's file identifies by an address, where all its mentions of that
    name agree."""
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for i in document.identified:
        if i.kind == "place":
            iris = [iri for pair in identifiers_of(i.attributes) if (iri := authority_iri(*pair))]
            meant[_words(document, i)][" ".join(iris)] += 1
    return [
        _link(document, name, iri)
        for name, targets in sorted(meant.items())
        if len(targets) == 1
        for iri in next(iter(targets)).split()
    ]


def identifiers_of(attributes: Mapping[str, str]) -> Identifiers:
    """The identifiers that a mark gives, those of authorities known here and whole addresses."""
    given = f"{attributes.get('ref', '')} {attributes.get('identifiers', '')}".split()
    pairs = (identifier_of(g) for g in given)
    return tuple(sorted({pair for pair in pairs if pair}))


def _link(document: Document, name: str, iri: str) -> Link:
    return Link(
        id=content_id("link", document.id, "place", name, iri),
        document=document.id,
        confidence=CONFIDENCE,
        proposer=PROPOSER,
        subject=name,
        subject_kind="place",
        object=iri,
        authority=document.id,
        justification="semapv:ManualMappingCuration",
        reason="the document's encoder identified the place so",
    )


def _grouped(document: Document, found: Iterable[Identified]) -> Iterator[tuple[str, list[str], Identifiers]]:
    """(kind, forms with the longest first, identifiers) of each actor, by what the file calls it."""
    groups: dict[tuple[str, str], list[Identified]] = defaultdict(list)
    for i in found:
        groups[i.kind, i.attributes.get("ref", "")].append(i)
    for (kind, _), same in groups.items():
        forms = Counter(_words(document, i) for i in same)
        ranked = sorted(forms, key=lambda f: (-len(f.split()), -forms[f], f))
        yield kind, ranked, identifiers_of(same[0].attributes)


def _words(document: Document, i: Identified) -> str:
    return " ".join(document.text[i.span[0] : i.span[1]].split())


def _known(
    authority: Authority,
    by_identifier: Mapping[tuple[str, str], str],
    kind: str,
    forms: list[str],
    identifiers: Identifiers,
) -> Entry | None:
    """The entry that has one of the identifiers, else the only one of that full name that has no other in the
    same scheme."""
    label = next((by_identifier[pair] for pair in identifiers if pair in by_identifier), "")
    if label:
        return authority.entry(label)
    named = {e.label: e for form in forms if " " in form for e in authority.of_name(form)}
    fitting = [e for e in named.values() if _may_be(e, kind)]
    return fitting[0] if len(fitting) == 1 and not _clash(fitting[0], identifiers) else None


def _may_be(entry: Entry, kind: str) -> bool:
    """Whether an entry may be a person, or else a body."""
    return entry.kind == "person" if kind == "person" else entry.kind not in ("person", "place")


def _clash(entry: Entry, identifiers: Identifiers) -> bool:
    """Whether an entry has another identifier in one of the schemes."""
    own = dict(entry.identifiers)
    return any(own.get(scheme, value) != value for scheme, value in identifiers)


def _extended(entry: Entry, forms: list[str], identifiers: Identifiers) -> Entry:
    """An entry with the names and identifiers of the document."""
    aliases = dict.fromkeys([*entry.aliases, *forms])
    aliases.pop(entry.label, None)
    return replace(
        entry,
        aliases=tuple(aliases),
        identifiers=tuple(sorted({*entry.identifiers, *identifiers})),
    )


def _entry(kind: str, forms: list[str], identifiers: Identifiers, entries: Mapping[str, Entry]) -> Entry:
    """A new entry under the longest form; one that is taken is told apart by an identifier."""
    label = forms[0]
    if label in entries:
        told = ":".join(identifiers[0]) if identifiers else f"another {kind}"
        label = f"{label} ({told})"
    return Entry(label=label, kind=kind, aliases=tuple(forms), identifiers=identifiers, source="the document")
