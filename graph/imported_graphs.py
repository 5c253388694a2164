"""Other people's RDF: parsed without network or files, kept in graphs of its own under `graph/import/<name>`,
never merged with ours."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from regesta.extract.workspace import Workspace
from regesta.graph.lifting import LIFTED, lifted, vocabularies
from regesta.graph.map.view import RDF, XSD_DATETIME, integer
from regesta.graph.name import Names, segment
from regesta.graph.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from regesta.graph.store import Snapshot, StoreError, current, digest_of, publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse, parse_file, write

#: File endings and the syntax each means.
SYNTAXES = {
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".trig": "trig",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".jsonld": "jsonld",
    ".json": "jsonld",
}
#: Further endings, with the syntaxes that rdflib reads; their statements are held in memory meanwhile.
RDFLIB_SYNTAXES = {".n3": "n3", ".trix": "trix", ".hext": "hext", ".ndjson": "hext"}
#: The graph that says what was imported, from which file, when.
IMPORTS = "imports"
#: Seconds after which no import can still be waiting for the writer's lock: a day.
_LONGEST_WAIT = 86_400
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^\[>]*(?:\[(?P<inner>.*?)\]\s*)?>", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\s+(?P<name>%?\s*\S+)\s+(?P<rest>[^>]*)>", re.DOTALL)
_VOID, _DCTERMS, _PROV = "http://rdfs.org/ns/void#", "http://purl.org/dc/terms/", "http://www.w3.org/ns/prov#"


class GraphImportError(ValueError):
    """RDF that cannot be taken in; the message says where in the file, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import or a removal did: the graphs it made (IRI, statements), the statements it replaced, the
    generation it published."""

    name: str
    graphs: tuple[tuple[str, int], ...] = ()
    replaced: int = 0
    generation: str = ""

    @property
    def statements(self) -> int:
        """How many statements the import holds, over all its graphs."""
        return sum(n for _, n in self.graphs)


def import_graph(
    workspace: Workspace,
    data: bytes,
    suffix: str,
    name: str,
    *,
    source: str,
    at: str,
    lift: str = "",
) -> Imported:
    """Put a file's statements into `graph/import/<name>` in place of what was there, and publish a new
    generation, or change nothing.

    Statements the file puts into a graph G go to `graph/import/<name>/<G, percent-encoded>`. `suffix` is the
    file's ending; `source` its name and `at` the time (ISO 8601), both noted in `graph/imports`. Blank nodes
    get names of this import, so they never meet others. `lift` names a vocabulary of `lifting.vocabularies`:
    what the file says of events in it is said in ours too, in the graph `graph/import/<name>/lifted`.
    Errors: GraphImportError for a bad name, an unknown ending or vocabulary, no event to lift, or bad RDF,
    with its line; StoreError when nothing was built or another process writes.
    """
    if lift and lift not in vocabularies():
        raise GraphImportError(
            f"events cannot be lifted from {lift!r}; choose one of {', '.join(vocabularies())}."
        )
    if not _NAME.fullmatch(name):
        raise GraphImportError(
            f"{name!r} cannot name a graph: use letters, digits, dots, hyphens and "
            "underscores, for instance --as wikidata."
        )
    ending = suffix.lower()
    if ending not in SYNTAXES and ending not in RDFLIB_SYNTAXES:
        known = ", ".join((*SYNTAXES, *RDFLIB_SYNTAXES))
        raise GraphImportError(
            f"{source} has an ending that is no RDF syntax known here; RDF comes as {known}."
        )
    names = Names(workspace.settings.base)
    own = names.graph(f"import/{name}").value
    workspace.snapshots.mkdir(parents=True, exist_ok=True)
    _forget_killed(workspace)
    # Read to the end before anything is touched; what was read waits on disk, for it may be larger than
    # memory.
    with tempfile.NamedTemporaryFile(dir=workspace.snapshots, prefix=".import.", suffix=".nq") as read:
        counted: Counter[str] = Counter()
        write(
            _counted(_placed(_statements(data, ending, source, own), names, name, source), counted),
            read,
            "nquads",
        )
        read.flush()
        if not counted:
            raise GraphImportError(
                f"{source} holds no statements; nothing was changed. To take an imported graph "
                f"away: regesta import --remove --as {name}"
            )

        def change(store: EmbeddedStore) -> Imported:
            before = _remove(store, names, name)
            store.add(parse_file(read.name, "nquads"))
            if lift:
                _lift(store, names, name, lift)
            graphs = tuple((g.value, _count(store, g)) for g in _graphs(store, names, name))
            store.add(_description(names, name, graphs, source, hashlib.sha256(data).hexdigest(), at))
            return Imported(name=name, graphs=graphs, replaced=before)

        return _published(workspace, change)


def _forget_killed(workspace: Workspace) -> None:
    """Delete what imports read that were killed: nobody waits so long for the writer's lock."""
    for left in workspace.snapshots.glob(".import.*.nq"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONGEST_WAIT:
                left.unlink()


def remove_graph(workspace: Workspace, name: str) -> Imported:
    """Take everything imported under a name away and publish a new generation.

    Errors: GraphImportError when there is nothing of that name, listing what there is; StoreError as for
    `import_graph`.
    """
    names = Names(workspace.settings.base)
    there = [m.name for m in listed(workspace)]
    if name not in there:
        raise GraphImportError(f"no graph was imported as {name!r}; there are: {', '.join(there) or 'none'}.")
    return _published(workspace, lambda store: Imported(name=name, replaced=_remove(store, names, name)))


def imported_names(store: EmbeddedStore, names: Names) -> list[str]:
    """The names graphs were imported under, sorted."""
    root = names.graph("import/").value
    return sorted(
        {g.value.removeprefix(root).split("/")[0] for g in store.graphs() if g.value.startswith(root)}
    )


def listed(workspace: Workspace) -> list[Imported]:
    """What is imported in the served generation, by name; empty before the first build."""
    served = current(workspace.snapshots)
    if served is None:
        return []
    store, names = served.open(), Names(workspace.settings.base)
    return [
        Imported(name=n, graphs=tuple((g.value, _count(store, g)) for g in _graphs(store, names, n)))
        for n in imported_names(store, names)
    ]


def _published(workspace: Workspace, change: Callable[[EmbeddedStore], Imported]) -> Imported:
    """Change a hard-linked copy of the served generation under the writer's lock and publish it; the copy is
    gone afterwards."""
    with writing(workspace.snapshots):
        served = current(workspace.snapshots)
        if served is None:
            raise StoreError(
                f"{workspace.root} has no graph yet to join anything to. Type `regesta build "
                f"--workspace {workspace.root}` first."
            )
        folder = workspace.snapshots / ".import"
        shutil.rmtree(folder, ignore_errors=True)
        try:
            served.open().backup(folder)
            return _made(workspace, folder, served, change)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _made(
    workspace: Workspace, folder: Path, served: Snapshot, change: Callable[[EmbeddedStore], Imported]
) -> Imported:
    """The change made and published; a function of its own, so that the store is closed before its folder
    goes."""
    store = EmbeddedStore.open(folder)
    made = change(store)
    store.flush()
    return replace(
        made,
        generation=publish(
            workspace.snapshots, store, digest_of(workspace.snapshots, served.generation)
        ).generation,
    )


def _counted(quads: Iterable[Quad], counted: Counter[str]) -> Iterator[Quad]:
    for quad in quads:
        counted[str(quad.graph_name)] += 1
        yield quad


def _graphs(store: EmbeddedStore, names: Names, name: str) -> list[NamedNode]:
    own = names.graph(f"import/{name}").value
    return [g for g in store.graphs() if g.value == own or g.value.startswith(own + "/")]


def _count(store: EmbeddedStore, graph: NamedNode) -> int:
    rows = store.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    return int(next(rows)["n"].value)


def _remove(store: EmbeddedStore, names: Names, name: str) -> int:
    """Take the graphs of an import and their description away; returns how many statements they held."""
    gone, about = 0, names.graph(IMPORTS)
    for graph in _graphs(store, names, name):
        gone += _count(store, graph)
        store.delete(graph)
    own = names.graph(f"import/{name}").value
    store.remove(
        q
        for q in store.quads(graph=about)
        if isinstance(q.subject, NamedNode)
        and (q.subject.value == own or q.subject.value.startswith(own + "/"))
    )
    return gone


def _lift(store: EmbeddedStore, names: Names, name: str, vocabulary: str) -> None:
    """Say what an import tells of events in our words, in a graph beside its own. Errors: GraphImportError
    when it tells of none."""
    own = names.graph(f"import/{name}")
    graph = NamedNode(f"{own.value}/{LIFTED}")
    found = list(lifted(store, [g.value for g in _graphs(store, names, name)], vocabulary))
    if not found:
        raise GraphImportError(
            f"nothing in the file is an event in the words of {vocabulary}; nothing was changed. Import it "
            "without --lift, or see docs/linking.md for what is lifted."
        )
    store.add(Quad(t.subject, t.predicate, t.object, graph) for t in found)


def _placed(quads: Iterable[Quad], names: Names, name: str, source: str) -> Iterator[Quad]:
    """The statements in the graphs of this import, blank nodes under names of its own, numbered as they
    come."""
    own = names.graph(f"import/{name}")
    mark = "i" + hashlib.sha256(name.encode()).hexdigest()[:8]
    blank: dict[str, BlankNode] = {}
    inner: dict[NamedNode | BlankNode, NamedNode] = {}

    def own_name(term: BlankNode) -> BlankNode:
        return blank.setdefault(term.value, BlankNode(f"{mark}x{len(blank)}"))

    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(value, Triple) or isinstance(subject, Triple):
            raise GraphImportError(
                f"{source} has a triple term (RDF 1.2) as object of {quad.predicate}; the "
                "store holds RDF 1.1. Leave these statements out."
            )
        graph = own
        if isinstance(quad.graph_name, NamedNode | BlankNode):
            label = (
                quad.graph_name.value
                if isinstance(quad.graph_name, NamedNode)
                else own_name(quad.graph_name).value
            )
            graph = inner.setdefault(quad.graph_name, NamedNode(f"{own.value}/{segment(label)}"))
        yield Quad(
            own_name(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            own_name(value) if isinstance(value, BlankNode) else value,
            graph,
        )


def _statements(data: bytes, ending: str, source: str, base: str) -> Iterator[Quad]:
    if ending in SYNTAXES:
        return _quads(data, SYNTAXES[ending], source, base)
    return _by_rdflib(data, RDFLIB_SYNTAXES[ending], source, base)


def _by_rdflib(data: bytes, syntax: str, source: str, base: str) -> Iterator[Quad]:
    """The statements of a syntax that rdflib reads; formulas and variables of N3 are none."""
    import rdflib  # half a second, for syntaxes few files are in

    from regesta.graph.dataset import from_rdflib

    if syntax == "trix":
        _refuse_entities(data, source)
    read = rdflib.Dataset()
    own = read.graph(base)
    nameless = ("None", base, str(read.default_graph.identifier))  # what names no graph is the import's own
    try:
        (read if syntax in ("trix", "hext") else own).parse(data=data, format=syntax, publicID=base)
        for s, p, o, graph in read.quads():
            where = DefaultGraph() if str(graph) in nameless else from_rdflib(graph)
            yield Quad(from_rdflib(s), from_rdflib(p), from_rdflib(o), where)
    except Exception as error:  # every parser of rdflib has errors of its own
        raise GraphImportError(
            f"{source}: {' '.join(str(error).split())[:300]}. Nothing was changed; mend the "
            "file and import it again."
        ) from error


def _quads(data: bytes, syntax: str, source: str, base: str) -> Iterator[Quad]:
    if syntax == "rdfxml":
        _refuse_entities(data, source)
    count, last = 0, ""
    try:
        for quad in parse(data, syntax, base=base):
            count, last = count + 1, str(quad.subject)
            yield quad
    except (SyntaxError, ValueError) as error:
        message = str(error)
        if isinstance(error, GraphImportError):
            raise
        if "LoadDocumentCallback" in message:
            raise GraphImportError(
                f"{source} takes its @context from elsewhere, and nothing is fetched from the "
                "network or other files. "
                "Write the context into the file, or convert it to N-Quads (.nq) with a JSON-LD tool."
            ) from error
        line = getattr(error, "lineno", None) or (_xml_line(data) if syntax == "rdfxml" else None)
        where = (
            f"line {line}"
            if line
            else f"after {count:,} statements{', the last about ' + last if last else ''}"
        )
        why = re.sub(
            r"^Parser error at line \d+ (?:between columns \d+ and \d+|column \d+): |\s*\(line \d+\)$",
            "",
            message,
        )
        raise GraphImportError(
            f"{source}, {where}: {why}. Nothing was changed; mend the file and import it again."
        ) from error


def _refuse_entities(data: bytes, source: str) -> None:
    """Refuse a document type that reaches outside the file, or whose entities stand in entities (a few lines
    may then stand for gigabytes)."""
    found = _DOCTYPE.search(data)
    if found is None:
        return
    line = data[: found.start()].count(b"\n") + 1
    outside = re.search(rb"\b(?:SYSTEM|PUBLIC)\b", found[0])
    nested = any(
        b"&" in e["rest"] or b"%" in e["rest"] or e["name"].startswith(b"%")
        for e in _ENTITY.finditer(found["inner"] or b"")
    )
    if outside or nested:
        what = "reaches outside the file" if outside else "has entities made of entities"
        raise GraphImportError(
            f"{source}, line {line}: its document type (DTD) {what}, which is refused. Take "
            "the DOCTYPE out, or convert the file to Turtle."
        )


def _xml_line(data: bytes) -> int | None:
    """The line at which XML is not well-formed, None when it is."""
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        return error.lineno
    return None


def _description(
    names: Names, name: str, graphs: Iterable[tuple[str, int]], source: str, digest: str, at: str
) -> Iterator[Quad]:
    """What `graph/imports` says: each graph a void:Dataset, with its file, time and size; graphs of the file
    as subsets. What was lifted is no data of theirs: it is derived from it."""
    about, own = names.graph(IMPORTS), names.graph(f"import/{name}")
    rows = dict(graphs)
    kind, dataset = NamedNode(RDF + "type"), NamedNode(_VOID + "Dataset")

    def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(predicate), value, about)

    yield Quad(own, kind, dataset, about)
    yield say(own, _DCTERMS + "title", Literal(name))
    yield say(own, _DCTERMS + "source", Literal(Path(source).name))
    yield say(own, _DCTERMS + "identifier", Literal(f"sha256:{digest}"))
    yield say(own, _PROV + "generatedAtTime", Literal(at, datatype=XSD_DATETIME))
    made = NamedNode(f"{own.value}/{LIFTED}")
    if (count := rows.pop(made.value, 0)) > 0:
        yield say(made, _PROV + "wasDerivedFrom", own)
        yield say(made, _VOID + "triples", integer(count))
    yield say(own, _VOID + "triples", integer(sum(rows.values())))
    for iri, count in rows.items():
        if iri != own.value:
            graph = NamedNode(iri)
            yield say(own, _VOID + "subset", graph)
            yield Quad(graph, kind, dataset, about)
            yield say(graph, _VOID + "triples", integer(count))


__all__ = [
    "RDFLIB_SYNTAXES",
    "SYNTAXES",
    "GraphImportError",
    "Imported",
    "import_graph",
    "imported_names",
    "listed",
    "remove_graph",
]
