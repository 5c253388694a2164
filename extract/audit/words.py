"""The words by which the audit reads sentences, descriptions and entries: `audit.toml` of a language pack,
made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from regesta.extract.text.dates.words import DateWords, date_words
from regesta.extract.text.languages import LanguagePack

_PERSON = r"[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2}"


def _any(entries: Iterable[str]) -> str:
    return f"(?:{'|'.join(entries)})"


def _replaced(word: str, pairs: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for written, other in pairs:
        word = written.sub(other, word)
    return word


class AuditWords:
    """The words of one language; `audit_words` gives them. Equal only to itself."""

    def __init__(self, pack: LanguagePack) -> None:
        table: dict[str, Any] = pack.table("audit")
        self.language = pack
        self.dates: DateWords = date_words(pack)
        months = [m.capitalize() for m in self.dates.months]
        self.months = {m.capitalize(): n for m, n in {**self.dates.short_months, **self.dates.months}.items()}

        #: Pacts, that they are signed, and that they are not yet.
        self.signing = self._words(table["signing"])
        self.pacts = self._words(table["pacts"])
        self.unsigned = self._words(table["unsigned"])
        self.articles = frozenset(table["articles"])

        self.planned = re.compile(rf"\b{_any(table['planned'])}")
        self.wrote = re.compile(rf"\b{_any(table['wrote'])}\b", re.IGNORECASE)
        self.diaries = re.compile(_any(table["diaries"]), re.IGNORECASE)
        #: "Shtykov's diary": group 1 is whose.
        self.diary_of = re.compile(rf"{table['diary_of'][0]}([A-Z][\w-]+?){table['diary_of'][1]}")
        self.on_month = re.compile(rf"\b{table['on']}\s+{_any(months)}\s+(?:19|20)\d\d\b")
        #: "31 June 1950": groups day, month, year.
        self.full_day = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(self.months)})\.?,?\s+((?:19|20)\d\d)")
        self.from_ = re.compile(rf"\b{table['from']}\s+$")
        self.to = re.compile(rf"\s+{table['to']}\s+")

        self.to_word: str = table["to"]
        prepositions = _any((table["to"], *table["by"]))
        initialled = rf"(?:[A-Z]\.\s*)*{_PERSON}"
        #: "a telegram to Mao from Stalin": groups kind, prep and who, prep2 and who2.
        self.message = re.compile(
            rf"\b(?P<kind>{_any(table['messages'])})\b(?P<mid>[^.;]{{0,25}}?)"
            rf"\b(?P<prep>{prepositions})\s+(?P<who>{initialled})"
            rf"(?:\s+(?P<prep2>{prepositions})\s+(?P<who2>{initialled}))?"
        )
        #: "was sent to Mao by Stalin": groups who and who2.
        self.passed = re.compile(
            rf"\b{_any(table['were'])}?\s*{_any(table['sent'])}\s+{table['to']}\s+(?P<who>{_PERSON})"
            rf"\s+{table['by'][-1]}\s+(?P<who2>{_PERSON})"
        )
        self.received = re.compile(rf"\b{table['received']}\b")
        self.through = re.compile("|".join(rf"\b{w}\b" for w in table["through"]))
        self.message_words = frozenset(table["message_words"])
        self.no_persons = re.compile(rf"\b{_any(table['no_persons'])}\b")
        #: "According to Mikoyan's memoirs", "in the diary of A. Roshchin": group a or b is whose.
        self.relying_on_memoirs = re.compile(
            rf"\b{_any(table['relying'])} (?:the )?(?:(?P<a>[A-Z][\w-]+?)(?:'s|s'|s) {_any(table['memoirs_of'])}"  # noqa: E501
            rf"|{_any(table['memoirs_by'])} {_any(table['of_author'])} (?:[A-Z]\. )?(?P<b>[A-Z][\w-]+))"
        )

        self.qualities = re.compile(rf"\b({'|'.join(table['qualities'])})\b", re.IGNORECASE)
        self.unspecific_messages = re.compile(rf"\b{_any(table['unspecific_messages'])}\b", re.IGNORECASE)
        self.publisher_words = frozenset(table["publisher_words"])
        self.body_words = frozenset(table["body_words"])
        self.uninitialled = frozenset(table["uninitialled"])
        self.spellings = tuple((re.compile(rf"{a}\b"), b) for a, b in table["spellings"])
        self.ordinal = re.compile(rf"(?<=\d){_any(table['ordinals'])}\b")

        self._older = tuple((re.compile(a), b) for a, b in table["older_spellings"])
        self._latin = tuple((re.compile(a), b) for a, b in table["forms_of_names"])
        #: Words that stand everywhere in the language, and in others.
        self.small_words = frozenset(table["small_words"])
        self.other_small_words = frozenset(table["other_small_words"])
        forms = _any(table["other_form"])
        #: Words, soon behind a name or right before it, that call it another form of a name.
        self.other_form = re.compile(rf"^[\s\"',;:()\[\]]*(?:\w+\s+)?{forms}\b", re.IGNORECASE)
        self.other_form_before = re.compile(
            rf"\b(?:{forms}(?:\s+\w+)?|{_any(table['alias'])})[\s\"'(:\[]*$", re.IGNORECASE
        )

        self.page_marks = re.compile(rf"\b{_any(table['page_marks'])}", re.IGNORECASE)
        self.saints = frozenset(table["saints"])
        self.no_initials = frozenset(table["no_initials"])
        self.name_ending = re.compile(rf"{_any(table['name_endings'])}$")
        self.collections = re.compile(rf"\b{_any(table['collections'])}\b")
        self.of_the_same = re.compile(rf"(?:,\s*{_any(table['of_the_same'])})?[\s.,]*$")
        self.volumes = re.compile(_any(table["volumes"]), re.IGNORECASE)
        numbered = "".join(rf"(?<!\b{word})" for word in table["numbered"])
        self.in_volumes = re.compile(rf"{numbered}\s[IVX]+$|\b\d {_any(table['volumes'])}\b")

    def modernised(self, word: str) -> str:
        """A word in small letters with the letters that older spellings use at will made one."""
        return _replaced(word, self._older)

    def latinised(self, word: str) -> str:
        """A name in small letters with the letters made one in which its Greek, Latin and modern forms
        differ."""
        return _replaced(word, self._latin)

    @staticmethod
    def _words(entries: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){_any(entries)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def audit_words(pack: LanguagePack) -> AuditWords:
    """The words by which a language's documents are audited."""
    return AuditWords(pack)
