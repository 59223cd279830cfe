"""What ``adtool frames`` is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.datasets.cache.index import KeptAs
from adtool.datasets.cache.settings import KeepSettings
from adtool.settings import FramesSettings


def test_how_frames_are_made_is_what_was_set():
    told = KeepSettings(Path("ads.csv"), picture_fps=5.0)
    assert told.made(FramesSettings(16, 336, 80)) == KeptAs(16, 336, 80, 5.0)


@pytest.mark.parametrize(
    ("shard", "name"), [((1, 1), "faults.jsonl"), ((2, 4), "faults-2-of-4.jsonl")]
)
def test_each_machine_has_its_own_file_of_faults(shard, name):
    assert KeepSettings(Path("ads.csv"), shard=shard).faults == name


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"frames": 0}, "1 to 1000 frames, not 0"),
        ({"frames": 1001}, "not 1001"),
        ({"short_side": 15}, "16 pixels a side or more, not 15"),
        ({"quality": 0}, "between 1 and 95, not 0"),
        ({"quality": 96}, "not 96"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(numbers, message):
    with pytest.raises(ValueError, match=message):
        FramesSettings(**numbers)


def test_the_paper_s_numbers_of_frames_divide_the_default():
    assert all(FramesSettings().frames % count == 0 for count in (4, 8, 16))
