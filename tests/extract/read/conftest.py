"""A short essay of our own (the Aaland question, 1918-21), written once and set in every shape a reader must
know."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest

TITLE = "A Strait of One’s Own: Sweden, Finland and the Åland Question"
AUTHOR = "Maren Holt"

#: Chapters as (number, title, sections); a section is (title, paragraphs); `{{...}}` is a note where it is
#: called.
CHAPTERS: list[tuple[str, str, list[tuple[str, list[str]]]]] = [
    (
        "",
        "Introduction",
        [
            (
                "",
                [
                    (
                        "In the winter of 1917 the Åland Islands lay frozen between two states and an army.{{Marta Lind, *The Frozen Sea: Åland in War and Revolution* (Stockholm: Norstedt, 1961), pp. 12–19.}} "
                        "The islanders sent 7,000 signatures to Stockholm and asked for union with Sweden.{{Riksarkivet, Stockholm (RA), UD 1902, vol. 461, petition of 31 December 1917.}} "
                        "“We are Swedes,” they wrote, “and we wish to remain Swedes.”{{Ibid.}} Scholars have disputed ever since what the petition proves."
                    ),
                    (
                        "This essay argues that the question was settled neither by law nor by sentiment. E. Barros held that the League’s verdict followed from precedent.{{E. Barros, *The Islands Before the Council* "
                        "(New Haven: Yale University Press, 1968), p. 204. See also A. Ström, ‘Law at Geneva’, *Nordic Review*, 14, no. 2 (1974), pp. 88–101.}} The record suggests otherwise; the Council weighed ports, ice and the British Baltic Squadron of 38 ships."
                    ),
                ],
            )
        ],
    ),
    (
        "1",
        "An Army on the Ice",
        [
            (
                "",
                [
                    (
                        "Russian troops of the 128th Division held the islands until March 1918.{{The National Archives, Kew (TNA), FO 371/3350, Howard to Balfour, 4 March 1918, fos. 112–14.}} On 13 February a Swedish flotilla "
                        "anchored at Eckerö. Its commander, Captain H. Åkermark, reported that the garrison “wanted bread more than orders”.{{RA, UD 1902, vol. 463, Åkermark to Foreign Ministry, 15 February 1918.}}"
                    ),
                    "Three demands were put to the garrison:",
                    "1. The batteries were to be handed over undamaged.",
                    "2. The men were to leave by 28 February.",
                    "3. No civilian was to be molested.",
                    (
                        "The garrison accepted the second and the third.{{Lind, *Frozen Sea*, p. 47.}} It has been claimed by F. Wrede that the first was never meant seriously,{{F. Wrede, *Memoirs of a Quiet Coast*, vol. II (Helsinki: "
                        "Söderström, 1932), pp. 5–9; for a contrary view see G. Palm, review of Wrede, *Historisk Tidskrift*, 53 (1933), p. 310.}} but Wrede wrote fourteen years after the event."
                    ),
                ],
            ),
            (
                "The German Landing",
                [
                    (
                        "The German landing of 5 March ended the affair. Admiral Meurer’s ships brought 1,000 men; Stockholm withdrew its own within the week.{{Bundesarchiv-Militärarchiv, Freiburg, RM 5/5186, Meurer to Admiralstab, 6 March 1918.}} "
                        "Did Berlin intend to stay? On this the documents are silent.{{TNA, FO 371/3351, minute by Clive, 11 March 1918. The minute is worth quoting at length, since it shows how little London knew.\n\n“We have no ship nearer than Leith, "
                        "and no reason to send one,” Clive wrote.}} What is certain is that the U.S. legation in Stockholm counted four cruisers on 9 March.{{National Archives and Records Administration, College Park, RG 59, M316, reel 2, Morris to Lansing, 9 March 1918.}}"
                    ),
                ],
            ),
        ],
    ),
    (
        "2",
        "The Verdict at Geneva",
        [
            (
                "",
                [
                    (
                        "The Council took up the question in July 1920 at the request of Lord Curzon.{{League of Nations Archives, Geneva, R 527/11/5351, Curzon to Drummond, 19 June 1920.}} Three jurists reported in September that the dispute was "
                        "international.{{*League of Nations Official Journal*, Special Supplement No. 3 (October 1920), pp. 3–19.}} Finland protested at once.{{Ulkoasiainministeriön arkisto, Helsinki, 12 L 33, Enckell to Holsti, 14 September 1920.}}"
                    ),
                    (
                        "H. Branting believed that a plebiscite would follow.{{RA, Branting papers, vol. 9, Branting to Palmstierna, 2 October 1920.}} He was wrong. According to the report of the rapporteurs of 16 April 1921, minorities have no right to "
                        "secede from a state that protects them.{{League of Nations, Council Document B.7.21/68/106, 16 April 1921, p. 28.}} This argument is not convincing, for no guarantee had yet been given.{{Barros, *Islands*, p. 251.}}"
                    ),
                ],
            ),
            (
                "Guarantees",
                [
                    "The guarantees of 27 June 1921 protected the Swedish language, land and the local vote.{{Ibid., pp. 290–95.}} They were, as Barros himself conceded, “better than union”.{{Ibid., p. 301.}} The strait was neutralised in October.",
                ],
            ),
        ],
    ),
    (
        "",
        "Conclusion",
        [
            (
                "",
                [
                    "The verdict of 1921 has outlived the League that gave it.{{A. Ström, *Autonomy in Practice* (Uppsala: Almqvist, 1990).}} It rested on a bargain, and the bargain was struck before the jurists met.{{RA, UD 1902, vol. 480, Wrangel to Foreign Ministry, 30 May 1920.}}",
                ],
            )
        ],
    ),
]
BIBLIOGRAPHY = [
    (
        "Unpublished Sources",
        ["Riksarkivet, Stockholm. UD 1902, vols 461–480.", "The National Archives, Kew. FO 371/3350–3351."],
    ),
    (
        "Books and Articles",
        [
            "Barros, E., The Islands Before the Council (New Haven: Yale University Press, 1968).",
            "Lind, Marta, The Frozen Sea: Åland in War and Revolution (Stockholm: Norstedt, 1961).",
        ],
    ),
]
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE = re.compile(r"\{\{(.*?)\}\}", re.S)


@dataclass(frozen=True)
class Essay:
    """The essay and its renderings; `notes` is [(chapter label, number in chapter, body)], all in order."""

    chapters: list[tuple[str, str, list[tuple[str, list[str]]]]]

    @property
    def notes(self) -> list[tuple[str, int, str]]:
        out = []
        for number, title, sections in self.chapters:
            k = 0
            for _, paragraphs in sections:
                for p in paragraphs:
                    for m in _NOTE.finditer(p):
                        k += 1
                        out.append((number or title, k, m.group(1).replace("*", "")))
        return out

    def sentences(self) -> list[str]:
        """The body sentences as a person reads them, without markers, blanks folded."""
        return SENTENCES

    def heading(self, number: str, title: str) -> str:
        return f"Chapter {number}. {title}" if number else title

    def marked(
        self, marker: str, running: bool, glued: bool = True
    ) -> list[tuple[str, list[tuple[str, list[tuple[str, list[tuple[int, str]]]]]]]]:
        """[(chapter heading, [(section title, [(paragraph with markers, [(number, note)])])])]; `marker`
        formats a number ("[%s]", "%s", "super")."""
        out = []
        n = 0
        for number, title, sections in self.chapters:
            n = n if running else 0
            rows: list[tuple[str, list[tuple[str, list[tuple[int, str]]]]]] = []
            for section, paragraphs in sections:
                cells = []
                for p in paragraphs:
                    notes: list[tuple[int, str]] = []

                    def put(m: re.Match[str], notes: list[tuple[int, str]] = notes) -> str:
                        nonlocal n
                        n += 1
                        notes.append((n, m.group(1).replace("*", "")))
                        return str(n).translate(SUPERSCRIPT) if marker == "super" else marker % n

                    cells.append((_NOTE.sub(put, p).replace("*", ""), notes))
                rows.append((section, cells))
            out.append((self.heading(number, title), rows))
        return out

    def endnotes(
        self,
        *,
        marker: str = "%s",
        number: str = "%s.",
        running: bool = False,
        where: str = "end",
        subheads: bool = True,
        width: int = 78,
        gap: bool = True,
        heads: bool = False,
    ) -> str:
        """Plain text with endnotes: `where` is "end" (one Notes section, chapters' names between) or
        "chapter"; `heads` puts page numbers and running heads in."""
        lines = [TITLE, "", AUTHOR, ""]
        held: list[tuple[str, list[tuple[int, str]]]] = []
        blank = [""] if gap else []
        for heading, rows in self.marked(marker, running):
            lines += ["", heading, ""]
            notes: list[tuple[int, str]] = []
            for section, cells in rows:
                lines += [section, ""] if section else []
                for text, called in cells:
                    lines += [*textwrap.wrap(text, width), ""]
                    notes += called
            if where == "chapter":
                lines += ["Notes", ""] + [
                    x for n, body in notes for x in [*self._note(number % n, body, width), *blank]
                ]
            held.append((heading, notes))
        if where == "end":
            lines += ["", "Notes", ""]
            for heading, notes in held:
                lines += ["", heading, ""] if subheads else []
                lines += [x for n, body in notes for x in [*self._note(number % n, body, width), *blank]]
        lines += self._bibliography(width)
        if heads:
            lines = _with_pages(lines)
        return "\n".join(lines) + "\n"

    def _note(self, number: str, body: str, width: int) -> list[str]:
        first, *more = body.split("\n\n")
        return [
            *textwrap.wrap(f"{number} {first}", width),
            *[x for m in more for x in ["", *textwrap.wrap(m, width)]],
        ]

    def _bibliography(self, width: int) -> list[str]:
        lines = ["", "Bibliography", ""]
        for rubric, entries in BIBLIOGRAPHY:
            lines += [rubric, ""]
            for e in entries:
                lines += [*textwrap.wrap(e, width, subsequent_indent="    "), ""]
        return lines

    def footnotes(  # noqa: C901 (a maker of test files, shape by shape)
        self,
        *,
        marker: str = "%s",
        number: str = "%s",
        running: bool = False,
        page: int = 14,
        width: int = 78,
        damaged: bool = False,
        pages: str = "",
        rule: str = "",
    ) -> str:
        """Plain text with notes at the foot of each page of `page` body lines; `pages` is "" (bare),
        "numbers" or "feeds"."""
        lines: list[str] = [TITLE, AUTHOR, ""] if not damaged else [TITLE, AUTHOR]
        body: list[tuple[str, list[tuple[int, str]]]] = []
        for heading, rows in self.marked(marker, running):
            body += [("", []), (heading, []), ("", [])]
            for section, cells in rows:
                body += [(section, []), ("", [])] if section else []
                for text, called in cells:
                    wrapped = textwrap.wrap(text, width)
                    left = list(called)
                    for line in wrapped:
                        here = [
                            c
                            for c in left
                            if re.search(
                                rf"(?<=[^\W\d]|[.,;:?!”’)]){re.escape(marker % c[0] if marker != 'super' else str(c[0]).translate(SUPERSCRIPT))}(?![\d⁰¹²³⁴⁵⁶⁷⁸⁹])",
                                line,
                            )
                        ]
                        first = here[:1]
                        take = [c for c in left if first and c[0] >= first[0][0] and c in here]
                        left = [c for c in left if c not in take]
                        body.append((line, take))
                    if left:
                        body[-1] = (body[-1][0], [*body[-1][1], *left])
                    body.append(("", []))
        out: list[str] = []
        foot: list[tuple[int, str]] = []
        count, sheet = 0, 1

        def close() -> None:
            nonlocal count, sheet
            if foot and rule:
                out.append(rule)
            for n, text in foot:
                out.extend(textwrap.wrap(f"{number % n} {' '.join(text.split())}", width + 14))
            foot.clear()
            if pages:
                out.extend(["", str(sheet), ""])
            if pages == "feeds":
                out[-1] = "\f"
            count, sheet = 0, sheet + 1

        for k, (line, called) in enumerate(body):
            if damaged and not line:
                continue
            chapter = line.startswith("Chapter ") or line in ("Introduction", "Conclusion")
            if chapter and count:
                close()
            out.append(line)
            foot.extend(called)
            count += bool(line)
            ahead = next((b[0] for b in body[k + 1 :] if b[0]), "")
            if count >= page and not (
                ahead.startswith("Chapter ") or ahead in ("Introduction", "Conclusion")
            ):
                close()
        close()
        text = "\n".join([*lines, *out, *[x for x in self._bibliography(width) if x or not damaged]]) + "\n"
        text = text.replace("\f\n", "\f")
        return damage(text) if damaged else text


def damage(text: str) -> str:
    """What a poor conversion leaves: ASCII without apostrophes, quotation marks and accents."""
    import unicodedata

    text = re.sub(r"[‘’“”]", "", text).replace("–", "-").replace("—", "-")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _with_pages(lines: list[str], page: int = 26) -> list[str]:
    out: list[str] = []
    for k, start in enumerate(range(0, len(lines), page)):
        out += [f"{k + 1}    A Strait of One’s Own", "", *lines[start : start + page], ""]
    return out


SENTENCES = [
    "In the winter of 1917 the Åland Islands lay frozen between two states and an army.",
    "The islanders sent 7,000 signatures to Stockholm and asked for union with Sweden.",
    "“We are Swedes,” they wrote, “and we wish to remain Swedes.”",
    "Scholars have disputed ever since what the petition proves.",
    "This essay argues that the question was settled neither by law nor by sentiment.",
    "E. Barros held that the League’s verdict followed from precedent.",
    "The record suggests otherwise; the Council weighed ports, ice and the British Baltic Squadron of 38 ships.",
    "Russian troops of the 128th Division held the islands until March 1918.",
    "On 13 February a Swedish flotilla anchored at Eckerö.",
    "Its commander, Captain H. Åkermark, reported that the garrison “wanted bread more than orders”.",
    "Three demands were put to the garrison:",
    "1. The batteries were to be handed over undamaged.",
    "2. The men were to leave by 28 February.",
    "3. No civilian was to be molested.",
    "The garrison accepted the second and the third.",
    "It has been claimed by F. Wrede that the first was never meant seriously, but Wrede wrote fourteen years after the event.",
    "The German landing of 5 March ended the affair.",
    "Admiral Meurer’s ships brought 1,000 men; Stockholm withdrew its own within the week.",
    "Did Berlin intend to stay?",
    "On this the documents are silent.",
    "What is certain is that the U.S. legation in Stockholm counted four cruisers on 9 March.",
    "The Council took up the question in July 1920 at the request of Lord Curzon.",
    "Three jurists reported in September that the dispute was international.",
    "Finland protested at once.",
    "H. Branting believed that a plebiscite would follow.",
    "He was wrong.",
    "According to the report of the rapporteurs of 16 April 1921, minorities have no right to secede from a state that protects them.",
    "This argument is not convincing, for no guarantee had yet been given.",
    "The guarantees of 27 June 1921 protected the Swedish language, land and the local vote.",
    "They were, as Barros himself conceded, “better than union”.",
    "The strait was neutralised in October.",
    "The verdict of 1921 has outlived the League that gave it.",
    "It rested on a bargain, and the bargain was struck before the jurists met.",
]


def _pieces(paragraph: str) -> list[tuple[str, str]]:
    """[(words, note called after them or "")] of a paragraph."""
    out, at = [], 0
    for m in _NOTE.finditer(paragraph):
        out.append((paragraph[at : m.start()].replace("*", ""), m.group(1).replace("*", "")))
        at = m.end()
    return [*out, (paragraph[at:].replace("*", ""), "")]


def to_markdown(essay: Essay) -> bytes:
    lines = [f"# {TITLE}", "", AUTHOR, ""]
    for number, title, sections in essay.chapters:
        lines += [f"## {essay.heading(number, title)}", ""]
        n, notes = 0, []
        for section, paragraphs in sections:
            lines += [f"### {section}", ""] if section else []
            for p in paragraphs:
                text = ""
                for words, note in _pieces(p):
                    text += words
                    if note:
                        n += 1
                        text += f"[^{n}]"
                        notes.append(f"[^{n}]: " + note.replace("\n\n", "\n\n    "))
                lines += [re.sub(r"^(\d)\. ", r"\1\\. ", text), ""]
        lines += [x for note in notes for x in (note, "")]
    lines += ["## Bibliography", ""]
    for rubric, entries in BIBLIOGRAPHY:
        lines += [f"### {rubric}", "", *[x for e in entries for x in (e, "")]]
    return "\n".join(lines).encode()


def _esc(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def html_body(essay: Essay, notes_file: str = "") -> tuple[str, str]:
    """(body, notes) of an HTML page; with `notes_file` the notes are linked there."""
    body, notes, k = [f"<h1>{_esc(TITLE)}</h1><p class='author'>{AUTHOR}</p>"], [], 0
    for number, title, sections in essay.chapters:
        body.append(f"<h2>{_esc(essay.heading(number, title))}</h2>")
        n = 0
        for section, paragraphs in sections:
            body += [f"<h3>{section}</h3>"] if section else []
            for p in paragraphs:
                text = ""
                for words, note in _pieces(p):
                    text += _esc(words)
                    if note:
                        n, k = n + 1, k + 1
                        text += f'<sup><a href="{notes_file}#fn{k}" id="ref{k}">{n}</a></sup>'
                        inner = "".join(f"<p>{_esc(x)}</p>" for x in note.split("\n\n"))
                        notes.append(f'<li id="fn{k}" value="{n}">{inner} <a href="#ref{k}">↩</a></li>')
                body.append(f"<p>{text}</p>")
    tail = "<h2>Bibliography</h2>" + "".join(
        f"<h3>{r}</h3>" + "".join(f"<p>{_esc(e)}</p>" for e in entries) for r, entries in BIBLIOGRAPHY
    )
    return "".join(body) + (
        tail if notes_file else f"{tail}<hr><h2>Notes</h2><ol>{''.join(notes)}</ol>"
    ), f"<ol>{''.join(notes)}</ol>"


def to_html(essay: Essay) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{_esc(TITLE)}</title><script>var x = 1;</script></head><body><nav><p>Home</p></nav>{html_body(essay)[0]}</body></html>".encode()


def to_epub(essay: Essay) -> bytes:
    body, notes = html_body(essay, "notes.xhtml")
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{}</body></html>"
    opf = (
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<dc:title>{_esc(TITLE)}</dc:title><dc:creator>{AUTHOR}</dc:creator></metadata><manifest><item id='a' href='text.xhtml'/><item id='b' href='notes.xhtml'/></manifest>"
        "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    )
    return _zipped(
        {
            "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OEBPS/content.opf'/></rootfiles></container>",
            "OEBPS/content.opf": opf,
            "OEBPS/text.xhtml": page.format(body),
            "OEBPS/notes.xhtml": page.format(notes),
        }
    )


def _zipped(files: dict[str, str]) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in files.items():
            z.writestr(name, text)
    return out.getvalue()


def to_docx(essay: Essay) -> bytes:
    ns = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"

    def run(text: str) -> str:
        return f"<w:r><w:t xml:space='preserve'>{_esc(text)}</w:t></w:r>"

    def para(style: str, inner: str) -> str:
        return (
            f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{inner}</w:p>"
            if style
            else f"<w:p>{inner}</w:p>"
        )

    body, notes, k = [para("Title", run(TITLE)), para("", run(AUTHOR))], [], 0
    for number, title, sections in essay.chapters:
        body.append(para("Heading1", run(essay.heading(number, title))))
        for section, paragraphs in sections:
            body += [para("Heading2", run(section))] if section else []
            for p in paragraphs:
                inner = ""
                for words, note in _pieces(p):
                    inner += run(words)
                    if note:
                        k += 1
                        inner += f"<w:r><w:footnoteReference w:id='{k}'/></w:r>"
                        notes.append(
                            f"<w:footnote w:id='{k}'>"
                            + "".join(
                                f"<w:p><w:r><w:footnoteRef/></w:r>{run(' ' + x)}</w:p>"
                                for x in note.split("\n\n")
                            )
                            + "</w:footnote>"
                        )
                body.append(para("", inner))
        body.append(
            "<w:p><w:pPr><w:sectPr><w:footnotePr><w:numRestart w:val='eachSect'/></w:footnotePr></w:sectPr></w:pPr></w:p>"
        )
    body.append(para("Heading1", run("Bibliography")))
    for rubric, entries in BIBLIOGRAPHY:
        body += [para("Heading2", run(rubric)), *[para("", run(e)) for e in entries]]
    styles = "".join(
        f"<w:style w:styleId='{i}'><w:name w:val='{n}'/></w:style>"
        for i, n in (("Heading1", "heading 1"), ("Heading2", "heading 2"), ("Title", "Title"))
    )
    separator = "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
    return _zipped(
        {
            "word/document.xml": f"<w:document {ns}><w:body>{''.join(body)}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {ns}>{styles}</w:styles>",
            "word/footnotes.xml": f"<w:footnotes {ns}>{separator}{''.join(notes)}</w:footnotes>",
            "docProps/core.xml": f"<cp:coreProperties xmlns:cp='urn:cp' xmlns:dc='urn:dc'><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>",
        }
    )


def to_odt(essay: Essay) -> bytes:
    ns = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
    body, k = [f"<text:p text:style-name='Title'>{_esc(TITLE)}</text:p>"], 0
    for number, title, sections in essay.chapters:
        body.append(f"<text:h text:outline-level='1'>{_esc(essay.heading(number, title))}</text:h>")
        n = 0
        for section, paragraphs in sections:
            body += [f"<text:h text:outline-level='2'>{section}</text:h>"] if section else []
            for p in paragraphs:
                inner = ""
                for words, note in _pieces(p):
                    inner += _esc(words)
                    if note:
                        n, k = n + 1, k + 1
                        paras = "".join(f"<text:p>{_esc(x)}</text:p>" for x in note.split("\n\n"))
                        inner += f"<text:note text:id='ftn{k}' text:note-class='footnote'><text:note-citation>{n}</text:note-citation><text:note-body>{paras}</text:note-body></text:note>"
                body.append(f"<text:p>{inner}</text:p>")
    body.append("<text:h text:outline-level='1'>Bibliography</text:h>")
    for rubric, entries in BIBLIOGRAPHY:
        body += [
            f"<text:h text:outline-level='2'>{rubric}</text:h>",
            *[f"<text:p>{_esc(e)}</text:p>" for e in entries],
        ]
    return _zipped(
        {
            "content.xml": f"<office:document-content {ns}><office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
        }
    )


def to_tei(essay: Essay) -> bytes:
    body = []
    for number, title, sections in essay.chapters:
        rows, n = [f"<head>{_esc(essay.heading(number, title))}</head>"], 0
        for section, paragraphs in sections:
            cells = []
            for p in paragraphs:
                inner = ""
                for words, note in _pieces(p):
                    inner += _esc(words)
                    if note:
                        n += 1
                        inner += (
                            f"<note place='foot' n='{n}'>"
                            + "".join(f"<p>{_esc(x)}</p>" for x in note.split("\n\n"))
                            + "</note>"
                        )
                cells.append(f"<p>{inner}</p>")
            rows.append(f"<div><head>{section}</head>{''.join(cells)}</div>" if section else "".join(cells))
        body.append(f"<div><pb n='{len(body) + 1}'/>{''.join(rows)}</div>")
    back = "".join(
        f"<div><head>{r}</head><listBibl>{''.join(f'<bibl>{_esc(e)}</bibl>' for e in entries)}</listBibl></div>"
        for r, entries in BIBLIOGRAPHY
    )
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>{_esc(TITLE)}</title><author>{AUTHOR}</author></titleStmt></fileDesc></teiHeader>"
        f"<text><body>{''.join(body)}</body><back><div><head>Bibliography</head>{back}</div></back></text></TEI>"
    ).encode()


def to_pdf(essay: Essay, copies: int = 1, lines_a_page: int = 30) -> bytes:  # noqa: C901 (a maker of test files, shape by shape)
    """Pages as a printer sets them: notes in small type at the foot, raised markers, running head and page
    number; made with pdfium itself."""
    import ctypes
    import io

    import pypdfium2 as pdfium

    raw = pdfium.raw
    document = pdfium.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document.raw, b"Times-Roman")

    def put(page: Any, x: float, y: float, size: float, text: str) -> float:
        item = raw.FPDFPageObj_CreateTextObj(document.raw, font, size)
        encoded = (text + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(
            item, ctypes.cast(ctypes.create_string_buffer(encoded), ctypes.POINTER(ctypes.c_ushort))
        )
        raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
        raw.FPDFPage_InsertObject(page.raw, item)
        box = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *[ctypes.byref(b) for b in box])
        return box[2].value

    def line(page: Any, x: float, y: float, size: float, text: str) -> None:
        at = x
        for k, piece in enumerate(re.split(r"\x01(\d+)\x02", text)):
            if piece:
                at = put(page, at, y + (4 if k % 2 else 0), size * (0.6 if k % 2 else 1), piece) + (
                    0.4 if k % 2 else 0.6
                )
                if not k % 2 and piece.endswith(" "):
                    at += size * 0.25

    for _ in range(copies):
        rows: list[tuple[str, str, list[tuple[int, str]]]] = []
        for heading, sections in essay.marked("\x01%s\x02", False):
            rows.append(("chapter", heading, []))
            for section, cells in sections:
                rows += [("section", section, [])] if section else []
                for text, called in cells:
                    wrapped = textwrap.wrap(text, 78)
                    for j, w in enumerate(wrapped):
                        here = [c for c in called if f"\x01{c[0]}\x02" in w]
                        rows.append(("first" if j == 0 else "body", w, here))
        at = 0
        sheet = 0
        while at < len(rows):
            page = document.new_page(595, 842)
            sheet += 1
            put(page, 220, 800, 9, "A Strait of One’s Own")
            put(page, 295, 30, 9, str(sheet))
            y, count, foot = 770.0, 0, []
            while at < len(rows) and count < lines_a_page:
                kind, text, called = rows[at]
                if kind == "chapter" and count:
                    break
                if kind == "chapter":
                    line(page, 72, y - 10, 16, text)
                    y -= 40
                elif kind == "section":
                    line(page, 72, y - 8, 13, text)
                    y -= 30
                else:
                    line(page, 86 if kind == "first" else 72, y, 11, text)
                    y -= 14
                foot += called
                count += 1
                at += 1
            notes = [w for n, body in foot for w in _hung(f"{n} {' '.join(body.split())}")]
            y = 50 + 10 * len(notes)
            for w in notes:
                line(page, 72, y, 8.5, w)
                y -= 10
            raw.FPDFPage_GenerateContent(page.raw)
            page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _hung(note: str) -> list[str]:
    return textwrap.wrap(note, 105)


MAKERS = {
    "md": to_markdown,
    "html": to_html,
    "epub": to_epub,
    "docx": to_docx,
    "odt": to_odt,
    "tei": to_tei,
    "pdf": to_pdf,
}


@pytest.fixture(scope="session")
def makers() -> dict[str, Any]:
    """Suffix -> what sets the essay in that format (bytes)."""
    return MAKERS


@pytest.fixture(scope="session")
def essay() -> Any:
    """The essay, to be set in whatever shape a test needs."""
    return Essay(CHAPTERS)
