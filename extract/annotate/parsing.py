"""Many texts parsed in one order, by as many processes as it pays for."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from multiprocessing.sharedctypes import Synchronized
from typing import TYPE_CHECKING, Any

from regesta.extract.beside import Beside, cores, may_fork

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Sentences parsed together; past this size md gains nothing and memory grows.
BATCH = 128
#: Fewer texts than this are parsed in this process: eight batches, some 8 s of md's time.
LEAST = 8 * BATCH
#: More processes than this gain little: each shares the model with this one (530 MB resident, some 200 of
#: them its own).
MOST = 4
#: What a parse holds beside its words, as spaCy's DocBin calls it: everything a pipeline can set on a token.
_ATTRIBUTES = (
    "TAG", "POS", "MORPH", "LEMMA", "NORM", "HEAD", "DEP", "SENT_START",
    "ENT_IOB", "ENT_TYPE", "ENT_ID", "ENT_KB_ID",
)  # fmt: skip


def parsed(nlp: Language, texts: Sequence[str], processes: int = 0) -> list[Doc]:
    """One Doc per text, in their order; the same ones whatever the number of processes, since texts meet in
    the same batches. `processes` 0 are as many as `worthwhile` says.

    Errors: what the pipeline raises.
    """
    count = processes or worthwhile(len(texts))
    if count == 1:
        return list(nlp.pipe(texts, batch_size=BATCH))
    batches = [texts[k : k + BATCH] for k in range(0, len(texts), BATCH)]
    next_one = multiprocessing.get_context("fork").Value("i", 0)

    def of_another() -> list[tuple[int, _Sent]]:
        return [
            (k, _sent(list(nlp.pipe(batches[k], batch_size=BATCH)))) for k in _taken(next_one, len(batches))
        ]

    with ExitStack() as stack:
        others = [stack.enter_context(Beside(of_another)) for _ in range(count - 1)]
        done = {k: list(nlp.pipe(batches[k], batch_size=BATCH)) for k in _taken(next_one, len(batches))}
        for other in others:
            done.update((k, _received(sent, nlp)) for k, sent in other.result())
    return [doc for k in range(len(batches)) for doc in done[k]]


def _taken(next_one: Synchronized[int], many: int) -> Iterator[int]:
    """Numbers below `many`, each given to one process only, to whichever asks first."""
    while True:
        with next_one.get_lock():
            taken = next_one.value
            next_one.value += 1
        if taken >= many:
            return
        yield taken


#: Parses as they go from one process to another: a DocBin, and the tensor of each, which that leaves out.
_Sent = tuple[bytes, list[Any]]


def _sent(docs: list[Doc]) -> _Sent:
    """Parses ready to be sent. `Doc.to_bytes` takes ten times as long: for each it looks through the entry
    points of all installed packages; so does a DocBin for what extensions keep, which is rarely there."""
    from spacy.tokens import DocBin

    extended = any(doc.user_data for doc in docs)
    return DocBin(attrs=_ATTRIBUTES, docs=docs, store_user_data=extended).to_bytes(), [d.tensor for d in docs]


def _received(sent: _Sent, nlp: Language) -> list[Doc]:
    """The parses that were sent."""
    from spacy.tokens import DocBin

    docs = list(DocBin().from_bytes(sent[0]).get_docs(nlp.vocab))
    for doc, tensor in zip(docs, sent[1], strict=True):
        doc.tensor = tensor
    return docs


def worthwhile(texts: int) -> int:
    """How many processes to parse this many texts with: one for few, and where a process cannot be
    forked."""
    if texts < LEAST or not may_fork():
        return 1
    return min(cores(), MOST, texts // (2 * BATCH))
