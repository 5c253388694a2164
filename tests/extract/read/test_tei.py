"""TEI: no word of the text is lost, whatever stands in what."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.extract.read import read_bytes

_INLINE = st.sampled_from(["hi", "q", "bibl", "title", "persName", "label", "said", "foreign"])
_BLOCK = st.sampled_from(["p", "quote", "list", "item", "ab", "div", "lg", "l", "cit", "floatingText", "sp"])


def tei(body: str) -> bytes:
    head = "<teiHeader><fileDesc><titleStmt><title>The Quays</title></titleStmt></fileDesc></teiHeader>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{head}<text><body>{body}</body></text></TEI>'.encode()


def test_a_quotation_between_paragraphs_is_read() -> None:
    document = read_bytes(
        tei("<div><head>One</head><p>He said this.</p><quote>The dock was shut.</quote><p>It was.</p></div>"),
        "a.xml",
    )
    said = [document.text[s.spans[0][0] : s.spans[-1][1]] for s in document.sentences]
    assert said == ["He said this.", "The dock was shut.", "It was."]


def test_words_around_a_list_or_a_reference_are_kept_in_order() -> None:
    document = read_bytes(
        tei(
            "<div><p>He names two: <list><item>a quay</item><item>a dock</item></list> and no more. "
            "See <bibl>Dale, Canals</bibl> for both.</p></div>"
        ),
        "a.xml",
    )
    assert " ".join(document.text.split()) == (
        "He names two: a quay a dock and no more. See Dale, Canals for both."
    )


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[str, list[str]]:
    """A piece of TEI and the words in it, in order."""
    said, words = [], []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            word = f"w{draw(st.integers(0, 10**9))}x"
            said.append(f" {word} ")
            words.append(word)
        if depth:
            tag = draw(_BLOCK if draw(st.booleans()) else _INLINE)
            inner, inside = draw(trees(depth - 1))
            said.append(f"<{tag}>{inner}</{tag}>")
            words += inside
    return "".join(said), words


@given(trees())
@settings(max_examples=60, deadline=None)
def test_every_word_is_read_once_and_in_order(made: tuple[str, list[str]]) -> None:
    body, words = made
    text = read_bytes(tei(f"<div><p>Begin.</p>{body}<p>End.</p></div>"), "a.xml").text
    assert [w for w in text.replace("\n", " ").split() if w.startswith("w")] == words


def test_a_division_without_a_head_is_no_part_of_the_abstract_above_it() -> None:
    body = (
        "<div type='abstract'><head>Abstract</head><p>It asks who paid.</p></div>"
        "<div><p>The town paid.<note place='foot'>Pike, p. 4.</note></p><p>It paid late.</p></div>"
        "<div><head>Sources</head><listBibl><bibl>Pike, Ferries</bibl></listBibl></div>"
    )
    document = read_bytes(tei(body), "a.xml")
    (abstract, sources) = document.divisions
    assert document.text[slice(*abstract.span)].split() == ["Abstract", "It", "asks", "who", "paid."]
    assert (abstract.role, sources.role) == ("front", "bibliography")
    assert document.footnotes[0].division == ""


def test_notes_between_paragraphs_and_inside_notes_are_kept() -> None:
    body = (
        "<div><head>One</head><p>The town paid.</p><note>Pike, p. 4.</note>"
        "<p>It paid late.<note>Dunn, p. 9.<note>So the second edition.</note></note></p></div>"
    )
    document = read_bytes(tei(body), "a.xml")
    notes = [document.text[slice(*f.span)] for f in document.footnotes]
    assert notes == ["Pike, p. 4.", "Dunn, p. 9. [So the second edition.]"]
    assert all(f.sentence for f in document.footnotes)
