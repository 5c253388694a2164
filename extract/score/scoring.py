"""Precision and recall of candidate records against hand-made annotations, kind by kind."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

from regesta.extract.authority import Authority, load_authority, shipped_files
from regesta.extract.record import (
    Citation,
    Claim,
    Decision,
    Discrepancy,
    Event,
    Footnote,
    Mention,
    Record,
    Sentence,
    Span,
)
from regesta.extract.score.aliases import read_aliases
from regesta.extract.score.compare import Names, inside, matched, overlap, plain, same_date
from regesta.extract.score.gold import Annotation, Gold, GoldError, read_gold
from regesta.extract.score.gold_records import note_number
from regesta.extract.score.notes import citations, footnotes, slips
from regesta.extract.score.tally import Score, Tally, brief, format_scores, half, report, span_of
from regesta.ontology.values import COLLECTIONS

__all__ = ["GoldError", "Score", "format_scores", "names_in", "read_gold", "score"]

AUTHOR = "thesis author"
#: Two ends of claims so many characters apart are the same: "that" and a blank.
_CLOSE = 5
R = TypeVar("R", bound=Record)
#: A year from 1500 to 2029: whose sentence has one, has its date given and not inferred.
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20[0-2]\d)\b")


@cache
def _table() -> Mapping[str, frozenset[str]]:
    data = tomllib.loads(
        resources.files("regesta.extract.score").joinpath("score.toml").read_text(encoding="utf-8")
    )
    return {k: frozenset(v.split() if isinstance(v, str) else v) for k, v in data.items()}


def names_in(file: Path, known: Authority) -> Authority:
    """The names of annotators' own table, by which alone names are compared (see `score.aliases`)."""
    return read_aliases(file, known, _table()["group_words"])


def score(
    records: Iterable[Record], gold_folder: Path | Gold, *, text: str = "", authority: Authority | None = None
) -> dict[str, Score]:
    """One Score per kind and property of kind ("claims", "claims.holder", "events.date" ...), for those the
    folder annotates.

    `records` are of one document, `gold_folder` its annotations
    (a folder, a file of records, or what `read_gold` gives); both count offsets in code points of its raw
    text. `text`, that raw text, lets nouns and infinitives that readers mark as events either way go
    uncounted. Names are compared through `authority` (ours when None). What counts: a claim when its content
    overlaps the annotated one by half, attributed when its holder is right as well; an event or decision when
    its trigger meets the annotated one; a citation by half its span; sources by B-cubed over matched
    citations.
    """
    gold = gold_folder if isinstance(gold_folder, Gold) else read_gold(gold_folder, text)
    known = authority if authority is not None else load_authority(shipped_files())
    names = Names(known, _table()["group_words"])
    by_kind: dict[type[Record], list[Record]] = defaultdict(list)
    for r in records:
        by_kind[type(r)].append(r)
    tally = Tally()
    if gold.sentences:
        _sentences(gold, _of(by_kind, Sentence), tally)
        _actors(gold, _of(by_kind, Mention), names, tally)
        _claims(gold, _of(by_kind, Claim), names, tally)
        _events(gold, _of(by_kind, Event), names, text, tally)
        _decisions(gold, _of(by_kind, Decision), names, tally)
    if gold.footnotes:
        footnotes(gold, _of(by_kind, Footnote), tally)
        citations(gold, _of(by_kind, Citation), tally, names)
    if gold.slips:
        slips(gold, _of(by_kind, Discrepancy), tally)
    return tally.scores()


def _of(by_kind: Mapping[type[Record], Sequence[Record]], kind: type[R]) -> list[R]:
    return [r for r in by_kind.get(kind, ()) if isinstance(r, kind)]


def _housed(gold: Gold, items: Iterable[R], place: Callable[[R], Span]) -> list[list[R]]:
    """The records per gold sentence; those outside all of them are left out."""
    rows: list[list[R]] = [[] for _ in gold.sentences]
    for r in items:
        i = gold.home(place(r))
        if i >= 0:
            rows[i].append(r)
    return rows


def _sentences(gold: Gold, found: list[Sentence], tally: Tally) -> None:
    ends = [(s.spans[0][0], s.spans[-1][1]) for s in found if gold.home(s.spans[0]) >= 0]
    right = 0
    for s in gold.sentences:
        # A marker or a closing quotation mark more or less is the same sentence.
        if any(abs(a - s.spans[0][0]) <= 3 and abs(b - s.spans[-1][1]) <= 3 for a, b in ends):
            right += 1
        else:
            tally.miss("sentences", brief(s.text))
    tally.add("sentences", right, len(ends), len(gold.sentences))


def _actors(gold: Gold, found: list[Mention], names: Names, tally: Tally) -> None:
    for s, mentions in zip(gold.sentences, _housed(gold, found, lambda m: m.span), strict=True):
        named = {m.actor for m in mentions if plain(m.actor) != plain(AUTHOR)}
        annotated = {a for a in s.actors if plain(a) != plain(AUTHOR)}
        have = _counted(named, annotated, names, s.text)
        want = _counted(annotated, have, names, s.text)
        tally.add("actors", names.common(want, have), len(have), len(want))
        for a in sorted(_unmatched(want, have, names)):
            tally.miss("actors", f"{a}: {brief(s.text)}")
        for a in sorted(_unmatched(have, want, names)):
            tally.spare("actors", f"{a}: {brief(s.text)}")


def _unmatched(actors: set[str], others: set[str], names: Names) -> set[str]:
    """The actors who are nobody among the others."""
    return {a for a in actors if not any(names.same(a, other) for other in others)}


def _counted(actors: set[str], others: set[str], names: Names, sentence: str) -> set[str]:
    """The actors without those whom the other side leaves out and the sentence has as an adjective only."""
    return actors - {a for a in _unmatched(actors, others, names) if names.only_as_adjective(a, sentence)}


def _claims(gold: Gold, found: list[Claim], names: Names, tally: Tally) -> None:
    rows = _housed(gold, found, lambda c: c.content)
    for s, have in zip(gold.sentences, rows, strict=True):
        pairs = matched(s.claims, have, lambda g, c: half(overlap(span_of(g), c.content)))
        tally.add("claims", len(pairs), len(have), len(s.claims))
        held = {j for i, j in pairs if names.common(s.claims[i]["holder"], have[j].holder) > 0}
        tally.add("claims.attributed", len(held), len(have), len(s.claims))
        for j, c in enumerate(have):
            tally.tell("claims.attributed", c.id, j in held)
        _by_voice(s.claims, have, pairs, held, tally)
        report("claims", s.claims, have, pairs, lambda g: g["content"], lambda c: c.quote, tally)
        for i, j in pairs:
            _claim(s.claims[i], have[j], names, tally)
        _boundaries([span_of(g) for g in s.claims], [c.content for c in have], tally)
    want_links, have_links = _gold_links(gold), _links(rows)
    tally.add("claims.relations", len(want_links & have_links), len(have_links), len(want_links))


def _boundaries(want: Sequence[Span], have: Sequence[Span], tally: Tally) -> None:
    """Where claims begin and end, whoever holds them; a few characters (a quotation mark, "that") are no
    matter."""
    starts = matched([a for a, _ in want], [a for a, _ in have], _near)
    ends = matched([b for _, b in want], [b for _, b in have], _near)
    tally.add("claims.boundaries", len(starts) + len(ends), 2 * len(have), 2 * len(want))


def _near(a: int, b: int) -> float:
    """1 for the same place, less for one at most `_CLOSE` characters off, 0 beyond."""
    return 1 / (1 + abs(a - b)) if abs(a - b) <= _CLOSE else 0.0


def _claim(g: Annotation, c: Claim, names: Names, tally: Tally) -> None:
    """The properties of a found claim against the annotated one."""
    kinds = {g["holder_kind"], c.voice}
    tally.judge("claims.voice", len(kinds) == 1 or kinds == {"scholar", "school"})
    tally.judge("claims.holder", names.common(g["holder"], c.holder) > 0)
    if not any(words in plain(g.get("cue")) for words in _table()["unsettled_cues"]):
        tally.judge("claims.hedged", bool(g["hedged"]) == c.hedged)
    tally.judge("claims.negated", bool(g["negated"]) == c.negated)
    want_notes = Counter(g.get("evidence_markers") or ())
    have_notes = Counter(map(note_number, c.footnotes))
    tally.add("claims.footnotes", (want_notes & have_notes).total(), have_notes.total(), want_notes.total())


def _by_voice(
    want: Sequence[Annotation],
    have: Sequence[Claim],
    pairs: Sequence[tuple[int, int]],
    held: set[int],
    tally: Tally,
) -> None:
    """The author's own claims and those of others apart; one of others is right with its holder."""
    own_g, own_s = [g["holder_kind"] == "author" for g in want], [c.voice == "author" for c in have]
    both = sum(own_g[i] and own_s[j] for i, j in pairs)
    tally.add("claims.author", both, sum(own_s), sum(own_g))
    others = sum(not own_g[i] and not own_s[j] and j in held for i, j in pairs)
    tally.add("claims.others", others, len(have) - sum(own_s), len(want) - sum(own_g))


Link = tuple[str, int, int]


def _gold_links(gold: Gold) -> set[Link]:
    """Annotated relations as kind and the two sentences, in text order: readers differ on which claim of a
    sentence is meant."""
    pairs = ((i, r["type"], _answered(gold, r)) for i, s in enumerate(gold.sentences) for r in s.relations)
    return {(_MEANT.get(kind, str(kind)), min(i, k), max(i, k)) for i, kind, k in pairs if k not in (-1, i)}


#: Kinds of relation that are counted as another: readers do not tell them apart well.
_MEANT: Mapping[str, str] = {"undercuts": "attacks"}


def _answered(gold: Gold, relation: Annotation) -> int:
    """Index of the sentence that holds what a relation answers, -1 when it is none."""
    if relation.get("target_span"):
        a, b = relation["target_span"]
        return gold.home((a, b))
    opening = plain(relation.get("target"))
    texts = [plain(s.text) for s in gold.sentences]
    whole = (k for k, text in enumerate(texts) if opening and text[:50] == opening[:50])
    part = (k for k, text in enumerate(texts) if opening and text.startswith(opening[:35]))
    return next(whole, next(part, -1))


def _links(rows: Sequence[Sequence[Claim]]) -> set[Link]:
    at = {c.id: i for i, row in enumerate(rows) for c in row}
    return {
        (_MEANT.get(link.type, link.type), min(i, at[link.target]), max(i, at[link.target]))
        for i, row in enumerate(rows) for c in row for link in c.relations if at.get(link.target, i) != i
    }  # fmt: skip


def _trigger_likeness(g: Annotation, trigger: Span) -> float:
    """How far the triggers meet; one much longer than the annotated trigger is a whole clause and does not
    count."""
    span = span_of(g)
    return inside(span, trigger) if trigger[1] - trigger[0] <= max(40, 1.5 * (span[1] - span[0])) else 0


def _events(gold: Gold, found: list[Event], names: Names, text: str, tally: Tally) -> None:
    for s, have in zip(gold.sentences, _housed(gold, found, lambda e: e.trigger), strict=True):
        pairs = matched(s.events, have, lambda g, e: _trigger_likeness(g, e.trigger))
        paired = [(s.events[i], have[j]) for i, j in pairs]
        missed, spare = _unpaired_events(s.events, have, pairs, text)
        want, kept = len(pairs) + len(missed), len(pairs) + len(spare)
        tally.add("events", len(pairs), kept, want)
        tally.add("events.typed", sum(g["type"] == e.type for g, e in paired), kept, want)
        for g, e in paired:
            tally.tell("events.typed", e.id, g["type"] == e.type)
            tally.confuse("events.typed", g["type"], e.type)
        for g in missed:
            tally.miss("events", brief(f"{g['type']} {g['trigger']}"))
            tally.confuse("events.typed", g["type"], "")
        for e in spare:
            tally.spare("events", brief(f"{e.type} {_words(text, e.trigger)}"))
            tally.tell("events.typed", e.id, False)
            tally.confuse("events.typed", "", e.type)
        for g, e in paired:
            _event(g, e, names, bool(_YEAR.search(s.text)), tally)


def _unpaired_events(
    want: Sequence[Annotation], have: Sequence[Event], pairs: Sequence[tuple[int, int]], text: str
) -> tuple[list[Annotation], list[Event]]:
    """The annotated and the found events in no pair, without those that readers mark either way."""
    undecided = COLLECTIONS["event-type"]["undecided"]
    paired_g, paired_s = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [g for i, g in enumerate(want) if i not in paired_g and g["type"] not in undecided]
    spare = [e for j, e in enumerate(have) if j not in paired_s and e.type not in undecided]
    return missed, [e for e in spare if not _doubtful(text, e.trigger)]


def _event(g: Annotation, e: Event, names: Names, given: bool, tally: Tally) -> None:
    """The properties of a found event against the annotated one; `given`: its sentence names a year."""
    tally.judge("events.type", g["type"] == e.type)
    tally.add("events.agents", names.common(g["agents"], e.agents), len(e.agents), len(g["agents"]))
    if g["type"] in COLLECTIONS["event-type"]["addressed"]:
        common = names.common(g["recipients"], e.recipients)
        tally.add("events.recipients", common, len(e.recipients), len(g["recipients"]))
    kind = "events.date" if given else "events.date_inferred"
    _date(kind, g.get("date"), e.date.edtf if e.date else None, tally)
    tally.judge("events.factuality", g["factuality"] == e.factuality)


def _doubtful(text: str, trigger: Span) -> bool:
    words = plain(_words(text, trigger))
    before = text[max(0, trigger[0] - 4) : trigger[0]].lower().rstrip()
    return bool(words) and (words in _table()["event_nouns"] or before.endswith("to"))


def _words(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())


def _date(kind: str, want: object, have: object, tally: Tally) -> None:
    if want or have:
        tally.judge(kind, same_date(want, have))


def _decisions(gold: Gold, found: list[Decision], names: Names, tally: Tally) -> None:
    for s, have in zip(gold.sentences, _housed(gold, found, lambda d: d.trigger), strict=True):
        pairs = matched(
            s.decisions, have, lambda g, d: _trigger_likeness(g, d.trigger) or _same_act(g, d, names)
        )
        _count_decisions(s.decisions, have, pairs, tally)
        report(
            "decisions",
            s.decisions,
            have,
            pairs,
            lambda g: f"{g['kind']} {g['trigger']} by {', '.join(g['decider'])}",
            lambda d: f"{d.decision} {d.quote}",
            tally,
        )
        for i, j in pairs:
            g, d = s.decisions[i], have[j]
            tally.judge("decisions.decider", names.common(g["decider"], d.deciders) > 0)
            tally.judge("decisions.kind", g["kind"] == d.decision)
            _date("decisions.date", g.get("date"), d.date.edtf if d.date else None, tally)


def _count_decisions(
    want: Sequence[Annotation], have: Sequence[Decision], pairs: Sequence[tuple[int, int]], tally: Tally
) -> None:
    """How many decisions were found; those of kinds that some readers mark only count where both sides have
    them."""
    optional = COLLECTIONS["decision-kind"]["undecided"]
    paired_g, paired_s = {i for i, _ in pairs}, {j for _, j in pairs}
    expected = [g for i, g in enumerate(want) if i in paired_g or g["kind"] not in optional]
    kept = {d.id: j in paired_s for j, d in enumerate(have) if j in paired_s or d.decision not in optional}
    tally.add("decisions", len(pairs), len(kept), len(expected))
    for record, right in kept.items():
        tally.tell("decisions", record, right)


def _same_act(g: Annotation, d: Decision, names: Names) -> float:
    """The same decision under another trigger word of the sentence."""
    return 0.3 if g["kind"] == d.decision and names.common(g["decider"], d.deciders) else 0
