"""Cues of files as they are: the times lead, and what lies between them is sorted out."""

import re

import pytest

from adtool.scripts.cues import Cue, Dialect, is_broken_cue, scan
from adtool.scripts.reading import Fault, shown
from adtool.scripts.time_lines import looks_like_times

PLAIN = Dialect(
    "Plain", "0:01 --> 0:02", re.compile(r"\d:\d\d --> \d:\d\d"), blocks=False, joins=True
)
BLOCKS = Dialect(
    "Blocks", "0:01 --> 0:02", re.compile(r"\d:\d\d --> \d:\d\d"), blocks=True, joins=False
)


def found(text: str, dialect: Dialect = PLAIN) -> list[Cue | Fault]:
    return list(scan(text.split("\n"), dialect))


def cue(line: int, start: int, end: int, *text: str, settings: str = "") -> Cue:
    return Cue(line, start * 1000, end * 1000, settings, text)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("0:01 --> 0:02", 1_000, 2_000),
        ("1:2:3.4 --> 1:02:03,45", 3_723_400, 3_723_450),
        ("00:59:59,999-->01:00:00,000", 3_599_999, 3_600_000),
        ("9999:00:00 --> 9999:00:00.001", 35_996_400_000, 35_996_400_001),
        ("  0:01.05  -->\t0:01.050  ", 1_050, 1_050),
    ],
)
def test_times_are_read_in_every_notation(line: str, start: int, end: int) -> None:
    assert found(line)[-1] == Cue(1, start, end, "", ())


def test_what_stands_behind_the_times_is_settings_or_text() -> None:
    for line in ("align:left size:50%", "X1:40 X2:600 Y1:20 Y2:50", "D:vertical A:middle"):
        assert found(f"0:01 --> 0:02 {line}") == [cue(1, 1, 2, settings=line)]
    assert found("0:01 --> 0:02 align:left Tom: x") == [
        Fault(1, "text stands behind the times: 'Tom: x'"),
        cue(1, 1, 2, "Tom: x", settings="align:left"),
    ]
    assert found("0:01 --> 0:02 One,\ntwo.\n\nThree.")[-1] == cue(1, 1, 2, "One,", "two.", "Three.")


def test_a_minute_has_59_seconds_at_most_and_an_hour_59_minutes() -> None:
    assert found("0:59:59 --> 0:59:59")[-1] == cue(1, 3599, 3599)
    for line in ("0:60 --> 0:61", "60:00 --> 61:00", "0:01 --> 0:60", "0:01 --> 0:60:00"):
        assert found(line) == [Fault(1, f"no minute or second is over 59: {line!r}", lost=True)]


def test_a_cue_may_be_empty_and_not_end_before_it_starts() -> None:
    assert found("0:02 --> 0:02") == [cue(1, 2, 2)]
    line = "0:02.000 --> 0:01.999"
    assert found(line) == [Fault(1, f"the cue ends before it starts: {line!r}", lost=True)]


@pytest.mark.parametrize(
    "line",
    [
        *("0:0x --> 0:02", "0:01 -->", "0:01,5x -->", "x--> 0:02", "0:1.5 --> 2"),
        *("0:01.5 0:02.5", "0:01.5 to 0:02.5", "0:01.5, 0:02.5", "0:00:01.5"),
        *("0:01 -->", "--> 0:02", "1 --> 2", "a --> b", "-->"),
    ],
)
def test_what_is_meant_as_times_and_is_none_is_a_lost_cue(line: str) -> None:
    (fault,) = found(line)
    assert fault == Fault(1, f"these are no times: {line!r}", lost=True)
    assert is_broken_cue(fault)


@pytest.mark.parametrize("line", ["Look --> there!", "Only 3 --> 4.", "a -> b", "10:30", "1, 2, 3"])
def test_an_arrow_or_a_number_alone_makes_no_times(line: str) -> None:
    (fault,) = found(line)
    assert fault == Fault(1, f"text without times: {line!r}", lost=True)
    assert not is_broken_cue(fault)


@pytest.mark.parametrize(
    "line", ["a --> b", "1 --> 2", "0:01 -> 0:02", "0:0x -> 0:02", "0:00:01.5"]
)
def test_what_could_be_text_is_text_inside_a_cue(line: str) -> None:
    assert not looks_like_times(line)
    assert found(f"0:01 --> 0:02\nOne.\n{line}") == [cue(1, 1, 2, "One.", line)]


def test_a_fault_that_loses_nothing_is_no_broken_cue() -> None:
    assert not is_broken_cue(Fault(1, "these are no times"))


def test_times_stand_among_the_first_500_characters_of_a_line() -> None:
    text = "x" * 999
    assert found(f"0:01 --> 0:02 {text}")[-1] == cue(1, 1, 2, text)
    assert looks_like_times(" " * 487 + "0:01 --> 0:02")
    assert not looks_like_times(" " * 500 + "0:01 --> 0:02")


@pytest.mark.parametrize(
    ("above", "head"),
    [
        ("", True),
        ("Text.\n\n", True),
        ("Text.\n\n7\n", True),
        ("7\n", True),
        ("0:00 --> 0:01\nText.\n\n", True),
        ("0:00 --> 0:01\n\n7\n", True),
        ("1\n0:00 --> 0:01\nText.\n2\n", True),
        ("Text.\n", False),
        ("\nText.\n", False),
        ("0:00 --> 0:01\n", False),
        ("0:00 --> 0:01\nText.\n", False),
        ("1\n0:00 --> 0:01\nText.\n7\n", False),
    ],
)
def test_what_could_be_times_or_text_is_times_where_a_cue_may_begin(above: str, head: bool) -> None:
    *_, last = found(f"{above}0:01 -> 0:02\nLast.")
    assert (last == cue(above.count("\n") + 1, 1, 2, "Last.")) is head
    broken = [one for one in found(f"{above}0:0x -> 0:02") if is_fault(one) and is_broken_cue(one)]
    assert bool(broken) is head


def is_fault(one: Cue | Fault) -> bool:
    return isinstance(one, Fault)


@pytest.mark.parametrize("line", ["0:01.5 -> 0:02.5", "0:01,5 - 0:02,5", "0:01.5 → 0:02.5"])
def test_times_with_fractions_are_no_text_in_any_place(line: str) -> None:
    assert found(f"0:00 --> 0:01\nOne.\n{line}\nTwo.")[-1] == Cue(3, 1_500, 2_500, "", ("Two.",))


@pytest.mark.parametrize("dialect", [PLAIN, BLOCKS])
@pytest.mark.parametrize("line", ["", "x", "Hello", "soon", "OO:OO:O3", "three to four"])
@pytest.mark.parametrize("after", ["", "\n\n3\n0:05 --> 0:06\nThree."])
def test_below_the_next_number_must_be_times(dialect: Dialect, line: str, after: str) -> None:
    text = f"1\n0:01 --> 0:02\nOne.\n\n2\n{line}\nTwo.{after}"
    (fault,) = [one for one in found(text, dialect) if isinstance(one, Fault)]
    what = f"these are no times: {line!r}" if line else "the cue has no times: '2'"
    assert fault == Fault(6, what, lost=True)


def test_below_the_first_number_must_be_times_too() -> None:
    (fault, one) = found("1\nHello.\n\n2\n0:03 --> 0:04\nTwo.")
    assert fault == Fault(2, "these are no times: 'Hello.'", lost=True)
    assert one == cue(5, 3, 4, "Two.")


def test_a_missing_number_tells_of_lost_times_also_without_blank_lines() -> None:
    text = "1\n0:01 --> 0:02\nOne.\n2\nsoon\nTwo.\n{}\n0:05 --> 0:06\nThree."
    faults = [one for one in found(text.format(3)) if is_fault(one) and is_broken_cue(one)]
    assert faults == [Fault(5, "these are no times: 'soon'", lost=True)]
    assert cue(2, 1, 2, "One.", "2", "soon", "Two.") in found(text.format(2))


@pytest.mark.parametrize("count", ["3", "3\n2\n1\nGo!", "2\nGo!", "7\nSeven!\n\n8"])
def test_numbers_that_are_said_are_text(count: str) -> None:
    lines = [line for line in count.split("\n") if line]
    text = f"1\n0:01 --> 0:02\n{count}\n\n2\n0:03 --> 0:04\nTwo."
    assert [one for one in found(text) if isinstance(one, Cue)] == [
        cue(2, 1, 2, *lines),
        cue(text[: text.index("0:03")].count("\n") + 1, 3, 4, "Two."),
    ]


def test_cues_have_the_lines_below_their_times() -> None:
    text = "1\n0:01 --> 0:02\nOne,\n two. \n\n2\n0:03 --> 0:04\nThree.\n\n\n"
    assert found(text) == [cue(2, 1, 2, "One,", " two. "), cue(7, 3, 4, "Three.")]


def test_the_header_is_passed_over() -> None:
    lines = ["HEAD", "more", "", "0:01 --> 0:02", "One."]
    more = Fault(2, "text without times: 'more'", lost=True)
    assert list(scan(lines, PLAIN, first=2)) == [cue(4, 1, 2, "One.")]
    assert list(scan(lines, PLAIN, first=1)) == [more, cue(4, 1, 2, "One.")]


def test_text_above_the_first_cue_is_lost_paragraph_by_paragraph() -> None:
    assert found("A\nB\n\nC\n\n1\n0:01 --> 0:02\nOne.") == [
        Fault(1, "text without times: 'A'", lost=True),
        Fault(4, "text without times: 'C'", lost=True),
        cue(7, 1, 2, "One."),
    ]


def test_a_number_is_a_cues_name_and_not_text() -> None:
    missing = Fault(4, "no blank line stands above the cue")
    text = "0:01 --> 0:02\nOne.\n{}\n0:03 --> 0:04\nThree."
    assert found(text.format("2")) == [cue(1, 1, 2, "One."), missing, cue(4, 3, 4, "Three.")]
    assert found(text.format("II")) == [
        cue(1, 1, 2, "One.", "II"),
        missing,
        cue(4, 3, 4, "Three."),
    ]
    assert found(text.format("2"), BLOCKS) == found(text.format("2"))
    assert found(text.format("II"), BLOCKS) == found(text.format("II"))


def test_a_number_between_blank_lines_above_times_is_a_name_too() -> None:
    text = (
        "1\n\n0:01 --> 0:02\n\nOne.\n\n2\n\n0:03 --> 0:04\n\n12\n\n"
        "0:05 --> 0:06\n13\n\n0:07 --> 0:08"
    )
    assert [one.text for one in found(text) if isinstance(one, Cue)] == [
        ("One.",),
        ("12",),
        ("13",),
        (),
    ]
    assert not any(one.lost for one in found(text) if isinstance(one, Fault))


def test_a_number_at_the_end_of_the_file_is_text() -> None:
    assert found("0:01 --> 0:02\n12") == [cue(1, 1, 2, "12")]


def test_only_with_blocks_a_cue_may_have_any_name() -> None:
    text = "0:01 --> 0:02\nOne.\n\nname\n0:03 --> 0:04"
    missing = Fault(5, "no blank line stands above the cue")
    assert found(text, BLOCKS) == [cue(1, 1, 2, "One."), cue(5, 3, 4)]
    assert found(text) == [
        Fault(4, "a blank line stands inside the text of a cue"),
        cue(1, 1, 2, "One.", "name"),
        missing,
        cue(5, 3, 4),
    ]


def test_the_first_cue_may_have_a_name_too() -> None:
    assert found("name\n0:01 --> 0:02", BLOCKS) == [cue(2, 1, 2)]
    assert found("\nname\n0:01 --> 0:02", BLOCKS) == [cue(3, 1, 2)]
    assert found("0:01 --> 0:02\n\nname\n0:03 --> 0:04", BLOCKS) == [cue(1, 1, 2), cue(4, 3, 4)]
    assert found("name\n0:01 --> 0:02") == [
        Fault(1, "text without times: 'name'", lost=True),
        cue(2, 1, 2),
    ]


def test_one_line_between_times_is_text_and_no_name() -> None:
    assert found("0:01 --> 0:02\nOne.\n0:03 --> 0:04", BLOCKS) == [
        cue(1, 1, 2, "One."),
        Fault(3, "no blank line stands above the cue"),
        cue(3, 3, 4),
    ]


def test_blank_lines_between_times_and_text_are_told() -> None:
    for dialect in (PLAIN, BLOCKS):
        assert found("0:01 --> 0:02\n\n\nOne.\nTwo.", dialect) == [
            Fault(4, "a blank line stands between the times and their text"),
            cue(1, 1, 2, "One.", "Two."),
        ]


def test_paragraphs_below_a_cue_are_its_text_where_there_are_no_blocks() -> None:
    assert found("0:01 --> 0:02\nOne.\n\nTwo.\n \nThree.\nFour.") == [
        Fault(4, "a blank line stands inside the text of a cue"),
        Fault(6, "a blank line stands inside the text of a cue"),
        cue(1, 1, 2, "One.", "Two.", "Three.", "Four."),
    ]


def test_paragraphs_below_a_cue_are_lost_where_there_are_blocks() -> None:
    assert found("0:01 --> 0:02\nOne.\n\nTwo.\n\nNOTE a\nb\n\nThree.", BLOCKS) == [
        cue(1, 1, 2, "One."),
        Fault(4, "text without times: 'Two.'", lost=True),
        Fault(9, "text without times: 'Three.'", lost=True),
    ]


@pytest.mark.parametrize("block", ["NOTE", "NOTE why\nnot", "STYLE\n::cue {}", "REGION\nid:left"])
def test_blocks_are_no_text(block: str) -> None:
    assert found(f"{block}\n\n0:01 --> 0:02\nOne.", BLOCKS) == [
        cue(3 + block.count("\n"), 1, 2, "One.")
    ]
    assert found(f"0:01 --> 0:02\n\n{block}", BLOCKS) == [cue(1, 1, 2)]
    assert isinstance(found(f"{block}\n\n0:01 --> 0:02\nOne.")[0], Fault)


@pytest.mark.parametrize("text", ["NOTES are taken", " NOTE", "note"])
def test_what_only_resembles_a_block_is_text(text: str) -> None:
    assert found(text, BLOCKS) == [Fault(1, f"text without times: {text.strip()!r}", lost=True)]


def test_a_cue_that_starts_before_the_one_above_is_told() -> None:
    assert found("0:00 --> 0:01") == [cue(1, 0, 1)]
    early = Fault(3, "the cue starts before the one above it")
    assert found("0:02 --> 0:05\n\n0:01 --> 0:02") == [cue(1, 2, 5), early, cue(3, 1, 2)]
    assert found("0:02 --> 0:05\n\n0:02 --> 0:03") == [cue(1, 2, 5), cue(3, 2, 3)]
    assert found("0:02 --> 0:05\n\n0:01 --> 0:02\n\n0:01 --> 0:02")[-2:] == [
        cue(3, 1, 2),
        cue(5, 1, 2),
    ]


def test_times_that_are_written_in_another_way_are_told() -> None:
    strange = Fault(1, "Plain writes times like 0:01 --> 0:02")
    assert found("00:01 --> 0:02") == [strange, cue(1, 1, 2)]


def test_what_stands_below_a_broken_cue_is_lost_with_it() -> None:
    assert found("0:0x --> 0:02\nOne.\n\nTwo.\n\n0:03 --> 0:04\nThree.") == [
        Fault(1, "these are no times: '0:0x --> 0:02'", lost=True),
        cue(6, 3, 4, "Three."),
    ]


def test_a_line_in_a_message_is_quoted_and_has_60_characters_at_most() -> None:
    assert shown(" a  b\tc ") == "'a b c'"
    assert shown("x" * 60) == repr("x" * 60)
    assert shown("x" * 61) == repr("x" * 59 + "…")
