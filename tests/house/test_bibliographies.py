"""The sources as BibTeX and CSL-JSON: every one of them, under keys of their own."""

from __future__ import annotations

import io
import json
import re

from regesta.extract.record import Source
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
