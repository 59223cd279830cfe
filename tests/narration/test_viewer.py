"""What a narrator keeps of clips that go by: the same as of clips that it goes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from adtool.media import open_frames
from adtool.narration import seeing
from adtool.narration.narrator import View
from adtool.narration.seeing import Viewing
from adtool.narration.viewer import NarratorViewer, sees_ahead

from .conftest import CLIPS, Scribe, narrations

VIEW = View(2, 24, 2, 9)


def test_what_was_seen_while_it_went_by_is_not_looked_at_again(
    viewing: Callable[..., Viewing],
) -> None:
    ahead, plain = viewing(Scribe(VIEW), "ahead"), viewing(Scribe(VIEW), "plain")
    viewer = NarratorViewer(ahead)
    assert (viewer.group, viewer.frames, viewer.short_side) == (2, 2, 24)
    assert not viewer.has(CLIPS[:2])
    with open_frames(ahead.info.path, short_side=24) as frames:
        for start in (0, 2, 4):
            viewer.take((clip, frames) for clip in CLIPS[start : start + 2])
    assert viewer.has(CLIPS[:2])
    assert not viewer.has(CLIPS[1:3])
    assert viewer.has(CLIPS[4:])
    scribe = ahead.narrator
    assert isinstance(scribe, Scribe)
    assert scribe.seen == 5
    found = seeing.see(ahead, narrations())
    assert scribe.seen == 5
    for one, other in zip(found, seeing.see(plain, narrations()), strict=True):
        assert one.clips == other.clips
        assert (one.present == other.present).all()
        for name, tensor in one.seen.tensors.items():
            assert (tensor == other.seen.tensors[name]).all()


@pytest.mark.parametrize("needs", ["faces", "shots"])
def test_who_asks_what_is_not_known_yet_does_not_see_ahead(
    viewing: Callable[..., Viewing], needs: str
) -> None:
    assert sees_ahead(viewing(Scribe(VIEW)))
    assert not sees_ahead(viewing(Scribe(replace(VIEW, **{needs: True}))))
    assert not sees_ahead(viewing(Scribe(replace(VIEW, words=False))))


def test_another_reader_reads_for_itself(viewing: Callable[..., Viewing]) -> None:
    scribe = Scribe(VIEW)
    scribe.settings = replace(scribe.settings, frame_reader="decord")
    assert not sees_ahead(viewing(scribe))
