"""Where cues begin; most of it is tested through ``scan`` (test_cues.py)."""

import pytest

from adtool.scripts.heads import NO_TIMES, find_heads, is_block, number_above, number_in
from adtool.scripts.time_lines import Times


def heads(text: str, *, blocks: bool = False, first: int = 0) -> dict[int, Times | str]:
    return find_heads(text.split("\n"), first, blocks=blocks)


def test_a_line_has_its_times_or_what_is_wrong_with_it() -> None:
    found = heads("0:01 --> 0:02\nA\n\n0:0x --> 0:03\nB\n\n0:05 --> 0:04\nC")
    assert found == {
        0: Times(1000, 2000, "", "", True),
        3: NO_TIMES,
        6: "the cue ends before it starts",
    }


def test_a_name_may_stand_above_where_there_are_blocks() -> None:
    assert list(heads("name\n0:01 -> 0:02", blocks=True)) == [1]
    assert list(heads("name\n0:01 -> 0:02")) == []


@pytest.mark.parametrize("block", ["NOTE", "NOTE\t", "STYLE", "REGION"])
def test_times_in_a_comment_are_none_unless_they_are_sure(block: str) -> None:
    assert list(heads(f"{block}\n0:01 -> 0:02", blocks=True)) == []
    assert list(heads(f"{block} 0:00:01 -> 0:00:02", blocks=True)) == []
    assert list(heads(f"{block}\n0:01 --> 0:02", blocks=True)) == [1]
    assert is_block(block)


def test_what_only_begins_like_a_block_is_none() -> None:
    assert not is_block("NOTES")
    assert not is_block("")


def test_the_header_is_passed_over() -> None:
    assert list(heads("0:01 --> 0:02\n0:01 --> 0:02", first=1)) == [1]
    assert list(heads("1\nx\nText.", first=1)) == []


def test_an_empty_cue_at_the_end_is_no_lost_one() -> None:
    assert list(heads("1\n0:01 --> 0:02\nA\n\n2\n\n")) == [1]
    assert heads("1\n0:01 --> 0:02\nA\n\n2\n\nB") == {
        1: Times(1000, 2000, "", "", True),
        5: "the cue has no times",
    }


def test_a_number_stands_alone_on_its_line() -> None:
    assert number_in(" 12 ") == 12
    assert number_in("\ufeff1") == 1
    assert number_in("1.") is None
    assert number_in("9" * 9) is None
    assert number_above(["3", "x"], 1) == 3
    assert number_above(["3", "x"], 0) is None
