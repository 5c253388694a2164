"""Every kind of thing has a page that says in words what it is."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

BASE = "https://w3id.org/regesta/kg/"
RG = "https://w3id.org/regesta/ontology#"
#: What a page should never say: hashes, prefixed names, addresses of the vocabulary.
UNTELLING = re.compile(r"\b[0-9a-f]{12,16}\b|\brg:\w+|w3id\.org/regesta/(?:ontology|scheme)|\d{4}-\d\d-\d\dT")


def page_of(served: Any, kind: str) -> tuple[str, str]:
    """The heading of the first thing of a kind, and the words of its page but for those under data."""
    rows = served.values(
        f"SELECT ?s {{ ?s a <{RG}{kind}> FILTER(STRSTARTS(STR(?s), '{BASE}')) }} ORDER BY ?s LIMIT 1"
    )
    got = served.client.get(f"/page/{rows[0][0].removeprefix(BASE)}")
    assert got.status_code == 200
    main = got.text.split("<main")[1].split("</main>")[0]
    main = re.sub(r'(?s)<p class="data">.*?</p>|<details class="cite">.*?</details>', "", main)
    heading = re.search(r"(?s)<h1[^>]*>(.*?)</h1>", main)
    assert heading is not None
    return tuple(
        html.unescape(" ".join(re.sub(r"<[^>]*>", " ", part).split())) for part in (heading[1], main)
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("kind", "heading", "says"),
    [
        ("Proposition", "", "Held in 1 claim"),
        ("Verdict", "Accepted by", "Why"),
        ("Policy", "Policy apparatus@1", "of the kind citation"),
        ("Citation", "Citation in note I.", "What rests on it"),
        ("Passage", "“", "Read out of it"),
        ("ArgumentLink", "attacks George Lenczowski", "The claim of"),
        ("EvidenceLink", "offered for a statement", "The citation"),
        ("EventMention", "", "It tells of"),
        ("Claim", "holds", "What is claimed, and everybody who holds it"),
    ],
)
def test_a_page_says_in_words_what_a_thing_is(served: Any, kind: str, heading: str, says: str) -> None:
    titled, words = page_of(served, kind)
    assert UNTELLING.findall(words) == []
    assert titled
    assert heading in titled
    assert says in words


def test_dates_are_said_in_words(served: Any) -> None:
    rows = served.values(f"SELECT ?s {{ ?s <{RG}date> ?d ; a <{RG}Event> }} LIMIT 1")
    page = served.client.get(f"/page/{rows[0][0].removeprefix(BASE)}").text
    assert re.search(r'<time datetime="1946-11-23">23 November 1946</time>', page)
    assert "23 November 1946" in served.client.get("/timeline").text
    assert "1946-11-23" in served.client.get("/timeline.csv").text


def test_what_the_audit_found_stands_at_what_it_touches(served: Any) -> None:
    slip = served.client.get("/slips").text.split('<a href="/discrepancy/')[1].split('"')[0]
    touched = [
        path
        for path in ("/timeline", "/claims", "/sources")
        if f'class="tag slip" href="/discrepancy/{slip}"' in served.client.get(path).text
    ]
    assert touched
    pages = served.values(
        f"SELECT ?s {{ VALUES ?k {{ <{RG}Claim> <{RG}Event> <{RG}Source> <{RG}Footnote> }} ?s a ?k }}"
    )
    told = [
        p for (p,) in pages if 'class="banner"' in served.client.get(f"/page/{p.removeprefix(BASE)}").text
    ]
    assert told
    assert len(told) < len(pages)  # and at nothing else
