"""The queries of docs/federation.md, put to a server that may ask a second one, which holds the slices."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regesta.extract.link.candidates import candidates
from regesta.extract.record import Link
from regesta.extract.workspace import Workspace, create
from regesta.graph.build import build
from regesta.graph.imported_graphs import import_graph
from regesta.review.log import VerdictLog
from regesta.review.policy import accept_all

AT = "2026-01-01T00:00:00Z"
THEIRS = "https://w3id.org/regesta/kg/authority/frus/111031"
LIST = "https://history.state.gov/historicaldocuments/frus1952-54v10/persons#p_QESA1"
LINKS = f"""#mapping_set_id: http://ex/frus
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  kg: https://w3id.org/regesta/kg/
subject_id\tpredicate_id\tobject_id\tmapping_justification
kg:actor/Ahmad_Qavam\tskos:closeMatch\t{THEIRS}\tsemapv:ManualMappingCuration
"""
WIKIDATA = b"""<http://www.wikidata.org/entity/Q400888> <http://www.wikidata.org/prop/direct/P569>
  "1876-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> ."""
FRUS = f"<{THEIRS}> <http://purl.org/dc/terms/isReferencedBy> <{LIST}> .".encode()
IN_THE_PAGE = "http://127.0.0.1:7879/sparql"


@pytest.fixture(scope="module")
def slices(running: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A second server, with the slices imported and nothing of ours."""
    space = create(tmp_path_factory.mktemp("slices") / "w")
    build(space)
    import_graph(space, WIKIDATA, ".ttl", "wikidata", source="wikidata.ttl", at=AT)
    import_graph(space, FRUS, ".nt", "frus", source="frus.nt", at=AT)
    return running(space.snapshots, workers=1)


@pytest.fixture(scope="module")
def ours(
    page: Callable[..., Workspace],
    running: Callable[..., Any],
    slices: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:
    """The page, its actor linked to both, on a server that may ask the slices."""
    space = page(tmp_path_factory.mktemp("ours") / "w")
    (space.root / "links").mkdir(exist_ok=True)
    (space.root / "links" / "frus.sssom.tsv").write_text(LINKS, "utf-8")
    links = [r for r in candidates(space) if isinstance(r, Link)]
    assert [x.object for x in links] == [THEIRS]
    VerdictLog(space.log).append(accept_all(links, at=AT, reviewer="ada", reason="prime minister"))
    build(space)
    return running(space.snapshots, workers=1, services=(f"{slices.url}/sparql",))


def queries(root: Path) -> list[str]:
    """The queries of the page."""
    text = (root / "docs" / "federation.md").read_text("utf-8")
    return re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)


def test_every_query_of_the_page_gives_rows(root: Path, ours: Any, slices: Any):
    wikidata, frus = (q.replace(IN_THE_PAGE, f"{slices.url}/sparql") for q in queries(root))
    aged = ours.values(wikidata)
    assert {(name, born[:4]) for name, born, _, _ in aged} == {("Ahmad Qavam", "1876")}
    assert "1946-11-23" in [day for _, _, day, _ in aged]
    assert ours.values(frus) == [("Ahmad Qavam", LIST)]


def test_only_what_the_settings_name_is_asked(root: Path, ours: Any, slices: Any, served: Any):
    wikidata, _ = (q.replace(IN_THE_PAGE, f"{slices.url}/sparql") for q in queries(root))
    elsewhere = wikidata.replace(f"{slices.url}/sparql", f"{served.url}/sparql")
    assert ours.sparql(elsewhere).status_code == 403
    assert served.sparql(wikidata).status_code == 403
