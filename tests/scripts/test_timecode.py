import math
import random
from bisect import bisect
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.scripts.timecode import MILLISECONDS, Timecode, own_timecode, timecode_named
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


NAMES = [
    "23.976",
    "23.98",
    "24",
    "25",
    "29.97df",
    "29.97ndf",
    "30",
    "47.95",
    "48",
    "50",
    "59.94df",
    "59.94ndf",
    "60",
    "119.88df",
]


def counted(labels: int, skipped: int) -> list[tuple[int, str, int]]:
    """Count a day as ST 12-1 says: the first labels of each minute but the tenth are left out.

    Returns: of each second its first frame, how it is shown, and its first label.
    """
    seconds, frame = [], 0
    for hour in range(24):
        for minute in range(60):
            for second in range(60):
                first = skipped if minute % 10 and not second else 0
                seconds.append((frame, f"{hour:02}:{minute:02}:{second:02}", first))
                frame += labels - first
    return seconds


@pytest.mark.parametrize(
    ("name", "labels", "skipped", "day"),
    [("29.97df", 30, 2, 2_589_408), ("59.94df", 60, 4, 5_178_816)],
)
def test_drop_frame_keeps_to_the_published_rule_over_a_day(
    name: str, labels: int, skipped: int, day: int
) -> None:
    seconds, timecode = counted(labels, skipped), timecode_named(name)
    minutes = [frame for frame, shown, _ in seconds if shown.endswith(":00")]
    assert len(minutes) == 1440
    for frame in (*random.Random(12).sample(range(day), 10_000), *minutes, day - 1):
        begin, shown, first = seconds[bisect(seconds, (frame, "~")) - 1]
        label = f"{shown};{frame - begin + first:02}"
        assert timecode.label(frame) == label
        assert timecode.count(label) == frame
    assert timecode.label(day) == "00:00:00;00"
    assert timecode.label(day - 1) == f"23:59:59;{labels - 1}"


@pytest.mark.parametrize(("rate", "name"), [(30, "29.97df"), (60, "59.94df")])
def test_drop_frame_agrees_with_opentimelineio(rate: int, name: str) -> None:
    from opentimelineio import opentime

    timecode, fps = timecode_named(name), rate * 1000 / 1001
    for frame in random.Random(rate).sample(range(86_313 * rate), 2_000):
        label = opentime.RationalTime(frame, fps).to_timecode(fps, True)
        assert timecode.label(frame) == label


@given(
    name=st.sampled_from(NAMES), start=st.integers(0, 86_000_000), length=st.integers(0, 300_000)
)
def test_what_is_written_lies_within_the_span_and_is_read_back_so(
    name: str, start: int, length: int
) -> None:
    timecode, span = timecode_named(name), Span(start, start + length)
    labels = timecode.written(span)
    back = Span(timecode.read(labels[0]), timecode.read(labels[1], end=True))
    assert timecode.written(back) == labels
    rate = timecode.rate
    assert rate
    if math.floor(span.end * rate / 1000) > math.ceil(span.start * rate / 1000):
        assert span.start <= back.start
        assert back.end <= span.end
    else:  # no whole frame lies inside: it is the one in which the line begins
        assert back.start <= span.start < back.start + 1000 / rate + 1
        assert back.end <= back.start + math.ceil(1000 / rate) + 1


def test_a_start_timecode_is_the_label_of_the_first_frame() -> None:
    timecode = timecode_named("25", "10:00:00:00")
    assert timecode.written(Span(1000, 2000)) == ("10:00:01:00", "10:00:02:00")
    assert timecode.read("10:00:01:00") == 1000
    assert timecode_named("25", "23:59:59:00").read("00:00:01:00") == 2000


@pytest.mark.parametrize(
    ("name", "label", "fault"),
    [
        ("24", "00:00:01:29", "frame 29 at 24 fps"),
        ("25", "00:00:01:25", "frame 25 at 25 fps"),
        ("25", "24:00:00:00", "hour 24"),
        ("25", "-1:00:00:00", "no timecode"),
        ("25", "-01:00:00:00", "no timecode"),
        ("25", "00:60:00:00", "no timecode"),
        ("25", "00:00:60:00", "no timecode"),
        ("25", "00:00:01.500", "frame 500 at 25 fps"),
        ("25", "00:00:01;00", "is drop-frame"),
        ("25", "", "no timecode"),
        ("25", "٠٠:٠٠:٠٠:٠٠", "no timecode"),
        ("29.97df", "00:01:00;01", "does not exist"),
        ("59.94df", "00:01:00;03", "does not exist"),
        ("ms", "00:00:01:00", "without a frame rate"),
    ],
)
def test_a_label_that_no_clock_shows_is_refused(name: str, label: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        timecode_named(name).read(label)


@pytest.mark.parametrize("name", ["29.97", "25df", "23.976df", "fast", "", "0", "df"])
def test_a_timecode_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"fram|ndf"):
        timecode_named(name)


@pytest.mark.parametrize("start", ["10:00:00", "10:00:00.000", "10:00:00:00", "10:00:00;00"])
def test_a_start_in_milliseconds_is_a_time(start: str) -> None:
    timecode = timecode_named("ms", start)
    assert timecode.shift == 36_000_000
    assert timecode.written(Span(0, 500)) == ("10:00:00.000", "10:00:00.500")


@pytest.mark.parametrize("name", ["ms", "25", "29.97df"])
def test_a_start_of_nought_is_the_first_label(name: str) -> None:
    assert timecode_named(name, "0") == timecode_named(name)


@pytest.mark.parametrize("start", ["10:00:00:12", "soon", "10:75:00"])
def test_a_start_in_frames_needs_their_rate(start: str) -> None:
    with pytest.raises(ValueError, match="needs a frame rate, as in --timecode 25"):
        timecode_named("ms", start)


@pytest.mark.parametrize(
    ("rate", "start", "name", "first"),
    [
        ("25", "", "25", "00:00:00:00"),
        ("24000/1001", "01:00:00:00", "23.976", "01:00:00:00"),
        ("30000/1001", "", "29.97df", "00:00:00;00"),
        ("30000/1001", "01:00:00:00", "29.97ndf", "01:00:00:00"),
        ("30000/1001", "10:00:00;00", "29.97df", "10:00:00;00"),
        ("2997/100", "", "29.97df", "00:00:00;00"),
        ("60000/1001", "", "59.94df", "00:00:00;00"),
        ("50", "09:59:50:00", "50", "09:59:50:00"),
        ("24", "no label", "24", "00:00:00:00"),
    ],
)
def test_a_movies_own_timecode_is_that_of_its_rate(
    rate: str, start: str, name: str, first: str
) -> None:
    timecode = own_timecode(Fraction(rate), start)
    assert timecode
    assert (timecode.name, timecode.first) == (name, first)
    assert timecode_named(timecode.name, timecode.first) == timecode


@pytest.mark.parametrize("rate", ["12", "15", "119.88", "26", "0", "1000"])
def test_an_odd_frame_rate_has_no_timecode(rate: str) -> None:
    assert own_timecode(Fraction(rate)) is None
