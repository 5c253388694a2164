"""How reference managers write what they keep in a word processor's fields: JSON, names, types of works."""

from __future__ import annotations

import base64
import binascii
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from lxml import etree

#: The attributes of a `bibl` that a field gives (see `Identified`).
Work = Mapping[str, str]
#: JSON of a reference manager nests less than this.
DEEPEST = 100


@cache
def type_table() -> Mapping[str, Mapping[str, str]]:
    """reference_types.toml, read once."""
    file = resources.files("regesta.extract.read").joinpath("reference_types.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def from_base64(data: str) -> str:
    """Text in Base64; "" for what is none."""
    try:
        return base64.b64decode(data + "=" * (-len(data) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def read_json(text: str) -> Any:
    """The value that a text begins with, what stands behind it passed over; None for broken JSON."""
    if _depth(text) > DEEPEST:
        return None  # the parser goes as deep as the text says
    try:
        value, _ = json.JSONDecoder().raw_decode(text.strip())
    except (ValueError, RecursionError):
        return None
    return value


def _depth(code: str) -> int:
    """How deep brackets nest; those within strings are counted too."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", code):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def inverted_name(name: str) -> tuple[str, str]:
    """(family, name in full) of "Family, Given"; a body ends in a comma ("British Council,")."""
    family, _, given = (part.strip() for part in name.partition(","))
    return family, f"{given} {family}".strip()


def people_of(names: Sequence[tuple[str, str]], role: str) -> dict[str, str]:
    """The attributes of the people of a role: names in full, and families, each parted by "; "."""
    families, whole = [f for f, _ in names if f], [w for _, w in names if w]
    return {role: "; ".join(whole), f"{role}_families": "; ".join(families)}


def words_in(node: etree._Element | None) -> str:
    """The words of an element as one line; "" for none."""
    return " ".join("".join(str(t) for t in node.itertext()).split()) if node is not None else ""


def as_text(value: Any) -> str:
    """A JSON value as words, without markup; "" for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(re.sub(r"</?(?:i|b|sup|sub|span)\b[^<>]*>", "", str(value)).split())
