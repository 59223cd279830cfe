from fractions import Fraction

import pytest

from adtool.scripts.timecode import MILLISECONDS, Timecode
from adtool.timeline import Span

NTSC = Fraction(30000, 1001)


@pytest.mark.parametrize(
    ("frame", "label"),
    [
        (0, "00:00:00;00"),
        (1799, "00:00:59;29"),
        (1800, "00:01:00;02"),  # :00 and :01 are skipped
        (17981, "00:09:59;29"),
        (17982, "00:10:00;00"),  # but not each tenth minute
        (107892, "01:00:00;00"),
    ],
)
def test_labels_are_dropped_but_each_tenth_minute(frame: int, label: str) -> None:
    assert Timecode(NTSC, drop=True).label(frame) == label


def test_a_span_is_never_written_longer_than_it_is() -> None:
    assert Timecode(Fraction(25)).written(Span(1_001, 2_079)) == ("00:00:01:01", "00:00:02:01")
    assert MILLISECONDS.written(Span(1_001, 2_079)) == ("0:00:01.001", "0:00:02.079")
