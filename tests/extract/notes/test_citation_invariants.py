"""What holds of citations whatever a note says."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.extract.audit import audit
from regesta.extract.notes import propose_citations, resolve
from regesta.extract.notes.pieces import pieces
from regesta.extract.read.document import Document
from regesta.extract.record import Footnote
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

_BITS = st.sampled_from(
    [
        "Kyle",
        "Keith Kyle",
        "Suez",
        ", ",
        "; ",
        ". ",
        " (",
        ")",
        "(London: Tauris, 1991)",
        "p. 85",
        "pp. 12-",
        "Ibid.",
        "ibid., fol. 3",
        "idem, ",
        "op. cit., ",
        "TNA, ",
        "FO 371/118864",
        "RG 59, box 3",
        "Eden to Eisenhower, ",
        "12 July 1956",
        "5 May, 6 May 1950",
        "\u201cA Title,\u201d ",
        "\u2018Another\u2019, ",
        "vol. 3, no. 2",
        "https://example.org/1956/07/12",
        "see note 12",
        "See also ",
        "FRUS, 1955-1957, vol. XVI, ",
        "\n",
        "- ",
        "1945-\n1950",
        "\u00e9t\u00e9",
        "\U0001d400",
        "RGASPI, f. 558, op. 11",
        "(ed.), ",
        "The Times, ",
        "diary",
        "et al., ",
        "'",
    ]
)
_NOTES = st.lists(
    st.lists(_BITS, max_size=12).map("".join) | st.text(min_size=1, max_size=60), min_size=1, max_size=4
).map(lambda notes: [n or "." for n in notes])


def document_of(notes: list[str]) -> Document:
    text, footnotes = "", []
    for k, note in enumerate(notes, 1):
        footnotes.append(
            Footnote(id=f"I.{k}", document="t", span=(len(text), len(text) + len(note)), number=k)
        )
        text += note + "\n"
    return Document(id="t", text=text, footnotes=tuple(footnotes))


@settings(max_examples=150, deadline=None)
@given(_NOTES)
def test_quotes_are_the_text_ids_differ_and_every_citation_has_its_source(notes: list[str]) -> None:
    document = document_of(notes)
    citations, sources = resolve(document, propose_citations(document))
    spans = {n.id: n.span for n in document.footnotes}
    known = {s.id for s in sources}
    for c in citations:
        assert c.quote == document.text[c.span[0] : c.span[1]]
        assert spans[c.footnote][0] <= c.span[0] < c.span[1] <= spans[c.footnote][1]
        assert 0.0 <= c.confidence <= 1.0
        assert c.source in known
    assert len({c.id for c in citations}) == len(citations)
    assert len(known) == len(sources)
    assert sorted(x for s in sources for x in s.cited_by) == sorted(c.id for c in citations)
    assert all(
        0 <= a < b <= len(document.text) for f in audit(document, [*citations, *sources]) for a, b in f.spans
    )


@given(st.text(max_size=200))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert "\n" not in tidy(text)


@given(st.lists(_BITS, max_size=14).map("".join))
def test_pieces_lie_in_order_and_apart(note: str) -> None:
    text = fold(note)
    found = pieces(text, 0, len(text), citation_words(ENGLISH))
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(found))
