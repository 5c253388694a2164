"""A short essay of our own (the Aaland question, 1918-21), written once and set in every shape a reader must know."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest

TITLE = "A Strait of One’s Own: Sweden, Finland and the Åland Question"
AUTHOR = "Maren Holt"

#: Chapters as (number, title, sections); a section is (title, paragraphs); `{{...}}` is a note where it is called.
CHAPTERS: list[tuple[str, str, list[tuple[str, list[str]]]]] = [
    ("", "Introduction", [("", [
        "In the winter of 1917 the Åland Islands lay frozen between two states and an army.{{Marta Lind, *The Frozen Sea: Åland in War and Revolution* (Stockholm: Norstedt, 1961), pp. 12–19.}} "
        "The islanders sent 7,000 signatures to Stockholm and asked for union with Sweden.{{Riksarkivet, Stockholm (RA), UD 1902, vol. 461, petition of 31 December 1917.}} "
        "“We are Swedes,” they wrote, “and we wish to remain Swedes.”{{Ibid.}} Scholars have disputed ever since what the petition proves.",
        "This essay argues that the question was settled neither by law nor by sentiment. E. Barros held that the League’s verdict followed from precedent.{{E. Barros, *The Islands Before the Council* "
        "(New Haven: Yale University Press, 1968), p. 204. See also A. Ström, ‘Law at Geneva’, *Nordic Review*, 14, no. 2 (1974), pp. 88–101.}} The record suggests otherwise; the Council weighed ports, ice and the British Baltic Squadron of 38 ships.",
    ])]),
    ("1", "An Army on the Ice", [
        ("", [
            "Russian troops of the 128th Division held the islands until March 1918.{{The National Archives, Kew (TNA), FO 371/3350, Howard to Balfour, 4 March 1918, fos. 112–14.}} On 13 February a Swedish flotilla "
            "anchored at Eckerö. Its commander, Captain H. Åkermark, reported that the garrison “wanted bread more than orders”.{{RA, UD 1902, vol. 463, Åkermark to Foreign Ministry, 15 February 1918.}}",
            "Three demands were put to the garrison:",
            "1. The batteries were to be handed over undamaged.",
            "2. The men were to leave by 28 February.",
            "3. No civilian was to be molested.",
            "The garrison accepted the second and the third.{{Lind, *Frozen Sea*, p. 47.}} It has been claimed by F. Wrede that the first was never meant seriously,{{F. Wrede, *Memoirs of a Quiet Coast*, vol. II (Helsinki: "
            "Söderström, 1932), pp. 5–9; for a contrary view see G. Palm, review of Wrede, *Historisk Tidskrift*, 53 (1933), p. 310.}} but Wrede wrote fourteen years after the event.",
        ]),
        ("The German Landing", [
            "The German landing of 5 March ended the affair. Admiral Meurer’s ships brought 1,000 men; Stockholm withdrew its own within the week.{{Bundesarchiv-Militärarchiv, Freiburg, RM 5/5186, Meurer to Admiralstab, 6 March 1918.}} "
            "Did Berlin intend to stay? On this the documents are silent.{{TNA, FO 371/3351, minute by Clive, 11 March 1918. The minute is worth quoting at length, since it shows how little London knew.\n\n“We have no ship nearer than Leith, "
            "and no reason to send one,” Clive wrote.}} What is certain is that the U.S. legation in Stockholm counted four cruisers on 9 March.{{National Archives and Records Administration, College Park, RG 59, M316, reel 2, Morris to Lansing, 9 March 1918.}}",
        ]),
    ]),
    ("2", "The Verdict at Geneva", [
        ("", [
            "The Council took up the question in July 1920 at the request of Lord Curzon.{{League of Nations Archives, Geneva, R 527/11/5351, Curzon to Drummond, 19 June 1920.}} Three jurists reported in September that the dispute was "
            "international.{{*League of Nations Official Journal*, Special Supplement No. 3 (October 1920), pp. 3–19.}} Finland protested at once.{{Ulkoasiainministeriön arkisto, Helsinki, 12 L 33, Enckell to Holsti, 14 September 1920.}}",
            "H. Branting believed that a plebiscite would follow.{{RA, Branting papers, vol. 9, Branting to Palmstierna, 2 October 1920.}} He was wrong. According to the report of the rapporteurs of 16 April 1921, minorities have no right to "
            "secede from a state that protects them.{{League of Nations, Council Document B.7.21/68/106, 16 April 1921, p. 28.}} This argument is not convincing, for no guarantee had yet been given.{{Barros, *Islands*, p. 251.}}",
        ]),
        ("Guarantees", [
            "The guarantees of 27 June 1921 protected the Swedish language, land and the local vote.{{Ibid., pp. 290–95.}} They were, as Barros himself conceded, “better than union”.{{Ibid., p. 301.}} The strait was neutralised in October.",
        ]),
    ]),
    ("", "Conclusion", [("", [
        "The verdict of 1921 has outlived the League that gave it.{{A. Ström, *Autonomy in Practice* (Uppsala: Almqvist, 1990).}} It rested on a bargain, and the bargain was struck before the jurists met.{{RA, UD 1902, vol. 480, Wrangel to Foreign Ministry, 30 May 1920.}}",
    ])]),
]
BIBLIOGRAPHY = [
    ("Unpublished Sources", ["Riksarkivet, Stockholm. UD 1902, vols 461–480.", "The National Archives, Kew. FO 371/3350–3351."]),
    ("Books and Articles", ["Barros, E., The Islands Before the Council (New Haven: Yale University Press, 1968).", "Lind, Marta, The Frozen Sea: Åland in War and Revolution (Stockholm: Norstedt, 1961)."]),
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

    def marked(self, marker: str, running: bool, glued: bool = True) -> list[tuple[str, list[tuple[str, list[tuple[str, list[tuple[int, str]]]]]]]]:
        """[(chapter heading, [(section title, [(paragraph with markers, [(number, note)])])])]; `marker` formats a number ("[%s]", "%s", "super")."""
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

    def endnotes(self, *, marker: str = "%s", number: str = "%s.", running: bool = False, where: str = "end", subheads: bool = True, width: int = 78, gap: bool = True, heads: bool = False) -> str:
        """Plain text with endnotes: `where` is "end" (one Notes section, chapters' names between) or "chapter"; `heads` puts page numbers and running heads in."""
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
                lines += ["Notes", ""] + [x for n, body in notes for x in [*self._note(number % n, body, width), *blank]]
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
        return [*textwrap.wrap(f"{number} {first}", width), *[x for m in more for x in ["", *textwrap.wrap(m, width)]]]

    def _bibliography(self, width: int) -> list[str]:
        lines = ["", "Bibliography", ""]
        for rubric, entries in BIBLIOGRAPHY:
            lines += [rubric, ""]
            for e in entries:
                lines += [*textwrap.wrap(e, width, subsequent_indent="    "), ""]
        return lines

    def footnotes(self, *, marker: str = "%s", number: str = "%s", running: bool = False, page: int = 14, width: int = 78, damaged: bool = False, pages: str = "", rule: str = "") -> str:
        """Plain text with notes at the foot of each page of `page` body lines; `pages` is "" (bare), "numbers" or "feeds"."""
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
                        here = [c for c in left if re.search(rf"(?<=[^\W\d]|[.,;:?!”’)]){re.escape(marker % c[0] if marker != 'super' else str(c[0]).translate(SUPERSCRIPT))}(?![\d⁰¹²³⁴⁵⁶⁷⁸⁹])", line)]
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
            ahead = next((b[0] for b in body[k + 1:] if b[0]), "")
            if count >= page and not (ahead.startswith("Chapter ") or ahead in ("Introduction", "Conclusion")):
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
        out += [f"{k + 1}    A Strait of One’s Own", "", *lines[start:start + page], ""]
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


@pytest.fixture(scope="session")
def essay() -> Any:
    """The essay, to be set in whatever shape a test needs."""
    return Essay(CHAPTERS)
