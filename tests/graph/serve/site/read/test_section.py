"""A section's sentences cut at marks and calls: nothing of the text is lost, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regesta.graph.serve.site.read.section import Mark, Note, Sentence, paragraphs, pieces

TEXT = "Marsh held that wells carried fever.1 Ellery denied\nit in 1848.2\n\nThe wells were clean.[^3]"


def sentence(words: str, notes: str = "", marks: tuple[Mark, ...] = ()) -> Sentence:
    start = TEXT.index(words)
    called = tuple(Note(n, f"I.{n}", "body", f"n{n}") for n in notes)
    return Sentence("s", [(start, start + len(words))], "", called, marks)


def mark(words: str, layer: str = "claim", iri: str = "c") -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), layer, iri, "label")


def shown(s: Sentence) -> list[str]:
    return [f"[{p.note.number}]" if p.note else p.text for p in pieces(TEXT, s)]


def test_a_number_is_called_where_it_is_glued() -> None:
    assert shown(sentence("Ellery denied\nit in 1848.2", "2")) == ["Ellery denied it in 1848.", "[2]"]
    assert shown(sentence("The wells were clean.[^3]", "3")) == ["The wells were clean.", "[3]"]


def test_letters_and_stars_are_called_where_they_are_no_part_of_a_word() -> None:
    text = "A band played.a Then *all* went home.[^b] Nobody came.*"
    called = tuple(Note(n, n, "body", n) for n in "ab*")
    told = pieces(text, Sentence("s", [(0, len(text))], "", called))
    assert [p.note.number if p.note else p.text for p in told] == [
        *("A band played.", "a", " Then *all* went home.", "b", " Nobody came.", "*")
    ]


def test_a_note_that_is_not_printed_is_called_at_the_end() -> None:
    assert shown(sentence("The wells were clean", "7")) == ["The wells were clean", "[7]"]


def test_a_number_behind_a_stop_and_a_blank_is_called_once() -> None:
    for text, told in (
        ("It fell in 1848. 2", ["It fell in 1848.", "[2]"]),
        ("It fell in 1848. 2 ", ["It fell in 1848.", "[2]", " "]),
        ("Of the 2 wells one fell.", ["Of the 2 wells one fell.", "[2]"]),  # no call
        ("They fell in group 2", ["They fell in group 2", "[2]"]),
    ):
        called = (Note("2", "2", "body", "n"),)
        found = pieces(text, Sentence("s", [(0, len(text))], "", called))
        assert [f"[{p.note.number}]" if p.note else p.text for p in found] == told


def test_a_sentence_that_a_note_interrupts_keeps_its_words_apart() -> None:
    text = "The wells carried\n7 See Doe.\nfever, and were trou-\n8 See Roe.\nblesome."
    runs = [(0, 17), (text.index("fever"), text.index("trou-") + 5), (text.index("blesome"), len(text))]
    told = "".join(p.text for p in pieces(text, Sentence("s", runs)))
    assert told == "The wells carried fever, and were trou-blesome."


def test_the_shortest_mark_leads() -> None:
    outer, inner = mark("wells carried fever"), mark("carried", "event", "e")
    found = list(pieces(TEXT, sentence("Marsh held that wells carried fever.1", "1", (outer, inner))))
    assert [(p.text, p.leading.iri if p.leading else "") for p in found if not p.note] == [
        ("Marsh held that ", ""),
        ("wells ", "c"),
        ("carried", "e"),
        (" fever", "c"),
        (".", ""),
    ]
    assert next(p.layers for p in found if p.text == "carried") == "event claim"


@given(st.lists(st.tuples(st.integers(0, 36), st.integers(0, 36)), max_size=6))
def test_nothing_is_lost(spans: list[tuple[int, int]]) -> None:
    marks = tuple(Mark(min(s), max(s), "claim", str(n), "") for n, s in enumerate(spans) if s[0] != s[1])
    s = sentence("Marsh held that wells carried fever.1", "", marks)
    assert "".join(shown(s)) == "Marsh held that wells carried fever.1"


def test_a_blank_line_parts_paragraphs() -> None:
    three = [sentence("Marsh held that wells carried fever.1"), sentence("Ellery denied\nit in 1848.2")]
    three.append(sentence("The wells were clean.[^3]"))
    assert [len(p.sentences) for p in paragraphs(TEXT, three)] == [2, 1]
