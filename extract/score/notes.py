"""Scores of footnotes, citations, sources and the document's own slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from regesta.extract.authority import Authority
from regesta.extract.record import Citation, Discrepancy, Footnote, Span
from regesta.extract.score.compare import (
    Names,
    inside,
    matched,
    overlap,
    plain,
    same_date,
    same_pages,
    same_title,
    same_words,
    shared,
)
from regesta.extract.score.gold import Annotation, Gold, GoldFootnote
from regesta.extract.score.tally import Tally, brief, half, report, span_of

#: A footnote is the annotated one when the two overlap by this much.
SAME_NOTE = 0.8
#: Fields of a citation and when two values of each are the same; authors are compared by family name.
FIELDS: Mapping[str, Callable[[object, object], bool]] = {
    "title": same_title, "container": same_title, "publisher": same_title, "place": same_words,
    "year": same_pages, "pages": same_pages, "listy": same_pages, "volume": same_words, "issue": same_words,
    "archive": same_words, "fond": same_words, "opis": same_words, "delo": same_words, "record_group": same_words, "shelfmark": same_words,  # noqa: E501
    "doc_date": same_date, "url": same_words,
}  # fmt: skip
#: Names without an authority: initials and family names are all that is known of them.
STRANGERS = Names(Authority())
#: Fields that name somebody, compared as names are.
PEOPLE = ("sender", "recipient")
#: Fields that are judged, but are no part of the figure for all fields: editions rarely agree on the place.
APART = ("place",)


def footnotes(gold: Gold, found: list[Footnote], tally: Tally) -> None:
    """Bodies by span and number; markers by the sentence that calls them."""
    pairs = matched(gold.footnotes, found, _footnote_likeness)
    taken = {j for _, j in pairs}
    spare = sum(_is_noted(gold, f.span) for j, f in enumerate(found) if j not in taken)
    tally.add("footnotes", len(pairs), len(pairs) + spare, len(gold.footnotes))
    report("footnotes", gold.footnotes, [], [(i, 0) for i, _ in pairs], lambda g: str(g.number), str, tally)
    _markers(gold, found, tally)


def _footnote_likeness(g: GoldFootnote, f: Footnote) -> float:
    """How far two footnotes of one number overlap, 0 below `SAME_NOTE`."""
    met = overlap(g.span, f.span)
    return met if g.number == f.number and met >= SAME_NOTE else 0


def _is_noted(gold: Gold, span: Span) -> bool:
    """Whether a span lies in a stretch of text whose footnotes are all annotated."""
    return any(a <= span[0] < b for a, b in gold.noted)


def _markers(gold: Gold, found: list[Footnote], tally: Tally) -> None:
    marked: list[list[int]] = [[] for _ in gold.sentences]
    for f in found:
        i = gold.home(f.marker) if f.marker else -1
        if i >= 0:
            marked[i].append(f.number)
    for s, have in zip(gold.sentences, marked, strict=True):
        tally.add("footnotes.marker", (Counter(have) & Counter(s.markers)).total(), len(have), len(s.markers))


def citations(gold: Gold, found: list[Citation], tally: Tally, names: Names = STRANGERS) -> None:
    """Where citations stand, their types and fields, and whether those of one source are kept together."""
    keyed: list[tuple[str, str]] = []
    for note in gold.footnotes:
        have = [c for c in found if shared(note.span, c.span)]
        pairs = matched(note.citations, have, lambda g, c: half(overlap(span_of(g), c.span)))
        tally.add("citations", len(pairs), len(have), len(note.citations))
        report(
            "citations", note.citations, have, pairs, lambda g: g["raw"], lambda c: c.quote or c.type, tally
        )
        for i, j in pairs:
            g, c = note.citations[i], have[j]
            tally.judge("citations.type", g["type"] == c.type)
            _fields(g, c, names, tally)
            if g.get("source_key"):
                keyed.append((str(g["source_key"]), c.source or c.id))
    if keyed:
        _b_cubed(keyed, tally)


def _fields(g: Annotation, c: Citation, names: Names, tally: Tally) -> None:
    want_authors = {_family(a) for a in g.get("authors", ())}
    have_authors = {_family(a) for a in c.fields.authors}
    for kind in ("citations.authors", "citations.fields"):
        tally.add(kind, len(want_authors & have_authors), len(have_authors), len(want_authors))
    for name in (*FIELDS, *PEOPLE):
        want, have = g.get(name), getattr(c.fields, name)
        if want or have:
            ok = bool(want and have) and _same_field(name, want, have, names)
            kinds = (f"citations.{name}", "citations.fields")
            for kind in kinds[:1] if name in APART else kinds:
                tally.add(kind, int(ok), int(bool(have)), int(bool(want)))
            if not ok:
                tally.miss("citations.fields", f"{name}: {want!r}, not {have!r}, in {brief(g['raw'])}")


def _same_field(name: str, want: object, have: object, names: Names) -> bool:
    """Whether two values of a field are the same."""
    return FIELDS[name](want, have) if name in FIELDS else names.same(str(want), str(have))


def _family(name: str) -> str:
    return plain(name).split(" ")[-1]


def _b_cubed(keyed: Sequence[tuple[str, str]], tally: Tally) -> None:
    """Whether citations of one source are kept together: B-cubed precision over what is found, recall over
    what is expected."""
    both, want, have = Counter(keyed), Counter(g for g, _ in keyed), Counter(s for _, s in keyed)
    precision = sum(both[g, s] / have[s] for g, s in keyed) / len(keyed)
    recall = sum(both[g, s] / want[g] for g, s in keyed) / len(keyed)
    # As counts, so that Score's own arithmetic gives these two figures back.
    tally.add("sources", len(keyed), len(keyed) / precision, len(keyed) / recall)


def slips(gold: Gold, found: list[Discrepancy], tally: Tally) -> None:
    """Slips of the document itself: found when either of the two places is pointed at."""

    def likeness(g: Annotation, d: Discrepancy) -> float:
        places = [
            span_of(g),
            *(
                [(int(g["conflicts_with"][0]), int(g["conflicts_with"][1]))]
                if g.get("conflicts_with")
                else []
            ),
        ]
        return max((inside(p, s) for p in places for s in d.spans), default=0)

    pairs = matched(gold.slips, found, likeness)
    tally.add("discrepancies", len(pairs), len(found), len(gold.slips))
    report("discrepancies", gold.slips, found, pairs, lambda g: g["what"], lambda d: d.message, tally)
