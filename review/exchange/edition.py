"""The names that a TEI edition's encoder marked in the text, as mentions of a document of the workspace.

    <persName ref="#sforza">the minister</persName>

An edition is no copy of the document to the letter: each name is sought by its words and what stands around
them. Where a mention stands already that means somebody else, the encoder's view is a comment on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from rapidfuzz import fuzz

from regesta.extract.read.reference_values import words_in
from regesta.extract.read.xml import local
from regesta.extract.record import Mention, Span
from regesta.review.exchange.anchoring import Quoted, anchor, folded, quoted
from regesta.review.exchange.plan import Fault, Ground, ImportFault, nearest, new_record
from regesta.review.request import VerdictRequest

_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: What names an actor or a place; `rs` and `name` where they say whom they mean.
_NAMES = frozenset(("persName", "orgName", "placeName", "geogName", "name", "rs"))
_LISTED = frozenset(("person", "org", "place", "nym"))
#: So many characters before a name or behind it must be so alike (0..100) in the edition and in the document.
#: One side is enough, since notes and pages interrupt; not the same, since editions normalise spelling.
_NEAR, _ALIKE = 16, 80
#: So many names of an edition tell which document it is of.
_SAMPLES = 40
#: Elements whose words stand apart from those around them.
_APART = frozenset(("ab", "cell", "div", "head", "item", "l", "lb", "note", "p", "pb", "quote", "row"))
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Name:
    """A marked name: who is meant, how the encoder says so, and the words with what surrounds them."""

    who: str
    ref: str
    quote: Quoted


def read(root: etree._Element, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """The names of an edition as candidates. Errors: ImportFault where it has none, or is of no document
    here."""
    names = list(_names(root))
    if not names:
        raise ImportFault(
            "the TEI file has neither stretches that point into a text (regesta export -f tei) nor marked "
            "names (persName, orgName, placeName, rs with ref) in it"
        )
    document = _document([n.quote for n in names], ground)
    requests: list[VerdictRequest] = []
    faults: list[Fault] = []
    for number, name in enumerate(names, 1):
        where = f"name {number}, {name.quote.exact[:40]!r}"
        span = _place(ground.texts[document], name.quote)
        if span is None:
            faults.append(Fault(where, f"it stands nowhere in {document} with these words around it"))
        elif (one := _said(where, name, document, span, ground, proposer)) is not None:
            requests.append(one)
    return requests, faults


def _said(
    where: str, name: _Name, document: str, span: Span, ground: Ground, proposer: str
) -> VerdictRequest | None:
    """A mention that was not there, or a remark on one of somebody else."""
    there = nearest(ground, document, "mention", span)
    if there is None:
        made = new_record("mention", document, [span], {"who": name.who}, ground, proposer)
        return VerdictRequest(
            where=where, outcome="comment", addition=made, reason=f"marked in TEI, {name.ref}"
        )
    if not isinstance(there.record, Mention) or there.record.actor == name.who:
        return None
    reason = f"the TEI file means {name.who} ({name.ref})"
    return VerdictRequest(where=where, outcome="comment", record=there.record.id, reason=reason)


def _names(root: etree._Element) -> Iterator[_Name]:
    """Each marked name of the text, in order."""
    listed = dict(_listed(root))
    for text in (x for x in root.iter() if local(x) == "text"):
        spelt = _Spelt()
        spelt.below(text)
        whole = "".join(spelt.parts)
        for node, span in spelt.names:
            ref = node.get("ref") or node.get("key") or ""
            words = whole[slice(*span)]
            if words and (ref or local(node) not in ("name", "rs")):
                who = listed.get(ref.removeprefix("#"), node.get("key") or words)
                yield _Name(who, ref or local(node), quoted(whole, span))


def _listed(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The id and the first name of each actor and place that the file describes."""
    for node in root.iter():
        if local(node) in _LISTED and (key := node.get(_ID)):
            named = next((x for x in node.iter() if local(x) in _NAMES), None)
            if named is not None:
                yield key, words_in(named)


@dataclass(slots=True)
class _Spelt:
    """The words below an element in order, white space folded to one blank, and where names stand in them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    names: list[tuple[etree._Element, Span]] = field(default_factory=list)

    def below(self, node: etree._Element) -> None:
        """Everything in an element."""
        name = local(node)
        self._add(" " if name in _APART and node.get("break") != "no" else "")
        start, before = self.length, len(self.parts)
        self._add(node.text)
        for child in _spoken(node):
            if isinstance(child.tag, str):
                self.below(child)
            self._add(child.tail)
        if name in _NAMES:
            words = "".join(self.parts[before:])
            lead = len(words) - len(words.lstrip())
            self.names.append((node, (start + lead, start + lead + len(words.strip()))))
        self._add(" " if name in _APART and node.get("break") != "no" else "")

    def _add(self, text: str | None) -> None:
        words = _BLANK.sub(" ", text or "")
        if self.parts and self.parts[-1].endswith(" "):
            words = words.removeprefix(" ")
        if words:
            self.parts.append(words)
            self.length += len(words)


def _spoken(node: etree._Element) -> Sequence[etree._Element]:
    """What is read of an element: of a `choice` the correction, the regular form, the expansion, as a
    document is read."""
    if local(node) != "choice":
        return list(node)
    return [x for x in node if local(x) in ("corr", "reg", "expan")][:1] or list(node)


def _place(text: str, quote: Quoted) -> Span | None:
    """Where a name stands, None where nothing like its surroundings is around it."""
    span = anchor(text, quote)
    if span is None:
        return None
    before = fuzz.ratio(folded(text[max(0, span[0] - _NEAR) : span[0]]), folded(quote.prefix[-_NEAR:]))
    behind = fuzz.ratio(folded(text[span[1] : span[1] + _NEAR]), folded(quote.suffix[:_NEAR]))
    return span if max(before, behind) >= _ALIKE else None


def _document(quotes: Sequence[Quoted], ground: Ground) -> str:
    """The document in which most of some names stand. Errors: ImportFault where it is none."""
    some = quotes[:: max(1, len(quotes) // _SAMPLES)]
    counts = {name: sum(_place(text, q) is not None for q in some) for name, text in ground.texts.items()}
    best = max(counts, key=lambda name: counts[name], default="")
    if not best or 2 * counts[best] < len(some):
        raise ImportFault(
            "the TEI file is an edition of none of the documents here: of "
            f"{len(some)} names that were tried, {counts.get(best, 0)} stand in {best or 'any'}; add it with "
            "regesta add first"
        )
    return best


__all__ = ["read"]
