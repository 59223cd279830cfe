"""How long work reports on itself, without knowing who listens.

Library functions take a ``Progress`` and announce their stages; the command line shows them on
stderr (``adtool.cli.progress``), and ``SILENT`` shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Stage(Protocol):
    """One stage of the work, while it runs."""

    def advance(self, amount: float = 1) -> None:
        """Say that ``amount`` more units of the stage's total are done."""


class Progress(Protocol):
    """Somebody who listens to the work's progress."""

    def stage(self, name: str, total: float | None = None) -> AbstractContextManager[Stage]:
        """Begin a stage called ``name`` with ``total`` units (None: unknown)."""

    def note(self, message: str) -> None:
        """Pass on one line that the user should read: a notice, a warning."""


class _SilentStage:
    def advance(self, amount: float = 1) -> None:
        """Drop it."""


class _Silent:
    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        """Show nothing."""
        yield _SilentStage()

    def note(self, message: str) -> None:
        """Show nothing."""


SILENT: Progress = _Silent()


class Joined:
    """Counts the stages of a part of the work on the stage of the whole.

    Args:
        progress: hears the notes.
        whole: the stage that goes on.
        share: how many of the whole's units the part has.
    """

    def __init__(self, progress: Progress, whole: Stage, share: float) -> None:
        self._progress = progress
        self._whole = whole
        self._left = share

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        """Go on with the whole."""
        yield self

    def advance(self, amount: float = 1) -> None:
        """Advance the whole, never past the part's share."""
        amount = min(amount, self._left)
        self._left -= amount
        self._whole.advance(amount)

    def finish(self) -> None:
        """Advance the whole by what is left, where the part has not counted it."""
        self.advance(self._left)

    def note(self, message: str) -> None:
        """Pass it on."""
        self._progress.note(message)


class NotesOnly:
    """Passes notes on, and shows no stage: what is done is counted elsewhere.

    Args:
        progress: hears the notes.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def stage(self, name: str, total: float | None = None) -> AbstractContextManager[Stage]:
        """Show nothing."""
        return SILENT.stage(name, total)

    def note(self, message: str) -> None:
        """Pass it on."""
        self._progress.note(message)


class Notebook:
    """Passes stages on and keeps the notes.

    Attributes:
        notes: what was noted, in order.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.notes: list[str] = []

    def stage(self, name: str, total: float | None = None) -> AbstractContextManager[Stage]:
        """Pass it on."""
        return self._progress.stage(name, total)

    def note(self, message: str) -> None:
        """Keep it."""
        self.notes.append(message)
