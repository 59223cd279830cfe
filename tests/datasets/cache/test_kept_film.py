"""Films whose frames are kept show what the films themselves show."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.datasets.film import KeepsFrames, require_frames
from adtool.errors import TrainingError
from adtool.faults import FaultList
from adtool.settings import FramesSettings

from ..conftest import grey_video, levels, plain, tar_of_pictures
from .conftest import difference, films_of, kept

EIGHT = FramesSettings(frames=8)


@pytest.mark.parametrize("count", [1, 2, 4, 8])
def test_frames_are_those_of_the_film_but_for_jpegs_loss(own, count):
    folder, _ = kept(own, EIGHT)
    pairs = list(zip(films_of(own), films_of(own, videos=str(folder)), strict=True))
    assert len(pairs) == 3
    for film, again in pairs:
        assert again.annotations == film.annotations
        assert again.cast == film.cast
        for clip in range(2):
            shown = again.frames(clip, count, None)
            assert difference(film.frames(clip, count, None), shown) < 1
            assert shown.dtype == np.uint8


def test_jitter_draws_one_of_the_kept_frames_of_each_part(own):
    folder, _ = kept(own, EIGHT)
    film = films_of(own, videos=str(folder))[0]
    every = levels(film.frames(0, 8, None))
    seen = [set(), set()]
    for seed in range(60):
        shown = levels(film.frames(0, 2, np.random.default_rng(seed)))
        for part in (0, 1):
            assert shown[part] in every[4 * part : 4 * part + 4]
            seen[part].add(shown[part])
    assert [len(part) for part in seen] == [len(set(every[:4])), len(set(every[4:]))]


def test_jitter_is_the_same_for_the_same_seed(own):
    folder, _ = kept(own, EIGHT)
    film = films_of(own, videos=str(folder))[0]
    one, two = (film.frames(1, 2, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(one, two)


@pytest.mark.parametrize("count", [3, 5, 6, 7, 16])
def test_a_number_of_frames_that_cannot_be_taken_evenly_is_refused(own, count):
    folder, _ = kept(own, EIGHT)
    films = films_of(own, videos=str(folder))
    message = rf"holds 8 frames a clip, of which {count} .* adtool frames --frames {4 * count}"
    with pytest.raises(TrainingError, match=message):
        require_frames(films, count, 16)
    with pytest.raises(TrainingError, match=message):
        films[0].frames(0, count, None)


def test_frames_that_are_smaller_than_the_encoder_takes_are_refused(own):
    folder, _ = kept(own, FramesSettings(frames=4, short_side=32))
    films = films_of(own, videos=str(folder))
    assert isinstance(films[0], KeepsFrames)
    require_frames(films, 4, 32)
    with pytest.raises(TrainingError, match="32 pixels a side, but 224 are needed"):
        require_frames(films, 4, 224)
    require_frames(films_of(own), 4, 224)  # films themselves have all that there are


def test_frames_are_kept_in_the_size_that_is_set_and_read_in_a_smaller_one(own):
    folder, _ = kept(own, FramesSettings(frames=4, short_side=24))
    assert films_of(own, videos=str(folder))[0].frames(0, 2, None).shape == (2, 24, 32, 3)
    folder, _ = kept(own, folder=folder.with_name("large"))
    film = films_of(own, videos=str(folder), short_side=24)[0]
    assert film.frames(0, 2, None).shape == (2, 24, 32, 3)


def tvad(tmp_path, numbers, **changes):
    table = tmp_path / "tvad.csv"
    row = f'Now.,10,13,tt1,s01,"{list(numbers)}"'
    table.write_text(f"text,start,end,imdbid_pe,tvad_name,tvad_index\n{row}\n")
    return plain(
        tmp_path, [], kind="tvad", annotations=str(table), videos=str(tmp_path / "tv"), **changes
    )


def test_named_pictures_are_kept_once_each_and_shown_as_before(tmp_path):
    tar_of_pictures(tmp_path / "tv" / "s01.tar", range(1, 9))
    data = tvad(tmp_path, range(1, 9))
    folder, _ = kept(data, FramesSettings(frames=16))
    (film,), (again,) = films_of(data), films_of(data, videos=str(folder))
    for count in (2, 4, 8, 16):
        assert difference(film.frames(0, count, None), again.frames(0, count, None)) < 1
    assert again.paths[0].read_bytes().count(b"JFIF") == 8


def test_pictures_that_cannot_be_read_are_filled_as_before_and_reported(tmp_path):
    tar_of_pictures(tmp_path / "tv" / "s01.tar", range(1, 9), broken=frozenset({1, 5, 6}))
    data = tvad(tmp_path, range(1, 9))
    folder, left_out = kept(data, EIGHT)
    assert left_out == []
    assert '"kind": "frames"' in (folder / "faults.jsonl").read_text()
    faults = FaultList()
    (film,), (again,) = films_of(data), films_of(data, faults, videos=str(folder))
    assert difference(film.frames(0, 8, None), again.frames(0, 8, None)) < 1
    assert [(fault.kind, fault.row) for fault in faults.faults] == [("frames", 2)]


def test_rows_of_one_clip_share_its_frames(tmp_path):
    grey_video(tmp_path / "videos" / "a.mp4")
    data = plain(tmp_path, ["a,0,1,One.,", "a,0,1,The same.,", "a,0.5,1,Part.,"])
    folder, _ = kept(data)
    (film,), (again,) = films_of(data), films_of(data, videos=str(folder))
    assert [clip.text for clip in again.annotations] == ["One.", "The same.", "Part."]
    for clip in range(3):
        assert difference(film.frames(clip, 4, None), again.frames(clip, 4, None)) < 1
