from __future__ import annotations

import pytest
from PIL import Image

from adtool.cast.character import FaceAt
from adtool.errors import MediaError, OutputError
from adtool.media import probe
from adtool.progress import SILENT
from adtool.shots import of_movie
from adtool.shots.of_movie import CONTEXT, shots_of_clips, stretches_of
from adtool.timeline import Clip, Gap
from adtool.work import Run, WorkFolder


def clip(start, end):
    return Clip(start, end, gap=Gap(start, end))


@pytest.fixture(autouse=True)
def _no_dlib(monkeypatch):
    monkeypatch.setattr(of_movie, "finds_faces", lambda: False)


def run_on(path, folder=None):
    return Run(probe(path), WorkFolder(folder), SILENT)


@pytest.fixture
def movie(film, shot, setup):
    """Five shots of 2 s from three set-ups."""
    return film(*(shot(setup(number), 2000) for number in (1, 2, 1, 3, 2)))


def spans(stretches):
    return [(one.span.start, one.span.end, len(one)) for one in stretches]


def test_clips_are_watched_with_some_seconds_on_either_side():
    assert CONTEXT == 7000
    assert spans(stretches_of([clip(10_000, 14_000)], 60_000)) == [(3000, 21_000, 1)]


def test_nothing_is_watched_outside_of_the_film():
    assert spans(stretches_of([clip(0, 4000)], 60_000)) == [(0, 11_000, 1)]
    assert spans(stretches_of([clip(1000, 4000)], 5000)) == [(0, 5000, 1)]
    assert spans(stretches_of([clip(1000, 4000)], 3000)) == [(0, 4000, 1)]


def test_nothing_is_watched_twice():
    clips = [clip(10_000, 12_000), clip(12_000, 15_000), clip(29_000, 31_000), clip(45_001, 46_000)]
    assert spans(stretches_of(clips, 60_000)) == [(3000, 38_000, 3), (38_001, 53_000, 1)]
    assert stretches_of([], 60_000) == []


def test_the_shots_of_a_films_clips_are_found(movie):
    one, two = shots_of_clips(run_on(movie), [clip(500, 3000), clip(4500, 9000)])
    assert [(s.start, s.end, s.setup) for s in one.inside] == [(500, 2000, 1), (2000, 3000, 2)]
    assert [(s.start, s.end, s.setup) for s in two.inside] == [
        (4500, 6000, 1),
        (6000, 8000, 3),
        (8000, 9000, 2),
    ]
    assert (one.like, two.like) == (None, 0)
    assert [s.still for s in (*one.inside, *two.inside)] == [""] * 5


def test_without_clips_nothing_is_watched(movie, monkeypatch):
    monkeypatch.setattr(of_movie, "watch", None)
    assert shots_of_clips(run_on(movie), []) == []


def test_clips_far_apart_are_compared_as_well(film, shot, setup):
    path = film(shot(setup(1), 3000), shot(setup(2), 24_000, step=200), shot(setup(1), 3000))
    one, two = shots_of_clips(run_on(path), [clip(0, 3000), clip(27_000, 30_000)])
    assert (one.inside[0].setup, two.inside[0].setup, two.like) == (1, 1, 0)


def test_each_stretch_has_its_own_shots(movie, monkeypatch):
    monkeypatch.setattr(of_movie, "CONTEXT", 0)
    apart = [clip(500, 1500), clip(2500, 3500), clip(6500, 9500)]
    found = shots_of_clips(run_on(movie), apart)
    assert [[(s.start, s.end, s.setup) for s in one.inside] for one in found] == [
        [(500, 1500, 1)],
        [(2500, 3500, 2)],
        [(6500, 8000, 3), (8000, 9500, 2)],
    ]
    assert [one.like for one in found] == [None, None, 1]


def test_each_shot_of_a_clip_has_a_still_in_the_work_folder(movie, tmp_path):
    work = tmp_path / "work"
    (found,) = shots_of_clips(run_on(movie, work), [clip(500, 5000)])
    assert all(shot.start <= _time(shot.still) < shot.end for shot in found.inside)
    for shot in found.inside:
        with Image.open(work / shot.still) as still:
            assert (still.format, still.size) == ("JPEG", (192, 108))
    assert [shot.still for shot in (*found.before, *found.after)] == [""] * len(found.after)


def _time(still):
    return round(float(still.removesuffix(".jpg").rpartition("-")[2]) * 1000)


def test_a_rerun_watches_nothing_and_writes_no_still(movie, tmp_path, monkeypatch):
    clips = [clip(500, 5000)]
    first = shots_of_clips(run_on(movie, tmp_path), clips)
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "stills").iterdir()}
    monkeypatch.setattr(of_movie, "watch", None)
    assert shots_of_clips(run_on(movie, tmp_path), clips) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "stills").iterdir()} == written


def test_a_lost_still_is_made_again(movie, tmp_path):
    clips = [clip(500, 5000)]
    first = shots_of_clips(run_on(movie, tmp_path), clips)
    lost = tmp_path / first[0].inside[1].still
    lost.unlink()
    assert shots_of_clips(run_on(movie, tmp_path), clips) == first
    assert lost.is_file()


def test_other_clips_are_watched_anew(movie, tmp_path):
    shots_of_clips(run_on(movie, tmp_path), [clip(500, 5000)])
    (found,) = shots_of_clips(run_on(movie, tmp_path), [clip(500, 4500)])
    assert found.inside[-1].end == 4500


def test_recognised_faces_tell_the_scale_without_watching_again(movie, tmp_path, monkeypatch):
    clips = [clip(0, 2000), clip(2000, 4000)]
    shots_of_clips(run_on(movie, tmp_path), clips)
    monkeypatch.setattr(of_movie, "watch", None)
    faces = [[], [FaceAt(2500, (0.4, 0.0, 0.6, 0.8))]]
    one, two = shots_of_clips(run_on(movie, tmp_path), clips, faces)
    assert (one.scale, two.scale) == (None, 0.0)


def test_where_dlib_is_its_faces_tell_the_scale(movie, monkeypatch):
    searched = []

    def largest(picture):
        searched.append(picture.shape)
        return 0.31 if len(searched) == 1 else None

    monkeypatch.setattr(of_movie, "finds_faces", lambda: True)
    monkeypatch.setattr(of_movie, "face_finder", lambda: largest)
    (found,) = shots_of_clips(run_on(movie), [clip(0, 4000)])
    assert [shot.scale for shot in found.inside] == [2.0, None]
    assert searched == [(108, 192, 3)] * 2


def test_a_clip_that_cannot_be_read_has_no_shots(movie):
    one, two = shots_of_clips(run_on(movie), [clip(8000, 10_000), clip(60_000, 64_000)])
    assert len(one.inside) == 1
    assert (two.inside, two.before, two.like) == ((), (), None)


def test_a_gap_in_the_last_second_has_its_shot(movie):
    (found,) = shots_of_clips(run_on(movie), [clip(9000, 10_000)])
    assert [(shot.start, shot.end) for shot in found.inside] == [(9000, 10_000)]
    assert found.after == ()


def test_a_film_shorter_than_the_context_is_watched_whole(film, shot, setup):
    (found,) = shots_of_clips(run_on(film(shot(setup(1), 1000))), [clip(200, 800)])
    assert [(shot.start, shot.end) for shot in found.inside] == [(200, 800)]


def test_progress_counts_the_clips(movie):
    told = []

    class Told:
        def stage(self, name, total=None):
            told.append((name, total))
            return SILENT.stage(name, total)

        def note(self, message):
            told.append(message)

    run = Run(probe(movie), WorkFolder(None), Told())
    shots_of_clips(run, [clip(0, 2000), clip(2000, 4000)])
    assert told == [("Looking at shots", 2)]


def test_a_film_that_has_gone_is_an_error(movie):
    run = run_on(movie)
    movie.unlink()
    with pytest.raises(MediaError, match="there is no such file"):
        shots_of_clips(run, [clip(0, 2000)])


def test_stills_that_cannot_be_written_are_an_error(movie, tmp_path):
    run = run_on(movie, tmp_path / "work")
    (tmp_path / "work" / "stills").write_text("in the way")
    with pytest.raises(OutputError, match="is a file where a folder is needed"):
        shots_of_clips(run, [clip(0, 2000)])
