"""Kept parses are those of this text, this code, this model, or they are an error."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.corpus.measure import parses
from tests.corpus.measure.parses import KeptParses, StaleError, kept_pipeline, parses_file, renew

from regesta.extract.annotate import annotate, load_model
from regesta.extract.read import Document, read_text


def shape(document: Document, nlp: object) -> list[tuple[str, str, int, str]]:
    """Every token of a document's parse."""
    return [(t.text, t.dep_, t.head.i, t.ent_type_) for s in annotate(document, nlp).sentences for t in s.doc]  # type: ignore[arg-type]


def test_kept_parses_are_those_of_the_pipeline(chapter: Document, tmp_path: Path) -> None:
    model = load_model()
    assert renew(chapter, model, tmp_path)
    assert not renew(chapter, model, tmp_path)
    kept = kept_pipeline(chapter, model, tmp_path)
    assert shape(chapter, kept) == shape(chapter, model)


def test_what_is_missing_or_stale_is_an_error(
    chapter: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load_model()
    with pytest.raises(StaleError, match=r"of sallow are not there. Type `make folds`"):
        kept_pipeline(chapter, model, tmp_path)
    renew(chapter, model, tmp_path)
    other = replace(read_text("Another text. It was written in 1900.", "sallow"))
    with pytest.raises(StaleError, match="are stale"):
        kept_pipeline(other, model, tmp_path)
    monkeypatch.setattr(parses, "code_digest", lambda: "other code")
    with pytest.raises(StaleError, match="are stale"):
        kept_pipeline(chapter, model, tmp_path)
    monkeypatch.undo()
    monkeypatch.setitem(model.meta, "version", "0.0.0")
    with pytest.raises(StaleError, match="are stale"):
        kept_pipeline(chapter, model, tmp_path)


def test_a_sentence_without_a_parse_is_an_error(chapter: Document) -> None:
    with pytest.raises(StaleError, match="no parse of 'In March"):
        annotate(chapter, KeptParses(load_model(), []))  # type: ignore[arg-type]


def test_the_file_is_named_by_what_it_depends_on(chapter: Document, tmp_path: Path) -> None:
    model = load_model()
    assert parses_file(chapter, model, tmp_path) == parses_file(chapter, model, tmp_path)
    assert parses_file(chapter, model, tmp_path).name.startswith("sallow-")
