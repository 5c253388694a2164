"""A language table as a typed record: every key of the table is a field, and no key is forgotten."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar, get_origin, get_type_hints

from regesta.extract.text.languages import LanguageError

T = TypeVar("T")


def read_schema(kind: type[T], table: Mapping[str, Any], where: str) -> T:
    """The table as a `kind`, a frozen dataclass whose fields are the table's keys.

    A field's type says what its value must be: str, float or int; tuple[str, ...] or frozenset[str] for a
    list (the first keeps its order); Mapping[str, str] for an inline table; another dataclass for a
    sub-table. `where` names the table in messages ("mentions.toml of 'de'").
    Errors: LanguageError naming every key that is missing, unknown, or of another type.
    """
    types = _types(kind)
    missing, unknown = sorted(types.keys() - table.keys()), sorted(table.keys() - types.keys())
    if missing or unknown:
        problems = [f"without {', '.join(missing)}"] * bool(missing)
        problems += [f"with {', '.join(unknown)}, which it does not know"] * bool(unknown)
        raise LanguageError(f"{where} stands {' and '.join(problems)}. See docs/languages.md.")
    return kind(**{key: _value(types[key], table[key], f"{where}, {key}") for key in types})


def _types(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}


def _value(kind: Any, value: Any, where: str) -> Any:
    """One value as its field's type wants it."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise LanguageError(f"{where} must be a table, not {value!r}.")
        return read_schema(kind, value, where)
    origin = get_origin(kind)
    if origin in (tuple, frozenset):
        return origin(_words(value, list, value, where))
    if origin is not None:
        return dict(_words(value, Mapping, value.values() if isinstance(value, Mapping) else (), where))
    if isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else kind):
        raise LanguageError(f"{where} must be {kind.__name__}, not {value!r}.")
    return kind(value)


def _words(value: Any, kind: type, members: Any, where: str) -> Any:
    """The value when it is a `kind` of strings. Errors: LanguageError naming the key."""
    if not isinstance(value, kind) or not all(isinstance(m, str) for m in members):
        wanted = "a list of words" if kind is list else "a table of words"
        raise LanguageError(f"{where} must be {wanted}, not {value!r}.")
    return value
