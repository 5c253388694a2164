"""The sources as BibTeX and CSL-JSON: every one of them, under keys of their own."""

from __future__ import annotations

import io
import json
import re

import pytest
import rdflib

from regesta.extract.record import Citation, Source
from regesta.extract.workspace import Workspace
from regesta.graph.export import export


def test_every_source_is_exported_once(example_space: Workspace) -> None:
    sources = [r for r in example_space.records("iran-1946") if isinstance(r, Source)]
    bib, csl = io.BytesIO(), io.BytesIO()
    export(example_space, "bibtex", bib)
    export(example_space, "csl", csl)
    keys = re.findall(r"^@\w+\{([^,]+),", bib.getvalue().decode(), re.M)
    assert len(keys) == len(set(keys)) == len(sources)
    items = json.loads(csl.getvalue())
    assert {i["id"] for i in items} == {s.id for s in sources}
    fawcett = next(i for i in items if i.get("author", [{}])[0].get("family") == "Fawcett")
    assert fawcett["type"] == "book"
    assert fawcett["issued"]["date-parts"][0][0] == 1992


def test_every_source_of_a_thesis_is_read_by_pybtex_under_one_key(thesis_space: Workspace) -> None:
    database = pytest.importorskip("pybtex.database")
    bib, csl = io.BytesIO(), io.BytesIO()
    export(thesis_space, "bibtex", bib)
    export(thesis_space, "csl", csl)
    read = database.parse_string(bib.getvalue().decode(), "bibtex")
    items = json.loads(csl.getvalue())
    assert len(read.entries) == len(items) > 40
    assert all(i["title"] for i in items)
    assert sum("archive" in i for i in items) > 5


def test_sources_in_fabio_pointers_in_c4o_purposes_in_cito(example_space: Workspace) -> None:
    out = io.BytesIO()
    export(example_space, "spar", out)
    graph = rdflib.Graph().parse(data=out.getvalue(), format="turtle")
    c4o, cito, biro, fabio = (
        rdflib.Namespace(f"http://purl.org/spar/{name}/") for name in ("c4o", "cito", "biro", "fabio")
    )
    sources = [r for r in example_space.records("iran-1946") if isinstance(r, Source)]
    citations = [r for r in example_space.records("iran-1946") if isinstance(r, Citation) and r.source]
    pointers = set(graph.subjects(rdflib.RDF.type, c4o.InTextReferencePointer))
    assert len(pointers) == len(citations)
    assert len(set(graph.subjects(rdflib.RDF.type, biro.BibliographicReference))) == len(sources)
    for pointer in pointers:
        (reference,) = graph.objects(pointer, c4o.denotes)
        (work,) = graph.objects(reference, biro.references)
        assert (None, cito.cites, work) in graph
        assert graph.value(pointer, c4o.hasContent)
    counts = [int(n) for n in graph.objects(None, c4o.hasInTextCitationFrequency)]
    assert sum(counts) == len(citations)
    assert set(graph.subjects(rdflib.RDF.type, fabio.Book))
    assert set(graph.subject_objects(cito.citesAsEvidence)) | set(
        graph.subject_objects(cito.citesAsSourceDocument)
    )
