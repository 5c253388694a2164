"""The proposer `llm`: windows asked at once, answers cached and read, quotes checked, tokens and cost
told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.propose.llm.answers import Reading, listed
from regesta.extract.propose.llm.cache import Cache
from regesta.extract.propose.llm.places import Names, Refused
from regesta.extract.propose.llm.prompt import digest, guide, request
from regesta.extract.propose.llm.reply import NoReply, Reply
from regesta.extract.propose.llm.settings import LlmSettings, read_settings
from regesta.extract.propose.llm.windows import Window, windows
from regesta.extract.propose.proposer import Context, Step
from regesta.extract.record import Record

if TYPE_CHECKING:
    from regesta.extract.propose.llm.endpoint import Endpoint

#: How often a window is asked again whose answer cannot be read at all.
ASKED_AGAIN = 1


@dataclass(frozen=True, slots=True)
class Llm:
    """Asks the model of `[proposers.settings.llm]` for claims, events or decisions."""

    name: str = "llm.v1"
    steps: tuple[Step, ...] = ("events", "decisions", "claims")

    def __call__(self, annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
        """The records of one step. Which step is asked for is in `context.step`.

        Errors: ProposerError for settings that are wrong, and for an endpoint that answers nothing or
        refuses.
        """
        settings = read_settings(context.settings)
        return _Asking(annotated, context, settings, self.signed(settings, context)).records()

    def signed(self, settings: LlmSettings, context: Context) -> str:
        """What its records say of who proposed them: version, model, version of the prompt, temperature."""
        prompt = guide(context.language).version
        return f"{self.name} {settings.model} prompt={prompt} temperature={settings.temperature:g}"


@dataclass(slots=True)
class Count:
    """What was asked and what it took."""

    windows: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    failed: int = 0
    lock: Lock = field(default_factory=Lock)

    def add(self, reply: Reply) -> None:
        """Count a reply that was paid for."""
        with self.lock:
            self.tokens_in += reply.tokens_in
            self.tokens_out += reply.tokens_out

    def line(self, what: str, settings: LlmSettings, refused: int) -> str:
        """One line for the screen."""
        cost = (
            f"{settings.cost(self.tokens_in, self.tokens_out):.4f} {settings.currency}"
            if settings.price_in or settings.price_out
            else "no price set"
        )
        return (
            f"{what}: {self.windows} windows, {self.cached} of them answered from the cache, {self.failed} "
            "not at all; "
            f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out ({cost}); {refused} parts of answers "
            "refused"
        )


@dataclass(frozen=True, slots=True)
class _Asking:
    """One step of one document."""

    annotated: AnnotatedDocument
    context: Context
    settings: LlmSettings
    signed: str
    count: Count = field(default_factory=Count)

    @property
    def step(self) -> Step:
        return self.context.step

    def records(self) -> list[Record]:
        """Every window asked, and the answers read in document order."""
        asked = list(windows(self.annotated.sentences, self.settings.window, self.settings.before))
        self.count.windows = len(asked)
        if self.settings.remote:
            self.context.say(self._announcement())
        document = self.annotated.document
        reading = Reading(document.id, document.text, self.context, self.signed, Names(self.context))
        for window, reply in zip(asked, self._replies(asked), strict=True):
            if isinstance(reply, str):
                self.count.failed += 1
                self.context.faults.add(self.step, window.spans, reply)
                continue
            reading.take(self.step, reply.text, window)
        for spans, reason in reading.refused:
            self.context.faults.add(self.step, spans, f"refused {reason}")
        self.context.say(self.count.line(f"{self.signed}, {self.step}", self.settings, len(reading.refused)))
        return list({r.id: r for r in reversed(reading.records)}.values())[::-1]

    def _announcement(self) -> str:
        plain = ", unencrypted" if self.settings.url.startswith("http:") else ""
        return (
            f"the text of {self.annotated.document.id} goes to {self.settings.host}{plain} "
            "(allow_remote in [proposers.settings.llm])"
        )

    def _replies(self, asked: list[Window]) -> list[Reply | str]:
        """What each window got: a reply that can be read, or why there is none."""
        with self._endpoint() as endpoint, ThreadPoolExecutor(self.settings.concurrency) as pool:
            jobs: dict[Future[Reply | str], int] = {
                pool.submit(self._one, endpoint, window): k for k, window in enumerate(asked)
            }
            out: list[Reply | str] = [""] * len(asked)
            try:
                for done, job in enumerate(as_completed(jobs), 1):
                    out[jobs[job]] = job.result()
                    self._show(done, len(asked))
            except BaseException:  # also Ctrl-C: what is not yet sent is not sent
                endpoint.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return out

    def _show(self, done: int, total: int) -> None:
        tokens = self.count.tokens_in + self.count.tokens_out
        self.context.progress(
            f"{self.step} by {self.settings.model}, {done} of {total} windows, {tokens:,} tokens",
            done / total,
        )

    def _one(self, endpoint: Endpoint, window: Window) -> Reply | str:
        """The reply to one window, out of the cache or from the endpoint; a string that says why there is
        none."""
        body = request(self.step, window, self.context.language, self.settings)
        key = digest(body, self.context.language)
        cache = Cache(self.context.cache / "llm" if self.context.cache is not None else None)
        kept = cache.get(key)
        if kept is not None:
            with self.count.lock:
                self.count.cached += 1
            return kept
        trouble = ""
        for _ in range(ASKED_AGAIN + 1):
            try:
                reply = endpoint.ask(body)
                self.count.add(reply)
                listed(self.step, reply.text)
            except NoReply as error:
                return str(error)
            except Refused as error:
                cut = f"; it was cut off at max_tokens = {self.settings.max_tokens}" if reply.cut else ""
                trouble = f"got {error}{cut}"
            else:
                cache.put(key, reply)
                return reply
        return f"{trouble}, {ASKED_AGAIN + 1} times"

    @contextmanager
    def _endpoint(self) -> Iterator[Endpoint]:
        """The endpoint, its connections closed at the end."""
        # An HTTP client takes a tenth of a second to load, which only those pay who ask a model.
        from regesta.extract.propose.llm.endpoint import Endpoint

        endpoint = Endpoint(self.settings)
        try:
            yield endpoint
        finally:
            endpoint.stop()
