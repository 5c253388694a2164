"""Rules about who wrote to whom: between citations, and between a sentence and the document its note
cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import combinations

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.words import AuditWords
from regesta.extract.notes.descriptions import kind_of
from regesta.extract.notes.likeness import LikenessWords, party_likeness
from regesta.extract.record import Citation, Fields, Span
from regesta.extract.text.dates import find_dates
from regesta.extract.text.folding import fold, key
from regesta.extract.text.lexicon import CitationWords

#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("parties")


@rule("parties-differ", "Citations of one sender's document of one day name different recipients.")
def parties_differ(case: Case) -> Iterator[Finding]:
    """Same kind, day and sender with another recipient; both may exist, so the shelfmark or the words must
    agree besides."""
    groups: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for c in case.citations:
        if _has_parties(c) and c.type in ("archival_document", "published_document"):
            groups[c.fields.doc_date, c.fields.doc_kind].append(c)
    for (day, kind), cited in groups.items():
        seen: set[frozenset[str]] = set()
        for a, b in combinations(cited, 2):
            f, g = a.fields, b.fields
            parties = frozenset((f.sender, f.recipient, g.sender, g.recipient))
            what = _other_party(f, g, case.alike)
            if not what or parties in seen or _apart(a, b) or not _one_place(f, g, case.said):
                continue
            seen.add(parties)
            yield Finding((a.span, b.span), f"{kind or 'document'} of {day}: {what}")


def _has_parties(c: Citation) -> bool:
    """Whether a citation names sender, recipient and a full day."""
    return bool(c.fields.sender and c.fields.recipient) and c.fields.doc_date.count("-") == 2


def _other_party(f: Fields, g: Fields, words: LikenessWords) -> str:
    """In words, who of the two parties is one and between whom they differ; "" when both or neither are
    one."""
    same_sender = party_likeness(f.sender, g.sender, words) >= LEVELS["one"]
    if same_sender == (party_likeness(f.recipient, g.recipient, words) >= LEVELS["one"]):
        return ""
    if same_sender:
        return f"{f.sender}, to {f.recipient} / to {g.recipient}"
    return f"{f.recipient}, from {f.sender} / from {g.sender}"


def _one_place(f: Fields, g: Fields, words: AuditWords) -> bool:
    """Whether both say they are kept in one place, or one went through somebody: only then one document is
    likely."""
    if f.delo and f.delo == g.delo and f.fond == g.fond:
        return True
    if words.through.search(f.title) or words.through.search(g.title):
        return True
    return bool(f.archive and f.archive == g.archive) and _same_words(f, g, words)


def _same_words(f: Fields, g: Fields, words: AuditWords) -> bool:
    """Whether two descriptions are alike but for a name, and say more than who wrote to whom."""
    x, y = set(key(f.title).split()), set(key(g.title).split())
    parties = set(key(" ".join((f.sender, f.recipient, g.sender, g.recipient))).split())
    shared = {w for w in (x & y) - parties - words.message_words if len(w) > LEVELS["short"]}
    return bool(len(x ^ y) <= LEVELS["apart"] and len(shared) >= LEVELS["shared"])


def _apart(a: Citation, b: Citation) -> bool:
    """Whether two documents are plainly two: other sheets, or both named in one note."""
    f, g = a.fields, b.fields
    if a.footnote == b.footnote or (f.delo and g.delo and f.delo != g.delo):
        return True
    return bool(f.listy and g.listy and (f.listy != g.listy or f.delo != g.delo))


@rule(
    "sentence-names-other-party",
    "A sentence names another sender or recipient than the document its note cites.",
)
def sentence_other_party(case: Case) -> Iterator[Finding]:
    """The sentence speaks of a letter or telegram to (or by) somebody; the only such document of its note or
    day was sent to somebody else."""
    documents = sorted((c for c in case.citations if _has_parties(c)), key=lambda c: c.span)
    calls: dict[str, list[Citation]] = defaultdict(list)
    for n in case.document.footnotes:
        calls[n.sentence] += case.by_note.get(n.id, [])
    for sentence in case.document.sentences:
        text = re.sub(r"\s+", " ", fold(case.quoted(sentence.spans)))
        told = [*case.said.message.finditer(text), *case.said.passed.finditer(text)]
        if not told:
            continue
        days = {d.edtf for d in find_dates(text, case.language) if d.edtf.count("-") == 2}
        place = sentence.spans[0]
        near = [c for c in documents if _may_be_meant(c, calls.get(sentence.id, ()), days, place)]
        for m, c in _contradictions(told, near, text, case)[:1]:
            yield Finding(
                (place, c.span),
                f"the sentence has '{m.group().strip()}', note {c.footnote} cites"
                f" {c.fields.sender} to {c.fields.recipient}, {c.fields.doc_date}",
            )


def _contradictions(
    told: Sequence[re.Match[str]], near: Sequence[Citation], text: str, case: Case
) -> list[tuple[re.Match[str], Citation]]:
    """What a sentence tells of messages, with the document of which it names another party."""
    found = ((m, _contradicted(m, near, text, case)) for m in told)
    return [(m, c) for m, c in found if c is not None]


def _may_be_meant(c: Citation, called: Sequence[Citation], days: Set[str], place: Span) -> bool:
    """Whether a sentence may speak of a document: its note cites it, or it is near and of the day named."""
    if days:
        return c.fields.doc_date in days and (c in called or abs(c.span[0] - place[0]) < LEVELS["pages"])
    return c in called


def _contradicted(m: re.Match[str], near: Sequence[Citation], text: str, case: Case) -> Citation | None:
    """The document of which a sentence names another party, when it does so for all documents of that day."""
    said = _said(m, case.said)
    if said is None or case.said.received.search(m.group()):
        return None
    kind = m.groupdict().get("kind")
    if kind and not any(_is_of_kind(kind, c, case.words) for c in near):
        return None
    wrong = [c for c in near if _contradicts(said, c, text, case)]
    if not wrong:
        return None
    of_day = [c for c in near if c.fields.doc_date == wrong[0].fields.doc_date]
    return wrong[0] if len(wrong) == len(of_day) else None


def _said(m: re.Match[str], words: AuditWords) -> tuple[str, str] | None:
    """(sender, recipient) that a sentence gives, either "" when it gives only one."""
    groups = m.groupdict()
    if "kind" not in groups:
        return m["who2"], m["who"]
    sender = recipient = ""
    for preposition, who in ((m["prep"], m["who"]), (m["prep2"], m["who2"])):
        if preposition == words.to_word:
            recipient = who or ""
        elif preposition:
            sender = who or ""
    return (sender, recipient) if sender or recipient else None


def _is_of_kind(word: str, c: Citation, words: CitationWords) -> bool:
    """Whether a document is of the kind a word says; a telegram may be called a letter."""
    kind = kind_of(word, words)
    return c.fields.doc_kind == kind or {c.fields.doc_kind, kind} <= {"telegram", "letter"}


def _contradicts(said: tuple[str, str], c: Citation, text: str, case: Case) -> bool:
    """Whether a sentence names another recipient and the same sender, or the other way round."""
    sender, recipient = said
    f = c.fields
    if (
        _is_other(recipient, f.recipient, text, case)
        and party_likeness(recipient, f.sender, case.alike) < LEVELS["two"]
    ):
        return _is_same(sender, f.sender, text, case)
    return _is_other(sender, f.sender, text, case) and _is_same(recipient, f.recipient, text, case)


def _is_other(name: str, party: str, text: str, case: Case) -> bool:
    """Whether a sentence names a person who is not the party, and the party nowhere."""
    return (
        bool(name)
        and not case.said.no_persons.search(name)
        and party_likeness(name, party, case.alike) < LEVELS["two"]
        and key(party).split()[-1] not in f" {key(text)} "
    )


def _is_same(name: str, party: str, text: str, case: Case) -> bool:
    """Whether the name a sentence gives is the party's; when it gives none, whether the party stands in
    it."""
    if name:
        return bool(party_likeness(name, party, case.alike) >= LEVELS["said"])
    return f" {key(party).split()[-1]} " in f" {key(text)} "


@rule(
    "source-named-not-cited",
    "A sentence names a memoir or diary as its source and its note cites something else.",
)
def named_not_cited(case: Case) -> Iterator[Finding]:
    """ "According to Mikoyan's memoir ... .12" where note 12 cites neither the person nor a memoir."""
    for note in case.document.footnotes:
        sentence = case.sentences.get(note.sentence)
        cited = case.by_note.get(note.id, [])
        if sentence is None or not cited:
            continue
        m = case.said.relying_on_memoirs.search(re.sub(r"\s+", " ", fold(case.quoted(sentence.spans))))
        if m is None or any(key(m["a"] or m["b"])[: LEVELS["beginning"]] in _wording(case, c) for c in cited):
            continue
        instead = (*cited[0].fields.authors, cited[0].quote[:40])[0]
        yield Finding(
            (sentence.spans[0], cited[0].span),
            f"the sentence relies on '{m.group()}'; note {note.id} cites {instead}",
        )


def _wording(case: Case, c: Citation) -> str:
    """A citation's words with its source's authors and title, folded."""
    source = case.sources.get(c.source)
    known = (*source.fields.authors, source.fields.title) if source else ()
    return key(" ".join((c.quote, *known)))
