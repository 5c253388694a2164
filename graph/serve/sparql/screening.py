"""What a query must pass before it runs: how deep its brackets nest, and which addresses it calls.

Most queries pass at a glance, since they have few brackets and no SERVICE. The others are read token by
token:
short ones where the request arrives, longer ones in a worker, under its deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from regesta.graph.serve.sparql.tokens import DEEPEST, Unclear, brackets, depth, services

#: Up to so many characters a text is read where the request arrives: it takes some 2 ms (3 us a token at the
#: most, `benchmarks/hostile.py`), less than sending it to a worker.
AT_ONCE: Final = 1_000
#: A longer text is not read at all (2 to 4 s in a worker).
LONGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Screened:
    """What a query was found to do: how deep its brackets nest, the targets of its SERVICE clauses, and why
    it can be read in two ways ("" where it cannot)."""

    depth: int = 0
    services: tuple[str, ...] = ()
    unclear: str = ""


def passes_at_a_glance(text: str) -> bool:
    """Whether a query has neither a SERVICE nor so many brackets that they could nest too deep."""
    return brackets(text) <= DEEPEST and "service" not in text.lower()


def screen(text: str) -> Screened:
    """A query, read. Time grows with its length only."""
    deep = depth(text)
    if deep > DEEPEST:
        return Screened(deep)
    try:
        return Screened(deep, tuple(services(text)))
    except Unclear as error:
        return Screened(deep, unclear=str(error))
