"""The hand annotation of the example essay as gold files, for both of its forms.

Run `python tests/golden/make_gold.py` after a change to `annotations.txt` or to the essay; `--check` only
compares. `annotations.txt` names
sentences by their opening words and quotes them verbatim; this program finds the words in the essay's source,
follows them into either form
(`examples/make_twins.py` knows where every character went), and writes `clean/` and `damaged/`:
`W_<division>.json` with the sentences of a
division, `cit_<division>.json` with all its footnotes, and `discrepancies.json` with the slips that were
planted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regesta.examples.make_twins import FORMS, Element, Form, Twin, damage, lay_out, read_source

HERE = Path(__file__).resolve().parent
LISTS = {"authors", "by", "to", "agents"}
DIVISIONS = ("Introduction", "I", "II", "III", "Conclusion")


class AnnotationError(Exception):
    """A line of annotations.txt that does not fit the essay; the message quotes it."""


@dataclass(slots=True)
class Item:
    """An annotation line: what stands after the letter, and its `key: value` parts; a bare word is a flag."""

    head: str
    parts: dict[str, str] = field(default_factory=dict)

    def many(self, key: str) -> list[str]:
        return [v.strip() for v in self.parts.get(key, "").split(", ") if v.strip()]


@dataclass(slots=True)
class Annotated:
    """One sentence with what was said about it."""

    opening: str
    items: list[tuple[str, Item]] = field(default_factory=list)


@dataclass(slots=True)
class Annotations:
    windows: dict[str, list[Annotated]] = field(default_factory=dict)
    notes: dict[str, list[Item]] = field(default_factory=dict)
    slips: list[Item] = field(default_factory=list)


def read_annotations(path: Path = HERE / "annotations.txt") -> Annotations:
    """The annotation file, line by line; AnnotationError quotes a line it cannot place."""
    out = Annotations()
    sentences: list[Annotated] = []
    note: list[Item] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        letter, rest = line[0], line[2:]
        item = _item(rest)
        if letter == "W":
            sentences = out.windows.setdefault(rest.split(" = ")[0], [])
        elif letter == "S":
            sentences.append(Annotated(rest))
        elif letter in "ACED" and sentences:
            sentences[-1].items.append((letter, Item(rest) if letter == "A" else item))
        elif letter == "F":
            note = out.notes.setdefault(rest, [])
        elif letter == "X":
            note.append(item)
        elif letter == "P":
            out.slips.append(item)
        else:
            raise AnnotationError(
                f"no such annotation: {line!r}; a line starts with W, S, A, C, E, D, F, X or P"
            )
    return out


def _item(rest: str) -> Item:
    head, *parts = rest.split(" | ")
    item = Item(head.strip())
    for part in parts:
        key, colon, value = part.partition(":")
        item.parts[key.strip()] = value.strip() if colon else "yes"
    return item


class Gold:
    """Gold for one form of the essay."""

    def __init__(self, elements: Sequence[Element], annotations: Annotations, form: Form) -> None:
        self.elements = {e.key: e for e in elements}
        self.annotations = annotations
        self.form = form
        self.twin: Twin = lay_out(elements, form)

    def as_printed(self, words: str) -> str:
        """Words of the source as they stand in this form."""
        return words if self.form == "clean" else damage(words)

    def find(self, key: str, words: str) -> tuple[int, int]:
        """Where the verbatim words stand in this form, first to last character; verified character by
        character."""
        element = self.elements[key]
        at = element.text.find(words)
        if at < 0 or not words:
            raise AnnotationError(f"{words!r} does not stand in {key}: {element.text!r}")
        places = [o for o in self.twin.offsets[key][at : at + len(words)] if o >= 0]
        here = "".join(self.twin.text[o] for o in places)
        if here.replace(" ", "") != self.as_printed(words).replace(" ", ""):
            raise AnnotationError(f"{words!r} of {key} reads {here!r} in the {self.form} form")
        return places[0], places[-1] + 1

    def parts(self, key: str, words: str) -> list[list[int]]:
        """The stretches the words fill: more than one when a page's notes interrupt them."""
        element = self.elements[key]
        at = element.text.index(words)
        out: list[list[int]] = []
        for o in self.twin.offsets[key][at : at + len(words)]:
            if o < 0:
                continue
            if out and not self.twin.text[out[-1][1] : o].strip():
                out[-1][1] = o + 1
            else:
                out.append([o, o + 1])
        return out

    def words(self, span: Sequence[int]) -> str:
        return " ".join(self.twin.text[span[0] : span[1]].split())

    def longest(self, key: str, words: str) -> list[int]:
        """The longest stretch of the words: what the scorers compare."""
        return max(self.parts(key, words), key=lambda p: p[1] - p[0])

    def window(self, division: str) -> dict[str, Any]:
        """Every sentence of a division; AnnotationError when one is missing, out of order or annotated
        twice."""
        sentences = [e for e in self.elements.values() if e.kind == "sentence" and e.division == division]
        annotated = self.annotations.windows[division]
        if len(sentences) != len(annotated):
            raise AnnotationError(
                f"division {division} has {len(sentences)} sentences, {len(annotated)} are annotated"
            )
        return {
            "window": division,
            "form": self.form,
            "sentences": [
                self.sentence(e, a, annotated, sentences) for e, a in zip(sentences, annotated, strict=True)
            ],
        }

    def sentence(
        self, e: Element, a: Annotated, annotated: Sequence[Annotated], sentences: Sequence[Element]
    ) -> dict[str, Any]:
        if not e.text.startswith(a.opening):
            raise AnnotationError(f"expected a sentence that begins {a.opening!r}, found {e.text[:60]!r}")
        spans = self.parts(e.key, e.text)
        opening = {x.opening: s for x, s in zip(annotated, sentences, strict=True)}
        out: dict[str, Any] = {
            "parts": [self.words(s) for s in spans],
            "markers": [n for _, _, n in e.markers],
            "actors": [],
            "claims": [],
            "events": [],
            "decisions": [],
            "spans": spans,
        }
        for letter, item in a.items:
            if letter == "A":
                out["actors"] += [x.strip() for x in item.head.split(", ") if x.strip()]
            elif letter == "C":
                out["claims"].append(self.claim(e, item, opening))
            elif letter == "E":
                out["events"].append(self.event(e, item))
            else:
                out["decisions"].append(self.decision(e, item))
        return out

    def claim(self, e: Element, item: Item, opening: dict[str, Element]) -> dict[str, Any]:
        kind, _, holders = item.head.partition(" ")
        content, cue = item.parts["content"], item.parts.get("cue", "")
        if cue:
            self.find(e.key, cue)
        relation = None
        for type_ in ("supports", "attacks"):
            if target := item.parts.get(type_):
                if target not in opening:
                    raise AnnotationError(
                        f"{type_}: {target!r} is not the opening of an annotated sentence of {e.division}"
                    )
                element = opening[target]
                stretches = self.parts(element.key, element.text)
                relation = {"type": type_, "target": " ".join(self.words(s) for s in stretches)[:60]}
        self.find(e.key, content)
        return {
            "holder": holders.split(", "),
            "holder_kind": kind,
            "cue": self.as_printed(cue),
            "content": self.as_printed(content),
            "hedged": "hedged" in item.parts,
            "negated": "negated" in item.parts,
            "relation": relation,
            "evidence_markers": [int(n) for n in item.many("notes")],
            "span": self.longest(e.key, content),
        }

    def event(self, e: Element, item: Item) -> dict[str, Any]:
        type_, _, trigger = item.head.partition(" ")
        return {
            "trigger": self.as_printed(trigger),
            "type": type_,
            "agents": item.many("agents"),
            "recipients": item.many("to"),
            "place": item.parts.get("place"),
            "date": item.parts.get("date"),
            "factuality": item.parts.get("fact", "asserted"),
            "span": list(self.find(e.key, trigger)),
        }

    def decision(self, e: Element, item: Item) -> dict[str, Any]:
        kind, _, trigger = item.head.partition(" ")
        return {
            "decider": item.many("by"),
            "trigger": self.as_printed(trigger),
            "kind": kind,
            "content": self.as_printed(item.parts.get("content", "")),
            "addressee": item.many("to"),
            "date": item.parts.get("date"),
            "span": list(self.find(e.key, trigger)),
        }

    def footnotes(self, division: str) -> dict[str, Any]:
        """Every note of a division with its citations."""
        notes = [e for e in self.elements.values() if e.kind == "note" and e.division == division]
        return {"chapter": division, "form": self.form, "footnotes": [self.footnote(e) for e in notes]}

    def footnote(self, e: Element) -> dict[str, Any]:
        items = self.annotations.notes.get(f"{e.division}.{e.number}")
        if items is None:
            raise AnnotationError(f"footnote {e.division}.{e.number} is not annotated")
        pieces = e.text.removesuffix(".").split("; ")
        if len(pieces) != len(items) and not all("raw" in i.parts for i in items[1:]):
            raise AnnotationError(
                f"footnote {e.division}.{e.number} has {len(pieces)} pieces and {len(items)} citations; give `raw`"
            )
        a, b = self.find(e.key, e.text)
        citations = []
        for k, item in enumerate(items):
            raw = item.parts.get("raw") or pieces[k]
            fields = {key: self._value(key, item) for key in item.parts if key not in ("key", "raw")}
            span = list(self.find(e.key, raw))
            citations.append(
                {
                    "raw": self.words(span),
                    "type": item.head,
                    **fields,
                    "source_key": item.parts["key"],
                    "span": span,
                }
            )
        return {"number": e.number, "text": self.words((a, b)), "citations": citations, "span": [a, b]}

    def _value(self, key: str, item: Item) -> str | list[str]:
        if key in LISTS:
            return (
                [self.as_printed(v) for v in item.many(key)]
                if key != "authors"
                else [self.as_printed(v) for v in item.many("authors")]
            )
        return self.as_printed(item.parts[key])

    def discrepancies(self) -> list[dict[str, Any]]:
        """The planted slips, each with the place it stands against."""
        out = []
        for item in self.annotations.slips:
            key, words = self._place(item.head)
            span = list(self.find(key, words))
            other = self._place(item.parts["with"]) if "with" in item.parts else None
            against = list(self.find(*other)) if other else None
            out.append(
                {
                    "what": item.parts["what"],
                    "span": span,
                    "conflicts_with": against,
                    "where": self.words(span),
                }
            )
        return out

    def _place(self, text: str) -> tuple[str, str]:
        key, _, words = text.partition(" ")
        if key.startswith("bib."):
            named = [
                e.key
                for e in self.elements.values()
                if e.kind == "entry" and e.text.lower().startswith(key[4:])
            ]
            if len(named) != 1:
                raise AnnotationError(f"{key} names {len(named)} entries of the bibliography")
            return named[0], words
        return key, words


def gold_files() -> dict[Path, str]:
    """Every gold file and its content."""
    elements, annotations = read_source(), read_annotations()
    out: dict[Path, str] = {}
    for form in FORMS:
        gold = Gold(elements, annotations, form)
        for division in annotations.windows:
            out[HERE / form / f"W_{division}.json"] = _json(gold.window(division))
        for division in DIVISIONS:
            out[HERE / form / f"cit_{division}.json"] = _json(gold.footnotes(division))
        out[HERE / form / "discrepancies.json"] = _json({"discrepancies": gold.discrepancies()})
    return out


def _json(data: object) -> str:
    """Indented JSON with short lists of numbers on one line."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", text) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the gold files, or with `--check` compares them; exit code 1 when one is stale."""
    parser = argparse.ArgumentParser(
        description="Make the gold files of the example essay from the hand annotation."
    )
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check, stale = bool(parser.parse_args(argv).check), 0
    try:
        files = gold_files()
    except AnnotationError as error:
        print(f"annotations.txt: {error}", file=sys.stderr)
        return 1
    for path, text in files.items():
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale += 1
            print(
                f"{path.relative_to(HERE)} is stale; run: python tests/golden/make_gold.py", file=sys.stderr
            )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
