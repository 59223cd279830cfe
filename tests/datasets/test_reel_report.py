"""What is said of the files of a data set's films."""

from pathlib import Path

from adtool.datasets import reel_report
from adtool.datasets.annotations import Annotation
from adtool.datasets.reels import Reel, ReelClip
from adtool.faults import Fault


def shot(start, end):
    return ReelClip(Annotation("Hugo", start, end, "He runs."), start, end)


GOOD = Reel("Hugo", "Hugo", (Path("Hugo.mp4"),), (shot(0, 1000),), 60_000, 62_000)
SHORT = Reel(
    "Sintel", "part 1", (Path("a.mp4"), Path("b.mp4")), (shot(0, 900), shot(9000, 9900)), 5_000
)
GONE = Reel("Signs", "Signs", (), (shot(0, 1000),), fault=Fault("no film", "Signs", "is missing"))
REELS = [GOOD, SHORT, GONE]


def test_the_table_has_a_line_a_file_with_a_verdict():
    assert reel_report.table(REELS) == [
        "film           clips   length  metadata  difference  verdict",
        "Hugo               1  0:01:00   0:01:02    -0:00:02  ok",
        "Sintel part 1      2  0:00:05                        1 past its end, one of 2 files",
        "Signs              1                                 missing",
    ]


def test_the_summary_counts_what_can_be_used():
    assert reel_report.summary(REELS) == "2 of 3 files and 2 of 4 clips can be used."


def test_facts_are_for_programs_in_seconds():
    assert reel_report.facts(GOOD) == {
        "film": "Hugo",
        "file": "Hugo.mp4",
        "clips": 1,
        "usable": 1,
        "length": 60.0,
        "metadata": 62.0,
        "faults": [],
    }
    gone = reel_report.facts(GONE)
    assert (gone["file"], gone["usable"], gone["length"]) == (None, 0, None)
    assert [fault["kind"] for fault in gone["faults"]] == ["no film"]
