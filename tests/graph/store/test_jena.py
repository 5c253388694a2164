"""A fourth engine: Apache Jena's, on which Fuseki runs, answers every saved query as the embedded store does.
Fuseki itself comes from no registry that the suite may use; Debian has Jena's libraries."""

from __future__ import annotations

import csv
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from tests.graph.store.conftest import Answers
from tests.graph.store.peers import comparable

from regesta.extract.workspace import Workspace
from regesta.graph.export import export
from regesta.graph.serve.search.index import index_of, search
from regesta.graph.serve.search.matching import with_matches
from regesta.graph.store import lease

JARS = Path("/usr/share/java")
#: What Jena's queries need of Debian's libapache-jena-java and the packages that it depends on.
NEEDED = (
    *("jena-arq", "jena-base", "jena-core", "jena-iri", "commons-codec", "commons-compress", "commons-csv"),
    *("commons-io", "commons-lang3", "dexx.collection", "gson", "guava", "httpclient", "httpcore"),
    *("jackson-annotations", "jackson-core", "jackson-databind", "jakarta.json-api", "jsonld-java"),
    *("protobuf", "slf4j-api", "slf4j-nop", "thrift", "titanium-json-ld"),
)
#: Debian (jena 4.5.0-2) moved the classes of Jena's own Xerces and left their messages where they were.
_LEFT, _LOOKED_FOR = "org/apache/jena/ext/xerces/", "xerces/"


def classpath(folder: Path) -> str:
    """Jena's libraries, and its messages where its classes look for them."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as packed:
        for name in packed.namelist():
            if name.startswith(_LEFT) and name.endswith(".properties"):
                target = folder / name.replace(_LEFT, _LOOKED_FOR, 1)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(packed.read(name))
    return ":".join([str(folder), *(str(JARS / f"{name}.jar") for name in NEEDED)])


def test_every_saved_query_has_the_same_answer(
    example_space: Workspace, our_answers: Answers, tmp_path: Path
) -> None:
    if shutil.which("javac") is None or not (JARS / "jena-arq.jar").exists():
        pytest.skip("Jena and a JDK are not installed (make tools)")
    folder = tmp_path / "queries"
    folder.mkdir()
    with (tmp_path / "graph.nq").open("wb") as out:
        export(example_space, "nquads", out)
    with lease(example_space.snapshots) as snapshot:
        index = index_of(snapshot.open(), str(snapshot.path))
    for name, (text, _) in our_answers.items():
        # the words of a search are found here, as for any store elsewhere
        asked = with_matches(text, lambda words: search(index, words))
        (folder / f"{name}.rq").write_text(asked, "utf-8")
    script = Path(__file__).with_name("JenaAnswers.java")
    subprocess.run(
        ["java", "-cp", classpath(tmp_path / "messages"), script, tmp_path / "graph.nq", folder],
        check=True,
        timeout=300,
        capture_output=True,
    )
    differing = []
    for name, (_, rows) in our_answers.items():
        with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as table:
            if Counter(tuple(map(comparable, row)) for row in list(csv.reader(table))[1:]) != rows:
                differing.append(name)
    assert len(our_answers) > 70
    assert differing == []
