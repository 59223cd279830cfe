"""Times inside of text, which are those of a cue that was lost in it."""

import pytest

from adtool.scripts.buried_times import holds_times

TIMES = "00:00:20,000 --> 00:00:21,000"


@pytest.mark.parametrize(
    "line",
    [
        f"Good day. {TIMES}",
        f"Good day. 2 {TIMES} Bye.",
        f"> {TIMES}",
        f"* {TIMES}",
        f"{TIMES} Bye.",
        TIMES.replace("-->", "<--"),
        TIMES.replace("-->", "to"),
        TIMES.replace("-->", "&rarr;"),
        TIMES.replace("-->", "--&gt;"),
        TIMES.replace(":", "&#58;"),
        TIMES.replace(":", "："),
        TIMES.replace("0", "O"),
        TIMES.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        "Hello. 0:00:20.000,0:00:21.000 Bye.",
        "IN 00:00:20:00 OUT 00:00:21:00",
        "〇〇:〇〇:二〇,〇〇〇 --> 〇〇:〇〇:二一,〇〇〇",
        "0h00m20s --> 0h00m21s",
        "20 --> 21",
        "-->",
        "00:00:20,000",
        "[00:00:20.000]",
    ],
)
def test_what_can_be_the_times_of_a_cue_is_found(line: str) -> None:
    assert holds_times(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Hello.",
        "It is 10:30.",
        "10:30 - 11:30",
        "From 10:30 to 11:30, and 12:45.",
        "She ran 3:40.12, and he 3:41.20.",
        "He needed 2:03:04, and she 2:05:10.",
        "Left --> right",
        "1 -> 2",
        "Call 555-0100, or 0:00.",
        "Psalm 23:4, and 1:2:3",
        "[00:01:02] Hello",
    ],
)
def test_clocks_scores_and_records_are_text(line: str) -> None:
    assert not holds_times(line)


def test_a_long_line_is_looked_at_to_its_end() -> None:
    assert holds_times("word " * 200_000 + TIMES)
    assert not holds_times("1:x" * 200_000)
