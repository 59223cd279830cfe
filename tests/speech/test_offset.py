"""What ``--subtitles-offset`` tells."""

from fractions import Fraction

import pytest

from adtool.speech.offset import parse_offset

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("told", "ms"),
    [
        ("-1:00:00", -HOUR),
        ("-10:00:00", -10 * HOUR),
        ("1:00:00", HOUR),
        ("+0:00:02.5", 2_500),
        ("-90", -90_000),
        ("-1:30", -90_000),
        ("2.5", 2_500),
        ("-2,5", -2_500),
        ("0", 0),
        (" -1:00:00 ", -HOUR),
        ("10:00:00:00", -10 * HOUR),
        ("01:00:00:00", -HOUR),
        ("10:00:00;12", -10 * HOUR - 480),
        ("-10:00:00:12", -10 * HOUR - 480),
        ("+00:00:01:00", 1_000),
        ("09:58:30:00", -(10 * HOUR - 90_000)),
        ("-1h", -HOUR),
        ("-1 h", -HOUR),
        ("1h", HOUR),
        ("-1h30m", -HOUR * 3 // 2),
        ("-1.5h", -HOUR * 3 // 2),
        ("-90 min", -HOUR * 3 // 2),
        ("-3600s", -HOUR),
        ("-3600 sec", -HOUR),
        ("+1h 0m 2.5s", HOUR + 2_500),
        ("-500ms", -500),
        ("-2s500ms", -2_500),
        ("-.5", -500),
        ("\u22121:00:00", -HOUR),
        ("\u20131:00:00", -HOUR),
        ("- 1:00:00", -HOUR),
        ("-1:00:00.1234", -HOUR - 123),
        ("-90:00", -90 * 60_000),
    ],
)
def test_a_time_is_added_and_a_time_code_is_where_the_programme_begins(told, ms):
    assert parse_offset(told).milliseconds(HOUR, Fraction(25)) == ms


def test_frames_count_at_the_films_rate_or_at_25():
    told = parse_offset("00:00:01:12")
    assert told.milliseconds(HOUR, Fraction(24)) == -1_500
    assert told.milliseconds(HOUR, Fraction(0)) == -1_480


def test_an_hour_is_the_files_own():
    assert parse_offset("-1:00:00").milliseconds(3_603_600, Fraction(25)) == -3_603_600
    assert parse_offset("10:00:00:00").milliseconds(3_603_600, Fraction(25)) == -36_036_000


@pytest.mark.parametrize("told", ["auto", "AUTO", " auto "])
def test_auto_tells_nothing(told):
    assert parse_offset(told) is None


@pytest.mark.parametrize(
    "told",
    [
        *("", "soon", "-", "1:2:3:4:5", "--1", "1:00:00:000", "0x10", "1e5", "٣", "h", "-h", "."),
        *("-1:60:00", "-1:00:60", "1:75:00:00", "1h:00", "1d", "-1:00:00s", "1,2,3", "5 5", "-٣h"),
    ],
)
def test_what_is_no_time_is_refused(told):
    with pytest.raises(ValueError, match="is no time like -1:00:00, no time code like 10:00:00:00"):
        parse_offset(told)
