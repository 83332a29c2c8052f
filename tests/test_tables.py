"""Rows as CSV: whatever a cell holds, a spreadsheet takes no text for a formula and every number for one."""

import csv
import io

import pytest

from amity import tables


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_is_never_a_formula(text: str) -> None:
    (_, row) = csv.reader(io.StringIO(tables.comma_separated(["n"], [[text]], "\r\n"), newline=""))
    assert row == [f"'{text}"]


def test_numbers_lists_and_gaps_stay_what_they_are() -> None:
    found = tables.comma_separated(["a", "b", "c", "d"], [(-1.5, -2, ("TGO", "BEN"), None)], "\r\n")
    assert found == "a,b,c,d\r\n-1.5,-2,TGO; BEN,\r\n"
