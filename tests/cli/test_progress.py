"""Progress as bars and as lines."""

from __future__ import annotations

import io

import pytest

from adtool.cli.progress import Bars, Lines, choose, duration
from adtool.progress import SILENT


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_terminal_gets_bars_and_anything_else_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(choose("auto", stream=Terminal()), Bars)
    assert isinstance(choose("auto", stream=io.StringIO()), Lines)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(choose("auto", stream=Terminal()), Lines)
    assert choose("bars", stream=Terminal(), quiet=True) is SILENT
    assert choose("none", stream=Terminal()) is SILENT


def test_lines_come_seldom_and_say_what_is_left() -> None:
    stream, now = io.StringIO(), Clock()
    with Lines(stream, now).stage("Reading frames", 100) as stage:
        for _ in range(100):
            now.seconds += 1
            stage.advance()
    assert stream.getvalue() == (
        "Reading frames …\n"
        "Reading frames: 5 of 100 (5%), about 1 min 35 s left\n"
        "Reading frames: 15 of 100 (15%), about 1 min 25 s left\n"
        "Reading frames: 35 of 100 (35%), about 1 min 05 s left\n"
        "Reading frames: 75 of 100 (75%), about 25 s left\n"
        "Reading frames: done, 100 in 1 min 40 s.\n"
    )


def test_lines_without_a_total_say_how_much_is_done() -> None:
    stream, now = io.StringIO(), Clock()
    with Lines(stream, now).stage("Training") as stage:
        now.seconds = 6
        stage.advance(3)
    assert "Training: 3 so far\n" in stream.getvalue()


def test_a_stage_that_fails_is_not_called_done() -> None:
    stream = io.StringIO()
    with pytest.raises(KeyError), Lines(stream).stage("Work", 3):
        raise KeyError
    assert "done" not in stream.getvalue()


def test_bars_show_overlapping_stages_and_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    bars = Bars(stream)
    with bars.stage("Finding speech", 2) as speech, bars.stage("Reading [frames]") as frames:
        speech.advance(2)
        frames.advance()
        bars.note("skipped 3 packets [red]")
    shown = stream.getvalue()
    assert "Finding speech" in shown
    assert "Reading [frames]" in shown
    assert "skipped 3 packets [red]" in shown


def test_a_finished_bar_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    bars = Bars(stream)
    with bars.stage("First"):
        pass
    before = stream.tell()
    with bars.stage("Second"):
        pass
    assert "First" not in stream.getvalue()[before:]


def test_no_color_drops_the_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    with Bars(stream).stage("Work", 1) as stage:
        stage.advance()
    assert "\x1b[3" not in stream.getvalue()


@pytest.mark.parametrize(
    ("seconds", "text"), [(8.4, "8 s"), (125, "2 min 05 s"), (3840, "1 h 04 min"), (0, "0 s")]
)
def test_lengths_of_time_are_written_for_people(seconds: float, text: str) -> None:
    assert duration(seconds) == text
