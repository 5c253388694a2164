"""What a source is to the historian: its roles, its grade as evidence, its language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Source
from regesta.ontology.terms import CONCEPTS

Make = Callable[..., Document]
Resolve = Callable[[Document], tuple[list[Citation], list[Source]]]

SORTED = [
    ("TNA, PREM 11/1163, Eden to Eisenhower, 6 September 1956.", "primary-archival", ("primary",), None),
    (
        "FRUS, 1955-1957, vol. XVI, Dulles to the Embassy in Egypt, 30 March 1956, p. 421.",
        "primary-published",
        ("primary",),
        "en",
    ),
    ("The Times, 27 July 1956, p. 8.", "press", ("primary",), None),
    (
        "Anthony Eden, Memoirs: Full Circle (London: Cassell, 1960), p. 521.",
        "memoir",
        ("primary", "memoir"),
        None,
    ),
    ("Interview with Sir Donald Logan, 12 May 1996, London.", "interview", ("primary", "interview"), "en"),
    ("Shuckburghs diary on 3 May 1954.", "primary-archival", ("primary",), None),
    (
        "Evelyn Shuckburgh, Descent to Suez: Diaries 1951-56 (London: Weidenfeld & Nicolson, 1986), p. 4.",
        "primary-published",
        ("primary",),
        "en",
    ),
    (
        "Ministry of Defence, The History of the Canal War, London: Ministry of Defence, 1961, p. 4.",
        "official-history",
        ("secondary", "official_history"),
        "en",
    ),
    (
        "James Schnabel, Policy and War, Washington, D.C.: Office of the Chief of Military History, 1972, p. 52.",
        "official-history",
        ("secondary", "official_history"),
        None,
    ),
    (
        "Keith Kyle, Suez: The End of the Empire (London: Tauris, 1991), p. 85.",
        "secondary",
        ("secondary",),
        "en",
    ),
    (
        "Maurice Vaïsse (dir.), La France et l'opération de Suez, Paris, ADDIM, 1997, p. 33.",
        "secondary",
        ("secondary",),
        "fr",
    ),
    (
        "Wilfried Loth, Die Teilung der Welt: Geschichte des Kalten Krieges, München: dtv, 1980, S. 5.",
        "secondary",
        ("secondary",),
        "de",
    ),
    (
        "А. М. Филитов, Германский вопрос, Москва: Международные отношения, 1993, с. 93.",
        "secondary",
        ("secondary",),
        "ru",
    ),
]


@pytest.mark.parametrize(("note", "grade", "roles", "language"), SORTED, ids=[n[:40] for n, *_ in SORTED])
def test_a_source_has_grade_roles_and_language(
    make_document: Make,
    resolve_document: Resolve,
    note: str,
    grade: str,
    roles: tuple[str, ...],
    language: str | None,
) -> None:
    _, (source,) = resolve_document(make_document([note]))
    assert (source.grade, source.roles) == (grade, roles)
    assert grade in CONCEPTS["evidence-grade"]
    if language is not None:
        assert source.fields.language == language


def test_the_heading_of_the_bibliography_decides_role_and_language(
    make_document: Make, resolve_document: Resolve
) -> None:
    entry = "Han, Jae Duk, Denounce Kim, Seoul: Naeyoi, 1965."
    document = make_document(
        ["Jae Duk Han, Denounce Kim, Seoul: Naeyoi, 1965, p. 2."],
        [entry],
        [["Primary sources", "Books in Korean"]],
    )
    _, (source,) = resolve_document(document)
    assert source.roles == ("primary",)
    assert source.fields.language == "ko"
    assert source.grade == "primary-published"
