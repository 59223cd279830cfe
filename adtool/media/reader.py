"""What reads frames: an open movie whose frames can be asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from adtool.media.image import Image

if TYPE_CHECKING:
    from typing_extensions import Self


class FrameReader(ABC):
    """An open movie whose frames can be asked for."""

    @property
    @abstractmethod
    def skipped_packets(self) -> int:
        """How many packets of the movie turned out to be unreadable so far."""

    @abstractmethod
    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        """Return the frames that are on screen at some times, in the order of the times.

        A frame is on screen from its own time until that of the next; the last one for its own
        duration. Before the first and after the last, and where the movie is damaged, there is
        none: the frame is missing, and never replaced by a neighbour. This raises no error for
        one bad frame or one bad clip.

        Args:
            times_ms: times on the movie's clock, usually of one clip; ascending is fastest.

        Returns:
            For each time an RGB image (H, W, 3), uint8, upright and in its display proportions,
            or None where the frame is missing. Equal frames may be one array: do not write to it.
        """

    @abstractmethod
    def close(self) -> None:
        """Close the movie; the reader cannot be used after that."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
