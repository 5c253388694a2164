"""`regesta link` as it is typed, from table to joined answer, on the example essay and graphs in the shape of
EventKG, WarSampo and Wikidata."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regesta.cli import command_line
from regesta.extract.link.sssom import read_sssom
from regesta.extract.workspace import Workspace

TABLE = """id\tlabel\tvariants
Q11\tBagirov, Mir Dzhafar\tBagirov, M. D.|Baghirov, Mir Jafar
Q12\tPishevari, Ja'far\tPishevari, Jafar
Q13\tByrnes, James Francis\tByrnes, James F.
Q14\tMurray, William\t
"""
EVENTKG = """@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ekg: <http://eventkg.example/> . @prefix p: <https://w3id.org/regesta/kg/authority/people/> .
ekg:source { ekg:e1 a sem:Event ; rdfs:label "a letter" ; sem:hasActor p:Q11 ; sem:hasBeginTimeStamp "DAY"^^xsd:date . }
{ p:Q11 rdfs:label "first secretary" . }
"""
WARSAMPO = """<http://ldf.example/p1> <http://www.cidoc-crm.org/cidoc-crm/P1_is_identified_by> "Pishevari" .
"""


@pytest.fixture
def space(example_space: Workspace, tmp_path: Path) -> Path:
    shutil.copytree(example_space.root, tmp_path / "w")
    (tmp_path / "people.tsv").write_text(TABLE, "utf-8")
    return tmp_path / "w"


def run(space: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command_line(), [*arguments, "-w", str(space)])


def done(space: Path, *arguments: str) -> str:
    result = run(space, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def link(space: Path, *more: str) -> str:
    return done(space, "link", "--authority", str(space.parent / "people.tsv"), "--as", "people", *more)


def asked(space: Path, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(done(space, "query", *arguments, "--format", "csv").splitlines()))


def test_from_a_table_to_an_answer_across_two_graphs(space: Path, tmp_path: Path):
    dry = link(space, "--dry-run")
    assert "nothing was written" in dry
    path = space / "links" / "people.sssom.tsv"
    assert not path.exists()
    said = link(space)
    assert "Mir Jafar Baghirov" in said
    proposed = {r.cells["subject_label"]: r for r in read_sssom(path).rows}
    assert "Wallace Murray" not in proposed
    assert proposed["Mir Jafar Baghirov"].object.endswith("people/Q11")
    assert "holds them already" in link(space)
    assert done(space, "link", "--files").splitlines()[1].split() == [
        "people",
        *(str(len(proposed)),) * 2,
        "0",
        "0",
        "0",
    ]

    records = [json.loads(x) for x in done(space, "export", "--format", "records").splitlines()]
    (mine,) = (r["id"] for r in records if r["kind"] == "link" and r["subject"] == "Mir Jafar Baghirov")
    done(space, "build")
    assert not asked(space, "accepted-links")
    done(space, "verdict", "accept", mine, "--reviewer", "ada", "--reason", "first secretary in Baku")
    done(space, "build")
    (row,) = asked(space, "accepted-links")
    assert (row["ours"], row["match"], row["accepted_by"]) == ("Mir Jafar Baghirov", "exactMatch", "ada")
    assert any(r["match"].endswith("people/Q11") for r in asked(space, "linked-actors"))
    assert "Mir Jafar Baghirov" not in [r["name"] for r in asked(space, "unlinked-actors")]

    days = done(
        space,
        "sparql",
        'SELECT ?day { ?e rg:agent|rg:recipient ?a ; rg:earliest ?day ; rg:latest ?day . ?a rdfs:label "Mir '
        'Jafar Baghirov" } LIMIT 1',
        "--format",
        "csv",
    )
    day = days.splitlines()[-1].strip()
    (tmp_path / "eventkg.trig").write_text(EVENTKG.replace("DAY", day), "utf-8")
    (tmp_path / "warsampo.nt").write_text(WARSAMPO, "utf-8")
    done(space, "import", str(tmp_path / "warsampo.nt"), "--as", "warsampo")
    taken = done(space, "import", str(tmp_path / "eventkg.trig"), "--as", "eventkg", "--lift", "sem")
    assert "took in 10 statements" in taken
    assert "graph/import/eventkg/http%3A%2F%2Feventkg.example%2Fsource" in taken
    found = asked(space, "said-elsewhere", "-p", "actor=Mir Jafar Baghirov")
    assert [r["value"] for r in found] == ["first secretary"]
    both = asked(space, "same-day-elsewhere", "-p", "actor=Mir Jafar Baghirov")
    assert {(r["day"], r["theirs"]) for r in both} == {(day, "http://eventkg.example/e1")}
    same = asked(space, "same-event-elsewhere", "-p", "actor=Mir Jafar Baghirov")
    assert {(r["day"], r["theirs"], r["shared"]) for r in same} == {
        (day, "http://eventkg.example/e1", "Mir Jafar Baghirov")
    }
    assert "took away 10 statements" in done(space, "import", "--remove", "--as", "eventkg")
    assert not asked(space, "said-elsewhere")

    done(space, "verdict", "withdraw", mine, "--reviewer", "ada")
    done(space, "build")
    assert not asked(space, "accepted-links")


def test_a_set_from_elsewhere_is_not_overwritten_and_its_denials_hold(space: Path):
    path = space / "links" / "people.sssom.tsv"
    head = "#mapping_set_id: http://ex/s\n#license: http://ex/l\n#curie_map:\n#  kg: https://w3id.org/regesta/kg/\n#  p: https://w3id.org/regesta/kg/authority/people/\n"
    rows = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\nkg:actor/Mir_Jafar_Baghirov\tskos:exactMatch\tNot\tp:Q11\tsemapv:ManualMappingCuration\n"
    path.write_text(head + rows, "utf-8")
    assert "Mir Jafar Baghirov" not in link(space, "--dry-run").split("left unlinked")[0]
    refused = run(space, "link", "--authority", str(space.parent / "people.tsv"), "--as", "people")
    assert refused.exit_code != 0
    assert "--as people2" in str(refused.exception)
    assert path.read_text("utf-8") == head + rows


def test_the_workspace_own_authority_proposes_nothing_an_actor_carries_already(space: Path):
    said = done(space, "link")
    assert "entries of authority" in said
    path = space / "links" / "authority.sssom.tsv"
    carried = {(r["subject_id"], r["object_id"]) for r in _sssom(done(space, "export", "--format", "sssom"))}
    proposed = (
        {(r.cells["subject_id"], r.cells["object_id"]) for r in read_sssom(path).rows}
        if path.exists()
        else set()
    )
    assert carried
    assert not carried & proposed


def _sssom(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader((x for x in text.splitlines() if not x.startswith("#")), delimiter="\t"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--authority", "x.tsv"), "--as NAME"),
        (("--as", "a b"), "--as is 'a b'"),
        (("--as", "x", "--prefix", "people:"), "what IRIs begin with"),
        (("--kind", "ship"), "--kind is 'ship'"),
        (("--authority", "nowhere.tsv", "--as", "x"), "cannot be read"),
    ],
)
def test_a_wrong_call_says_what_to_type(space: Path, arguments: tuple[str, ...], said: str):
    result = run(space, "link", *arguments)
    assert result.exit_code != 0
    assert said in " ".join((result.output + str(result.exception)).replace("│", " ").split())
