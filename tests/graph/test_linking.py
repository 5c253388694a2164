"""Links from file to graph: candidates until judged, then joined, with who accepted them; the log alone is
enough to keep them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from regesta.extract.link.sssom import BUILT_IN, read_sssom
from regesta.extract.record import Link
from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble, build
from regesta.graph.export import export
from regesta.graph.name import Names
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG
from regesta.review.policy import apply, read_policies
from regesta.review.queue import Queue, Wanted, stamp_of
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession

KG = "https://w3id.org/regesta/kg/"
NAMES = Names(KG)
QAVAM, THEIRS = NAMES.actor("Ivan Sadchikov"), NamedNode("http://ex/people/7")
MATCH, CLOSE = NamedNode(BUILT_IN["skos"] + "exactMatch"), NamedNode(BUILT_IN["skos"] + "closeMatch")
FILE = """#mapping_set_id: http://ex/set
#license: http://ex/l
#mapping_set_title: people
#curie_map:
#  ex: http://ex/people/
#  kg: https://w3id.org/regesta/kg/
subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\tcomment
kg:actor/Ivan_Sadchikov\tskos:exactMatch\tex:7\tSadchikov, Ivan V.\tsemapv:LexicalMatching\t0.9\tthe same name
kg:actor/Louise_Fawcett\tskos:closeMatch\tex:8\tFawcett, L.\tsemapv:LexicalMatching\t0.55\tone initial
kg:archive/TNA\tskos:exactMatch\tex:9\tThe National Archives\tsemapv:ManualMappingCuration\t0.99\t
"""


@pytest.fixture
def linked(space: Workspace) -> Workspace:
    put(space, FILE)
    return space


def put(space: Workspace, text: str) -> None:
    (space.root / "links" / "people.sssom.tsv").write_text(text, "utf-8")


def desk_of(space: Workspace) -> ReviewSession:
    return ReviewSession(space, queue=Queue(None))


def link_of(session: ReviewSession, subject: str) -> str:
    return next(
        i for i, j in session.items.items() if isinstance(j.record, Link) and j.record.subject == subject
    )


def served(space: Workspace) -> EmbeddedStore:
    found = current(space.snapshots)
    assert found is not None
    return found.open()


def joined(store: EmbeddedStore) -> bool:
    return bool(list(store.quads(QAVAM, MATCH, THEIRS, DefaultGraph())))


def test_a_link_is_a_candidate_and_joins_nothing_until_it_is_accepted(linked: Workspace):
    build(linked)
    store = served(linked)
    statuses = [
        q.object.value.rsplit("/", 1)[-1]
        for link in store.quads(None, None, RG.Link, NAMES.candidates)
        for q in store.quads(link.subject, RG.status, None, NAMES.candidates)
    ]
    assert statuses == ["candidate"] * 3
    assert not joined(store)
    assert not list(store.quads(None, None, None, NAMES.links))


def test_an_accepted_one_joins_and_says_who_accepted_it(linked: Workspace):
    session = desk_of(linked)
    link = link_of(session, "Ivan Sadchikov")
    verdict = session.judge(
        VerdictRequest(record=link, outcome="accept", reviewer="ada", reason="same ambassador")
    ).accepted_by
    assert verdict is not None
    build(linked)
    store = served(linked)
    assert joined(store)
    assert list(store.quads(QAVAM, MATCH, THEIRS, NAMES.links))
    node = NAMES.record("link", "page", link)
    (by,) = store.quads(node, RG.acceptedBy, None, NAMES.links)
    assert by.object == NAMES.verdict(verdict.id)
    said = {
        q.predicate.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]: getattr(q.object, "value", "")
        for q in store.quads(node, None, None, NAMES.links)
    }
    assert said["annotatedTarget"] == THEIRS.value
    assert said["mapping_justification"].endswith("LexicalMatching")
    assert (said["confidence"], said["reason"], said["source"]) == ("0.9", "the same name", "people")
    assert list(store.quads(NAMES.verdict(verdict.id), RG.reviewer, NAMES.reviewer("ada"), NAMES.links))
    assert not list(store.quads(node, None, None, DefaultGraph()))


def test_the_log_keeps_it_whatever_becomes_of_the_file(linked: Workspace):
    session = desk_of(linked)
    session.judge(VerdictRequest(record=link_of(session, "Ivan Sadchikov"), outcome="accept", reviewer="ada"))
    before = assemble(linked).nquads
    (linked.root / "links" / "people.sssom.tsv").unlink()
    assert b"graph/links" in before
    after = assemble(linked).nquads
    assert [x for x in after.splitlines() if b"graph/links" in x] == [
        x for x in before.splitlines() if b"graph/links" in x
    ]
    assert assemble(linked).nquads == after


def test_a_rejected_or_withdrawn_one_joins_nothing(linked: Workspace):
    session = desk_of(linked)
    link = link_of(session, "Ivan Sadchikov")
    session.judge(VerdictRequest(record=link, outcome="accept", reviewer="ada"))
    session.withdraw([link], reviewer="ada")
    build(linked)
    assert not joined(served(linked))
    session.judge(VerdictRequest(record=link, outcome="reject", reviewer="ada", reason="another Sadchikov"))
    build(linked)
    assert not joined(served(linked))


def test_a_named_policy_may_accept_the_sure_ones(linked: Workspace):
    session = desk_of(linked)
    (policy,) = read_policies({"sure-links": {"kinds": ["link"], "min_confidence": 0.85}}).values()
    session.log.append(apply(policy, session.state(), at="2026-01-01T00:00:00Z", reviewer="ada"))
    build(linked)
    store = served(linked)
    assert {q.subject.value for q in store.quads(None, MATCH, None, NAMES.links)} == {
        QAVAM.value,
        KG + "archive/TNA",
    }  # type: ignore[union-attr]
    assert list(store.quads(None, RG.underPolicy, NAMES.policy("sure-links@1"), NAMES.links))
    session.withdraw(["sure-links@1"], reviewer="ada")
    build(linked)
    assert not list(served(linked).quads(None, None, None, NAMES.links))


def test_a_verdict_carries_over_to_a_row_that_says_it_otherwise(linked: Workspace):
    session = desk_of(linked)
    link = link_of(session, "Ivan Sadchikov")
    session.judge(VerdictRequest(record=link, outcome="accept", reviewer="ada"))
    put(
        linked,
        FILE.replace("kg:actor/Ivan_Sadchikov\tskos:exactMatch", "kg:actor/Ivan_Sadchikov\tskos:closeMatch"),
    )
    item = desk_of(linked).items[link]
    assert item.status == "accepted"
    assert [(c.field, c.was, c.now) for c in item.changes] == [("predicate", "exactMatch", "closeMatch")]
    build(linked)
    assert joined(served(linked))


def test_an_edit_makes_it_nearer_or_less_near(linked: Workspace):
    session = desk_of(linked)
    session.judge(
        VerdictRequest(
            record=link_of(session, "Ivan Sadchikov"),
            outcome="edit",
            reviewer="ada",
            changes={"predicate": "closeMatch"},
        )
    )
    build(linked)
    assert not joined(served(linked))
    assert list(served(linked).quads(QAVAM, CLOSE, THEIRS, DefaultGraph()))


def test_a_link_follows_its_actor_into_another(linked: Workspace):
    session = desk_of(linked)
    session.judge(VerdictRequest(record=link_of(session, "Ivan Sadchikov"), outcome="accept", reviewer="ada"))
    ids = {j.record.to_dict().get("name"): i for i, j in session.items.items() if j.record.kind == "actor"}
    session.judge(
        VerdictRequest(record=ids["Ivan Sadchikov"], outcome="merge", reviewer="ada", into=ids["Ahmad Qavam"])
    )
    build(linked)
    assert list(served(linked).quads(NAMES.actor("Ahmad Qavam"), MATCH, THEIRS, DefaultGraph()))


def test_links_are_in_the_queue_of_review_and_a_new_file_makes_it_anew(linked: Workspace):
    session = desk_of(linked)
    page = session.queue.page(
        Wanted(kind="link", status="", document="", words="", order="connected"), limit=10
    )
    assert page.total == 3
    assert any("Sadchikov, Ivan V. (people): the same name" in row.label for row in page.rows)
    before = stamp_of(linked)
    put(linked, FILE.replace("0.55", "0.6"))
    assert stamp_of(linked) != before


def test_sssom_out_has_accepted_links_and_identifiers_with_their_reviewer(linked: Workspace, tmp_path: Path):
    session = desk_of(linked)
    session.judge(VerdictRequest(record=link_of(session, "Ivan Sadchikov"), outcome="accept", reviewer="ada"))
    found = {}
    for everything in (False, True):
        out = BytesIO()
        export(linked, "sssom", out, everything=everything)
        path = tmp_path / "out.sssom.tsv"
        path.write_bytes(out.getvalue())
        found[everything] = {(r.subject.rsplit("/", 1)[-1], r.object): r.cells for r in read_sssom(path).rows}
    assert set(found[False]) == {
        ("Ivan_Sadchikov", THEIRS.value),
        ("Ahmad_Qavam", "http://www.wikidata.org/entity/Q400888"),
    }
    assert set(found[True]) - set(found[False]) == {
        ("Louise_Fawcett", "http://ex/people/8"),
        ("TNA", "http://ex/people/9"),
    }
    accepted, identifier = (
        found[False]["Ivan_Sadchikov", THEIRS.value],
        found[False]["Ahmad_Qavam", "http://www.wikidata.org/entity/Q400888"],
    )
    assert (accepted["reviewer_label"], accepted["confidence"]) == ("ada", "0.9")
    assert identifier["mapping_justification"] == "semapv:ManualMappingCuration"
    assert identifier["reviewer_id"] == "orcid:0000-0002-1825-0097"
    assert "confidence" not in identifier
