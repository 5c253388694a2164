"""Documents among citations: in an archive, in a government's series, printed in a book; diaries, interviews,
reports."""

from __future__ import annotations

import re
from dataclasses import replace

from regesta.extract.notes.authors import is_collection
from regesta.extract.notes.descriptions import Description, describe, kind_of
from regesta.extract.notes.group import Group, dated_title, first_run, joined, replace_words, undated
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.record import CitationType
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords

#: "in" before the book a chapter or document stands in.
IN = re.compile(r"^(?:in|dans):?\s+(?:the\s+(?=eds?\b))?(?:eds?\.?,?\s*)?", re.IGNORECASE)


def series(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    """A government's printed series: FRUS, DDF, DBPO; the series is the container."""
    pattern = words.pattern("document_series", case=True)
    k, hit = next(
        (
            (k, m)
            for k, w in enumerate(rest)
            if not w.quoted
            and (m := pattern.match(w.text))
            and re.match(r"\s|$|[(:,.]", w.text[m.end() :] or " ")
        ),
        (None, None),
    )
    if k is None and base.institution and pattern.fullmatch(base.institution):
        base, series, before, after = replace(base, institution=""), base.institution, [], rest
    elif k is None or hit is None:
        return None
    else:
        series, before, tail = hit.group(), rest[:k], rest[k].text[hit.end() :].strip(" ,:")
        after = rest[k + 1 :]
        if tail:
            if re.fullmatch(r"(?:1[5-9]|20)\d\d(?:\s?[-/]\s?\d{2,4})?", tail):
                parts.year = parts.year or tail
            elif before:
                series = rest[k].text.strip()
            else:
                after = [replace_words(rest[k], rest[k].text.index(tail)), *after]
    periodical = bool(re.search(r"[Bb]ulletin|DSB|Hansard|Deb", series))
    if (
        before
        and not (base.institution or base.names)
        and words.names.is_institution(before[0].text)
        and not kind_of(before[0].text, words)
    ):
        base, before = replace(base, institution=tidy(before[0].text)), before[1:]
    if (
        len(before) > 1
        and words.names.is_institution(before[-1].text)
        and not kind_of(before[-1].text, words)
    ):
        # the body that issues the series
        before = before[:-1]
    title = joined(raw, before) or joined(raw, after)
    container = series
    if before and after:
        container = f"{series}, {joined(raw, after)}"
    if parts.issue and not periodical and not parts.document:
        # documents are numbered in their volume
        parts.document, parts.issue = parts.issue, ""
    title, doc_date = dated_title(title, parts, words)
    if periodical and not title:
        title, container = container, ""
    return replace(
        base,
        type="published_document",
        title=title,
        container=tidy(container),
        description=describe(title, words),
        doc_date=doc_date,
        periodical=periodical,
    )


def archival(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    """A document in an archive (or, by its symbol, of the United Nations): by its shelfmark, its archive's
    name, or a description of a document with nothing printed about it."""
    marks = [m for m in parts.marks if m.type == "archival_document" or parts.archives]
    papers = next((w for w in rest if not w.quoted and is_collection(w.text, words)), None)
    printed = bool(parts.imprint.publisher) and not re.search(
        r"Library|Archive|Record", parts.imprint.publisher
    )
    if (marks or parts.archives or (papers is not None and not printed)) and not (printed and not marks):
        return _kept(raw, parts, base, rest, words)
    if any(m.type == "published_document" for m in parts.marks) and not printed:
        title, doc_date = dated_title(joined(raw, rest), parts, words)
        return replace(
            base,
            type="published_document",
            title=title,
            description=describe(title, words),
            doc_date=doc_date,
        )
    if printed or parts.imprint.place or parts.volume or parts.url:
        return None
    if holder := next(
        (w for w in rest[1:] if not w.quoted and len(w.text.split()) <= 7 and _holds(w.text, words)), None
    ):
        # an archive that no tradition knows
        if words.pattern("diary").search(joined(raw, rest[:1])):
            return None
        kept = _kept(raw, parts, base, [w for w in rest if w.first < holder.first], words)
        return (
            replace(kept, archive=tidy(holder.text))
            if not (printed or parts.imprint.place or parts.year or parts.volume)
            else None
        )
    if any(k > 0 and _into(w) for k, w in enumerate(rest)):
        # printed "in" something
        return None
    title, doc_date = dated_title(joined(raw, first_run(rest)), parts, words)
    description = _of_document(title, first_run(rest), words)
    by_holder = base.institution and words.pattern("holder_words", case=True).search(base.institution)
    diary = description.kind == "diary" or words.pattern("diary").search(title)
    if (
        diary
        or re.fullmatch(r"\d{4}-2[1-4]", doc_date)
        or description.kind == "interview"
        or not (doc_date or (description.sender and description.recipient))
    ):
        return None
    if words.pattern("report_bodies", case=True).match(base.institution) and not description.sender:
        return None
    described = description.kind and (
        base.institution
        or description.sender
        or description.recipient
        or description.kind in ("resolution", "order", "meeting_record", "statement", "protocol")
    )
    pair = description.sender and description.recipient
    if not ((described or pair or (by_holder and not parts.issue)) and not base.names) and not (
        base.names
        and len(base.names[0].split()) > 1
        and described
        and doc_date
        and not parts.year
        and len(rest) == 1
    ):
        return None
    if len(rest) > 1 and base.names and not pair and parts.year:
        return None
    archive = tidy(re.sub(r"^[Tt]he ", "", base.institution)) if by_holder else ""
    if description.kind == "resolution" and words.pattern("printing_bodies", case=True).search(
        f"{base.institution} {title}"
    ):
        return replace(
            base, type="published_document", title=title, description=description, doc_date=doc_date
        )
    return replace(
        base,
        type="archival_document",
        title=title,
        institution="" if archive else base.institution,
        archive=archive,
        description=describe(title, words),
        doc_date=doc_date,
    )


def _holds(text: str, words: CitationWords) -> bool:
    """Whether a stretch is a holder's name by its last words."""
    return bool(re.search(rf"(?:^|\s)(?:{words.alternatives('holder_endings')})$", text.strip())) and (
        text[:1].isupper() or text.startswith("private")
    )


def _of_document(title: str, shown: list[Words], words: CitationWords) -> Description:
    """What a title says of its document; a title in quotation marks that names no kind ("Reactions to
    American Actions") says nothing."""
    found = describe(title, words)
    return Description() if shown and shown[0].quoted and not found.kind else found


def _into(w: Words) -> bool:
    """Whether a stretch opens with "in" and a title of some length, rather than a place."""
    lead = IN.match(w.text)
    return (
        bool(lead) and w.text[lead.end() :][:1].isupper() and len(w.text[lead.end() :].split()) > 1
        if lead
        else False
    )


def _kept(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group:
    """An archival document whose archive, shelfmark or collection is named."""
    archive = ""
    if not parts.archives and parts.imprint.publisher:
        archive = tidy(parts.imprint.publisher)
        parts.imprint = replace(parts.imprint, publisher="")
    boxed = [w for w in rest if not w.quoted and is_collection(w.text, words)]
    items = [w for w in rest if w not in boxed]
    inst = base.institution
    if inst and not parts.archives and not archive and words.pattern("holder_words", case=True).search(inst):
        archive, inst = tidy(inst), ""
    names = base.names
    # a name alone before a description ("Eden to Eisenhower" needs none) is the writer; without a title it is
    # the title
    if not items and names:
        items, names = [], names
    shown = _described(raw, items, words)
    title, doc_date = dated_title(joined(raw, shown), parts, words)
    description = _of_document(title, shown, words)
    if len(shown) > 1 and shown[0].quoted:
        # a paper's own title in quotation marks; what it is stands behind
        title = joined(raw, shown[:1])
    if (
        names
        and not description.sender
        and description.kind
        and description.kind not in ("meeting_record", "interview", "diary", "resolution")
        and len(names) == 1
    ):
        description = replace(description, sender=names[0])
    kind: CitationType = (
        "interview"
        if words.pattern("interview").search(title) and description.kind == "interview"
        else "archival_document"
    )
    return replace(
        base,
        type=kind,
        title=title,
        names=names,
        institution=inst,
        container=joined(raw, boxed),
        archive=archive,
        description=description,
        doc_date=doc_date,
    )


def _described(raw: str, items: list[Words], words: CitationWords) -> list[Words]:
    """The stretch that describes the document, among others that name series and bureaus: the first with a
    sender, a recipient or a kind."""
    runs: list[list[Words]] = []
    rest = items
    while rest:
        run = first_run(rest)
        runs.append(run)
        rest = rest[len(run) :]
    for run in runs:
        if (
            len(run) > 1
            and (dates := dates_in(run[0].text, words))
            and dates[-1].end >= len(run[0].text.rstrip(" ."))
            and dates[-1].edtf.count("-") == 2
        ):
            first = describe(joined(raw, run[:1]), words)
            if first.sender and first.recipient:
                # its date ends a description, comma or not
                return run[:1]
        found = describe(joined(raw, run), words)
        if found.sender or found.recipient or found.kind:
            return run
    return runs[0] if runs else []


def diary(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    """A diary entry, unpublished or cited by its day; its owner is its author."""
    k = next((k for k, w in enumerate(rest) if words.pattern("diary").search(w.text)), None)
    if k is None or (
        (parts.imprint.publisher or parts.imprint.place)
        and not (dates_in(rest[k].text, words) and len(rest[k].text.split()) <= 8)
    ):
        return None
    title, doc_date = dated_title(joined(raw, rest[k:]), parts, words)
    bare = undated(title, words)
    owner = re.match(r"(?:The )?(?P<o>[^\W\d_a-zа-я][\w'. -]*?)(?:'s|s'|s)?\s+[Dd]iar", fold(bare))
    if not doc_date and not owner:
        return None
    if not doc_date and not parts.dates:
        return None
    inner = [
        (d.edtf, w.start + d.start, w.start + d.end)
        for w in rest[k:]
        for d in dates_in(w.text, words)
        if d.edtf.count("-") == 2
    ]
    parts.dates[:0] = [d for d in inner if not parts.dates or d[1] < parts.dates[0][1]]
    doc_date = parts.dates[0][0] if parts.dates else doc_date
    return replace(
        base,
        type="diary",
        title=bare,
        owner=owner["o"] if owner else "",
        description=Description("diary"),
        doc_date=doc_date,
    )


def interview(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    k = next((k for k, w in enumerate(rest) if words.pattern("interview").search(w.text)), None)
    if k is None or parts.imprint.publisher or parts.url_first or parts.volume:
        return None
    title, doc_date = dated_title(joined(raw, rest), parts, words)
    if not (doc_date or parts.year or parts.url or parts.archives):
        return None
    container, institution = "", base.institution
    if k > 0 and not base.names:
        container, title = joined(raw, rest[:k]), joined(raw, rest[k:])
    elif institution and is_newspaper(institution, words):
        container, institution = institution, ""
    return replace(
        base,
        type="interview",
        title=title,
        container=container,
        institution=institution,
        description=Description("interview"),
        doc_date=doc_date,
    )


def report(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    """A numbered or dated paper of a body that issues them."""
    if parts.imprint.publisher or parts.imprint.place:
        return None
    body = base.institution and words.pattern("report_bodies", case=True).match(base.institution)
    title, doc_date = dated_title(joined(raw, rest), parts, words)
    if not body and not (
        words.pattern("report_titles").search(title) and (parts.issue or doc_date) and not parts.volume
    ):
        return None
    if not (doc_date or parts.issue or parts.marks):
        return None
    description = describe(title, words)
    return replace(
        base,
        type="report",
        title=title,
        description=replace(description, kind=description.kind or "report"),
        doc_date=doc_date,
        periodical=True,
    )


def published_document(
    raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords
) -> Group | None:
    """A document printed in a book: its description is dated or names who sent it, and an imprint or
    container follows."""
    if not rest or rest[0].quoted or not (parts.imprint.place or parts.imprint.publisher or parts.year):
        return None
    first = rest[0]
    cut = 1
    into = next((k for k, w in enumerate(rest) if k > 0 and IN.match(w.text)), None)
    if into is not None:
        return None
    while (
        cut < len(rest)
        and not dates_in(fold(joined(raw, rest[:cut])), words)
        and re.match(r"[a-z]|[^\W\d_a-z]\w+s (?:report|letter|telegram)", rest[cut].text)
    ):
        cut += 1
    head = joined(raw, rest[:cut])
    description = describe(head, words)
    # a span of months or years in a bracket is what a book is about
    about = re.search(r"\([^()]*\d{4}[^()]*-[^()]*\d{4}[^()]*\)", fold(head))
    dated = [
        d
        for d in dates_in(fold(head), words)
        if d.edtf.count("-") >= 1
        and not re.fullmatch(r"\d{4}/\d{4}", d.edtf)
        and not (about and about.start() <= d.start < about.end() and "/" in d.edtf)
    ]
    if base.names and len(rest) <= cut and not (description.sender or description.recipient):
        # a study of a document bears its date too
        return None
    if (
        not description.kind
        or description.kind in ("diary", "interview")
        or not (
            dated
            or (
                parts.dates
                and (
                    description.sender
                    or description.kind in ("meeting_record", "resolution", "protocol", "statement")
                )
            )
            or (description.sender and len(rest) > cut)
        )
    ):
        return None
    if (
        not dated
        and not re.match(
            r"(?:The |A )?(?:\w+ )?(?:"
            "declaration|statement|speech|letter|telegram|message|proclamation|order|address"
            r")\b",
            first.text,
            re.IGNORECASE,
        )
        and not parts.dates
    ):
        return None
    title, doc_date = dated_title(head, parts, words)
    return replace(
        base,
        type="published_document",
        title=title,
        container=joined(raw, rest[cut:]),
        description=description,
        doc_date=doc_date,
    )
