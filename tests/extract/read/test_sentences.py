"""Where sentences end, case by case."""

from __future__ import annotations

import pytest

from regesta.extract.read.sentences import boundaries
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH).sentences

CASES = [
    ["B. Cumings argued this.", "D. Kim did not."],
    ["The U.S. agreed.", "It sent troops."],
    ["It left the U.S.", "The others stayed."],
    ["The U.S. Army stayed.", "No. 3 was lost."],
    ["See No. 12 and pp. 3–4 of vol. II, ibid., for St. Petersburg.", "Nothing else helps."],
    ["It cost 3.5 million.", "He paid."],
    ["“I will come,” he said.", "“Wait for me.”", "She waited."],
    ["Was it so?", "Yes!", "They thought it was."],
    ["Dr. Müller and Gen. Clay met at 5 p.m. in Berlin.", "They talked."],
    ["The report (see Fig. 2) was late.", "(It came in May.)", "Nobody read it."],
    ["W. E. B. Du Bois wrote to J. F. Kennedy.", "He answered."],
    ["It was signed by Smith, Jones et al. in 1950.", "It held."],
    ["They chose Plan B.", "The war went on."],
    ["The firm of Brown & Co. failed.", "The bank survived."],
    ["It rose by 4 per cent. in May.", "It fell later."],
    ["Prices, wages, etc.", "The rest is known."],
    ["He said … nothing.", "Then he left."],
]


@pytest.mark.parametrize("sentences", CASES, ids=lambda s: s[0][:30])
def test_boundaries(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in boundaries(text, WORDS)] == sentences
