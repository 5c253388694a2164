"""The way from a document to its candidate records, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from regesta.extract.annotate import AnnotatedDocument, AnnotatedSentence, annotate
from regesta.extract.audit import audit
from regesta.extract.authority import Authority
from regesta.extract.faults import Faults, leaving_out
from regesta.extract.notes import Linked, link
from regesta.extract.notes.resolution import PROPOSER as SOURCES
from regesta.extract.propose.choosing import Choice, Choices, choices
from regesta.extract.propose.claims.shared import PROPOSER as SHARED
from regesta.extract.propose.claims.shared import propose_shared
from regesta.extract.propose.combining import combine
from regesta.extract.propose.events.identity import PROPOSER as IDENTITIES
from regesta.extract.propose.events.identity import propose_identities
from regesta.extract.propose.mentions.identified import place_links, with_identified
from regesta.extract.propose.mentions.layer import PROPOSER as MENTIONS
from regesta.extract.propose.mentions.layer import MentionLayer, mention_layer
from regesta.extract.propose.proposer import Context, Progress, Step
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Claim, Event, Footnote, Record, Span
from regesta.extract.text.languages import ENGLISH, LanguagePack, language_pack, languages
from regesta.extract.workspace import Settings

if TYPE_CHECKING:
    from spacy.language import Language

T = TypeVar("T")
R = TypeVar("R")

#: Steps that read sentences, each with what is shown meanwhile and how far the whole is then, 0..1.
_READING: tuple[tuple[Step, str, float], ...] = (
    ("mentions", "actors", 0.75),
    ("events", "events", 0.82),
    ("decisions", "decisions", 0.87),
    ("claims", "claims", 0.9),
)
_END = 0.97
#: The step of the diagnostic that tells of a document in a language without a pack.
LANGUAGE = "language"


def extract(
    document: Document,
    nlp: Language,
    authority: Authority,
    progress: Progress | None = None,
    *,
    proposers: Mapping[str, Any] | None = None,
    strict: bool = False,
    cache: Path | None = None,
    say: Callable[[str], None] | None = None,
    processes: int = 0,
) -> list[Record]:
    """Every candidate record of a document, kind by kind in document order, and after them the diagnostics:
    what could not be read. The same input gives the same records.

    `proposers` is as in `[proposers]` of `regesta.toml` (see `choices`); None are the shipped rules. `cache`
    is a folder where proposers keep what is dear to compute; `say` takes lines for the screen. `processes`
    work at once, 0 being as many as pay; the records are the same whatever their number.
    Errors: ProposerError for proposers that are not there; StrictError for the first fault when `strict`.
    """
    return _Extraction(
        document,
        with_identified(document, authority),
        choices(proposers),
        Faults(document.id, strict=strict),
        progress or (lambda step, done: None),
        say or (lambda message: None),
        cache,
        processes,
    ).records(nlp)


@dataclass(frozen=True, slots=True)
class _Extraction:
    """One document on its way; `faults` grows."""

    document: Document
    authority: Authority
    chosen: Choices
    faults: Faults
    progress: Progress
    say: Callable[[str], None]
    cache: Path | None
    processes: int

    def records(self, nlp: Language) -> list[Record]:
        """All records, in the order of their kinds."""
        document = self.document
        pack = pack_of(document)
        if pack is None:
            self._tell_language()
        self.progress("parsing sentences", 0.02)
        annotated = (
            annotate(document, nlp, pack, self.faults, processes=self.processes)
            if pack is not None
            else AnnotatedDocument(document, (), "", ENGLISH)
        )
        # Notes name works in all languages: where there is no pack, English reads them.
        language = pack or ENGLISH
        context = Context(
            authority=self.authority, language=language, faults=self.faults, cache=self.cache, say=self.say
        )
        self.progress("citations and sources", 0.62)
        linked = self._linked(annotated, context)
        context = replace(context, citations=tuple(linked.citations), sources=tuple(linked.sources))
        proposed = self._of_sentences(annotated, context) if pack is not None else []
        apparatus = [*linked.citations, *linked.resolutions, *linked.identities, *linked.sources]
        records = [*document.divisions, *document.sentences, *document.footnotes, *apparatus, *proposed]
        records += place_links(document)
        self.progress("audit", _END)
        own = self.faults.of("audit")
        records += audit(document, records, language=language, faults=own, entries=linked.entries)
        self.faults.found.extend(own.found)
        self.progress("done", 1.0)
        return [*records, *self.faults.found]

    def _tell_language(self) -> None:
        """Say, and keep as a diagnostic, that nothing is proposed in a language without a pack."""
        code = self.document.language
        reason = (
            f"{self.document.id!r} is in {code!r}, and Regesta proposes events, claims and actors in "
            f"{', '.join(languages())} only: its text, notes and citations are read and nothing else. "
            'If that is not its language, write the right one at "language" in its metadata.json and run '
            "`regesta extract` again; docs/languages.md says how a language is added."
        )
        self.say(reason)
        whole = (0, len(self.document.text))
        self.faults.add(LANGUAGE, (whole,), reason)

    def _linked(self, annotated: AnnotatedDocument, context: Context) -> Linked:
        """The citations and what becomes of them; a citation that cannot be resolved stands as it was
        read."""
        citations = [
            r for r in self._step("citations", annotated, context, (0.62, 0.68)) if isinstance(r, Citation)
        ]
        linked, kept = self._isolated(
            citations,
            lambda some, faults: link(self.document, some, context.language),
            step="sources",
            place=lambda c: (c.span,),
            proposer=SOURCES,
        )
        if linked is None:
            return Linked(citations, [], [], [])
        if len(kept) == len(citations):
            return linked
        done = {c.id: c for c in linked.citations}
        return replace(linked, citations=[done.get(c.id, c) for c in citations])

    def _of_sentences(self, annotated: AnnotatedDocument, context: Context) -> list[Record]:
        """What the proposers of sentences find, step by step; each step sees what the steps before found."""
        self.progress(_READING[0][1], _READING[0][2])
        layer, _ = self._isolated(
            annotated.sentences,
            lambda some, faults: mention_layer(replace(annotated, sentences=tuple(some)), self.authority),
            step="mention layer",
            place=_spans,
            proposer=MENTIONS,
        )
        if layer is None:
            return []
        annotated = layer.annotated
        context = replace(context, layer=layer)
        proposed: list[Record] = []
        ends = [*(done for _, _, done in _READING[1:]), _END]
        for (step, shown, begin), end in zip(_READING, ends, strict=True):
            self.progress(shown, begin)
            proposed += self._step(step, annotated, replace(context, records=tuple(proposed)), (begin, end))
        return [
            *proposed,
            *self._events_that_are_one(annotated, proposed),
            *self._claims_that_say_the_same(annotated, layer, proposed),
        ]

    def _events_that_are_one(
        self, annotated: AnnotatedDocument, proposed: Sequence[Record]
    ) -> Sequence[Record]:
        """The identities between mentions of events, whoever proposed those."""
        found, _ = self._isolated(
            [r for r in proposed if isinstance(r, Event)],
            lambda some, faults: propose_identities(annotated, some),
            step="identities of events",
            place=lambda event: event.spans,
            proposer=IDENTITIES,
        )
        return found or ()

    def _claims_that_say_the_same(
        self, annotated: AnnotatedDocument, layer: MentionLayer, proposed: Sequence[Record]
    ) -> Sequence[Record]:
        """The identities between claims, whoever proposed those."""
        found, _ = self._isolated(
            [r for r in proposed if isinstance(r, Claim)],
            lambda some, faults: propose_shared(annotated, layer, some),
            step="identities of claims",
            place=lambda claim: claim.spans,
            proposer=SHARED,
        )
        return found or ()

    def _step(
        self, step: Step, annotated: AnnotatedDocument, context: Context, share: tuple[float, float]
    ) -> list[Record]:
        """The records of one step by all its proposers, combined."""
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
            found, _ = self._isolated(
                notes, of_notes, step=step, place=lambda note: note.spans or (note.span,), proposer=name
            )
        else:
            found, _ = self._isolated(
                annotated.sentences, of_sentences, step=step, place=_spans, proposer=name
            )
        return [r if r.proposer else replace(r, proposer=name) for r in found or ()]

    def _isolated(
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


def pack_of(document: Document) -> LanguagePack | None:
    """The pack of a document's language, English's where the language is not known; None where there is no
    pack for it."""
    code = document.language.partition("-")[0] or ENGLISH.code
    return language_pack(code) if code in languages() else None


def _spans(sentence: AnnotatedSentence) -> tuple[Span, ...]:
    return sentence.record.spans


def above_threshold(records: Sequence[Record], settings: Settings) -> Iterator[Record]:
    """The records at least as sure as their kind's threshold; a kind without one is kept whole."""
    return (r for r in records if r.confidence >= settings.thresholds.get(r.kind, 0.0))
