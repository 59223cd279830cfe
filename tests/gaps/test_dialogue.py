"""The dialogue of a movie as its subtitles tell it, and what that depends on."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from adtool.errors import MediaError, ScriptError
from adtool.gaps.dialogue import dialogue_key, dialogue_of
from adtool.media import MediaInfo, probe
from adtool.media.probe import AudioStream, VideoStream
from adtool.progress import SILENT, Notebook
from adtool.settings import SpeechSettings
from adtool.timeline import Said

HOUR = 3_600_000
VIDEO = VideoStream(0, "h264", 32, 32, Fraction(24), 0)
AUDIO = AudioStream(1, "aac", 48_000, 2, 0)
INFO = MediaInfo(Path("film.mp4"), "mp4", 600_000, VIDEO, None)
HEARD = MediaInfo(Path("film.mp4"), "mp4", 600_000, VIDEO, AUDIO)


def srt(*starts):
    """Cues of a second each."""
    return "\n".join(f"{n}\n{hms(s)} --> {hms(s + 1)}\nA\n" for n, s in enumerate(starts, 1))


def hms(seconds):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},000"


TALK = [5, 9, 17, 21, 30, 44, 47, 58, 71, 90]


@pytest.fixture
def file(tmp_path):
    def write(content, name="film.srt"):
        (tmp_path / name).write_text(content)
        return tmp_path / name

    return write


def never():
    raise AssertionError("the sound was asked")


def test_the_films_frame_rate_counts_where_subtitles_count_frames(file):
    notebook = Notebook(SILENT)
    said = dialogue_of(file("{24}{48}Hello\n", "a.sub"), INFO, SpeechSettings(), never, notebook)
    assert said == (Said(1_000, 2_000, "Hello"),)
    assert notebook.notes == ["a.sub counts frames; a second has 24, as in film.mp4."]


def test_the_sound_is_asked_only_where_subtitles_begin_too_late(file):
    path = file(srt(*TALK))
    assert dialogue_of(path, HEARD, SpeechSettings(), never, SILENT)[0].start == 5_000
    late = file(srt(*(second + 3600 for second in TALK)))
    asked = []

    def hear():
        asked.append(True)
        return [Said(one * 1000, one * 1000 + 1000, "") for one in TALK]

    assert dialogue_of(late, HEARD, SpeechSettings(), hear, SILENT)[0].start == 5_000
    assert asked == [True]
    assert dialogue_of(late, INFO, SpeechSettings(), never, SILENT)[0].start == 5_000
    told = SpeechSettings(subtitles_offset="-1:00:01")
    assert dialogue_of(late, HEARD, told, never, SILENT)[0].start == 4_000


def test_what_runs_past_the_films_end_is_doubted(file):
    notebook = Notebook(SILENT)
    dialogue_of(file(srt(5, 620)), INFO, SpeechSettings(), never, notebook)
    assert notebook.notes == ["film.srt goes on after film.mp4 has ended: does it belong to it?"]


def test_what_is_kept_depends_on_the_file_the_offset_and_the_detector_only_where_it_is_asked(file):
    path, late = file(srt(*TALK)), file(srt(*(s + 3600 for s in TALK)), "late.srt")
    plain, moved = SpeechSettings(), SpeechSettings(subtitles_offset="-1")
    other = SpeechSettings(detector="silero")
    assert dialogue_key(path, HEARD, plain) == dialogue_key(path, HEARD, other)
    assert dialogue_key(path, HEARD, plain) != dialogue_key(path, HEARD, moved)
    assert dialogue_key(late, HEARD, plain) != dialogue_key(late, HEARD, other)
    assert dialogue_key(late, INFO, plain) == dialogue_key(late, INFO, other)
    before = dialogue_key(path, HEARD, plain)
    file(srt(*TALK, 120))
    assert dialogue_key(path, HEARD, plain) != before


def test_a_track_counts_by_its_name(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    keys = [dialogue_key(Path(name), HEARD, SpeechSettings()) for name in ("track", "track:2")]
    assert keys == [["track", "auto", "speech"], ["track:2", "auto", "speech"]]


def test_a_track_of_a_real_movie_is_read(subtitle_files, tmp_path):
    movie = subtitle_files.movie(tmp_path / "film.mkv", subtitle_files.Track())
    info = probe(movie)
    found = dialogue_of(Path("track"), info, SpeechSettings(), never, SILENT)
    assert found == (Said(2_000, 4_000, "Hello."),)
    with pytest.raises(MediaError, match="has no track of subtitles 'ger'"):
        dialogue_of(Path("track:ger"), info, SpeechSettings(), never, SILENT)


def test_subtitles_that_cannot_be_read_have_no_key(tmp_path):
    with pytest.raises(ScriptError, match="there is no such file"):
        dialogue_key(tmp_path / "film.srt", INFO, SpeechSettings())


def test_a_track_that_begins_late_is_on_its_movies_clock_all_the_same(subtitle_files, tmp_path):
    late = [(4_000_000 + 2_000 * n, 4_001_000 + 2_000 * n, "A") for n in range(10)]
    movie = subtitle_files.movie(tmp_path / "film.mkv", subtitle_files.Track(late), seconds=1)
    info = replace(probe(movie), duration=5_000_000, audio=AUDIO)
    found = dialogue_of(Path("track"), info, SpeechSettings(), never, SILENT)
    assert found[0].start == 4_000_000


@pytest.mark.parametrize("starts", [(5, 605), (5, 600), (5, 700), (601,)])
def test_cues_behind_the_films_end_are_told_of(file, starts):
    notebook = Notebook(SILENT)
    dialogue_of(file(srt(*starts)), INFO, SpeechSettings(), never, notebook)
    assert notebook.notes == ["film.srt goes on after film.mp4 has ended: does it belong to it?"]
