"""Parsing by several processes: the same parses in the same order, and the same errors."""

from __future__ import annotations

import multiprocessing

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from regesta.extract.annotate import load_model
from regesta.extract.annotate.parsing import BATCH, LEAST, MOST, parsed, worthwhile
from regesta.extract.beside import cores

TEXTS = [f"The council met {n} times, and its members wrote to the minister." for n in range(2 * BATCH + 5)]
forking = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(),
    reason="only a forked process has the test's pipeline",
)


def said(doc: Doc) -> list[tuple[object, ...]]:
    """Everything proposers read of a parse."""
    return [
        (t.text, t.idx, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, str(t.morph), t.ent_type_, t.ent_iob_)
        for t in doc
    ]


@forking
def test_two_processes_give_the_parses_of_one() -> None:
    nlp = load_model()
    alone, shared = parsed(nlp, TEXTS, 1), parsed(nlp, TEXTS, 2)
    assert [d.text for d in shared] == TEXTS
    assert [said(d) for d in shared] == [said(d) for d in alone]
    assert all(d.vocab is nlp.vocab for d in shared)


@Language.component("regesta_test_refuses")
def refuses(doc: Doc) -> Doc:
    if "unreadable" in doc.text:
        raise RuntimeError("unreadable")
    return doc


@forking
@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_text_makes_the_pipeline_raise_is_raised(processes: int) -> None:
    nlp = Language()
    nlp.add_pipe("regesta_test_refuses")
    with pytest.raises((RuntimeError, ValueError), match="unreadable"):
        parsed(nlp, [*TEXTS, "unreadable"], processes)


def test_few_texts_are_parsed_in_this_process() -> None:
    assert worthwhile(0) == worthwhile(LEAST - 1) == 1


def test_many_texts_take_the_cores_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda allow_none: "fork")
    assert worthwhile(100 * LEAST) == min(cores(), MOST)
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda allow_none: "spawn")
    assert worthwhile(100 * LEAST) == 1
