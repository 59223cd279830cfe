"""Cues that are hidden in the text of others: found, and refused with their line."""

import re
from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.speech.subtitles import read_dialogue

FIRST = "1\n00:00:02,000 --> 00:00:03,000\nHello.\n"
LAST = "\n9\n00:00:40,000 --> 00:00:41,000\nEnd.\n"
TIMES = "00:00:20,000 --> 00:00:21,000"
SPANS = [(2_000, 3_000), (20_000, 21_000), (40_000, 41_000)]


def spans(path: Path, content: str) -> list[tuple[int, int]]:
    path.write_bytes(content.encode())
    return [(one.start, one.end) for one in read_dialogue(path)]


@pytest.mark.parametrize(
    ("middle", "line"),
    [
        (f"See 2 {TIMES} Bye.\n", 4),
        (f"Good day. {TIMES}\nBye.\n", 4),
        (f"\n> 2\n> {TIMES}\n> Bye.\n", 6),
        (f"* {TIMES}\nBye.\n", 4),
        (f'<font color="red">{TIMES}</font>\nBye.\n', 4),
        (TIMES.replace("0", "O") + "\nBye.\n", 4),
        (TIMES.replace(":", "&#58;") + "\nBye.\n", 4),
        (TIMES.replace("-->", "&rarr;") + "\nBye.\n", 4),
        (TIMES.replace("-->", "<--") + "\nBye.\n", 4),
        ("0h00m20s --> 0h00m21s\nBye.\n", 4),
        ("20 --> 21\nBye.\n", 4),
        ("-->\nBye.\n", 4),
        ("00:00:20,000\n00:00:21,000\nBye.\n", 4),
        (f"\n2\n00:00:10,000 --> 00:00:11,000 Well, {TIMES} Bye.\n", 6),
        (f"More.\n\nAnd more. {TIMES}\nBye.\n", 6),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_cue_in_a_text_is_refused_with_its_line(
    tmp_path: Path, middle: str, line: int, end: str
) -> None:
    content = (FIRST + middle + LAST).replace("\n", end)
    with pytest.raises(ScriptError, match=rf"film\.srt: line {line}: ") as caught:
        spans(tmp_path / "film.srt", content)
    assert re.search(r"2[0O0]|-->", str(caught.value))


def test_a_file_on_one_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="line 1: times stand in the text of a cue"):
        spans(tmp_path / "film.srt", (FIRST + LAST).replace("\n", " "))


@pytest.mark.parametrize(
    "times",
    [
        TIMES.replace("-->", "--&gt;"),
        TIMES.replace("-->", "--&#62;"),
        TIMES.replace("-->", "--&#x3E;"),
        TIMES.replace("-->", "&rarr;"),
        TIMES.replace("-->", "&ndash;&gt;"),
        TIMES.replace(":", "&#58;"),
        TIMES.replace(" ", "&nbsp;"),
        f"<b>{TIMES}</b>",
        f"<i>{TIMES}</i>",
        f'<font color="#fff"><b>{TIMES}</b></font>',
        f"{{\\an8}}{TIMES}",
        f"{{\\an8}}{TIMES} X1:100 X2:200",
    ],
)
def test_escapes_and_tags_around_times_are_read_through(tmp_path: Path, times: str) -> None:
    content = f"{FIRST}\n2\n{times}\nBye.\n{LAST}"
    assert spans(tmp_path / "film.srt", content) == SPANS


@pytest.mark.parametrize(
    "text",
    [
        "Left --> right",
        "10:30 - 11:30",
        "At 10:30 I left.",
        "<00:00:20.500><c> word</c>",
        "3:40.12",
    ],
)
def test_text_with_clocks_or_arrows_is_said(tmp_path: Path, text: str) -> None:
    content = f"{FIRST}\n2\n{TIMES}\n{text}\n{LAST}"
    assert spans(tmp_path / "film.srt", content) == SPANS


@pytest.mark.parametrize("text", ["<whispering>", "<Stop it!>", "???", "[?]", "<i>?</i>"])
def test_what_somebody_may_say_is_no_silence(tmp_path: Path, text: str) -> None:
    content = f"{FIRST}\n2\n{TIMES}\n{text}\n{LAST}"
    assert spans(tmp_path / "film.srt", content) == SPANS


@pytest.mark.parametrize("piece", ["hello ", "<", "<a ", "{\\p1", "[", "(", "♪ a ", "1:", "*a "])
def test_a_line_of_megabytes_is_refused_at_once(tmp_path: Path, piece: str) -> None:
    content = f"{FIRST}\n2\n{TIMES}\n{piece * (2_000_000 // len(piece))}\n"
    with pytest.raises(ScriptError, match=r"line 6: a cue's text has \d{7} letters"):
        spans(tmp_path / "film.srt", content)


def test_zero_bytes_are_damage_with_a_line(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="line 8: zero bytes stand here"):
        spans(tmp_path / "film.srt", f"{FIRST}\n2\n{TIMES}\nBye.\nNow\0\0\0\n{LAST}")
