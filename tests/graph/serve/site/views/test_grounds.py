"""What an answer rests on, as its page and the debate say it: linked citations, those of its support, and the
notes beside it."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regesta.graph.serve.site.views.grounds import Grounds

BASE = "https://w3id.org/regesta/kg"
RG = "https://w3id.org/regesta/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def _term(value: str | int) -> str:
    """A number, a path under the base, a term of the vocabulary or words, as N-Quads has it."""
    if isinstance(value, int):
        return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    if value.startswith("/"):
        return f"<{BASE}{value}>"
    return f"<{RG}{value[3:]}>" if value.startswith("rg:") else f'"{value}"'


def _graph() -> str:
    """Doe's claim, an author's attack on it that cites nothing, a support that cites a file, and three notes:
    one called a sentence after the attack, one a chapter further, one a sentence before it, to Doe's own
    book."""
    lines: list[str] = []

    def say(subject: str, predicate: str, *values: str | int) -> None:
        name = {"a": TYPE, "label": LABEL}.get(predicate, RG + predicate)
        lines.extend(f"<{BASE}{subject}> <{name}> {_term(value)} ." for value in values)

    say("/actor/Doe", "a", "rg:Agent", "rg:Person")
    say("/actor/Doe", "label", "Jane Doe")
    say("/author/x", "label", "The author")
    for name, holder, words, start in (
        ("held", "/actor/Doe", "the fleet was to sail", 100),
        ("attack", "/author/x", "This is not convincing", 200),
        ("support", "/author/x", "the fleet had no coal", 300),
    ):
        say(f"/claim/{name}", "a", "rg:Claim")
        say(f"/claim/{name}", "label", f"Denied: “{words}”" if name == "held" else words)
        say(f"/claim/{name}", "text", words)
        polarity = "negative" if name == "held" else "positive"
        voice = "scholar" if name == "held" else "author"
        for scheme, value in (("voice", voice), ("certainty", "plain"), ("polarity", polarity)):
            say(f"/claim/{name}", scheme, f"/scheme/{scheme}/{value}")
        say(f"/claim/{name}", "holder", holder)
        say(f"/claim/{name}", "inDocument", "/doc/d")
        say(f"/claim/{name}", "start", start)
        say(f"/claim/{name}", "inSentence", f"/sentence/{name}")
        say(f"/sentence/{name}", "a", "rg:Sentence")
        say(f"/sentence/{name}", "start", start)
        say(f"/sentence/{name}", "inDivision", "/division/one")
    say("/claim/held", "cue", "denied")
    say("/claim/attack", "attacks", "/claim/held")
    for name, start in (("book", 150), ("far", 5000)):
        say(f"/sentence/{name}", "a", "rg:Sentence")
        say(f"/sentence/{name}", "start", start)
        say(f"/sentence/{name}", "inDivision", "/division/one")
    say("/source/3", "author", "/actor/Doe")
    file = "/archive/PRO/class/ADM_1"
    for number, sentence, source, *kept in (
        (1, "support", "Coal returns", file),
        (2, "far", "A later letter", file),
        (3, "book", "The fleet, by Doe"),
    ):
        say(f"/sentence/{sentence}", "callsFootnote", f"/footnote/d/{number}")
        say(f"/footnote/d/{number}", "identifier", f"{number}")
        say(f"/footnote/d/{number}", "hasCitation", f"/citation/{number}")
        say(f"/citation/{number}", "text", f"{source}, p. 1")
        say(f"/citation/{number}", "start", 9000 + number)
        say(f"/citation/{number}", "inFootnote", f"/footnote/d/{number}")
        say(f"/citation/{number}", "citedSource", f"/source/{number}")
        say(f"/source/{number}", "label", source)
        say(f"/source/{number}", "heldIn", *kept)
        say(f"/source/{number}", "evidenceGrade", "/scheme/evidence-grade/primary-archival")
    say("/archive/PRO/class/ADM_1", "label", "PRO, class ADM 1")
    for unit, level, depth, own in (("", "archive", 0, "PRO"), ("/class/ADM_1", "class", 1, "ADM 1")):
        say(f"/archive/PRO{unit}", "archivalLevel", f"/scheme/archival-level/{level}")
        say(f"/archive/PRO{unit}", "depth", depth)
        say(f"/archive/PRO{unit}", "identifier", own)
    say("/archive/PRO/class/ADM_1", "directPartOf", "/archive/PRO")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module", params=[False, True], ids=["beside", "linked"])
def argued(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    running: Callable[..., Any],
    snapshots_of: Callable[[Path, str], Path],
) -> tuple[Any, bool]:
    """A server on the argument, without and with a link from the support to the attack and to its evidence; without
    it the note is proposed for the attack."""
    linked = (
        f"<{BASE}/claim/support> <{RG}supports> <{BASE}/claim/attack> .\n"
        f"<{BASE}/claim/support> <{RG}evidence> <{BASE}/citation/1> .\n"
        f"<{BASE}/claim/support> <{RG}citesSource> <{BASE}/source/1> .\n"
    )
    lent, candidates = f"<{BASE}/evidence/attack/1>", f"<{BASE}/graph/candidates>"
    proposed = (
        f"{lent} <{RG}evidenceFor> <{BASE}/claim/attack> {candidates} .\n"
        f"{lent} <{RG}evidenceCitation> <{BASE}/citation/1> {candidates} .\n"
        f'{lent} <{RG}reason> "called in the next sentence" {candidates} .\n'
    )
    quads = _graph() + (linked if request.param else proposed)
    return running(snapshots_of(tmp_path_factory.mktemp("grounds"), quads)), request.param


@pytest.mark.parametrize("claim", ["held", "attack"])
def test_a_rejection_leads_to_the_shelfmark(argued: tuple[Any, bool], claim: str) -> None:
    server, linked = argued
    page = server.client.get(f"/page/claim/{claim}").text
    assert ("It rests on" in page) == linked
    assert ("Nearby, not cited for this" in page) == (claim == "held" or not linked)
    assert ("cited by its support" in page) == linked
    assert ("No citation is offered" in page) == (claim == "held" or not linked)
    # in one line on top and under the answer; on the page of the rejection under the support too
    assert page.count(">Coal returns</a>") == (2 if claim == "held" or linked else 1)
    assert 'href="/archive/PRO/class/ADM_1">class ADM 1</a>' in page
    assert "A later letter" not in page
    # what is rejected is no ground of its rejection; to Doe's claim it stands in the next sentence
    assert ("The fleet, by Doe" in page) == (claim == "held")
    assert ("note 3</a>, in the next sentence" in page) == (claim == "held")


def test_why_a_claim_is_rejected_stands_on_top_in_one_line(argued: tuple[Any, bool]) -> None:
    server, linked = argued
    line = server.client.get("/page/claim/held").text.split('class="rejected"')[1].split("</aside>")[0]
    said = " ".join(re.sub(r"<[^>]*>", "", line).split())
    assert "Rejected by the author: This is not convincing" in said
    assert ("because the fleet had no coal" in said) == linked
    # what only stands beside it is not said to be cited, and gives no strength
    file = "Coal returns, kept in PRO › class ADM 1"
    cited = f"It cites nothing itself. The reason given cites: {file} (note 1). archival record"
    assert (cited if linked else "Nothing is cited for it.") in said
    lent = "(note 1, perhaps meant for it: called in the next sentence)"
    assert (f"Nearby, not cited for this: {file} {lent}." in said) != linked
    assert ("archival record" in said) == linked
    assert 'href="/archive/PRO/class/ADM_1">class ADM 1</a>' in line


def test_the_debate_says_the_same(argued: tuple[Any, bool]) -> None:
    server, linked = argued
    page = server.client.get("/debate?how=attacks").text
    assert "Coal returns (PRO, class ADM 1)" in page
    cells = dict(re.findall(r'<td data-name="([^"]+)"[^>]*>(.*?)</td>', page))
    assert ("Coal returns" in cells["resting on"]) == linked
    assert ("Coal returns" in cells["notes near it cite"]) != linked  # said once
    assert cells["evidence"] == ("archival" if linked else "none")
    assert "A later letter" not in page


def test_a_denial_is_told_beside_its_words(argued: tuple[Any, bool]) -> None:
    server, _ = argued
    page = server.client.get("/page/claim/held").text
    assert "a denial: the text says “denied”" in page
    assert '<span class="holds">denies:</span>' in page
    assert "a denial" not in server.client.get("/page/claim/attack").text
    for listed in ("/debate", "/debate.csv?how=any", "/claims", "/page/actor/Doe", "/search?q=Doe"):
        assert "Denied: “the fleet was to sail”" in html.unescape(server.client.get(listed).text), listed


def test_the_page_of_a_claim_and_the_debate_agree_on_every_answer(argued: tuple[Any, bool]) -> None:
    server, linked = argued
    rows = server.client.get("/debate?how=any", headers={"Accept": "application/json"}).json()["rows"]
    assert {r["how"] for r in rows} == ({"attacks", "supports"} if linked else {"attacks"})
    for row in rows:
        page = server.client.get(row["answer"].replace(BASE, "/page")).text
        evidence = page.split('id="evidence"')[1].split("</section>")[0]
        for document in filter(None, row["evidence"].split("; ")):
            assert document.split(" (")[0] in evidence
        assert ("Coal returns" in row["evidence"]) == linked
        assert (row["strength"] == "none") == ("No citation is offered" in evidence)


def test_search_says_in_which_archive_the_evidence_against_a_claim_lies(argued: tuple[Any, bool]) -> None:
    server, linked = argued
    card = server.client.get("/search?q=Doe").text.split('class="person"')[1].split("</section>")[0]
    assert ("evidence against it: PRO" in card) == linked


def test_an_archive_that_keeps_several_documents_is_named_once() -> None:
    kept = [{"paths": [[{"id": archive}, {"id": "file"}]]} for archive in ("PRO", "NARA", "PRO")]
    assert Grounds([*kept, {"paths": []}]).archives == ["PRO", "NARA"]


@pytest.fixture(scope="module")
def at_length(
    tmp_path_factory: pytest.TempPathFactory,
    running: Callable[..., Any],
    snapshots_of: Callable[[Path, str], Path],
) -> Any:
    """A server on the argument where the attack has two reasons: an earlier one for which nothing is cited, and one
    behind which a file is cited four supports further down."""
    lines = [_graph()]
    chain = ["attack", "coal", "stores", "returns", "clerks", "support"]
    for n, (answered, name) in enumerate([*itertools.pairwise(chain), ("attack", "bare")]):
        start = 250 if name == "bare" else 300 + n
        lines.append(f"<{BASE}/claim/{name}> <{RG}supports> <{BASE}/claim/{answered}> .")
        if name != "support":
            lines.append(f'<{BASE}/claim/{name}> <{RG}text> "{name} was wanting" .')
            lines.append(f"<{BASE}/claim/{name}> <{RG}start> {_term(start)} .")
    lines.append(f"<{BASE}/claim/support> <{RG}evidence> <{BASE}/citation/1> .")
    return running(snapshots_of(tmp_path_factory.mktemp("length"), "\n".join(lines) + "\n"))


def test_evidence_far_down_is_found_and_told_of_the_reason_it_stands_behind(at_length: Any) -> None:
    page = at_length.client.get("/page/claim/held").text
    line = page.split('class="rejected"')[1].split("</aside>")[0]
    said = " ".join(re.sub(r"<[^>]*>", "", line).split())
    # the reason that is proved is named before the one that stands first in the text
    assert "because coal was wanting (one of 2 reasons)" in said
    assert (
        "What supports the reason given (by the author), the fleet had no coal, cites: Coal returns" in said
    )
    shown = " ".join(re.sub(r"<[^>]*>", "", page).split())
    assert "cited by what supports its reason coal was wanting (the author): the fleet had no coal" in shown
    assert "bare was wanting" not in said


def _cites(number: int, of: str, source: str, start: int) -> str:
    """A claim that gives a reason and cites a source of its own, kept in no archive."""
    say = {
        f"/claim/{of}": {"text": f"{of} was wanting", "start": start, "evidence": f"/citation/{number}"},
        f"/footnote/d/{number}": {"identifier": f"{number}"},
        f"/citation/{number}": {
            "text": source,
            "start": 9000 + number,
            "inFootnote": f"/footnote/d/{number}",
            "citedSource": f"/source/{number}",
        },
    }
    lines = [f"<{BASE}{s}> <{RG}{p}> {_term(o)} ." for s, all_ in say.items() for p, o in all_.items()]
    return "\n".join([*lines, f'<{BASE}/source/{number}> <{LABEL}> "{source}" .'])


@pytest.fixture(scope="module")
def with_two_proofs(
    tmp_path_factory: pytest.TempPathFactory,
    running: Callable[..., Any],
    snapshots_of: Callable[[Path, str], Path],
) -> Any:
    """A server on the argument where the attack cites a book and has two reasons, with a file behind each: four
    supports behind the earlier one, one behind the later."""
    lines = [_graph(), _cites(7, "sails", "Lists of sails", 410)]
    chain = ["attack", "coal", "stores", "returns", "clerks", "support"]
    for answered, name in [*itertools.pairwise(chain), ("attack", "wind"), ("wind", "sails")]:
        start = {"coal": 300, "wind": 400}.get(name, 310)
        lines.append(f"<{BASE}/claim/{name}> <{RG}supports> <{BASE}/claim/{answered}> .")
        if name not in ("support", "sails"):
            lines.append(f'<{BASE}/claim/{name}> <{RG}text> "{name} was wanting" .')
            lines.append(f"<{BASE}/claim/{name}> <{RG}start> {_term(start)} .")
    lines.append(f"<{BASE}/claim/support> <{RG}evidence> <{BASE}/citation/1> .")
    lines.append(f"<{BASE}/claim/attack> <{RG}evidence> <{BASE}/citation/3> .")
    return running(snapshots_of(tmp_path_factory.mktemp("proofs"), "\n".join(lines) + "\n"))


def test_what_a_claim_cites_comes_first_and_then_what_stands_behind_its_reasons_as_they_are_given(
    with_two_proofs: Any,
) -> None:
    page = with_two_proofs.client.get("/page/claim/held").text
    line = page.split('class="rejected"')[1].split("</aside>")[0]
    said = " ".join(re.sub(r"<[^>]*>", "", line).split())
    assert "because coal was wanting (one of 2 reasons)" in said
    places = [said.index(words) for words in ("The fleet, by Doe", "Coal returns", "Lists of sails")]
    assert places == sorted(places)
    rests = page.split("It rests on")[1].split("</ul>")[0]
    listed = [rests.index(words) for words in ("The fleet, by Doe", "Coal returns", "Lists of sails")]
    assert listed == sorted(listed)
    assert "archival record" in said  # the strongest of all


def test_what_an_opponent_cites_in_the_next_sentence_is_said_to_be_cited_against_the_claim(
    tmp_path_factory: pytest.TempPathFactory,
    running: Callable[..., Any],
    snapshots_of: Callable[[Path, str], Path],
) -> None:
    rejecting = (
        f"<{BASE}/claim/other> <{RG}attacks> <{BASE}/claim/held> .\n"
        f'<{BASE}/claim/other> <{RG}text> "the fleet was to stay" .\n'
        f"<{BASE}/claim/other> <{RG}holder> <{BASE}/actor/Roe> .\n"
        f'<{BASE}/actor/Roe> <{LABEL}> "Richard Roe" .\n'
        f"<{BASE}/claim/other> <{RG}citesFootnote> <{BASE}/footnote/d/3> .\n"
    )
    server = running(snapshots_of(tmp_path_factory.mktemp("opposed"), _graph() + rejecting))
    page = server.client.get("/page/claim/held").text
    evidence = page.split('id="evidence"')[1].split("</section>")[0]
    said = " ".join(re.sub(r"<[^>]*>", "", evidence).split())
    assert "Nearby, not cited for this" not in said
    assert "Cited nearby against itThe fleet, by Doe" in said
    assert "cited by what rejects it (Richard Roe): the fleet was to stay" in said


def test_a_claim_says_how_many_answers_were_proposed_that_nobody_has_accepted(
    tmp_path_factory: pytest.TempPathFactory,
    running: Callable[..., Any],
    snapshots_of: Callable[[Path, str], Path],
) -> None:
    lines = [_graph()]
    proposed = f"<{BASE}/graph/candidates>"
    status = "https://w3id.org/regesta/scheme/status/"
    for name, how, link, standing in (
        ("a", "attacks", "candidate", "candidate"),
        ("b", "attacks", "deferred", "accepted"),
        ("c", "supports", "candidate", "candidate"),
        ("d", "attacks", "rejected", "accepted"),
        ("e", "attacks", "candidate", "rejected"),
        ("attack", "attacks", "accepted", "accepted"),
    ):
        iri = f"<{BASE}/argument/{name}/{how}/held>"
        lines += [
            f"{iri} <{RG}argumentTo> <{BASE}/claim/held> {proposed} .",
            f"{iri} <{RG}argumentFrom> <{BASE}/claim/{name}> {proposed} .",
            f"{iri} <{RG}argumentType> <https://w3id.org/regesta/scheme/argument-type/{how}> {proposed} .",
            f"{iri} <{RG}status> <{status}{link}> {proposed} .",
            f"<{BASE}/claim/{name}> <{RG}status> <{status}{standing}> {proposed} .",
        ]
    server = running(snapshots_of(tmp_path_factory.mktemp("proposed"), "\n".join(lines) + "\n"))
    said = " ".join(re.sub(r"<[^>]*>", "", server.client.get("/page/claim/held").text).split())
    assert "3 further answers were proposed, and nobody has accepted them (rejects: 2, supports: 1)" in said
    assert "proposed, and nobody" not in server.client.get("/page/claim/attack").text


def test_a_note_beside_the_reason_of_a_rejection_that_nothing_is_cited_for_is_near_it(
    tmp_path_factory: pytest.TempPathFactory,
    running: Callable[..., Any],
    snapshots_of: Callable[[Path, str], Path],
) -> None:
    """The reason stands a chapter further, where the sentence before it calls note 2."""
    lines = [
        *(f"<{BASE}/sentence/{n}> <{TYPE}> <{RG}Sentence> ." for n in (401, 402)),
        *(f"<{BASE}/sentence/{n}> <{RG}start> {_term(n)} ." for n in (401, 402)),
        *(f"<{BASE}/sentence/{n}> <{RG}inDivision> <{BASE}/division/one> ." for n in (401, 402)),
        f"<{BASE}/sentence/reason> <{TYPE}> <{RG}Sentence> .",
        f"<{BASE}/sentence/reason> <{RG}start> {_term(5100)} .",
        f"<{BASE}/sentence/reason> <{RG}inDivision> <{BASE}/division/one> .",
        f"<{BASE}/claim/reason> <{RG}inSentence> <{BASE}/sentence/reason> .",
        f"<{BASE}/claim/reason> <{RG}voice> <{BASE}/scheme/voice/author> .",
        f'<{BASE}/claim/reason> <{RG}text> "the wind was against it" .',
    ]
    supporting = f"<{BASE}/claim/reason> <{RG}supports> <{BASE}/claim/attack> ."
    for linked in (False, True):
        alone = [x for x in _graph().splitlines() if not re.search(r"/sentence/(support|book)> .*calls", x)]
        quads = "\n".join([*alone, *lines, *([supporting] if linked else [])]) + "\n"
        server = running(snapshots_of(tmp_path_factory.mktemp("reason"), quads))
        line = server.client.get("/page/claim/held").text.split('class="rejected"')[1].split("</aside>")[0]
        said = " ".join(re.sub(r"<[^>]*>", "", line).split())
        assert "Nothing is cited for it." in said
        near = "A later letter, kept in PRO › class ADM 1 (note 2, beside its reason, in the sentence before)"
        assert (near in said) == linked


def test_a_note_near_a_claim_says_for_which_claim_it_is_cited_and_gives_way_to_one_that_is_not(
    tmp_path_factory: pytest.TempPathFactory,
    running: Callable[..., Any],
    snapshots_of: Callable[[Path, str], Path],
) -> None:
    lines = [
        _graph(),
        _cites(7, "sails", "Lists of sails", 210),
        f"<{BASE}/sentence/free> <{TYPE}> <{RG}Sentence> .",
        f"<{BASE}/sentence/free> <{RG}start> {_term(400)} .",
        f"<{BASE}/sentence/free> <{RG}inDivision> <{BASE}/division/one> .",
        f"<{BASE}/sentence/free> <{RG}callsFootnote> <{BASE}/footnote/d/7> .",
        f"<{BASE}/footnote/d/7> <{RG}hasCitation> <{BASE}/citation/7> .",
        f"<{BASE}/claim/support> <{RG}citesFootnote> <{BASE}/footnote/d/1> .",
    ]
    server = running(snapshots_of(tmp_path_factory.mktemp("cited-for"), "\n".join(lines) + "\n"))
    line = server.client.get("/page/claim/held").text.split('class="rejected"')[1].split("</aside>")[0]
    said = " ".join(re.sub(r"<[^>]*>", "", line).split())
    near = said.split("Nearby, not cited for this: ")[1]
    assert near.startswith("Lists of sails (note 7, two sentences after it); Coal returns")
    assert "(note 1, in the next sentence, cited there for: the fleet had no coal)" in near
