"""What a document's description says: its kind, who sent it, to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import document_kinds
from regesta.extract.text.names import is_person

#: Kinds that are of several hands or of none: a "by" in them names no sender.
_UNSENT = frozenset({"meeting_record", "resolution", "interview", "protocol", "diary"})
#: Kinds whose word may stand right before "A to B".
_MESSAGES = frozenset({"telegram", "letter", "memorandum", "report"})
#: Where a party's name ends.
_STOP = r"(?=\s+(?:(?:to|from|by|on|about|regarding|concerning|re|through|via|dated|who|which|during|with|and by|between|for(?! (?:Foreign|Defen[cs]e|War|External|Commonwealth|Home|Overseas))|enclosing|sent|nos?)\b|of (?=\d)|in (?=\d|[A-Z]\w+ \d)|at (?=\d)|\d(?!\d?(?:st|nd|rd|th)))|\s*[,:;.(\[]|\s*$)"
_POST = r"(?:Embassy|Legation|Consulate|Mission|Delegation|Ambassador|Minister|High Commissioner|Representative|Consul|Chargé)\s+(?:in|at|to)\s+"
_NAME = rf"(?:[^\W\d_a-zа-я]\.\s*)*(?:{_POST})?[^\W\d_a-zа-я][\w'.-]*(?:\s+(?:(?:(?:of|for|and|&)\s+(?:the\s+)?|de\s+|van\s+|von\s+|al-\s+|\d+(?:st|nd|rd|th)\s+))*(?:{_POST})?(?!on\b|in\b|about\b)[^\W\d_a-zа-я][\w'.-]*)*"
_OFFICE = r"(?:ambassador|embassy|minister|ministry|government|leader|leadership|delegation|representatives?|consul|mission|forces|advis[eo]rs?|headquarters|council|committee)"
#: Ranks and titles that stand before a name in small letters.
_RANK = r"(?:(?:lieutenant|colonel|general|major|captain|marshal|admiral|comrade|ambassador|president|premier|chairman|minister|chargé)[ -]+)*"
_PARTY = rf"(?:(?:[^\W\d_a-zа-я][\w-]+\s+){{1,3}}{_OFFICE}\b[^,:;(]*?{_STOP}|(?:the|certain)\s+[^,:;(]+?{_STOP}|{_RANK}{_NAME})"
_QUALITY = r"(?:(?:secret|top secret|urgent|emergency|personal|private|cipher(?:ed)?|coded|encrypted|long|short|final|first|second|draft|special|annual|monthly|weekly|handwritten|confidential)\s+)*"


@dataclass(frozen=True, slots=True)
class Description:
    """`kind` in the field's terms ("" when the words name none), `sender` and `recipient` as written, without
    articles."""

    kind: str = ""
    sender: str = ""
    recipient: str = ""


def kind_of(text: str) -> str:
    """The document kind the words name: the earliest, then the longest; "" when they name none."""
    best = min(
        (
            (m.start(), -len(m.group()), kind)
            for kind, pattern in document_kinds()
            if (m := pattern.search(text))
        ),
        default=None,
    )
    return best[2] if best else ""


def describe(title: str) -> Description:
    """Kind, sender and recipient out of a document's description such as "Secret telegram from Tunkin to
    Stalin"."""
    text = re.sub(r"\s+", " ", fold(title))
    head, _, tail = text.partition(":")
    if tail and re.search(r"\bfrom\b", head) and re.search(r"\bto\b", head) and kind_of(head):
        # what follows the colon is the subject, whoever it names
        text = head
    kind = kind_of(text)
    sender = recipient = ""
    pair = re.search(
        rf"(?:^|,\s)(?:Draft\s+)?(?P<s>{_NAME})(?:\s*\([^()]{{2,30}}\))?\s+(?:to|an|à)\s+(?P<r>{_PARTY})\s*(?:$|[,(;:.]|\b(?:and|on|re|about|dated|tel|telegram|letter|despatch|no)\b|\d)",
        _headless(text),
    )
    if pair and not kind_of(pair["s"]) and _is_party(pair["s"]):
        return Description(kind, _clean(pair["s"]), _clean(pair["r"]))
    own = _possessive(text)
    if own:
        sender = own
    adopted = re.search(rf"\b(?:adopted|issued|passed) by (?P<s>{_PARTY})", text)
    if adopted:
        return Description(kind, _clean(adopted["s"]), "")
    if (
        kind in ("order", "statement")
        and not sender
        and (
            of := re.match(
                rf"^(?:The |A )?(?:\w+ )?(?:decree|order|directive|instructions?|statement|declaration|communiqué|proclamation)s? of (?P<s>{_PARTY})",
                text,
                re.IGNORECASE,
            )
        )
    ):
        sender = _clean(of["s"])
    if kind in _UNSENT or not kind:
        return Description(kind, sender if kind not in _UNSENT else "", "")
    # what a document is about may go "to" somebody too: only what stands before its subject addresses it
    subject = re.search(r"\s(?:on|about|regarding|concerning|re)\s", text)
    to = re.search(rf"\bto (?P<r>{_PARTY})", text[: subject.start()] if subject else text) or re.search(
        rf"\b(?:sent|addressed) to (?P<r>{_PARTY})", text
    )
    if to:
        recipient = _clean(to["r"])
    if not sender:
        senders = [
            _named(text, m)
            for m in re.finditer(
                rf"\b(?:from|by|of(?= President| Prime| Foreign| Secretary)) (?P<s>{_PARTY})", text
            )
        ]
        sender = ", ".join(dict.fromkeys(s for s in senders if s))
    return Description(kind, sender, recipient)


def _headless(text: str) -> str:
    """A description without the kind word right before its pair: "Telegram Roshchin to Stalin"."""
    for kind, pattern in document_kinds():
        m = pattern.match(text) if kind in _MESSAGES else None
        if m and re.match(r"\s+(?=[^\W\d_a-zа-я])", text[m.end() :]):
            return text[m.end() :].lstrip()
    return text


def _named(text: str, m: re.Match[str]) -> str:
    """The party found, or the person named behind his office: "by the Soviet ambassador in China, N. V.
    Roshchin"."""
    office = _clean(m["s"])
    behind = re.match(rf",\s+(?P<n>{_NAME})\s*(?=,|$)", text[m.end("s") :])
    if (
        behind
        and re.search(_OFFICE, office, re.IGNORECASE)
        and len(behind["n"].split()) >= 2
        and is_person(behind["n"])
    ):
        return _clean(behind["n"])
    return office


def _possessive(text: str) -> str:
    """The owner in "Shtykovs press conference", "Gromov and Ignatiev's report", "Muccio telegram to": before
    the kind word, with or without the apostrophe."""
    for kind, pattern in document_kinds():
        for m in pattern.finditer(text):
            before = re.search(
                rf"^(?:[Tt]he )?(?P<s>(?![Tt]he\b){_NAME}(?:,\s+{_NAME})*)\s+{_QUALITY}$", text[: m.start()]
            )
            if before and kind not in _UNSENT and kind != "decision":
                owner = re.sub(r"^[Tt]he\s+", "", before["s"])
                marked = bool(re.search(r"(?:'s|s'|s)$", owner))
                follows = re.match(r"\s+to\s+", text[m.end() :])
                if not (marked or follows) or kind_of(owner) or not _is_party(owner):
                    continue
                owner = re.sub(r"'s$|(?<=s)'$|(?<=[^s'])s$", "", owner)
                return ", ".join(p.strip() for p in re.split(r",\s*|\s+and\s+|\s*&\s*", owner) if p.strip())
    return ""


def _is_party(name: str) -> bool:
    return (
        not re.match(
            r"(?:Top Secret|Secret|Urgent|Policy|First|Draft|General|National|Joint|Weekly|Daily|Special|Annual|Monthly|Periodic)\b",
            name,
        )
        and len(name.split()) <= 8
    )


def _clean(party: str) -> str:
    return re.sub(r"^(?:the|certain)\s+", "", tidy(party), flags=re.IGNORECASE).strip(" .,'") if party else ""
