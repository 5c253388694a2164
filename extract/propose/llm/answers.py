"""A model's answer read into records, item by item; what does not hold is refused with a reason, the rest
stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from functools import partial
from typing import Any, TypeVar, cast, get_args

from regesta.extract.propose.llm.places import Names, Refused, find, within
from regesta.extract.propose.llm.prompt import guide
from regesta.extract.propose.llm.windows import Window
from regesta.extract.propose.proposer import Context, Step
from regesta.extract.record import (
    EVENT_TYPES,
    Claim,
    Date,
    Decision,
    DecisionKind,
    Event,
    Factuality,
    Record,
    Relation,
    RelationType,
    Span,
    Voice,
    content_id,
    quote_of,
)

T = TypeVar("T")

#: The dates a model may give: days, months and years, approximate or not, and intervals of two.
_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?")


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the answers of one document: `records` and `refused` (places and reason) grow."""

    document: str
    text: str
    context: Context
    proposer: str
    meant: Names
    records: list[Record] = field(default_factory=list)
    refused: list[tuple[tuple[Span, ...], str]] = field(default_factory=list)

    def take(self, step: Step, answer: str, window: Window) -> None:
        """Add the records of an answer.

        Errors: Refused when the whole is not JSON, or holds no list of that step.
        """
        items = listed(step, answer)
        made: list[tuple[Mapping[str, Any], Record]] = []
        for item in items:
            try:
                made.append((item, _MAKERS[step](self, item, window)))
            except Refused as error:
                self.refuse(window, error)
        claims = [(item, record) for item, record in made if isinstance(record, Claim)]
        self.records.extend(self._related(claims, window) if claims else (r for _, r in made))

    def refuse(self, window: Window, error: Refused) -> None:
        """Count something that does not hold."""
        self.refused.append((window.spans, str(error)))

    def names(self, item: Mapping[str, Any], key: str, window: Window) -> tuple[str, ...]:
        """The canonical names of a list, each once; those that were invented are left out and counted."""
        out: dict[str, None] = {}
        for name in _list(item, key):
            try:
                out[self.meant.canonical(_string(name, key), window)] = None
            except Refused as error:
                self.refuse(window, error)
        return tuple(out)

    def optional(self, make: Callable[[], T | None], window: Window) -> T | None:
        """A part that a record can do without: None, and counted, when it does not hold."""
        try:
            return make()
        except Refused as error:
            self.refuse(window, error)
            return None

    def sure(self, kind: str) -> float:
        """How sure a record of this kind by a model is."""
        return guide(self.context.language).confidence[kind]

    def _related(self, made: Sequence[tuple[Mapping[str, Any], Claim]], window: Window) -> list[Claim]:
        """The claims of one answer with what they do to each other, which is told by their numbers."""
        ids = {item["number"]: claim.id for item, claim in made if isinstance(item.get("number"), int)}
        out: list[Claim] = []
        for item, claim in made:
            relations: dict[str, Relation] = {}
            for row in self.optional(partial(_list, item, "relations"), window) or ():
                relation = self.optional(partial(_relation, row, ids, claim.id), window)
                if relation is not None:
                    relations.setdefault(relation.target, relation)
            outer = _meant(item.get("within"), ids)
            out.append(
                replace(claim, relations=tuple(relations.values()), within=outer if outer != claim.id else "")
            )
        return out


def listed(step: Step, answer: str) -> list[Mapping[str, Any]]:
    """The items of an answer, also where JSON stands in a fence of Markdown.

    Errors: Refused when it is not JSON, or not an object with a list of objects under the step's name.
    """
    body = re.sub(r"^\s*```(?:json)?\s*|\s*```\s*$", "", answer)
    try:
        data = json.loads(body)
    except ValueError as error:
        raise Refused(f"an answer that is not JSON ({error})") from error
    items = data.get(step) if isinstance(data, dict) else None
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        raise Refused(f"an answer without a list {step!r} of objects")
    return items


def _claim(reading: Reading, item: Mapping[str, Any], window: Window) -> Claim:
    place = find(_text(item, "quote"), _number(item, "sentence"), window)
    cue = reading.optional(lambda: within(_text(item, "cue"), place.sentence), window)
    voice = _choice(item, "voice", get_args(Voice))
    holder = reading.names(item, "holder", window) if voice != "author" else (AUTHOR,)
    if not holder:
        raise Refused(f"a claim of a {voice} without a holder")
    return Claim(
        id=content_id("claim", reading.document, list(place.longest)),
        document=reading.document,
        confidence=reading.sure("claim"),
        proposer=reading.proposer,
        spans=place.spans,
        content=place.longest,
        cue=cue.longest if cue is not None else None,
        holder=holder,
        voice=cast(Voice, voice),
        hedged=_flag(item, "hedged"),
        negated=_flag(item, "negated"),
        footnotes=place.sentence.footnotes,
        sentence=place.sentence.record.id,
        quote=quote_of(reading.text, place.spans),
    )


def _event(reading: Reading, item: Mapping[str, Any], window: Window) -> Event:
    place = find(_text(item, "trigger"), _number(item, "sentence"), window)
    sentence = place.sentence.record
    where = reading.names({"place": [_text(item, "place")]}, "place", window) if _text(item, "place") else ()
    return Event(
        id=content_id("event", reading.document, list(place.longest)),
        document=reading.document,
        confidence=reading.sure("event"),
        proposer=reading.proposer,
        spans=sentence.spans,
        trigger=place.longest,
        type=cast(Any, _choice(item, "type", EVENT_TYPES)),
        agents=reading.names(item, "agents", window),
        recipients=reading.names(item, "recipients", window),
        place=where[0] if where else "",
        date=reading.optional(lambda: _date(item), window),
        factuality=cast(Factuality, _choice(item, "factuality", get_args(Factuality))),
        footnotes=place.sentence.footnotes,
        sentence=sentence.id,
        quote=quote_of(reading.text, sentence.spans),
    )


def _decision(reading: Reading, item: Mapping[str, Any], window: Window) -> Decision:
    place = find(_text(item, "trigger"), _number(item, "sentence"), window)
    sentence = place.sentence.record
    content = reading.optional(lambda: within(_text(item, "content"), place.sentence), window)
    return Decision(
        id=content_id("decision", reading.document, list(place.longest)),
        document=reading.document,
        confidence=reading.sure("decision"),
        proposer=reading.proposer,
        spans=sentence.spans,
        trigger=place.longest,
        decision=cast(DecisionKind, _choice(item, "decision", get_args(DecisionKind))),
        deciders=reading.names(item, "deciders", window),
        content=content.longest if content is not None else None,
        addressees=reading.names(item, "addressees", window),
        date=reading.optional(lambda: _date(item), window),
        footnotes=place.sentence.footnotes,
        event=_same_act(reading.context, place.longest),
        sentence=sentence.id,
        quote=quote_of(reading.text, sentence.spans),
    )


_MAKERS: Mapping[Step, Callable[[Reading, Mapping[str, Any], Window], Record]] = {
    "claims": _claim,
    "events": _event,
    "decisions": _decision,
}
#: What the writer of the document is called as a holder.
AUTHOR = "thesis author"


def _same_act(context: Context, trigger: Span) -> str:
    """The id of the event whose trigger a decision's touches, "" when there is none."""
    return next(
        (
            r.id
            for r in context.records
            if isinstance(r, Event) and r.trigger[0] < trigger[1] and trigger[0] < r.trigger[1]
        ),
        "",
    )


def _relation(row: Any, ids: Mapping[Any, str], own: str) -> Relation:
    if not isinstance(row, dict):
        raise Refused("a relation that is no object")
    target = _meant(row.get("target"), ids)
    if target in ("", own):
        raise Refused(
            f"a relation to claim {row.get('target')!r}, which is not in the answer or is the claim itself"
        )
    return Relation(type=cast(RelationType, _choice(row, "type", get_args(RelationType))), target=target)


def _meant(number: Any, ids: Mapping[Any, str]) -> str:
    """The id of the claim a number of an answer means, "" for none."""
    return ids.get(number, "") if isinstance(number, int) else ""


def _date(item: Mapping[str, Any]) -> Date | None:
    """The date of an item. Errors: Refused for what is no day, month, year or interval of them."""
    said = _text(item, "date")
    if not said:
        return None
    ends = said.split("/")
    if len(ends) > 2 or not all(_is_point(end) for end in ends):
        raise Refused(f"a date that is none: {said!r}")
    return Date(edtf=said)


def _is_point(edtf: str) -> bool:
    match = _POINT.fullmatch(edtf)
    if match is None:
        return False
    try:
        Day(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def _string(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"{key} = {value!r}, which is no text")
    return value


def _text(item: Mapping[str, Any], key: str) -> str:
    """A text, "" where it is missing or null."""
    value = item.get(key)
    return "" if value is None else _string(value, key).strip()


def _number(item: Mapping[str, Any], key: str) -> int:
    value = item.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(f"{key} = {value!r}, which is no number")
    return value


def _flag(item: Mapping[str, Any], key: str) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise Refused(f"{key} = {value!r}, which is neither true nor false")
    return value


def _list(item: Mapping[str, Any], key: str) -> list[Any]:
    value = item.get(key) or []
    if not isinstance(value, list):
        raise Refused(f"{key} = {value!r}, which is no list")
    return value


def _choice(item: Mapping[str, Any], key: str, legal: Sequence[str]) -> str:
    value = item.get(key)
    if value not in legal:
        raise Refused(f"{key} = {value!r}, which is none of {', '.join(legal)}")
    return str(value)
