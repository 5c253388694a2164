"""One step of an extraction: what its proposers find, without the sentences or notes that make them raise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from regesta.extract.annotate import AnnotatedDocument, AnnotatedSentence
from regesta.extract.annotate.light import with_spacy
from regesta.extract.faults import Faults, leaving_out
from regesta.extract.propose.choosing import Choice, Choices
from regesta.extract.propose.combining import combine
from regesta.extract.propose.proposer import Context, Progress, Step
from regesta.extract.propose.rules import READ_NO_RECORDS, RULES
from regesta.extract.record import Diagnostic, Footnote, Record, Span

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one document; `faults` grows by what they cannot read."""

    chosen: Choices
    faults: Faults
    progress: Progress

    def apart(self, progress: Progress = lambda step, done: None) -> Steps:
        """The same for a part that may be done beside the others: with faults of its own, and silent unless
        told otherwise."""
        return replace(self, faults=self.faults.of(self.faults.proposer), progress=progress)

    def take(self, found: Sequence[Diagnostic]) -> None:
        """Add the faults of a part that was done apart."""
        self.faults.found.extend(found)

    def reads_no_records(self, step: Step) -> bool:
        """Whether the step can be done before or beside the others: other people's proposers may read all
        that was proposed before them."""
        return step in READ_NO_RECORDS and all(choice.proposer in RULES for choice in self.chosen[step])

    def of(
        self, step: Step, annotated: AnnotatedDocument, context: Context, share: tuple[float, float]
    ) -> list[Record]:
        """The records of one step by all its proposers, combined; `share` says from where to where it moves
        the progress of the whole."""
        out: list[Record] = []
        for k, choice in enumerate(self.chosen[step]):
            found = self._proposed(step, choice, annotated, replace(context, progress=self._within(share)))
            out = found if k == 0 else combine(out, found, choice.combine)
        return out

    def _within(self, share: tuple[float, float]) -> Progress:
        """Progress of a proposer as a share of the whole."""
        return lambda step, done: self.progress(step, share[0] + (share[1] - share[0]) * min(1.0, done))

    def _proposed(
        self, step: Step, choice: Choice, annotated: AnnotatedDocument, context: Context
    ) -> list[Record]:
        """What one proposer finds, without the sentences (or, for citations, notes) that make it raise."""
        context = replace(context, step=step, settings=choice.settings)
        name = choice.proposer.name
        if choice.proposer not in RULES:
            annotated = with_spacy(annotated)
            if context.layer is not None:
                context = replace(context, layer=context.layer.over(annotated))

        def of_notes(some: Sequence[Footnote], own: Faults) -> list[Record]:
            document = replace(annotated.document, footnotes=tuple(some))
            return list(choice.proposer(replace(annotated, document=document), replace(context, faults=own)))

        def of_sentences(some: Sequence[AnnotatedSentence], own: Faults) -> list[Record]:
            if len(some) == len(annotated.sentences):
                return list(choice.proposer(annotated, replace(context, faults=own)))
            part = replace(annotated, sentences=tuple(some))
            layer = context.layer.over(part) if context.layer is not None else None
            return list(choice.proposer(part, replace(context, faults=own, layer=layer)))

        found: list[Record] | None
        if step == "citations":
            notes = annotated.document.footnotes
            found, _ = self.isolated(
                notes, of_notes, step=step, place=lambda note: note.spans or (note.span,), proposer=name
            )
        else:
            found, _ = self.isolated(
                annotated.sentences, of_sentences, step=step, place=spans_of, proposer=name
            )
        return [r if r.proposer else replace(r, proposer=name) for r in found or ()]

    def isolated(
        self,
        items: Sequence[T],
        attempt: Callable[[Sequence[T], Faults], R],
        *,
        step: str,
        place: Callable[[T], Sequence[Span]],
        proposer: str,
    ) -> tuple[R | None, tuple[T, ...]]:
        """As `leaving_out`, with the diagnostics in the name of a proposer."""
        own = self.faults.of(proposer)
        done = leaving_out(items, attempt, step=step, place=place, faults=own)
        self.faults.found.extend(own.found)
        return done


def spans_of(sentence: AnnotatedSentence) -> tuple[Span, ...]:
    """Where a sentence stands."""
    return sentence.record.spans
