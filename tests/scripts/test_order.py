"""Cues out of order are sorted in; files below files are told, and refused where times restart."""

import re

import pytest

from adtool.scripts.cues import Cue, Dialect, scan
from adtool.scripts.order import Order, without_headers
from adtool.scripts.reading import Fault
from adtool.scripts.time_lines import Times

PLAIN = Dialect("Plain", "0:01", re.compile(r"\d"), blocks=False, joins=True)
BLOCKS = Dialect("Blocks", "0:01", re.compile(r"\d"), blocks=True, joins=False)
ANEW = "the times start again, as where files were joined; shift the later ones first"


def lost(text: str, dialect: Dialect = PLAIN) -> list[Fault]:
    return [one for one in scan(text.split("\n"), dialect) if isinstance(one, Fault) and one.lost]


def numbered(*cues: tuple[int, int]) -> str:
    return "\n\n".join(f"{number}\n0:{at:02} --> 0:{at + 1:02}\nText." for number, at in cues)


@pytest.mark.parametrize(
    "cues",
    [
        [(1, 10), (2, 20), (1, 5), (2, 15)],
        [(1, 10), (2, 20), (3, 30), (2, 5)],  # its 1 stands behind the last text above
        [(1, 10), (1, 5)],
        [(0, 10), (1, 20), (0, 12)],
        [(1, 10), (1, 5), (2, 15)],
    ],
)
def test_numbers_and_times_that_start_again_are_files_in_one(cues: list[tuple[int, int]]) -> None:
    (fault, *_) = lost(numbered(*cues))
    assert fault.what.startswith(ANEW)


@pytest.mark.parametrize(
    "cues",
    [
        [(1, 10), (2, 20), (1, 30), (2, 40)],  # shifted before they were joined
        [(1, 10), (2, 20), (1, 10), (2, 20)],  # twice the same
        [(1, 10), (3, 30), (2, 20), (4, 40)],
        [(1, 30), (2, 20), (3, 10)],
        [(3, 30), (2, 20), (1, 10)],
        [(1, 10), (1, 20), (1, 15), (1, 30)],  # all have the same number
        [(1, 10), (2, 20), (3, 5), (4, 15)],
    ],
)
def test_cues_that_are_only_out_of_order_are_read(cues: list[tuple[int, int]]) -> None:
    assert lost(numbered(*cues)) == []
    found = scan(numbered(*cues).split("\n"), PLAIN)
    assert sum(isinstance(one, Cue) for one in found) == len(cues)


HEADER = "WEBVTT\nKind: captions\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000"


@pytest.mark.parametrize("dialect", [PLAIN, BLOCKS])
@pytest.mark.parametrize("header", ["WEBVTT", HEADER, "\ufeffWEBVTT", "WEBVTT - a film"])
def test_headers_in_the_middle_are_no_text(header: str, dialect: Dialect) -> None:
    text = f"0:01 --> 0:02\nOne.\n\n{header}\n\n0:03 --> 0:04\nTwo."
    assert lost(text, dialect) == []
    assert [one.text for one in scan(text.split("\n"), dialect) if isinstance(one, Cue)] == [
        ("One.",),
        ("Two.",),
    ]
    anew = text.replace("0:03 -->", "0:00 -->")
    (fault,) = lost(anew, dialect)
    assert (fault.line, fault.what) == (6 + header.count("\n"), f"{ANEW}: '0:00 --> 0:04'")


def test_a_cue_that_two_parts_show_does_not_start_times_again() -> None:
    text = "WEBVTT\n\n0:01 --> 0:02\nA\n\n0:02 --> 0:04\nB\n\nWEBVTT\n\n0:01 --> 0:02\nA"
    assert lost(text, BLOCKS) == []


def test_a_header_without_a_blank_line_above_is_text_and_still_begins_a_file() -> None:
    text = "0:05 --> 0:06\nOne.\nWEBVTT\n\n0:01 --> 0:02\nTwo."
    (fault,) = lost(text)
    assert fault.line == 5
    assert without_headers(["One.", "WEBVTT", ""], 0) == (["One.", "WEBVTT", ""], [1])
    assert without_headers(["WEBVTT", "0:01 --> 0:02"], 0) == (["", "0:01 --> 0:02"], [0])
    assert without_headers(["WEBVTTS"], 0) == (["WEBVTTS"], [])


def test_negative_times_are_told_and_are_in_order() -> None:
    order = Order([])
    (fault,) = order.look(0, Times(-500, 100, "", "", True), 1, "-0:00.5 --> 0:00.1")
    assert fault == Fault(1, "the cue starts before the movie does: '-0:00.5 --> 0:00.1'")
    assert list(order.look(3, Times(0, 100, "", "", True), 2, "")) == []
    assert [fault.what for fault in order.look(6, Times(-1, 0, "", "", True), 3, "")] == [
        "the cue starts before the one above it",
        "the cue starts before the movie does: ''",
    ]
