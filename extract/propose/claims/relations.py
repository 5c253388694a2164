"""What claims do to each other: which supports, attacks or concedes which, read from connectives, answering
words and who speaks.

A relation points from the answering claim to the one answered, from the premise to the conclusion. Every rule
has a name, and how sure it is
stands in `data/claims_relations.toml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.claims.appraisal import bare, of_noun, verdict, weighed
from regesta.extract.propose.claims.drafts import Draft
from regesta.extract.propose.claims.lexicon import phrases, table, words
from regesta.extract.propose.mentions.person_names import PersonNames, person_names
from regesta.extract.record import Relation, RelationType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How many sentences back a claim may be answered, and an enumeration looks for what it spells out.
REACH = 3
FAR = 6
#: How many claims back an answer may reach, and one that names whom it answers.
NEAR = 8
MEMORY = 40
#: A claim less sure than this is neither premise nor target.
LEAST = 0.4


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two drafts by their places in the list, and the rule that found it."""

    source: int
    target: int
    type: RelationType
    rule: str


def relate(
    annotated: AnnotatedDocument, drafts: Sequence[Draft], ids: Sequence[str]
) -> Mapping[int, tuple[Relation, ...]]:
    """For each draft that answers another, its relations; `ids` are the claims' ids in the order of `drafts`
    (document order). At most one relation per pair."""
    sure = table("relations")["rules"]
    found: dict[int, list[Relation]] = defaultdict(list)
    pairs: set[tuple[str, str]] = set()
    for link in sorted(_links(annotated, drafts), key=lambda x: (-sure[x.rule], x.source, x.target)):
        pair = (min(ids[link.source], ids[link.target]), max(ids[link.source], ids[link.target]))
        if pair[0] == pair[1] or pair in pairs:
            continue
        confidence = round(
            sure[link.rule]
            * min(1.0, 0.4 + 0.6 * min(drafts[link.source].confidence, drafts[link.target].confidence)),
            3,
        )
        if sure[link.rule] < table("relations")["threshold"]:
            continue
        pairs.add(pair)
        cue = drafts[link.source].cue
        sentence = annotated.sentences[drafts[link.source].sentence]
        marked = (
            sentence.raw(sentence.doc[cue[0] : cue[1]])
            if cue is not None and drafts[link.source].frame is None
            else None
        )
        found[link.source].append(
            Relation(type=link.type, target=ids[link.target], cue=marked, confidence=confidence)
        )
    return {i: tuple(rows) for i, rows in found.items()}


def _links(annotated: AnnotatedDocument, drafts: Sequence[Draft]) -> Iterator[Link]:
    main = [i for i, d in enumerate(drafts) if d.within is None and d.confidence >= LEAST]
    supported: dict[int, tuple[int, str]] = {}
    weighed_last: dict[int, int] = {}
    for n, i in enumerate(main):
        earlier = [j for j in main[max(0, n - MEMORY) : n] if _same_division(annotated, drafts[i], drafts[j])]
        inside = list(_inside(annotated, drafts, i))
        around = (
            ()
            if any(link.rule == "verdict" for link in inside)
            else _of_one(annotated, drafts, i, earlier, supported, weighed_last)
        )
        for link in (*inside, *around):
            if link.rule == "weighing":
                weighed_last[i] = link.target
            if link.type == "supports" and link.source == i:
                supported[i] = (link.target, link.rule)
            yield link


def _inside(annotated: AnnotatedDocument, drafts: Sequence[Draft], i: int) -> Iterator[Link]:
    """What a claim does to a claim it reports ("Ward's contention that ... does not survive"), and to
    another's in the same sentence ("whereas others insist")."""
    own = drafts[i]
    doc = annotated.sentences[own.sentence].doc
    first = next(j for j in range(i, -1, -1) if j == 0 or drafts[j - 1].sentence != own.sentence)
    for j in range(first, len(drafts)):
        if drafts[j].sentence != own.sentence:
            break
        inner = drafts[j].frame
        if (
            j != i
            and drafts[j].within == i - first
            and inner is not None
            and inner.kind == "noun"
            and own.holder.voice == "author"
        ):
            sign = of_noun(doc[inner.verb])
            if sign is not None:
                yield Link(i, j, sign, "verdict")
        if (
            j < i
            and own.within is None
            and drafts[j].within is None
            and {own.holder.voice, drafts[j].holder.voice} <= {"scholar", "school"}
            and inner is not None
        ):
            between = {t.lower_ for t in doc[drafts[j].content[1] - 1 : own.content[0]]}
            if (
                between & {"whereas", "while", "but", "although", "though"}
                and own.holder.names != drafts[j].holder.names
            ):
                yield Link(i, j, "attacks", "contrast")


def _same_division(annotated: AnnotatedDocument, a: Draft, b: Draft) -> bool:
    return annotated.sentences[a.sentence].record.division == annotated.sentences[b.sentence].record.division


def _of_one(
    annotated: AnnotatedDocument,
    drafts: Sequence[Draft],
    i: int,
    earlier: list[int],
    supported: Mapping[int, tuple[int, str]],
    weighed_last: Mapping[int, int],
) -> Iterator[Link]:
    """The links between one claim and those before it (`earlier`, nearest last); only who is named is
    answered over more than a few."""
    before = earlier[-NEAR:]
    own = drafts[i]
    doc = annotated.sentences[own.sentence].doc
    text = re.sub(r"['’]s\b", "", doc.text.lower())
    plain = re.sub(r"[^\w\s-]", " ", text)
    near = [j for j in before if 0 < own.sentence - drafts[j].sentence <= REACH]
    last = near[-1] if near else None
    weighing = weighed(doc) if own.holder.voice == "author" else None
    names = person_names(annotated.language)
    whom = _bearer(drafts, weighing[0], earlier, near, weighed_last, names) if weighing is not None else None
    if weighing is not None and whom is not None:
        yield Link(i, whom, _undercut(weighing[1], plain), "weighing")
        return
    if (
        own.frame is not None
        and own.frame.kind == "object"
        and own.content[0] == own.frame.verb
        and last is not None
    ):
        if (
            drafts[last].holder.names != own.holder.names
        ):  # "Y rejects this view": what it points back to is what was said last, whoever said it
            agrees = own.frame.lemma in words("stance", "answers", "support_verbs") | words(
                "stance", "answers", "agreeing_verbs"
            )
            yield Link(
                i,
                last,
                "supports"
                if agrees != any(c.dep_ == grammar.NEGATION for c in doc[own.frame.verb].children)
                else "attacks",
                "answer",
            )
        return
    stance = _answer(doc, plain, own)
    if stance is None and own.holder.voice != "author":
        stance = _announced_answer(annotated, own)
    named = (
        _named(drafts, plain, before, own) if own.holder.voice == "author" and stance is not None else None
    )
    voices = (
        ("scholar", "school")
        if own.holder.voice == "author" and own.opening != "contrast"
        else ("scholar", "school", "actor", "document")
    )
    reported = (
        named
        if named is not None
        else next(
            (
                j
                for j in reversed(near)
                if drafts[j].holder.voice in voices and drafts[j].holder.names != own.holder.names
            ),
            None,
        )
    )
    close = reported is not None and own.sentence - drafts[reported].sentence == 1
    if (
        stance is not None
        and reported is not None
        and (
            ((named is not None or close) and verdict(doc) is not None)
            or own.holder.voice != "author"
            or _mentions_argument(text)
            or (close and own.opening == "contrast")
        )
    ):
        yield Link(
            i,
            reported,
            _undercut(stance, plain) if own.holder.voice == "author" else stance,
            "answer" if stance == "attacks" else "agreement",
        )
        return
    if last is None:
        return
    follows = own.sentence - drafts[last].sentence == 1
    if (
        follows
        and own.frame is not None
        and own.holder.voice in ("scholar", "school")
        and own.holder.names != drafts[last].holder.names
    ):
        verb = doc[own.frame.verb]
        if own.frame.lemma in words("stance", "answers", "conceding_verbs") and own.opening != "contrast":
            yield Link(i, last, "concedes", "concession")
            return
        if any(
            c.lower_ in words("stance", "answers", "joining_adverbs") for c in verb.children
        ) and own.frame.kind in ("verb", "phrase"):
            yield Link(i, last, "supports", "agreement")
            return
    if follows and _announces_points(text) and drafts[last].holder.voice == own.holder.voice == "author":
        yield Link(i, last, "supports", "verdict")
        return
    if (
        own.opening == "contrast"
        and drafts[last].holder.names != own.holder.names
        and drafts[last].holder.voice != "author"
    ):
        yield Link(i, last, "attacks", "contrast")
        return
    if _opens(text, "reasons"):
        yield Link(i, last, "supports", "reason")
        return
    enumerated = _enumerated(text, drafts, i, before, supported)
    if enumerated is not None:
        yield Link(i, enumerated, "supports", "enumeration")
        return
    if own.opening == "restatement" and own.sentence - drafts[last].sentence == 1:
        yield Link(i, last, "supports", "restatement")
        return
    if own.opening == "conclusion" and own.holder.voice == "author":
        if follows:
            yield Link(last, i, "supports", "conclusion")
        return
    if _opens(text, "inferences") and own.holder.voice == "author":
        if follows:
            yield Link(last, i, "supports", "inference")
        return
    if (
        own.opening == "example"
        and follows
        and (drafts[last].holder.voice != "author" or own.holder.voice != "author")
    ):
        yield Link(i, last, "supports", "example")
        return
    if (
        own.opening in ("addition", "example")
        and follows
        and last in supported
        and own.holder.voice == "author"
    ):
        yield Link(i, supported[last][0], "supports", "addition")
        return
    if own.holder.voice != "author":
        yield from _evidence(drafts, i, last, before, supported)


def _evidence(
    drafts: Sequence[Draft], i: int, last: int, before: list[int], supported: Mapping[int, tuple[int, str]]
) -> Iterator[Link]:
    """What a document says right after the writer's claim stands there as evidence for it; what goes on in
    one voice elaborates its first claim."""
    own = drafts[i]
    if own.sentence - drafts[last].sentence > 1:
        return
    if own.frame is None or (drafts[last].frame is None and drafts[last].holder.names == own.holder.names):
        head = next(
            (
                j
                for j in reversed(before)
                if drafts[j].holder.names == own.holder.names
                and drafts[j].frame is not None
                and own.sentence - drafts[j].sentence <= 10
            ),
            None,
        )
        if head is not None:
            yield Link(i, supported[head][0] if head in supported else head, "supports", "block")
    elif drafts[last].holder.voice == "author" and (
        own.holder.voice == "document" or own.opening in ("addition", "example")
    ):
        yield Link(i, last, "supports", "evidence")
    elif last in supported and supported[last][1] in ("evidence", "block"):
        yield Link(i, supported[last][0], "supports", "evidence")


def _enumerated(
    text: str, drafts: Sequence[Draft], i: int, before: list[int], supported: Mapping[int, tuple[int, str]]
) -> int | None:
    """What a numbered point spells out: for the first the claim before it, for the others what the point
    before spells out."""
    first = _starts(text, "first") or "; firstly" in text or ": firstly" in text or ": first," in text
    if first and before and drafts[i].sentence - drafts[before[-1]].sentence <= 2:
        head = supported.get(before[-1])
        return head[0] if head is not None and head[1] == "verdict" else before[-1]
    if _starts(text, "rest"):
        points = (
            supported[j]
            for j in reversed(before)
            if j in supported and drafts[i].sentence - drafts[j].sentence <= FAR
        )
        return next((target for target, rule in points if rule == "enumeration"), None)
    return None


def _starts(text: str, key: str) -> bool:
    return any(
        text.startswith((f"{word},", f"{word} of all")) for word in table("relations")["enumeration"][key]
    )


def _opens(text: str, section: str) -> bool:
    bare = text
    for kind in ("contrast", "conclusion", "addition", "neutral", "restatement"):
        for phrase in phrases("stance", "connectives", kind):
            joined = " ".join(phrase)
            if bare.startswith((f"{joined},", f"{joined} this")):
                bare = bare[len(joined) :].lstrip(", ")
    return any(bare.startswith(opening) for opening in table("relations")[section]["openings"])


def _announced_answer(annotated: AnnotatedDocument, own: Draft) -> RelationType | None:
    """What the sentence before announced of the same holder's claim ("Békés disagrees. In his reading,
    ...")."""
    k = own.sentence - 1
    if k < 0 or annotated.sentences[k].record.division != annotated.sentences[own.sentence].record.division:
        return None
    found = bare(annotated.sentences[k].doc)
    if found is None:
        return None
    subject, sign = found
    same = (
        any(subject.text.lower() == name.split()[-1].lower() for name in own.holder.names)
        or subject.pos_ == "PRON"
    )
    return sign if same else None


def _mentions_argument(text: str) -> bool:
    nouns = words("stance", "answers", "argument_nouns")
    return any(t in nouns or t.removesuffix("s") in nouns for t in re.findall(r"[\w-]+", text))


def _answer(doc: Doc, text: str, own: Draft) -> RelationType | None:
    """Whether a claim's own words attack or support a position stated before."""
    answers = table("stance")["answers"]
    foreign = own.holder.voice != "author"
    lemma = own.frame.lemma if own.frame is not None else ""
    if any(_phrase_in(text, p) for p in answers["attack_phrases"]) or (
        foreign and lemma in words("stance", "answers", "attack_verbs")
    ):
        return "attacks"
    if any(_phrase_in(text, p) for p in answers["support_phrases"]) or (
        foreign and lemma in words("stance", "answers", "support_verbs")
    ):
        return "supports"
    if not foreign and (sign := verdict(doc)) is not None:
        return sign
    if not foreign and _mentions_argument(text):
        tokens = {t.lower_ for t in doc} | {t.lemma_.lower() for t in doc}
        attacks = bool(
            tokens
            & (words("stance", "answers", "attack_adjectives") | words("stance", "answers", "attack_verbs"))
        )
        supports = bool(
            tokens
            & (words("stance", "answers", "support_adjectives") | words("stance", "answers", "support_verbs"))
        )
        if attacks or supports:
            negative = not attacks and bool(tokens & {"not", "no", "never", "hardly", "cannot"})
            return "attacks" if attacks or negative else "supports"
    return (
        "attacks"
        if own.opening == "contrast" and own.holder.voice in ("author", "scholar", "school")
        else None
    )


def _named(drafts: Sequence[Draft], text: str, before: list[int], own: Draft) -> int | None:
    """The nearest earlier claim of somebody else whose holder the text names ("Hasanli's argument
    underestimates ...")."""
    for j in reversed(before):
        holder = drafts[j].holder
        if (
            holder.voice in ("scholar", "school")
            and holder.names != own.holder.names
            and any(_phrase_in(text, name.lower().split()[-1]) for name in holder.names)
        ):
            return j
    return None


def _bearer(
    drafts: Sequence[Draft],
    who: Token,
    earlier: list[int],
    near: list[int],
    weighed_last: Mapping[int, int],
    names: PersonNames,
) -> int | None:
    """The last claim of the scholar whom a word of the text means: by family name, or for a pronoun the
    scholar weighed or reported last."""
    if who.pos_ == "PRON" and near and near[-1] in weighed_last:
        return weighed_last[near[-1]]
    for j in reversed(near if who.pos_ == "PRON" else earlier):
        holder = drafts[j].holder
        if holder.voice in ("scholar", "school") and (
            who.pos_ == "PRON" or any(names.family(name) == names.family(who.text) for name in holder.names)
        ):
            return j
    return None


def _undercut(sign: RelationType, text: str) -> RelationType:
    """An attack on what a claim rests on, and not on what it says, undercuts it."""
    return (
        "undercuts"
        if sign == "attacks"
        and any(_phrase_in(text, p) for p in table("stance")["answers"]["undercut_phrases"])
        else sign
    )


def _announces_points(text: str) -> bool:
    return _points_pattern().match(text) is not None


@cache
def _points_pattern() -> re.Pattern[str]:
    points = table("relations")["announced_points"]
    return re.compile(
        rf"(?:there are |these |the following )?(?:{'|'.join(points['numbers'])}) (?:\w+ ){{0,2}}(?:{'|'.join(points['nouns'])})\b"
    )


def _phrase_in(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {' '.join(text.split())} "
