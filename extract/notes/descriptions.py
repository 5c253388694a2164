"""What a document's description says: its kind, who sent it, to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords

#: Kinds that are of several hands or of none: a "by" in them names no sender.
UNSENT = frozenset({"meeting_record", "resolution", "interview", "protocol", "diary"})
#: Kinds whose word may stand right before "A to B".
MESSAGES = frozenset({"telegram", "message", "letter", "memorandum", "report"})
#: Kinds that an authority gives out: "order of the Council of Ministers".
PROCLAIMED = frozenset({"order", "statement", "resolution"})
#: A party's name has at most this many words.
LONGEST_PARTY = 8
_CAPITAL = r"[^\W\d_a-zа-я]"


@dataclass(frozen=True, slots=True)
class Description:
    """`kind` in the field's terms ("" when the words name none), `sender` and `recipient` as written, without
    articles."""

    kind: str = ""
    sender: str = ""
    recipient: str = ""


class DescriptionPatterns:
    """How a language says who wrote to whom; `description_patterns` gives the patterns."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        self._stop = (
            rf"(?=\s+(?:(?:{w('party_ends')})\b|{w('party_ends_before_numbers')}|\d(?!\d?(?:{w('ordinal_tails')})))"
            r"|\s*[,:;.(\[]|\s*$)"
        )
        post = rf"(?:{w('posts')})\s+(?:{w('post_places')})\s+"
        word = rf"{_CAPITAL}[\w'.-]*"
        inner = (
            rf"(?:(?:(?:(?:{w('party_joints')})|&)\s+(?:(?:{w('articles')})\s+)?"
            rf"|(?:{w('party_particles')})|\d+(?:{w('ordinal_tails')})\s+))*"
        )
        self.name = (
            rf"(?:{_CAPITAL}\.\s*)*(?:{post})?{word}"
            rf"(?:\s+{inner}(?:{post})?(?!(?:{w('subject_prepositions')})\b){word})*"
        )
        office = rf"(?:{w('offices')})"
        rank = rf"(?:(?:{w('ranks')})[ -]+)*"
        party = (
            rf"(?:(?:{_CAPITAL}[\w-]+\s+){{1,3}}{office}\b[^,:;(]*?{self._stop}"
            rf"|(?:{w('party_articles')})\s+[^,:;(]+?{self._stop}|{rank}{self.name})"
        )
        quality = rf"(?:(?:{w('document_qualities')})\s+)*"
        to, of_from = w("addressed_to"), w("sent_by")
        #: "Annex B to the report": what follows describes the document it is attached to.
        self.enclosure = re.compile(
            rf"^(?:{w('enclosures')})(?:\s(?:[A-Z]|\d+|[IVXivx]+)(?=\s))?"
            rf"\s(?:{w('addressed_to', 'owner_joints')})\s"
            rf"(?:(?:{w('articles')})\s)?",
            re.IGNORECASE,
        )
        self.from_word = re.compile(rf"\b(?:{w('sent_from')})\b")
        self.to_word = re.compile(rf"\b(?:{to})\b")
        #: "A to B", with what may follow it.
        self.pair = re.compile(
            rf"(?:^|,\s)(?:(?:{w('drafts')})\s+)?(?P<s>{self.name})(?:\s*\([^()]{{2,30}}\))?"
            rf"\s+(?:{w('pair_joints')})\s+(?P<r>{party})\s*(?:$|[,(;:.]|\b(?:{w('behind_pair')})\b|\d)"
        )
        self.adopted = re.compile(rf"\b(?:{w('adopted_by')}) (?P<s>{party})")
        self.proclaimed = re.compile(
            rf"^(?:(?:{w('description_articles')}) )?(?:\w+ )?(?:{w('proclaimed_by')}) (?P<s>{party})",
            re.IGNORECASE,
        )
        #: What a document is about: what follows may go "to" somebody too.
        self.subject = re.compile(rf"\s(?:{w('subject_openings')})\s")
        self.to = re.compile(rf"\b(?:{to}) (?P<r>{party})")
        self.sent_to = re.compile(rf"\b(?:{w('sent_to')}) (?P<r>{party})")
        self.by = re.compile(rf"\b(?:{of_from}) (?P<s>{party})")
        self.office = re.compile(office, re.IGNORECASE)
        self.behind_office = re.compile(rf",\s+(?P<n>{self.name})\s*(?=,|$)")
        article = rf"(?:{w('owner_articles')})"
        #: The owner before a kind word: "Gromov and Ignatiev's secret".
        self.owner = re.compile(
            rf"^(?:{article} )?(?P<s>(?!{article}\b){self.name}(?:,\s+{self.name})*)\s+{quality}$"
        )
        self.owner_article = re.compile(rf"^{article}\s+")
        self.addresses = re.compile(rf"\s+(?:{to})\s+")
        self.owner_joint = re.compile(rf",\s*|\s+(?:{w('conjunctions')})\s+|\s*&\s*")
        self.possessive = re.compile(rf"(?:{w('possessives')})$")
        self.possessive_ending = re.compile(rf"(?:{w('possessive_endings')})$")
        self.no_party = re.compile(rf"(?:{w('no_parties')})\b")
        remarks = rf"(?:{w('letter_remarks')})"
        self.remark = re.compile(rf"^{remarks}\.\s+|(?:\.\s+{remarks})+\.?$")
        self.party_article = re.compile(rf"^(?:{w('party_articles')})\s+", re.IGNORECASE)


@lru_cache(maxsize=8)
def description_patterns(words: CitationWords) -> DescriptionPatterns:
    """How a language says who wrote to whom."""
    return DescriptionPatterns(words)


def kind_of(text: str, words: CitationWords) -> str:
    """The document kind the words name: the earliest, then the longest; "" when they name none."""
    best = min(
        (
            (m.start(), -len(m.group()), kind)
            for kind, pattern in words.document_kinds
            if (m := pattern.search(text))
        ),
        default=None,
    )
    return best[2] if best else ""


@lru_cache(maxsize=4096)
def describe(title: str, words: CitationWords) -> Description:
    """Kind, sender and recipient out of a document's description such as "Secret telegram from Tunkin to
    Stalin"."""
    patterns = description_patterns(words)
    text = patterns.enclosure.sub("", re.sub(r"\s+", " ", fold(title)))
    text = _told(text, words, patterns)
    kind = kind_of(text, words)
    pair = patterns.pair.search(_headless(text, words))
    if pair and not kind_of(pair["s"], words) and _is_party(pair["s"], patterns):
        return Description(kind, _clean(pair["s"], patterns), _clean(pair["r"], patterns))
    sender = _owner(text, words, patterns)
    adopted = patterns.adopted.search(text)
    if adopted:
        return Description(kind, _clean(adopted["s"], patterns), "")
    if kind in PROCLAIMED and not sender and (of := patterns.proclaimed.match(text)):
        sender = _clean(of["s"], patterns)
    if kind in UNSENT or not kind:
        return Description(kind, "" if kind in UNSENT - PROCLAIMED else sender, "")
    return Description(kind, sender or _sender(text, words, patterns), _recipient(text, patterns))


def _told(text: str, words: CitationWords, patterns: DescriptionPatterns) -> str:
    """A description without what follows its colon, when a sender, a recipient and a kind stand before it:
    the rest is the subject, whoever it names."""
    head, _, tail = text.partition(":")
    told = tail and patterns.from_word.search(head) and patterns.to_word.search(head) and kind_of(head, words)
    return head if told else text


def _recipient(text: str, patterns: DescriptionPatterns) -> str:
    """To whom: only what stands before a document's subject addresses it."""
    subject = patterns.subject.search(text)
    to = patterns.to.search(text[: subject.start()] if subject else text) or patterns.sent_to.search(text)
    return _clean(to["r"], patterns) if to else ""


def _sender(text: str, words: CitationWords, patterns: DescriptionPatterns) -> str:
    """From or by whom; several one behind the other."""
    senders = [_named(text, m, words, patterns) for m in patterns.by.finditer(text)]
    return ", ".join(dict.fromkeys(s for s in senders if s))


def _headless(text: str, words: CitationWords) -> str:
    """A description without the kind word right before its pair: "Telegram Roshchin to Stalin"."""
    for kind, pattern in words.document_kinds:
        m = pattern.match(text) if kind in MESSAGES else None
        if m and re.match(rf"\s+(?={_CAPITAL})", text[m.end() :]):
            return text[m.end() :].lstrip()
    return text


def _named(text: str, m: re.Match[str], words: CitationWords, patterns: DescriptionPatterns) -> str:
    """The party found, or the person named behind his office: "by the Soviet ambassador in China, N. V.
    Roshchin"."""
    office = _clean(m["s"], patterns)
    behind = patterns.behind_office.match(text[m.end("s") :])
    if (
        behind
        and patterns.office.search(office)
        and len(behind["n"].split()) >= 2
        and words.names.is_person(behind["n"])
    ):
        return _clean(behind["n"], patterns)
    return office


def _owner(text: str, words: CitationWords, patterns: DescriptionPatterns) -> str:
    """The owner in "Shtykovs press conference", "Gromov and Ignatiev's report", "Muccio telegram to": before
    the kind word, with or without the apostrophe."""
    for owner, behind in _owners(text, words, patterns):
        marked = bool(patterns.possessive.search(owner))
        if (
            (marked or patterns.addresses.match(behind))
            and not kind_of(owner, words)
            and _is_party(owner, patterns)
        ):
            bare = patterns.possessive_ending.sub("", owner)
            return ", ".join(p.strip() for p in patterns.owner_joint.split(bare) if p.strip())
    return ""


def _owners(text: str, words: CitationWords, patterns: DescriptionPatterns) -> Iterator[tuple[str, str]]:
    """What has a name's shape before a kind word, and what stands behind the word."""
    for kind, pattern in words.document_kinds:
        if kind in UNSENT or kind == "decision":
            continue
        for m in pattern.finditer(text):
            before = patterns.owner.search(text[: m.start()])
            if before:
                yield patterns.owner_article.sub("", before["s"]), text[m.end() :]


def _is_party(name: str, patterns: DescriptionPatterns) -> bool:
    return not patterns.no_party.match(name) and len(name.split()) <= LONGEST_PARTY


def _clean(party: str, patterns: DescriptionPatterns) -> str:
    bare = patterns.remark.sub("", tidy(party))
    return patterns.party_article.sub("", bare).strip(" .,'") if party else ""
