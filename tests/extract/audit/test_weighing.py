"""Evidence about any finding: a citation that may be misread lowers it."""

from __future__ import annotations

from dataclasses import replace

from tests.extract.audit.cases import KYLE, LUCAS, Make

from regesta.extract.audit import audit
from regesta.extract.audit.case import Case
from regesta.extract.audit.weighing import is_doubtful, leads_on
from regesta.extract.notes import propose_citations, resolve


def test_a_finding_off_a_citation_hard_to_read_says_so_and_is_less_sure(make_document: Make) -> None:
    document = make_document([LUCAS, KYLE.replace("p. 85", "pp. 373-362")])
    citations, sources = resolve(document, propose_citations(document))
    unsure = [replace(c, confidence=0.4) for c in citations]
    sure, doubted = (audit(document, [*read, *sources])[0] for read in (citations, unsure))
    assert sure.rule == doubted.rule == "page-range-reversed"
    assert doubted.confidence < sure.confidence
    assert doubted.message == f"{sure.message} [perhaps no slip: a citation hard to read]"


def test_prose_and_uncertain_readings_are_doubtful(make_document: Make) -> None:
    citation = propose_citations(make_document([KYLE]))[0]
    assert not is_doubtful(citation)
    assert is_doubtful(replace(citation, type="other"))
    # two works run together, or half a bracket
    assert is_doubtful(replace(citation, quote=f"{citation.quote} (London: Cape, 1990), 4"))
    assert is_doubtful(replace(citation, quote=f"{citation.quote} (London: Cape"))
    assert is_doubtful(replace(citation, confidence=0.5))
    assert is_doubtful(replace(citation, quote="for when the canal was dug, they said, all was well"))
    assert not is_doubtful(replace(citation, type="short_title", confidence=0.4))


def test_a_citation_that_leads_on_to_another_work_is_hard_to_read(make_document: Make) -> None:
    document = make_document([KYLE])
    citation, case = propose_citations(document)[0], Case(document, ())
    assert not leads_on(citation, case)
    assert leads_on(replace(citation, quote="Hilarion, On Canals, see Moor and Lane 1997, p. 216"), case)
