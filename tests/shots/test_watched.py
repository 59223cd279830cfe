from __future__ import annotations

import numpy as np
import pytest

from adtool.shots.watched import Part, Watched, codec
from adtool.shots.watching import WatchedShot
from adtool.work import WorkFolder


def watched(still=""):
    looks = tuple(np.full((18, 32, 3), level, np.uint8) for level in (0, 77, 255))
    return Watched([WatchedShot(0, 2000, 0.25, looks)], [Part(900, still, 0.5), Part(1500)])


def test_what_was_watched_comes_back_as_it_was():
    kept = codec(WorkFolder(None))
    back = kept.load(kept.dump(watched()))
    (shot,) = back.shots
    assert (shot.start, shot.end, shot.motion) == (0, 2000, 0.25)
    assert [look.shape for look in shot.looks] == [(18, 32, 3)] * 3
    assert [int(look.mean()) for look in shot.looks] == [0, 77, 255]
    assert back.parts == [Part(900, "", 0.5), Part(1500, "", None)]


def test_nothing_comes_back_as_nothing():
    kept = codec(WorkFolder(None))
    assert kept.load(kept.dump(Watched([], []))) == Watched([], [])


def test_a_stretch_whose_stills_are_there_is_whole(tmp_path):
    kept = codec(WorkFolder(tmp_path))
    (tmp_path / "stills").mkdir()
    (tmp_path / "stills" / "one.jpg").write_bytes(b"picture")
    assert kept.load(kept.dump(watched("stills/one.jpg"))).parts[0].still == "stills/one.jpg"


def test_a_stretch_with_a_lost_still_is_damaged(tmp_path):
    content = codec(WorkFolder(tmp_path)).dump(watched("stills/one.jpg"))
    for work in (WorkFolder(tmp_path), WorkFolder(None)):
        with pytest.raises(FileNotFoundError):
            codec(work).load(content)
