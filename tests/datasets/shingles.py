"""Words of a text in an archive: every run of eight, in whatever the archive says, bibliographic fields and
names left out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pyoxigraph

SIZE = 8
#: Members of records and verdicts that name works, people and places.
NAMES = {"title", "fields", "held_in", "identifiers", "name", "aliases", "names"}
#: Things whose literals are names: works, people, archives, the document itself.
NAMED = (
    "/source/",
    "/actor/",
    "/author/",
    "/archive/",
    "/doc/",
    "/reviewer/",
    "/policy/",
    "/ontology#",
    "/scheme/",
)


def shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[i : i + SIZE]) for i in range(len(words) - SIZE + 1)}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NAMES:
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def said(archive: bytes) -> Iterator[tuple[str, str]]:
    """Every string of an archive with the file it stands in."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        for name in packed.namelist():
            data = packed.read(name)
            if name.endswith(".jsonl"):
                rows = map(json.loads, data.decode().splitlines())
                yield from ((name, s) for row in rows for s in strings(row))
            elif name.endswith(".nq"):
                for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS):
                    named = any(part in str(quad.subject) for part in NAMED)
                    if isinstance(quad.object, pyoxigraph.Literal) and not named:
                        yield name, quad.object.value
            elif name.endswith(".json"):
                yield from ((name, s) for s in strings(json.loads(data)))
            elif not name.startswith(("authority/", "documents/")):
                yield name, data.decode()


def shared_with(archive: bytes, text: str) -> dict[str, str]:
    """The runs of eight words that an archive shares with a text, each with the file it stands in."""
    known, found, seen = shingles(text), {}, set()
    for name, s in said(archive):
        if len(s) >= 2 * SIZE - 1 and s not in seen:  # shorter ones have fewer words, and most come again
            seen.add(s)
            found.update(dict.fromkeys(shingles(s) & known, name))
    return found
