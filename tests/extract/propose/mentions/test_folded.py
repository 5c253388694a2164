"""Words as names are compared by."""

from __future__ import annotations

from regesta.extract.propose.mentions.folded import fold_name, fold_word, name_words


def test_case_accents_dots_and_apostrophes_do_not_matter() -> None:
    assert fold_word("U.S.S.R.") == "ussr"
    assert fold_word("Élysée") == "elysee"
    assert fold_word("d\u2019Orsay") == fold_word("d'Orsay") == "dorsay"
    assert fold_name("Quai  d'Orsay") == "quai dorsay"


def test_initials_and_hyphens_part_words() -> None:
    assert name_words("Chiang Kai-shek") == ["Chiang", "Kai", "shek"]
    assert name_words("J.V. Stalin") == ["J", "V", "Stalin"]
