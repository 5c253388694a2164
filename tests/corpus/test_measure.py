"""Measuring a corpus from its folder to the printed tables; sealed documents apart and written down."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.corpus import __main__ as program
from tests.corpus import catalogue
from tests.corpus.catalogue import CorpusError, Entry
from tests.corpus.conftest import ANNOTATION
from tests.corpus.measure import command, running
from tests.corpus.measure.command import BEGIN, END, second_proposers, write_page
from tests.corpus.measure.parses import StaleError

from regesta.extract.annotate import AnnotatedDocument
from regesta.extract.authority import authorities
from regesta.extract.faults import Faults
from regesta.extract.propose.proposer import STEPS, Context, Step
from regesta.extract.propose.rules import Rules
from regesta.extract.read import Document
from regesta.extract.text.languages import ENGLISH, LanguagePack

ABOUT = """title = "The Weir at Sallow"
subject = "a weir"
century = "19th"
register = "chapter, short"
school = "none"
spelling = "british"
apparatus = "footnotes"
format = "markdown"
group = "own"
sealed = {sealed}
file = "document.md"
licence = "Apache-2.0"
"""


@pytest.fixture
def small(corpus: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Entry:
    """The chapter as the only document of a corpus, annotated, with a cache of its own."""
    (corpus.folder / "about.toml").write_text(ABOUT.format(sealed="false"), "utf-8")
    monkeypatch.setattr(catalogue, "DOCUMENTS", corpus.folder.parent)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SEALED", raising=False)
    monkeypatch.setattr(command, "SEALED_LOG", tmp_path / "sealed.log")
    file = tmp_path / "annotation.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ANNOTATION), "utf-8")
    assert program.main(["bring", "sallow", str(file)]) == 0
    return corpus


def test_it_prints_averages_beside_the_baselines(small: Entry) -> None:
    lines: list[str] = []
    with pytest.raises(StaleError, match="are not there"):
        command.score([], 1, False, lines.append)
    command.folds(lines.append)
    command.score([], 1, False, lines.append)
    shown = "\n".join(lines)
    assert "sallow: parsed" in shown
    assert "over 1 of 1 documents" in shown
    assert any(line.startswith("|") and "extraction" in line and "every sentence" in line for line in lines)
    sentences = next(line for line in lines if line.startswith("| sentences"))
    assert "1.00 ±.00" in sentences
    assert any(line.startswith("claim: Brier") for line in lines)
    lines.clear()
    command.policies(lines.append)
    assert "default: accepted, right, recall" in lines[0]
    assert [line.split("|")[1].strip() for line in lines[2:7]] == [
        "claims", "events", "decisions", "argument links", "actors",
    ]  # fmt: skip


def test_another_text_than_was_annotated_is_never_scored(small: Entry) -> None:
    command.folds(lambda line: None)
    file = small.folder / "document.md"
    file.write_text(file.read_text("utf-8").replace("met at Sallow", "met in Sallow"), "utf-8")
    with pytest.raises(CorpusError, match="1 annotated sentences do not stand where they stood"):
        running.measure(running.Wanted("sallow"))


def test_sealed_documents_are_left_out_unless_asked_for_and_then_written_down(
    small: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small.folder / "about.toml").write_text(ABOUT.format(sealed="true"), "utf-8")
    command.folds(lambda line: None)
    with pytest.raises(CorpusError, match="nothing to measure"):
        command.score([], 1, False, lambda line: None)
    assert not command.SEALED_LOG.exists()
    monkeypatch.setenv("SEALED", "1")
    lines: list[str] = []
    command.score([], 1, False, lines.append)
    shown = "\n".join(lines)
    assert shown.startswith("Sealed: macro averages over 1 of 1 documents")
    assert "sallow" not in shown
    when, commit, what = command.SEALED_LOG.read_text("utf-8").strip().split("\t")
    assert when.endswith("+00:00")
    assert len(commit.rstrip("+")) == 40
    assert what == "1 documents"


def test_a_second_proposer_is_named_by_its_step() -> None:
    assert second_proposers(["claims=llm", "claims=said"]) == {"claims": ["llm", "said"]}
    assert second_proposers([]) is None
    with pytest.raises(CorpusError, match="--second claims=llm"):
        second_proposers(["llm"])


def test_the_page_keeps_what_stands_around_the_figures(tmp_path: Path) -> None:
    page = tmp_path / "quality.md"
    page.write_text(f"Before.\n\n{BEGIN}\n\nold\n\n{END}\nAfter.\n", "utf-8")
    write_page(["| new |"], page)
    assert page.read_text("utf-8") == f"Before.\n\n{BEGIN}\n\n| new |\n\n{END}\nAfter.\n"
    page.write_text("No marks.", "utf-8")
    with pytest.raises(CorpusError, match="has not the lines"):
        write_page([], page)


def test_the_page_of_the_docs_has_its_marks(root: Path) -> None:
    text = (root / "docs" / "quality.md").read_text("utf-8")
    assert text.index(BEGIN) < text.index(END)


def test_gold_comes_back_from_the_command_line(small: Entry, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert program.main(["gold-form", "sallow"]) == 0
    assert len(json.loads(capsys.readouterr().out)["sentences"]) == 7
    assert program.main(["agreement", str(small.gold), str(small.gold)]) == 0
    assert "claims, attributed" in capsys.readouterr().out
    assert program.main(["reanchor", "sallow"]) == 0
    assert program.main(["check"]) == 0
    assert "present" in capsys.readouterr().out
    assert program.main(["worksheet", "nowhere"]) == 2
    assert "has no document" in capsys.readouterr().err


def test_every_step_with_a_learnt_model_goes_by_models_that_never_saw_the_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unseen = replace(ENGLISH, models=tmp_path)
    monkeypatch.setattr(running, "pack_without", lambda slug, folder: unseen)
    asked: list[tuple[str, LanguagePack]] = []

    def noting(step: Step) -> Rules:
        return Rules("noting.v1", (step,), lambda a, c: asked.append((step, a.language)) or [])

    monkeypatch.setattr(running, "SHIPPED", [noting(step) for step in STEPS])
    nothing = AnnotatedDocument(Document(id="d", text=""), (), "", ENGLISH)
    for (rules,) in running.unseen("d", tmp_path).values():
        rules(nothing, Context(authority=authorities(), language=ENGLISH, faults=Faults("d")))
    assert asked == [(step, unseen) for step in ("events", "decisions", "claims")]
