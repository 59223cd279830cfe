"""How many frames of a movie were decoded, whoever has looked at it."""

from __future__ import annotations

from threading import Lock


class Tally:
    """Counts decoded frames; several readers, in several threads, may count on one.

    Attributes:
        frames: how many the decoders gave, those included that were only on the way.
    """

    def __init__(self) -> None:
        self.frames = 0
        self._lock = Lock()

    def count(self) -> None:
        """Count one more."""
        with self._lock:
            self.frames += 1
