"""What files and models say of a film's clips."""

import json

import pytest

from adtool.analyses.comparison import SIZE, compare_sources
from adtool.analyses.films import find_films
from adtool.analyses.settings import ComparisonSettings, FilmSettings
from adtool.datasets.film import frame_times
from adtool.datasets.settings import DataSettings
from adtool.errors import AdtoolError
from adtool.progress import SILENT, Notebook

FILMS = FilmSettings(films=1, device="cpu")


@pytest.fixture(scope="module")
def film():
    return find_films(DataSettings(validation_films=1))[0]


@pytest.fixture
def ready(film, tmp_path):
    """A file with a line for the second clip that is shown, and one for a clip that is not."""
    rows = [
        {"vid": film.name, "start": clip.start / 1000, "end": clip.end / 1000, "text_gen": said}
        for clip, said in zip(film.annotations[3:6:2], ("He waits.", "Not shown."), strict=True)
    ]
    path = tmp_path / "ours.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_a_files_lines_stand_beside_the_true_ads(film, ready):
    told = Notebook(SILENT)
    settings = ComparisonSettings(first=3, count=2, pictures=2)
    found, pictures = compare_sources({"ours": str(ready)}, {}, FILMS, settings, told)
    true, ours = found.sources
    assert list(true.lines) == [clip.text for clip in film.annotations[2:4]]
    assert (ours.name, ours.origin, list(ours.lines)) == ("ours", str(ready), ["", "He waits."])
    assert [clip.number for clip in found.clips] == [3, 4]
    assert "ours: no line for 1 of the 2 clips." in told.notes
    for clip, shown in zip(film.annotations[2:4], pictures, strict=True):
        assert [time for time, _ in shown] == list(frame_times(clip, 2))
        assert shown[0][1].shape == (SIZE, SIZE, 3)


def test_a_model_that_is_not_there_ends_it_before_any_work(ready):
    with pytest.raises(AdtoolError, match="nowhere"):
        compare_sources({}, {"theirs": "nowhere"}, FILMS, ComparisonSettings(count=1))


def test_a_film_with_fewer_clips_is_refused(ready):
    with pytest.raises(AdtoolError, match="has 48 clips, so 2 from clip 48 on are not there"):
        compare_sources({"a": str(ready)}, {}, FILMS, ComparisonSettings(first=48, count=2))
