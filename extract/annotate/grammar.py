"""The grammatical relations and word forms that proposers speak of, whatever labels a parser gives them.

This module is the adapter: it alone knows a parser's labels. The values are those of ClearNLP (relations) and
the Penn Treebank (forms), which spaCy's English models give as they are; a parse by other labels is
translated into these by the tables of `schemes.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Relations of a word to its head (`Token.dep_`).
ADJECTIVE: Final = "amod"
ADJECTIVE_COMPLEMENT: Final = "acomp"
ADVERB: Final = "advmod"
ADVERBIAL_CLAUSE: Final = "advcl"
APPOSITION: Final = "appos"
ATTRIBUTE: Final = "attr"
AUXILIARY: Final = "aux"
#: The by-phrase of a passive.
BY_AGENT: Final = "agent"
CASE_MARKER: Final = "case"
CLAUSAL_COMPLEMENT: Final = "ccomp"
CLAUSAL_SUBJECT: Final = "csubj"
COMPOUND: Final = "compound"
CONJUNCT: Final = "conj"
COPULA: Final = "cop"
COORDINATOR: Final = "cc"
#: The recipient of a double object.
DATIVE: Final = "dative"
DETERMINER: Final = "det"
#: "there", "it" that stand for nothing.
EXPLETIVE: Final = "expl"
FLAT_NAME: Final = "flat"
INTERJECTION: Final = "intj"
#: Text that is no sentence.
META: Final = "meta"
NEGATION: Final = "neg"
#: A noun phrase as adverb: "that week".
NOUN_AS_ADVERB: Final = "npadvmod"
#: A clause that modifies a noun: "the plan to land".
NOUN_CLAUSE: Final = "acl"
NOUN_MODIFIER: Final = "nmod"
NUMBER: Final = "nummod"
OBJECT: Final = "dobj"
#: A predicate of the object: "made him king".
OBJECT_PREDICATE: Final = "oprd"
#: A complement clause without a subject of its own.
OPEN_COMPLEMENT: Final = "xcomp"
PARATAXIS: Final = "parataxis"
#: The particle of a phrasal verb.
PARTICLE: Final = "prt"
PASSIVE_AUXILIARY: Final = "auxpass"
PASSIVE_CLAUSAL_SUBJECT: Final = "csubjpass"
PASSIVE_SUBJECT: Final = "nsubjpass"
POSSESSOR: Final = "poss"
PRECONJUNCTION: Final = "preconj"
PREDETERMINER: Final = "predet"
PREPOSITION: Final = "prep"
#: The clause a preposition governs.
PREPOSITION_CLAUSE: Final = "pcomp"
#: The noun a preposition governs.
PREPOSITION_OBJECT: Final = "pobj"
PUNCTUATION: Final = "punct"
QUANTITY: Final = "quantmod"
RELATIVE_CLAUSE: Final = "relcl"
#: The head of the sentence; its own head.
ROOT: Final = "ROOT"
SUBJECT: Final = "nsubj"
SUBORDINATOR: Final = "mark"
#: What the parser could not name.
UNCLASSIFIED: Final = "dep"

# Forms of a word (`Token.tag_`).
ADJECTIVE_TAG: Final = "JJ"
ADVERB_TAG: Final = "RB"
BASE_VERB: Final = "VB"
COMPARATIVE: Final = "JJR"
COMPARATIVE_ADVERB: Final = "RBR"
DETERMINER_TAG: Final = "DT"
EXISTENTIAL: Final = "EX"
GERUND: Final = "VBG"
MODAL: Final = "MD"
NAME: Final = "NNP"
NOUN: Final = "NN"
NUMERAL: Final = "CD"
PAST: Final = "VBD"
PAST_PARTICIPLE: Final = "VBN"
PERSONAL_PRONOUN: Final = "PRP"
PLURAL_NAME: Final = "NNPS"
PLURAL_NOUN: Final = "NNS"
POSSESSIVE_ENDING: Final = "POS"
POSSESSIVE_PRONOUN: Final = "PRP$"
PREPOSITION_TAG: Final = "IN"
PRESENT: Final = "VBP"
PRESENT_THIRD: Final = "VBZ"
RELATIVE_ADVERB: Final = "WRB"
RELATIVE_DETERMINER: Final = "WDT"
RELATIVE_POSSESSIVE: Final = "WP$"
RELATIVE_PRONOUN: Final = "WP"
SUPERLATIVE: Final = "JJS"
SUPERLATIVE_ADVERB: Final = "RBS"
TO: Final = "TO"


class ParseError(Exception):
    """A parse that cannot be read: its labels are of no known scheme, or its heads go round in a circle."""


def relation_named(name: str) -> str:
    """The label behind a name of this module, such as "OBJECT". Errors: ParseError for a name it does not
    have."""
    label = globals().get(name) if name.isupper() else None
    if not isinstance(label, str):
        raise ParseError(f"grammar has no relation or form {name!r}; see extract/annotate/grammar.py")
    return label


def refuse_circles(doc: Doc) -> None:
    """Raise ParseError when some chain of heads never reaches a root: spaCy's own `subtree` would hang on
    it."""
    import numpy as np
    from spacy.attrs import HEAD

    here = np.arange(len(doc))
    head = here + doc.to_array(HEAD).astype(np.int64)
    up = head
    for _ in range(len(doc).bit_length()):
        up = up[up]
    if not np.array_equal(head[up], up):
        raise ParseError(f"the parse of {doc.text[:60]!r} goes round in a circle")
