"""Gold in the form of window files and back; two scorers give the same figures on the shared windows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.corpus import gold_file
from tests.corpus.bringing import Brought
from tests.corpus.gold_form import from_form, to_form
from tests.scripts import module_at

import regesta
from regesta.extract.authority import Authority
from regesta.extract.authority.reading import Entry
from regesta.extract.read import Document
from regesta.extract.record import Mention, Record, content_id
from regesta.extract.score.gold_records import as_annotations

#: Kinds whose other figures are not counts of the same things: B-cubed is compared by its three figures.
COUNTED_OTHERWISE = "sources.bcubed"


def test_the_form_has_the_words_of_every_record(brought: Callable[..., Brought], chapter: Document) -> None:
    form = to_form(brought().records, chapter.text)
    second = form["sentences"][1]
    assert second["parts"] == [
        "Agnes Holt argues that the order ruined “the whole valley”; that argument is not convincing."
    ]
    ruined, judged = second["claims"]
    assert (ruined["holder"], ruined["holder_kind"], ruined["cue"]) == (["Agnes Holt"], "scholar", "argues")
    assert judged["holder"] == ["thesis author"]
    assert judged["relation"] == {
        "type": "attacks",
        "target": "Agnes Holt argues that the order ruined “the whole valley”; ",
        "target_span": ruined["span"],
    }
    assert form["sentences"][0]["markers"] == [1]
    assert form["sentences"][0]["decisions"][0]["content"] == "to lower his weir"
    assert [s["events"][0]["date"] for s in form["sentences"] if s["events"]] == [
        "1871-03",
        "1872-05-04",
        "1872-06",
    ]


def test_a_claim_that_answers_several_has_a_row_for_each(chapter: Document) -> None:
    def claim(name: str, start: int, *targets: str) -> dict[str, Any]:
        return {
            "kind": "claim", "id": name, "voice": "author", "sentence": f"s{start}", "spans": [[start, start + 5]],
            "content": [start, start + 5], "relations": [{"type": "undercuts", "target": t} for t in targets],
        }  # fmt: skip

    rows = [{"kind": "sentence", "id": f"s{k}", "spans": [[k, k + 9]]} for k in (0, 10, 20)]
    rows += [claim("a", 0), claim("b", 10), claim("c", 20, "a", "b", "gone")]
    told = as_annotations(rows, chapter.text)["sentences"][2]["claims"]
    assert [(c["relation"]["type"], c["relation"]["target_span"], "span" in c) for c in told] == [
        ("attacks", [0, 5], True),
        ("attacks", [10, 15], False),
    ]


@pytest.fixture(scope="module")
def theirs(shared: Path) -> ModuleType:
    """The scorer outside the project, or a skip where it is not there."""
    file = shared / "score" / "score.py"
    if not file.is_file():
        pytest.skip("the other scorer is not beside this checkout")
    return module_at(file)


@pytest.fixture(scope="module")
def windows(shared: Path) -> list[dict[str, Any]]:
    """The windows of the shared thesis."""
    files = sorted((shared / "gold").glob("W*.json"))
    if not files:
        pytest.skip("the windows are not beside this checkout")
    return [json.loads(f.read_text("utf-8")) for f in files]


@pytest.fixture(scope="module")
def their_names(theirs: ModuleType, shared: Path) -> Authority:
    """The names the other scorer knows, as an authority."""
    aliases = json.loads((shared / "score" / "aliases.json").read_text("utf-8"))
    adjectives: dict[str, list[str]] = {}
    for adjective, noun in theirs.ADJECTIVES.items():
        adjectives.setdefault(theirs.name(noun), []).append(adjective)
    entries, names = {}, {}
    known = {theirs.norm(label) for label in aliases}
    nouns = {noun: [] for noun in theirs.ADJECTIVES.values() if theirs.name(noun) not in known}
    for label, others in {**aliases, **nouns}.items():
        group = not theirs.GROUP_WORDS.isdisjoint(theirs.norm(label).split())
        entries[label] = Entry(
            label=label,
            kind="organisation" if group else "person",
            aliases=tuple(others),
            adjectives=tuple(adjectives.get(theirs.norm(label), ())),
        )
        names |= dict.fromkeys((label, *others), (label,))
    return Authority(entries=entries, names=names)


@pytest.fixture(scope="module")
def text(shared: Path) -> str:
    """The thesis, character for character."""
    return (shared / "thesis.txt").read_bytes().decode("utf-8")


def mentions_of(records: list[gold_file.GoldRecord]) -> list[Mention]:
    """The actors of sentences as mentions, so that gold can be scored as if it had been proposed."""
    return [
        Mention(
            id=content_id("mention", name, n),
            document=g.record.document,
            span=g.record.spans[0],  # type: ignore[attr-defined]
            actor=name,
        )
        for g in records
        if g.record.kind == "sentence"
        for n, name in enumerate(g.extra["actors"])
    ]


def figures(ours: Any) -> dict[str, Any]:
    """A score of ours as the other scorer prints it."""
    return {
        "p": round(ours.precision, 3),
        "r": round(ours.recall, 3),
        "f1": round(ours.f1, 3),
        "acc": round(ours.f1, 3),
    }


def test_both_scorers_say_the_same_of_the_windows(
    theirs: ModuleType,
    windows: list[dict[str, Any]],
    their_names: Authority,
    text: str,
    shared: Path,
    tmp_path: Path,
) -> None:
    gold = from_form(windows, "thesis", text, {})
    # Something to score that is neither perfect nor empty: what is annotated, less every fifth record, some spoilt.
    kept = [g.record for k, g in enumerate(gold) if k % 5 or g.record.kind == "sentence"]
    found: list[Record] = [_spoilt(r) if k % 7 == 0 else r for k, r in enumerate(kept)]
    # The other scorer takes a country without aliases for an adjective wherever its adjective stands.
    nouns = set(map(theirs.name, theirs.ADJECTIVES.values()))
    found += [m for k, m in enumerate(mentions_of(gold)) if k % 2 or theirs.name(m.actor) in nouns]
    (tmp_path / "form").mkdir()
    (tmp_path / "form" / "W.json").write_text(json.dumps(to_form(gold, text)), "utf-8")
    (tmp_path / "gold.jsonl").write_text(gold_file.dump(gold), "utf-8")
    for n, window in enumerate(windows):
        (tmp_path / f"W{n}.json").write_text(json.dumps({**window, "footnotes": []}), "utf-8")
    rows = [r.to_dict() for r in found]
    as_given = theirs.score(rows, theirs.Gold(str(tmp_path)), None, text)
    assert theirs.score(rows, theirs.Gold(str(tmp_path / "form")), None, text) == as_given
    for where in (tmp_path, tmp_path / "form", tmp_path / "gold.jsonl"):
        ours = regesta.score(found, where, text=text, authority=their_names)
        for kind, told in as_given.items():
            if kind in ours and kind != COUNTED_OTHERWISE:
                mine = figures(ours[kind])
                assert {k: mine[k] for k in told if k in mine} == {
                    k: v for k, v in told.items() if k in mine
                }, kind
    assert 0.3 < as_given["claims.attributed"]["f1"] < 0.98
    assert as_given["claims.relations"]["gold"] > 50


def _spoilt(record: Record) -> Record:
    """The record with something wrong in it."""
    changes: dict[str, dict[str, Any]] = {
        "claim": {"holder": ("Nobody",), "hedged": True},
        "event": {"type": "Other", "agents": ("Nobody",), "date": None},
        "decision": {"deciders": ("Nobody",)},
    }
    return replace(record, **changes.get(record.kind, {}))
