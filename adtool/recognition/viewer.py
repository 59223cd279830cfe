"""Who is in the clips, searched while they go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adtool.media.clip_frames import Frames
from adtool.media.frames import PYAV
from adtool.progress import SILENT
from adtool.recognition.search import CHARACTERS, GROUP, Search, search_group
from adtool.timeline import Clip
from adtool.work import TENSORS


class SearchViewer:
    """Keeps of each group of clips what ``recognise`` would ask of it; a ``Subscriber``.

    Args:
        search: the movie and the cast, for which ``searches_ahead`` holds.
    """

    group = GROUP

    def __init__(self, search: Search) -> None:
        self._search = search
        self.frames, self.short_side = search.frames, search.recogniser.short_side

    def has(self, clips: Sequence[Clip]) -> bool:
        """Say whether a group is kept."""
        search = self._search
        return search.work.kept(CHARACTERS, search.key(clips), TENSORS) is not None

    def take(self, clips: Iterable[tuple[Clip, Frames]]) -> None:
        """Search a group, and keep what is sighted."""
        searched: list[Clip] = []

        def going_by() -> Iterator[tuple[Clip, Frames]]:
            for clip, frames in clips:
                searched.append(clip)
                yield clip, frames

        found = search_group(self._search, going_by(), SILENT)
        self._search.work.put(CHARACTERS, self._search.key(searched), found, TENSORS)


def searches_ahead(search: Search) -> bool:
    """Say whether the frames are read as they go by."""
    return search.reader == PYAV
