"""The syntaxes results and graphs are written in: media types, file endings, and choosing among them by an
Accept header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Syntax:
    """A way to write a result: `name` as said in `?format=`, the media type it is sent as, other types that
    mean it, the file ending."""

    name: str
    media: str
    also: tuple[str, ...]
    ending: str
    title: str

    @property
    def types(self) -> tuple[str, ...]:
        """Every media type that means this syntax."""
        return (self.media, *self.also)


JSON = Syntax("json", "application/sparql-results+json", ("application/json", "text/json"), "srj", "JSON")
XML = Syntax("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), "srx", "XML")
CSV = Syntax("csv", "text/csv", (), "csv", "CSV")
TSV = Syntax("tsv", "text/tab-separated-values", (), "tsv", "TSV")
HTML = Syntax("html", "text/html", ("application/xhtml+xml",), "html", "HTML")

TURTLE = Syntax(
    "turtle",
    "text/turtle",
    ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    "ttl",
    "Turtle",
)
NTRIPLES = Syntax("ntriples", "application/n-triples", ("text/plain",), "nt", "N-Triples")
JSONLD = Syntax("jsonld", "application/ld+json", ("application/json",), "jsonld", "JSON-LD")
RDFXML = Syntax("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), "rdf", "RDF/XML")
TRIG = Syntax("trig", "application/trig", ("application/x-trig",), "trig", "TriG")
NQUADS = Syntax("nquads", "application/n-quads", ("text/x-nquads",), "nq", "N-Quads")

#: In the order the server prefers them.
TABLES: tuple[Syntax, ...] = (JSON, XML, CSV, TSV)
GRAPHS: tuple[Syntax, ...] = (TURTLE, NTRIPLES, JSONLD, RDFXML, TRIG, NQUADS)
BOOLEANS: tuple[Syntax, ...] = (JSON, XML, CSV, TSV)

ENDINGS = {s.ending: s for s in (*GRAPHS, *TABLES, HTML)}
_BY_NAME = (
    {s.name: s for s in (*TABLES, *GRAPHS, HTML)}
    | {s.ending: s for s in (*TABLES, *GRAPHS)}
    | {"n-triples": NTRIPLES, "rdf": RDFXML, "rdf+xml": RDFXML, "json-ld": JSONLD, "n3": TURTLE}
)


def named(name: str) -> Syntax | None:
    """The syntax a `format` parameter names, by name, file ending or media type."""
    wanted = name.strip().lower()
    if wanted in _BY_NAME:
        return _BY_NAME[wanted]
    return next((s for s in (*TABLES, *GRAPHS, HTML) if wanted in s.types), None)


def named_graph(name: str) -> Syntax | None:
    """The same for a graph: "json" and "xml", which clients say for every kind of result, mean JSON-LD and
    RDF/XML here."""
    wanted = name.strip().lower()
    found = {"json": JSONLD, "xml": RDFXML}.get(wanted) or _BY_NAME.get(wanted)
    return found if found in GRAPHS else next((s for s in GRAPHS if wanted in s.types), None)


def parse_accept(header: str) -> tuple[tuple[str, float], ...]:
    """The ranges of an Accept header with their q-values, as written; a range that does not parse is left out
    (RFC 9110, 12.5.1)."""
    ranges = []
    for part in header.split(","):
        media, *parameters = (p.strip() for p in part.split(";"))
        if "/" not in media:
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    quality = min(max(float(value.strip().strip('"')), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        ranges.append((media.lower(), quality))
    return tuple(ranges)


def quality(media: str, ranges: Iterable[tuple[str, float]]) -> float:
    """How welcome a media type is: the q-value of the most specific range that covers it."""
    best, specific = 0.0, -1
    family = media.split("/")[0]
    for pattern, q in ranges:
        rank = 2 if pattern == media else 1 if pattern == f"{family}/*" else 0 if pattern == "*/*" else -1
        if rank > specific:
            best, specific = q, rank
    return best


def choose(header: str | None, offered: Sequence[Syntax]) -> Syntax | None:
    """The offered syntax an Accept header likes best, ties to the one offered first; no header accepts all;
    None when none will do."""
    if not header:
        return offered[0]
    ranges = parse_accept(header)
    if not ranges:
        return offered[0]
    best: Syntax | None = None
    best_quality = 0.0
    for syntax in offered:
        # Wildcards mean a syntax by its own type; another type that means it (application/json) counts only
        # where it is named.
        welcome = max(quality(syntax.media, ranges), *(q for media, q in ranges if media in syntax.also), 0.0)
        if welcome > best_quality:
            best, best_quality = syntax, welcome
    return best
