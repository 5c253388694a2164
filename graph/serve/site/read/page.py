"""`/read`, `/read/DOCUMENT` and `/read/DOCUMENT/SECTION`: the list of documents and the reading view."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

from regesta.extract.workspace import DOCUMENT_ID
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.responding import send_body
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.read.section import Mark, Note, Sentence, paragraphs
from regesta.graph.serve.site.read.skeleton import CITED, places
from regesta.graph.serve.site.views.reading import Plain, plain
from regesta.graph.serve.site.views.stretches import span_of

_OUTLINE = """SELECT ?part ?label ?depth ?title
  (COUNT(DISTINCT ?s) AS ?sentences) (COUNT(DISTINCT ?c) AS ?claims) WHERE {{
  VALUES ?document {{ <{document}> }}
  ?document rdfs:label ?title .
  ?part rg:inDocument ?document ; a rg:Division ; rdfs:label ?label ; rg:start ?start ; rg:depth ?depth .
  OPTIONAL {{ ?s rg:inDivision ?part ; a rg:Sentence . OPTIONAL {{ ?c rg:inSentence ?s ; a rg:Claim }} }}
}} GROUP BY ?part ?label ?depth ?title ?start ORDER BY ?start"""
#: Documents that have something to read.
_DOCUMENTS = """SELECT ?document ?title ?year (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?authors)
  (COUNT(DISTINCT ?part) AS ?sections) WHERE {
  ?document a rg:Document ; rdfs:label ?title . ?part rg:inDocument ?document ; a rg:Division .
  OPTIONAL { ?document rg:author/rdfs:label ?name } OPTIONAL { ?document rg:year ?year }
  FILTER EXISTS { ?sentence rg:inDivision ?part ; a rg:Sentence }
} GROUP BY ?document ?title ?year ORDER BY ?title"""
_SENTENCES = """SELECT ?s ?page ?p WHERE {{
  ?s rg:inDivision <{section}> ; a rg:Sentence ; rg:expressedIn ?p ; rg:start ?start .
  OPTIONAL {{ ?s rg:page ?page }}
}} ORDER BY ?start"""
_NOTES = """SELECT ?s ?note ?id ?number ?text WHERE {{
  ?s rg:inDivision <{section}> ; a rg:Sentence ; rg:callsFootnote ?note .
  ?note rg:identifier ?id ; rg:number ?number ; rg:text ?text ; rg:start ?start .
}} ORDER BY ?start"""
#: The section stands in each half, and a decision is told by its class: joined the other way round all
#: mentions are gone through (two hundred times slower on a thesis).
_STATEMENTS = """SELECT DISTINCT ?s ?statement ?layer ?label ?p ?who WHERE {{
  {{ ?s rg:inDivision <{section}> .
    ?statement rg:inSentence ?s ; a rg:Claim ; rg:expressedIn ?p ; rdfs:label ?label .
    BIND("claim" AS ?layer) OPTIONAL {{ ?statement rg:holder/rdfs:label ?who }} }}
  UNION
  {{ ?s rg:inDivision <{section}> .
    ?mention rg:inSentence ?s ; rg:mentionOf ?statement ; rg:expressedIn ?p .
    ?statement rdfs:label ?label .
    OPTIONAL {{ ?statement a ?decided FILTER(?decided = rg:Decision) }}
    BIND(IF(BOUND(?decided), "decision", "event") AS ?layer) }}
}}"""
_ARGUMENT = """SELECT DISTINCT ?statement ?how WHERE {{
  ?s rg:inDivision <{section}> ; a rg:Sentence . ?statement rg:inSentence ?s ; a rg:Claim .
  {{ VALUES (?by ?how) {{
      (rg:attacks "rejects") (rg:undercuts "undercuts") (rg:supports "supports") (rg:concedes "grants")
    }}
    ?statement ?by ?other }}
  UNION
  {{ VALUES (?by ?how) {{
      (rg:attacks "is rejected") (rg:undercuts "is undercut")
      (rg:supports "is supported") (rg:concedes "is granted")
    }}
    ?other ?by ?statement }}
}}"""


async def documents(site: Site, scope: Scope, send: Send) -> None:
    """`/read`: the documents that can be read here."""
    rows = plain(await site.once("readable", _DOCUMENTS))
    found = [row | {"id": row["document"].rsplit("/", 1)[-1]} for row in rows if "document" in row]
    await show(site, scope, send, "documents.html", documents=found)


class ReadingView:
    """Answers the addresses of the reading view.

    Where the text is not here or may not be shown, the skeleton of the section stands in its place: what is
    held and told in it, its notes and their sources. Errors: Problem 404 where the document or section is not
    in the graph.
    """

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        document, section = scope["path_params"]["document"], scope["path_params"].get("section", "")
        outline = await self._outline(document)
        readable = [d for d in outline if d["sentences"] != "0"]
        if not readable:
            raise Problem(404, "Not in the graph", f"There is no document {document} with sentences here.")
        if not section:
            await send_body(scope, send, 303, b"", {"Location": self._address(document, readable[0]["part"])})
            return
        here = next((n for n, d in enumerate(readable) if d["part"].rsplit("/", 1)[-1] == section), None)
        if here is None:
            raise Problem(
                404, "No such section", f"The document {document} has no section {section} with text."
            )
        text = await self._text(document)
        await show(
            self.site,
            scope,
            send,
            "read.html",
            title=readable[here]["label"],
            document=document,
            document_title=outline[0]["title"],
            outline=[d | {"address": self._address(document, d["part"])} for d in outline],
            here=readable[here],
            before=self._neighbour(document, readable, here - 1),
            after=self._neighbour(document, readable, here + 1),
            **await self._content(readable[here]["part"], text),
        )

    async def _outline(self, document: str) -> list[Plain]:
        if not DOCUMENT_ID.match(document):
            return []
        iri = f"{self.site.config.base}doc/{document}"
        return plain(await self.site.once(f"outline-{iri}", _OUTLINE.format(document=iri)))

    def _address(self, document: str, part: str) -> str:
        return f"/read/{document}/{part.rsplit('/', 1)[-1]}"

    def _neighbour(self, document: str, sections: list[Plain], at: int) -> dict[str, str] | None:
        if not 0 <= at < len(sections):
            return None
        return {"label": sections[at]["label"], "address": self._address(document, sections[at]["part"])}

    async def _text(self, document: str) -> str | None:
        """The text, where it is here and may be shown."""
        config = self.site.config
        if config.documents is None or config.text.of(document) != "full":
            return None
        path = config.documents / document / "text.txt"
        if not path.is_file():
            return None
        return await asyncio.to_thread(_read, path, path.stat().st_mtime_ns)

    async def _content(self, section: str, text: str | None) -> dict[str, Any]:
        """The paragraphs of a section; without a text, its places."""
        asked = (_SENTENCES, _NOTES, _STATEMENTS, _ARGUMENT, *(() if text is not None else (CITED,)))
        spans, notes, statements, argument, *cited = await asyncio.gather(
            *(self.site.rows(query.format(section=section)) for query in asked)
        )
        found = _sentences(plain(spans), plain(notes), plain(statements), plain(argument))
        if text is None:
            return {"paragraphs": [], "places": places(found, plain(cited[0]))}
        return {"paragraphs": paragraphs(text, found), "places": []}


def _sentences(
    rows: list[Plain], notes: list[Plain], statements: list[Plain], argument: list[Plain]
) -> list[Sentence]:
    """The sentences of a section out of the rows of the four questions."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    pages: dict[str, str] = {}
    for row in rows:
        if span := span_of(row["p"]):
            spans[row["s"]].append(span)
        pages[row["s"]] = row.get("page", "")
    called: dict[str, list[Note]] = defaultdict(list)
    for row in notes:
        called[row["s"]].append(Note(row["number"], row["id"], row["text"], row["note"]))
    how: dict[str, list[str]] = defaultdict(list)
    for row in argument:
        how[row["statement"]].append(row["how"])
    marks: dict[str, dict[tuple[Any, ...], Mark]] = defaultdict(dict)
    for row in statements:
        if span := span_of(row["p"]):
            label = f"{row['who']}: {row['label']}" if "who" in row else row["label"]
            kinds = tuple(sorted(how.get(row["statement"], ())))
            mark = Mark(*span, row["layer"], row["statement"], label, kinds)
            marks[row["s"]][(mark.iri, *span)] = mark
    found = [
        Sentence(iri, sorted(some), pages[iri], called[iri], list(marks[iri].values()))
        for iri, some in spans.items()
    ]
    return sorted(found, key=lambda sentence: sentence.spans[0])


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> str:
    return path.read_bytes().decode("utf-8")  # offsets count every character as it stands
