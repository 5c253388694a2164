"""How much of other people's references is read right: AnyStyle's annotated references, each as one footnote.

Run `python benchmarks/citations.py PATH [--files core.xml gold.xml] [--sample 150] [--seed 11] [--misses]`.
PATH is the folder that holds the files: `res/parser` of a checkout of https://github.com/inukshuk/anystyle
(BSD 2-Clause; the figures in docs/benchmarks.md are of commit c6f5fb2fa6e8ce9456ad1e1e88d6bba5f3d7731d).
Nothing of it is kept here.

Taken are the references whose <author> begins with a given name or initials, in file order, and of these a
sample. Case, punctuation, dashes and accents are folded; authors are compared as sets of family names. Bars:
authors .90, title .85, year .95, container .80, pages .85, volume .85.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from regesta.extract.notes.proposing import propose_citations
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Footnote
from regesta.extract.text.folding import key

BARS: Mapping[str, float] = {
    "authors": 0.90,
    "title": 0.85,
    "year": 0.95,
    "container": 0.80,
    "pages": 0.85,
    "volume": 0.85,
}
#: An author's element that begins with initials ("J.-P. Sartre") or a given name and a family name.
_GIVEN_FIRST = re.compile(
    r"(?:[^\W\d_]\.[\s-]*)+(?:[a-z]+ )*[^\W\d_a-z]['’]?[^\W\d_]+"
    r"|[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)? (?:[^\W\d_]\.? )*(?:[a-z]+ )*[^\W\d_a-z]['’]?[a-z][^\W\d_]*"
)
_JOINTS = re.compile(r"\s*(?:;|,|&|\band\b|\bund\b|\bet\b(?! al))\s*")
_OTHERS = re.compile(r"\bet\.? al\b\.?")
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3})\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """One annotated reference: its words as one line, and what each field should be, as `_said` folds it."""

    text: str
    fields: Mapping[str, object]


@dataclass
class Tally:
    """Of one field: how often it is annotated, how often read right, and the misses."""

    gold: int = 0
    right: int = 0
    misses: list[tuple[str, object, object]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share read right, 0..1; 0 when nothing is annotated."""
        return self.right / self.gold if self.gold else 0.0


def references(folder: Path, files: Sequence[str]) -> list[Reference]:
    """The references of the files whose author begins with a given name or initials, in file order."""
    found = []
    for name in files:
        for sequence in ET.parse(folder / name).getroot():
            if _GIVEN_FIRST.match((sequence.findtext("author") or "").strip()):
                found.append(_reference(sequence))
    return found


def _reference(sequence: ET.Element) -> Reference:
    # as the reader composes letters and accents
    parts = [
        (child.tag, unicodedata.normalize("NFC", " ".join("".join(child.itertext()).split())))
        for child in sequence
    ]
    by_tag: dict[str, str] = {}
    for tag, words in parts:
        by_tag.setdefault(tag, words)
    wanted = {
        "authors": _families(by_tag.get("author", "")),
        "title": key(by_tag.get("title", "")),
        "year": _year(by_tag.get("date", "")),
        "container": _container(by_tag.get("journal") or by_tag.get("container-title") or ""),
        "pages": _pages(by_tag.get("pages", "")),
        "volume": _volume(by_tag.get("volume", "")),
    }
    return Reference(" ".join(words for _, words in parts), {k: v for k, v in wanted.items() if v})


def _families(names: str) -> frozenset[str]:
    """The last word of each name, folded; "others" stand for nobody."""
    parts = (p.strip(" .:") for p in _JOINTS.split(_OTHERS.sub("", names)))
    last = (key(p.replace("- ", "")).split() for p in parts if p and not _SUFFIX.fullmatch(p))
    return frozenset(words[-1] for words in last if words)


def _year(text: str) -> str:
    found = re.search(r"(?:1[5-9]|20)\d\d", text)
    return found.group() if found else ""


def _container(text: str) -> str:
    return re.sub(r"^(?:in|dans) (?=\w)", "", key(text))


def _pages(text: str) -> str:
    """The numbers of the pages, parted by blanks; the first stretch where several are given."""
    return " ".join(re.findall(r"\d+", text))


def _volume(text: str) -> str:
    """The volume's number alone: AnyStyle annotates volume and issue as one."""
    found = re.search(r"\d+|\b[IVXLC]+\b", text)
    return found.group() if found else ""


def read(reference: Reference, number: int) -> list[Citation]:
    """The citations of a reference that stands alone in a footnote."""
    note = Footnote(
        id=str(number), document="anystyle", span=(0, len(reference.text)), number=number, division=""
    )
    return propose_citations(Document(id="anystyle", text=reference.text, footnotes=(note,)))


def _said(citation: Citation) -> dict[str, object]:
    """The fields of a citation, folded as those of a reference are."""
    f = citation.fields
    families = (key(a).split() for a in f.authors)
    return {
        "authors": frozenset(words[-1] for words in families if words),
        "title": key(f.title),
        "year": _year(f.year or f.doc_date),
        "container": _container(f.container),
        "pages": _pages(f.pages),
        "volume": _volume(f.volume),
    }


def measure(sample: Sequence[Reference]) -> tuple[int, dict[str, Tally]]:
    """How many references gave a citation, and the tally of each field; the first citation counts."""
    found, tallies = 0, {name: Tally() for name in BARS}
    for number, reference in enumerate(sample, 1):
        citations = read(reference, number)
        found += bool(citations)
        said = _said(citations[0]) if citations else {}
        for name, wanted in reference.fields.items():
            tally = tallies[name]
            tally.gold += 1
            if said.get(name) == wanted:
                tally.right += 1
            else:
                tally.misses.append((reference.text, wanted, said.get(name)))
    return found, tallies


def main() -> None:
    """Print the shares, and with --misses what was read wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--files", nargs="+", default=["core.xml", "gold.xml"])
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    every = references(args.path, args.files)
    sample = random.Random(args.seed).sample(every, args.sample)
    found, tallies = measure(sample)
    print(f"{len(sample)} of {len(every)} references, found {found / len(sample):.2f}")
    for name, tally in tallies.items():
        bar = BARS[name]
        short = "" if tally.share >= bar else "  below the bar"
        print(f"{name:10} {tally.right:4} of {tally.gold:4}  {tally.share:.2f}  (bar {bar:.2f}){short}")
    if args.misses:
        for name, tally in tallies.items():
            for text, wanted, said in tally.misses:
                print(f"\n{name}: {text}\n  annotated {_shown(wanted)}\n  read      {_shown(said)}")


def _shown(value: object) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value or "nothing")


if __name__ == "__main__":
    main()
