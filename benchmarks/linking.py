"""How many names of persons are linked to the right entry of a real authority: precision and recall.

Run `python benchmarks/linking.py PATH [--misses]`. PATH is a checkout of github.com/HistoryAtState/people:
the persons of the Foreign Relations of the United States and of its offices, with VIAF where known; a work
of the United States government, in the public domain; 16,312 persons at commit
4d7a5782ad602d69dafd3b0e24c6a60b6f2ba80a. Nothing of it is kept here.

The names are in link_names.tsv: every person named in full in three chapters (1784-1800, 1861-1865,
1945-1952) of another publication of that office, github.com/HistoryAtState/milestones (public domain) at
commit d0a1f8c9fd2bb6af8efd45eead38e7524ad98169, and the entry each has, found by hand; where there is none,
any link is wrong. A name counts once; what is proposed for it is right when the entry is its own. Bar:
precision .95 at recall .80.
"""

from __future__ import annotations

import argparse
import csv
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from regesta.extract.link.proposing import Subject, propose_links
from regesta.extract.link.tables import Row

NAMES = Path(__file__).parent / "link_names.tsv"
#: The least sureness a link is taken at; 0.5 is what `regesta link` proposes from, 0.85 what it calls exact.
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
#: At which each document is reported.
USUAL = 0.8
PRECISION, RECALL = 0.95, 0.80


@dataclass(frozen=True)
class Named:
    """A name as a document has it, the first and last year that tells of, and the entry the name has in the
    authority ("" for none)."""

    document: str
    years: tuple[int, int]
    name: str
    entry: str


@dataclass(frozen=True)
class Linked:
    """The surest entry proposed for a name, how sure, and why."""

    named: Named
    entry: str
    confidence: float
    reason: str

    @property
    def right(self) -> bool:
        """Whether it is the entry found by hand."""
        return self.entry == self.named.entry


def labelled(file: Path = NAMES) -> tuple[Named, ...]:
    """The labelled names, in the file's order."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))
    return tuple(Named(r["document"], (int(r["from"]), int(r["to"])), r["name"], r["entry"]) for r in rows)


def people(folder: Path) -> Iterator[Row]:
    """The persons of a checkout of HistoryAtState/people, sorted by number."""
    for file in sorted((folder / "data").rglob("*.xml"), key=lambda f: f.stem):
        person = ET.parse(file).getroot()  # public files of one's own checkout
        names = [n.text.strip() for n in person.iterfind("names//name") if n.text and n.text.strip()]
        if names:
            life = tuple(_year(person.findtext(f"{what}-year")) for what in ("birth", "death"))
            yield Row(
                names=tuple(dict.fromkeys(names)),
                objects=(person.findtext("id", file.stem),),
                kind="person",
                years=(life[0], life[1]),
            )


def _year(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None


def linked(names: Sequence[Named], rows: Sequence[Row]) -> list[Linked]:
    """What is proposed for the names, document by document, however unsure."""
    by_document: dict[str, list[Named]] = defaultdict(list)
    for named in names:
        by_document[named.document].append(named)
    found: list[Linked] = []
    for document, own in by_document.items():
        subjects = [Subject(name=n.name, kind="person", document=document, years=n.years) for n in own]
        links, _ = propose_links(subjects, rows, "people", least=0.0)
        said = {n.name: n for n in own}
        found += [Linked(said[x.subject], x.object, x.confidence, x.reason) for x in links]
    return found


def scores(names: Sequence[Named], found: Sequence[Linked], least: float) -> tuple[float, float, int]:
    """Precision, recall (of the names that have an entry) and how many links there are from a sureness on."""
    taken = [x for x in found if x.confidence >= least]
    right = sum(x.right for x in taken)
    return right / len(taken) if taken else 1.0, right / sum(bool(n.entry) for n in names), len(taken)


def _report(names: Sequence[Named], found: Sequence[Linked]) -> Iterator[str]:
    """The table by threshold, and each document from USUAL on."""
    yield "from   precision  recall  links"
    for least in THRESHOLDS:
        precision, recall, number = scores(names, found, least)
        mark = "  meets the bar" if precision >= PRECISION and recall >= RECALL else ""
        yield f"{least:.2f}   {precision:9.3f}  {recall:6.3f}  {number:5}{mark}"
    for document in dict.fromkeys(n.document for n in names):
        own = [n for n in names if n.document == document]
        precision, recall, number = scores(own, [x for x in found if x.named in own], USUAL)
        yield f"{document} from {USUAL:.2f}: {precision:.3f} {recall:.3f} {number}"


def _misses(names: Sequence[Named], found: Sequence[Linked]) -> Iterator[str]:
    """What is wrong, the surest first, and what is not found from USUAL on."""
    for x in sorted((x for x in found if not x.right), key=lambda x: -x.confidence):
        there = x.named.entry or "none"
        yield f"wrong {x.confidence:.2f} {x.named.name} -> {x.entry} ({there}): {x.reason}"
    right = {x.named: x for x in found if x.right}
    for named in (n for n in names if n.entry):
        x = right.get(named)
        if x is None:
            yield f"missed {named.name} ({named.entry}): not proposed"
        elif x.confidence < USUAL:
            yield f"missed {named.name} ({named.entry}): {x.confidence:.2f} {x.reason}"


def main() -> None:
    """Print the table, and with --misses what is wrong or missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="a checkout of github.com/HistoryAtState/people")
    parser.add_argument("--misses", action="store_true", help="print wrong and missing links")
    given = parser.parse_args()
    names, rows = labelled(), tuple(people(given.path))
    there = sum(bool(n.entry) for n in names)
    found = linked(names, rows)
    lines = [f"{len(names)} names, {there} with an entry; {len(rows):,} persons there"]
    lines += [*_report(names, found), *(_misses(names, found) if given.misses else ())]
    print("\n".join(lines))


if __name__ == "__main__":
    main()
