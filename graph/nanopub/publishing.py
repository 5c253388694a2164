"""Nanopublications of a workspace in TriG: head, assertion, provenance and publication information under one
trusty URI each. Unsigned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from regesta.extract.workspace import Workspace
from regesta.graph.map.view import LABEL, XSD_DATETIME, A, shorten
from regesta.graph.name import Names
from regesta.graph.nanopub.knowledge import Knowledge, quads, things
from regesta.graph.nanopub.statements import PROV, Statement, statements
from regesta.graph.nanopub.trusty import UNKNOWN, artifact_code, named
from regesta.graph.rdf import Literal, NamedNode, Quad, Triple
from regesta.graph.store import lease
from regesta.graph.store.syntax import serialise
from regesta.ontology.terms import NAMESPACE, ONTOLOGY, RG

_NP = "http://www.nanopub.org/nschema#"
_NPX = "http://purl.org/nanopub/x/"
_DCT = "http://purl.org/dc/terms/"
_PAV = "http://purl.org/pav/"
PREFIXES: Mapping[str, str] = {
    "np": _NP,
    "npx": _NPX,
    "prov": PROV,
    "dcterms": _DCT,
    "pav": _PAV,
    "hycl": "http://purl.org/petapico/o/hycl#",
    "rg": NAMESPACE,
    "oa": "http://www.w3.org/ns/oa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "orcid": "https://orcid.org/",
}
#: Things whose names are short after their kind.
_KINDS = (
    "actor",
    "author",
    "claim",
    "event",
    "event-mention",
    "decision-mention",
    "proposition",
    "citation",
    "source",
    "doc",
    "verdict",
    "reviewer",
)


def nanopubs(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every accepted claim, event, decision and link between claims as a nanopublication, in order of place.

    A name is the digest of its content, so the same statement has the same name at every export, until its
    words, evidence or verdict change. Errors: StoreError when the graph was not built yet.
    """
    names = Names(workspace.settings.base)
    prefixes = {**PREFIXES, **{kind: f"{names.base}{kind}/" for kind in _KINDS}}
    out.write("".join(f"@prefix {short}: <{iri}> .\n" for short, iri in prefixes.items()).encode())
    with lease(workspace.snapshots) as snapshot:
        for code, rows in publications(
            Knowledge(snapshot.open(), names), names, workspace.settings.licence, document
        ):
            this = f"{names.base}np/{code}"
            own = {"this": this, "sub": f"{this}#"}
            out.write("".join(f"\n@prefix {short}: <{iri}> ." for short, iri in own.items()).encode() + b"\n")
            out.write(_body(serialise(rows, "trig", prefixes={**prefixes, **own})))


def _body(trig: bytes) -> bytes:
    """A serialised nanopublication without the prefixes in front."""
    lines = trig.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if not line.startswith(b"@prefix"))
    return b"".join(lines[start:])


def publications(
    known: Knowledge, names: Names, licence: str = "", document: str | None = None
) -> Iterator[tuple[str, list[Quad]]]:
    """Each nanopublication's artifact code and its quads, graph by graph."""
    this = f"{names.base}np/{UNKNOWN}"
    assertion = NamedNode(f"{this}#assertion")
    for statement in statements(known, assertion, names.document(document) if document else None):
        rows = _quads(known, statement, this, licence)
        code = artifact_code(rows)
        yield code, named(rows, code)


def _quads(known: Knowledge, statement: Statement, this: str, licence: str) -> list[Quad]:
    whole = NamedNode(this)
    head, assertion, provenance, pubinfo = (
        NamedNode(f"{this}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    said = list(_info(known, statement, this, licence))
    described = {
        t.subject for t in (*statement.assertion, *statement.provenance, *said) if t.predicate == LABEL
    }
    met = things((*statement.assertion, *statement.provenance, *said)) - described
    said += [t for node in met if node.value.startswith(known.names.base) for t in known.label(node)]
    return [
        Quad(whole, A, NamedNode(_NP + "Nanopublication"), head),
        Quad(whole, NamedNode(_NP + "hasAssertion"), assertion, head),
        Quad(whole, NamedNode(_NP + "hasProvenance"), provenance, head),
        Quad(whole, NamedNode(_NP + "hasPublicationInfo"), pubinfo, head),
        *quads(assertion, statement.assertion),
        *quads(provenance, statement.provenance),
        *quads(pubinfo, said),
    ]


def _info(known: Knowledge, statement: Statement, this: str, licence: str) -> Iterator[Triple]:
    """Who took the statement in, when, by which policy; the licence; what wrote the file."""
    whole, generator = NamedNode(this), NamedNode(f"{this}#generator")
    words = known.words(statement.node, LABEL)
    yield Triple(whole, LABEL, Literal(shorten(f"{statement.kind.value.removeprefix(NAMESPACE)}: {words}")))
    yield Triple(whole, NamedNode(_NPX + "hasNanopubType"), statement.kind)
    yield Triple(whole, NamedNode(_DCT + "subject"), statement.node)
    if licence:
        yield Triple(whole, NamedNode(_DCT + "license"), NamedNode(licence))
    yield Triple(whole, NamedNode(_PAV + "createdWith"), generator)
    yield Triple(generator, A, NamedNode(PROV + "SoftwareAgent"))
    yield Triple(generator, LABEL, Literal("Regesta"))
    yield Triple(generator, NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso"), NamedNode(ONTOLOGY))
    accepted = known.objects(statement.node, RG.acceptedBy)
    if accepted:  # an event's mentions may have been accepted at different times: it is as old as the first
        first = min(known.words(verdict, RG.at) for verdict in accepted)
        yield Triple(whole, NamedNode(_DCT + "created"), Literal(first, datatype=XSD_DATETIME))
    for verdict in accepted:
        yield Triple(whole, RG.acceptedBy, verdict)
        yield from (
            Triple(whole, NamedNode(_DCT + "creator"), who) for who in known.objects(verdict, RG.reviewer)
        )
    verdicts = {
        v
        for t in statement.provenance
        if t.predicate == RG.acceptedBy and isinstance(v := t.object, NamedNode)
    }
    for verdict in {*verdicts, *known.objects(statement.node, RG.acceptedBy)}:
        yield from _verdict(known, verdict)


def _verdict(known: Knowledge, verdict: NamedNode) -> Iterator[Triple]:
    yield from known.part("pubinfo", "verdict", verdict)
    yield Triple(verdict, A, NamedNode(PROV + "Activity"))
    yield Triple(
        verdict, NamedNode(PROV + "endedAtTime"), Literal(known.words(verdict, RG.at), datatype=XSD_DATETIME)
    )
    for who in known.objects(verdict, RG.reviewer):
        yield Triple(verdict, NamedNode(PROV + "wasAssociatedWith"), who)
        yield from known.label(who)
    for policy in known.objects(verdict, RG.underPolicy):
        yield from known.part("pubinfo", "policy", policy)
