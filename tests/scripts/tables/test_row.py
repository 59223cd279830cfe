"""A script as rows: lines, clips without one, dialogue; names in one cell."""

from __future__ import annotations

import pytest

from adtool.scripts.layout import Layout
from adtool.scripts.tables.row import RATE, joined, rate_of, rows_of, split_names
from adtool.timeline import Clip, Gap, Line, Omission, Said, Script


def test_rows_stand_in_the_order_of_time_and_only_lines_are_numbered() -> None:
    gap = Gap(0, 9_000)
    script = Script(
        (Line(1_000, 2_000, "One.", Clip(1_000, 3_000, gap)), Line(5_000, 6_000, "Two words.")),
        omissions=(Omission(Clip(3_000, 4_000, gap), "nothing fits"),),
    )
    rows = list(rows_of(script, Layout(dialogue=(Said(4_200, 4_900, "Hello\nthere."),))))
    assert [(row.number, row.text, row.dialogue, row.gap) for row in rows] == [
        (1, "One.", "", 9.0),
        (0, "", "", 9.0),
        (0, "", "Hello there.", None),
        (2, "Two words.", "", None),
    ]
    assert rows[1].flags == ("no line: nothing fits",)
    assert rows[3].words == 2


@pytest.mark.parametrize(
    "names",
    [(), ("Anna",), ("Anna", "Bob"), ("Jo, Jr.",), ("Jo, Jr.", "Anna"), ("D'Arcy & Co",)],
)
def test_names_come_back_out_of_one_cell(names: tuple[str, ...]) -> None:
    assert split_names(joined(names)) == names


def test_names_that_a_describer_typed_may_have_commas_between() -> None:
    assert split_names(" Anna,Bob , Zoë") == ("Anna", "Bob", "Zoë")


def test_the_rate_is_the_drafts_own() -> None:
    made = {"settings": {"fitting": {"rate": 150}}}
    assert rate_of(Script((), metadata=made)) == 150
    assert rate_of(Script((), metadata={"settings": {"fitting": {"rate": "fast"}}})) == RATE
    assert rate_of(Script(())) == RATE
