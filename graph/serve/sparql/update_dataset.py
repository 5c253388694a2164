"""The dataset parameters of the protocol for updates: `using-graph-uri` written into each operation as its
USING clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regesta.graph.serve.sparql.tokens import Token, tokens


class DatasetConflict(Exception):
    """The update names its dataset itself (USING, WITH) and the request names one too (SPARQL 1.1 Protocol,
    2.2.3)."""


def with_dataset(update: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    """The update with USING clauses before the WHERE of each operation; unchanged without parameters.

    Errors: DatasetConflict where the update has USING or WITH itself.
    """
    if not using and not using_named:
        return update
    listed = list(tokens(update))
    if any(t.is_word("USING", "WITH") for t in listed):
        raise DatasetConflict(
            "the update has USING or WITH itself, and using-graph-uri was sent too; use one of them"
        )
    clause = (
        "".join(f" USING <{g}>" for g in using) + "".join(f" USING NAMED <{g}>" for g in using_named) + " "
    )
    out, at = [], 0
    for i in _patterns(listed):
        out.append(update[at : listed[i].start])
        if i and listed[i - 1].is_word("DELETE"):
            # DELETE WHERE { P } has no place for USING; it means DELETE { P } WHERE { P }.
            out.append(_group(update, listed, i + 1))
        out.append(clause)
        at = listed[i].start
    out.append(update[at:])
    return "".join(out)


def _patterns(listed: Sequence[Token]) -> Iterator[int]:
    """Where the WHERE of each operation stands among the tokens."""
    depth = 0
    for i, token in enumerate(listed):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.is_word("WHERE"):
            yield i


def _group(update: str, listed: Sequence[Token], first: int) -> str:
    depth = 0
    for token in listed[first:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return update[listed[first].start : token.end]
    return ""
