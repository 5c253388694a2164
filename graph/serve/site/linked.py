"""Every IRI of the graph answers: 303 to its page for people, to its data by Accept for programs."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.types import Receive, Scope, Send

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.asked_things import class_of, nearest, query_for_class
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.negotiation import ENDINGS, GRAPHS, HTML, Syntax, choose
from regesta.graph.serve.protocol.responding import encoding, header, send_body
from regesta.graph.serve.protocol.sparql import client_of, etag, matches, media_type, send_answer, watched
from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.pages import show
from regesta.graph.serve.site.signposts import of_data, of_page
from regesta.graph.serve.site.views import template_and_values
from regesta.graph.serve.site.views.reading import plain
from regesta.graph.serve.workers.answering import PREFIXES, Question
from regesta.ontology.terms import ONTOLOGY


def raw_path(scope: Scope) -> str:
    """The path as sent, still percent-encoded: `%5F` and `_` are different IRIs."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").split("?", 1)[0].lstrip("/")


class LinkedData:
    """The ASGI application for all addresses that stand for IRIs: `/claim/…`, `/page/claim/…`,
    `/data/claim/….ttl`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await send_body(scope, send, 204, b"", {"Allow": "GET, HEAD, OPTIONS"})
            return
        if scope["method"] not in ("GET", "HEAD"):
            raise Problem(
                405,
                "That method is not allowed here",
                "resources are read by GET",
                headers={"Allow": "GET, HEAD, OPTIONS"},
            )
        path = raw_path(scope)
        if path.startswith("page/"):
            await self._page(scope, send, path.removeprefix("page/"))
        elif path.startswith("data/"):
            await self._data(scope, receive, send, path.removeprefix("data/"))
        else:
            await self._redirect(scope, send, path)

    def _iri(self, path: str) -> NamedNode:
        try:
            return self.site.iri(path)
        except ValueError as error:
            raise Problem(404, "Not here", f"/{path} is not the address of anything") from error

    async def _standing(self, iri: NamedNode) -> tuple[str, ...]:
        """The graphs to describe it from: accepted knowledge, else the candidates too; a 404 when no graph
        knows it."""
        site = self.site
        accepted = await site.rows(f"SELECT ?p {{ {iri} ?p ?o }} LIMIT 1")
        if accepted:
            return ("",)
        if await site.rows(f"SELECT ?p {{ {iri} ?p ?o }} LIMIT 1", graphs=site.everything):
            return site.everything
        if await site.rows(f"SELECT ?p {{ ?s ?p {iri} }} LIMIT 1", graphs=site.everything):
            return site.everything
        near = await self._near(iri)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise Problem(
            404,
            "Not in the graph",
            f"Nothing is known about {iri.value}. It may have been proposed by an earlier "
            f"extraction, or withdrawn.{meant}",
        )

    async def _near(self, iri: NamedNode) -> list[str]:
        """The addresses most like one that there is not, with their labels; the things of a class are read
        once a generation, so that wrong addresses are cheap."""
        base = self.site.config.base
        kind = class_of(iri.value, base)
        if not kind:
            return []

        async def read() -> list[tuple[str, str]]:
            rows = await self.site.rows(query_for_class(kind))
            return [(r["x"]["value"], r["label"]["value"]) for r in rows]

        others = await self.site.derived(f"labels of {kind}", read)
        near = await asyncio.to_thread(nearest, iri.value, base, others)
        return [f"/{path} ({label})" for path, label in near]

    async def _redirect(self, scope: Scope, send: Send, path: str) -> None:
        if path.startswith("graph/"):
            graph = self._iri(path)
            if await self.site.has_graph(graph):
                await send_body(
                    scope,
                    send,
                    303,
                    b"",
                    {"Location": f"/graphs?{urlencode({'graph': graph.value})}", "Vary": "Accept"},
                )
                return
        await self._standing(self._iri(path))
        syntax = choose(header(scope, b"accept"), (HTML, *GRAPHS)) or GRAPHS[0]
        location = f"/page/{path}" if syntax is HTML else f"/data/{path}.{syntax.ending}"
        await send_body(scope, send, 303, b"", {"Location": location, "Vary": "Accept"})

    async def _data(self, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        name, _, ending = path.rpartition(".")
        syntax = ENDINGS.get(ending)
        if syntax not in GRAPHS or syntax is None:
            name = path
            syntax = choose(header(scope, b"accept"), GRAPHS)
            if syntax is None:
                raise Problem(
                    406,
                    "No syntax you accept is offered",
                    f"this comes as {', '.join(s.media for s in GRAPHS)}",
                )
        iri = self._iri(name)
        graphs = await self._standing(iri)
        snapshot = self.site.current()
        headers = {
            "Vary": "Accept, Accept-Encoding",
            "Cache-Control": "no-cache",
            "ETag": etag(snapshot.mark, iri.value, syntax.name, encoding(header(scope, b"accept-encoding"))),
            "Link": of_data(self.site.config, iri.value, name),
        }
        if matches(header(scope, b"if-none-match"), headers["ETag"]):
            await send_body(scope, send, 304, b"", headers)
            return
        query = (
            f"CONSTRUCT {{ {iri} ?p ?o . ?o <{PREFIXES['rdfs']}label> ?ol . ?s ?q {iri} . ?s "
            f"<{PREFIXES['rdfs']}label> ?sl }} WHERE {{"
            f" {{ {iri} ?p ?o OPTIONAL {{ ?o <{PREFIXES['rdfs']}label> ?ol }} }} UNION {{ ?s "
            f"?q {iri} OPTIONAL {{ ?s <{PREFIXES['rdfs']}label> ?sl }} }} }}"
        )
        question = Question(
            query=query,
            graph=syntax.name,
            default=graphs,
            rows=self.site.config.rows,
            size=self.site.config.result_bytes,
        )
        answer = await watched(self.site, snapshot, question, client_of(scope), receive)
        if answer is not None:
            headers["Content-Type"] = media_type(syntax)
            await send_answer(scope, send, answer, headers)

    async def _page(self, scope: Scope, send: Send, path: str) -> None:
        iri = self._iri(path)
        graphs = await self._standing(iri)
        template, values = await template_and_values(self.site, iri, graphs)
        links = {"Link": of_page(self.site.config, iri.value, path)}
        await show(
            self.site,
            scope,
            send,
            template,
            headers=links,
            iri=iri.value,
            local_path=path,
            accepted=graphs == ("",),
            **values,
        )


_TERMS = """SELECT ?x ?label ?german ?russian ?definition ?example ?kind ?domain ?range WHERE {
  VALUES (?type ?kind) { (owl:Class "class") (owl:ObjectProperty "link") (owl:DatatypeProperty "value") }
  ?x a ?type ; rdfs:label ?label ; skos:definition ?definition . FILTER(LANG(?label) = "en")
  OPTIONAL { ?x rdfs:label ?german FILTER(LANG(?german) = "de") }
  OPTIONAL { ?x rdfs:label ?russian FILTER(LANG(?russian) = "ru") }
  OPTIONAL { ?x skos:example ?example } OPTIONAL { ?x rdfs:domain ?domain } OPTIONAL { ?x rdfs:range ?range }
} ORDER BY ?kind ?x"""
_ABOUT = """SELECT ?title ?description ?creator ?created ?modified ?licence ?version WHERE {
  ?o a owl:Ontology ; dcterms:title ?title ; dcterms:description ?description ; dcterms:creator ?creator ;
    dcterms:created ?created ; dcterms:modified ?modified ; dcterms:license ?licence ; owl:versionIRI ?version
}"""
_SCHEMES = "SELECT ?x ?label { ?x a skos:ConceptScheme ; skos:prefLabel ?label } ORDER BY ?label"


class Vocabulary:
    """The vocabulary as a page or as RDF: the graph that holds the ontology and its schemes."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if version := scope["path_params"].get("version"):
            await self._require(version)
        syntax = choose(header(scope, b"accept"), (HTML, *GRAPHS))
        if syntax is None:
            raise Problem(
                406,
                "No syntax you accept is offered",
                f"this comes as HTML or {', '.join(s.media for s in GRAPHS)}",
            )
        if syntax is HTML:
            await self._page(scope, send)
        else:
            await self._data(scope, receive, send, syntax)

    async def _require(self, version: str) -> None:
        known = await self.site.once(
            "ontology-version", "SELECT ?v { ?o owl:versionIRI ?v }", graphs=(ONTOLOGY,)
        )
        if not any(row["v"]["value"].endswith(f"/{version}") for row in known):
            raise Problem(
                404,
                "No such version",
                f"this server has the vocabulary as {', '.join(row['v']['value'] for row in known)}",
            )

    async def _data(self, scope: Scope, receive: Receive, send: Send, syntax: Syntax) -> None:
        site = self.site
        question = Question(
            query="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", graph=syntax.name, default=(ONTOLOGY,)
        )
        answer = await watched(site, site.current(), question, client_of(scope), receive)
        if answer is not None:
            headers = {"Content-Type": media_type(syntax), "Vary": "Accept, Accept-Encoding"}
            await send_answer(scope, send, answer, headers)

    async def _page(self, scope: Scope, send: Send) -> None:
        site = self.site
        terms = await site.once("ontology", _TERMS, graphs=(ONTOLOGY,))
        schemes = await site.once("schemes", _SCHEMES, graphs=(ONTOLOGY,))
        about = await site.once("ontology-about", _ABOUT, graphs=(ONTOLOGY,))
        links = ", ".join(f'</ontology>; rel="alternate describedby"; type="{s.media}"' for s in GRAPHS)
        await show(
            site,
            scope,
            send,
            "ontology.html",
            headers={"Link": f'<{ONTOLOGY}>; rel="cite-as", {links}'},
            terms=plain(terms),
            schemes=plain(schemes),
            about=next(iter(plain(about)), None),
        )
