"""Checking and converting take as much more work as there are more lines: calls are counted."""

import sys

import pytest

from adtool.checking.run import check_file
from adtool.scripts import examine, format_text

WORDS = ("Tom", "walks", "to", "the", "old", "door", "and", "Ann", "waves", "slowly", "at", "him")


def script(path, count, first=0):
    """An SRT of lines that seldom repeat, as describers' do, and in no other script."""
    cues = []
    for i in range(first, first + count):
        start, words = 4 * i, [WORDS[(i * (j + 3) + j * j) % len(WORDS)] for j in range(7)]
        clock = f"{start // 3600:02}:{start // 60 % 60:02}:{start % 60:02}"
        cues.append(f"{i + 1}\n{clock},000 --> {clock},900\n{' '.join(words).capitalize()} {i}.\n")
    path.write_text("\n".join(cues))
    return path


def calls(work):
    """How many functions some work calls, those of C among them."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def converted(path):
    return str(format_text(examine(path).script, "vtt"))


@pytest.mark.parametrize("work", [check_file, converted])
def test_four_times_the_lines_are_four_times_the_work(work, tmp_path):
    few, many = script(tmp_path / "few.srt", 300), script(tmp_path / "many.srt", 1200, 1000)
    work(script(tmp_path / "other.srt", 300, 3000))  # what is imported and compiled once
    assert calls(lambda: work(many)) / calls(lambda: work(few)) == pytest.approx(4, rel=0.1)
