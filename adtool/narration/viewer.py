"""A narrator that sees the clips while they go by, before it is known who is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adtool.media.clip_frames import Frames
from adtool.media.frames import PYAV
from adtool.narration.clip import ClipNarration
from adtool.narration.seeing import FEATURES, ToSee, Viewing, see_window, window_key
from adtool.progress import NotesOnly
from adtool.timeline import Clip
from adtool.work import TENSORS


class NarratorViewer:
    """Keeps of each window what ``see`` would ask of it; a ``Subscriber``.

    Args:
        viewing: the movie and the narrator, for which ``sees_ahead`` holds.
    """

    def __init__(self, viewing: Viewing) -> None:
        view = viewing.narrator.view
        self._viewing = viewing
        self.group, self.frames, self.short_side = view.window, view.frames, view.short_side

    def has(self, clips: Sequence[Clip]) -> bool:
        """Say whether a window is kept."""
        key = window_key(self._viewing.narrator, [_told(clip) for clip in clips])
        return self._viewing.work.kept(FEATURES, key, TENSORS) is not None

    def take(self, clips: Iterable[tuple[Clip, Frames]]) -> None:
        """Let the narrator see a window, and keep it."""
        told: list[ToSee] = []

        def seen() -> Iterator[tuple[ToSee, Frames]]:
            for clip, frames in clips:
                told.append(_told(clip))
                yield told[-1], frames

        viewing = self._viewing
        kept = see_window(viewing, seen(), NotesOnly(viewing.progress))
        viewing.work.put(FEATURES, window_key(viewing.narrator, told), kept, TENSORS)


def sees_ahead(viewing: Viewing) -> bool:
    """Say whether a narrator sees nothing but the clips' own frames, read as they go by."""
    narrator = viewing.narrator
    view, reader = narrator.view, narrator.settings.frame_reader
    return view.words and not view.faces and not view.shots and reader == PYAV


def _told(clip: Clip) -> ToSee:
    return ClipNarration(clip), None
