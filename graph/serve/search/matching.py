"""Text search inside SPARQL: `?thing rgs:matches "words"` and `(?thing ?score) rgs:matches "words"`, answered
from the index.

The pattern is valid SPARQL that any client can send. Before a query runs, each such pattern is replaced by a
VALUES block with what the index finds, so everything else is plain SPARQL. The words are a string, or a
variable that has one value in a VALUES block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regesta.graph.rdf import Literal, NamedNode, Variable
from regesta.graph.serve.search.hits import Hit
from regesta.graph.serve.sparql.tokens import Token, position, tokens

#: The namespace of the search predicates; `rgs:` in our queries.
SEARCH = "https://w3id.org/regesta/search#"
MATCHES = SEARCH + "matches"


class MatchingError(Exception):
    """A search pattern that is not written as it must be; the message says where and how."""


def with_matches(query: str, find: Callable[[str], Sequence[Hit]]) -> str:
    """The query with its search patterns answered; unchanged when it has none.

    Errors: MatchingError.
    """
    if SEARCH not in query and "rgs:matches" not in query:
        return query
    listed = list(tokens(query))
    names = _names(query, listed)
    out, at = [], 0
    for i, token in enumerate(listed):
        if token.text not in names or token.kind not in ("pname", "iri"):
            continue
        first, thing, score = _subject(query, listed, i)
        words, last = _words(query, listed, i)
        out.append(query[at : first.start])
        out.append(_values(thing, score, find(words)))
        following = listed[listed.index(last) + 1] if last is not listed[-1] else last
        at = following.end if following.text in (";", ".") else last.end
        if following.text == ";":
            out.append(f" {thing}")
    out.append(query[at:])
    return "".join(out)


def _names(query: str, listed: Sequence[Token]) -> set[str]:
    """How the query may write the search predicate."""
    prefixes = [
        listed[i + 1].text
        for i, t in enumerate(listed[:-2])
        if t.is_word("PREFIX") and listed[i + 2].text == f"<{SEARCH}>"
    ]
    if "PREFIX rgs:" not in query:
        prefixes.append("rgs:")  # known without being declared, as the other usual prefixes are
    return {f"{p}matches" for p in prefixes} | {f"<{MATCHES}>"}


def _fail(query: str, token: Token, message: str) -> MatchingError:
    line, column = position(query, token.start)
    return MatchingError(
        f"{message} (line {line}, column {column}); "
        'write ?thing rgs:matches "words" or (?thing ?score) rgs:matches "words"'
    )


def _subject(query: str, listed: Sequence[Token], i: int) -> tuple[Token, str, str]:
    before = listed[i - 1] if i else None
    if before is not None and before.kind == "var":
        return before, before.text, ""
    if (
        i >= 4
        and before is not None
        and before.text == ")"
        and listed[i - 4].text == "("
        and listed[i - 3].kind == listed[i - 2].kind == "var"
    ):
        return listed[i - 4], listed[i - 3].text, listed[i - 2].text
    raise _fail(query, listed[i], "a search pattern begins with a variable and is the first about it")


def _words(query: str, listed: Sequence[Token], i: int) -> tuple[str, Token]:
    after = listed[i + 1] if i + 1 < len(listed) else listed[i]
    if after.kind == "string":
        return _unquoted(after.text), after
    if after.kind == "var":
        for j, token in enumerate(listed[:-4]):
            if (
                token.is_word("VALUES")
                and listed[j + 1].text[1:] == after.text[1:]
                and listed[j + 2].text == "{"
                and listed[j + 3].kind == "string"
                and listed[j + 4].text == "}"
            ):
                return _unquoted(listed[j + 3].text), after
    raise _fail(
        query,
        after,
        "a search pattern needs its words as a string, or as a variable with one string in VALUES",
    )


_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def _unquoted(text: str) -> str:
    inner = text[3:-3] if text[:3] in ('"""', "'''") and len(text) >= 6 else text[1:-1]
    out, i = [], 0
    while i < len(inner):
        if inner[i] == "\\" and i + 1 < len(inner):
            out.append(_ESCAPES.get(inner[i + 1], inner[i + 1]))
            i += 2
        else:
            out.append(inner[i])
            i += 1
    return "".join(out)


def _values(thing: str, score: str, hits: Sequence[Hit]) -> str:
    """What was found, as a query within the query. As bare VALUES of more than a thousand rows an optimiser
    takes it for larger than a pattern, and looks through all of it for each match of that."""
    one = Variable(thing[1:])
    if score:
        rows = " ".join(f"({NamedNode(h.iri)} {Literal(h.score)})" for h in hits)
        names = f"{one} {Variable(score[1:])}"
        return f"{{ SELECT DISTINCT {names} WHERE {{ VALUES ({names}) {{ {rows} }} }} }}"
    found = " ".join(str(NamedNode(h.iri)) for h in hits)
    return f"{{ SELECT DISTINCT {one} WHERE {{ VALUES {one} {{ {found} }} }} }}"
