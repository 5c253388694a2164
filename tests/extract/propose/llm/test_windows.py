"""Windows of sentences: every sentence in one, none across divisions, some before them to understand."""

from __future__ import annotations

import pytest

from regesta.extract.annotate import AnnotatedDocument, annotate, load_model
from regesta.extract.propose.llm.windows import windows
from regesta.extract.read import read_bytes

TEXT = "# One\n\n" + "The dock was shut. " * 7 + "\n\n# Two\n\n" + "A ship came in. " * 3 + "\n"


@pytest.fixture(scope="module")
def annotated() -> AnnotatedDocument:
    return annotate(read_bytes(TEXT.encode(), "docks.md", "docks"), load_model())


@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_every_sentence_stands_in_one_window_of_its_division(annotated: AnnotatedDocument, size: int) -> None:
    made = list(windows(annotated.sentences, size, 2))
    assert [s.record.id for w in made for s in w.sentences] == [s.record.id for s in annotated.sentences]
    assert all(len(w.sentences) <= size for w in made)
    assert all(len({s.record.division for s in (*w.before, *w.sentences)}) == 1 for w in made)


def test_what_comes_before_is_the_nearest(annotated: AnnotatedDocument) -> None:
    first, second, third, fourth = windows(annotated.sentences, 3, 2)
    assert first.before == ()
    assert second.before == first.sentences[1:]
    assert third.before == second.sentences[1:]
    assert fourth.before == ()
    (span,) = second.spans
    assert TEXT[span[0] : span[1]] == " ".join(["The dock was shut."] * 3)
