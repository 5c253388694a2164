"""The way through all proposers: one bad sentence, note or parse costs only itself; several proposers stand
side by side; the run says what it could not read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc
from tests.extract.conftest import InstallProposer
from typer.testing import CliRunner

from regesta.cli import command_line
from regesta.extract import pipeline
from regesta.extract.annotate import AnnotatedDocument, AnnotatedSentence, load_model
from regesta.extract.authority import Authority, authorities
from regesta.extract.faults import StrictError
from regesta.extract.link.candidates import candidates
from regesta.extract.notes import proposing
from regesta.extract.pipeline import extract
from regesta.extract.propose.choosing import RULES
from regesta.extract.propose.claims import proposing as claims
from regesta.extract.propose.proposer import Context, Step
from regesta.extract.read import read_path, read_text
from regesta.extract.read.document import Document
from regesta.extract.record import Claim, Diagnostic, Footnote, Mention, Record, content_id, from_dict
from regesta.extract.workspace import create, open_workspace

ESSAY = """# The Straits

Eden argued that the pact was a mistake.[^1] On 3 May 1946 Bevin ordered the fleet to Malta.[^2] Kyle rejects
this view.[^3]

The Cabinet approved the plan on 7 May 1946. Some historians claim that Bevin had no choice.

[^1]: Keith Kyle, Suez (London: Weidenfeld, 1991), p. 12.
[^2]: Bevin to Eden, 3 May 1946, FO 371/52315, TNA.
[^3]: Ibid., p. 14.
"""


@lru_cache(maxsize=1)
def nlp() -> Any:
    """The default model, loaded once."""
    return load_model()


@pytest.fixture(scope="module")
def essay(tmp_path_factory: pytest.TempPathFactory) -> Document:
    file = tmp_path_factory.mktemp("essay") / "essay.md"
    file.write_text(ESSAY, "utf-8")
    return read_path(file, "essay")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return authorities()


@dataclass(frozen=True)
class Failing:
    """A user's proposer: the rules, but it cannot read what holds a word."""

    step: Step
    word: str
    name: str = "failing.v3"

    @property
    def steps(self) -> tuple[Step, ...]:
        return (self.step,)

    def __call__(self, annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
        texts = (
            [annotated.document.text[slice(*n.span)] for n in annotated.document.footnotes]
            if self.step == "citations"
            else [s.doc.text for s in annotated.sentences]
        )
        if any(self.word in text for text in texts):
            raise RecursionError(f"{self.word} is too deep")
        rules = next(r for r in RULES if self.step in r.steps)
        return rules(annotated, context)


def without_diagnostics(records: Iterable[Record]) -> list[Record]:
    return [r for r in records if not isinstance(r, Diagnostic)]


@pytest.mark.parametrize(
    ("step", "kind"), [("claims", "claim"), ("events", "event"), ("mentions", "mention")]
)
def test_a_sentence_that_makes_a_proposer_raise_loses_only_itself(
    essay: Document, authority: Authority, step: Step, kind: str
) -> None:
    whole = extract(essay, nlp(), authority)
    sentence = next(s for s in essay.sentences if "Malta" in essay.text[slice(*s.spans[0])])
    found = extract(essay, nlp(), authority, proposers={step: [Failing(step, "Malta")]})

    def elsewhere(records: Iterable[Record]) -> set[str]:
        return {r.id for r in records if r.kind == kind and getattr(r, "sentence", "") != sentence.id}

    assert elsewhere(whole) == elsewhere(found) != set()
    assert not [r for r in found if r.kind == kind and getattr(r, "sentence", "") == sentence.id]
    told = [r for r in found if isinstance(r, Diagnostic)]
    assert [(d.step, d.proposer, d.spans) for d in told] == [(step, "failing.v3", sentence.spans)]
    assert "RecursionError: Malta is too deep" in told[0].reason
    assert from_dict(told[0].to_dict()) == told[0]


def test_a_note_that_makes_a_proposer_raise_loses_only_itself(essay: Document, authority: Authority) -> None:
    whole = extract(essay, nlp(), authority)
    found = extract(essay, nlp(), authority, proposers={"citations": [Failing("citations", "FO 371")]})
    note = essay.footnotes[1]

    def cited(records: Iterable[Record]) -> list[str]:
        return [r.id for r in records if r.kind == "citation" and getattr(r, "footnote", "") != note.id]

    assert cited(whole) == cited(found) != []
    assert [d.spans for d in found if isinstance(d, Diagnostic)] == [(note.span,)]
    assert any(r.kind == "claim" for r in found)


def test_strict_stops_at_the_first_fault(essay: Document, authority: Authority) -> None:
    with pytest.raises(StrictError, match=r"failing\.v3 failed at characters .*Malta is too deep"):
        extract(essay, nlp(), authority, proposers={"claims": [Failing("claims", "Malta")]}, strict=True)


class Circling:
    """The real pipeline with the heads of one sentence's parse bent into a circle."""

    def __init__(self, word: str) -> None:
        self.nlp, self.word = nlp(), word

    def pipe(self, texts: Iterable[str], **how: Any) -> Iterable[Doc]:
        for doc in self.nlp.pipe(texts, **how):
            if self.word in doc.text:
                heads = [t.head.i for t in doc]
                heads[0], heads[1] = 1, 0
                doc = Doc(
                    doc.vocab,
                    words=[t.text for t in doc],
                    spaces=[bool(t.whitespace_) for t in doc],
                    heads=heads,
                    deps=[t.dep_ or "dep" for t in doc],
                    pos=[t.pos_ for t in doc],
                    tags=[t.tag_ for t in doc],
                    lemmas=[t.lemma_ for t in doc],
                )
            yield doc

    def __getattr__(self, name: str) -> Any:
        return getattr(self.nlp, name)


def test_a_sentence_whose_parse_goes_round_is_left_unparsed(essay: Document, authority: Authority) -> None:
    found = extract(essay, Circling("Malta"), authority)  # type: ignore[arg-type]  # stands in for a Language
    sentence = next(s for s in essay.sentences if "Malta" in essay.text[slice(*s.spans[0])])
    told = [d for d in found if isinstance(d, Diagnostic)]
    assert [(d.step, d.spans) for d in told] == [("parse", sentence.spans)]
    assert "circle" in told[0].reason
    assert not [
        r for r in found if getattr(r, "sentence", "") == sentence.id and r.kind in ("claim", "event")
    ]
    assert {r.kind for r in found} >= {"claim", "event", "decision", "mention", "citation"}


def test_a_language_without_a_pack_gets_its_notes_read_and_one_warning(
    essay: Document, authority: Authority
) -> None:
    said: list[str] = []
    found = extract(replace(essay, language="fi"), nlp(), authority, say=said.append)
    assert {"citation", "sentence", "footnote"} <= {r.kind for r in found}
    assert not {"claim", "event", "mention", "actor", "decision"} & {r.kind for r in found}
    assert len(said) == 1
    assert "'fi'" in said[0]
    assert "metadata.json" in said[0]
    told = [d for d in found if isinstance(d, Diagnostic)]
    assert [(d.step, d.reason) for d in told] == [("language", said[0])]


def test_a_german_text_gets_no_deaths_from_its_articles(authority: Authority) -> None:
    text = (
        "I. Anfang\n\nDie Bibliothek erwarb 1923 die Sammlung eines Gelehrten.1 Der Leiter ordnete die "
        "Bücher neu. "
        "Die Gemeinde lehnte dies 1924 ab.\n\n1 Karl Amsel, Sammler (Leipzig: Moor, 1990), S. 4.\n"
    )
    document = read_text(text, "d")
    found = extract(document, load_model(), authority)
    assert document.language == "de"
    assert {r.kind for r in found} >= {"sentence", "footnote", "citation", "diagnostic"}
    assert not {"claim", "event", "mention", "actor", "decision"} & {r.kind for r in found}


@dataclass(frozen=True)
class Headlines:
    """A user's proposer: every sentence is the writer's claim, half surely."""

    name: str = "headlines.v1"
    steps: tuple[Step, ...] = ("claims",)

    def __call__(self, annotated: AnnotatedDocument, context: Context) -> Iterable[Record]:
        for s in annotated.sentences:
            span = max(s.record.spans, key=lambda p: p[1] - p[0])
            yield Claim(
                id=content_id("claim", annotated.document.id, list(span)),
                document=annotated.document.id,
                confidence=float(context.settings.get("sure", 0.5)),
                spans=(span,),
                content=span,
                sentence=s.record.id,
                quote=annotated.document.text[slice(*span)],
            )


def test_a_second_proposer_adds_what_the_first_has_not_and_signs_it(
    essay: Document, authority: Authority
) -> None:
    rules = [r for r in extract(essay, nlp(), authority) if isinstance(r, Claim)]
    both = [
        r
        for r in extract(
            essay,
            nlp(),
            authority,
            proposers={
                "claims": ["rules", {"use": Headlines(), "combine": "add"}],
                "settings": {"headlines": {"sure": 0.25}},
            },
        )
        if isinstance(r, Claim)
    ]
    assert both[: len(rules)] == rules
    added = both[len(rules) :]
    assert added
    assert {(c.proposer, c.confidence) for c in added} == {("headlines.v1", 0.25)}
    taken = {c.sentence for c in rules}
    assert {c.sentence for c in added} == {s.id for s in essay.sentences} - taken


def test_proposers_of_others_read_spacy_and_ask_the_layer_of_its_tokens(
    essay: Document, authority: Authority
) -> None:
    asked: list[tuple[type, str | None]] = []

    class Asking:
        name, steps = "asking.v1", ("claims",)

        def __call__(self, annotated: AnnotatedDocument, context: Context) -> list[Claim]:
            layer = context.mentions
            asked.extend((type(s.doc), layer.actor_of(t)) for s in annotated.sentences for t in s.doc)
            return []

    found = extract(essay, nlp(), authority, proposers={"claims": [Asking()]})
    assert {kind for kind, _ in asked} == {Doc}
    assert {name for _, name in asked} - {None} == {r.actor for r in found if isinstance(r, Mention)}


def test_a_step_without_proposers_finds_nothing(essay: Document, authority: Authority) -> None:
    found = extract(essay, nlp(), authority, proposers={"claims": [], "events": []})
    assert not {"claim", "event", "decision"} & {r.kind for r in found}
    assert "mention" in {r.kind for r in found}


def test_the_command_tells_what_it_could_not_read_and_exports_it(
    tmp_path: Path, install_proposer: InstallProposer
) -> None:
    """A workspace that chooses an installed proposer which fails at one sentence."""
    install_proposer(
        "failing_one",
        "class Failing:\n"
        "    name, steps = 'failing.v3', ('claims',)\n"
        "    def __call__(self, annotated, context):\n"
        "        if any('Malta' in s.doc.text for s in annotated.sentences):\n"
        "            raise ValueError('Malta is not on the map')\n"
        "        return []\n"
        "PROPOSER = Failing()\n",
        "failing = failing_one:PROPOSER",
    )
    (tmp_path / "essay.md").write_text(ESSAY, "utf-8")
    space = create(tmp_path / "w", proposers={"claims": ["failing"]})
    run = CliRunner()
    done = run.invoke(command_line(), ["run", str(tmp_path / "essay.md"), "--workspace", str(space.root)])
    assert done.exit_code == 0, done.output
    assert "1 place could not be read by failing.v3: ValueError: Malta is not on the map" in done.stderr
    exported = run.invoke(command_line(), ["export", "-f", "records", "--workspace", str(space.root)])
    told = [r for r in map(json.loads, exported.stdout.splitlines()) if r["kind"] == "diagnostic"]
    assert [(d["step"], d["proposer"]) for d in told] == [("claims", "failing.v3")]
    assert not [r for r in candidates(open_workspace(space.root)) if isinstance(r, Diagnostic)]
    stopped = run.invoke(command_line(), ["extract", "--strict", "--workspace", str(space.root)])
    assert isinstance(stopped.exception, StrictError)


def test_the_rules_are_the_first_proposers(essay: Document, authority: Authority) -> None:
    assert extract(essay, nlp(), authority) == pipeline.extract(
        essay, nlp(), authority, proposers={r.steps[0]: ["rules"] for r in RULES}
    )


@pytest.mark.parametrize("processes", [2, 3])
def test_records_are_the_same_whatever_the_number_of_processes(
    essay: Document, authority: Authority, processes: int
) -> None:
    """Also where other people's proposers work, which may read all that was proposed before them."""
    alone = extract(essay, nlp(), authority, processes=1)
    assert extract(essay, nlp(), authority, processes=processes) == alone
    chosen = {"citations": [Failing("citations", "FO 371")], "claims": ["rules", Failing("claims", "Malta")]}
    failing = extract(essay, nlp(), authority, proposers=chosen, processes=1)
    assert [r.step for r in failing if isinstance(r, Diagnostic)] == ["citations", "claims"]
    assert extract(essay, nlp(), authority, proposers=chosen, processes=processes) == failing


def test_a_fault_in_a_process_beside_is_a_diagnostic_here(
    essay: Document, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped rules of notes and of claims are made to fail, each at one place."""
    in_note, drafts = proposing._in_note, claims.sentence_drafts

    def fails_at_note(raw: str, text: str, note: Footnote, *rest: Any) -> Any:
        if "FO 371" in text[slice(*note.span)]:
            raise RecursionError("too deep a note")
        return in_note(raw, text, note, *rest)

    def fails_at_sentence(k: int, sentence: AnnotatedSentence, *rest: Any) -> Any:
        if "Malta" in sentence.doc.text:
            raise RecursionError("too deep a sentence")
        return drafts(k, sentence, *rest)

    monkeypatch.setattr(proposing, "_in_note", fails_at_note)
    monkeypatch.setattr(claims, "sentence_drafts", fails_at_sentence)
    alone, beside = (extract(essay, nlp(), authority, processes=n) for n in (1, 2))
    assert beside == alone
    told = [(r.step, r.reason[:25]) for r in alone if isinstance(r, Diagnostic)]
    assert told == [("citations", "RecursionError: too deep "), ("claims", "RecursionError: too deep ")]
    with pytest.raises(StrictError, match="too deep a note"):
        extract(essay, nlp(), authority, processes=2, strict=True)
