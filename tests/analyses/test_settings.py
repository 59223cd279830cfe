"""Which films the analyses look into."""

from pathlib import Path

import pytest

from adtool.analyses.settings import FilmSettings
from adtool.datasets.settings import DataSettings
from adtool.errors import UnavailableError
from adtool.features.settings import EncodingSettings

TABLE = Path("own.csv")


def test_without_annotations_they_are_storyworlds_of_the_size_that_is_wanted():
    assert FilmSettings(films=3).data(64) == DataSettings(validation_films=3, size=64)


def test_a_world_can_be_named_and_how_redundant_it_is():
    drawn = FilmSettings(films=3, world="storyworld-ad", redundancy=0.2).data(64)
    assert drawn == DataSettings("storyworld-ad", validation_films=3, size=64, redundancy=0.2)
    with pytest.raises(ValueError, match="--world says what is drawn where there are no --annota"):
        FilmSettings(TABLE, world="storyworld-ad")
    with pytest.raises(ValueError, match="say --world storyworld-ad"):
        FilmSettings(redundancy=0.2)


def test_annotated_films_are_of_ones_own_form_unless_another_is_named():
    own = FilmSettings(TABLE).data(64)
    assert own == DataSettings(kind="plain", validation_films=0, annotations="own.csv")
    assert FilmSettings(TABLE, "mad", Path("films")).data(64) == DataSettings(
        kind="mad", validation_films=0, annotations="own.csv", videos="films"
    )


def test_what_belongs_to_annotations_is_refused_without_them():
    for given in ({"dataset": "mad"}, {"videos": Path("films")}):
        with pytest.raises(ValueError, match="--dataset and --videos need --annotations"):
            FilmSettings(**given)


def test_annotations_need_something_to_look_at():
    FilmSettings().refuse_unseen()
    FilmSettings(TABLE, videos=Path("films")).refuse_unseen()
    with pytest.raises(ValueError, match="--annotations needs --videos"):
        FilmSettings(TABLE).refuse_unseen()


def test_frames_are_encoded_strictly_on_a_device_that_is_there():
    how = FilmSettings(batch=3, device="cpu", workers=1).encoding()
    assert how == EncodingSettings("cpu", 3, 1, strict=True)
    with pytest.raises(UnavailableError, match="no device 'moon'"):
        FilmSettings(device="moon").encoding()
