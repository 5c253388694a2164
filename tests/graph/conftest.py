"""A small workspace of our own: one page on the Iran crisis, its records, and a log that accepts most of
them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Date,
    Decision,
    Discrepancy,
    Division,
    Event,
    Fields,
    Footnote,
    Holding,
    Mention,
    Record,
    Relation,
    Sentence,
    Source,
    Span,
    content_id,
)
from regesta.extract.workspace import Workspace, create
from regesta.review.log import VerdictLog
from regesta.review.policy import accept_all
from regesta.review.verdict import Verdict

TEXT = """Chapter I. Tabriz

Fawcett argues that the autonomists of Tabriz had local roots.1 Qavam ordered the army to enter Zanjan on 23 November 1946.2
Lenczowski held that Moscow alone had made the movement. This view is not convincing.3
Sadchikov wrote to Qavam on 4 April 1946 about the oil company.4
1 L. Fawcett, Iran and the Cold War (1992), pp. 40-52.
2 TNA, FO 371/52740, Hartwell to Bevin, 24 November 1946.
3 Ibid., p. 60.
4 AVPRF, Fond 94, Opis 37, Delo 4, letter from Sadchikov to Qavam, 4 April 1946.
"""
DOC = "page"
AT = "2025-03-03T10:00:00Z"


def find(words: str) -> Span:
    """Where these words stand in the text."""
    start = TEXT.index(words)
    return (start, start + len(words))


def rid(kind: str, *parts: object) -> str:
    """A record id as the extractors make them."""
    return content_id(kind, DOC, *parts)


def records() -> list[Record]:
    """One record of every kind, some of them answering each other."""
    both = {"document": DOC, "confidence": 0.9, "proposer": "hand.v1"}
    division = Division(
        id="I", span=(0, len(TEXT)), heading=find("Chapter I. Tabriz"), number="I", title="Tabriz", **both
    )
    sentences = {
        n: Sentence(id=rid("sentence", n), spans=(find(words),), division="I", **both)
        for n, words in {
            1: "Fawcett argues that the autonomists of Tabriz had local roots.1",
            2: "Qavam ordered the army to enter Zanjan on 23 November 1946.2",
            3: "Lenczowski held that Moscow alone had made the movement.",
            4: "This view is not convincing.3",
            5: "Sadchikov wrote to Qavam on 4 April 1946 about the oil company.4",
        }.items()
    }
    bodies = {
        1: "L. Fawcett, Iran and the Cold War (1992), pp. 40-52.",
        2: "TNA, FO 371/52740, Hartwell to Bevin, 24 November 1946.",
        3: "Ibid., p. 60.",
        4: "AVPRF, Fond 94, Opis 37, Delo 4, letter from Sadchikov to Qavam, 4 April 1946.",
    }
    calls = {1: 1, 2: 2, 3: 4, 4: 5}
    notes = [
        Footnote(
            id=f"I.{n}",
            span=find(body),
            number=n,
            label=str(n),
            division="I",
            sentence=sentences[calls[n]].id,
            **both,
        )
        for n, body in bodies.items()
    ]
    book, dispatch, letter = rid("source", "book"), rid("source", "dispatch"), rid("source", "letter")
    c1, c2, c3, c4 = (rid("citation", n) for n in (1, 2, 3, 4))
    citations = [
        Citation(
            id=c1,
            span=find(bodies[1][:-1]),
            footnote="I.1",
            type="book",
            source=book,
            quote=bodies[1][:-1],
            fields=Fields(authors=("Fawcett",), title="Iran and the Cold War", year="1992", pages="40-52"),
            **both,
        ),
        Citation(
            id=c2,
            span=find(bodies[2][:-1]),
            footnote="I.2",
            type="archival_document",
            source=dispatch,
            **both,
        ),
        Citation(
            id=c3,
            span=find("Ibid., p. 60"),
            footnote="I.3",
            type="ibid",
            source=dispatch,
            resolved_from=c2,
            resolved_by="ibid",
            **both,
        ),
        Citation(
            id=c4, span=find(bodies[4][:-1]), footnote="I.4", type="archival_document", source=letter, **both
        ),
    ]
    sources = [
        Source(
            id=book,
            type="book",
            fields=Fields(
                authors=("Fawcett",),
                author_names=("Louise Fawcett",),
                title="Iran and the Cold War",
                year="1992",
            ),
            cited_by=(c1,),
            roles=("secondary",),
            **both,
        ),
        Source(
            id=dispatch,
            type="archival_document",
            cited_by=(c2, c3),
            held_in=(Holding(archive="TNA", path=(("class", "FO 371"), ("piece", "52740"))),),
            fields=Fields(sender="Hartwell", recipient="Bevin", doc_date="1946-11-24", doc_kind="dispatch"),
            **both,
        ),
        Source(
            id=letter,
            type="archival_document",
            cited_by=(c4,),
            held_in=(Holding(archive="AVPRF", path=(("fond", "94"), ("opis", "37"), ("delo", "4"))),),
            fields=Fields(sender="Sadchikov", recipient="Qavam", doc_date="1946-04-04", doc_kind="letter"),
            **both,
        ),
    ]
    actors = [
        Actor(
            id=rid("actor", "Ahmad Qavam"),
            name="Ahmad Qavam",
            actor_kind="person",
            aliases=("Qavam",),
            identifiers=(("wikidata", "Q400888"),),
            **both,
        ),
        Actor(
            id=rid("actor", "Louise Fawcett"),
            name="Louise Fawcett",
            actor_kind="person",
            aliases=("Fawcett",),
            **both,
        ),
        Actor(
            id=rid("actor", "Ivan Sadchikov"),
            name="Ivan Sadchikov",
            actor_kind="person",
            aliases=("Sadchikov",),
            **both,
        ),
        Actor(
            id=rid("actor", "George Lenczowski"),
            name="George Lenczowski",
            actor_kind="person",
            aliases=("Lenczowski",),
            **both,
        ),
    ]
    first, second, third = rid("claim", 1), rid("claim", 2), rid("claim", 3)
    claims = [
        Claim(
            id=first,
            spans=(find("the autonomists of Tabriz had local roots"),),
            content=find("the autonomists of Tabriz had local roots"),
            cue=find("argues"),
            holder=("Louise Fawcett",),
            voice="scholar",
            footnotes=("I.1",),
            sentence=sentences[1].id,
            quote="the autonomists of Tabriz had local roots",
            **both,
        ),
        Claim(
            id=second,
            spans=(find("Moscow alone had made the movement"),),
            content=find("Moscow alone had made the movement"),
            cue=find("held"),
            holder=("George Lenczowski",),
            voice="scholar",
            sentence=sentences[3].id,
            **both,
        ),
        Claim(
            id=third,
            spans=(find("This view is not convincing"),),
            content=find("This view is not convincing"),
            holder=("thesis author",),
            negated=True,
            footnotes=("I.3",),
            relations=(Relation(type="attacks", target=second),),
            sentence=sentences[4].id,
            **both,
        ),
    ]
    ordered = Event(
        id=rid("event", 1),
        spans=sentences[2].spans,
        trigger=find("ordered"),
        type="Order",
        agents=("Ahmad Qavam",),
        recipients=("Iranian army",),
        date=Date(edtf="1946-11-23", text="23 November 1946", span=find("23 November 1946")),
        footnotes=("I.2",),
        sentence=sentences[2].id,
        **both,
    )
    made = Event(
        id=rid("event", 2),
        spans=sentences[3].spans,
        trigger=find("made"),
        type="Founding",
        agents=("Soviet Union",),
        date=Date(edtf="1945~"),
        sentence=sentences[3].id,
        **both,
    )
    entered = Decision(
        id=rid("decision", 1),
        spans=sentences[2].spans,
        trigger=find("ordered"),
        deciders=("Ahmad Qavam",),
        decision="order",
        content=find("to enter Zanjan"),
        addressees=("Iranian army",),
        date=ordered.date,
        footnotes=("I.2",),
        event=ordered.id,
        sentence=sentences[2].id,
        **both,
    )
    mention = Mention(
        id=rid("mention", 1),
        span=find("Qavam"),
        actor="Ahmad Qavam",
        sentence=sentences[2].id,
        quote="Qavam",
        **both,
    )
    slip = Discrepancy(
        id=rid("discrepancy", 1),
        rule="date-differs",
        spans=(find("23 November 1946"), find("24 November 1946")),
        message="Two dates.",
        **both,
    )
    return [
        division,
        *sentences.values(),
        *notes,
        *citations,
        *sources,
        *actors,
        *claims,
        ordered,
        made,
        entered,
        mention,
        slip,
    ]


def verdicts() -> list[Verdict]:
    """Everything but mentions and discrepancies accepted: the apparatus by a policy, the rest by a person."""
    rows = records()
    apparatus = [r for r in rows if r.kind in ("citation", "source")]
    people = [r for r in rows if r.kind in ("actor", "claim", "event", "decision")]
    label = "apparatus@1"
    return accept_all(
        apparatus, at=AT, reviewer="policy", reason="", policy=label, batch=f"{label}/{AT}"
    ) + accept_all(people, at=AT, reviewer="0000-0002-1825-0097", reason="read against the page")


def fill(root: Path, *, rows: list[Record] | None = None, log: list[Verdict] | None = None) -> Workspace:
    """A workspace with the page in it."""
    space = create(root)
    folder = space.document(DOC)
    folder.mkdir(parents=True)
    (folder / "text.txt").write_bytes(TEXT.encode())
    (folder / "metadata.json").write_text(
        json.dumps({"title": "A page on Iran", "author": "A. Writer", "year": "2025", "language": "en"})
    )
    space.write_records(DOC, records() if rows is None else rows)
    VerdictLog(space.log).append(verdicts() if log is None else log)
    return space


@pytest.fixture(scope="session")
def page() -> Callable[..., Workspace]:
    """`fill`: makes the workspace of the page in a folder, with other records or another log when given."""
    return fill


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """The workspace of the page, not built."""
    return fill(tmp_path / "w")
