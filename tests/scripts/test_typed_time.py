"""Times as people type them into a table."""

from __future__ import annotations

import pytest

from adtool.scripts.timecode import MILLISECONDS, Timecode, timecode_named
from adtool.scripts.typed_time import typed_time, typed_times

AT_25 = timecode_named("25")
FROM_TEN = timecode_named("25", "10:00:00:00")


@pytest.mark.parametrize(
    ("text", "timecode", "time"),
    [
        ("1:02:03.450", MILLISECONDS, 3_723_450),
        ("01:02:03,450", MILLISECONDS, 3_723_450),
        (" 1:02 ", MILLISECONDS, 62_000),
        ("01:02.5", MILLISECONDS, 62_500),
        ("01.02.03.450", MILLISECONDS, 3_723_450),
        ("62.5", MILLISECONDS, 62_500),
        ("62,5 s", MILLISECONDS, 62_500),
        ("0", MILLISECONDS, 0),
        ("1 min 2 s", MILLISECONDS, 62_000),
        ("1h 2m 3.5s", MILLISECONDS, 3_723_500),
        ("2’05”", MILLISECONDS, 125_000),
        ("90 sec.", MILLISECONDS, 90_000),
        ("01:02:03:12", AT_25, 3_723_480),
        ("1:02:03:12", AT_25, 3_723_480),
        ("01:02:03.12", AT_25, 3_723_480),
        ("01:02:03;12", timecode_named("29.97df"), 3_723_386),
        ("1:02:03.450", AT_25, 3_723_450),
        ("10:00:01:00", FROM_TEN, 1_000),
        ("1:02:03.450", Timecode(start=3_600_000), 123_450),
    ],
)
def test_every_usual_way_to_type_a_time_is_read(text: str, timecode: Timecode, time: int) -> None:
    assert typed_time(text, timecode) == time


@pytest.mark.parametrize(
    ("text", "timecode", "fault"),
    [
        ("01:02:03:29", timecode_named("24"), "frame 29 at 24 fps: they count from 0"),
        ("01:02:03:12", MILLISECONDS, "'01:02:03:12' counts frames; say their rate"),
        ("1:75", MILLISECONDS, "'1:75' is no time: a minute has 60 seconds"),
        ("00:01:00;00", timecode_named("29.97df"), "00:01:00;00 does not exist"),
        ("25:00:00:00", AT_25, "hour 25 of 25:00:00:00: a day has 24"),
        ("soon", MILLISECONDS, "'soon' is no time like 0:01:02.500"),
        ("", MILLISECONDS, "'' is no time like 0:01:02.500"),
        ("-1:00", MILLISECONDS, "'-1:00' is no time"),
        ("1:2:3:4:5", MILLISECONDS, "'1:2:3:4:5' is no time"),
        ("٣:٠٠", MILLISECONDS, "is no time"),
        ("1e3", MILLISECONDS, "is no time"),
    ],
)
def test_what_is_no_time_is_said_why(text: str, timecode: Timecode, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        typed_time(text, timecode)


@pytest.mark.parametrize(
    "cell",
    [
        "0:01 - 0:05", "0:01–0:05", "0:01 --> 0:05", "0:01 to 0:05", "0:01\n0:05", "0:01 / 0:05",
        "0:01 bis 0:05", "0:01   0:05",
    ],
)  # fmt: skip
def test_two_times_in_one_cell_are_told_apart(cell: str) -> None:
    assert typed_times(cell) == ("0:01", "0:05")


def test_one_time_in_a_cell_has_no_second() -> None:
    assert typed_times("0:01") == ("0:01", "")
