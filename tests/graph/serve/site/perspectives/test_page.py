"""The perspectives as pages and tables of a served graph."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from regesta.graph.serve.site.perspectives.catalogue import DEBATE, PERSPECTIVES
from regesta.graph.serve.site.perspectives.listing import Asked


@pytest.mark.parametrize("name", PERSPECTIVES)
def test_each_has_a_page_and_a_table_that_agree(served: Any, name: str) -> None:
    page = httpx.get(f"{served.url}/{name}?how=any", timeout=60)
    assert page.status_code == 200
    table = list(csv.reader(io.StringIO(httpx.get(f"{served.url}/{name}.csv", timeout=60).text)))
    assert page.text.count("<tr>") - 1 == len(table) - 1 or len(table) == 1
    marked = f'aria-current="page">{PERSPECTIVES[name].title.split(",")[0]}' in page.text
    assert marked or name in ("letters", "contradictions")  # one is called otherwise, one is reached by slips


def test_rows_lead_to_pages_and_the_query_is_open(served: Any) -> None:
    page = httpx.get(f"{served.url}/debate", timeout=60).text
    assert "This view is not convincing" in page
    assert '<a href="/claim/' in page
    assert "/sparql?query=SELECT" in page
    narrowed = httpx.get(f"{served.url}/people?kind=person", timeout=60).text
    assert 'aria-current="true"' in narrowed
    assert narrowed.count("<tr>") < httpx.get(f"{served.url}/people", timeout=60).text.count("<tr>")


def test_the_debate_begins_with_what_is_rejected(served: Any) -> None:
    page = httpx.get(f"{served.url}/debate", headers={"Accept": "text/html"}, timeout=60).text
    chosen = [part.split("<")[0].split(">")[-1].strip() for part in page.split('aria-current="true"')[1:]]
    assert chosen == ["rejects", "undercuts"]
    assert page.index("<table") < page.index('class="pictures"')
    everything = httpx.get(f"{served.url}/debate?how=any", timeout=60).text
    assert 'aria-current="true"' not in everything


def test_all_of_a_list_that_begins_with_a_part_of_it_has_an_address() -> None:
    first = Asked(DEBATE, [], begin=True)
    assert first.chosen == DEBATE.begins
    assert first.everything == first.address(chosen=()) == "/debate?how=any"
    assert Asked(DEBATE, [("how", "any")], begin=True).chosen == ()
    assert Asked(DEBATE, [("whom", "Doe")], begin=True).chosen == (("whom", "Doe"),)
    assert Asked(DEBATE, []).chosen == ()  # tables and JSON have all unless something is asked


def test_slips_are_shown_though_nobody_judged_them(served: Any) -> None:
    page = httpx.get(f"{served.url}/slips", timeout=60).text
    assert "found, not judged" in page
    assert '<a href="/contradictions">' in page


def test_a_slip_shows_its_places_side_by_side(served: Any) -> None:
    page = httpx.get(f"{served.url}/slips", timeout=60).text
    address = page.split('<a href="/discrepancy/')[1].split('"')[0]
    slip = httpx.get(f"{served.url}/page/discrepancy/{address}", timeout=60)
    assert slip.status_code == 200
    assert slip.text.count("<blockquote>") >= 1
    assert "<mark>" in slip.text


def test_a_list_larger_than_an_answer_in_memory_is_shown(
    running: Any, snapshots_of: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    base, rg = "https://w3id.org/regesta/kg/actor/", "https://w3id.org/regesta/ontology#"
    label, a = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    people = (
        f'<{base}{n}> <{a}> <{rg}Person> .\n<{base}{n}> <{label}> "{n:05} {"x" * 400}" .\n'
        for n in range(3_000)
    )
    server = running(snapshots_of(tmp_path, "".join(people)))
    assert "3,000 people, states and bodies in all" in httpx.get(f"{server.url}/people", timeout=60).text
    assert len(httpx.get(f"{server.url}/people.csv", timeout=60).text.splitlines()) == 3_001
