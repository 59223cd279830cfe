"""The semicolon form of CSV."""

from __future__ import annotations

from pathlib import Path

from adtool.scripts import examine
from adtool.scripts.layout import Layout
from adtool.scripts.tables.position import write
from adtool.timeline import Line, Said, Script

SCRIPT = Script(
    (Line(1_000, 2_000, "One; two."), Line(5_000, 6_000, "=3"), Line(7_000, 8_000, "4"))
)
DIALOGUE = (Said(2_500, 3_000, "Hello."), Said(3_500, 4_500, "Come in."))


def test_each_line_shows_the_words_that_are_spoken_last_before_it() -> None:
    assert write(SCRIPT, Layout(dialogue=DIALOGUE)).splitlines() == [
        "\ufeffPosition;Start;End;Text;Dialogue",
        '1;0:00:01.000;0:00:02.000;"One; two.";',
        "2;0:00:05.000;0:00:06.000;'=3;Come in.",
        "3;0:00:07.000;0:00:08.000;4;",
    ]


def test_it_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "ad.csv").write_text(write(SCRIPT, Layout(dialogue=DIALOGUE)))
    assert examine(tmp_path / "ad.csv").script == SCRIPT
