"""The fields of works: books, articles, chapters, working papers, theses."""

from __future__ import annotations

from dataclasses import replace

from regesta.extract.notes.descriptions import Description
from regesta.extract.notes.group import Group
from regesta.extract.notes.imprint import is_place
from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.notes.kinds.titles import numbered_series, title_volume, without_volume
from regesta.extract.notes.parts import Parts
from regesta.extract.text.folding import tidy


def thesis_fields(f: CitationFeatures) -> Group:
    """The first stretch is the title, what follows the university."""
    imprint, parts = f.parts.imprint, f.parts
    if imprint.place and not imprint.publisher and f.university_alone:
        parts = replace(parts, imprint=replace(imprint, publisher=imprint.place, place=""))
    title, container = f.line(f.rest[:1]), f.line(f.rest[1:])
    return replace(f.base, type="thesis", title=title, container=container, parts=parts)


def working_paper_fields(f: CitationFeatures) -> Group:
    """The title, and the series as container."""
    title, container = f.working_paper or (f.text, "")
    return replace(f.base, type="working_paper", title=title, container=container)


def chapter_fields(f: CitationFeatures) -> Group:
    """The chapter's title; the book as container, with its editors."""
    if f.contained_at is not None:
        book, parts = _without_series(f)
        return replace(
            f.base,
            type="chapter",
            title=f.line(f.rest[: f.contained_at]),
            container=book,
            editors=f.editors_of_container,
            parts=parts,
        )
    if f.words_behind_quote:
        title, container = behind_quote(f)
        return replace(f.base, type="chapter", title=title, container=container)
    return replace(book_fields(f), type="chapter")


def _without_series(f: CitationFeatures) -> tuple[str, Parts]:
    """The book that a chapter stands in, without the series behind its title and the series' number."""
    book = f.container_of_chapter
    found = numbered_series(f.raw, f.rest[f.contained_at or 0 :], f.parts, f.patterns)
    own = book.removesuffix(found.container).rstrip(" .,") if found else book
    return (own, replace(f.parts, volume="")) if own and own != book else (book, f.parts)


def behind_quote(f: CitationFeatures) -> tuple[str, str]:
    """The title in quotation marks, and the words behind it."""
    at = f.quote_at or 0
    return f.line(f.rest[at : at + 1]), f.line(f.without_places(list(f.rest[at + 1 :])))


def article_fields(f: CitationFeatures) -> Group:
    """The article's title; the journal as container."""
    title, container = _article_words(f)
    return replace(f.base, type="article", title=title, container=container)


def _article_words(f: CitationFeatures) -> tuple[str, str]:
    if f.contained_at is not None:
        return f.line(f.rest[: f.contained_at]), f.container_of_chapter
    if f.words_behind_quote:
        return behind_quote(f)
    if f.journal_alone:
        return "", f.text
    if f.one_stretch:
        return f.split_question or (f.text, "")
    by_number = f.periodical_number or f.month_of_journal
    split = f.container_start if by_number else len(f.rest) - 1
    return f.line(f.rest[:split]), f.line(f.rest[split:])


def book_fields(f: CitationFeatures) -> Group:
    """Title, series and volume of a book; its publisher where no place is named."""
    if f.press:
        return _with_imprint(f)
    if f.volume_of_work:
        return volume_fields(f)
    if f.publisher_behind:
        imprint = f.parts.imprint.filled(publisher=tidy(f.last))
        return replace(
            f.base, type="book", title=f.line(f.rest[:-1]), parts=replace(f.parts, imprint=imprint)
        )
    return replace(f.base, type="book", title=f.text)


def _with_imprint(f: CitationFeatures) -> Group:
    parts, book = f.parts, f.book
    volume = "" if parts.volume else book.volume or title_volume(book.title)
    if parts.issue and not parts.volume and not volume and not book.container:
        # a number and no journal: a volume of the book
        volume, parts = parts.issue, replace(parts, issue="")
    return replace(
        f.base,
        type="book",
        title=without_volume(book.title, volume),
        container=book.container,
        volume=volume,
        parts=parts,
    )


def volume_fields(f: CitationFeatures) -> Group:
    """A volume of a work with words behind its number: what is printed there, or place and publisher."""
    before, after = f.around_volume
    title, behind = f.line(before), f.line(after)
    if f.described(behind).kind:
        return replace(f.base, type="book", title=f"{title}, {behind}")
    imprint = f.parts.imprint
    if len(after) > 1:
        imprint = imprint.filled(place=tidy(after[-2].text), publisher=tidy(after[-1].text))
    elif is_place(behind, f.words):
        imprint = imprint.filled(place=behind)
    else:
        imprint = imprint.filled(publisher=behind)
    return replace(f.base, type="book", title=title, parts=replace(f.parts, imprint=imprint))


def volume_of_report_fields(f: CitationFeatures) -> Group:
    """A report in volumes: as a book's volume, with its kind and who sent it."""
    behind = f.described(f.line(f.around_volume[1]))
    sender = behind.sender if behind.kind else ""
    return replace(volume_fields(f), type="report", description=Description("report", sender))
