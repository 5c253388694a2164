"""The vocabulary's files, out of the package."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from pyoxigraph import BlankNode, Quad, RdfFormat, parse


def _root() -> Traversable:
    return resources.files("regesta.ontology")


def files(part: str = "") -> tuple[Traversable, ...]:
    """The Turtle files of one part: "" the vocabulary alone, "schemes" or "align" those folders, in name
    order."""
    folder = _root().joinpath(part) if part else _root()
    names = (
        [f for f in folder.iterdir() if f.name.endswith(".ttl")] if part else [folder.joinpath("regesta.ttl")]
    )
    return tuple(sorted(names, key=lambda f: f.name))


def shapes() -> Traversable:
    """The SHACL shapes of accepted knowledge."""
    return _root().joinpath("shapes.ttl")


def context() -> Traversable:
    """The JSON-LD context."""
    return _root().joinpath("context.jsonld")


def alignment_rules() -> Traversable:
    """The SHACL rules beside the alignments: what holds of some things only in the words of others."""
    return _root().joinpath("alignment-rules.ttl")


def triples(file: Traversable) -> Iterator[Quad]:
    """The triples of one Turtle file, blank nodes named by the file and their order in it, so that they are
    the same on every run."""
    stem = file.name.removesuffix(".ttl").replace("-", "")
    known: dict[BlankNode, BlankNode] = {}
    for q in parse(file.read_bytes(), format=RdfFormat.TURTLE):
        s, o = (
            known.setdefault(n, BlankNode(f"{stem}{len(known)}")) if isinstance(n, BlankNode) else n
            for n in (q.subject, q.object)
        )
        yield Quad(s, q.predicate, o)


@cache
def vocabulary() -> tuple[Quad, ...]:
    """The triples of `regesta.ttl`."""
    return tuple(triples(files()[0]))


@cache
def tbox() -> tuple[Quad, ...]:
    """The triples of the vocabulary, its schemes and its alignments."""
    return tuple(q for part in ("", "schemes", "align") for f in files(part) for q in triples(f))
