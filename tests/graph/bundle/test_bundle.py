"""A workspace as one archive: without its text nothing of the text, with it everything as it was."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.datasets.shingles import shared_with

from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import build
from regesta.graph.bundle.crate import METADATA
from regesta.graph.bundle.packing import GRAPH, LOG, QUALITY, bundle
from regesta.graph.bundle.unpacking import BundleError, give_text, is_bundle, unpack
from regesta.graph.bundle.withheld import withheld
from regesta.graph.export import ExportError, export
from regesta.graph.map.view import LABEL
from regesta.graph.rdf import DefaultGraph
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG
from regesta.review.log import VerdictLog

ESSAY = "iran-1946"


def packed(space: Workspace, *, without_text: bool = True) -> bytes:
    out = io.BytesIO()
    bundle(space, out, without_text=without_text)
    return out.getvalue()


@pytest.fixture(scope="module")
def archive(example_space: Workspace) -> bytes:
    return packed(example_space)


@pytest.fixture(scope="module")
def bare(archive: bytes, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example unpacked without its text, and built; read-only."""
    space = unpack(tmp_path_factory.mktemp("bare") / "w", archive)
    build(space)
    return space


@pytest.fixture
def essay(example_space: Workspace) -> Path:
    return example_space.document(ESSAY) / f"{ESSAY}.txt"


def test_nothing_of_the_text_is_in_it(example_space: Workspace, archive: bytes) -> None:
    assert shared_with(archive, example_space.text(ESSAY)) == {}
    assert shared_with(packed(example_space, without_text=False), example_space.text(ESSAY))


def test_it_is_an_ro_crate_that_describes_every_file(archive: bytes, example_space: Workspace) -> None:
    assert is_bundle(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        entities = {e["@id"]: e for e in json.loads(files.read(METADATA))["@graph"]}
        names = set(files.namelist()) - {METADATA}
        quality = json.loads(files.read(QUALITY))
    assert {part["@id"] for part in entities["./"]["hasPart"]} == names
    assert all(entities[name]["sha256"] for name in names)
    assert entities[METADATA]["about"] == {"@id": "./"}
    people = {v.reviewer for v in VerdictLog(example_space.log).read() if not v.policy}
    assert {entities[c["@id"]]["name"] for c in entities["./"]["contributor"]} == people
    assert quality["accepted"]["claim"].keys() == {"policy", "reviewed"}
    assert packed(example_space) == archive  # the same workspace, the same bytes


def test_without_the_text_everything_but_the_quotations_is_served(
    bare: Workspace, example_space: Workspace
) -> None:
    assert bare.documents() == []
    report = build(bare)
    assert report.unchanged
    assert "the text of iran-1946 is not given" in report.unchecked
    mine, theirs = (current(w.snapshots).open() for w in (bare, example_space))  # type: ignore[union-attr]
    for predicate in (
        RG.holder,
        RG.decidedBy,
        RG.heldIn,
        RG.attacks,
        RG.citesSource,
        RG.acceptance,
        RG.sha256,
    ):
        known = set(theirs.quads(None, predicate, None, DefaultGraph()))
        assert known == set(mine.quads(None, predicate, None, DefaultGraph())), predicate
    assert set(mine.quads(None, RG.status)) == set(theirs.quads(None, RG.status))
    for predicate in (RG.quote, RG.cue):
        assert not list(mine.quads(None, predicate))
    titles = {
        q.object for q in theirs.quads(None, RG.title, None, DefaultGraph()) if "/source/" in str(q.subject)
    }
    assert titles <= {q.object for q in mine.quads(None, RG.title)}
    assert not [label for label in acts(mine) if ": " in label]
    assert [label for label in acts(theirs) if ": " in label]
    labels = [
        q.object.value for q in mine.quads(None, LABEL, None, DefaultGraph()) if "/claim/" in str(q.subject)
    ]
    assert labels
    assert all(label.startswith("[words not given, from character ") for label in labels)


def acts(graph: EmbeddedStore) -> list[str]:
    """How events and decisions are labelled; behind a colon stands what was decided, in the text's words."""
    return [
        q.object.value
        for q in graph.quads(None, LABEL)
        if re.search(r"/(event|decision)[-/]", str(q.subject))
    ]


def test_with_the_text_the_graph_is_as_it_was_byte_for_byte(
    archive: bytes, example_space: Workspace, essay: Path, tmp_path: Path
) -> None:
    space = unpack(tmp_path / "w", archive)
    assert give_text(space, essay) == ESSAY
    assert space.log.read_bytes() == example_space.log.read_bytes()
    assert space.records_file(ESSAY).read_bytes() == example_space.records_file(ESSAY).read_bytes()
    assert build(space).digest == build_digest(example_space)
    assert withheld(space) is None
    with pytest.raises(BundleError, match="lacks no text"):
        give_text(space, essay)


def build_digest(space: Workspace) -> str:
    from regesta.graph.store import digest_of

    served = current(space.snapshots)
    assert served is not None
    return digest_of(space.snapshots, served.generation)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("Moscow", "Moskau"), r"differs from iran-1946 at characters [\d,]+ to"),
        (lambda text: text + "\n", "agrees with iran-1946 wherever that is quoted and has"),
        (lambda text: "Something else.", "has 15 characters for"),
    ],
)
def test_another_file_is_refused_and_the_place_is_said(
    bare: Workspace, essay: Path, tmp_path: Path, change: Callable[[str], str], says: str
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(change(essay.read_text("utf-8")), "utf-8")
    with pytest.raises(BundleError, match=says):
        give_text(bare, other)
    assert bare.documents() == []


def test_an_archive_with_its_text_is_whole_at_once(example_space: Workspace, tmp_path: Path) -> None:
    space = unpack(tmp_path / "w", packed(example_space, without_text=False))
    assert withheld(space) is None
    assert space.text(ESSAY) == example_space.text(ESSAY)
    assert space.log.read_bytes() == example_space.log.read_bytes()


def test_it_is_not_unpacked_over_a_workspace(archive: bytes, bare: Workspace, tmp_path: Path) -> None:
    assert unpack(bare.root, archive).root == bare.root
    shutil.copytree(bare.root, tmp_path / "w")
    shutil.rmtree(tmp_path / "w" / "bundle")
    with pytest.raises(BundleError, match="a workspace of its own"):
        unpack(tmp_path / "w", archive)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ({GRAPH: b"<a> <b> <c> .\n"}, "graph.nq in the archive is not what"),
        ({"../evil": b"x"}, "outside its folder"),
        ({"documents/C:evil": b"x"}, "outside its folder"),
        (
            {f"documents/{ESSAY}/metadata.json": b'{"source_name": "../../x"}'},
            r"not what|no file of its folder",
        ),
        ({METADATA: b"{}"}, "cannot be read"),
        ({LOG: None}, "has no review.jsonl"),
    ],
)
def test_a_damaged_archive_is_refused(
    archive: bytes, tmp_path: Path, damage: dict[str, bytes | None], says: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        held: dict[str, bytes | None] = {name: files.read(name) for name in files.namelist()} | damage
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name, data in held.items():
            if data is not None:
                files.writestr(name, data)
    with pytest.raises(BundleError, match=says):
        unpack(tmp_path / "w", out.getvalue())
    assert not (tmp_path / "w").exists()


def repacked(archive: bytes, **more: bytes) -> bytes:
    """An archive with other or more files, its metadata as if they had always been so."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        held = {name: files.read(name) for name in files.namelist()} | more
    crate = json.loads(held[METADATA])
    for part in crate["@graph"]:
        part.pop("sha256", None)
    held[METADATA] = json.dumps(crate).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name, data in held.items():
            files.writestr(name, data)
    return out.getvalue()


def test_an_archive_brings_no_programs_and_asks_no_other_machine(archive: bytes, tmp_path: Path) -> None:
    settings = b"""format = 1
authorities = ["/etc/passwd"]
[serve]
host = "0.0.0.0"
[proposers]
claims = [{ use = "llm" }]
[proposers.settings.llm]
url = "https://x.example"
allow_remote = true
key_env = "SECRET"
"""
    files = {".git/config": b"x", "store/x": b"x", "queries/.x.rq": b"x", "regesta.toml": settings}
    space = unpack(tmp_path / "w", repacked(archive, **files))
    assert not [p for p in space.root.rglob("*") if p.name in ("config", "x", ".x.rq")]
    assert space.settings.proposers == {"claims": [{"use": "llm"}], "settings": {"llm": {}}}
    assert (space.settings.authorities, dict(space.settings.serve)) == ((), {})


@pytest.mark.parametrize(
    "said",
    [b"{}", b'{"documents": []}', b'{"documents": {"../x": {"characters": 1, "quotations": 1}}}', b"[1"],
)
def test_what_an_archive_says_of_its_texts_is_looked_at(archive: bytes, tmp_path: Path, said: bytes) -> None:
    with pytest.raises(BundleError, match=r"damaged|no records"):
        unpack(tmp_path / "w", repacked(archive, **{"withheld.json": said}))


def test_a_broken_stream_is_said_to_be_damaged(archive: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        at = files.getinfo(GRAPH).header_offset
    broken = bytearray(archive)
    broken[at + 60 : at + 400] = bytes(range(170)) * 2
    with pytest.raises(BundleError, match="damaged"):
        unpack(tmp_path / "w", bytes(broken))


def test_files_that_are_there_are_not_written_over(archive: bytes, tmp_path: Path) -> None:
    (tmp_path / "regesta.toml").mkdir()
    (tmp_path / "authority").mkdir()
    (tmp_path / "authority" / "authority.tsv").write_text("mine")
    with pytest.raises(BundleError, match="is there already"):
        unpack(tmp_path, archive)
    assert (tmp_path / "authority" / "authority.tsv").read_text() == "mine"


def test_words_of_a_document_that_is_gone_or_another_are_not_in_it(
    example_space: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(example_space.root, tmp_path / "w", ignore=shutil.ignore_patterns("store", "index"))
    space = open_workspace(tmp_path / "w")
    text = space.text(ESSAY)
    other = space.document("other")
    shutil.copytree(space.document(ESSAY), other)
    (other / "text.txt").write_text("Quite another text, of which nothing was ever said.\n")
    lines = space.log.read_text().splitlines()
    row = next(r for r in map(json.loads, lines) if len(r.get("judged", {}).get("quote", "").split()) > 12)
    row["reason"] = f"as is said: {row['judged']['quote']}"
    strange = json.loads(json.dumps(row))
    strange["judged"]["document"] = "other"
    space.log.write_text("".join(json.dumps(r) + "\n" for r in (row, strange)))
    assert shared_with(packed(space), text) == {}
    shutil.rmtree(space.document(ESSAY))
    assert shared_with(packed(space), text) == {}
    with zipfile.ZipFile(io.BytesIO(packed(space))) as files:
        assert row["judged"]["quote"] not in files.read(LOG).decode()


def test_what_was_unpacked_without_text_is_not_packed_again(bare: Workspace) -> None:
    with pytest.raises(ExportError, match="give the text"):
        export(open_workspace(bare.root), "bundle", io.BytesIO(), without_text=True)
    with pytest.raises(ExportError, match="only bundle"):
        export(bare, "nquads", io.BytesIO(), without_text=True)
