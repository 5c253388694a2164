"""A table out, a table back: unchanged it says nothing, changed it says just that."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from tests.review.exchange.conftest import ground_of, planned

from regesta.review.exchange.plan import Ground, ImportFault
from regesta.review.exchange.spreadsheet import COLUMNS, read, write


def out(ground: Ground) -> bytes:
    return write(ground.state.items.values(), ground.texts)


def changed(
    data: bytes,
    change: Callable[[dict[str, dict[str, str]]], None],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
) -> bytes:
    rows = {r["record"]: r for r in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
    change(rows)
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(reversed(list(rows.values())))
    return file.getvalue().encode(encoding)


def test_an_untouched_table_says_nothing(ground: Ground) -> None:
    assert read(out(ground), ground) == ([], [])


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_other_delimiters_encodings_and_orders_say_nothing_either(
    ground: Ground, delimiter: str, encoding: str
) -> None:
    assert read(changed(out(ground), lambda rows: None, delimiter=delimiter, encoding=encoding), ground) == (
        [],
        [],
    )


def test_no_cell_is_a_formula_or_a_date_for_a_spreadsheet_to_rewrite(ground: Ground) -> None:
    for row in csv.DictReader(io.StringIO(out(ground).decode("utf-8-sig"), newline="")):
        assert not any(value.startswith(("=", "+", "-", "@", "\t")) for value in row.values())
        assert row["when"] in ("", "'1920-11-12")


def test_verdicts_reasons_and_edits_come_back(ground: Ground) -> None:
    def change(rows: dict[str, dict[str, str]]) -> None:
        rows["m1"] |= {"verdict": "accept"}
        rows["c1"] |= {"verdict": "Reject", "reason": "narrative"}
        rows["e1"] |= {"who": "Francesco Nitti; Ante Trumbić; Carlo Sforza", "when": "1920-11"}
        rows["c2"] |= {"stance": "hedged", "who": "thesis author"}
        rows["a1"] |= {"reason": "which Sforza?"}

    said, faults = read(changed(out(ground), change), ground)
    made = planned(said, ground)
    assert faults == []
    assert made.faults == ()
    by = {v.record: v for v in made.verdicts}
    assert {r: v.outcome for r, v in by.items()} == {
        "m1": "accept",
        "c1": "reject",
        "e1": "edit",
        "c2": "edit",
        "a1": "comment",
    }
    assert by["c1"].reason == "narrative"
    assert by["e1"].edited is not None
    assert by["e1"].edited["agents"] == ["Francesco Nitti", "Ante Trumbić", "Carlo Sforza"]
    assert by["e1"].edited["date"]["edtf"] == "1920-11"
    assert by["c2"].edited is not None
    assert (by["c2"].edited["holder"], by["c2"].edited["hedged"]) == (["thesis author"], True)
    assert {v.batch for v in made.verdicts} == {made.batch}
    assert {v.reviewer for v in made.verdicts} == {"Anna Bell"}


def test_a_second_import_does_nothing_and_withdrawing_the_batch_undoes_the_first(ground: Ground) -> None:
    data = changed(out(ground), lambda rows: rows["m1"].update(verdict="accept"))
    first = planned(read(data, ground)[0], ground, data=data)
    after = ground_of(first.verdicts)
    again = planned(read(data, after)[0], after, data=data)
    assert (again.verdicts, again.known) == ((), 1)


def test_a_record_changed_since_is_not_overwritten(ground: Ground) -> None:
    data = changed(out(ground), lambda rows: rows["m1"].update(who="Count Sforza", digest="0" * 64))
    made = planned(read(data, ground)[0], ground)
    assert made.verdicts == ()
    assert "changed since" in made.faults[0].message


def test_a_date_that_a_spreadsheet_rewrote_is_the_same_date(ground: Ground) -> None:
    assert read(changed(out(ground), lambda rows: rows["e1"].update(when="12.11.1920")), ground) == ([], [])
    assert read(changed(out(ground), lambda rows: rows["e1"].update(when="11/12/1920")), ground) == ([], [])


@pytest.mark.parametrize(
    ("record", "cells", "words"),
    [
        ("e1", {"when": "14.11.1920"}, "type it as 1950-01-30"),
        ("m1", {"verdict": "maybe"}, "it may be accept"),
        ("m1", {"record": "m9"}, "no record 'm9'"),
        ("m1", {"record": ""}, "the cell `record` is empty"),
        ("m1", {"when": "1920"}, "a mention has no when"),
        ("c1", {"stance": "doubtful"}, "hedged, negated"),
        ("c1", {"verdict": "reject", "reason": "x", "who": "Nitti"}, "undo the change"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_with_its_line_and_why(
    ground: Ground, record: str, cells: dict[str, str], words: str
) -> None:
    said, faults = read(changed(out(ground), lambda rows: rows[record].update(cells)), ground)
    assert said == []
    assert faults[0].where.startswith("line ")
    assert words in faults[0].message


@pytest.mark.parametrize(
    ("record", "cells", "words"),
    [
        ("m1", {"verdict": "reject"}, "needs a reason"),
        ("e1", {"when": "some day"}, "no EDTF date"),
        ("e1", {"type": "Party"}, "it may be"),
    ],
)
def test_what_the_log_would_refuse_is_refused_with_its_reason(
    ground: Ground, record: str, cells: dict[str, str], words: str
) -> None:
    made = planned(read(changed(out(ground), lambda rows: rows[record].update(cells)), ground)[0], ground)
    assert made.verdicts == ()
    assert words in made.faults[0].message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"a,b\n1,2\n", "no column record"),
        (b"\xff\xfa\xfb", "not UTF-8"),
        (b"", "no column record"),
    ],
)
def test_a_file_that_is_no_table(ground: Ground, data: bytes, words: str) -> None:
    with pytest.raises(ImportFault, match=words):
        read(data, ground)
