"""What the tests of audit rules share: works, a bibliography of them, and the findings of a small document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from regesta.extract.audit import audit, rules
from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read.document import Document
from regesta.extract.record import Discrepancy, Record

Make = Callable[..., Document]
#: Rule -> (notes and bibliography that hold the slip, ones that do not, words of the message).
Cases = Mapping[str, tuple[dict[str, Any], dict[str, Any], str]]

KYLE = "Keith Kyle, Suez: The Double War (London: Weidenfeld and Nicolson, 1991), p. 85."
LUCAS = "W. Scott Lucas, Divided We Stand (London: Hodder & Stoughton, 1996), p. 140."
#: Ten entries, so that there is a bibliography to compare with.
SHELF = [
    "Kyle, Keith, Suez: The Double War, London: Weidenfeld and Nicolson, 1991.",
    "Lucas, W. Scott, Divided We Stand, London: Hodder & Stoughton, 1996.",
    *[
        f"{a}, {b}, {t}, London: Routledge, {y}."
        for a, b, t, y in (
            ("Adams", "John", "The Canal Company and its Shareholders", 1970),
            ("Baker", "Mary", "Paris in the Autumn Crisis", 1971),
            ("Clark", "Peter", "Dividing the Waters", 1972),
            ("Davis", "Ruth", "An Oil Embargo Considered", 1973),
            ("Evans", "Hugh", "Sterling and Empire", 1974),
            ("Foster", "Alan", "Paratroops over Gamil", 1975),
            ("Grant", "Helen", "Soviet Notes of November", 1976),
            ("Hughes", "Mark", "The Users Association", 1977),
            ("Irwin", "Paul", "Aftermath in Amman", 1978),
        )
    ],
]
FOOT = [f"{e.split(',')[1].strip()} {e.split(',')[0]},{','.join(e.split(',')[2:])}" for e in SHELF[2:]]


def found(document: Document, extra: Iterable[Record] = ()) -> list[Discrepancy]:
    citations, sources = resolve(document, propose_citations(document))
    return audit(document, [*citations, *sources, *extra])


def by(name: str, findings: list[Discrepancy]) -> list[Discrepancy]:
    return [f for f in findings if f.rule == name]


def check(name: str, cases: Cases, make_document: Make) -> None:
    """The rule finds the slip of its case, says so, and finds nothing in the like document without it."""
    wrong, right, words = cases[name]
    hits = by(name, found(make_document(**wrong)))
    assert hits, f"{name} finds nothing"
    assert any(words in h.message for h in hits), [h.message for h in hits]
    assert by(name, found(make_document(**right))) == []


def rules_of(module: str) -> set[str]:
    """The names of the rules that a module of the audit registers."""
    return {r.name for r in rules() if r.find.__module__ == f"regesta.extract.audit.{module}"}
