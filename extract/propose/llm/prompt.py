"""What a model is asked: the guide's definitions out of the language pack, the sentences, and the schema of
the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from regesta.extract.propose.llm.settings import LlmSettings
from regesta.extract.propose.llm.windows import Window
from regesta.extract.propose.proposer import Step
from regesta.extract.record import EVENT_TYPES, DecisionKind, Factuality, RelationType, Voice
from regesta.extract.text.languages import LanguagePack

_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_NUMBER = {"type": "integer"}
_FLAG = {"type": "boolean"}


def _one_of(values: Any) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _object(**properties: Any) -> dict[str, Any]:
    """A JSON schema of an object that has all these properties and no other, as strict endpoints want it."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


#: What one item of each step's list holds, as JSON schema.
ITEMS: Mapping[Step, dict[str, Any]] = {
    "claims": _object(
        number=_NUMBER,
        sentence=_NUMBER,
        quote=_TEXT,
        cue=_TEXT,
        holder=_NAMES,
        voice=_one_of(get_args(Voice)),
        hedged=_FLAG,
        negated=_FLAG,
        relations={
            "type": "array",
            "items": _object(type=_one_of(get_args(RelationType)), target=_NUMBER),
        },
        within=_NUMBER,
    ),
    "events": _object(
        sentence=_NUMBER,
        trigger=_TEXT,
        type=_one_of(EVENT_TYPES),
        agents=_NAMES,
        recipients=_NAMES,
        place=_TEXT,
        date=_TEXT,
        factuality=_one_of(get_args(Factuality)),
    ),
    "decisions": _object(
        sentence=_NUMBER,
        trigger=_TEXT,
        decision=_one_of(get_args(DecisionKind)),
        deciders=_NAMES,
        addressees=_NAMES,
        content=_TEXT,
        date=_TEXT,
    ),
}


def schema(step: Step) -> dict[str, Any]:
    """The JSON schema of an answer: {"claims": [...]}."""
    return _object(**{step: {"type": "array", "items": ITEMS[step]}})


@dataclass(frozen=True, slots=True)
class Guide:
    """The table `llm.toml` of a language pack: what a model is told, and how sure its records are."""

    version: str
    role: str
    context: str
    sentences: str
    steps: Mapping[str, str]
    types: Mapping[str, str]
    confidence: Mapping[str, float]


@lru_cache(maxsize=8)
def guide(pack: LanguagePack) -> Guide:
    """The guide of a language."""
    return Guide(**pack.table("llm"))


def request(step: Step, window: Window, pack: LanguagePack, settings: LlmSettings) -> dict[str, Any]:
    """The body of the request for one window."""
    told = guide(pack)
    parts = [told.role.strip(), told.steps[step].strip()]
    if step == "events":
        parts.append("\n".join(f"{name}: {about}" for name, about in told.types.items()))
    if settings.structured != "json_schema":
        parts.append(json.dumps(schema(step)))
    lines = [told.context, *(s.doc.text for s in window.before), ""] if window.before else []
    lines += [told.sentences, *(f"[{k}] {s.doc.text}" for k, s in enumerate(window.sentences, 1))]
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": [
            {"role": "system", "content": "\n\n".join(parts)},
            {"role": "user", "content": "\n".join(lines)},
        ],
        "temperature": settings.temperature,
        "max_tokens": settings.max_tokens,
    }
    if settings.structured == "json_schema":
        shape = {"name": step, "strict": True, "schema": schema(step)}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    elif settings.structured == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def digest(body: Mapping[str, Any], pack: LanguagePack) -> str:
    """SHA-256 (hex) of a request and the guide's version: what is asked again word for word has the same."""
    asked = json.dumps([guide(pack).version, body], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(asked.encode()).hexdigest()
