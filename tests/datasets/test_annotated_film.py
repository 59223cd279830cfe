"""The frames of a data set's film, and what stands for those that are missing."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from adtool.datasets.annotated import annotated_films
from adtool.datasets.annotated_film import BLACK
from adtool.datasets.settings import DATA, DataSettings
from adtool.errors import TrainingError
from adtool.faults import FaultFile, FaultList

from .conftest import about, levels, plain, tar_of_pictures


def test_films_travel_to_other_processes(own):
    film = DATA["plain"](own, "train", FaultFile(Path("f.jsonl")))[0]
    again = pickle.loads(pickle.dumps(film))
    assert again == film
    assert np.array_equal(again.frames(0, 2, None), film.frames(0, 2, None))


def test_frames_are_scaled_down_when_they_are_read(tmp_path, own):
    small = DataSettings(
        kind="plain",
        annotations=own.annotations,
        videos=own.videos,
        short_side=24,
        validation_films=0,
    )
    assert DATA["plain"](small, "train")[0].frames(0, 1, None).shape == (1, 24, 32, 3)


def tvad(tmp_path: Path, rows: list[str]) -> DataSettings:
    table = tmp_path / "tvad.csv"
    table.write_text("text,start,end,imdbid_pe,tvad_name,tvad_index\n" + "\n".join(rows))
    return DataSettings(
        kind="tvad", annotations=str(table), videos=str(tmp_path / "tv"), validation_films=0
    )


def test_an_unreadable_frame_repeats_its_neighbour_and_is_reported_once(tmp_path):
    tar_of_pictures(tmp_path / "tv" / "s01.tar", range(1, 9), broken=frozenset({1, 5, 6}))
    settings = tvad(tmp_path, [f'Now.,10,13,tt1,s01,"{list(range(1, 9))}"'])
    faults = FaultFile(tmp_path / "faults.jsonl")
    (film,) = annotated_films(settings, "train", faults)
    assert levels(film.frames(0, 8, None)) == about(20, 20, 30, 40, 40, 70, 70, 80)
    film.frames(0, 8, None)
    (fault,) = faults.read()
    assert (fault.kind, fault.where, fault.row) == ("frames", "tt1", 2)


def test_a_clip_of_which_nothing_can_be_read_is_black_and_reported(tmp_path, own):
    faults = FaultList()
    film = annotated_films(own, "train", faults)[0]
    film.paths[0].write_bytes(b"gone wrong since")
    shown = film.frames(0, 3, None)
    assert shown.shape == (3, BLACK, BLACK, 3)
    assert not shown.any()
    assert [fault.kind for fault in faults.faults] == ["frames"]


def test_films_without_videos_have_text_alone(tmp_path):
    settings = plain(tmp_path, ["a,0,1,x,"], videos="")
    (film,) = annotated_films(settings, "train")
    assert film.annotations[0].text == "x"
    with pytest.raises(TrainingError, match=r"say data\.videos=FOLDER"):
        film.frames(0, 1, None)
