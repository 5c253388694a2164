"""A document's page says how it was read, where a report lies beside the document; else it does without."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.read import read_text

RG = "https://w3id.org/regesta/ontology#"


@pytest.fixture(scope="module")
def page_with(
    page_space: Any, running: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """The page of the document when its `reading.json` holds a text."""
    folder = tmp_path_factory.mktemp("documents")
    server = running(page_space.snapshots, documents=folder)
    ((iri, name),) = server.values(f"SELECT ?d ?id {{ ?d a <{RG}Document> ; <{RG}identifier> ?id }}")

    def page(report: str) -> str:
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "reading.json").write_text(report, "utf-8")
        answer = server.client.get(
            server.site.local(iri), follow_redirects=True, headers={"Accept": "text/html"}
        )
        assert answer.status_code == 200
        return str(answer.text)

    return page


def test_figures_and_warnings_stand_on_the_page(page_with: Callable[[str], str]) -> None:
    report = read_text("The board met in March. It rose in May.", "d").report
    text = page_with(json.dumps(report.to_dict()))
    assert "How it was read" in text
    assert report.in_words["shares"] in text
    assert "notes found: 0" in text


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"in_words": {}, "warnings": []}'])
def test_a_damaged_report_is_none(page_with: Callable[[str], str], damaged: str) -> None:
    assert "How it was read" not in page_with(damaged)


def test_a_server_without_documents_does_without(served: Any) -> None:
    ((iri,),) = served.values(f"SELECT ?d {{ ?d a <{RG}Document> }}")
    answer = served.client.get(served.site.local(iri), follow_redirects=True, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "How it was read" not in answer.text
