"""Reading rows for pages, and marking words in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from regesta.graph.map.denials import DENIED, DOUBTED
from regesta.graph.rdf import NamedNode
from regesta.graph.serve.shared import Row, Site

Plain = dict[str, str]


def plain(rows: Iterable[Row]) -> list[Plain]:
    """Rows as strings; unbound variables are left out."""
    return [{k: str(v["value"]) for k, v in row.items()} for row in rows]


async def ask(site: Site, query: str, graphs: tuple[str, ...] | None) -> list[Plain]:
    """The rows of a query over the graphs a page reads; None: the store's own dataset."""
    return plain(await site.rows(query, graphs=graphs))


def listed(iris: Iterable[str]) -> str:
    """IRIs as the rows of a VALUES."""
    return " ".join(str(NamedNode(iri)) for iri in iris)


def denied(label: str) -> str:
    """The condition that a label (a variable) says of words that they are denied or doubted."""
    return f'STRSTARTS({label}, "{DENIED}“") || STRSTARTS({label}, "{DOUBTED}“")'


def stated(claim: str, text: str) -> str:
    """The pattern by which `text` is a claim in words, uncut: a reviewer's; else its label, where that says
    that its words are denied or doubted; else the words of the text. Both are names of SPARQL variables."""
    label, said, worded = (f"?{text}_{part}" for part in ("label", "said", "worded"))
    return (
        f"?{claim} rg:text {said} . OPTIONAL {{ ?{claim} rdfs:label {label} }} "
        f"OPTIONAL {{ ?{claim} rg:wording {worded} }} "
        f"BIND(COALESCE({worded}, IF({denied(label)}, {label}, {said}), {said}) AS ?{text})"
    )


async def matches(site: Site, iri: NamedNode, graphs: tuple[str, ...]) -> list[str]:
    """What other people's authorities call a thing, by IRI."""
    query = f"SELECT ?match {{ {iri} skos:exactMatch|skos:closeMatch ?match }} ORDER BY ?match"
    return [row["match"] for row in await ask(site, query, graphs)]


def word(iri: str) -> str:
    """A concept's IRI as its word: the last segment, with blanks."""
    return iri.rsplit("/", 1)[-1].replace("_", " ")


def by_author(row: Plain) -> bool:
    """Whether the claim of a row (`voice`) is its writer's own."""
    return word(row.get("voice", "")) == "author"


def by_whom(row: Plain, who: str) -> str:
    """Whose the claim of a row is: the author's by its `voice`, else `who` says; "" where nobody does."""
    return "the author" if by_author(row) else row.get(who, "")


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def marked(text: str, parts: Sequence[str], cue: str = "") -> Markup:
    """A text with its parts in `<mark>` and the cue in `<span class="cue">`; parts that are not found are
    left unmarked."""
    text = _squeeze(text)
    spans: list[tuple[int, int, str]] = []
    wanted = [("mark", _squeeze(p)) for p in parts] + [("cue", _squeeze(cue))]
    for kind, words in wanted:
        for found in re.finditer(re.escape(words), text) if words else ():
            if all(found.end() <= a or found.start() >= b for a, b, _ in spans):
                spans.append((found.start(), found.end(), kind))
                break
    out, at = Markup(), 0
    for a, b, kind in sorted(spans):
        out += escape(text[at:a])
        out += Markup("<mark>{}</mark>" if kind == "mark" else '<span class="cue">{}</span>').format(
            text[a:b]
        )
        at = b
    return out + escape(text[at:])
