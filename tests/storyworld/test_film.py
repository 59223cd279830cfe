import itertools
import json
import random
from dataclasses import replace

import numpy as np
import pytest

from adtool.cast.cast import read_cast
from adtool.errors import OutputError
from adtool.media import SAMPLE_RATE, AudioReader, open_frames, probe
from adtool.scripts import read_script
from adtool.storyworld import dubbing, release, sample_film
from adtool.storyworld.film import FPS, moment, write_movie
from adtool.storyworld.voices import RATE, SENTENCES, sentences

SIZE = (160, 90)
FILM = sample_film(11, 3)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    made = release.prepare(FILM, tmp_path_factory.mktemp("world") / "film")
    release.write(FILM, made, SIZE)
    return made


@pytest.fixture(scope="module")
def sound(files):
    return np.concatenate(list(AudioReader(files.movie)))


def loudness(sound, start, end):
    """Return the root mean square from start to end, in ms."""
    part = sound[start * SAMPLE_RATE // 1000 : end * SAMPLE_RATE // 1000]
    return float(np.sqrt(np.mean(part**2)))


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


def test_there_is_speech_in_the_dialogue_and_near_silence_everywhere_else(sound):
    for start, end in FILM.dialogue:
        assert loudness(sound, start + 80, end - 80) > 0.03
        assert loudness(sound, start + 80, start + 400) > 0.01
        assert loudness(sound, end - 400, end - 80) > 0.01
    for shot in FILM.clips:
        assert loudness(sound, shot.start, shot.end) < 0.002


def test_a_frame_shows_its_moment(files):
    times = [200, *(shot.start + 1500 for shot in FILM.clips)]
    with open_frames(files.movie) as reader:
        shown = reader.read(times)
    for time, frame in zip(times, shown, strict=True):
        drawn = np.asarray(moment(FILM, time * FPS // 1000 * 1000 // FPS, SIZE)).astype(float)
        assert np.abs(frame - drawn).mean() < 8


def test_the_cast_file_names_everybody_with_a_portrait(files):
    cast = read_cast(files.cast_file)
    assert cast.title == "Storyworld 11"
    assert cast.names == tuple(person.name for person in FILM.credits)
    portraits = tuple(p for character in cast.characters for p in character.portraits)
    assert portraits == tuple(path.resolve() for path in files.portraits)


def test_the_reference_scripts_hold_each_clips_line_inside_its_clip(files):
    texts = [shot.text for shot in FILM.clips]
    for path in files.scripts:
        lines = read_script(path).lines
        assert [line.text for line in lines] == texts
        for line, shot in zip(lines, FILM.clips, strict=True):
            assert shot.start == line.start < line.end <= shot.end
    for line, shot in zip(lines, FILM.clips, strict=True):  # those of the JSON
        assert (line.clip.start, line.clip.end) == (shot.start, shot.end)
        assert line.characters == shot.characters


def test_clips_between_two_dialogues_lie_in_one_gap():
    film = sample_film(4)
    for line in release.reference(film).lines:
        gap = line.clip.gap
        assert not any(start < gap.end and gap.start < end for start, end in film.dialogue)
        assert (gap.start - 400) in {end for _, end in film.dialogue}


def test_the_subtitles_hold_what_is_said(files):
    lines = read_script(files.subtitles).lines
    said = {text for _, text in SENTENCES}
    assert lines
    for line in lines:
        assert line.text in said
        assert any(start <= line.start < line.end <= end for start, end in FILM.dialogue)


def test_dialogue_of_any_length_is_filled_by_voices_in_turn():
    lengths = range(2400, 5200, 40)
    talk = tuple((i, i + i) for i in lengths)
    film = replace(FILM, seed=1, dialogue=talk, duration=100_000)
    rng = random.Random(film.seed)
    for start, end in film.dialogue:
        said = dubbing._fill(start, end, rng)
        assert said[0].start - start < 150
        assert end - said[-1].end < 150
        for before, after in itertools.pairwise(said):
            assert 30 < after.start - before.end < 400
            assert before.sentence.voice != after.sentence.voice


def test_the_same_film_has_the_same_sound_every_time():
    assert np.array_equal(dubbing.sound_track(FILM), dubbing.sound_track(FILM))
    assert np.abs(dubbing.sound_track(FILM)).max() <= 1


def test_every_sentence_is_recorded():
    assert [(s.voice, s.text) for s in sentences()] == list(SENTENCES)
    for sentence in sentences():
        assert 500 < sentence.duration < 2500
        assert np.abs(sentence.samples).max() == pytest.approx(1)
        assert sentence.duration == len(sentence.samples) * 1000 // RATE


def test_files_that_are_there_are_replaced_only_on_demand(files, tmp_path):
    with pytest.raises(OutputError, match=r"film\.mp4: exists already; say --overwrite"):
        release.prepare(FILM, files.folder)
    assert release.prepare(FILM, files.folder, overwrite=True) == files
    portraits = tmp_path / "portraits"
    portraits.mkdir()
    (portraits / f"{FILM.credits[2].name}.png").write_text("mine")
    with pytest.raises(OutputError, match=r"\.png: exists already"):
        release.prepare(FILM, tmp_path)


def test_a_rendering_that_is_broken_off_leaves_nothing(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("adtool.storyworld.film._write_sound", stop)
    with pytest.raises(KeyboardInterrupt):
        write_movie(FILM, tmp_path / "film.mp4", SIZE)
    assert list(tmp_path.iterdir()) == []


def test_the_reference_says_which_film_it_is_of(files):
    document = json.loads(files.scripts[1].read_text("utf-8"))
    assert document["movie"] == files.movie.name
