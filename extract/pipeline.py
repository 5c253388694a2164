"""The way from a document to its candidate records, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regesta.extract.annotate import AnnotatedDocument, annotate
from regesta.extract.annotate.light import forget, light
from regesta.extract.annotate.parsing import worthwhile
from regesta.extract.audit import audit
from regesta.extract.authority import Authority
from regesta.extract.beside import Beside, may_fork
from regesta.extract.faults import Faults
from regesta.extract.notes import Linked, link
from regesta.extract.notes.resolution import PROPOSER as SOURCES
from regesta.extract.propose.choosing import choices
from regesta.extract.propose.claims.shared import PROPOSER as SHARED
from regesta.extract.propose.claims.shared import propose_shared
from regesta.extract.propose.events.identity import PROPOSER as IDENTITIES
from regesta.extract.propose.events.identity import propose_identities
from regesta.extract.propose.mentions.identified import place_links, with_identified
from regesta.extract.propose.mentions.layer import PROPOSER as MENTIONS
from regesta.extract.propose.mentions.layer import MentionLayer, mention_layer
from regesta.extract.propose.proposer import Context, Progress, Step
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Claim, Diagnostic, Discrepancy, Event, Record
from regesta.extract.steps import Steps, spans_of
from regesta.extract.text.languages import ENGLISH, LanguagePack, language_pack, languages
from regesta.extract.workspace import Settings

if TYPE_CHECKING:
    from spacy.language import Language

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
        Steps(
            choices(proposers),
            Faults(document.id, strict=strict),
            progress or (lambda step, done: None),
        ),
        say or (lambda message: None),
        cache,
        _at_once(document, processes),
    ).records(nlp)


def _at_once(document: Document, wanted: int) -> int:
    """How many processes work on a document: as many as are wanted, or as pay, and one where none can be
    forked."""
    if not may_fork():
        return 1
    return wanted or worthwhile(len(document.sentences))


@dataclass(frozen=True, slots=True)
class _Extraction:
    """One document on its way; the faults of `steps` grow."""

    document: Document
    authority: Authority
    steps: Steps
    say: Callable[[str], None]
    cache: Path | None
    processes: int

    def records(self, nlp: Language) -> list[Record]:
        """All records, in the order of their kinds. Where several processes may work, the notes are read
        while the sentences are parsed and mentions found, and claims while events are; the records are the
        same."""
        document = self.document
        pack = pack_of(document)
        if pack is None:
            self._tell_language()
        # Notes name works in all languages: where there is no pack, English reads them.
        language = pack or ENGLISH
        context = Context(
            authority=self.authority,
            language=language,
            faults=self.steps.faults,
            cache=self.cache,
            say=self.say,
        )
        unparsed = AnnotatedDocument(document, (), "", language)
        alone = self.steps.reads_no_records("citations")
        beside = alone and self.processes > 1
        self.steps.progress("parsing sentences", 0.02)
        with Beside(lambda: self._linked(unparsed, context), forked=beside, waits=True) as notes:
            annotated = (
                light(annotate(document, nlp, pack, self.steps.faults, processes=self.processes))
                if pack is not None
                else unparsed
            )
            self.steps.progress("citations and sources", 0.62)
            read = None if beside else self._linked(unparsed if alone else annotated, context)
            layer, unmentioned = self._layer(annotated) if pack is not None else (None, [])
            linked, faults = read or notes.result()
        self.steps.take([*faults, *unmentioned])
        context = replace(context, citations=tuple(linked.citations), sources=tuple(linked.sources))
        proposed, slips = (
            self._of_sentences(layer, context, linked) if layer else ([], self._slips(linked, [], language))
        )
        self.steps.take(slips.faults)
        forget(annotated)
        self.steps.progress("done", 1.0)
        return [
            *document.divisions,
            *document.sentences,
            *document.footnotes,
            *linked.citations,
            *linked.resolutions,
            *linked.identities,
            *linked.sources,
            *proposed,
            *place_links(document),
            *slips.found,
            *self.steps.faults.found,
        ]

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
        self.steps.faults.add(LANGUAGE, (whole,), reason)

    def _linked(self, annotated: AnnotatedDocument, context: Context) -> tuple[Linked, list[Diagnostic]]:
        """The citations and what becomes of them, and what could not be read; a citation that cannot be
        resolved stands as it was read."""
        steps = self.steps.apart()
        citations = [
            r for r in steps.of("citations", annotated, context, (0.62, 0.68)) if isinstance(r, Citation)
        ]
        linked, kept = steps.isolated(
            citations,
            lambda some, faults: link(self.document, some, context.language),
            step="sources",
            place=lambda c: (c.span,),
            proposer=SOURCES,
        )
        if linked is None:
            linked = Linked(citations, [], [], [])
        elif len(kept) < len(citations):
            done = {c.id: c for c in linked.citations}
            linked = replace(linked, citations=[done.get(c.id, c) for c in citations])
        return linked, steps.faults.found

    def _layer(self, annotated: AnnotatedDocument) -> tuple[MentionLayer | None, list[Diagnostic]]:
        """Who is meant where, None where that cannot be said; and what could not be read."""
        steps = self.steps.apart(self.steps.progress)
        steps.progress(*_READING[0][1:])
        layer, _ = steps.isolated(
            annotated.sentences,
            lambda some, faults: mention_layer(replace(annotated, sentences=tuple(some)), self.authority),
            step="mention layer",
            place=spans_of,
            proposer=MENTIONS,
        )
        return layer, steps.faults.found

    def _of_sentences(
        self, layer: MentionLayer, context: Context, linked: Linked
    ) -> tuple[list[Record], _Slips]:
        """What the proposers of sentences find, and the slips of the document itself."""
        context = replace(context, layer=layer)
        alone = self.steps.reads_no_records("claims")
        claiming = _Claiming(self.steps.apart(), layer)
        with Beside(lambda: claiming.found(context), forked=alone and self.processes > 1) as beside:
            acts = self._acts(layer.annotated, context)
            identities = self._events_that_are_one(layer.annotated, acts)
            slips = self._slips(linked, acts, context.language)
            self.steps.progress(*_READING[-1][1:])
            if alone:
                found = beside.result()
            else:
                claiming = replace(claiming, steps=self.steps.apart(self.steps.progress))
                found = claiming.found(replace(context, records=tuple(acts)))
        self.steps.take(found.faults)
        return [*acts, *found.claims, *identities, *found.same], slips

    def _slips(self, linked: Linked, acts: Sequence[Record], language: LanguagePack) -> _Slips:
        """What the audit finds in notes, sources and events, and what it could not do."""
        own = self.steps.faults.of("audit")
        records = [*linked.citations, *linked.sources, *acts]
        found = audit(self.document, records, language=language, faults=own, entries=linked.entries)
        return _Slips(found, own.found)

    def _acts(self, annotated: AnnotatedDocument, context: Context) -> list[Record]:
        """Mentions and actors, events, decisions, each seeing what was found before."""
        found: list[Record] = []
        for (step, shown, begin), (_, _, end) in pairwise(_READING):
            self.steps.progress(shown, begin)
            found += self.steps.of(step, annotated, replace(context, records=tuple(found)), (begin, end))
        return found

    def _events_that_are_one(
        self, annotated: AnnotatedDocument, proposed: Sequence[Record]
    ) -> Sequence[Record]:
        """The identities between mentions of events, whoever proposed those."""
        found, _ = self.steps.isolated(
            [r for r in proposed if isinstance(r, Event)],
            lambda some, faults: propose_identities(annotated, some),
            step="identities of events",
            place=lambda event: event.spans,
            proposer=IDENTITIES,
        )
        return found or ()


@dataclass(frozen=True, slots=True)
class _Slips:
    """What the audit found, and what it could not do."""

    found: list[Discrepancy]
    faults: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class _Claims:
    """Claims, which of them say the same, and what could not be read."""

    claims: list[Record]
    same: list[Record]
    faults: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class _Claiming:
    """The last step, which may be done beside the others."""

    steps: Steps
    layer: MentionLayer

    def found(self, context: Context) -> _Claims:
        """The claims, and the identities between them, whoever proposed those."""
        claims = self.steps.of("claims", self.layer.annotated, context, (_READING[-1][2], _END))
        same, _ = self.steps.isolated(
            [r for r in claims if isinstance(r, Claim)],
            lambda some, faults: propose_shared(self.layer.annotated, self.layer, some),
            step="identities of claims",
            place=lambda claim: claim.spans,
            proposer=SHARED,
        )
        return _Claims(claims, list(same or ()), self.steps.faults.found)


def pack_of(document: Document) -> LanguagePack | None:
    """The pack of a document's language, English's where the language is not known; None where there is no
    pack for it."""
    code = document.language.partition("-")[0] or ENGLISH.code
    return language_pack(code) if code in languages() else None


def above_threshold(records: Sequence[Record], settings: Settings) -> Iterator[Record]:
    """The records at least as sure as their kind's threshold; a kind without one is kept whole."""
    return (r for r in records if r.confidence >= settings.thresholds.get(r.kind, 0.0))
