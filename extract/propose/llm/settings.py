"""The settings of `[proposers.settings.llm]`, checked: which endpoint and model, how much at once, what it
costs."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from regesta.extract.propose.proposer import ProposerError

#: How the endpoint is made to answer in the schema: by the schema itself (OpenAI, vLLM, llama.cpp, Ollama),
#: as any JSON, or by being told only.
Structured = Literal["json_schema", "json_object", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """What a user says of an endpoint. `url` is its base, such as http://127.0.0.1:11434/v1; sizes are in
    sentences, `max_tokens` in tokens of one answer, times in seconds, prices per million tokens."""

    url: str
    model: str
    allow_remote: bool = False
    key_env: str = ""
    structured: Structured = "json_schema"
    temperature: float = 0.0
    max_tokens: int = 4096
    window: int = 12
    before: int = 3
    concurrency: int = 2
    timeout_seconds: float = 120.0
    retries: int = 5
    backoff_seconds: float = 1.0
    price_in: float = 0.0
    price_out: float = 0.0
    currency: str = "USD"

    @property
    def host(self) -> str:
        """The name or address of the machine that gets the text."""
        return urlsplit(self.url).hostname or ""

    @property
    def remote(self) -> bool:
        """Whether that is another machine than this one."""
        return not is_loopback(self.host)

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost, in `currency`."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: `localhost`, 127.0.0.0/8 or ::1."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


#: The least and the greatest legal value of each number.
_RANGES: Mapping[str, tuple[float, float]] = {
    "temperature": (0.0, 2.0),
    "max_tokens": (16, 1_000_000),
    "window": (1, 200),
    "before": (0, 50),
    "concurrency": (1, 64),
    "timeout_seconds": (0.01, 3600.0),
    "retries": (0, 20),
    "backoff_seconds": (0.0, 60.0),
    "price_in": (0.0, 1e6),
    "price_out": (0.0, 1e6),
}


def read_settings(given: Mapping[str, Any]) -> LlmSettings:
    """The settings out of `regesta.toml`.

    Errors: ProposerError for a missing, unknown or illegal one, and for another machine's address without
    `allow_remote`: the text of a document leaves this machine on purpose only.
    """
    known = {f.name: f for f in fields(LlmSettings)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise _wrong(f"has unknown keys {', '.join(unknown)}; there are {', '.join(known)}")
    missing = [name for name in ("url", "model") if not given.get(name)]
    if missing:
        raise _wrong(
            f"has no {' and no '.join(missing)}. There is no default address; for Ollama write for instance "
            'url = "http://127.0.0.1:11434/v1" and model = "qwen2.5:14b"'
        )
    for name, value in given.items():
        _check(name, value, type(getattr(_EXAMPLE, name)))
    made = LlmSettings(**given)
    _refuse_illegal(made)
    return made


def _refuse_illegal(made: LlmSettings) -> None:
    """Refuse an address that is none or is not allowed, and a way to answer that is none."""
    if urlsplit(made.url).scheme not in ("http", "https") or not made.host:
        raise _wrong(f"has url = {made.url!r}, which is no http:// or https:// address")
    if made.structured not in get_args(Structured):
        raise _wrong(f"has structured = {made.structured!r}; it may be {', '.join(get_args(Structured))}")
    if made.remote and not made.allow_remote:
        raise _wrong(
            f"has url = {made.url!r}: {made.host} is not this machine, and the text of your documents would "
            "go there. "
            "Write allow_remote = true beside it if that is what you want"
        )


_EXAMPLE = LlmSettings(url="http://localhost", model="any")


def _check(name: str, value: Any, kind: type) -> None:
    """Refuse a value of another type, or a number out of its range."""
    right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if kind is float:
        right = isinstance(value, int | float) and not isinstance(value, bool)
    if not right:
        raise _wrong(f"has {name} = {value!r}; it is to be a {kind.__name__}")
    if name in _RANGES and not _RANGES[name][0] <= value <= _RANGES[name][1]:
        low, high = _RANGES[name]
        raise _wrong(f"has {name} = {value!r}; it may be {low:g} to {high:g}")


def _wrong(what: str) -> ProposerError:
    return ProposerError(f"[proposers.settings.llm] {what}. See docs/proposers.md.")
