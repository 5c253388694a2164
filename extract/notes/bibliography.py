"""The bibliography read entry by entry, surnames first, with the author carried down to entries that leave
him out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from regesta.extract.notes.filling import Reading
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.notes.reading import read
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.record import Fields, Span
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.lexicon import CitationWords, citation_words
from regesta.extract.text.shelfmarks import archive_of

_FAMILY = r"(?:(?:[a-z]{2,3}|[Aa]l-|[A-Z]')\s?){0,2}[^\W\d_a-zа-я][\w'-]+(?:[ -][^\W\d_a-zа-я][\w'-]+)?"
_GIVEN = r"[^\W\d_a-zа-я][\w'-]*\.?(?:[\s-]?(?:[^\W\d_a-zа-я][\w'-]*\.?|van|von|de|den|der))*"
_PAIR = re.compile(
    rf"(?P<family>{_FAMILY})\s?,\s+(?:(?P<jr>Jr|Sr)\.?,\s+)?(?P<given>{_GIVEN})(?=\s*(?:[,.(&;]|and\b|$)|\s+(?:The|A|An)\s)"
)
_JOIN = re.compile(r"\s*(?:,\s*(?:and|&)?|&|\band\b|;)\s*")
_ROLE = re.compile(r"\s*,?\s*\(?(?P<role>eds?|edited|trans|translated|comps?)\.?\)?(?=[\s,.])", re.IGNORECASE)
_DASH = re.compile(r"^\s*(?:[-_\u2013\u2014]{2,}|\u2014|idem|\.{3,})[.,]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the bibliography as read; `rubrics` are the headings it stands under, outermost first."""

    span: Span
    rubrics: tuple[str, ...]
    reading: Reading


def read_bibliography(document: Document, pack: LanguagePack = ENGLISH) -> list[Entry]:
    """Every entry that could be read, in order; entries that list several dates of one series give one entry
    each."""
    words = citation_words(pack)
    folded = fold(document.text)
    out: list[Entry] = []
    author: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    mended = _mended(document, words)
    for k, entry in enumerate(mended):
        if k and mended[k - 1].rubrics != entry.rubrics:
            author = None
        start, end = entry.span
        names, families, begin, role = _authors(folded, start, end, words)
        dash = _DASH.match(folded[start:end])
        if dash and author:
            families, names, begin = author[0], author[1], start + dash.end()
        elif not names and author and _continues(folded, mended, k, words):
            families, names = author
        reading = _read(document.text, folded, begin, end, names, families, role, words)
        if reading is None:
            continue
        author = (families, names) if names else (author if not reading.fields.authors else None)
        out += [Entry(entry.span, entry.rubrics, r) for r in _dates(_under(reading, entry.rubrics, words))]
    return out


def _mended(document: Document, words: CitationWords) -> list[BibliographyEntry]:
    """Entries as they are meant: two that stand in one (a deep indent behind a full stop) parted, one that a
    line break had cut joined again."""
    out: list[BibliographyEntry] = []
    for entry in (part for whole in document.bibliography for part in _parted(document.text, whole)):
        before = out[-1] if out else None
        if before is not None and before.rubrics == entry.rubrics and entry.span[0] - before.span[1] < 40:
            tail = document.text[before.span[0] : before.span[1]].rstrip()
            # an initial's full stop, a day without its month, a comma: the entry goes on
            own = _PAIR.match(fold(document.text[entry.span[0] : entry.span[1]]))
            begins = own is not None and _is_pair(own["family"], own["given"], words, first=True)
            colon = tail.endswith(":") and "," in tail and len(tail) > 40
            if begins and re.search(r"[.\d]$", tail):
                out.append(entry)
                continue
            if colon or (
                not re.search(
                    r"(?:(?<!\b[A-Z])\.|\b(?:D\.\s?C|U\.\s?S|N\.\s?[JY])\.|[)\]:]|(?:1[5-9]|20)\d\d|\d-\d+|/\S+)$",
                    tail,
                )
                and len(tail) > 15
            ):
                out[-1] = replace(before, span=(before.span[0], entry.span[1]))
                continue
        out.append(entry)
    return out


def _parted(text: str, entry: BibliographyEntry) -> list[BibliographyEntry]:
    """An entry cut before every deeply indented line that follows a full stop (an entry of the same author
    begins), and where a line
    ends with an imprint's year and the next begins with a capital (the full stop was left out)."""
    a, b = entry.span
    indented = {a + m.end() for m in re.finditer(r"\.\s*\n\s{8,}(?=\S)", text[a:b])}
    unstopped = {
        a + m.end() for m in re.finditer(r":\s[^:\n]+,\s(?:1[5-9]|20)\d\d\s*\n\s*(?=[^\W\d_a-z])", text[a:b])
    }
    cuts = [a, *sorted(indented | unstopped), b]
    return [replace(entry, span=(x, x + len(text[x:y].rstrip()))) for x, y in pairwise(cuts)]


def _authors(
    text: str, start: int, end: int, words: CitationWords
) -> tuple[tuple[str, ...], tuple[str, ...], int, str]:
    """Names ("Jae Duk Han"), family names, where the rest begins, and "editor" when they edited."""
    names: list[str] = []
    families: list[str] = []
    k, role = start, ""
    while True:
        m = _PAIR.match(text, k, end)
        if m is None or not _is_pair(m["family"], m["given"], words, first=not names):
            break
        given, family = m["given"], re.sub(r"\s+(?:Jr|Sr)$", "", m["family"].strip())
        k = m.end()
        # "Herrmann, Richard K. Perceptions and ...": behind an initial and no comma the title has begun
        stray = re.match(r"(.*?\b[A-Z]\.)\s+[A-Z][a-z]{3,}.*$", given)
        if stray and text[k : k + 1] not in (",", ".") and not re.match(r"[A-Z]\.", given):
            given, k = stray.group(1), m.start("given") + len(stray.group(1))
        names.append(tidy(f"{given} {family}" + (f" {m['jr']}" if m["jr"] else "")))
        families.append(family)
        if given != m["given"]:
            break
        junior = re.compile(r"\s*,\s+(?:Jr|Sr|II|III)\b\.?").match(text, k, end)
        k = junior.end() if junior else k
        r = _ROLE.match(text, k, end)
        if r:
            k, role = r.end(), "editor" if r["role"].lower().startswith(("ed", "comp")) else "translator"
        join = _JOIN.match(text, k, end)
        if join is None:
            break
        k = join.end()
    point = re.compile(r"[\s,.]*").match(text, k, end)
    return tuple(names), tuple(families), point.end() if names and point else k if names else start, role


def _is_pair(family: str, given: str, words: CitationWords, *, first: bool) -> bool:
    tokens = given.replace(".", ". ").split()
    if (
        (family.isupper() and len(family) > 2)
        or archive_of(family)
        or words.pattern("document_series", case=True).fullmatch(family)
    ):
        return False
    asian = family.casefold() in words.names.strong_families
    if (
        len(tokens) > 4
        or not (words.names.is_person(given) or asian or all(len(t.rstrip(".")) == 1 for t in tokens))
        or words.names.is_institution(given)
        or words.names.has_institution_word(family)
    ):
        return False
    if re.match(r"(?:The|A|An|On|In)\b(?!\.)", given) and not asian:
        return False
    sign = (
        any(t.endswith(".") or len(t) == 1 for t in tokens)
        or tokens[0].casefold() in words.names.given_names
        or family.casefold() in words.names.strong_families
    )
    return sign or (first and len(tokens) <= 2)


def _continues(text: str, entries: list[BibliographyEntry], k: int, words: CitationWords) -> bool:
    """Whether an entry without author belongs to the author before it: it breaks the alphabet that the list
    keeps."""
    here = text[entries[k].span[0] : entries[k].span[1]].lstrip()
    if re.match(r"[a-z\d]", here):
        return False
    first = here.split(",")[0]
    if (
        words.names.is_person(first)
        and 2 <= len(first.split()) <= 4
        and any(
            t.casefold() in words.names.strong_families or t.casefold() in words.names.given_names
            for t in first.split()
        )
    ):
        return False
    if text[max(0, entries[k].span[0] - 6) : entries[k].span[0]].count(" ") >= 4:
        return True
    j = k + 1
    while j < len(entries) and entries[j].rubrics == entries[k].rubrics:
        following = _PAIR.match(text, *entries[j].span)
        if following:
            return following["family"].casefold() < here.casefold()
        j += 1
    return False


def _read(
    raw: str,
    text: str,
    begin: int,
    end: int,
    names: tuple[str, ...],
    families: tuple[str, ...],
    role: str,
    words: CitationWords,
) -> Reading | None:
    body = text[begin:end]
    # "Kyle, Keith. Suez. London: ..." keeps commas where notes have them
    commas = re.sub(r"\.(?=\s+[^\W\d_a-zа-я][\w. ,&-]{1,40}:\s)", ",", body)
    if names and commas != body:
        body = commas
    stop = end
    while stop > begin and body[stop - begin - 1] in " .,":
        stop -= 1
    own = raw[begin:end]
    reading = read(own, body, 0, stop - begin, words, frozenset(f.casefold() for f in families))
    if reading is None:
        title = tidy(raw[begin:stop])
        return (
            Reading("other", Fields(authors=families, author_names=names, title=title), 0.4)
            if len(title) > 8
            else None
        )
    fields = reading.fields
    if names:
        # what was taken for authors behind the authors is the title's beginning, unless a bracket says they
        # edited or translated
        swallowed = [n for n in fields.author_names if n not in fields.editors]
        if swallowed and fields.author_names and not fields.editors:
            fields = replace(
                fields,
                title=tidy(raw[begin:stop].split(fields.title)[0] + fields.title)
                if fields.title and fields.title in tidy(raw[begin:stop])
                else fields.title,
            )
        fields = replace(
            fields,
            authors=families,
            author_names=names,
            editors=names if role == "editor" else fields.editors,
        )
    kind = reading.type
    if kind == "short_title" and (fields.year or fields.place):
        kind = "book"
    return Reading(kind, fields, reading.confidence, reading.dates)


def _under(reading: Reading, rubrics: tuple[str, ...], words: CitationWords) -> Reading:
    """An entry under an institution's heading is that institution's: its archive when it holds documents, its
    author otherwise."""
    if not rubrics or reading.fields.authors or reading.fields.archive:
        return reading
    head = re.sub(r"\s*\(.*\)\s*$", "", rubrics[-1]).strip(" :")
    short = re.search(r"\(([A-Z]{2,8})\)", rubrics[-1])
    if archive_of(head) or (
        words.names.is_institution(head) and words.pattern("holder_words", case=True).search(head)
    ):
        fields = replace(reading.fields, archive=head)
        if (
            reading.type == "newspaper"
            and fields.doc_date
            and fields.container
            and not fields.title
            and not is_newspaper(fields.container, words)
        ):
            # a name and a day under an archive's heading: a document of it
            return replace(
                reading,
                type="archival_document",
                fields=replace(fields, title=fields.container, container="", year=""),
            )
        return replace(reading, fields=fields)
    if short and words.pattern("document_series", case=True).fullmatch(short.group(1)):
        return replace(
            reading,
            type="published_document",
            fields=replace(reading.fields, container=reading.fields.container or short.group(1)),
        )
    if (
        words.names.is_institution(head)
        and not re.search(
            r"^(?:Primary|Secondary|Books?|Journals?|Archiv|Unpublished|Published|Newspapers?|Articles?)\b",
            head,
            re.IGNORECASE,
        )
        and len(rubrics) > 1
    ):
        return replace(reading, fields=replace(reading.fields, authors=(short.group(1) if short else head,)))
    return reading


def _dates(reading: Reading) -> list[Reading]:
    """A listed series ("Telegram from A to B, 3 May 1950, 14 May 1950") as one reading per date."""
    if len(reading.dates) < 2:
        return [reading]
    return [
        replace(
            reading,
            fields=replace(reading.fields, doc_date=d, year=d[:4] if reading.fields.year else ""),
            dates=(),
        )
        for d, *_ in reading.dates
    ]
