"""Page numbers inside the lines of a transcription."""

from __future__ import annotations

import pytest

from regesta.extract.read import analyse, read_text

MARKS = ["[Pg {}]", "(p. {})", "{{{}}}", "[Page {}]"]


@pytest.mark.parametrize("mark", MARKS)
def test_marks_are_pages_and_no_words(mark: str) -> None:
    pages = [mark.format(n) for n in range(31, 38)]
    text = "".join(
        f"The ferry was ever {p} desirous of a quay\nand of {k} boats. So it was said.\n\n"
        for k, p in enumerate(pages)
    )
    document = read_text(text, "d")
    said = [analyse(document, s).text for s in document.sentences]
    assert said[0] == "The ferry was ever desirous of a quay and of 0 boats."
    assert len(said) == 14
    assert [label for label, _ in document.pages] == [str(n) for n in range(31, 38)]


def test_numbers_in_brackets_that_do_not_rise_stay() -> None:
    text = "".join(f"It cost {{{n}}} pounds then.\n\n" for n in (9, 3, 7, 2, 8, 1))
    document = read_text(text, "d")
    assert "{9}" in analyse(document, document.sentences[0]).text
