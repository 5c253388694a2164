"""Nanopublications: each valid and trusty by the nanopub library's own rules, attributed and not asserted,
the same every time."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import URIRef

from regesta.extract.record import from_dict
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import build
from regesta.graph.export import export
from regesta.graph.nanopub.knowledge import _parts
from regesta.graph.nanopub.trusty import UNKNOWN, artifact_code
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG
from regesta.review.acts import act
from regesta.review.judging import Piece
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import replay

NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
NPX = rdflib.Namespace("http://purl.org/nanopub/x/")
HYCL = rdflib.Namespace("http://purl.org/petapico/o/hycl#")
PROV, DCT = rdflib.PROV, rdflib.DCTERMS
VOCABULARY = rdflib.Namespace("https://w3id.org/regesta/ontology#")
KG = rdflib.Namespace("https://w3id.org/regesta/kg/")


pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning"
)  # rdflib's own and the nanopub library's ways with rdflib


@dataclass(frozen=True)
class Np:
    """One nanopublication as rdflib reads it."""

    iri: URIRef
    whole: rdflib.Dataset

    def part(self, name: str) -> rdflib.Graph:
        return self.whole.graph(URIRef(f"{self.iri}#{name}"))


def written(space: Workspace, **how: str) -> bytes:
    out = io.BytesIO()
    export(space, "nanopub", out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def read(data: bytes) -> list[Np]:
    graphs: dict[str, list[str]] = {}
    for q in parse(data, format=RdfFormat.TRIG):
        graphs.setdefault(q.graph_name.value.partition("#")[0], []).append(f"{q} .\n")  # type: ignore[union-attr]
    return [
        Np(URIRef(iri), rdflib.Dataset().parse(data="".join(rows), format="nquads"))
        for iri, rows in graphs.items()
    ]


def by_subject(pubs: list[Np]) -> Mapping[str, Np]:
    return {str(next(p.part("pubinfo").objects(p.iri, DCT.subject))): p for p in pubs}


@pytest.fixture(autouse=True)
def literals_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The nanopub library needs this, and sets it for the whole process when it is imported; here it ends
    with the test."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.fixture
def built(space: Workspace) -> Workspace:
    build(space)
    return space


@pytest.fixture
def session(space: Workspace) -> ReviewSession:
    return ReviewSession(space, queue=Queue(None))


def iri(space: Workspace, kind: str, number: int) -> str:
    record = [r for r in space.records("page") if r.kind == kind][number]
    return f"{KG}{kind}/{record.id.partition('-')[2]}"


def test_each_is_valid_and_trusty_by_the_nanopub_library(example_space: Workspace) -> None:
    library = pytest.importorskip("nanopub", reason="the nanopub library is not installed")
    pubs = read(written(example_space))
    assert len(pubs) > 100
    for pub in pubs[::10]:
        graph = rdflib.ConjunctiveGraph().parse(data=pub.whole.serialize(format="nquads"), format="nquads")
        theirs = library.Nanopub(rdf=graph)
        assert theirs.is_valid
        assert theirs.source_uri == str(pub.iri)
        assert theirs.has_valid_trusty


def test_a_changed_word_is_found_out(built: Workspace) -> None:
    library = pytest.importorskip("nanopub", reason="the nanopub library is not installed")
    data = written(built).replace(b"local roots", b"foreign roots")
    graph = rdflib.ConjunctiveGraph().parse(
        data=read(data)[0].whole.serialize(format="nquads"), format="nquads"
    )
    with pytest.raises(ValueError, match="not valid"):
        assert library.Nanopub(rdf=graph).has_valid_trusty


def test_the_manuals_way_to_sign_one_works_offline(
    built: Workspace, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = pytest.importorskip("nanopub", reason="the nanopub library is not installed")
    library.Profile(name="A. Reviewer", orcid_id="https://orcid.org/0000-0002-1825-0097").store(
        tmp_path
    )  # makes a key
    (tmp_path / "essay.trig").write_bytes(written(built))
    pub = read(written(built))[0]
    manual = (root / "docs" / "exports.md").read_text("utf-8")
    block = manual[
        manual.index("    from pathlib import Path\n    import rdflib") : manual.index("Signing gives it")
    ]
    monkeypatch.chdir(tmp_path)
    exec(textwrap.dedent(block).replace("https://w3id.org/regesta/kg/np/RA…", str(pub.iri)), {})
    signed = library.Nanopub(rdf=tmp_path / "signed.trig")
    assert signed.has_valid_signature
    assert signed.has_valid_trusty
    assert len(signed.rdf) == len(pub.whole) + 4


def test_every_statement_has_one_and_each_has_its_four_graphs(built: Workspace) -> None:
    pubs = read(written(built))
    kinds = sorted(
        str(next(p.part("pubinfo").objects(p.iri, NPX.hasNanopubType))).partition("#")[2] for p in pubs
    )
    assert kinds == ["ArgumentLink", "Claim", "Claim", "Claim", "Decision", "Event"]
    for pub in pubs:
        head = pub.part("Head")
        assert {str(o) for o in head.objects(pub.iri)} == {
            str(NP.Nanopublication),
            *(f"{pub.iri}#{n}" for n in ("assertion", "provenance", "pubinfo")),
        }
        assert len({c.identifier for c in pub.whole.graphs() if len(c)}) == 4


def test_a_claim_is_attributed_to_its_holder_and_not_asserted_as_a_claim(built: Workspace) -> None:
    pub = by_subject(read(written(built)))[iri(built, "claim", 0)]
    assertion, provenance = pub.part("assertion"), pub.part("provenance")
    (proposition,) = set(assertion.subjects())
    assert set(assertion.objects(proposition, rdflib.RDF.type)) == {HYCL.Statement, VOCABULARY.Proposition}
    holder = KG["actor/Louise_Fawcett"]
    assert set(provenance.objects(URIRef(f"{pub.iri}#assertion"), PROV.wasAttributedTo)) == {holder}
    assert (holder, HYCL.claims, proposition) in provenance
    assert holder not in set(pub.part("pubinfo").objects(pub.iri, DCT.creator))


def test_provenance_leads_to_the_passage_its_digest_and_the_source(built: Workspace) -> None:
    provenance = by_subject(read(written(built)))[iri(built, "claim", 0)].part("provenance")
    (passage,) = provenance.subjects(rdflib.RDF.type, URIRef("http://www.w3.org/ns/oa#SpecificResource"))
    text = built.text("page")
    start, end = (int(str(provenance.value(passage, VOCABULARY[n]))) for n in ("start", "end"))
    assert text[start:end] == "the autonomists of Tabriz had local roots"
    exact = next(provenance.objects(None, URIRef("http://www.w3.org/ns/oa#exact")))
    assert str(exact) == text[start:end]
    import hashlib

    assert (
        str(provenance.value(passage, VOCABULARY.sha256))
        == hashlib.sha256(text[start:end].encode()).hexdigest()
    )
    derived = set(provenance.objects(None, PROV.wasDerivedFrom))
    assert derived == {passage, URIRef(iri(built, "source", 0))}


def test_pubinfo_names_reviewer_time_and_reason(built: Workspace) -> None:
    pub = by_subject(read(written(built)))[iri(built, "event", 0)]
    info = pub.part("pubinfo")
    assert set(info.objects(pub.iri, DCT.creator)) == {URIRef("https://orcid.org/0000-0002-1825-0097")}
    assert str(info.value(pub.iri, DCT.created)) == "2025-03-03T10:00:00Z"
    verdicts = list(info.objects(pub.iri, VOCABULARY.acceptedBy))
    assert len(verdicts) == 2  # of the act and of the decision that it is
    assert {str(info.value(v, VOCABULARY.reason)) for v in verdicts} == {"read against the page"}
    assert info.value(pub.iri, DCT.license) is None


def test_a_licence_is_named_when_it_is_set(built: Workspace) -> None:
    config = built.root / "regesta.toml"
    config.write_text(
        config.read_text("utf-8").replace(
            'licence = ""', 'licence = "https://creativecommons.org/licenses/by/4.0/"'
        ),
        "utf-8",
    )
    for pub in read(written(open_workspace(built.root))):
        assert set(pub.part("pubinfo").objects(pub.iri, DCT.license)) == {
            URIRef("https://creativecommons.org/licenses/by/4.0/")
        }


def test_a_decision_says_who_decided_and_is_the_authors_telling(built: Workspace) -> None:
    pub = by_subject(read(written(built)))[iri(built, "event", 0)]
    node = URIRef(iri(built, "event", 0))
    assert set(pub.part("assertion").objects(node, VOCABULARY.decidedBy)) == {KG["actor/Ahmad_Qavam"]}
    assert set(pub.part("provenance").objects(URIRef(f"{pub.iri}#assertion"), PROV.wasAttributedTo)) == {
        KG["author/page"]
    }


def test_an_event_told_in_a_claim_is_attributed_to_who_claims_it(built: Workspace) -> None:
    pub = by_subject(read(written(built)))[iri(built, "event", 1)]
    assert set(pub.part("provenance").objects(URIRef(f"{pub.iri}#assertion"), PROV.wasAttributedTo)) == {
        KG["actor/George_Lenczowski"]
    }
    assert set(pub.part("assertion").objects(URIRef(iri(built, "event", 1)), VOCABULARY.factuality)) == {
        URIRef("https://w3id.org/regesta/scheme/factuality/reported")
    }


@pytest.mark.parametrize(("field", "holds"), [(None, True), ("negated", False), ("hedged", False)])
def test_formal_content_is_said_only_where_the_holder_says_it_plainly(
    space: Workspace, field: str | None, holds: bool
) -> None:
    judged = replay(space.records("page"), VerdictLog(space.log).read()).items[
        [r for r in space.records("page") if r.kind == "claim"][1].id
    ]
    if field:
        edited = from_dict(judged.record.to_dict() | {field: True})
        VerdictLog(space.log).append(
            [act(judged, "edit", at="2025-05-01T10:00:00Z", reviewer="b", edited=edited)]
        )
    build(space)
    pub = by_subject(read(written(space)))[iri(space, "claim", 1)]
    assert (
        (URIRef(iri(space, "event", 1)), VOCABULARY.agent, KG["actor/Soviet_Union"]) in pub.part("assertion")
    ) is holds


def test_a_link_between_claims_is_a_statement_of_its_own(built: Workspace) -> None:
    (pub,) = [
        p for p in read(written(built)) if "/argument/" in str(p.part("pubinfo").value(p.iri, DCT.subject))
    ]
    one, other = URIRef(iri(built, "claim", 2)), URIRef(iri(built, "claim", 1))
    assert (one, VOCABULARY.attacks, other) in pub.part("assertion")
    assert set(pub.part("provenance").objects(other, VOCABULARY.holder)) == {KG["actor/George_Lenczowski"]}


def test_names_stay_when_something_else_changes(space: Workspace, session: ReviewSession) -> None:
    build(space)
    before = by_subject(read(written(space)))
    citations = [r for r in space.records("page") if r.kind == "citation"]
    first = next(r for r in space.records("page") if r.kind == "claim")
    session.judge(
        VerdictRequest(
            record=first.id,
            outcome="relink",
            reviewer="ada",
            part="evidence",
            part_id=citations[0].id,
            into=citations[3].id,
        )
    )
    build(space)
    after = by_subject(read(written(space)))
    assert {s for s in before if before[s].iri != after[s].iri} == {iri(space, "claim", 0)}
    provenance = after[iri(space, "claim", 0)].part("provenance")
    assert URIRef(iri(space, "source", 2)) in set(provenance.objects(None, PROV.wasDerivedFrom))
    assert URIRef(iri(space, "source", 0)) not in set(provenance.objects(None, PROV.wasDerivedFrom))


def test_split_and_rejected_statements_are_followed(space: Workspace, session: ReviewSession) -> None:
    claims, events = ([r for r in space.records("page") if r.kind == kind] for kind in ("claim", "event"))
    a, b = claims[0].to_dict()["content"]
    session.judge(
        VerdictRequest(
            record=claims[0].id,
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={"spans": [[a, a + 25]]}), Piece(changes={"spans": [[a + 26, b]]})],
        )
    )
    for event in events[:2]:
        session.judge(VerdictRequest(record=event.id, outcome="reject", reviewer="ada", reason="no"))
    build(space)
    pubs = by_subject(read(written(space)))
    assert iri(space, "claim", 0) not in pubs
    assert iri(space, "event", 1) not in pubs
    assert iri(space, "event", 0) in pubs  # the decision that it is stays accepted
    assert sum("/claim/" in s for s in pubs) == 4


def test_one_document_of_several(example_space: Workspace, built: Workspace) -> None:
    assert written(built, document="page") == written(built)
    from regesta.graph.export import ExportError

    with pytest.raises(ExportError, match="there is no document"):
        written(built, document="essay")


def test_a_thesis_stays_within_what_servers_take(thesis_space: Workspace) -> None:
    sizes: dict[str, int] = {}
    store = EmbeddedStore()
    store.add(parse(written(thesis_space), format=RdfFormat.TRIG))
    for q in store:
        name = q.graph_name.value.partition("#")[0]
        sizes[name] = sizes.get(name, 0) + 1
    assert len(sizes) > 50
    assert max(sizes.values()) <= 1200


def test_parts_name_only_what_the_vocabulary_has() -> None:
    known = {v.value for v in vars(RG).values() if hasattr(v, "value")}
    named = {p.value for part in _parts().values() for row in part.values() for p in row}
    assert {p for p in named if p.startswith(str(VOCABULARY)) and p not in known} == set()


def test_a_code_does_not_depend_on_the_order_of_quads(built: Workspace) -> None:
    pub = read(written(built))[0]
    code = str(pub.iri).rpartition("/")[2]
    rows = list(_quads(pub, code))
    assert artifact_code(rows) == artifact_code(reversed(rows)) == code


def _quads(pub: Np, code: str) -> Iterator[object]:
    return iter(parse(pub.whole.serialize(format="nquads").replace(code, UNKNOWN), format=RdfFormat.N_QUADS))
