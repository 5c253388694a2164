"""A small workspace under review, made by hand, and a server of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from regesta.extract.record import (
    Actor,
    Citation,
    Claim,
    Date,
    Event,
    Fields,
    Footnote,
    Holding,
    Mention,
    Record,
    Relation,
    Sentence,
    Source,
    content_id,
)
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace, create
from regesta.review.pages.app import create_review

BODY = (
    "Hasanli claims that Moscow wanted oil.1 Kuniholm denies that Moscow wanted oil.2 "
    "On 2 March 1946 Britain withdrew its troops. A caf\u00e9 \U0001d538 stood there. Fawcett claims that Tehran chose its own way. "
)
NOTES = "1 Hasanli, Dawn, p. 62.\n2 TNA, FO 371/31412.\n"
TEXT = BODY + "\n" + NOTES


def at(words: str, start: int = 0) -> tuple[int, int]:
    found = TEXT.index(words, start)
    return found, found + len(words)


def records() -> list[Record]:
    sentences, start = [], 0
    for end in (
        i + 2
        for i, c in enumerate(BODY)
        if c in ".0123456789" and BODY[i + 1 : i + 2] == " " and (BODY[i] == "." or BODY[i - 1] == ".")
    ):
        if BODY[start:end].strip():
            span = (start, end - 1)
            sentences.append(
                Sentence(
                    id=content_id("sentence", "d", span),
                    document="d",
                    spans=(span,),
                    page="3" if start < 90 else "4",
                )
            )
        start = end
    notes = [
        Footnote(
            id="I.1",
            document="d",
            span=at("Hasanli, Dawn, p. 62."),
            number=1,
            label="1",
            marker=(at("1 Kuniholm")[0], at("1 Kuniholm")[0] + 1),
            sentence=sentences[0].id,
        ),
        Footnote(
            id="I.2",
            document="d",
            span=at("TNA, FO 371/31412."),
            number=2,
            label="2",
            marker=(at("2 On")[0], at("2 On")[0] + 1),
            sentence=sentences[1].id,
        ),
    ]
    sources = [
        Source(
            id="source-dawn",
            document="d",
            type="book",
            fields=Fields(authors=("Hasanli",), title="Dawn"),
            label="Hasanli, Dawn",
            cited_by=("citation-1",),
        ),
        Source(
            id="source-tna",
            document="d",
            type="archival_document",
            held_in=(Holding(archive="TNA", path=(("series", "FO 371"), ("piece", "31412"))),),
            label="FO 371/31412",
            cited_by=("citation-2",),
        ),
    ]
    citations = [
        Citation(
            id="citation-1",
            document="d",
            span=notes[0].span,
            footnote="I.1",
            type="book",
            fields=Fields(authors=("Hasanli",), title="Dawn", pages="62"),
            source="source-dawn",
        ),
        Citation(
            id="citation-2",
            document="d",
            span=notes[1].span,
            footnote="I.2",
            type="archival_document",
            fields=Fields(archive="TNA"),
            source="source-tna",
        ),
    ]

    def claim(name: str, words: str, holder: str, start: int = 0, **more: Any) -> Claim:
        span = at(words, start)
        return Claim(
            id=name,
            document="d",
            confidence=0.7,
            proposer="claims.v1",
            spans=(span,),
            content=span,
            holder=(holder,),
            voice="scholar",
            quote=words,
            **more,
        )

    second = TEXT.index("Kuniholm")
    claims = [
        claim("claim-1", "Moscow wanted oil", "Hasanli", footnotes=("I.1",), sentence=sentences[0].id),
        claim(
            "claim-2",
            "Moscow wanted oil",
            "Kuniholm",
            second,
            negated=True,
            footnotes=("I.2",),
            relations=(Relation(type="attacks", target="claim-1"),),
        ),
        claim("claim-3", "Tehran chose its own way", "Fawcett"),
    ]
    event = Event(
        id="event-1",
        document="d",
        confidence=0.9,
        spans=(at("On 2 March 1946 Britain withdrew its troops."),),
        trigger=at("withdrew"),
        type="Withdrawal",
        agents=("Britain",),
        date=Date(edtf="1946-03-02", text="2 March 1946", span=at("2 March 1946")),
        quote="On 2 March 1946 Britain withdrew its troops.",
    )
    actors = [
        Actor(
            id="actor-1",
            document="d",
            name="Britain",
            actor_kind="state",
            identifiers=(("wikidata", "Q145"),),
        ),
        Actor(id="actor-2", document="d", name="Great Britain", actor_kind="state"),
        Actor(id="actor-3", document="d", name="Moscow", actor_kind="state"),
    ]
    mention = Mention(id="mention-1", document="d", span=at("Britain"), actor="Britain", quote="Britain")
    return [*sentences, *notes, *citations, *sources, *claims, event, *actors, mention]


def made_space(folder: Path) -> Workspace:
    """The workspace in a new folder, unjudged."""
    made = create(folder)
    write_atomic(made.document("d") / "text.txt", TEXT.encode())
    write_atomic(made.document("d") / "metadata.json", b'{"id": "d"}')
    made.write_records("d", records())
    return made


def app_of(space: Workspace, **settings: Any) -> Starlette:
    return Starlette(routes=[Mount("/review", create_review(space, **settings))])


def client_of(space: Workspace, **settings: Any) -> TestClient:
    """A browser on this machine, as far as the application can tell."""
    return TestClient(
        app_of(space, **settings),
        base_url="http://127.0.0.1",
        client=("127.0.0.1", 50000),
        follow_redirects=False,
    )


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The application behind a real server; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(500):
        if server.started:
            break
        time.sleep(0.02)
    assert server.started
    try:
        yield f"http://127.0.0.1:{port}/review"
    finally:
        server.should_exit = True
        thread.join(10)
