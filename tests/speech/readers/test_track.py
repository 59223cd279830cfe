"""Tracks of text inside the movie: which one is meant, and what it says."""

from pathlib import Path

import pytest
from av.stream import Disposition

from adtool.errors import MediaError, ScriptError
from adtool.media.text_tracks import TextTrack
from adtool.speech.readers.film import Film
from adtool.speech.readers.track import asked_track, choose, read

FILM = Path("film.mkv")


def track(number, language="", title="", codec="SubRip", default=False, marks=()):
    return TextTrack(number, number, codec, language, title, default, marks)


TRACKS = (
    track(1, "eng", "Forced", marks=("forced",)),
    track(2, "eng", "Commentary", marks=("commentary",)),
    track(3, "eng", "PGS", codec="PGS"),
    track(4, "ger", "Deutsch"),
    track(5, "eng", "Full"),
    track(6, "eng", "SDH"),
    track(7, "fre", "", default=True),
)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("track", ""),
        ("Track", ""),
        ("track:", ""),
        ("track:2", "2"),
        ("track:eng", "eng"),
        ("track:English SDH", "English SDH"),
        ("track: 2 ", "2"),
        ("2", "2"),
        ("12", "12"),
        ("eng", "eng"),
        ("de", "de"),
        ("track.srt", None),
        ("eng.srt", None),
        ("tracks", None),
        ("folder/track", None),
        ("dialogue", None),
        ("2.srt", None),
        ("C:film.srt", None),
    ],
)
def test_what_names_a_track_and_what_a_file(given, asked):
    assert asked_track(Path(given)) == asked


def test_a_file_of_that_name_comes_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("eng").write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    assert asked_track(Path("eng")) is None
    assert asked_track(Path("track:eng")) == "eng"


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 7),
        ("5", 5),
        ("eng", 5),
        ("en", 5),
        ("en-US", 5),
        ("English", 5),
        ("de", 4),
        ("deu", 4),
        ("fra", 7),
        ("SDH", 6),
        ("sdh", 6),
        ("full", 5),
    ],
)
def test_the_track_that_is_asked_for_is_found(asked, number):
    assert choose(FILM, TRACKS, asked).number == number


def test_without_a_default_the_first_that_holds_the_dialogue_is_taken():
    assert choose(FILM, TRACKS[:6], "").number == 4


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("1", r'its track of subtitles 1 \(eng, "Forced", SubRip\) is no dialogue: it is marked'),
        ("2", "is no dialogue: it is marked commentary; name 4 .*, 5 .*, 6 .*, 7 "),
        ("3", "holds pictures of text, which cannot be read; name 4"),
        ("forced", "is no dialogue"),
        ("PGS", "holds pictures"),
        ("9", "has no track of subtitles '9', but 1 .* 7 .*; name a number, a language or a title"),
        ("spa", "has no track of subtitles 'spa', but 1"),
        ("0", "has no track of subtitles '0'"),
        ("S", "has no track of subtitles 'S'"),
        ("*", r"has no track of subtitles '\*'"),
    ],
)
def test_a_track_that_will_not_do_is_refused_and_the_others_are_listed(asked, fault):
    with pytest.raises(MediaError, match=fault):
        choose(FILM, TRACKS, asked)


def test_a_movie_without_tracks_or_with_pictures_only_is_refused():
    with pytest.raises(MediaError, match=r"film\.mkv: has no track of subtitles; name a file"):
        choose(FILM, (), "")
    fault = r"1 \(eng, PGS\) holds pictures of text, which cannot be read; name a file"
    with pytest.raises(MediaError, match=fault):
        choose(FILM, (track(1, "eng", codec="PGS"),), "")
    with pytest.raises(MediaError, match="is in a format that cannot be decoded here"):
        choose(FILM, (track(1, codec="unknown"),), "")


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("film.mkv", "subrip"),
        ("film.mkv", "ass"),
        ("film.mkv", "webvtt"),
        ("film.mp4", "mov_text"),
        ("film.mov", "mov_text"),
    ],
)
def test_what_a_track_says_is_read_in_every_format(subtitle_files, tmp_path, name, codec):
    captions = [(500, 1_500, "Hello."), (2_000, 3_000, r"How are\N{\i1}you{\i0}?")]
    made = subtitle_files.Track(captions, codec)
    path = subtitle_files.movie(tmp_path / name, made, seconds=4)
    cues = read(Film(path), "").cues
    assert [(cue.start, cue.end) for cue in cues] == [(500, 1_500), (2_000, 3_000)]
    assert [" ".join(cue.text) for cue in cues] == ["Hello.", "How are you?"]


def test_the_user_is_told_which_of_several_is_read(subtitle_files, tmp_path):
    tracks = [subtitle_files.Track(language=code) for code in ("eng", "ger")]
    forced = subtitle_files.Track(language="fre", disposition=Disposition.forced)
    path = subtitle_files.movie(tmp_path / "film.mkv", forced, *tracks)
    notes = []
    read(Film(path, note=notes.append), "")
    assert notes == [
        (
            "film.mkv has 3 tracks of subtitles: 2 (eng, SubRip) is read, not "
            "1 (fre, SubRip, forced), 3 (ger, SubRip); --subtitles track:NUMBER chooses another."
        )
    ]
    read(Film(path, note=notes.append), "de")
    assert len(notes) == 1


def test_an_empty_track_is_refused(subtitle_files, tmp_path):
    path = subtitle_files.movie(tmp_path / "film.mkv", subtitle_files.Track(captions=()))
    with pytest.raises(MediaError, match=r"its track of subtitles 1 \(SubRip\) is empty"):
        read(Film(path), "")


def test_without_a_movie_there_is_no_track():
    with pytest.raises(ScriptError, match="track:eng: is a track inside a movie; name the movie"):
        read(Film(), "eng")
