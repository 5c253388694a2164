"""What an Ibid., an op. cit. or a short title points back to: the first named rule that finds something, with
the reason and how sure it is (antecedents.toml)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.called import abbreviated, called, name_of
from regesta.extract.notes.given import items_of
from regesta.extract.notes.likeness import (
    LikenessWords,
    author_likeness,
    likeness_words,
    surname_likeness,
    title_key,
    title_likeness,
)
from regesta.extract.notes.pointers import PointerPatterns, pointer_patterns
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Fields, Footnote
from regesta.extract.text.folding import fold, key
from regesta.extract.text.lexicon import CitationWords

#: Types that stand for an earlier citation.
POINTERS: frozenset[str] = frozenset({"ibid", "short_title"})


@cache
def sureness() -> Mapping[str, Mapping[str, float]]:
    """antecedents.toml, read once: how sure each rule is, by the table and name there."""
    file = resources.files("regesta.extract.notes").joinpath("antecedents.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Pointer:
    """Citation `id` means citation `target` (or the bibliography's entry number `entry`); `reason` says why,
    `confidence` how surely.

    `rivals` are the citations it might mean instead.
    """

    id: str
    target: str
    reason: str
    confidence: float
    entry: int = -1
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Apparatus:
    """All that a pointer may point to: the document's notes in order, their citations, the bibliography."""

    document: Document
    citations: Sequence[Citation]
    entries: Sequence[Entry]
    patterns: PointerPatterns
    words: LikenessWords
    notes: Mapping[str, Footnote]
    order: Mapping[str, int]
    by_note: Mapping[str, Sequence[Citation]]
    items: Mapping[str, str]
    """What the file itself calls the work of a citation, by the citation's id."""
    called: Mapping[str, Citation]
    """The citations that a note gives a short name ("hereafter Tolls"), by that name."""
    abbreviated: Mapping[str, Fields]
    """What the works of the document's list of abbreviations are, by abbreviation."""

    def cited_in(self, note: str) -> Sequence[Citation]:
        """The citations of a note, by its id."""
        return self.by_note.get(note, ())

    def division(self, c: Citation) -> str:
        """The division of a citation's note, "" when the note is unknown."""
        note = self.notes.get(c.footnote)
        return note.division if note else ""


def point(
    document: Document, citations: Sequence[Citation], entries: Sequence[Entry], words: CitationWords
) -> dict[str, Pointer]:
    """A pointer for every Ibid. and short title that could be resolved, by citation id."""
    by_note: dict[str, list[Citation]] = defaultdict(list)
    for c in citations:
        by_note[c.footnote].append(c)
    apparatus = Apparatus(
        document=document,
        citations=citations,
        entries=entries,
        patterns=pointer_patterns(words),
        words=likeness_words(words.language),
        notes={n.id: n for n in document.footnotes},
        order={n.id: k for k, n in enumerate(document.footnotes)},
        by_note=by_note,
        items=items_of(document, citations),
        called=called(document, citations, words),
        abbreviated=abbreviated(document, words),
    )
    found = ((c, _pointer(c, apparatus)) for c in citations)
    return {c.id: pointer for c, pointer in found if pointer is not None}


#: A rule: what a pointing citation means, or None when the rule does not know.
Rule = Callable[[Citation, Apparatus], Pointer | None]


def _pointer(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """What the first rule that knows says; None for a citation in full, and for what no rule can resolve."""
    rules: Sequence[Rule] = ()
    if c.type == "ibid":
        rules = IBID_RULES
    elif c.type == "short_title" or apparatus.patterns.op_cit.search(fold(c.quote)):
        rules = SHORT_RULES
    elif c.type == "other":
        rules = (work_it_was_called,)
    for rule in rules:
        found = rule(c, apparatus)
        if found is not None:
            return found
    return None


def work_of_the_same_name(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """A short form means the citation in full of the work that the file itself names behind both."""
    item = apparatus.items.get(c.id)
    if not item:
        return None
    same = [
        x
        for x in apparatus.citations
        if apparatus.items.get(x.id) == item and x.id != c.id and x.type not in POINTERS
    ]
    if not same:
        return None
    reason = f"the file names one work here and in note {same[0].footnote}"
    return Pointer(c.id, same[0].id, reason, sureness()["named"]["work"])


def work_it_was_called(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """A short form means the earlier citation whose note gave it that name: "(hereafter Tolls)"."""
    target = apparatus.called.get(name_of(c))
    if target is None or target.span[0] >= c.span[0]:
        return None
    if c.fields.doc_date and c.fields.doc_date != target.fields.doc_date:
        # another day of the same minutes
        return None
    return Pointer(
        c.id, target.id, f"the name that note {target.footnote} gives it", sureness()["named"]["hereafter"]
    )


def abbreviation_it_is(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """A short form that is an abbreviation of the document's list means the work the list gives."""
    fields = apparatus.abbreviated.get(name_of(c))
    if fields is None:
        return None
    meant = replace(c, fields=fields)
    return citation_it_is_short_for(meant, apparatus) or entry_it_is_short_for(meant, apparatus)


def citation_before_in_note(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """An Ibid. means the citation before it in the same note."""
    earlier = [x for x in apparatus.cited_in(c.footnote) if x.span[0] < c.span[0]]
    if not earlier:
        return None
    return Pointer(
        c.id, earlier[-1].id, "ibid: the citation before it in the same note", sureness()["ibid"]["same_note"]
    )


def only_citation_of_note_before(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """An Ibid. means the only citation of the last note before it that cites anything."""
    before = _note_before(c, apparatus)
    cited = apparatus.cited_in(before.id) if before else ()
    if before is None or len(cited) != 1:
        return None
    table = sureness()["ibid"]
    reason, confidence = f"ibid: the only citation of note {before.id}", table["only_citation"]
    if _over_notes(before, c, apparatus):
        reason, confidence = f"{reason}, over notes without citations", confidence - table["over_a_gap"]
    here = apparatus.notes.get(c.footnote)
    if here is not None and before.division != here.division:
        reason, confidence = f"{reason}, in the division before", confidence - table["over_a_division"]
    return Pointer(c.id, cited[0].id, reason, confidence)


def citation_named_in_sentence(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """Of several citations of the note before, an Ibid. means the one whose author its sentence names."""
    before = _note_before(c, apparatus)
    cited = apparatus.cited_in(before.id) if before else ()
    note = apparatus.notes.get(c.footnote)
    named = [x for x in cited if _named(apparatus.document, note, x)]
    if before is None or len(named) != 1:
        return None
    return Pointer(
        c.id,
        named[0].id,
        f"ibid: note {before.id} has {len(cited)} citations; the sentence names this one's author",
        sureness()["ibid"]["named_in_sentence"],
        rivals=tuple(x.id for x in cited if x is not named[0]),
    )


def last_citation_of_note_before(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """Of several citations of the note before, none named, an Ibid. is taken to mean the last."""
    before = _note_before(c, apparatus)
    if before is None:
        return None
    cited = apparatus.cited_in(before.id)
    return Pointer(
        c.id,
        cited[-1].id,
        f"ibid: ambiguous, note {before.id} has {len(cited)} citations; the last is taken",
        sureness()["ibid"]["last_of_several"],
        rivals=tuple(x.id for x in cited[:-1]),
    )


def _note_before(c: Citation, apparatus: Apparatus) -> Footnote | None:
    """The last note of its own series before a citation's own that cites anything."""
    here = apparatus.notes.get(c.footnote)
    for k in range(apparatus.order.get(c.footnote, 0) - 1, -1, -1):
        note = apparatus.document.footnotes[k]
        if apparatus.cited_in(note.id) and (here is None or note.series == here.series):
            return note
    return None


def _over_notes(before: Footnote, c: Citation, apparatus: Apparatus) -> bool:
    """Whether notes of the same series stand between a note and that of a citation."""
    between = range(apparatus.order[before.id] + 1, apparatus.order[c.footnote])
    return any(apparatus.document.footnotes[k].series == before.series for k in between)


def _named(document: Document, note: Footnote | None, c: Citation) -> bool:
    """Whether the sentence that calls the note names an author of the citation, or one of its parties."""
    if note is None or note.marker is None:
        return False
    sentence = next((s for s in document.sentences if s.id == note.sentence), None)
    spans = sentence.spans if sentence else ((max(0, note.marker[0] - 300), note.marker[0]),)
    text = key(" ".join(document.text[a:b] for a, b in spans))
    # a lost apostrophe leaves the name with an s
    return any(
        re.search(rf"\b{re.escape(key(a).split()[-1])}s?\b", text)
        for a in (*c.fields.authors, *c.fields.editors)
        if key(a)
    )


def note_it_names(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """ "Kyle (n. 3), p. 9" means a citation of note 3 of the same division: the only one, or the most
    like."""
    quote = fold(c.quote)
    numbered = apparatus.patterns.note.search(quote)
    # behind a year the number is no note's
    if not numbered or re.search(r"\d{4}", quote[: numbered.start()]):
        return None
    target = _numbered_note(c, int(numbered["number"]), apparatus)
    cited = apparatus.cited_in(target.id) if target else ()
    if target is None or not cited:
        return None
    best = max(cited, key=lambda x: short_likeness(c.fields, x.fields, apparatus.words))
    table = sureness()
    if (
        len(cited) == 1
        or short_likeness(c.fields, best.fields, apparatus.words) >= table["short_title"]["least"]
    ):
        return Pointer(c.id, best.id, f"the note it names, {target.id}", table["numbered"]["sure"])
    return Pointer(
        c.id,
        best.id,
        f"the note it names, {target.id}, which has {len(cited)} citations",
        table["numbered"]["unsure"],
        rivals=tuple(x.id for x in cited if x is not best),
    )


def _numbered_note(c: Citation, number: int, apparatus: Apparatus) -> Footnote | None:
    here = apparatus.notes.get(c.footnote)
    if here is None:
        return None
    return next(
        (
            n
            for n in apparatus.notes.values()
            if (n.division, n.number, n.series) == (here.division, number, here.series)
        ),
        None,
    )


def one_before(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """ "Loc. cit." alone means what an Ibid. would."""
    if c.fields.authors or c.fields.title or apparatus.patterns.note.search(fold(c.quote)):
        return None
    return next((found for rule in IBID_RULES if (found := rule(c, apparatus))), None)


def citation_it_is_short_for(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """A short form means the citation most like it: sooner an earlier one, in the same division, in full."""
    table = sureness()["short_title"]
    own = next(k for k, x in enumerate(apparatus.citations) if x.id == c.id)
    # of equals the nearest before, then the nearest behind
    ranked = [
        (_rank(c, other, apparatus, earlier=j < own), j if j < own else -j, j)
        for j, other in enumerate(apparatus.citations)
        if j != own and _may_be_meant(c, other, apparatus, later=j > own)
    ]
    if not ranked:
        return None
    found = max(ranked)[2]
    other = apparatus.citations[found]
    score = min(table["most"], short_likeness(c.fields, other.fields, apparatus.words))
    where = "earlier" if found < own else "later"
    if other.footnote in apparatus.notes and apparatus.division(other) != apparatus.division(c):
        where += ", in another chapter"
    return Pointer(
        c.id,
        other.id,
        f"short title: {_given(c.fields)} of the citation in note {other.footnote} ({where})",
        round(score - (table["later"] if found > own else 0.0), 2),
    )


def _may_be_meant(c: Citation, other: Citation, apparatus: Apparatus, *, later: bool) -> bool:
    """Whether a short form may stand for another citation: like enough, no Ibid., no short form to come."""
    if other.type == "ibid" or (other.type == "short_title" and later):
        return False
    return short_likeness(c.fields, other.fields, apparatus.words) >= sureness()["short_title"]["least"]


def _rank(c: Citation, other: Citation, apparatus: Apparatus, *, earlier: bool) -> float:
    """How soon a short form means another citation: by likeness, then fullness, order and nearness."""
    table = sureness()["short_title"]
    rank = short_likeness(c.fields, other.fields, apparatus.words) + table["full_first"] * (
        other.type != "short_title"
    )
    if earlier:
        near = bool(apparatus.division(c)) and apparatus.division(c) == apparatus.division(other)
        rank += table["earlier_first"] + table["same_division_first"] * near
    return rank


def entry_it_is_short_for(c: Citation, apparatus: Apparatus) -> Pointer | None:
    """A short form that no citation explains means the bibliography's entry most like it."""
    scored = [
        (short_likeness(c.fields, e.reading.fields, apparatus.words), n)
        for n, e in enumerate(apparatus.entries)
    ]
    score, number = max(scored, default=(0.0, -1))
    table = sureness()["short_title"]
    if score < table["least"]:
        return None
    return Pointer(
        c.id,
        "",
        f"short title: {_given(c.fields)} of the bibliography's entry",
        round(min(table["most_of_bibliography"], score), 2),
        number,
    )


#: What an Ibid. may mean, and what a short form may: the first rule that knows decides.
IBID_RULES: tuple[Rule, ...] = (
    work_of_the_same_name,
    citation_before_in_note,
    only_citation_of_note_before,
    citation_named_in_sentence,
    last_citation_of_note_before,
)
SHORT_RULES: tuple[Rule, ...] = (
    work_of_the_same_name,
    work_it_was_called,
    abbreviation_it_is,
    note_it_names,
    one_before,
    citation_it_is_short_for,
    entry_it_is_short_for,
)


def _given(f: Fields) -> str:
    """What a short form gives, in words: "author and title"."""
    given = [name for name, value in (("author", f.authors), ("title", f.title)) if value]
    return " and ".join(given) or "words"


def short_likeness(short: Fields, full: Fields, words: LikenessWords) -> float:
    """0..1 that a short form means a full one: author and title must agree as far as they are given."""
    author = author_likeness(short, full, words)
    # without a likeness the short form's "author" may be an institution that holds or prints, or the editor
    if short.authors and (author or 0.0) < sureness()["likeness"]["author"]:
        return 0.0
    if not short.title:
        return _by_author(short, full, author)
    if short.volume and full.volume and short.volume != full.volume and not short.issue:
        return 0.0
    return _by_title(short, full, author, words)


def _by_author(short: Fields, full: Fields, author: float | None) -> float:
    """How likely a name alone, or a name and a year, means a work of that author."""
    table = sureness()["likeness"]
    if author is None or author < table["author"]:
        return 0.0
    if not (short.year and full.year):
        return table["author_alone"]
    return table["author_and_year"] if full.year.startswith(short.year) else 0.0


def _by_title(short: Fields, full: Fields, author: float | None, words: LikenessWords) -> float:
    """How likely a title means a work, with its author's likeness where both name one."""
    table = sureness()["likeness"]
    title = _short_title(short.title, full.title, words)
    if author is None:
        return title if title >= table["title_alone"] and _telling(short.title, full.title, words) else 0.0
    elsewhere = (
        bool(short.container and full.container)
        and title_likeness(short.container, full.container, words) < table["title_with_author"]
    )
    # what stands in another journal or book is another work, unless the titles are one
    if author < table["author"] or title < table["title_alone" if elsewhere else "title_with_author"]:
        return 0.0
    return 0.5 * author + 0.5 * title


def _telling(short: str, full: str, words: LikenessWords) -> bool:
    """Whether a short title tells a work without its author: two words, or the full title's beginning."""
    telling = title_key(short, words)
    return len(telling.split()) > 1 or title_key(full, words).startswith(telling)


def _short_title(short: str, full: str, words: LikenessWords) -> float:
    """How well a short title names a full one: its words in order at the beginning, else all of them
    somewhere, else likeness."""
    a, b = title_key(short, words).split(), title_key(full, words).split()
    if not a or not b:
        return 0.0
    if b[: len(a)] == a:
        return 1.0
    table = sureness()["likeness"]
    if all(any(surname_likeness(x, y, words) >= table["word"] for y in b) for x in a):
        return table["all_words"]
    return title_likeness(short, full, words)
