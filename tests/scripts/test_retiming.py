from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adtool.scripts.retiming import frame_rate, retime
from adtool.timeline import Clip, Gap, Line, Omission, Script

CLIP = Clip(2_000, 4_000, gap=Gap(1_000, 5_000))
SCRIPT = Script(
    (Line(2_000, 3_000, "One.", CLIP), Line(60_000, 61_000, "Two.")),
    duration=100_000,
    omissions=(Omission(CLIP, "Why not."),),
)


def spans(script: Script) -> list[tuple[int, int]]:
    return [(line.start, line.end) for line in script.lines]


def test_nothing_changes_unless_asked() -> None:
    assert retime(SCRIPT) == SCRIPT


def test_all_times_move_together() -> None:
    moved = retime(SCRIPT, shift=2_500)
    assert spans(moved) == [(4_500, 5_500), (62_500, 63_500)]
    assert moved.lines[0].clip == Clip(4_500, 6_500, gap=Gap(3_500, 7_500))
    assert moved.omissions[0].clip == moved.lines[0].clip
    assert moved.duration == 102_500


def test_what_moves_before_the_start_is_cut_or_left_out() -> None:
    assert spans(retime(SCRIPT, shift=-2_500)) == [(0, 500), (57_500, 58_500)]
    gone = retime(SCRIPT, shift=-4_000)
    assert (spans(gone), gone.omissions) == ([(56_000, 57_000)], ())


def test_a_film_sped_up_for_television_takes_less_time() -> None:
    pal = retime(SCRIPT, frame_rate("24") / frame_rate("25"))
    assert spans(pal) == [(1_920, 2_880), (57_600, 58_560)]
    assert retime(SCRIPT, frame_rate("24") / frame_rate("23.976")).duration == 100_100


def test_a_line_that_ends_a_millisecond_after_the_start_is_kept() -> None:
    assert spans(retime(SCRIPT, shift=-2_999)) == [(0, 1), (57_001, 58_001)]
    assert spans(retime(SCRIPT, shift=-3_000)) == [(57_000, 58_000)]


def test_what_ends_before_the_start_is_told_by_its_new_times() -> None:
    assert spans(retime(SCRIPT, Fraction(2), -5_000)) == [(0, 1_000), (115_000, 117_000)]
    assert spans(retime(SCRIPT, Fraction(1, 2), -2_000)) == [(28_000, 28_500)]


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 10_000_000), min_size=2, max_size=2))
def test_there_and_back_is_the_same_within_a_millisecond(times: list[int]) -> None:
    line = Line(min(times), max(times), "x")
    factor = Fraction(25, 1) / Fraction(24000, 1001)
    back = retime(retime(Script((line,)), factor), 1 / factor).lines[0]
    assert abs(back.start - line.start) <= 1
    assert abs(back.end - line.end) <= 1


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("25", Fraction(25)),
        ("23.976", Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("47.95", Fraction(48000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("119.88", Fraction(120000, 1001)),
        ("24000/1001", Fraction(24000, 1001)),
        ("12.5", Fraction(25, 2)),
        ("1", Fraction(1)),
        ("1000", Fraction(1000)),
    ],
)
def test_rates_that_are_written_rounded_are_meant_exactly(text: str, rate: Fraction) -> None:
    assert frame_rate(text) == rate


@pytest.mark.parametrize(
    "text",
    ["", "0", "-25", "x", "nan", "1e3", "25/0", "99999", "25:24", "0.999", "1000.001"],
)
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="frame"):
        frame_rate(text)
