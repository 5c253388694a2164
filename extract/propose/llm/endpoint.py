"""One chat endpoint over HTTP: a request, patience with what passes, and plain words for what does not."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from threading import Event
from typing import Any

import httpx

from regesta.extract.propose.llm.reply import NoReply, Reply
from regesta.extract.propose.llm.settings import LlmSettings
from regesta.extract.propose.proposer import ProposerError

#: What passes: asked again after a pause. 408 time-out, 425 and 429 too soon, 5xx the server's own trouble.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
#: The longest pause, in seconds, whatever a server asks for.
LONGEST_PAUSE = 60.0
#: An address that has never answered is tried again this often only: the server is not running.
UNANSWERED = 1


class _Passing(Exception):
    """Trouble that passes; `pause` is how many seconds the server asks to wait."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


class Endpoint:
    """Asks one endpoint; may be used from several threads at once.

    Redirects are not followed, and for an address of this machine no proxy is used, so the text goes where
    the settings say and nowhere else.
    """

    def __init__(self, settings: LlmSettings) -> None:
        self.settings = settings
        self.stopped = Event()
        self.url = settings.url.rstrip("/") + "/chat/completions"
        self.answered = False
        self.client = httpx.Client(
            timeout=settings.timeout_seconds,
            headers=_headers(settings),
            follow_redirects=False,
            trust_env=settings.remote,
            limits=httpx.Limits(max_connections=settings.concurrency),
        )

    def stop(self) -> None:
        """End its connections and whoever waits to try again; what is asked from now on gets NoReply."""
        self.stopped.set()
        self.client.close()

    def ask(self, body: Mapping[str, Any]) -> Reply:
        """The reply to a request; what passes is retried with growing pauses, or those the server asks for.

        Errors: NoReply when this request got none; ProposerError when none will: a wrong key, model or
        address.
        """
        trouble = _Passing("")
        for attempt in range(self.settings.retries + 1):
            if attempt:
                self.stopped.wait(min(LONGEST_PAUSE, max(trouble.pause, self._backoff(attempt - 1))))
            if self.stopped.is_set():
                raise NoReply("stopped")
            try:
                return _reply(self._post(body))
            except _Passing as passing:
                trouble = passing
            if not self.answered and attempt >= UNANSWERED:
                break
        if not self.answered:
            raise ProposerError(
                f"nothing answers at {self.url}: {trouble}. Start the server, or mend url in "
                "[proposers.settings.llm]."
            )
        raise NoReply(f"{trouble}, after {self.settings.retries + 1} attempts")

    def _post(self, body: Mapping[str, Any]) -> httpx.Response:
        """A response of status 200. Errors: _Passing for what may be retried, ProposerError for the rest."""
        try:
            response = self.client.post(self.url, json=body)
        except httpx.TimeoutException as error:
            self.answered |= isinstance(error, httpx.ReadTimeout)  # somebody is there, and slow
            raise _Passing(f"no reply within {self.settings.timeout_seconds:g} s") from error
        except httpx.TransportError as error:
            raise _Passing(f"no connection ({type(error).__name__}: {error})") from error
        self.answered = True
        if response.status_code in PASSING:
            raise _Passing(f"status {response.status_code}{_said(response)}", _asked_pause(response))
        if response.status_code != 200:
            raise self._refusal(response)
        return response

    def _backoff(self, attempt: int) -> float:
        """Twice as long each time, give or take a quarter so that threads do not come back together."""
        return self.settings.backoff_seconds * 2.0**attempt * random.uniform(0.75, 1.25)

    def _refusal(self, response: httpx.Response) -> ProposerError:
        hints = {
            401: "Set key_env to the environment variable that holds the key",
            403: "Set key_env to the environment variable that holds the key",
            404: "Is the model there, and does url end as the server wants it (mostly in /v1)?",
            400: 'An older server may want structured = "json_object" or "none"',
        }
        moved = f" It points to {response.headers['location']}." if "location" in response.headers else ""
        hint = hints.get(response.status_code, "Mend [proposers.settings.llm]")
        return ProposerError(
            f"{self.url} refuses model {self.settings.model!r} with status "
            f"{response.status_code}{_said(response)}.{moved} {hint}."
        )


def _headers(settings: LlmSettings) -> dict[str, str]:
    """The key, when there is one. Errors: ProposerError when the variable that is to hold it is not set."""
    if not settings.key_env:
        return {}
    key = os.environ.get(settings.key_env, "")
    if not key:
        raise ProposerError(
            f"[proposers.settings.llm] has key_env = {settings.key_env!r}, and that environment variable is "
            "not set."
        )
    return {"Authorization": f"Bearer {key}"}


def _said(response: httpx.Response) -> str:
    """What the server says of an error, in one line."""
    text = " ".join(response.text.split())
    return f" ({text[:200]})" if text else ""


def _asked_pause(response: httpx.Response) -> float:
    """The seconds of `Retry-After`; 0 when there is none, or it is a date."""
    value = response.headers.get("retry-after", "")
    return float(value) if value.replace(".", "", 1).isdigit() else 0.0


def _reply(response: httpx.Response) -> Reply:
    """The first choice of a chat completion. Errors: NoReply when the body is none."""
    try:
        data = response.json()
        choice = data["choices"][0]
        text = choice["message"]["content"] or ""
        usage = data.get("usage") or {}
        return Reply(
            str(text),
            int(usage.get("prompt_tokens") or 0),
            int(usage.get("completion_tokens") or 0),
            choice.get("finish_reason") == "length",
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise NoReply(f"the reply is no chat completion ({type(error).__name__}: {error})") from error
