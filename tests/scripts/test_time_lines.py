"""Lines of times: read is what can be meant only one way."""

import pytest

from adtool.scripts.time_lines import Times, looks_like_times, may_be_times, read_times


def times(start: int, end: int, settings: str = "", text: str = "", sure: bool = True) -> Times:
    return Times(start, end, settings, text, sure)


@pytest.mark.parametrize(
    "line",
    [
        *("00:00:01,500 --> 00:00:02,500", "00:01,500 --> 00:02,500", "0:0:1,5 --> 0:0:2,5"),
        *("00:00:01,5000 --> 00:00:02,5000", "00:00:01,5 --> 00:00:02,500000"),
        *("00:00:01.500 --> 00:00:02.500", "00:00:01:500 --> 00:00:02:500"),
        *("00:01:500 --> 00:02:500", "00.00.01,500 --> 00.00.02,500"),
        *("00.00.01.500 --> 00.00.02.500", "00;00;01,500 --> 00;00;02,500"),
        *("00 : 00 : 01 , 500 --> 00 : 00 : 02 , 500", "00: 00: 01, 500 -->00: 00: 02, 500"),
        *("00:00:01 500 --> 00:00:02 500", "00:00:01,500-->00:00:02,500"),
        *("00:00:01,500 -> 00:00:02,500", "00:00:01,500 ==> 00:00:02,500"),
        *("00:00:01,500 → 00:00:02,500", "00:00:01,500 —> 00:00:02,500"),
        *("00:00:01,500 – 00:00:02,500", "00:00:01,500 - 00:00:02,500"),
        *("00:00:01,500 -- > 00:00:02,500", "00:00:01,500 >> 00:00:02,500"),
        *("００：００：０１，５００ --> ００：００：０２，５００", "٠٠:٠٠:٠١,٥٠٠ --> ٠٠:٠٠:٠٢,٥٠٠"),
        *("०0:००:०१,५०० --> ००:००:०२,५००", "\u200e00:00:01,500 --> 00:00:02,500\u200f"),
        *("\ufeff00:00:01,500\u00a0-->\u300000:00:02,500", "3 00:00:01,500 --> 00:00:02,500"),
        *("3. 00:00:01,500 --> 00:00:02,500", "3) 00:00:01,500 --> 00:00:02,500"),
        *("[3] 00:00:01,500 --> 00:00:02,500", "#3 00:00:01,500 --> 00:00:02,500"),
        *("[00:00:01,500 --> 00:00:02,500]", "(00:00:01,500) --> (00:00:02,500)"),
        *("{00:00:01,500} --> {00:00:02,500}", '"00:00:01,500 --> 00:00:02,500"'),
    ],
)
def test_times_in_another_notation_are_read(line: str) -> None:
    assert read_times(line) == times(1_500, 2_500)
    assert looks_like_times(line)
    assert may_be_times(line)


@pytest.mark.parametrize(
    "line",
    [
        *("00:00:01:12 --> 00:00:02:12", "00:00:01.12.3 --> 00:00:02.12.3"),  # frames?
        *("00:01,5,0 --> 00:02,5,0", "1,500 --> 2,500", "01.03,5 --> 01.04,5"),
        *("0:01:03500 --> 00:01:04,750", "0:01:350 --> 0:01:04,750"),  # a lost comma
        *("00:00:01,500 --> 00:00:02,500 00:00:03,500", "00:00:01,500 --> 00:00:02,500 --> 3"),
        *("00:00:01,500 --> 00:00:02,5 00", "00:00:01,500 --> 00:00:02,500x"),
        *("00:00:01,500 --> 00:00:02,500,", "00:00:01,500 -->", "--> 00:00:02,500"),
        *("0:0x --> 0:02", "OO:OO:O1 --> OO:OO:O2", "00:00:-1,500 --> 00:00:02,500"),
        *("1 2:00:01,500 --> 12:00:04,500", "01. 00:01,500 --> 00:02,500"),  # 12 h or 2 h? 1 h?
        *("3 -00:00:01,500 --> 00:00:02,500", "- 00:00:01,500 --> 00:00:02,500"),
        *("00:00:01,500 <-- 00:00:02,500", "00:00:01,500 to 00:00:02,500"),
        *("00:00:01,500 00:00:02,500", "0:00:01.500,0:00:02.500", "00:00:01,500"),
        *("–00:00:01,500 --> 00:00:02,500", "00:0–1:03,500 ", "0:01 - 0:2"),  # half of it lost?
        *("000001500 --> 000002500", "10000:0:0:00,5 --> 10000:0:0:01,5", "1 --> 2", "-->"),
    ],
)
def test_what_is_meant_as_times_and_can_be_read_in_no_way_or_in_two_is_not_read(line: str) -> None:
    assert read_times(line) is None
    assert may_be_times(line)


@pytest.mark.parametrize(
    "line",
    [
        *("", "Hello.", "Look --> there!", "1, 2, 3, go", "10:30", "At 10:30:15 he left."),
        *("It is 0:00:01,5 now", "a -> b", "1,000,000", "555-1234", "...", "Room 2 > room 3"),
        *("welcome<00:00:00.480><c> to</c><00:00:00.640><c> the</c>", "3:2", "- 12.", "99%"),
    ],
)
def test_text_is_no_times(line: str) -> None:
    assert read_times(line) is None
    assert not looks_like_times(line)
    assert not may_be_times(line)


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        *(("0:01 --> 0:02", True), ("0:01.5 - 0:02.5", True), ("0:01.5 → 0:02.5", True)),
        *(("0:01 -> 0:02", False), ("10:30 - 11:30", False), ("0:01 → 0:02", False)),
        *(("0:01.5 --&gt; 0:02.5", False), ("0:01 - 0:02", False)),
    ],
)
def test_what_could_be_text_is_not_sure(line: str, sure: bool) -> None:
    found = read_times(line)
    assert isinstance(found, Times)
    assert found.sure is sure
    assert looks_like_times(line) is sure


@pytest.mark.parametrize(
    ("behind", "settings", "text"),
    [
        (" align:start position:10%,start", "align:start position:10%,start", ""),
        (" X1:40 X2:600 Y1:20 Y2:50", "X1:40 X2:600 Y1:20 Y2:50", ""),
        (" D:vertical L:-1 A:middle", "D:vertical L:-1 A:middle", ""),
        (" Hello there", "", "Hello there"),
        (" line:0 Hello: there", "line:0", "Hello: there"),
        (" - Hello", "", "- Hello"),
        (" ... there", "", "... there"),
        ("] {\\an8}Hello", "", "{\\an8}Hello"),
        (" 7 men", "", "7 men"),
        (" " + "ab " * 400, "", ("ab " * 400).strip()),
    ],
)
def test_what_stands_behind_is_settings_or_text(behind: str, settings: str, text: str) -> None:
    found = read_times(f"00:01.500 --> 00:02.500{behind}")
    assert found == times(1_500, 2_500, settings, text)


def test_times_before_0_are_negative() -> None:
    assert read_times("-00:00:01,500 --> 00:00:02,500") == times(-1_500, 2_500)
    assert read_times("−0:02.5 --> -0:01.5") == times(-2_500, -1_500)
    assert read_times("0:01.5 --> -0:02.5") == "the cue ends before it starts"


def test_impossible_times_say_why() -> None:
    assert read_times("00:60 --> 00:61") == "no minute or second is over 59"
    assert read_times("60:00 --> 61:00") == "no minute or second is over 59"
    assert read_times("0:02 --> 0:01") == "the cue ends before it starts"
    assert read_times("0:02 --> 0:02") == times(2_000, 2_000)


def test_decimals_are_rounded_to_milliseconds() -> None:
    assert read_times("0:01.0004 --> 0:01.0006") == times(1_000, 1_001)
    assert read_times("0:01.9999 --> 9999:59:59.9999") == times(2_000, 36_000_000_000)


@pytest.mark.parametrize("noise", ["1:" * 50_000, "0" * 50_000, "-" * 50_000, "1 : " * 50_000])
def test_hostile_lines_cost_little(noise: str) -> None:
    for line in (noise, f"{noise}-->", f"0:01 --> {noise}", f"-->{noise}"):
        assert read_times(line) is None
        looks_like_times(line)
        may_be_times(line)
