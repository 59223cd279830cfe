"""Settings of a data set."""

from __future__ import annotations

import pytest

from adtool.datasets.annotations import FORMATS
from adtool.datasets.settings import DATA, DRAWN, DataSettings


def test_settings_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="kind is 'dvd'"):
        DataSettings(kind="dvd")
    with pytest.raises(ValueError, match="must be positive"):
        DataSettings(train_films=0)
    with pytest.raises(ValueError, match="fps is 0"):
        DataSettings(fps=0.0)
    with pytest.raises(ValueError, match="short_side"):
        DataSettings(short_side=-1)
    with pytest.raises(ValueError, match="redundancy is"):
        DataSettings(redundancy=1.2)


@pytest.mark.parametrize(
    "changes",
    [
        {"train_films": 0},
        {"clips": 0},
        {"size": 0},
        {"validation_films": -1},
        {"fps": -1.0},
        {"fps": 1000.0},
    ],
    ids=str,
)
def test_every_number_is_checked_by_itself(changes):
    with pytest.raises(ValueError, match="must"):
        DataSettings(**changes)


def test_numbers_at_the_edge_of_their_range_are_taken():
    DataSettings(train_films=1, clips=1, size=1, validation_films=0, fps=999.0, short_side=0)


def test_frames_are_read_at_the_rate_and_size_of_the_field_by_default():
    assert (DataSettings().fps, DataSettings().short_side) == (3.0, 448)


def test_every_kind_of_data_can_be_asked_for_its_films(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("movie,start,end,text\na,0,1,x\n")
    plain = DataSettings(kind="plain", annotations=str(table), validation_films=0)
    assert [film.name for film in DATA["plain"](plain, "train")] == ["a"]
    world = DataSettings(train_films=2, validation_films=1, clips=1, size=8)
    assert len(DATA["storyworld"](world, "train")) == 2
    assert {*DRAWN, *FORMATS} == DATA.keys()
