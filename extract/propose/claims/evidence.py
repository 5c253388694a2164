"""Which notes serve which claim: those called in its words or right behind them are its own; those of its
sentence, of its run and of the evidence told behind an appraisal may be meant for it too, and are carried."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.pair_features import paragraph_numbers
from regesta.extract.record import CarriedNote, Claim
from regesta.extract.text.languages import LanguagePack

#: Why a note is carried, by the name of the way in claims_notes.toml.
REASONS: Mapping[str, str] = {
    "sentence": "called in its sentence, behind another claim",
    "next": "called at the end of its run, one sentence on",
    "second": "called at the end of its run, two sentences on",
    "third": "called at the end of its run, three sentences on",
    "evidence": "called with the evidence told behind it",
}
#: The ways of a run, by how many sentences on the note is called.
_STEPS = ("next", "second", "third")
#: Whose evidence a writer tells behind his appraisal.
_WITNESSES = ("author", "document", "actor")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class NoteRules:
    """claims_notes.toml."""

    reach: int
    appraises: float
    sure: Mapping[str, float]


@lru_cache(maxsize=8)
def note_rules(pack: LanguagePack) -> NoteRules | None:
    """The rules of a language's claims_notes.toml; None where the pack has none."""
    if "claims_notes" not in pack.tables():
        return None
    table = pack.table("claims_notes")
    return NoteRules(int(table["reach"]), float(table["appraises"]), dict(table["sure"]))


def with_notes(annotated: AnnotatedDocument, drafts: Sequence[Draft], claims: Sequence[Claim]) -> list[Claim]:
    """The claims made of some drafts, in document order, each with its own notes and those that are carried
    to it."""
    passage = _Passage(annotated, drafts, claims, note_rules(annotated.language))
    return [
        replace(claim, footnotes=passage.own[i], carried=tuple(passage.carried(i)))
        for i, claim in enumerate(claims)
    ]


class _Passage:
    """The claims of a document among its sentences and notes; claims are given by their places in the
    list."""

    def __init__(
        self,
        annotated: AnnotatedDocument,
        drafts: Sequence[Draft],
        claims: Sequence[Claim],
        rules: NoteRules | None,
    ) -> None:
        self.annotated, self.drafts, self.claims, self.rules = annotated, drafts, claims, rules
        self.markers = {n.id: n.marker for n in annotated.document.footnotes if n.marker is not None}
        self.of_sentence: defaultdict[int, list[int]] = defaultdict(list)
        for i, draft in enumerate(drafts):
            self.of_sentence[draft.sentence].append(i)

    @cached_property
    def paragraphs(self) -> list[int]:
        """The number of the paragraph of each sentence."""
        return paragraph_numbers(self.annotated)

    @cached_property
    def own(self) -> list[tuple[str, ...]]:
        """The notes of each claim: those of its block, else those called in its words or right behind
        them."""
        found: list[list[str]] = [list(draft.notes) for draft in self.drafts]
        for k, members in self.of_sentence.items():
            without = [i for i in members if not self.drafts[i].notes]
            for note in self.annotated.sentences[k].footnotes:
                for i in self._meant(note, without):
                    found[i].append(note)
        return [tuple(notes) for notes in found]

    def _meant(self, note: str, members: Sequence[int]) -> Sequence[int]:
        """The claims of a sentence in whose words, or right behind them, a note is called; all where the
        place of its marker is not known; where it stands behind no claim, the last before it."""
        marker = self.markers.get(note)
        if marker is None:
            return members
        ends = {i: (self.claims[i].spans[0][0], self.claims[i].spans[-1][1]) for i in members}
        there = [
            i
            for i, span in ends.items()
            if span[0] < marker[0] and not self._words_between(span[1], marker[0])
        ]
        before = sorted((span[1], i) for i, span in ends.items() if span[1] <= marker[0])
        return there or [i for _, i in before[-1:]]

    def _words_between(self, end: int, marker: int) -> bool:
        """Whether words stand between the end of a claim and a marker, other markers apart."""
        text = list(self.annotated.document.text[end:marker])
        for a, b in self.markers.values():
            if end <= a and b <= marker:
                text[a - end : b - end] = " " * (b - a)
        return bool(_WORD.search("".join(text)))

    def carried(self, i: int) -> Iterator[CarriedNote]:
        """The notes that may be meant for a claim without one of its own."""
        if self.rules is None or self.own[i]:
            return
        k = self.drafts[i].sentence
        notes, way = self.annotated.sentences[k].footnotes, "sentence"
        if not notes:
            notes, way = self._behind(i, k)
        for note in notes:
            yield CarriedNote(note=note, confidence=self.rules.sure[way], reason=REASONS[way])

    def _behind(self, i: int, k: int) -> tuple[tuple[str, ...], str]:
        """The notes of the first sentence behind a claim that has some and goes on with it, and the way."""
        sentences = self.annotated.sentences
        assert self.rules is not None
        appraises = self._appraises(i)
        for j in range(k + 1, min(k + 1 + self.rules.reach, len(sentences))):
            if self.paragraphs[j] != self.paragraphs[k] or not self._goes_on(i, j, appraises):
                break
            if sentences[j].footnotes:
                return sentences[j].footnotes, "evidence" if appraises else _STEPS[j - k - 1]
        return (), ""

    def _appraises(self, i: int) -> bool:
        """Whether the writer judges what somebody else holds."""
        assert self.rules is not None
        claim = self.claims[i]
        return claim.voice == "author" and any(r.confidence >= self.rules.appraises for r in claim.relations)

    def _goes_on(self, i: int, j: int, appraises: bool) -> bool:
        """Whether a sentence goes on with a claim: nobody else holds something in it, no turn of the
        argument; behind an appraisal also what a witness says."""
        claim, others = self.claims[i], [self.claims[m] for m in self.of_sentence[j]]
        turns = any(self.drafts[m].opening in ("contrast", "conclusion") for m in self.of_sentence[j])
        same = all(c.holder == claim.holder or (appraises and c.voice in _WITNESSES) for c in others)
        return same and not turns
