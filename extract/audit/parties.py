"""Rules about who wrote to whom: between citations, and between a sentence and the document its note
cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from regesta.extract.audit.case import Case
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.notes.descriptions import kind_of
from regesta.extract.notes.likeness import LikenessWords, party_likeness
from regesta.extract.record import Citation, Fields
from regesta.extract.text.dates import find_dates
from regesta.extract.text.folding import fold, key
from regesta.extract.text.lexicon import CitationWords

_SENT = re.compile(
    r"\b(?P<kind>telegrams?|letters?|messages?|cables?|reports?|notes?)\b(?P<mid>[^.;]{0,25}?)\b(?P<prep>to|from|by)\s+(?P<who>(?:[A-Z]\.\s*)*[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2})"
    r"(?:\s+(?P<prep2>by|from|to)\s+(?P<who2>(?:[A-Z]\.\s*)*[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2}))?"
)
_PASSED = re.compile(
    r"\b(?:was|were)?\s*(?:sent|dispatched|addressed|cabled|telegraphed)\s+to\s+(?P<who>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2})\s+by\s+(?P<who2>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2})"
)


@rule("parties-differ", "Citations of one sender's document of one day name different recipients.")
def parties_differ(case: Case) -> Iterator[Finding]:
    """Same kind, day and sender with another recipient; both may exist, so the shelfmark or the words must
    agree besides."""
    groups: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for c in case.citations:
        f = c.fields
        if (
            f.doc_date.count("-") == 2
            and f.sender
            and f.recipient
            and c.type in ("archival_document", "published_document")
        ):
            groups[f.doc_date, f.doc_kind].append(c)
    for (day, kind), cited in groups.items():
        seen: set[frozenset[str]] = set()
        for a, b in combinations(cited, 2):
            f, g = a.fields, b.fields
            same_sender, same_recipient = (
                party_likeness(f.sender, g.sender, case.alike) >= 0.84,
                party_likeness(f.recipient, g.recipient, case.alike) >= 0.84,
            )
            if (
                same_sender == same_recipient
                or frozenset((f.sender, f.recipient, g.sender, g.recipient)) in seen
            ):
                continue
            if _apart(a, b) or not _one_place(a, b):
                continue
            seen.add(frozenset((f.sender, f.recipient, g.sender, g.recipient)))
            what = (
                f"to {f.recipient} / to {g.recipient}"
                if same_sender
                else f"from {f.sender} / from {g.sender}"
            )
            yield Finding(
                (a.span, b.span),
                f"{kind or 'document'} of {day}: {f.sender if same_sender else f.recipient}, {what}",
                0.6,
            )


def _one_place(a: Citation, b: Citation) -> bool:
    """Whether both say they are kept in one place, or one went through somebody: only then one document is
    likely."""
    f, g = a.fields, b.fields
    same_file = bool(f.delo and g.delo and f.delo == g.delo and f.fond == g.fond)
    through = any(re.search(r"\bthrough\b|\bvia\b|messenger", x.title) for x in (f, g))
    return same_file or through or bool(f.archive and f.archive == g.archive and _same_words(f, g))


def _same_words(f: Fields, g: Fields) -> bool:
    """Whether two descriptions are alike but for a name, and say more than who wrote to whom."""
    x, y = set(key(f.title).split()), set(key(g.title).split())
    plain = set(key(" ".join((f.sender, f.recipient, g.sender, g.recipient))).split())
    said = {
        w
        for w in (x & y) - plain
        if len(w) > 3
        and w
        not in ("from", "telegram", "letter", "report", "secret", "sent", "message", "memorandum", "note")
    }
    return len(x ^ y) <= 4 and len(said) >= 2


def _apart(a: Citation, b: Citation) -> bool:
    """Whether two documents are plainly two: other sheets, or both named in one note."""
    f, g = a.fields, b.fields
    if a.footnote == b.footnote:
        return True
    return bool(f.listy and g.listy and (f.listy != g.listy or f.delo != g.delo)) or bool(
        f.delo and g.delo and f.delo != g.delo
    )


@rule(
    "sentence-names-other-party",
    "A sentence names another sender or recipient than the document its note cites.",
)
def sentence_other_party(case: Case) -> Iterator[Finding]:
    """The sentence speaks of a letter or telegram to (or by) somebody; the only such document of its note or
    day was sent to somebody else."""
    documents = sorted(
        (
            c
            for c in case.citations
            if c.fields.sender and c.fields.recipient and c.fields.doc_date.count("-") == 2
        ),
        key=lambda c: c.span,
    )
    calls: dict[str, list[Citation]] = defaultdict(list)
    for n in case.document.footnotes:
        calls[n.sentence] += case.by_note.get(n.id, [])
    for sentence in case.document.sentences:
        text = re.sub(r"\s+", " ", fold(case.quoted(sentence.spans)))
        if not (_SENT.search(text) or _PASSED.search(text)):
            continue
        days = {d.edtf for d in find_dates(text) if d.edtf.count("-") == 2}
        called = calls.get(sentence.id, [])
        near = [
            c
            for c in documents
            if c in called or (c.fields.doc_date in days and abs(c.span[0] - sentence.spans[0][0]) < 6000)
        ]
        near = [c for c in near if not days or c.fields.doc_date in days]
        if not near:
            continue
        for m in (*_SENT.finditer(text), *_PASSED.finditer(text)):
            said = _said(m)
            if (
                said is None
                or re.search(r"\breceived\s+by\b", m.group())
                or ("kind" in m.groupdict() and not any(_kin(m["kind"], c, case.words) for c in near))
            ):
                continue
            wrong = [c for c in near if _contradicts(said, c, text, case.alike)]
            if wrong and len(wrong) == len(
                [c for c in near if c.fields.doc_date == wrong[0].fields.doc_date]
            ):
                c = wrong[0]
                yield Finding(
                    (sentence.spans[0], c.span),
                    f"the sentence has '{m.group().strip()}', note {c.footnote} cites {c.fields.sender} to {c.fields.recipient}, {c.fields.doc_date}",
                    0.7,
                )
                break


def _said(m: re.Match[str]) -> tuple[str, str] | None:
    """(sender, recipient) that a sentence gives, either "" when it gives only one."""
    groups = m.groupdict()
    if "kind" not in groups:
        return m["who2"], m["who"]
    sender = recipient = ""
    for prep, who in ((m["prep"], m["who"]), (m["prep2"], m["who2"])):
        if prep == "to":
            recipient = who or ""
        elif prep in ("from", "by"):
            sender = who or ""
    return (sender, recipient) if sender or recipient else None


def _kin(word: str, c: Citation, words: CitationWords) -> bool:
    kind = kind_of(word, words)
    return c.fields.doc_kind == kind or {c.fields.doc_kind, kind} <= {"telegram", "letter"}


def _contradicts(said: tuple[str, str], c: Citation, text: str, words: LikenessWords) -> bool:
    sender, recipient = said
    f = c.fields
    plain = f" {key(text)} "
    if (
        recipient
        and _person(recipient)
        and party_likeness(recipient, f.recipient, words) < 0.5
        and key(f.recipient).split()[-1] not in plain
        and party_likeness(recipient, f.sender, words) < 0.5
    ):
        return (
            party_likeness(sender, f.sender, words) >= 0.8
            if sender
            else f" {key(f.sender).split()[-1]} " in plain
        )
    return bool(
        sender
        and _person(sender)
        and party_likeness(sender, f.sender, words) < 0.5
        and key(f.sender).split()[-1] not in plain
        and (
            party_likeness(recipient, f.recipient, words) >= 0.8
            if recipient
            else f" {key(f.recipient).split()[-1]} " in plain
        )
    )


def _person(name: str) -> bool:
    return not re.search(
        r"\b(?:Moscow|Soviet|Washington|Beijing|London|Paris|Embassy|Government|Department|Korea|China|Party|Secretary|Foreign|North|South|United)\b",
        name,
    )


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
        text = re.sub(r"\s+", " ", fold(case.quoted(sentence.spans)))
        m = re.search(
            r"\b(?:[Aa]ccording to|[Ii]n) (?:the )?(?:(?P<a>[A-Z][\w-]+?)(?:'s|s'|s) (?:memoirs?|diary|diaries|recollections)|(?:memoirs?|diary) (?:of|by) (?:[A-Z]\. )?(?P<b>[A-Z][\w-]+))",
            text,
        )
        if m is None:
            continue
        who = key(m["a"] or m["b"])
        if not any(
            who[:5]
            in key(
                " ".join(
                    (
                        c.quote,
                        *(case.sources[c.source].fields.authors if c.source in case.sources else ()),
                        case.sources[c.source].fields.title if c.source in case.sources else "",
                    )
                )
            )
            for c in cited
        ):
            yield Finding(
                (sentence.spans[0], cited[0].span),
                f"the sentence relies on '{m.group()}'; note {note.id} cites {cited[0].fields.authors[0] if cited[0].fields.authors else cited[0].quote[:40]}",
                0.7,
            )
