"""What must hold of every document, whoever wrote it: spans lie in the text, in order, and no character is
two things."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.extract.read import Document, analyse, read_bytes, read_path, read_text


def check(document: Document) -> None:
    text = document.text
    spans = [s for x in document.sentences for s in x.spans]
    owner = bytearray(len(text))
    for what, group in (
        (1, spans),
        (2, [f.span for f in document.footnotes]),
        (3, [d.heading for d in document.divisions if d.heading]),
    ):
        for a, b in group:
            assert 0 <= a < b <= len(text)
            assert text[a:b].strip() == text[a:b], repr(text[a:b][:60])
            assert not any(owner[a:b]), (what, text[a:b][:60])
            owner[a:b] = bytes([what]) * (b - a)
    assert [s.spans[0] for s in document.sentences] == sorted(s.spans[0] for s in document.sentences)
    for x in document.sentences:
        assert all(p[1] <= q[0] for p, q in pairwise(x.spans))
        assert all(text[p[1] : q[0]].strip() for p, q in pairwise(x.spans)), (
            "parts with only blanks between are one"
        )
    ids = [r.id for r in (*document.divisions, *document.sentences, *document.footnotes)]
    assert len(ids) == len(set(ids))
    known = {s.id for s in document.sentences}
    for f in document.footnotes:
        if f.marker:
            assert 0 <= f.marker[0] < f.marker[1] <= len(text)
            assert not f.sentence or f.sentence in known
    for b in document.bibliography:
        assert 0 <= b.span[0] < b.span[1] <= len(text)
    by_id = {d.id: d for d in document.divisions}
    for d in document.divisions:
        if d.parent:
            outer = by_id[d.parent]
            assert outer.span[0] <= d.span[0]
            assert d.span[1] <= outer.span[1]
            assert outer.level < d.level
    for x in document.sentences:
        check_map(document, x)


def check_map(document: Document, sentence: Any) -> None:
    """Every real character of the analysed text is the raw one, in rising order; the way back finds it
    again."""
    analysed = analyse(document, sentence)
    real = [(i, o) for i, o in enumerate(analysed.offsets) if o >= 0]
    assert all(a[1] < b[1] for a, b in pairwise(real))
    for i, o in real:
        c, r = analysed.text[i], document.text[o]
        assert c == r or (c == " " and r.isspace()) or r in "ﬀﬁﬂﬃﬄﬅﬆ"
        assert any(a <= o < b for a, b in sentence.spans)
        assert analysed.at(o) == i
    assert all(
        c in "' " or (i and document.text[analysed.offsets[i - 1]] in "ﬀﬁﬂﬃﬄﬅﬆ") or c.isalpha()
        for i, (c, o) in enumerate(zip(analysed.text, analysed.offsets, strict=True))
        if o < 0
    )
    assert "  " not in analysed.text


EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*.txt"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_examples(path: Path) -> None:
    document = read_path(path)
    assert document.footnotes
    check(document)


@pytest.mark.parametrize("suffix", ["md", "html", "epub", "docx", "odt", "tei", "pdf"])
def test_formats(essay: Any, makers: dict[str, Any], suffix: str) -> None:
    check(read_bytes(makers[suffix](essay), f"strait.{suffix}"))


def test_thesis(shared: Path) -> None:
    document = read_path(shared / "thesis.txt")
    check(document)
    assert document.damaged
    per: dict[str, list[int]] = {}
    for f in document.footnotes:
        per.setdefault(f.id.rsplit(".", 1)[0], []).append(f.number)
    want = {"Introduction": 34, "I": 93, "II": 47, "III": 85, "IV": 125, "V": 136, "VI": 123, "Conclusion": 7}
    assert {k: len(v) for k, v in per.items()} == want
    assert all(v == list(range(1, want[k] + 1)) for k, v in per.items())
    assert sum(f.marker is None for f in document.footnotes) <= 1


_DAMAGE = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.sampled_from(
            [
                "­",
                "ﬁ",
                "  ",
                "\n",
                "\r\n",
                "\f",
                "-\n",
                "'",
                "7",
                "12 ",
                "¹",
                "[3]",
                ".",
                "Kims plan ",
                "\u200b",
                "(",
                "”",
            ]
        ),
    ),
    max_size=25,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(damage=_DAMAGE, cut=st.integers(0, 10**6))
def test_random_damage(essay: Any, damage: list[tuple[int, str]], cut: int) -> None:
    text = essay.footnotes(page=9)
    text = text[: 2000 + cut % len(text)]
    for at, what in damage:
        k = at % len(text)
        text = text[:k] + what + text[k:]
    check(read_text(text, "damaged"))


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab AB.1239\n\r\f-'’“”()[]IVX:;,#*é"), max_size=400))
def test_any_text_is_read(text: str) -> None:
    check(read_text(text, "noise"))


def test_the_twins_agree(root: Path) -> None:
    """The clean and the damaged form of the example give the same notes and sentences, the damage apart."""
    clean, damaged = (read_path(root / "examples" / f"{n}.txt") for n in ("iran-1946", "iran-1946-damaged"))
    assert [f.id for f in clean.footnotes] == [f.id for f in damaged.footnotes]
    a, b = ([_bare(analyse(d, s).text) for s in d.sentences] for d in (clean, damaged))
    assert len(a) == len(b)
    assert sum(x == y for x, y in zip(a, b, strict=True)) >= 0.99 * len(a)
    assert [_bare(clean.text[slice(*f.span)]) for f in clean.footnotes] == [
        _bare(damaged.text[slice(*f.span)]) for f in damaged.footnotes
    ]
    assert damaged.damaged
    assert not clean.damaged


def _bare(text: str) -> str:
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())
