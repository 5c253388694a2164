"""One citation read: its parts put into fields, and its type told from which parts it has."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field, replace

from regesta.extract.notes.authors import Leading, leading
from regesta.extract.notes.descriptions import Description, describe, kind_of
from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.choosing import group
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts, Words, gather
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import alternatives, words
from regesta.extract.text.names import family_of
from regesta.extract.text.shelfmarks import archive_of, traditions

IBID = re.compile(rf"\s*(?:{alternatives('ibid')})(?!\w)\.?", re.IGNORECASE)
IDEM = re.compile(rf"\s*(?:{alternatives('idem')})(?!\w)\.?,?\s*", re.IGNORECASE)
OP_CIT = re.compile(rf"(?<!\w)(?:{alternatives('op_cit')}|{alternatives('loc_cit')})(?!\w)\.?", re.IGNORECASE)
NOTE = re.compile(
    rf"(?<!\w)(?:{alternatives('note_reference')})\s*(?P<number>\d{{1,3}})(?!\d)(?:\s*(?:above|below|supra))?",
    re.IGNORECASE,
)
_FAMILY = r"[^\W\d_a-zа-я][\w'-]+"
_BEFORE_PLACE = re.compile(
    rf"(?<=[a-zа-я\d)?!\"'])\.(?=\s+(?:{alternatives('places')})(?:,\s(?:{alternatives('states')}))?\s?:\s)"
)
_PLAIN_YEAR = r"(?:1[5-9]|20)\d\d"
_AUTHOR_DATE = re.compile(
    rf"(?P<names>{_FAMILY}(?:(?:,\s+|,?\s+(?:and|&|und|et)\s+){_FAMILY}){{0,3}}(?:,?\s+et al\.?)?),?\s+(?:\((?P<year>{_PLAIN_YEAR})[a-z]?\)"
    rf"|(?P<bare>{_PLAIN_YEAR})[a-z]?(?=:))(?:\s*[:,]\s*(?:(?:pp?|S)\.?\s*)?(?P<pages>\d+(?:\s?-\s?\d+)?(?:\s?ff?\.?)?))?"
)
_PAIR = r"[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)?,\s+(?:[^\W\d_a-z]\.[ -]?)+"
_HARVARD = re.compile(
    rf"(?P<names>{_PAIR}(?:(?:,?\s*(?:and|&)\s+|,\s+){_PAIR})*)\s*(?:\(eds?\.?\)\s*)?(?:\((?P<year>{_PLAIN_YEAR})[a-z]?\)[.,:]?|,)\s+"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of a note says. `dates` are the places of its dates when it cites one document after the
    other by them."""

    type: CitationType
    fields: Fields
    confidence: float
    dates: tuple[tuple[str, int, int], ...] = field(default=())
    in_same_place: bool = False


def read(raw: str, text: str, start: int, end: int, known: Set[str] = frozenset()) -> Reading | None:
    """The citation at raw[start:end]; None when the words carry no sign of one. `text` is `raw` folded;
    `known` family names, casefolded."""
    ibid = IBID.match(text, start, end)
    if ibid:
        return _ibid(raw, text, ibid.end(), end)
    idem = IDEM.match(text, start, end)
    begin = idem.end() if idem else start
    op_cit = OP_CIT.search(text, begin, end)
    if op_cit:
        return _short_form(raw, text, begin, end, op_cit, known)
    note = NOTE.search(text, begin, end)
    if (
        note
        and (note.start() - begin < 40 and not re.search(r"\d{4}", text[begin : note.start()]))
        and (
            note.start() == begin
            or "above" in note.group()
            or text[note.end() : end].strip(" .)")[:1] in ("", ",")
        )
    ):
        return _short_form(raw, text, begin, end, note, known)
    dated = _AUTHOR_DATE.fullmatch(text, begin, end)
    if dated and not _serial(dated["names"]):
        return _author_date(dated, known)
    harvard = _HARVARD.match(text, begin, end)
    if harvard:
        return _harvard(raw, text, harvard, end, known)
    # "Conflict in the Congo. London: Routledge": a full stop before a place parts as a comma does
    plain = text[:begin] + _BEFORE_PLACE.sub(",", text[begin:end]) + text[end:]
    return _full(raw, gather(plain, begin, end), known, idem=bool(idem))


def _serial(name: str) -> bool:
    """Whether a word before a year is a newspaper, a series of documents or an acronym rather than an
    author."""
    return bool(
        re.fullmatch(r"[A-Z][A-Z.]+", name)
        or is_newspaper(name)
        or words("document_series", case=True).match(name)
        or kind_of(name)
    )


def _author_date(m: re.Match[str], known: Set[str]) -> Reading:
    """ "Gaddis 1997: 72", "Roberts (2006), p. 364": a work of the list at the end by its author and year."""
    names = [
        n
        for n in re.split(
            r"\s*(?:,|&|\band\b|\bund\b|\bet\b(?! al))\s*", re.sub(r",?\s+et al\.?$", "", m["names"])
        )
        if n
    ]
    fields = Fields(
        authors=tuple(family_of(n, known) for n in names),
        author_names=tuple(names),
        year=m["year"] or m["bare"],
        pages=_pages(m["pages"] or ""),
    )
    return Reading("short_title", fields, 0.85)


def _harvard(raw: str, text: str, m: re.Match[str], end: int, known: Set[str]) -> Reading | None:
    """ "Mastny, V. (1996) The Cold War. New York: Oxford University Press": families and initials first, the
    year behind them."""
    pairs = re.findall(
        r"([^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)?),\s+((?:[^\W\d_a-z]\.[ -]?)+)", m["names"]
    )
    begin = m.end()
    # full stops part title, place and publisher here; the offsets stay
    plain = text[:begin] + re.sub(r"(?<=[\w)\"'?!])\.(?=\s+[^\W\d_a-z])", ",", text[begin:end]) + text[end:]
    found = _full(raw, gather(plain, begin, end), known, idem=True)
    if found is None:
        return None
    families = tuple(f for f, _ in pairs)
    fields = replace(
        found.fields,
        authors=families,
        author_names=tuple(f"{g.strip()} {f}" for f, g in pairs),
        year=m["year"] or found.fields.year,
    )
    return replace(
        found,
        type="book" if m["year"] and found.type in ("short_title", "other") else found.type,
        fields=fields,
    )


def _ibid(raw: str, text: str, start: int, end: int) -> Reading:
    parts = gather(text, start, end) if re.search(r"\w", text[start:end]) else Parts()
    title = " ".join(tidy(w.text) for w in parts.words)
    description = describe(title) if title else Description()
    fields = replace(
        _held(raw, parts),
        title=title,
        pages=_pages(parts.pages),
        volume=parts.volume,
        issue=parts.issue,
        doc_number=parts.document,
        doc_date=_first_date(parts, title),
        doc_kind=description.kind,
        sender=description.sender,
        recipient=description.recipient,
    )
    return Reading("ibid", fields, 0.95)


def _short_form(raw: str, text: str, start: int, end: int, form: re.Match[str], known: Set[str]) -> Reading:
    """ "Kyle, op. cit., p. 4", "Kyle, Suez (note 12 above), p. 4", "see note 12": a work cited before."""
    cleaned = text[: form.start()] + " " * (form.end() - form.start()) + text[form.end() :]
    cleaned = re.sub(r"[(\[]\s*[)\]]", lambda m: " " * len(m.group()), cleaned)
    parts = gather(cleaned, start, end) if re.search(r"\w", cleaned[start:end]) else Parts()
    head = leading([*parts.words, Words(end, end, "")], known)
    rest = [w for w in head.rest if w.text.strip()]
    title = " ".join(tidy(w.text) for w in rest)
    names = head.names or ((head.institution,) if head.institution else ())
    fields = Fields(
        authors=tuple(family_of(n, known) if n in head.names else n for n in names),
        author_names=tuple(names),
        title=title,
        pages=_pages(parts.pages),
    )
    return Reading("short_title", fields, 0.8 if names or title else 0.6)


def _full(raw: str, parts: Parts, known: Set[str], *, idem: bool) -> Reading | None:
    if not (parts.words or parts.marks or parts.archives or parts.url):
        return None
    # behind "idem" no author stands
    head = (
        Leading((), "", (), (), tuple(parts.words))
        if idem and not parts.imprint.role
        else leading(parts.words, known)
    )
    grouped = group(raw, parts, head, idem=idem)
    if grouped is None:
        return None
    names, institution = grouped.names, grouped.institution
    authors = tuple(family_of(n, known) for n in names) or ((institution,) if institution else ())
    if grouped.owner and not authors:
        authors = (family_of(grouped.owner, known),)
    series_year = parts.imprint.year or parts.year
    doc_date = grouped.doc_date
    year = series_year
    if not year and grouped.type not in ("archival_document", "diary"):
        dated = next((d for d, *_ in parts.dates), "") or (
            doc_date if grouped.type in ("newspaper", "interview", "report") else ""
        )
        year = dated[:4] if grouped.type not in ("published_document",) or grouped.periodical else ""
    if grouped.type in ("archival_document", "diary") and not parts.imprint.place:
        year = ""
    held = _held(raw, parts)
    if grouped.type in ("book", "article", "chapter") and parts.archives and not parts.marks and not authors:
        # a holder before an imprint is the body that published
        authors, held = (held.archive,), replace(held, archive="")
    pages = _pages(parts.pages)
    tradition = next((t for t in traditions() for m in parts.marks if t.name == m.tradition), None)
    near = next(
        (
            t
            for t in traditions()
            for a in parts.archives
            if (found := archive_of(a.text)) and found.tradition == t.name
        ),
        None,
    )
    sheets = tradition or near
    if (
        sheets is not None
        and sheets.pages == "listy"
        and parts.marks
        and pages
        and not held.listy
        and grouped.type == "archival_document"
    ):
        held, pages = replace(held, listy=pages), ""
    fields = replace(
        held,
        authors=authors,
        author_names=tuple(names) or authors,
        editors=tuple(dict.fromkeys([*head.editors, *parts.imprint.editors, *grouped.editors])),
        translators=tuple(dict.fromkeys([*head.translators, *parts.imprint.translators])),
        title=grouped.title,
        year=re.sub(r"\s", "", year),
        pages=pages,
        volume=grouped.volume or parts.volume,
        issue=parts.issue,
        container=grouped.container,
        place=tidy(parts.imprint.place),
        publisher=tidy(parts.imprint.publisher),
        edition=parts.edition or parts.imprint.edition,
        doc_kind=grouped.description.kind,
        doc_number=parts.document,
        sender=grouped.description.sender,
        recipient=grouped.description.recipient,
        doc_date=doc_date,
        url=parts.url,
        accessed=parts.imprint.accessed,
    )
    if grouped.archive and not fields.archive:
        fields = replace(fields, archive=grouped.archive)
    several = (
        tuple(parts.dates)
        if len(parts.dates) > 1 and grouped.type in ("archival_document", "newspaper", "diary")
        else ()
    )
    return Reading(grouped.type, fields, _confidence(grouped, fields), several, parts.in_same_place)


def _held(raw: str, parts: Parts) -> Fields:
    """Archive, shelfmark and its units; all other fields empty."""
    out = Fields(
        archive=tidy(re.sub(r"^[Tt]he (?=Institute|National|Public)", "", parts.archives[0].text))
        if parts.archives
        else ""
    )
    units: list[tuple[str, str]] = []
    for mark in parts.marks:
        units += [u for u in mark.units if u[0] not in {level for level, _ in units} or mark.shelfmark]
        for name, value in mark.fields:
            if not getattr(out, name):
                out = replace(out, **{name: tidy(value)})  # type: ignore[arg-type]
    shown = [
        tidy(raw[a:b]) for mark, (a, b) in zip(parts.marks, parts.mark_spans, strict=True) if mark.shelfmark
    ]
    if out.record_group:
        # the record group has its field
        shown = [tidy(re.sub(rf",?\s*{re.escape(out.record_group)}(?!\d)", "", s).strip(" ,")) for s in shown]
    return replace(
        out, units=tuple(dict.fromkeys(units)), shelfmark=", ".join(dict.fromkeys(s for s in shown if s))
    )


def _pages(pages: str) -> str:
    return re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", pages)).strip(" ,.")


def _first_date(parts: Parts, title: str) -> str:
    if parts.dates:
        return parts.dates[0][0]
    found = dates_in(fold(title))
    return found[-1].edtf if found else ""


def _confidence(grouped: Group, fields: Fields) -> float:
    """How sure the reading is: each part that a citation of its type has counts."""
    value = 0.6
    value += 0.1 * bool(fields.authors or fields.sender or fields.archive)
    value += 0.1 * bool(fields.title)
    value += 0.15 * bool(fields.year or fields.doc_date or fields.shelfmark or fields.fond)
    value += 0.05 * bool(fields.pages or fields.listy or fields.url)
    return round(min(value, 0.98) - 0.15 * (grouped.type == "other"), 2)
