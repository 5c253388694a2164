"""The gold of the example essay is what the hand annotation makes, and every span reads what it says."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from regesta.examples.make_twins import FORMS, Form, read_source
from regesta.examples.make_twins import HERE as EXAMPLES
from regesta.extract.record import CITATION_TYPES, EVENT_TYPES, DecisionKind, Factuality, Voice
from regesta.queries.saved import Catalogue

HERE = Path(__file__).resolve().parent


def flat(text: str) -> str:
    return " ".join(text.split())


def essay(form: Form) -> str:
    return (EXAMPLES / FORMS[form]).read_text(encoding="utf-8")


def gold(form: Form) -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / form).glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def test_the_files_are_what_the_annotation_makes() -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "make_gold.py"), "--check"],
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("form", FORMS)
def test_spans_read_what_they_say(form: Form) -> None:
    text, seen = essay(form), 0
    for data in gold(form):
        for s in data.get("sentences", ()):
            assert [flat(text[a:b]) for a, b in s["spans"]] == s["parts"]
            for item in (*s["events"], *s["decisions"]):
                assert flat(text[slice(*item["span"])]) == flat(item["trigger"])
                seen += 1
            for c in s["claims"]:
                assert flat(c["content"]).find(flat(text[slice(*c["span"])])) >= 0
                seen += 1
        for note in data.get("footnotes", ()):
            assert flat(text[slice(*note["span"])]) == note["text"]
            for c in note["citations"]:
                assert flat(text[slice(*c["span"])]) == c["raw"]
                seen += 1
        for slip in data.get("discrepancies", ()):
            assert flat(text[slice(*slip["span"])]) == slip["where"]
            seen += 1
    assert seen > 200


@pytest.mark.parametrize("form", FORMS)
def test_values_are_those_of_the_records(form: Form) -> None:
    for data in gold(form):
        for s in data.get("sentences", ()):
            assert {c["holder_kind"] for c in s["claims"]} <= set(get_args(Voice))
            assert {e["type"] for e in s["events"]} <= set(EVENT_TYPES)
            assert {e["factuality"] for e in s["events"]} <= set(get_args(Factuality))
            assert {d["kind"] for d in s["decisions"]} <= set(get_args(DecisionKind))
        assert {c["type"] for f in data.get("footnotes", ()) for c in f["citations"]} <= set(CITATION_TYPES)


def test_both_forms_annotate_the_same() -> None:
    def shape(form: Form) -> list[object]:
        return [
            [(len(s["claims"]), len(s["events"]), s["markers"]) for s in d.get("sentences", ())]
            + [[c["source_key"] for c in f["citations"]] for f in d.get("footnotes", ())]
            for d in gold(form)
        ]

    assert shape("clean") == shape("damaged")


def test_every_footnote_is_annotated() -> None:
    notes = [e for e in read_source() if e.kind == "note"]
    annotated = [f for d in gold("clean") for f in d.get("footnotes", ())]
    assert 55 <= len(notes) == len(annotated) <= 70


def test_the_evidence_of_the_questions_stands_in_the_essay() -> None:
    text = "\n".join(flat(e.text) for e in read_source())
    questions = json.loads((HERE / "questions.json").read_text(encoding="utf-8"))["questions"]
    labels = {f"{e.division}.{e.number}" for e in read_source() if e.kind == "note"}
    assert len(questions) >= 14
    for q in questions:
        assert q["answer"]
        assert set(q["footnotes"]) <= labels, q["question"]
        for words in q["evidence"]:
            assert words in text, words


def test_the_questions_fit_the_saved_queries() -> None:
    catalogue = Catalogue.load()
    for q in json.loads((HERE / "questions.json").read_text(encoding="utf-8"))["questions"]:
        saved = catalogue.get(q["query"])
        required = {p.name for p in saved.parameters if p.required}
        assert required <= set(q["parameters"]) <= {p.name for p in saved.parameters}, q["question"]
        assert q["rows"]
        for row in q["rows"]:
            assert set(row) <= set(saved.columns), q["question"]
