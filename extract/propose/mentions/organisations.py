"""Bodies and peoples by the shape of their names: "Far Eastern Commission", "25th Army", "the Presidium",
"the Rifis"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar
from regesta.extract.propose.mentions.sentence_words import SentenceWords, is_modifier

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A capitalised word of one of these parts of speech at the head of a sentence opens it and belongs to no
#: name.
_OPENING = ("DET", "ADP", "ADV", "SCONJ", "CCONJ", "PRON", "AUX", "VERB")
#: What the model calls a capitalised plural that is no people.
_NO_PEOPLE = ("GPE", "LOC", "FAC", "DATE", "EVENT", "WORK_OF_ART")
_MODIFYING = (grammar.COMPOUND, grammar.ADJECTIVE, grammar.NOUN_MODIFIER)
#: At most so many small words link two capitalised ones: "of the".
_LINKS = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """An actor named at words[first:last]; `names` are readings of its name, the fullest first; `kind`
    organisation, group or person; `short` says that the name means a body only where the text named one in
    full."""

    first: int
    last: int
    names: tuple[str, ...]
    confidence: float
    kind: str = "organisation"
    short: bool = False


def organisation_phrases(s: SentenceWords) -> Iterator[Phrase]:
    """Capitalised runs with an organisation's head word in them: "Ministry of Defence", "Allied Council for
    Japan", "40th Army"."""
    i = 0
    while i < len(s):
        if not s.is_capital(i) or _opens_sentence(s, i):
            i += 1
            continue
        j = _run(s, i)
        phrase = _headed(s, i, j)
        if phrase is not None:
            yield phrase
        i = j


def _opens_sentence(s: SentenceWords, i: int) -> bool:
    """Whether a word has its capital only because the sentence begins with it."""
    word = s[i]
    return word.token == 0 and s.doc[0].pos_ in _OPENING and word.text not in s.lexicon.organisations.heads


def _run(s: SentenceWords, i: int) -> int:
    """The end of the capitalised run from word i, linking words inside it allowed."""
    j = i + 1
    while j < len(s) and s.adjacent(j):
        if s.is_capital(j):
            j += 1
            continue
        k = _after_links(s, j)
        if k is None or not _is_one_name(s, i, j, k):
            break
        j = k
    return j


def _after_links(s: SentenceWords, j: int) -> int | None:
    """The capitalised word that linking words from j on lead to, None when they lead to none."""
    links = s.lexicon.organisations.links
    k = j
    while k < len(s) and k - j < _LINKS and s[k].text in links and s.adjacent(k):
        k += 1
    return k if j < k < len(s) and s.is_capital(k) and s.adjacent(k) else None


def _is_one_name(s: SentenceWords, i: int, j: int, k: int) -> bool:
    """Whether the run from i and the capitalised word k belong to one name, linked by the words from j on."""
    organisations = s.lexicon.organisations
    link = s[j].text
    if s[k].text in s.lexicon.months or link in organisations.parting:
        return False
    return link not in organisations.joining or _joins_halves(s, i, j)


def _joins_halves(s: SentenceWords, i: int, j: int) -> bool:
    """Whether an "and" at j belongs to the name: a head with "of" before it, and no head of its own after it
    ("Institute of Peace and ...")."""
    organisations = s.lexicon.organisations
    before = s.texts(i, j)
    if organisations.heading_links.isdisjoint(before) or organisations.heads.isdisjoint(before):
        return False
    for word in s.words[j + 1 :]:
        if not word.text[0].isupper() and word.text not in s.lexicon.articles.definite:
            return True
        if word.text in organisations.heads:
            return False
    return True


def _headed(s: SentenceWords, i: int, j: int) -> Phrase | None:
    """The run [i:j) cut to the organisation in it, None when there is none."""
    i = _name_start(s, i, j)
    texts = s.texts(i, j)
    if not _has_head(s, texts):
        return None
    if len(texts) == 1:
        return _standing(s, i)
    last = j + 1 if _has_scope(s, texts, j) else j
    names = [s.text(i, last)]
    if texts[0] in s.lexicon.organisations.numbered and len(texts) > 2:
        names.insert(0, s.text(i + 1, last))
    return Phrase(i, last, tuple(names), s.lexicon.confidence.headed)


def _has_head(s: SentenceWords, texts: list[str]) -> bool:
    """Whether a run of words has a head word that makes it an organisation's name."""
    organisations = s.lexicon.organisations
    heads = [k for k, t in enumerate(texts) if t in organisations.heads]
    if not heads or (organisations.links.isdisjoint(texts) and heads[-1] + 1 < len(texts)):
        # Without "of" the head ends the name: "Far Eastern Commission Report" is no organisation.
        return False
    # Of two words, one that usually belongs to something else ("Union", "Order") heads a name only after a
    # number.
    doubtful = len(texts) == 2 and not s.lexicon.is_ordinal(texts[0])
    return not doubtful or any(texts[k] not in organisations.not_alone for k in heads)


def _name_start(s: SentenceWords, i: int, j: int) -> int:
    """Where the name in the run [i:j) begins, once a title, articles and openers are set aside."""
    i = _after_title(s, i, j)
    aside = s.lexicon.organisations.openers | s.lexicon.articles.definite
    while i < j and s[i].text in aside:
        i += 1
    return i


def _after_title(s: SentenceWords, i: int, j: int) -> int:
    """Where the name begins once a title is set aside: "Commander of the 25th Army" -> 25th Army."""
    titles = s.lexicon.titles
    k = i
    while k < j and s[k].text in titles.words:
        k += 1
    return k + 1 if i < k < j and s[k].text in titles.of_body else i


def _has_scope(s: SentenceWords, texts: list[str], j: int) -> bool:
    """Whether a common noun at j belongs to the name, as what the body is for: "Political Committee for
    Korean issues"."""
    return (
        not s.lexicon.organisations.scope.isdisjoint(texts)
        and j < len(s)
        and s.adjacent(j)
        and s.token(j - 1).pos_ == "ADJ"
        and s.token(j).pos_ == "NOUN"
    )


def _standing(s: SentenceWords, i: int) -> Phrase | None:
    """An organ named by its head alone, with the article and a capital: "the Presidium", "the Company"; None
    where it only modifies a noun."""
    token = s.token(i)
    alone = (
        s.after_article(i) and not s[i].bound and token.pos_ in ("PROPN", "NOUN") and not is_modifier(token)
    )
    if not alone:
        return None
    short = s[i].text in s.lexicon.organisations.not_alone
    return Phrase(i, i + 1, (s[i].text,), s.lexicon.confidence.head_alone, short=short)


def group_phrases(s: SentenceWords) -> Iterator[Phrase]:
    """People named by a capitalised plural with the article: "the Communists", "the Rifis", "the
    Rothschilds"."""
    for i, word in enumerate(s.words):
        if s.after_article(i) and not word.bound and _names_people(s, word.text, s.token(i)):
            yield Phrase(i, i + 1, (word.text,), s.lexicon.confidence.group, "group")


def _names_people(s: SentenceWords, text: str, token: Token) -> bool:
    """Whether a capitalised plural may be a people: by its ending, and no word of things, bodies or
    places."""
    lexicon = s.lexicon
    if token.tag_ != grammar.PLURAL_NAME or not text[0].isupper() or text.isupper():
        return False
    if token.ent_type_ in _NO_PEOPLE or token.dep_ in _MODIFYING:
        return False
    known = lexicon.not_persons.words | lexicon.organisations.heads | lexicon.groups.not_groups
    return text.endswith(lexicon.groups.endings) and text not in known
