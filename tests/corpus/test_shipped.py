"""The figures that the package ships are those of the page on quality."""

from __future__ import annotations

import tomllib

from tests.corpus.measure.command import BEGIN, END, PAGE
from tests.corpus.measure.shipped import FIGURES, figures


def test_the_shipped_figures_are_those_of_the_page():
    report = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0].splitlines()
    assert figures(report) == FIGURES.read_text("utf-8")
    told = tomllib.loads(figures(report))
    assert {row["proposer"] for row in told["figures"]} >= {"claims.v1", "events.v1"}
