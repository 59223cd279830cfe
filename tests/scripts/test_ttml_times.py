"""Time in TTML: clocks, time expressions, and intervals in intervals (TTML2, §12)."""

from fractions import Fraction

import pytest

from adtool.scripts.ttml_times import Clock, Interval

PARAMETER = "{http://www.w3.org/ns/ttml#parameter}"
NTSC = Clock(frame_rate=Fraction(30000, 1001), codes=True, drop=True)


def clock(**parameters: str) -> Clock:
    return Clock.of({f"{PARAMETER}{name}": value for name, value in parameters.items()})


def test_a_document_that_sets_nothing_has_30_frames_and_a_tick_a_second() -> None:
    assert clock() == Clock()
    assert Clock() == Clock(
        frame_rate=Fraction(30),
        nominal_rate=30,
        sub_frames=1,
        tick_rate=Fraction(1),
        drop=False,
        codes=False,
    )


def test_every_parameter_sets_its_part_of_the_clock() -> None:
    found = clock(
        frameRate=" 24 ",
        frameRateMultiplier="1000 1001",
        subFrameRate="4",
        tickRate="90000",
        dropMode="dropNTSC",
        timeBase="smpte",
    )
    assert found == Clock(
        frame_rate=Fraction(24000, 1001),
        nominal_rate=24,
        sub_frames=4,
        tick_rate=Fraction(90000),
        drop=True,
        codes=True,
    )


def test_ticks_are_sub_frames_where_a_frame_rate_is_given_and_no_tick_rate() -> None:
    assert clock(frameRate="25", subFrameRate="2").tick_rate == 50
    assert clock(subFrameRate="2").tick_rate == 1


@pytest.mark.parametrize(
    ("dropping", "base"), [("dropPAL", "smpte"), ("nonDrop", "media"), ("", "clock")]
)
def test_only_the_words_of_the_standard_switch_to_drop_frames_and_codes(
    dropping: str, base: str
) -> None:
    found = clock(dropMode=dropping, timeBase=base)
    assert (found.drop, found.codes) == (False, base == "smpte")


@pytest.mark.parametrize("name", ["frameRate", "subFrameRate", "tickRate"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "", "x", "1" * 10, "٣"])
def test_a_rate_that_is_no_whole_number_above_0_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} is no whole number above 0: '{value}'$"):
        clock(**{name: value})


def test_the_least_and_the_greatest_rate_are_taken() -> None:
    assert clock(tickRate="1").tick_rate == 1
    assert clock(tickRate="9" * 9).tick_rate == 999_999_999


@pytest.mark.parametrize("value", ["1", "1 0", "0 1", "1/2", "1 2 3", "", "1 1111111111"])
def test_a_multiplier_that_is_no_pair_of_numbers_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=f"^frameRateMultiplier is no pair of numbers: '{value}'$"):
        clock(frameRateMultiplier=value)


def test_a_multiplier_may_double_or_halve() -> None:
    assert clock(frameRateMultiplier="2 1").frame_rate == 60
    assert clock(frameRateMultiplier="1:2").frame_rate == 15


def test_a_fault_shows_60_characters_of_what_was_written() -> None:
    long = "x" * 61
    for name in ("frameRate", "frameRateMultiplier"):
        with pytest.raises(ValueError, match=f": '{'x' * 60}'$"):
            clock(**{name: long})
    with pytest.raises(ValueError, match=f"^this is no time: '{'x' * 60}'$"):
        Clock().seconds(long)


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("2h", 7200),
        ("1.5m", 90),
        ("0.25s", Fraction(1, 4)),
        ("125ms", Fraction(1, 8)),
        ("45f", Fraction(3, 2)),
        ("3t", 3),
        (" 7s\n", 7),
        ("00:00:00", 0),
        ("01:02:03", 3723),
        ("00:59:59", 3599),
        ("123456:00:00", 444_441_600),
        ("00:00:01.5", Fraction(3, 2)),
        ("00:00:00.000000000001", Fraction(1, 10**12)),
        ("00:00:01:29", 1 + Fraction(29, 30)),
        ("00:00:01:00", 1),
        ("00:00:01:00.0", 1),
    ],
)
def test_every_kind_of_time_expression_is_seconds(time: str, seconds: Fraction) -> None:
    assert Clock().seconds(time) == seconds


def test_frames_and_ticks_are_counted_at_the_clocks_rates() -> None:
    counting = Clock(Fraction(25), nominal_rate=25, sub_frames=4, tick_rate=Fraction(1000))
    assert counting.seconds("50f") == 2
    assert counting.seconds("1500t") == Fraction(3, 2)
    assert counting.seconds("00:00:01:05.2") == 1 + Fraction(11, 50)


@pytest.mark.parametrize(
    "time",
    [
        *("", "soon", "1", "-1s", "1.s", ".5s", "1 s", "1d", "٣s"),
        *("1:00:00", "00:00", "0000000:00:00", "00:60:00", "00:00:60", "00:0:00"),
        *("00:00:00.", "00:00:00:", "00:00:00,5"),
    ],
)
def test_what_is_no_time_is_refused(time: str) -> None:
    with pytest.raises(ValueError, match=f"^this is no time: '{time}'$"):
        Clock().seconds(time)


def test_a_second_has_no_more_frames_than_the_clock_counts() -> None:
    assert Clock(nominal_rate=25).seconds("00:00:00:24") > 0
    with pytest.raises(ValueError, match=r"^a second has 25 frames: '00:00:00:25'$"):
        Clock(nominal_rate=25).seconds(" 00:00:00:25 ")
    with pytest.raises(ValueError, match=r"^a second has 25 frames: "):
        Clock(nominal_rate=25).seconds("00:00:00:24.1")


@pytest.mark.parametrize(
    ("code", "frame"),
    [
        # SMPTE ST 12-1: the numbers 00 and 01 are left out each minute, but for every tenth.
        ("00:00:59:29", 1799),
        ("00:01:00:02", 1800),
        ("00:02:00:02", 3598),
        ("00:09:59:29", 17_981),
        ("00:10:00:00", 17_982),
        ("01:00:00:00", 107_892),
    ],
)
def test_dropping_codes_count_every_frame_once(code: str, frame: int) -> None:
    assert NTSC.seconds(code) == frame * Fraction(1001, 30000)


def test_codes_that_drop_nothing_run_behind_the_clock() -> None:
    counted = Clock(frame_rate=Fraction(30000, 1001), codes=True)
    assert counted.seconds("01:00:00:15") == (108_000 + 15) * Fraction(1001, 30000)


def test_in_media_time_only_the_frames_are_counted_at_the_exact_rate() -> None:
    media = Clock(frame_rate=Fraction(30000, 1001), drop=True)
    assert media.seconds("00:10:00:15") == 600 + 15 * Fraction(1001, 30000)


WHOLE = Interval(Fraction(10), Fraction(20))


def within(interval: Interval, after: int, **attributes: str) -> tuple[Fraction, Fraction | None]:
    found = interval.within(attributes, Clock(), Fraction(after))
    return found.begin, found.end


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, (10, 20)),
        ({"begin": "2s"}, (12, 20)),
        ({"end": "3s"}, (10, 13)),
        ({"dur": "4s"}, (10, 14)),
        ({"begin": "2s", "end": "3s"}, (12, 13)),
        ({"begin": "2s", "dur": "3s"}, (12, 15)),
        ({"begin": "1s", "end": "5s", "dur": "2s"}, (11, 13)),
        ({"begin": "1s", "end": "2s", "dur": "5s"}, (11, 12)),
        ({"begin": "2s", "end": "2s"}, (12, 12)),
        ({"begin": "10s"}, (20, 20)),
        ({"begin": "2s", "end": "30s"}, (12, 20)),
        ({"dur": "30s"}, (10, 20)),
        ({"region": "r1"}, (10, 20)),
    ],
)
def test_begin_end_and_duration_count_from_the_element_around(
    attributes: dict[str, str], expected: tuple[int, int]
) -> None:
    assert within(WHOLE, 10, **attributes) == expected


def test_in_a_sequence_times_count_from_the_element_before() -> None:
    assert within(WHOLE, 14, begin="1s", end="2s") == (15, 16)
    assert within(WHOLE, 14, begin="1s", dur="2s") == (15, 17)


def test_nothing_ends_what_has_no_end_in_what_has_none() -> None:
    forever = Interval(Fraction(10), None)
    assert within(forever, 10, begin="1s") == (11, None)
    assert within(forever, 10, dur="1s") == (10, 11)
    assert within(forever, 10, end="1s") == (10, 11)


def test_an_interval_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^it ends before it begins$"):
        within(WHOLE, 10, begin="2s", end="1s")
    with pytest.raises(ValueError, match="it begins after the element that it stands in has ended"):
        within(WHOLE, 10, begin="10.1s")
    with pytest.raises(ValueError, match=r"^this is no time: 'soon'$"):
        within(WHOLE, 10, dur="soon")
