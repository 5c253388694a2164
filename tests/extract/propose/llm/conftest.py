"""A small chat endpoint that behaves and misbehaves as told, and an essay to ask it about."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pytest

from regesta.extract.annotate import load_model
from regesta.extract.authority import Authority, authorities
from regesta.extract.pipeline import extract
from regesta.extract.read import read_path
from regesta.extract.read.document import Document
from regesta.extract.record import Record

ESSAY = """# The Straits

Eden argued that the pact was a mistake.[^1] On 3 May 1946 Bevin ordered the fleet to Malta.[^2] Kyle rejects
this view.[^3]

The Cabinet approved the plan on 7 May 1946. The plan was surely too late.

[^1]: Keith Kyle, Suez (London: Weidenfeld, 1991), p. 12.
[^2]: Bevin to Eden, 3 May 1946, FO 371/52315, TNA.
[^3]: Ibid., p. 14.
"""


@dataclass
class Asked:
    """One request as the server got it."""

    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def sentences(self) -> dict[int, str]:
        """The numbered sentences of the prompt."""
        return {
            int(k): v for k, v in re.findall(r"^\[(\d+)\] (.*)$", self.body["messages"][1]["content"], re.M)
        }

    def number(self, words: str) -> int:
        """The number of the sentence that has the words, 0 for none."""
        return next((k for k, v in self.sentences.items() if words in v), 0)


@dataclass(frozen=True)
class Answer:
    """What the server does: a status, text or JSON, headers, seconds to wait first."""

    content: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    raw: str | None = None
    finish: str = "stop"

    def bytes(self) -> bytes:
        if self.raw is not None:
            return self.raw.encode()
        text = self.content if isinstance(self.content, str) else json.dumps(self.content)
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": self.finish}
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        return json.dumps({"object": "chat.completion", "choices": [choice], "usage": usage}).encode()


class Endpoint:
    """A chat endpoint on a free port; `answer` says what it does with a request, given how many came
    before."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answer: Callable[[Asked, int], Answer] = lambda asked, k: Answer({"claims": []})
        self.lock = Lock()
        self.busy = self.busiest = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with outer.lock:
                    asked = Asked(body, {k.lower(): v for k, v in self.headers.items()})
                    before = len(outer.asked)
                    outer.asked.append(asked)
                    outer.busy += 1
                    outer.busiest = max(outer.busy, outer.busiest)
                answer = (
                    outer.answer(asked, before) if self.path == "/v1/chat/completions" else Answer(status=404)
                )
                time.sleep(answer.wait)
                with outer.lock:
                    outer.busy -= 1
                sent = answer.bytes()
                try:
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(sent)))
                    self.end_headers()
                    self.wfile.write(sent)
                except OSError:
                    return  # the client gave up waiting

            def log_message(self, *args: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="session")
def essay(tmp_path_factory: pytest.TempPathFactory) -> Document:
    file = tmp_path_factory.mktemp("essay") / "essay.md"
    file.write_text(ESSAY, "utf-8")
    return read_path(file, "essay")


@pytest.fixture(scope="session")
def known() -> Authority:
    return authorities()


@dataclass
class Run:
    """What a run gave: its records, and what it put on the screen."""

    records: list[Record]
    said: list[str]
    steps: list[tuple[str, float]]


Ask = Callable[..., Run]


@lru_cache(maxsize=1)
def nlp() -> Any:
    """The default model, loaded once."""
    return load_model()


@pytest.fixture
def ask(endpoint: Endpoint, essay: Document, known: Authority, tmp_path: Path) -> Ask:
    """The whole way of extraction with `llm` as the only proposer of a step, and settings beside url and
    model."""

    def run(
        *,
        step: str = "claims",
        strict: bool = False,
        cache: bool = False,
        said: list[str] | None = None,
        **settings: Any,
    ) -> Run:
        said = [] if said is None else said
        steps: list[tuple[str, float]] = []
        given = {"url": endpoint.url, "model": "tiny:1b", "backoff_seconds": 0.01, "retries": 2, **settings}
        off: dict[str, Any] = {name: [] for name in ("events", "decisions", "claims") if name != step}
        records = extract(
            essay,
            nlp(),
            known,
            lambda name, done: steps.append((name, done)),
            proposers={**off, step: ["llm"], "settings": {"llm": given}},
            strict=strict,
            cache=tmp_path / "cache" if cache else None,
            say=said.append,
        )
        return Run(records, said, steps)

    return run
