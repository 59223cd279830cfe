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
