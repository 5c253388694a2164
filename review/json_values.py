"""What may be logged: JSON of finite numbers, whole characters and bounded nesting, and values of the types
that records and verdicts declare. Pure."""

from __future__ import annotations

import json
import math
import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

#: No record nests deeper than 6; a line of the log holds one of them, and what it may become.
DEEPEST: Final = 32


#: What a text of JSON has that may hold anything unwritable: most lines of a log have none of it, and need
#: not be looked through value by value.
_SUSPECT = re.compile(
    rb"\\u(?:0000|[dD][89a-fA-F])"  # half a character, NUL
    rb"|[:,\[ ]-?[0-9][0-9.]*+(?:[eE]\+?[0-9]{3}|(?<=[0-9]{19}))"  # a number that may be too large
    rb"|\[{4}|\{(?:\"[^\"]*\":\{){4}"  # deep nesting
)


#: A string of JSON whole, so that a bracket in it does not count; or a bracket.
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def nesting(text: bytes, most: int) -> int:
    """How deep brackets nest in a text of JSON, counted up to one more than `most`.

    Told before parsing: where a library has raised the interpreter's recursion limit, Python's parser ends
    the process instead of raising.
    """
    if text.count(b"[") + text.count(b"{") <= most:
        return 0
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        if match[0] in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > most:
                return deepest
        elif match[0] in (b"]", b"}"):
            depth -= 1
    return deepest


def loads(text: bytes) -> Any:
    """A JSON value. Errors: ValueError for what is no JSON, nests too deep, or holds a number that is not
    finite or half a character."""
    if nesting(text, DEEPEST) > DEEPEST:
        raise ValueError(f"it nests deeper than {DEEPEST}")
    try:
        value = json.loads(text, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError(f"it nests deeper than {DEEPEST}") from error
    if _SUSPECT.search(text) and (wrong := unwritable(value)):
        raise ValueError(wrong)
    return value


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


def unwritable(value: Any) -> str:
    """Why a value cannot be logged as JSON; "" when it can."""
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        inner: list[Any] = []
        for one in level:
            if wrong := _unwritable_alone(one):
                return wrong
            if isinstance(one, Mapping):
                inner += [*one.keys(), *one.values()]
            elif isinstance(one, list | tuple):
                inner += one
        if not inner:
            return ""
        level = inner
    return f"it nests deeper than {DEEPEST}"


def _moderate(number: float) -> bool:
    """Whether a number is one that other programs read: finite, and a whole one in 64 bits."""
    return -(1 << 63) <= number < 1 << 64 if isinstance(number, int) else math.isfinite(number)


_BROKEN = re.compile("[\0\ud800-\udfff]")


def _unwritable_alone(value: Any) -> str:
    if isinstance(value, int | float) and not _moderate(value):
        return "a number is no number of JSON, or too large; numbers must be finite, and fit in 64 bits"
    if isinstance(value, str) and _BROKEN.search(value):
        return "a text holds the character NUL" if "\0" in value else "a text holds half a character"
    return ""


def mistyped(thing: Any) -> str:
    """The first field of a record (or other dataclass) whose value is not of the type it declares, what it
    holds and what it must be; "" when all are."""
    cls: Any = type(thing)
    for name, hint in _hints(cls).items():
        value = getattr(thing, name)
        if not _fits(value, hint):
            return f"{name} is {_short(value)}; it must be {_called(hint)}"
    return ""


@cache
def _hints(cls: Any) -> Mapping[str, Any]:
    hints = get_type_hints(cls)
    return {f.name: hints[f.name] for f in fields(cls)}


def _fits(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if hint is Any:
        return True
    if origin is not None:
        return _fits_one_of(value, origin, get_args(hint))
    if is_dataclass(hint):
        return type(value) is hint and not mistyped(value)
    if hint in (int, float):
        numbers = (int,) if hint is int else (int, float)
        return isinstance(value, numbers) and not isinstance(value, bool) and _moderate(value)
    return isinstance(value, hint)


def _fits_one_of(value: Any, origin: Any, parts: tuple[Any, ...]) -> bool:
    """Whether a value fits a type with parts: a choice of words or of types, a tuple, a mapping."""
    if origin is Literal:
        return isinstance(value, str)  # which words are legal is said by `validation`, with what they mean
    if origin in (Union, types.UnionType):
        return any(_fits(value, part) for part in parts)
    if origin is tuple:
        return isinstance(value, tuple) and _fits_each(value, parts)
    return isinstance(value, origin)


def _fits_each(value: tuple[Any, ...], parts: tuple[Any, ...]) -> bool:
    if parts[1:] == (Ellipsis,):
        return all(_fits(one, parts[0]) for one in value)
    return len(value) == len(parts) and all(map(_fits, value, parts))


#: What a type is called in a message; others by their own name.
_NAMES: Mapping[Any, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    type(None): "null",
}


def _called(hint: Any) -> str:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "a text"
    if origin in (Union, types.UnionType):
        return _or(map(_called, parts))
    if origin is tuple:
        if parts[1:] == (Ellipsis,):
            return f"a list, of {_called(parts[0])} each"
        return f"a list of {_or(dict.fromkeys(map(_called, parts)))}, {len(parts)} of them"
    return _NAMES.get(hint) or f"an object ({getattr(hint, '__name__', hint)})"


def _or(words: Iterable[str]) -> str:
    return " or ".join(words)


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:80] + "…"
