import numpy as np
import pytest

from adtool.media import open_frames, probe
from adtool.storyworld import release, sample_film
from adtool.storyworld.film import FPS, moment, write_movie

SIZE = (160, 90)


FILM = sample_film(11, 3)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    made = release.prepare(FILM, tmp_path_factory.mktemp("world") / "film")
    release.write(FILM, made, SIZE)
    return made


def test_the_film_has_pictures_and_sound_for_its_whole_duration(files):
    info = probe(files.movie)
    assert info.duration == pytest.approx(FILM.duration, abs=1000 // FPS)
    assert (info.video.codec, info.video.width, info.video.height) == ("h264", *SIZE)
    assert info.video.fps == FPS
    assert info.audio is not None


def test_key_frames_are_two_seconds_apart_at_most(files):
    import av

    with av.open(str(files.movie)) as container:
        keys = [float(p.pts * p.time_base) for p in container.demux(video=0) if p.is_keyframe]
    assert keys[0] == 0
    assert max(np.diff([*keys, FILM.duration / 1000])) <= 2.01


def test_a_frame_shows_its_moment(files):
    times = [200, *(shot.start + 1500 for shot in FILM.clips)]
    with open_frames(files.movie) as reader:
        shown = reader.read(times)
    for time, frame in zip(times, shown, strict=True):
        drawn = np.asarray(moment(FILM, time * FPS // 1000 * 1000 // FPS, SIZE)).astype(float)
        assert np.abs(frame - drawn).mean() < 8


def test_a_rendering_that_is_broken_off_leaves_nothing(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("adtool.storyworld.film._write_sound", stop)
    with pytest.raises(KeyboardInterrupt):
        write_movie(FILM, tmp_path / "film.mp4", SIZE)
    assert list(tmp_path.iterdir()) == []
