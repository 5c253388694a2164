"""A recogniser for SPARQL after `sparql.ebnf`: it reads tokens and says at which one a text stops being
SPARQL, and what could stand there.

It runs only on texts the engine refused, to say where and why in words; the engine decides what is SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, pairwise, repeat

from regesta.graph.serve.sparql.tokens import Token, tokens

AGGREGATES = frozenset(["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"])
_FUNCTIONS = frozenset(
    [
        "STR",
        "LANG",
        "LANGMATCHES",
        "DATATYPE",
        "BOUND",
        "IRI",
        "URI",
        "BNODE",
        "RAND",
        "ABS",
        "CEIL",
        "FLOOR",
        "ROUND",
        "CONCAT",
        "STRLEN",
        "UCASE",
        "LCASE",
        "ENCODE_FOR_URI",
        "CONTAINS",
        "STRSTARTS",
        "STRENDS",
        "STRBEFORE",
        "STRAFTER",
        "YEAR",
        "MONTH",
        "DAY",
        "HOURS",
        "MINUTES",
        "SECONDS",
        "TIMEZONE",
        "TZ",
        "NOW",
        "UUID",
        "STRUUID",
        "MD5",
        "SHA1",
        "SHA256",
        "SHA384",
        "SHA512",
        "COALESCE",
        "IF",
        "STRLANG",
        "STRDT",
        "SAMETERM",
        "ISIRI",
        "ISURI",
        "ISBLANK",
        "ISLITERAL",
        "ISNUMERIC",
        "REGEX",
        "SUBSTR",
        "REPLACE",
    ]
)
_KINDS = {
    "iri": "IRI",
    "pname": "PNAME",
    "bnode": "BNODE",
    "var": "VAR",
    "string": "STRING",
    "lang": "LANG",
    "number": "NUMBER",
}
_WORDS = {
    "IRI": ("an "
        "IRI"), "PNAME": ("a prefixed "
            "name"), "BNODE": ("a blank "
                "node"), "VAR": ("a "
                    "variable"), "STRING": "a string", "LANG": "a language tag", "NUMBER": "a number",
    "FUNCTION": "a function", "AGGREGATE": "an aggregate", "NIL": "()", "ANON": "[]", "END": "the end",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the grammar: seq, alt, many, some, maybe with parts, or a name or word."""

    kind: str
    parts: tuple[Node, ...] = ()
    name: str = ""


@cache
def _rules() -> dict[str, Node]:
    text = resources.files("regesta.graph.serve.sparql").joinpath("sparql.ebnf").read_text("utf-8")
    rules = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, body = line.partition(" ::= ")
            rules[name.strip()] = _read(re.findall(r"'[^']+'|\w+|[()|*+?]", body))
    return rules


def _read(words: list[str]) -> Node:
    def alternatives(i: int) -> tuple[Node, int]:
        options, i = [], i
        while True:
            node, i = sequence(i)
            options.append(node)
            if i < len(words) and words[i] == "|":
                i += 1
                continue
            return (options[0] if len(options) == 1 else Node("alt", tuple(options))), i

    def sequence(i: int) -> tuple[Node, int]:
        parts = []
        while i < len(words) and words[i] not in ("|", ")"):
            if words[i] == "(":
                node, i = alternatives(i + 1)
                i += 1
            else:
                quoted = words[i].startswith("'")
                node, i = Node("word" if quoted else "name", (), words[i].strip("'")), i + 1
            if i < len(words) and words[i] in "*+?":
                node, i = Node({"*": "many", "+": "some", "?": "maybe"}[words[i]], (node,)), i + 1
            parts.append(node)
        return (parts[0] if len(parts) == 1 else Node("seq", tuple(parts))), i

    return alternatives(0)[0]


@cache
def _first(node: Node) -> frozenset[str]:
    match node.kind:
        case "word":
            return frozenset({"'" + node.name})
        case "name":
            rule = _rules().get(node.name)
            return _first(rule) if rule else frozenset({node.name})
        case "alt":
            return frozenset().union(*map(_first, node.parts))
        case "seq":
            out: frozenset[str] = frozenset()
            for part in node.parts:
                out |= _first(part)
                if not _empty(part):
                    break
            return out
        case _:
            return _first(node.parts[0])


@cache
def _empty(node: Node) -> bool:
    match node.kind:
        case "word":
            return False
        case "name":
            rule = _rules().get(node.name)
            return _empty(rule) if rule else False
        case "alt":
            return any(map(_empty, node.parts))
        case "seq":
            return all(map(_empty, node.parts))
        case "some":
            return _empty(node.parts[0])
        case _:
            return True


def _classes(listed: Iterator[Token]) -> Iterator[tuple[frozenset[str], Token]]:
    """The tokens with what each may be in the grammar; a pair of empty brackets is one."""
    skip = False
    for token, following in pairwise(chain(listed, [None])):
        assert token is not None
        if skip:
            skip = False
        elif (
            following is not None
            and (pair := _PAIRS.get(token.text + following.text))
            and _marks(token, following)
        ):
            yield frozenset({pair}), token
            skip = True
        else:
            yield frozenset(_class(token)), token


_PAIRS = {"()": "NIL", "[]": "ANON"}


def _marks(*listed: Token) -> bool:
    return all(token.kind == "mark" for token in listed)


def _class(token: Token) -> set[str]:
    if token.kind in _KINDS:
        return {_KINDS[token.kind]}
    if token.kind != "word":
        return {"'" + token.text}
    upper = token.text.upper()
    kinds = {"'" + upper} if token.text != "a" else {"'a"}
    if upper in AGGREGATES:
        return kinds | {"AGGREGATE"}
    return kinds | {"FUNCTION"} if upper in _FUNCTIONS else kinds


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a text stops being SPARQL: the offset, the token there ("" at the end), and what could have stood
    there.

    `long`: the token begins a string of several lines, which does not end.
    """

    offset: int
    found: str
    expected: tuple[str, ...]
    long: bool = False


class _Stopped(Exception):
    pass


class _Reader:
    """Reads tokens after the grammar; `now` is the one it stands at, `expected` what could stand there."""

    def __init__(self, text: str) -> None:
        # Read as far as it is SPARQL only: a long text that stops early is not looked through.
        self.end = (frozenset({"END"}), Token("end", "", len(text.rstrip()), len(text)))
        self.stream = chain(_classes(tokens(text)), repeat(self.end))
        self.now = next(self.stream)
        self.expected: set[str] = set()

    def fits(self, node: Node) -> bool:
        """Whether the token here may begin a node; what may is noted."""
        first = _first(node)
        if self.now[0] & first:
            return True
        self.expected.update(first)
        return False

    def read(self, node: Node) -> None:
        """Read one node. Errors: _Stopped where a token does not fit."""
        _READ[node.kind](self, node)

    def word(self, node: Node) -> None:
        """One token."""
        if not self.fits(node):
            raise _Stopped
        self.now = next(self.stream)
        self.expected.clear()

    def name(self, node: Node) -> None:
        """A rule, or a class of tokens."""
        rule = _rules().get(node.name)
        if rule is not None:
            self.read(rule)
        else:
            self.word(node)

    def sequence(self, node: Node) -> None:
        """Each part in turn."""
        for part in node.parts:
            self.read(part)

    def alternatives(self, node: Node) -> None:
        """The first part that fits."""
        for part in node.parts:
            if self.fits(part):
                self.read(part)
                return
        if not any(map(_empty, node.parts)):
            raise _Stopped

    def maybe(self, node: Node) -> None:
        """The part, where it fits."""
        if self.fits(node.parts[0]):
            self.read(node.parts[0])

    def some(self, node: Node) -> None:
        """The part once or more."""
        self.read(node.parts[0])
        self.many(node)

    def many(self, node: Node) -> None:
        """The part as often as it fits."""
        while self.now is not self.end and self.fits(node.parts[0]):
            self.read(node.parts[0])


_READ = {
    "word": _Reader.word,
    "name": _Reader.name,
    "seq": _Reader.sequence,
    "alt": _Reader.alternatives,
    "maybe": _Reader.maybe,
    "some": _Reader.some,
    "many": _Reader.many,
}


def recognise(text: str, start: str = "QueryUnit") -> Stop | None:
    """The first token that cannot stand where it does, None when the text is SPARQL as far as its tokens go.
    `start`: QueryUnit or UpdateUnit."""
    reader = _Reader(text)
    try:
        reader.read(_rules()[start])
    except _Stopped:
        token = reader.now[1]
        # Three quotation marks that nothing closes were read as an empty string and a mark.
        if token.text in ("'", '"') and text[token.start - 2 : token.start] == token.text * 2:
            return Stop(token.start - 2, token.text, (), long=True)
        return Stop(token.start, token.text, tuple(sorted(_said(e) for e in reader.expected)))
    except RecursionError:
        return None
    return None


def _said(expected: str) -> str:
    return expected[1:] if expected.startswith("'") else _WORDS.get(expected, expected)
