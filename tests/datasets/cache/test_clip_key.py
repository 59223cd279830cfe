"""What the frames of a clip depend on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adtool.datasets.annotations import Annotation, Excerpt
from adtool.datasets.cache.clip_key import clip_key, clip_keys, clips_digest

CLIP = Annotation("Up", 1000, 3000, "He waves.", excerpt=Excerpt("2009/x", 10, 20, (1, 2)))


@pytest.mark.parametrize(
    "change",
    [
        {"start": 999},
        {"end": 3001},
        {"excerpt": None},
        {"excerpt": Excerpt("2009/y", 10, 20, (1, 2))},
        {"excerpt": Excerpt("2009/x", 11, 20, (1, 2))},
        {"excerpt": Excerpt("2009/x", 10, 21, (1, 2))},
        {"excerpt": Excerpt("2009/x", 10, 20, (1, 3))},
    ],
)
def test_other_times_files_and_pictures_are_other_frames(change):
    other = replace(CLIP, **change)
    assert clip_key(other) != clip_key(CLIP)
    assert clips_digest(clip_keys([other])) != clips_digest(clip_keys([CLIP]))


@pytest.mark.parametrize("change", [{"text": "x"}, {"row": 9}, {"characters": ("Carl",)}])
def test_words_names_and_rows_change_no_frames(change):
    assert clip_key(replace(CLIP, **change)) == clip_key(CLIP)


def test_the_order_of_rows_and_rows_of_one_clip_change_no_fingerprint():
    one, two = CLIP, replace(CLIP, start=500)
    assert clip_keys([one, two, replace(one, text="Again.")]) == clip_keys([two, one])
