"""The audit: every rule applied to a document and its records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import confidence, doubts
from regesta.extract.audit.registry import Finding, Rule, rules
from regesta.extract.audit.weighing import misread
from regesta.extract.faults import Faults
from regesta.extract.notes.bibliography import Entry
from regesta.extract.read.document import Document
from regesta.extract.record import Discrepancy, Record, content_id
from regesta.extract.text.languages import ENGLISH, LanguagePack

PROPOSER = "audit.v1"


def audit(
    document: Document,
    records: Iterable[Record],
    chosen: Sequence[Rule] | None = None,
    language: LanguagePack = ENGLISH,
    faults: Faults | None = None,
    entries: Sequence[Entry] | None = None,
) -> list[Discrepancy]:
    """The findings of the chosen rules (all registered ones when None), in document order, no two with the
    same rule and places.

    `records` are the document's citations, sources and events; others are not looked at; `entries` its
    bibliography where it was read already. Each finding's spans stand in document order; its confidence is
    the rule's, raised and lowered by evidence, and evidence against a slip stands behind the message. What to
    report is the reader's choice: `regesta audit` leaves out what is less sure than the threshold of the
    workspace. A rule that raises becomes a diagnostic in `faults`; without a collector it ends the
    audit.
    """
    case = Case(document, tuple(records), language, None if entries is None else tuple(entries))
    out: dict[str, Discrepancy] = {}
    for rule in rules() if chosen is None else chosen:
        for finding in _findings(rule, case, faults):
            spans = tuple(sorted(set(finding.spans)))
            if not spans:
                continue
            evidence = (*finding.evidence, *misread(spans, case))
            used = content_id("discrepancy", document.id, rule.name, [list(s) for s in spans])
            out.setdefault(
                used,
                Discrepancy(
                    id=used,
                    document=document.id,
                    rule=rule.name,
                    spans=spans,
                    message=_message(finding.message, evidence),
                    severity=rule.severity,
                    confidence=confidence(rule.name, finding.way, evidence),
                    proposer=PROPOSER,
                ),
            )
    return sorted(out.values(), key=lambda d: (d.spans, d.rule))


def _message(message: str, evidence: Sequence[str]) -> str:
    """What a finding says, with what speaks against it."""
    against = doubts(evidence)
    return f"{message} [perhaps no slip: {', '.join(against)}]" if against else message


def _findings(rule: Rule, case: Case, faults: Faults | None) -> list[Finding]:
    """What a rule finds; nothing when it raises."""
    if faults is None:
        return list(rule.find(case))
    with faults.at(f"audit rule {rule.name}", ()):
        return list(rule.find(case))
    return []
