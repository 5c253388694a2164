"""Works among citations: books, articles, chapters, working papers, told by what stands around their
words."""

from __future__ import annotations

import re
from dataclasses import replace

from regesta.extract.notes.descriptions import Description, describe, kind_of
from regesta.extract.notes.group import Group, dated_title, first_run, joined
from regesta.extract.notes.imprint import is_place
from regesta.extract.notes.kinds.documents import IN
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.record import CitationType
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords


def working_paper(
    raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords
) -> Group | None:
    series = [
        w
        for w in rest
        if words.pattern("working_paper").search(w.text)
        or words.pattern("working_paper_series", case=True).search(w.text)
    ]
    if not series or (
        len(rest) == len(series) == 1
        and not words.pattern("working_paper_series", case=True).search(series[0].text)
    ):
        return None
    if len(rest) == 1:
        m = words.pattern("working_paper_series", case=True).search(rest[0].text)
        question = re.match(r"(.+\?)\s+(?=[A-Z])", rest[0].text)
        if m is None or question is None:
            return None
        title, container = (
            tidy(raw[rest[0].start : rest[0].start + question.end(1)]),
            tidy(raw[rest[0].start + question.end() : rest[0].end]),
        )
    else:
        named = [
            w for w in series if words.pattern("working_paper_series", case=True).search(w.text)
        ] or series
        title = joined(raw, rest[: max(1, rest.index(series[0]))])
        container = tidy(raw[named[0].start : named[0].end]) if rest.index(named[0]) > 0 else ""
    if not (parts.year or parts.imprint.year or parts.imprint.place or parts.dates):
        return replace(base, type="short_title", title=title, container=container)
    return replace(base, type="working_paper", title=title, container=container)


def printed(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group | None:
    """A book, an article or a chapter."""
    if not rest:
        return None
    imprint = bool(parts.imprint.place or parts.imprint.publisher)
    year = parts.year or parts.imprint.year
    month = any(re.fullmatch(r"\d{4}-\d\d", d) for d, *_ in parts.dates)
    numbered = bool(parts.volume or parts.issue)
    quoted = next((k for k, w in enumerate(rest) if w.quoted), None)
    into = next((k for k, w in enumerate(rest) if k > 0 and IN.match(w.text)), None)
    if into is not None:
        return _chapter(raw, parts, base, rest, into, words)
    if quoted is not None and len(rest) > quoted + 1:
        title, after = joined(raw, rest[quoted : quoted + 1]), rest[quoted + 1 :]
        if imprint and not numbered:
            return replace(base, type="chapter", title=title, container=joined(raw, after))
        return replace(
            base,
            type="article" if (year or parts.dates) else "short_title",
            title=title,
            container=joined(raw, after),
        )
    if quoted is not None and not imprint and not numbered and not (year or parts.dates):
        return None
    if parts.imprint.date and numbered and len(rest) > 1 and parts.imprint.date.count("-") == 1:
        # a volume or number and a month: a journal, though its publisher is named
        split = _container_start(rest)
        return replace(
            base, type="article", title=joined(raw, rest[:split]), container=joined(raw, rest[split:])
        )
    if (
        not imprint
        and year
        and parts.volume_at >= 0
        and not parts.issue
        and len(rest) > 1
        and rest[-1].first > parts.volume_at
    ):
        return _volume(raw, parts, base, rest, words)
    if imprint:
        title, container, chapter = _book(raw, parts, rest, words)
        volume = "" if parts.volume else _title_volume(title)
        if parts.issue and not parts.volume and not volume and not container:
            # a number and no journal: a volume of the book
            volume, parts.issue = parts.issue, ""
        return replace(
            base,
            type="chapter" if chapter else "book",
            title=_without_volume(title, volume),
            container=container,
            volume=volume,
        )
    if (
        (numbered or month or parts.dates)
        and (year or parts.dates)
        and not (len(rest) > 1 and parts.volume and not parts.issue and _publishes(rest[-1].text, words))
    ):
        if len(rest) == 1:
            question = re.match(r"(.+\?)\s+(?=[A-Z])", rest[0].text)
            if question:
                return replace(
                    base,
                    type="article",
                    title=tidy(raw[rest[0].start : rest[0].start + question.end(1)]),
                    container=tidy(raw[rest[0].start + question.end() : rest[0].end]),
                )
            if not base.names or (len(rest[0].text.split()) < 3 and not month):
                return None
            return replace(base, type="article" if month or parts.issue else "book", title=joined(raw, rest))
        split = _container_start(rest)
        day = next((d for d, *_ in parts.dates if d.count("-") == 2), "")
        if day and not numbered:
            # a day and no number: an issue of a newspaper, whatever its name
            return replace(
                base,
                type="newspaper",
                title=joined(raw, rest[:split]),
                container=joined(raw, rest[split:]),
                doc_date=day,
                periodical=True,
            )
        return replace(
            base, type="article", title=joined(raw, rest[:split]), container=joined(raw, rest[split:])
        )
    if year and len(rest) > 1 and not parts.dates and _publishes(rest[-1].text, words):
        parts.imprint = parts.imprint.filled(publisher=tidy(rest[-1].text))
        return replace(base, type="book", title=joined(raw, rest[:-1]))
    if year and (base.names or base.institution or parts.bracket_year):
        if len(rest) > 1 and (
            words.pattern("journal_words", case=True).search(rest[-1].text) or is_place(rest[-1].text, words)
        ):
            return replace(
                base, type="article", title=joined(raw, rest[:-1]), container=joined(raw, rest[-1:])
            )
        return replace(base, type="book", title=joined(raw, rest))
    return None


def _volume(raw: str, parts: Parts, base: Group, rest: list[Words], words: CitationWords) -> Group:
    """A volume of a work with words behind its number: the document printed there, or place and publisher."""
    k = next(k for k, w in enumerate(rest) if w.first > parts.volume_at)
    before, after = rest[:k] or rest[:1], rest[k:] if k else rest[1:]
    title, behind = joined(raw, before), joined(raw, after)
    printed = describe(behind, words)
    dated, day = dated_title(behind, parts, words)
    if printed.kind and (printed.sender or printed.recipient) and day:
        return replace(
            base, type="published_document", title=dated, container=title, description=printed, doc_date=day
        )
    kind: CitationType = "report" if kind_of(title, words) == "report" and not base.names else "book"
    description = Description("report") if kind == "report" else Description()
    if printed.kind:
        return replace(
            base,
            type=kind,
            title=f"{title}, {behind}",
            description=replace(description, sender=printed.sender) if kind == "report" else description,
        )
    if len(after) > 1:
        parts.imprint = parts.imprint.filled(place=tidy(after[-2].text), publisher=tidy(after[-1].text))
    else:
        parts.imprint = parts.imprint.filled(
            **({"place" if is_place(behind, words) else "publisher": behind})
        )
    return replace(base, type=kind, title=title, description=description)


def _publishes(text: str, words: CitationWords) -> bool:
    """Whether the words before a year are a publisher's name rather than a journal's."""
    return (
        bool(words.pattern("publisher_words", case=True).search(text))
        and not words.pattern("journal_words", case=True).search(text)
        and len(text.split()) <= 8
    )


def _chapter(
    raw: str, parts: Parts, base: Group, rest: list[Words], into: int, words: CitationWords
) -> Group:
    """A chapter "in" a book: editors before or behind the book's title."""
    title = joined(raw, rest[:into])
    book = rest[into:]
    first = IN.sub("", book[0].text)
    editors: list[str] = []
    k = 0
    if book[0].role == "editor" or (len(book) > 1 and words.names.people(first)):
        while k < len(book) - 1:
            found = words.names.people(re.sub(r"^(?:and|&)\s+", "", IN.sub("", book[k].text)))
            if not found or (k > 0 and book[k - 1].role):
                break
            editors += found
            k += 1
    if k:
        container = joined(raw, book[k:])
    else:
        lead = IN.match(book[0].text)
        start = book[0].start + (lead.end() if lead else 0)
        # a volume's number ends the work's title; what follows is the volume's own
        named = first_run(book) if parts.volume_at >= 0 else book
        container = tidy(raw[start : named[-1].end])
    description = describe(title, words)
    dated, day = dated_title(title, parts, words)
    if (description.sender and (description.recipient or day)) or (description.kind and day):
        return replace(
            base,
            type="published_document",
            title=dated,
            container=container,
            editors=tuple(editors),
            description=description,
            doc_date=day,
        )
    full = bool(parts.imprint.place or parts.imprint.publisher or parts.year or parts.imprint.year)
    if (
        not editors
        and not (parts.imprint.place or parts.imprint.publisher)
        and (parts.volume or parts.issue)
        and words.pattern("journal_words", case=True).search(container)
    ):
        # "in: Vierteljahrshefte 25 (1977)"
        return replace(base, type="article" if full else "short_title", title=title, container=container)
    return replace(
        base,
        type="chapter" if full else "short_title",
        title=title,
        container=container,
        editors=tuple(editors),
    )


def _book(raw: str, parts: Parts, rest: list[Words], words: CitationWords) -> tuple[str, str, bool]:
    """Title, container and whether it is a chapter of it, out of the words before an imprint."""
    k = 1
    listed = max((j for j, w in enumerate(rest) if re.match(r"(?:and|or|&)\s", w.text)), default=0)
    while k < len(rest):
        text, so_far = rest[k].text, joined(raw, rest[:k])
        if k <= listed or re.match(r"[a-z\d]", text) or len(so_far.split()) < 4:
            k += 1
            continue
        if rest[k].first - rest[k - 1].order > 1 and parts.imprint.translators:
            # behind the translator's name stands what he calls it
            return so_far, "", False
        if words.pattern("series_words", case=True).search(text) and len(text.split()) <= (
            12 if text.startswith("Series") else 8
        ):
            return so_far, joined(raw, rest[k:]), bool(re.match(r"Essays|Proceedings|Studies", text))
        listing = re.search(r":\s*(?:\S+\s*){1,2}$", so_far)
        if (
            len(so_far.split()) >= 6
            and not listing
            and len(text.split()) >= 4
            and parts.pages
            and not parts.bracketed
            and not re.search(r"\d{4}$", so_far)
        ):
            return so_far, joined(raw, rest[k:]), True
        if (
            (parts.volume or parts.issue)
            and words.pattern("journal_words", case=True).search(text)
            and not parts.imprint.publisher
        ):
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
    """A volume number that ends a title: "The Korean War: Another perspective 1, 2", "Documents 3 -
    Colonies"."""
    m = re.search(r"[a-z]\s(\d{1,2}(?:, ?\d{1,2})*)(?:$|\s*-\s*\w|:)", fold(title))
    return m.group(1) if m else ""


def _without_volume(title: str, volume: str) -> str:
    return title[: -len(volume)].rstrip(" ,") if volume and title.endswith(volume) else title
