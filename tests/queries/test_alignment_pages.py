"""Every query on the pages "if you come from ..." gives rows on the example, and the same as the query in our
own words beneath it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regesta import Workspace
from regesta.extract import workspace
from regesta.ontology.alignment import chosen, namespaces, vocabularies

PAGES = sorted(
    p for p in (Path(__file__).parents[2] / "docs" / "alignments").glob("*.md") if p.stem != "index"
)
_QUERY = re.compile(r"```sparql\n(.*?)```", re.DOTALL)
_ALIGNED = re.compile(r"`aligned=([a-z,]+)`")


def pairs(page: Path) -> list[tuple[str, str]]:
    """The queries of a page, theirs with ours."""
    found = _QUERY.findall(page.read_text("utf-8"))
    assert len(found) % 2 == 0
    return list(zip(found[::2], found[1::2], strict=True))


CASES = [pytest.param(p, *two, id=f"{p.stem}-{n}") for p in PAGES for n, two in enumerate(pairs(p))]


@pytest.mark.parametrize(("page", "theirs", "ours"), CASES)
def test_their_words_give_what_ours_give(
    example_space: workspace.Workspace, page: Path, theirs: str, ours: str
) -> None:
    space = Workspace(example_space)
    words = _ALIGNED.findall(page.read_text("utf-8"))[0]
    rows = space.sparql(theirs, aligned=words, deadline=0).result.values()
    assert rows
    assert sorted(rows) == sorted(space.sparql(ours, deadline=0).result.values())
    assert not space.sparql(theirs, deadline=0).rows


def test_each_page_speaks_of_what_it_aligns() -> None:
    assert [p.stem for p in PAGES] == ["cidoc", "cito", "prov", "ric-o", "schema-org", "sem"]
    asked = {v for p in PAGES for v in chosen(_ALIGNED.findall(p.read_text("utf-8"))[0])}
    assert asked == set(vocabularies()) - {"oa"}
    for page in PAGES:
        for theirs, ours in pairs(page):
            assert any(f"<{space}>" in theirs for space in namespaces())
            assert not any(f"<{space}>" in ours for space in namespaces())
