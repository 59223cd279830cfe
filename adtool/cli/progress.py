"""Progress on stderr: bars on a terminal, plain lines in logs and for screen readers.

Lines are chosen where stderr is no terminal or ``TERM`` is ``dumb``; ``NO_COLOR`` keeps the bars
and drops their colour. Both styles are safe to use from several threads.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from adtool.progress import SILENT, Progress, Stage
from adtool.quiet import hear_all

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


def choose(style: str, *, quiet: bool = False, stream: TextIO | None = None) -> Progress:
    """Return what shows progress in a style: "auto", "bars", "lines" or "none".

    Args:
        style: the style; "auto" looks at the stream.
        quiet: show nothing, whatever the style; as "none" does.
        stream: where to; stderr unless given.
    """
    stream = stream or sys.stderr
    if style == "auto":
        dumb = os.environ.get("TERM", "") in ("dumb", "unknown")
        style = "bars" if stream.isatty() and not dumb else "lines"
    if quiet or style == "none":
        return SILENT
    return Bars(stream) if style == "bars" else Lines(stream)


def set_up_logging(*, quiet: bool, verbose: bool) -> None:
    """Send other packages' logs to stderr: errors, or all if ``verbose`` and not ``quiet``."""
    details = verbose and not quiet
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s: %(message)s")
    logging.getLogger().setLevel(logging.INFO if details else logging.ERROR)
    if details:
        hear_all()


def duration(seconds: float) -> str:
    """Write a length of time for people: ``8 s``, ``2 min 05 s``, ``1 h 04 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


class Lines:
    """One line when a stage begins and ends, and now and then between.

    The wait between lines grows from ``first_wait`` to ``longest_wait`` seconds, so that hours of
    work stay readable in a log and bearable in a screen reader.
    """

    first_wait = 5.0
    longest_wait = 60.0

    def __init__(self, stream: TextIO, now: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self.now = now
        self.lock = threading.Lock()

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        """Print the stage's beginning and end."""
        stage = _LineStage(self, name, total)
        self.note(f"{name} …")
        yield stage
        self.note(f"{name}: done{stage.counted()} in {duration(self.now() - stage.began)}.")

    def note(self, message: str) -> None:
        """Print the note."""
        print(message, file=self._stream, flush=True)


class _LineStage:
    def __init__(self, lines: Lines, name: str, total: float | None) -> None:
        self._lines = lines
        self._name = name
        self._total = total
        self._done: float = 0
        self.began = lines.now()
        self._wait = lines.first_wait
        self._next = self.began + self._wait

    def advance(self, amount: float = 1) -> None:
        """Count, and print a line if it is time for one."""
        with self._lines.lock:
            self._done += amount
            now = self._lines.now()
            if now < self._next:
                return
            self._wait = min(2 * self._wait, self._lines.longest_wait)
            self._next = now + self._wait
            self._lines.note(f"{self._name}: {self._state(now)}")

    def counted(self) -> str:
        """Return the count for the closing line."""
        return f", {self._done:.0f}" if self._done else ""

    def _state(self, now: float) -> str:
        if not self._total:
            return f"{self._done:.0f} so far"
        share = min(1.0, self._done / self._total)
        left = (now - self.began) * (1 - share) / share if share else 0
        about = f", about {duration(left)} left" if share else ""
        return f"{self._done:.0f} of {self._total:.0f} ({share:.0%}){about}"


class Bars:
    """A bar for each running stage, drawn with rich."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._console = Console(file=stream)
        self._bars: RichProgress = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("left:"),
            TimeRemainingColumn(compact=True),
            console=self._console,
        )
        self._lock = threading.Lock()
        self._running = 0

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        """Show a bar while the stage runs."""
        with self._lock:
            self._running += 1
            self._bars.start()
        task = self._bars.add_task(name, total=total)
        try:
            yield _BarStage(self._bars, task)
        finally:
            self._end()

    def _end(self) -> None:
        with self._lock:
            self._running -= 1
            if self._running:
                return
            self._bars.stop()
            for task in self._bars.task_ids:  # else the next stage would draw them again
                self._bars.remove_task(task)

    def note(self, message: str) -> None:
        """Print the note above the bars."""
        self._console.print(message, markup=False, highlight=False, soft_wrap=True)


class _BarStage:
    def __init__(self, bars: RichProgress, task: TaskID) -> None:
        self._bars = bars
        self._task = task

    def advance(self, amount: float = 1) -> None:
        """Move the bar on."""
        self._bars.advance(self._task, amount)
