"""Whether the ontology, and the data under it, are free of contradiction: HermiT by way of owlready2, where
Java is installed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from regesta.graph.rdf import Literal, Quad
from regesta.graph.store.syntax import parse, serialise
from regesta.ontology.load import files, triples

WITHOUT_JAVA = (
    "not checked: there is no Java here. Install Java 17 (Debian: `apt-get install "
    "default-jre-headless`) and run with --reason again."
)
CONSISTENT = "consistent (HermiT)"
_XSD = "http://www.w3.org/2001/XMLSchema#"
#: Datatypes of OWL 2 that occur here; literals of others (xsd:date, EDTF) say nothing to a reasoner and are
#: left out.
_KNOWN = frozenset(
    _XSD + name for name in ("string", "integer", "decimal", "boolean", "dateTime", "anyURI")
) | {"http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


class Inconsistent(Exception):
    """The ontology or the data contradict themselves; the message names the classes concerned."""


def consistency_of(nquads: bytes = b"") -> str:
    """What to tell the user: consistent, or not checked and why. `nquads`: accepted knowledge to check with
    the ontology (default graph only).

    Errors: Inconsistent when HermiT finds a contradiction. Seconds for the ontology, minutes for a thesis.
    """
    if shutil.which("java") is None:
        return WITHOUT_JAVA
    data = [q for q in parse(nquads, "nquads") if str(q.graph_name) == "DEFAULT"] if nquads else []
    wrong = unsatisfiable([*_ontology(), *data])
    if wrong:
        raise Inconsistent(
            f"the ontology has classes that can have no members: {', '.join(wrong)}. Look at "
            "what these are declared disjoint with."
        )
    return CONSISTENT


def unsatisfiable(quads: Iterable[Quad]) -> list[str]:
    """The IRIs of the classes that can have no members, sorted.

    Errors: Inconsistent when the whole contradicts itself.
    """
    import owlready2

    kept = sorted({str(q.triple): q.triple for q in quads if _means_something(q)}.items())
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        path.write_bytes(serialise((triple for _, triple in kept), "ntriples"))
        world.get_ontology(path.as_uri()).load()
        try:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError as error:
            raise Inconsistent(
                "the graph contradicts the ontology: something is in two classes declared "
                "disjoint (a person and a state, say). `regesta build` without --reason "
                "shows which shapes it breaks"
            ) from error
    return sorted(c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing)


def _ontology() -> list[Quad]:
    """The vocabulary, its schemes, and what the alignments state of classes and properties."""
    own = [q for part in ("", "schemes") for f in files(part) for q in triples(f)]
    stated = (q for f in files("align") for q in triples(f))
    return [
        *own,
        *(q for q in stated if q.predicate.value.startswith("http://www.w3.org/2000/01/rdf-schema#")),
    ]


def _means_something(q: Quad) -> bool:
    return not isinstance(q.object, Literal) or q.object.datatype.value in _KNOWN
