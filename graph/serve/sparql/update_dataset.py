"""The dataset parameters of the protocol for updates: `using-graph-uri` written into each operation as its
USING clause."""

from __future__ import annotations

from collections.abc import Sequence

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
    out, at, depth = [], 0, 0
    previous: Token | None = None
    for i, token in enumerate(listed):
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
        elif token.is_word("WHERE") and depth == 0:
            out.append(update[at : token.start])
            if previous is not None and previous.is_word("DELETE"):
                # DELETE WHERE { P } has no place for USING; it means DELETE { P } WHERE { P }.
                out.append(_group(update, listed, i + 1))
            out.append(clause)
            at = token.start
        previous = token
    out.append(update[at:])
    return "".join(out)


def _group(update: str, listed: Sequence[Token], first: int) -> str:
    depth = 0
    for token in listed[first:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return update[listed[first].start : token.end]
    return ""
