"""The rules about relations between claims, each a construction of English argument by its name.

A rule about neighbours sees what stands around one claim and says which links there are: None when it does
not apply, an empty tuple when it applies and there is nothing to link. They are asked in the order of
`NEIGHBOUR_RULES`, and the first that applies is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regesta.extract.annotate import grammar
from regesta.extract.propose.claims.appraisal import ATTACKS, SUPPORTS, of_noun
from regesta.extract.propose.claims.relation_context import WRITERS, Surroundings
from regesta.extract.record import RelationType

#: The claim a relation goes out from, the one it goes to, and its type.
Edge = tuple[int, int, RelationType]
Edges = tuple[Edge, ...]
NOTHING: Edges = ()


def verdict_on_reported(around: Surroundings, j: int) -> RelationType | None:
    """ "Ward's contention that ... does not survive": what the writer does to the claim he reports."""
    inner = around.drafts[j].frame
    reported = j != around.i and around.drafts[j].within == around.i - around.first_of_sentence
    if not reported or inner is None or inner.kind != "noun" or not around.by_author:
        return None
    return of_noun(around.doc[inner.verb], around.words)


def set_against(around: Surroundings, j: int) -> RelationType | None:
    """ "Some insist that ..., whereas Lucas claims that": two holders in one sentence."""
    own, other = around.own, around.drafts[j]
    independent = j < around.i and own.within is None and other.within is None and other.frame is not None
    if not independent or not {own.holder.voice, other.holder.voice} <= set(WRITERS):
        return None
    between = {t.lower_ for t in around.doc[other.content[1] - 1 : own.content[0]]}
    contrast = between & around.words.relations.contrasting_conjunctions
    return ATTACKS if contrast and not around.same_holder(j) else None


#: What a claim does to another of its sentence; every rule is asked.
SENTENCE_RULES: Mapping[str, Callable[[Surroundings, int], RelationType | None]] = {
    "verdict": verdict_on_reported,
    "set_against": set_against,
}


def weighing(around: Surroundings) -> Edges | None:
    """ "Ward overlooks the treaty", "the letters support Ward": the writer weighs a scholar by name."""
    if around.weighs is None or around.weighed_claim is None:
        return None
    return ((around.i, around.weighed_claim, around.undercut(around.weighs[1])),)


def pointing_answer(around: Surroundings) -> Edges | None:
    """ "Y rejects this view": what it points back to is what was said last, whoever said it."""
    frame = around.own.frame
    if frame is None or not frame.answers or around.last is None:
        return None
    if not around.other_before:
        return NOTHING
    agrees = frame.lemma in around.words.answers.agreement
    denied = any(c.dep_ == grammar.NEGATION for c in around.doc[frame.verb].children)
    return ((around.i, around.last, SUPPORTS if agrees != denied else ATTACKS),)


def answer(around: Surroundings) -> Edges | None:
    """ "By contrast, Lucas maintained", "this argument is not convincing"."""
    return _answer(around, ATTACKS)


def agreement(around: Surroundings) -> Edges | None:
    """ "Likewise, Lucas held", "this interpretation is convincing"."""
    return _answer(around, SUPPORTS)


def _answer(around: Surroundings, sign: RelationType) -> Edges | None:
    if not around.answers or around.answered is None or around.stance != sign:
        return None
    return ((around.i, around.answered, around.undercut(sign) if around.by_author else sign),)


def concession(around: Surroundings) -> Edges | None:
    """ "Lucas concedes that": what a scholar gives away to the one before."""
    if not _another_scholar(around) or around.own.opening == "contrast":
        return None
    frame = around.own.frame
    if frame is None or frame.lemma not in around.words.answers.conceding_verbs:
        return None
    return _to_last(around, "concedes")


def joined_agreement(around: Surroundings) -> Edges | None:
    """ "As Lucas also notes": a scholar stands beside the one before."""
    frame = around.own.frame
    if not _another_scholar(around) or frame is None or frame.kind not in ("verb", "phrase"):
        return None
    joining = around.words.answers.joining_adverbs
    joined = any(c.lower_ in joining for c in around.doc[frame.verb].children)
    return _to_last(around, SUPPORTS) if joined else None


def _another_scholar(around: Surroundings) -> bool:
    return around.follows and around.own.holder.voice in WRITERS and around.other_before


def announced_points(around: Surroundings) -> Edges | None:
    """ "Three considerations support this": the writer announces points for his claim before."""
    last = around.last_draft
    if last is None or not around.follows or not around.by_author or last.holder.voice != "author":
        return None
    points = around.words.relations.announced_points.match(around.text)
    return _to_last(around, SUPPORTS) if points else None


def contrast(around: Surroundings) -> Edges | None:
    """ "However, ...": against what another than the writer was said to hold."""
    last = around.last_draft
    if last is None or last.holder.voice == "author" or not around.other_before:
        return None
    return _to_last(around, ATTACKS) if around.own.opening == "contrast" else None


def reason(around: Surroundings) -> Edges | None:
    """ "This was because ...": the reason of the claim before."""
    return _to_last(around, SUPPORTS) if around.opens_with(around.words.relations.reasons) else None


def enumeration(around: Surroundings) -> Edges | None:
    """ "First, ...": a numbered point spells out the claim before it; "Secondly, ...": what the point before
    spells out."""
    if around.last is None:
        return None
    target = _first_point(around) if _is_first_point(around) else _later_point(around)
    return None if target is None else ((around.i, target, SUPPORTS),)


def _is_first_point(around: Surroundings) -> bool:
    points = around.words.relations
    first = around.starts_point(points.first_points) or any(
        mark in around.text for mark in points.inner_first_points
    )
    return first and bool(around.before) and around.distance(around.before[-1]) <= points.first_point_back


def _first_point(around: Surroundings) -> int:
    """The claim before; when that only announced points, what it announced them for."""
    before = around.before[-1]
    head, rule = around.supported.get(before, (before, ""))
    return head if rule in ("verdict", "announced_points") else before


def _later_point(around: Surroundings) -> int | None:
    points = around.words.relations
    if not around.starts_point(points.later_points):
        return None
    near = (j for j in reversed(around.before) if around.distance(j) <= points.enumeration_back)
    found = (around.supported[j] for j in near if j in around.supported)
    return next((target for target, rule in found if rule == "enumeration"), None)


def restatement(around: Surroundings) -> Edges | None:
    """ "In other words, ...": says the claim before again."""
    if around.own.opening != "restatement" or not around.follows:
        return None
    return _to_last(around, SUPPORTS)


def conclusion(around: Surroundings) -> Edges | None:
    """ "Therefore, ...": the claim before is the premise."""
    if around.own.opening != "conclusion" or not around.by_author:
        return None
    return _from_last(around)


def inference(around: Surroundings) -> Edges | None:
    """ "This implies that ...": drawn from the claim before."""
    if not around.by_author or not around.opens_with(around.words.relations.inferences):
        return None
    return _from_last(around)


def example(around: Surroundings) -> Edges | None:
    """ "For example, Kyle argued": an instance of what was said before, unless both are the writer's."""
    last = around.last_draft
    if last is None or around.own.opening != "example" or not around.follows:
        return None
    both = last.holder.voice == "author" and around.by_author
    return None if both else _to_last(around, SUPPORTS)


def addition(around: Surroundings) -> Edges | None:
    """ "Moreover, ...": the writer goes on supporting what his claim before supports."""
    if around.own.opening not in ("addition", "example") or not around.by_author or not around.follows:
        return None
    return _as_last(around)


def block(around: Surroundings) -> Edges | None:
    """What goes on in one voice supports what that voice said first."""
    last = around.last_draft
    if last is None or not _goes_on(around):
        return None
    if around.own.frame is not None and not (last.frame is None and not around.other_before):
        return None
    head = next((j for j in reversed(around.before) if _heads_block(around, j)), None)
    if head is None:
        return NOTHING
    return ((around.i, around.supported[head][0] if head in around.supported else head, SUPPORTS),)


def _goes_on(around: Surroundings) -> bool:
    """Whether another than the writer speaks right after the claim before."""
    return not around.by_author and around.last is not None and around.distance(around.last) <= 1


def _heads_block(around: Surroundings, j: int) -> bool:
    return (
        around.same_holder(j)
        and around.drafts[j].frame is not None
        and around.distance(j) <= around.words.relations.block_back
    )


def evidence(around: Surroundings) -> Edges | None:
    """What a document says right after the writer's claim stands there as evidence for it, and so does what
    an example or an addition brings in."""
    last = around.last_draft
    if last is None or not _goes_on(around) or last.holder.voice != "author":
        return None
    brought = around.own.holder.voice == "document" or around.own.opening in ("addition", "example")
    return _to_last(around, SUPPORTS) if brought else None


def further_evidence(around: Surroundings) -> Edges | None:
    """What another says right after evidence supports the same claim."""
    if around.last is None or not _goes_on(around):
        return None
    rule = around.supported.get(around.last, (-1, ""))[1]
    return _as_last(around) if rule in ("evidence", "further_evidence", "block") else None


def _to_last(around: Surroundings, sign: RelationType) -> Edges | None:
    return None if around.last is None else ((around.i, around.last, sign),)


def _from_last(around: Surroundings) -> Edges | None:
    """The claim before supports this one, if it stands in the sentence before."""
    if around.last is None:
        return None
    return ((around.last, around.i, SUPPORTS),) if around.follows else NOTHING


def _as_last(around: Surroundings) -> Edges | None:
    """It supports what the claim before supports."""
    if around.last is None or around.last not in around.supported:
        return None
    return ((around.i, around.supported[around.last][0], SUPPORTS),)


#: The rules about a claim and those before it, in the order in which they are asked.
NEIGHBOUR_RULES: Mapping[str, Callable[[Surroundings], Edges | None]] = {
    "weighing": weighing,
    "pointing_answer": pointing_answer,
    "answer": answer,
    "agreement": agreement,
    "concession": concession,
    "joined_agreement": joined_agreement,
    "announced_points": announced_points,
    "contrast": contrast,
    "reason": reason,
    "enumeration": enumeration,
    "restatement": restatement,
    "conclusion": conclusion,
    "inference": inference,
    "example": example,
    "addition": addition,
    "block": block,
    "evidence": evidence,
    "further_evidence": further_evidence,
}
