"""The words of a citation grouped into title and container, and the type that follows from its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from regesta.extract.propose.citations.authors import Leading, is_collection
from regesta.extract.propose.citations.documents import Description, describe
from regesta.extract.propose.citations.folding import fold, tidy
from regesta.extract.propose.citations.imprint import is_place
from regesta.extract.propose.citations.lexicon import words
from regesta.extract.propose.citations.marks import dates_in
from regesta.extract.propose.citations.names import is_institution, people
from regesta.extract.propose.citations.parts import Parts, Words
from regesta.extract.record import CitationType

_IN = re.compile(r"^in:?\s+(?:the\s+(?=eds?\b))?(?:eds?\.?,?\s*)?", re.IGNORECASE)
_EDS = re.compile(r"^(?P<names>.+?),?\s*(?:\(eds?\.?\)|eds?\.)$")


@dataclass(frozen=True, slots=True)
class Group:
    """Title, container and type, and what came to light on the way."""

    type: CitationType
    title: str = ""
    container: str = ""
    names: tuple[str, ...] = ()
    institution: str = ""
    editors: tuple[str, ...] = ()
    owner: str = ""
    archive: str = ""
    description: Description = field(default_factory=Description)
    doc_date: str = ""
    volume: str = ""
    periodical: bool = False


def group(raw: str, parts: Parts, head: Leading, *, idem: bool = False) -> Group | None:
    """Title, container and type of a citation; None when it carries no sign of being one."""
    base = Group("other", names=head.names, institution=head.institution)
    rest = list(head.rest)
    for attempt in (_thesis, _series, _newspaper, _interview, _archival, _diary, _working_paper, _report, _web, _published_document, _printed):
        found = attempt(raw, parts, base, rest)
        if found is not None:
            return found
    return _short(raw, parts, base, rest, idem=idem)


def joined(raw: str, items: list[Words]) -> str:
    """The raw words of the items as one line; commas between neighbours stay as they stand."""
    out: list[list[Words]] = []
    for w in items:
        if out and not w.quoted and not out[-1][-1].quoted and w.first - out[-1][-1].order == 1:
            out[-1].append(w)
        else:
            out.append([w])
    return ", ".join(tidy(raw[run[0].start:run[-1].end]) for run in out)


def first_run(items: list[Words]) -> list[Words]:
    """The items up to the first that something else (a date, an archive) parts from its neighbour."""
    for k in range(1, len(items)):
        if items[k].first - items[k - 1].order != 1:
            return items[:k]
    return items


def _thesis(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    if not parts.thesis or not rest:
        return None
    return replace(base, type="thesis", title=joined(raw, rest[:1]), container=joined(raw, rest[1:]))


def _series(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    """A government's printed series: FRUS, DDF, DBPO; the series is the container."""
    pattern = words("document_series", case=True)
    k, hit = next(((k, m) for k, w in enumerate(rest) if not w.quoted and (m := pattern.match(w.text)) and re.match(r"\s|$|[(:,.]", w.text[m.end():] or " ")), (None, None))
    if k is None and base.institution and pattern.fullmatch(base.institution):
        base, series, before, after = replace(base, institution=""), base.institution, [], rest
    elif k is None or hit is None:
        return None
    else:
        series, before, tail = hit.group(), rest[:k], rest[k].text[hit.end():].strip(" ,:")
        after = rest[k + 1:]
        if tail:
            if re.fullmatch(r"(?:1[5-9]|20)\d\d(?:\s?[-/]\s?\d{2,4})?", tail):
                parts.year = parts.year or tail
            elif before:
                series = rest[k].text.strip()
            else:
                after = [replace_words(rest[k], rest[k].text.index(tail)), *after]
    periodical = bool(re.search(r"[Bb]ulletin|DSB|Hansard|Deb", series))
    if before and not (base.institution or base.names) and is_institution(before[0].text):
        base, before = replace(base, institution=tidy(before[0].text)), before[1:]
    if len(before) > 1 and is_institution(before[-1].text):
        # the body that issues the series
        before = before[:-1]
    title = joined(raw, before) or joined(raw, after)
    container = series if (before or title) else series
    if before and after:
        container = f"{series}, {joined(raw, after)}"
    title, doc_date = _dated_title(title, parts)
    if periodical and not title:
        title, container = container, ""
    return replace(base, type="published_document", title=title, container=container, description=describe(title), doc_date=doc_date, periodical=periodical)


def replace_words(item: Words, cut: int) -> Words:
    """The words of an item from a place on."""
    return Words(item.start + cut, item.end, item.text[cut:], order=item.order, first=item.first)


def is_newspaper(text: str) -> bool:
    """Whether the text is a newspaper's name: one of the table, or a short name with a newspaper's last word."""
    plain = re.sub(r"^(?:Articles? in )", "", fold(text).strip())
    if words("newspapers", case=True).fullmatch(plain):
        return True
    ending = re.search(r"(?<!\w)(?:" + "|".join(_newspaper_endings()) + r")$", plain)
    return bool(ending) and len(plain.split()) <= 5 and plain[:1].isupper() and all(t[:1].isupper() or t in ("of", "and", "the", "&", "de", "el", "al") for t in plain.split())


def _newspaper_endings() -> list[str]:
    from regesta.extract.propose.citations.lexicon import table

    entries: list[str] = table()["newspaper_endings"]
    return sorted(entries, key=len, reverse=True)


def _newspaper(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    """A dated issue of a newspaper; the paper is the container."""
    items = rest
    if base.institution and is_newspaper(base.institution):
        paper: str = base.institution
        base = replace(base, institution="")
    elif base.names and len(base.names) == 1 and is_newspaper(base.names[0]):
        paper, base = base.names[0], replace(base, names=())
    else:
        k = next((k for k, w in enumerate(items) if not w.quoted and is_newspaper(_undated(w.text, _lent(w, parts)))), None)
        if k is None:
            return None
        paper, items = _undated(items[k].text, _lent(items[k], parts)), [*items[:k], *items[k + 1:]]
    title = joined(raw, items)
    inner = [d for w in rest for d in (*_lent(w, parts), *_days_in(w))]
    if not parts.dates and inner:
        parts.dates.extend(inner)
    else:
        parts.dates[:0] = [d for d in inner if d[1] < parts.dates[0][1]]
    day = next((d for d, *_ in parts.dates if d.count("-") == 2), "")
    if not day or (parts.volume and parts.issue) or (parts.imprint.place and not parts.dates):
        return None
    if words("interview").search(fold(title)):
        return replace(base, type="interview", title=title, container=tidy(paper), doc_date=day, description=describe(title))
    paper = re.sub(r"^Articles? in ", "", tidy(paper))
    archive = base.institution if base.institution and not title else ""
    return replace(base, type="newspaper", title=title, container=paper, doc_date=day, archive=archive, institution="" if archive else base.institution, periodical=True)


def _undated(text: str, lent: list[tuple[str, int, int]] | None = None) -> str:
    """A stretch without the date at its end ("Articles in Dong-A Ilbo on 11 Jan")."""
    found = dates_in(text)
    if found and found[-1].end >= len(text.rstrip(" .")) - 1:
        return re.sub(r"\s*(?:\bon|\bof|\bdated|\bin|,)?\s*$", "", text[: found[-1].start])
    if lent:
        return re.sub(r"\s*(?:\bon|\bof|,)?\s*\d{1,2}\s+\w+\.?$", "", text)
    return text


def _lent(w: Words, parts: Parts) -> list[tuple[str, int, int]]:
    """The days in a stretch that borrow their year from a later one."""
    return [d for d in parts.lent if w.start <= d[1] and d[2] <= w.end]


def _days_in(w: Words) -> list[tuple[str, int, int]]:
    return [(d.edtf, w.start + d.start, w.start + d.end) for d in dates_in(w.text) if d.edtf.count("-") == 2]


def _interview(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    k = next((k for k, w in enumerate(rest) if words("interview").search(w.text)), None)
    if k is None or parts.imprint.publisher or parts.url_first or parts.volume:
        return None
    title, doc_date = _dated_title(joined(raw, rest), parts)
    if not (doc_date or parts.year or parts.url or parts.archives):
        return None
    container, institution = "", base.institution
    if k > 0 and not base.names:
        container, title = joined(raw, rest[:k]), joined(raw, rest[k:])
    elif institution and is_newspaper(institution):
        container, institution = institution, ""
    return replace(base, type="interview", title=title, container=container, institution=institution, description=Description("interview"), doc_date=doc_date)


def _dated_title(title: str, parts: Parts) -> tuple[str, str]:
    """A title without the date that ends it bare, and the document's date: an atom's own, else the last one the title holds."""
    found = dates_in(fold(title))
    tail = found[-1] if found else None
    if parts.dates:
        return title, parts.dates[0][0]
    if tail is None:
        return title, ""
    if tail.end >= len(title.rstrip(" .")) and not re.search(r"\b(?:on|of|in|between|from|to|until|and|dated|for)\s+$", title[: tail.start]) and tail.edtf.count("-") == 2:
        return title[: tail.start].rstrip(" ,"), tail.edtf
    full = [d for d in found if not re.fullmatch(r"\d{4}(?:/\d{4})?", d.edtf)]
    return title, full[-1].edtf if full else ""


def _archival(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    """A document in an archive (or, by its symbol, of the United Nations): by its shelfmark, its archive's name, or a description of a document with nothing printed about it."""
    marks = [m for m in parts.marks if m.type == "archival_document" or parts.archives]
    papers = next((w for w in rest if not w.quoted and is_collection(w.text)), None)
    printed = bool(parts.imprint.publisher) and not re.search(r"Library|Archive|Record", parts.imprint.publisher)
    if (marks or parts.archives or (papers is not None and not printed)) and not (printed and not marks):
        return _kept(raw, parts, base, rest)
    if any(m.type == "published_document" for m in parts.marks) and not printed:
        title, doc_date = _dated_title(joined(raw, rest), parts)
        return replace(base, type="published_document", title=title, description=describe(title), doc_date=doc_date)
    if printed or parts.imprint.place or parts.volume or parts.url:
        return None
    title, doc_date = _dated_title(joined(raw, first_run(rest)), parts)
    description = describe(title)
    by_holder = base.institution and words("holder_words", case=True).search(base.institution)
    diary = description.kind == "diary" or words("diary").search(title)
    if diary or re.fullmatch(r"\d{4}-2[1-4]", doc_date) or description.kind == "interview" or not (doc_date or (description.sender and description.recipient)):
        return None
    if words("report_bodies", case=True).match(base.institution) and not description.sender:
        return None
    described = description.kind and (base.institution or description.sender or description.recipient or description.kind in ("resolution", "order", "meeting_record", "statement", "protocol"))
    pair = description.sender and description.recipient
    if not ((described or pair or (by_holder and not parts.issue)) and not base.names) and not (base.names and len(base.names[0].split()) > 1 and described and doc_date and not parts.year and len(rest) == 1):
        return None
    if len(rest) > 1 and base.names and not pair and parts.year:
        return None
    archive = tidy(re.sub(r"^[Tt]he ", "", base.institution)) if by_holder else ""
    return replace(base, type="archival_document", title=title, institution="" if archive else base.institution, archive=archive, description=describe(title), doc_date=doc_date)


def _kept(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group:
    """An archival document whose archive, shelfmark or collection is named."""
    archive = ""
    if not parts.archives and parts.imprint.publisher:
        archive = tidy(parts.imprint.publisher)
        parts.imprint = replace(parts.imprint, publisher="")
    boxed = [w for w in rest if not w.quoted and is_collection(w.text)]
    items = [w for w in rest if w not in boxed]
    inst = base.institution
    if inst and not parts.archives and not archive and words("holder_words", case=True).search(inst):
        archive, inst = tidy(inst), ""
    names = base.names
    # a name alone before a description ("Eden to Eisenhower" needs none) is the writer; without a title it is the title
    if not items and names:
        items, names = [], names
    title, doc_date = _dated_title(joined(raw, _described(raw, items)), parts)
    description = describe(title)
    if names and not description.sender and description.kind and description.kind not in ("meeting_record", "interview", "diary", "resolution") and len(names) == 1:
        description = replace(description, sender=names[0])
    kind: CitationType = "interview" if words("interview").search(title) and description.kind == "interview" else "archival_document"
    return replace(base, type=kind, title=title, names=names, institution=inst, container=joined(raw, boxed), archive=archive, description=description, doc_date=doc_date)


def _described(raw: str, items: list[Words]) -> list[Words]:
    """The stretch that describes the document, among others that name series and bureaus: the first with a sender, a recipient or a kind."""
    runs: list[list[Words]] = []
    rest = items
    while rest:
        run = first_run(rest)
        runs.append(run)
        rest = rest[len(run):]
    for run in runs:
        found = describe(joined(raw, run))
        if found.sender or found.recipient or found.kind:
            return run
    return runs[0] if runs else []


def _diary(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    """A diary entry, unpublished or cited by its day; its owner is its author."""
    k = next((k for k, w in enumerate(rest) if words("diary").search(w.text)), None)
    if k is None or ((parts.imprint.publisher or parts.imprint.place) and not (dates_in(rest[k].text) and len(rest[k].text.split()) <= 8)):
        return None
    title, doc_date = _dated_title(joined(raw, rest[k:]), parts)
    bare = _undated(title)
    owner = re.match(r"(?:The )?(?P<o>[^\W\d_a-zа-я][\w'. -]*?)(?:'s|s'|s)?\s+[Dd]iar", fold(bare))
    if not doc_date and not owner:
        return None
    if not doc_date and not parts.dates:
        return None
    inner = [(d.edtf, w.start + d.start, w.start + d.end) for w in rest[k:] for d in dates_in(w.text) if d.edtf.count("-") == 2]
    parts.dates[:0] = [d for d in inner if not parts.dates or d[1] < parts.dates[0][1]]
    doc_date = parts.dates[0][0] if parts.dates else doc_date
    return replace(base, type="diary", title=bare, owner=owner["o"] if owner else "", description=Description("diary"), doc_date=doc_date)


def _working_paper(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    series = [w for w in rest if words("working_paper").search(w.text) or words("working_paper_series", case=True).search(w.text)]
    if not series or (len(rest) == len(series) == 1 and not words("working_paper_series", case=True).search(series[0].text)):
        return None
    if len(rest) == 1:
        m = words("working_paper_series", case=True).search(rest[0].text)
        question = re.match(r"(.+\?)\s+(?=[A-Z])", rest[0].text)
        if m is None or question is None:
            return None
        title, container = tidy(raw[rest[0].start:rest[0].start + question.end(1)]), tidy(raw[rest[0].start + question.end():rest[0].end])
    else:
        named = [w for w in series if words("working_paper_series", case=True).search(w.text)] or series
        title = joined(raw, [w for w in rest[: max(1, rest.index(series[0]))]])
        container = tidy(raw[named[0].start:named[0].end]) if rest.index(named[0]) > 0 else ""
    if not (parts.year or parts.imprint.year or parts.imprint.place or parts.dates):
        return replace(base, type="short_title", title=title, container=container)
    return replace(base, type="working_paper", title=title, container=container)


def _report(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    """A numbered or dated paper of a body that issues them."""
    if parts.imprint.publisher or parts.imprint.place:
        return None
    body = base.institution and words("report_bodies", case=True).match(base.institution)
    title, doc_date = _dated_title(joined(raw, rest), parts)
    if not body and not (words("report_titles").search(title) and (parts.issue or doc_date) and not parts.volume):
        return None
    if not (doc_date or parts.issue or parts.marks):
        return None
    description = describe(title)
    return replace(base, type="report", title=title, description=replace(description, kind=description.kind or "report"), doc_date=doc_date, periodical=True)


def _web(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    if not parts.url or parts.imprint.publisher or parts.volume or parts.issue:
        return None
    title, doc_date = _dated_title(joined(raw, rest[:1]), parts)
    if parts.url_first:
        title, doc_date = _dated_title(joined(raw, rest), parts)
    return replace(base, type="web", title=title, container="" if parts.url_first else joined(raw, rest[1:]), description=describe(title), doc_date=doc_date)


def _published_document(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    """A document printed in a book: its description is dated or names who sent it, and an imprint or container follows."""
    if not rest or rest[0].quoted or not (parts.imprint.place or parts.imprint.publisher or parts.year):
        return None
    first = rest[0]
    cut = 1
    while cut < len(rest) and not dates_in(fold(joined(raw, rest[:cut]))) and re.match(r"[a-z]|[^\W\d_a-z]\w+s (?:report|letter|telegram)", rest[cut].text):
        cut += 1
    head = joined(raw, rest[:cut])
    description = describe(head)
    dated = [d for d in dates_in(fold(head)) if d.edtf.count("-") >= 1 and not re.fullmatch(r"\d{4}/\d{4}", d.edtf)]
    if not description.kind or description.kind in ("diary", "interview") or not (dated or (parts.dates and (description.sender or description.kind in ("meeting_record", "resolution", "protocol", "statement"))) or (description.sender and len(rest) > cut)):
        return None
    if not dated and not re.match(r"(?:The |A )?(?:\w+ )?(?:" + "declaration|statement|speech|letter|telegram|message|proclamation|order|address" + r")\b", first.text, re.IGNORECASE) and not parts.dates:
        return None
    title, doc_date = _dated_title(head, parts)
    return replace(base, type="published_document", title=title, container=joined(raw, rest[cut:]), description=description, doc_date=doc_date)


def _printed(raw: str, parts: Parts, base: Group, rest: list[Words]) -> Group | None:
    """A book, an article or a chapter."""
    if not rest:
        return None
    imprint = bool(parts.imprint.place or parts.imprint.publisher)
    year = parts.year or parts.imprint.year
    month = any(re.fullmatch(r"\d{4}-\d\d", d) for d, *_ in parts.dates)
    numbered = bool(parts.volume or parts.issue)
    quoted = next((k for k, w in enumerate(rest) if w.quoted), None)
    into = next((k for k, w in enumerate(rest) if k > 0 and _IN.match(w.text)), None)
    if into is not None:
        return _chapter(raw, parts, base, rest, into)
    if quoted is not None and len(rest) > quoted + 1:
        title, after = joined(raw, rest[quoted:quoted + 1]), rest[quoted + 1:]
        if imprint and not numbered:
            return replace(base, type="chapter", title=title, container=joined(raw, after))
        return replace(base, type="article" if (year or parts.dates) else "short_title", title=title, container=joined(raw, after))
    if quoted is not None and not imprint and not numbered and not (year or parts.dates):
        return None
    if imprint:
        title, container, chapter = _book(raw, parts, rest)
        volume = "" if parts.volume else _title_volume(title)
        if parts.issue and not parts.volume and not volume and not container:
            # a number and no journal: a volume of the book
            volume, parts.issue = parts.issue, ""
        return replace(base, type="chapter" if chapter else "book", title=_without_volume(title, volume), container=container, volume=volume)
    if (numbered or month or parts.dates) and (year or parts.dates) and not (len(rest) > 1 and parts.volume and not parts.issue and _publishes(rest[-1].text)):
        if len(rest) == 1:
            question = re.match(r"(.+\?)\s+(?=[A-Z])", rest[0].text)
            if question:
                return replace(base, type="article", title=tidy(raw[rest[0].start:rest[0].start + question.end(1)]), container=tidy(raw[rest[0].start + question.end():rest[0].end]))
            if not base.names or (len(rest[0].text.split()) < 3 and not month):
                return None
            return replace(base, type="article" if month or parts.issue else "book", title=joined(raw, rest))
        split = _container_start(rest)
        day = next((d for d, *_ in parts.dates if d.count("-") == 2), "")
        if day and not numbered:
            # a day and no number: an issue of a newspaper, whatever its name
            return replace(base, type="newspaper", title=joined(raw, rest[:split]), container=joined(raw, rest[split:]), doc_date=day, periodical=True)
        return replace(base, type="article", title=joined(raw, rest[:split]), container=joined(raw, rest[split:]))
    if year and len(rest) > 1 and not parts.dates and _publishes(rest[-1].text):
        parts.imprint = parts.imprint.filled(publisher=tidy(rest[-1].text))
        return replace(base, type="book", title=joined(raw, rest[:-1]))
    if year and (base.names or base.institution or parts.bracket_year):
        if len(rest) > 1 and (words("journal_words", case=True).search(rest[-1].text) or is_place(rest[-1].text)):
            return replace(base, type="article", title=joined(raw, rest[:-1]), container=joined(raw, rest[-1:]))
        return replace(base, type="book", title=joined(raw, rest))
    return None


def _publishes(text: str) -> bool:
    """Whether the words before a year are a publisher's name rather than a journal's."""
    return bool(words("publisher_words", case=True).search(text)) and not words("journal_words", case=True).search(text) and len(text.split()) <= 8


def _chapter(raw: str, parts: Parts, base: Group, rest: list[Words], into: int) -> Group:
    """A chapter "in" a book: editors before or behind the book's title."""
    title = joined(raw, rest[:into])
    book = rest[into:]
    first = _IN.sub("", book[0].text)
    editors: list[str] = []
    k = 0
    if book[0].role == "editor" or (len(book) > 1 and people(first)):
        while k < len(book) - 1:
            found = people(re.sub(r"^(?:and|&)\s+", "", _IN.sub("", book[k].text)))
            if not found or (k > 0 and book[k - 1].role):
                break
            editors += found
            k += 1
    if k:
        container = joined(raw, book[k:])
    else:
        lead = _IN.match(book[0].text)
        start = book[0].start + (lead.end() if lead else 0)
        container = tidy(raw[start:book[-1].end])
    full = bool(parts.imprint.place or parts.imprint.publisher or parts.year or parts.imprint.year)
    return replace(base, type="chapter" if full else "short_title", title=title, container=container, editors=tuple(editors))


def _book(raw: str, parts: Parts, rest: list[Words]) -> tuple[str, str, bool]:
    """Title, container and whether it is a chapter of it, out of the words before an imprint."""
    k = 1
    listed = max((j for j, w in enumerate(rest) if re.match(r"(?:and|or|&)\s", w.text)), default=0)
    while k < len(rest):
        text, so_far = rest[k].text, joined(raw, rest[:k])
        if k <= listed or re.match(r"[a-z\d]", text) or len(so_far.split()) < 4:
            k += 1
            continue
        if words("series_words", case=True).search(text) and len(text.split()) <= 8:
            return so_far, joined(raw, rest[k:]), bool(re.match(r"Essays|Proceedings|Studies", text))
        listing = re.search(r":\s*(?:\S+\s*){1,2}$", so_far)
        if len(so_far.split()) >= 6 and not listing and len(text.split()) >= 4 and parts.pages and not re.search(r"\d{4}$", so_far):
            return so_far, joined(raw, rest[k:]), True
        if (parts.volume or parts.issue) and words("journal_words", case=True).search(text) and not parts.imprint.publisher:
            return so_far, joined(raw, rest[k:]), False
        k += 1
    title = joined(raw, rest)
    bracket = re.search(r"\s*\(((?:[^()]*\b(?:Series|Survey of|Studies in|Library)\b[^()]*))\)\s*$", title)
    if bracket:
        return title[: bracket.start()], bracket.group(1), False
    return title, "", False


def _container_start(rest: list[Words]) -> int:
    """Where the journal's name begins: the last stretch, or before it when that one only goes on."""
    k = len(rest) - 1
    while k > 1 and re.match(r"(?:[a-z]|and\b|&)", rest[k].text):
        k -= 1
    return k


def _title_volume(title: str) -> str:
    """A volume number that ends a title: "The Korean War: Another perspective 1, 2", "Documents 3 - Colonies"."""
    m = re.search(r"[a-z]\s(\d{1,2}(?:, ?\d{1,2})*)(?:$|\s*-\s*\w|:)", fold(title))
    return m.group(1) if m else ""


def _without_volume(title: str, volume: str) -> str:
    return title[: -len(volume)].rstrip(" ,") if volume and title.endswith(volume) else title


def _short(raw: str, parts: Parts, base: Group, rest: list[Words], *, idem: bool) -> Group | None:
    """What is left: an earlier work's short title, or a description that has some sign of a citation."""
    text = joined(raw, rest)
    sign = parts.pages or parts.year or parts.imprint.year or parts.dates or parts.volume or parts.marks or parts.url or idem or any(w.quoted for w in rest)
    authored = (base.names or base.institution) and rest
    if not sign and not (authored and len(text.split()) <= 14 and text[:1].isupper()):
        return None
    if not sign and re.search(r"\b(?:is|are|was|were|has|have|had|that|which|did|does|do|not)\b", text):
        return None
    if len(text.split()) > 30 and not parts.pages:
        return None
    title, doc_date = _dated_title(text, parts)
    container = ""
    if authored and len(rest) > 1 and (words("journal_words", case=True).search(rest[-1].text) or (len(rest[0].text.split()) >= 5 and rest[-1].text[:1].isupper())) and not re.match(r"(?:and|or)\b", rest[-1].text):
        title, container = joined(raw, rest[:-1]), joined(raw, rest[-1:])
    description = describe(title) if dates_in(fold(title)) or parts.dates else Description()
    if not doc_date:
        doc_date = ""
    if not (base.names or base.institution) and parts.marks and not title:
        return replace(base, type="published_document" if parts.marks[0].type == "published_document" else "archival_document", doc_date=doc_date)
    if not title and not base.names:
        return None
    short = bool(base.names or base.institution or len(title.split()) <= 6 or any(w.quoted for w in rest))
    return replace(base, type="short_title" if short else "other", title=title, container=container, description=description, doc_date=doc_date if description.kind else "")
