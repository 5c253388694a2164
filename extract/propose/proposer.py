"""The seam of proposers: what one is, and what it is given beside the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, get_args, runtime_checkable

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.authority import Authority
from regesta.extract.faults import Faults, StepError
from regesta.extract.propose.mentions.layer import MentionLayer
from regesta.extract.record import Citation, Record, Source
from regesta.extract.text.languages import LanguagePack

#: What proposers are chosen for, in the order in which they work: `mentions` stands for mentions and the
#: actors they add up to, the other names for the records of that kind.
Step = Literal["citations", "mentions", "events", "decisions", "claims"]
STEPS: tuple[Step, ...] = get_args(Step)

#: How the records of a proposer join those of the proposers named before it for the same step.
Combine = Literal["keep", "add", "rescore"]

#: Called with what is under way and how far that is, 0..1.
Progress = Callable[[str, float], None]


class ProposerError(StepError):
    """A proposer that cannot be used as asked; the message says what happened, what there is, and what to
    type next."""


def _silent(step: str, done: float) -> None:
    """No progress is shown."""


def _unsaid(message: str) -> None:
    """No message is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a proposer is given beside the annotated document.

    `step` is the one that is under way. `layer` says who and which place is meant where; `citations` and
    `sources` are the document's, resolved; `records` what the steps before proposed, in document order. A
    proposer of citations gets none of them yet. `settings` are the proposer's own out of
    `[proposers.settings.NAME]`, `cache` a folder for what is dear to compute (None: keep nothing). `faults`
    takes what cannot be read: `with context.faults.at("claims", spans):`. `progress` moves the bar, `say`
    puts a line on the screen.
    """

    authority: Authority
    language: LanguagePack
    faults: Faults
    step: Step = "claims"
    layer: MentionLayer | None = None
    citations: tuple[Citation, ...] = ()
    sources: tuple[Source, ...] = ()
    records: tuple[Record, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    cache: Path | None = None
    progress: Progress = _silent
    say: Callable[[str], None] = _unsaid

    @property
    def mentions(self) -> MentionLayer:
        """The mention layer. Errors: ProposerError in the step of citations, which comes before there is
        one."""
        if self.layer is None:
            raise ProposerError(
                "there is no mention layer here: the step `citations` comes before it, and a document in a "
                "language without a pack has none. Choose this proposer for a later step."
            )
        return self.layer


@runtime_checkable
class Proposer(Protocol):
    """Reads an annotated document and proposes records of one step.

    `name` is a name and a version, such as "claims.v2"; it goes into `proposer` of every record that says
    none. `steps` are the steps it can be chosen for. The same document and context give the same records.
    What one sentence makes it raise costs that sentence only: the pipeline finds it and asks again without
    it.
    """

    @property
    def name(self) -> str: ...

    @property
    def steps(self) -> tuple[Step, ...]: ...

    def __call__(self, annotated: AnnotatedDocument, context: Context) -> Iterable[Record]: ...
