"""Both forms of the example essay are what the committed source makes, and every offset can be found
again."""

import pytest

from regesta.examples.make_twins import FORMS, HERE, Form, damage, lay_out, main, read_source

ELEMENTS = read_source()


@pytest.mark.parametrize("form", FORMS)
def test_the_committed_file_is_what_the_source_makes(form: Form) -> None:
    assert (HERE / FORMS[form]).read_text(encoding="utf-8") == lay_out(ELEMENTS, form).text


def test_check_agrees() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("form", FORMS)
def test_offsets_lead_back_to_the_characters(form: Form) -> None:
    twin = lay_out(ELEMENTS, form)
    body = [e for e in ELEMENTS if e.kind in ("sentence", "note", "entry", "heading")]
    assert len(body) > 250
    for e in body:
        offsets = twin.offsets[e.key]
        kept = [(c, o) for c, o in zip(e.text, offsets, strict=True) if o >= 0]
        assert [o for _, o in kept] == sorted({o for _, o in kept})
        here = "".join(twin.text[o] for _, o in kept)
        # Spaces where a line ends are not in the text of record; everything else is.
        want = e.text if form == "clean" else damage(e.text)
        assert here.replace(" ", "") == want.replace(" ", "")


def test_the_damaged_form_is_ascii_without_quotation_marks_or_page_breaks() -> None:
    text = lay_out(ELEMENTS, "damaged").text
    assert text.isascii()
    assert not set("'\"\f") & set(text)
    assert "\n\n" not in text


def test_the_clean_form_keeps_what_the_damaged_one_loses() -> None:
    text = lay_out(ELEMENTS, "clean").text
    assert set("‘’“”é–\f") <= set(text)


def test_notes_stand_on_the_page_that_calls_them() -> None:
    for page in lay_out(ELEMENTS, "clean").text.split("\f"):
        assert page.count("\n") <= 46, page[:60]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Qavam’s détente", "Qavams dtente"),
        ("pp. 12–14", "pp. 12-14"),
        ("“both barrels”", "both barrels"),
        ("then – later", "then  later"),
    ],
)
def test_damage(text: str, left: str) -> None:
    assert damage(text) == left


def test_a_stale_file_is_reported(tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("regesta.examples.make_twins.HERE", tmp_path)
    assert main(["--check"]) == 1
    assert "run: python examples/make_twins.py" in capsys.readouterr().err
    assert main([]) == 0
    assert main(["--check"]) == 0
