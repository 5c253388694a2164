"""Every saved query answers on the hand-made graph: the columns its header says, and the rows a reader of
that graph expects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from regesta.graph.serve.actors import NAMES_QUERY, ActorIndex
from regesta.graph.serve.workers.answering import PREFIXES
from regesta.graph.serve.workers.engine import execute
from regesta.queries.lint import lint
from regesta.queries.saved import Catalogue

CATALOGUE = Catalogue.load()
ONE = "claim/000000000001"
#: Query, parameters, some columns, and the rows of those columns in order.
ANSWERS: list[tuple[str, dict[str, str], Sequence[str], list[tuple[str, ...]]]] = [
    ("accepted-links", {}, ("ours", "match", "theirs", "label", "accepted_by", "policy"), [("Ann Reed", "exactMatch", "http://www.wikidata.org/entity/Q1", "Reed, Ann", "A. Reader", "")]),
    ("accepted-by-policy", {}, ("label", "policy"), [("oil may have been a pretext", "cited@1"), ("Appointment by Ahmad Qavam", "cited@1")]),
    ("actors", {}, ("name", "kind", "events", "claims"), [("Ahmad Qavam", "person", "5", "0"), ("Ove Lund", "person", "3", "2"), ("Iranian army", "organisation", "1", "0"), ("Ann Reed", "person", "0", "1"), ("The author", "person", "0", "1")]),
    ("answers-to-holder", {"holder": "Ann Reed"}, ("relation", "answerer"), [("attacks", "Ove Lund"), ("supports", "Ove Lund")]),
    ("appointments", {}, ("appointed", "appointed_by"), [("Ove Lund", "Ahmad Qavam")]),
    ("archival-claims", {}, ("text", "document", "held_in"), [("oil decided the matter", "letter from Lund to Qavam", "TNA, class FO 371"), ("so oil mattered", "letter from Lund to Qavam", "TNA, class FO 371")]),
    ("archives", {}, ("name", "documents", "citations"), [("TNA", "1", "1")]),
    ("argument-about", {"words": "oil decided"}, ("relation", "text", "sources"), [("0 the claim", "oil decided the matter", "Reed, Oil (1990); letter from Lund to Qavam (TNA, class FO 371)"), ("1 supported by", "so oil mattered", "letter from Lund to Qavam (TNA, class FO 371)"), ("3 attacked by", "oil may have been a pretext", "Old days")]),
    ("cited-but-not-listed", {}, ("label", "notes"), [("Reed, Oil (1990)", "I.1")]),
    ("claims-about", {"words": "oil pretext"}, ("text", "held_by"), [("oil may have been a pretext", "Ove Lund")]),
    ("claims-about", {"words": "oil", "holder": "Reed"}, ("text",), [("oil decided the matter",)]),
    ("claims-by-holder", {"holder": "Ove Lund"}, ("text", "certainty", "sources"), [("oil may have been a pretext", "hedged", "Old days"), ("so oil mattered", "plain", "letter from Lund to Qavam (TNA, class FO 371)")]),
    ("claims-in-chapter", {"chapter": "1"}, ("text", "notes", "division"), [("oil decided the matter", "I.1", "I. Tabriz")]),
    ("claims-in-chapter", {"chapter": "2"}, ("text",), []),
    ("claims-in-division", {"division": "division/d/I"}, ("text", "notes"), [("oil decided the matter", "I.1")]),
    ("claims-without-evidence", {}, ("text", "holder"), [("neither view is proven", "The author")]),
    ("concessions", {}, ("text", "granted_text"), [("so oil mattered", "neither view is proven")]),
    ("contradictions", {}, ("message", "who", "says", "sources"), [("The same event on 1946-11 and on 1947", "Ann Reed", "oil decided the matter", "Reed, Oil (1990); letter from Lund to Qavam (TNA, class FO 371)"), ("The same event on 1946-11 and on 1947", "Ove Lund", "oil may have been a pretext", "Old days")]),
    ("decision-evidence", {}, ("label", "held_in"), [("Decision to order by Ahmad Qavam", "TNA, class FO 371")]),
    ("decisions-about", {"words": "Zanjan"}, ("decider", "kind", "content", "date"), [("Ahmad Qavam", "order", "to enter Zanjan", "1946-11")]),
    ("decisions-between", {"from": "1946", "to": "1946"}, ("date", "decider"), [("1946-11", "Ahmad Qavam")]),
    ("decisions-between", {"from": "1946-12", "to": "1947"}, ("date",), []),
    ("decisions-by-actor", {"actor": "Qavam"}, ("kind", "content", "addressees", "sources"), [("order", "to enter Zanjan", "Iranian army", "letter from Lund to Qavam (TNA, class FO 371)")]),
    ("decisions-by-actor", {"actor": "Qavam", "to": "1946-10"}, ("kind",), []),
    ("decisions-by-kind", {"kind": "order"}, ("decider",), [("Ahmad Qavam",)]),
    ("decisions-towards", {"addressee": "Iranian army"}, ("decider", "kind"), [("Ahmad Qavam", "order")]),
    ("discrepant-events", {}, ("label", "place", "sentence"), [("Appointment by Ahmad Qavam to Ove Lund", "", "Reed holds that oil decided the matter.1"), ("Appointment by Ahmad Qavam to Ove Lund", "Zanjan", "Qavam ordered the army to enter Zanjan in November 1946.")]),
    ("discrepancies", {}, ("rule", "severity", "accepted"), [("date-differs", "warning", "accepted")]),
    ("disputed-events", {}, ("label", "teller", "attacker"), [("Order by Ahmad Qavam", "Ann Reed", "Ove Lund")]),
    ("divisions", {}, ("label", "sentences", "notes", "claims", "events"), [("I. Tabriz", "2", "1", "1", "4")]),
    ("documents-in-file", {"unit": "archive/TNA"}, ("file", "document", "note"), [("TNA, class FO 371", "letter from Lund to Qavam", "I.1")]),
    ("documents-in-file", {"unit": "archive/TNA/class/FO_371"}, ("document",), [("letter from Lund to Qavam",)]),
    ("events-at-place", {"place": "zanjan"}, ("label",), [("Order by Ahmad Qavam",)]),
    ("event-mentions", {"actor": "Ove Lund"}, ("label", "place", "notes"), [("Communication by Ove Lund to Ahmad Qavam", "", ""), ("Appointment by Ahmad Qavam to Ove Lund", "", ""), ("Appointment by Ahmad Qavam to Ove Lund", "Zanjan", "I.1")]),
    ("events-between", {"from": "1946-11-15", "to": "1946-11-15"}, ("kind", "place"), [("Order", "Zanjan")]),
    ("events-of-actor", {"actor": "Ove Lund"}, ("label", "role"), [("Communication by Ove Lund to Ahmad Qavam", "agent"), ("Meeting by Ahmad Qavam, Ove Lund", "agent"), ("Appointment by Ahmad Qavam to Ove Lund", "recipient")]),
    ("events-of-type", {"type": "Order"}, ("label", "date"), [("Order by Ahmad Qavam", "1946-11")]),
    ("evidence-against", {"claim": ONE}, ("relation", "held_by", "text", "sources"), [("1 attacks it", "Ove Lund", "oil may have been a pretext", "Old days")]),
    ("evidence-rejected", {}, ("text", "refused", "evidence_left"), [("oil decided the matter", "evidence: a rumour", "2")]),
    ("footnotes-citing-source", {"source": "letter"}, ("note", "words", "statements"), [("I.1", "TNA, FO 371/1", "oil decided the matter; so oil mattered")]),
    ("hedged-claims", {}, ("holder_name", "text", "cue"), [("Ove Lund", "oil may have been a pretext", "may")]),
    ("holders", {}, ("name", "voice", "claims", "attacked"), [("Ove Lund", "scholar", "2", "1"), ("Ann Reed", "scholar", "1", "1"), ("The author", "author", "1", "0")]),
    ("linked-actors", {}, ("name", "match"), [("Ann Reed", "http://www.wikidata.org/entity/Q1")]),
    ("listed-but-not-cited", {}, ("label",), [("Never cited",)]),
    ("meetings-of", {"actor": "Ahmad Qavam"}, ("others",), [("Ove Lund",)]),
    ("memoir-only-claims", {}, ("text", "sources"), [("oil may have been a pretext", "Old days")]),
    ("messages-in-text", {}, ("sender_name", "recipient_name"), [("Ove Lund", "Ahmad Qavam")]),
    ("most-cited-sources", {}, ("label", "kind", "citations", "statements"), [("Old days", "book", "1", "1"), ("Reed, Oil (1990)", "book", "1", "1"), ("letter from Lund to Qavam", "archival document", "1", "2")]),
    ("not-as-facts", {}, ("label",), [("Communication by Ove Lund to Ahmad Qavam",)]),
    ("own-work-as-evidence", {}, ("name",), []),
    ("places", {}, ("name", "events"), [("Zanjan", "1")]),
    ("quality", {}, ("metric", "proposer", "aspect", "value", "number", "compared_with"), [("acceptance", "claims.v1", "claim", "0.5", "2", "the log")]),
    ("rebuttals", {}, ("attacked_text", "attacker_holder"), [("oil decided the matter", "Ove Lund"), ("oil may have been a pretext", "The author")]),
    ("rebuttals", {"holder": "Ove Lund"}, ("attacked_text",), [("oil may have been a pretext",)]),
    ("rejected-by-author", {}, ("holder", "text", "answer_text"), [("Ove Lund", "oil may have been a pretext", "neither view is proven")]),
    ("reported-claims", {}, ("text", "reported_by"), [("neither view is proven", "Ann Reed")]),
    ("review-progress", {}, ("kind", "status", "records"), [("claim", "accepted", "1"), ("claim", "rejected", "1"), ("evidence link", "rejected", "1")]),
    ("rivals", {}, ("attacker", "attacked", "times"), [("Ove Lund", "Ann Reed", "1"), ("The author", "Ove Lund", "1")]),
    ("same-claim", {}, ("text", "number"), [("oil decided the matter", "2")]),
    ("scholars-and-works", {"scholar": "Ann Reed"}, ("work", "pages", "note"), [("Reed, Oil (1990)", "4", "I.1"), ("letter from Lund to Qavam", "", "I.1")]),
    ("schools", {}, ("school",), []),
    ("said-elsewhere", {}, ("name", "value"), [("Ann Reed", "Ann Reed, historian")]),
    ("said-elsewhere", {"actor": "Ove Lund"}, ("name",), []),
    ("same-day-elsewhere", {}, ("day",), []),
    ("same-event-elsewhere", {}, ("event",), []),
    ("seen-through", {}, ("cited", "seen_in", "note"), [("TNA, FO 371/1", "Reed, Oil, p. 4", "I.1")]),
    ("shared-sources", {"one": "Ann Reed", "other": "Ove Lund"}, ("label", "claims_of_one", "claims_of_other"), [("letter from Lund to Qavam", "1", "1")]),
    ("single-source-claims", {}, ("text", "label"), [("oil may have been a pretext", "Old days"), ("so oil mattered", "letter from Lund to Qavam")]),
    ("notes-about", {"words": "Oil"}, ("note", "sources"), [("I.1", "Old days; Reed, Oil (1990); letter from Lund to Qavam (TNA, class FO 371)")]),
    ("passages-about", {"words": "oil"}, ("kind", "who", "date"), [("claim", "Ann Reed", ""), ("event", "Ahmad Qavam", "1946-11"), ("decision", "Ahmad Qavam", "1946-11"), ("event", "Ove Lund", ""), ("event", "Ahmad Qavam", "")]),
    ("passages-about", {"words": "oil", "reach": "0"}, ("who", "text"), [("Ann Reed", "oil decided the matter")]),
    ("statements-about", {"words": "oil"}, ("kind", "who", "text"), [("claim", "Ann Reed", "oil decided the matter")]),
    ("statements-about", {"words": "Zanjan", "actor": "Qavam"}, ("kind", "who", "date"), [("event", "Ahmad Qavam", "1946-11"), ("decision", "Ahmad Qavam", "1946-11"), ("event", "Ahmad Qavam", "")]),
    ("messages-in-text", {"from": "1946"}, ("sender_name",), []),
    ("source-types", {}, ("type", "sources", "citations"), [("book", "2", "2"), ("archival document", "1", "1")]),
    ("sentences-around", {"statement": ONE}, ("place", "text"), [("here", "Reed holds that oil decided the matter.1"), ("after", "Qavam ordered the army to enter Zanjan in November 1946.")]),
    ("sentences-around", {"statement": ONE, "reach": "0"}, ("place",), [("here",)]),
    ("sources-about", {"words": "letter Lund"}, ("label", "type", "cited"), [("letter from Lund to Qavam", "archival document", "1")]),
    ("sources-by-archive", {"archive": "archive/TNA"}, ("unit_name", "document", "notes"), [("TNA, class FO 371", "letter from Lund to Qavam", "I.1")]),
    ("supports-of-claim", {"claim": "claim-000000000001"}, ("text", "holder"), [("so oil mattered", "Ove Lund")]),
    ("timeline", {}, ("date", "label"), [("1946-11", "Decision to order by Ahmad Qavam"), ("1946-11", "Order by Ahmad Qavam")]),
    ("trace-claim", {"claim": ONE}, ("relation", "text"), [("0 the claim", "oil decided the matter"), ("1 evidence", "Reed, Oil, p. 4"), ("1 evidence", "TNA, FO 371/1"), ("2 source", "Reed, Oil (1990)"), ("2 source", "letter from Lund to Qavam"), ("3 supported by", "so oil mattered"), ("4 attacked by", "oil may have been a pretext")]),
    ("unlinked-actors", {}, ("name",), [("Ahmad Qavam",), ("Ove Lund",), ("Iranian army",), ("The author",)]),
    ("unresolved-citations", {}, ("words", "note"), [("Ibid.", "I.1")]),
    ("verdicts-by-reviewer", {}, ("reviewer", "policy", "verdicts"), [("A. Reader", "", "1"), ("A. Reader", "cited@1", "1")]),
    ("verdicts-on", {"statement": "claim-000000000001"}, ("outcome", "reviewer", "reason"), [("accept", "A. Reader", "read")]),
    ("who-wrote-to-whom", {"recipient": "Qavam"}, ("date", "sender_name", "kind", "held_in"), [("1946-04-04", "Ove Lund", "letter", "TNA, class FO 371")]),
    ("who-wrote-to-whom", {"from": "1947"}, ("date",), []),
    ("works-of-author", {"name": "Reed"}, ("label", "year", "notes"), [("Reed, Oil (1990)", "1990", "I.1")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(snapshots: Path) -> ActorIndex:
    prologue = "".join(f"PREFIX {n}: <{i}>\n" for n, i in PREFIXES.items())
    return ActorIndex((a, n, m == "true") for a, n, m in execute(snapshots, prologue + NAMES_QUERY).values())


@pytest.mark.parametrize(
    ("name", "values", "columns", "expected"),
    ANSWERS,
    ids=[f"{n}-{'-'.join(v.values())}" for n, v, _, _ in ANSWERS],
)
def test_answer(
    name: str,
    values: dict[str, str],
    columns: Sequence[str],
    expected: list[tuple[str, ...]],
    snapshots: Path,
    index: ActorIndex,
) -> None:
    result = execute(snapshots, CATALOGUE.bind(name, values, actors=index.find))
    assert list(result.variables) == list(CATALOGUE.get(name).columns)
    at = [result.variables.index(c) for c in columns]
    got = [tuple(row[i] for i in at) for row in result.values()]
    # GROUP_CONCAT joins in no set order.
    assert [_steady(row) for row in got] == [_steady(row) for row in expected]
    if CATALOGUE.get(name).accepted:
        # in this graph everything is reviewed
        asked = {
            how: execute(snapshots, CATALOGUE.bind(name, values | {"acceptance": how}, actors=index.find))
            for how in ("any", "reviewed", "policy")
        }
        rows = {how: [_steady(row) for row in result.values()] for how, result in asked.items()}
        assert rows["reviewed"] == rows["any"]
        assert rows["policy"] != rows["any"] or not rows["any"]


def test_the_queries_that_take_no_acceptance_ask_about_verdicts() -> None:
    others = {q.name for q in CATALOGUE if q.parameter("acceptance") is None}
    assert others == {"quality", "review-progress", "verdicts-by-reviewer", "verdicts-on"}


def _steady(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("; ".join(sorted(cell.split("; "))) for cell in row)


def test_every_query_has_an_answer_here() -> None:
    assert {q.name for q in CATALOGUE} == {name for name, _, _, _ in ANSWERS}


@pytest.mark.parametrize("query", list(CATALOGUE), ids=[q.name for q in CATALOGUE])
def test_no_query_has_a_slow_shape(query: object) -> None:
    assert lint(query) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("query", list(CATALOGUE), ids=[q.name for q in CATALOGUE])
def test_a_query_runs_as_it_stands_in_its_file(query: object, snapshots: Path) -> None:
    execute(snapshots, query.text)  # type: ignore[attr-defined]


def test_forty_or_more() -> None:
    assert len(CATALOGUE) >= 40
