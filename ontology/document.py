"""The reference page of the vocabulary, made from the Turtle: `python -m regesta.ontology.document >
docs/ontology.md`."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from regesta.ontology.load import files, triples, vocabulary
from regesta.ontology.terms import CONCEPTS, NAMESPACE, RG, SCHEMES

_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SHORT = {"http://www.w3.org/2001/XMLSchema#": "xsd:", _SKOS: "skos:", NAMESPACE: ""}

HEAD = """# The vocabulary

Prefix `rg: <https://w3id.org/regesta/ontology#>`. The files are `ontology/regesta.ttl` (OWL 2 RL), `ontology/schemes/` (value sets),
`ontology/align/` (what other vocabularies call the same things), `ontology/shapes.ttl` (what accepted knowledge must look like) and
`ontology/context.jsonld`. This page is made from them by `python -m regesta.ontology.document`. A small graph in Turtle and JSON-LD, with queries: [by example](vocabulary-by-example.md).
"""  # noqa: E501


def page() -> str:
    """The whole page as Markdown."""
    about = _index(vocabulary())
    kinds = {name: about[NAMESPACE + name].get(_TYPE, []) for name in vars(RG) if not name.startswith("_")}
    parts = [HEAD]
    for title, kind in (
        ("Classes", "Class"),
        ("Properties between things", "ObjectProperty"),
        ("Properties with literal values", "DatatypeProperty"),
    ):
        parts.append(f"\n## {title}\n\n| name | meaning | for example | axioms |\n|---|---|---|---|\n")
        parts += [
            _row(name, about[NAMESPACE + name]) for name, types in kinds.items() if _OWL + kind in types
        ]
    parts.append("\n## Value sets\n\nA value is a concept `https://w3id.org/regesta/scheme/<set>/<value>`.\n")
    for file in files("schemes"):
        rows = _index(triples(file))
        scheme = file.name.removesuffix(".ttl")
        parts.append(
            f"\n### {scheme}\n\n{_one(rows[SCHEMES + scheme], _SKOS + 'definition')}\n\n| value | meaning | "
            "for example |\n|---|---|---|\n"
        )
        for notation in CONCEPTS[scheme]:
            own = rows[f"{SCHEMES}{scheme}/{notation}"]
            parts.append(
                f"| `{notation}` | {_one(own, _SKOS + 'definition')} | {_one(own, _SKOS + 'example')} |\n"
            )
    return "".join(parts)


Rows = dict[str, list[str]]


def _index(quads: Iterable[Quad]) -> dict[str, Rows]:
    out: dict[str, Rows] = defaultdict(lambda: defaultdict(list))
    for q in quads:
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal):
            out[q.subject.value][q.predicate.value].append(q.object.value)
    return out


def _one(rows: Rows, predicate: str) -> str:
    return rows.get(predicate, [""])[0].replace("|", "\\|")


def _short(iri: str) -> str:
    return next(
        (f"{short}{iri.removeprefix(long)}" for long, short in _SHORT.items() if iri.startswith(long)), iri
    )


def _row(name: str, rows: Rows) -> str:
    said = [
        f"{word} `{_short(value)}`"
        for word, predicate in (
            ("is a", _RDFS + "subClassOf"),
            ("is a", _RDFS + "subPropertyOf"),
            ("inverse of", _OWL + "inverseOf"),
            ("from", _RDFS + "domain"),
            ("to", _RDFS + "range"),
        )
        for value in rows.get(predicate, [])
    ]
    said += [
        word
        for word, kind in (
            ("transitive", "Transitive"),
            ("symmetric", "Symmetric"),
            ("functional", "Functional"),
        )
        if f"{_OWL}{kind}Property" in rows[_TYPE]
    ]
    return f"| `rg:{name}` | {_one(rows, _SKOS + 'definition')} | {_one(rows, _SKOS + 'example')} | {', '.join(said)} |\n"  # noqa: E501


if __name__ == "__main__":
    sys.stdout.write(page())
