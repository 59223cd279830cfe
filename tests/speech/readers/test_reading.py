"""One look-up for whatever ``--subtitles`` names."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.cues import Cue
from adtool.speech.readers.film import Film
from adtool.speech.readers.reading import read_cues

TEXT = [Cue(1, 5, 6, "", ("text",))]


def read_text(content, path, note):
    return TEXT


def test_text_of_no_known_kind_is_read_as_subrip_or_webvtt(tmp_path):
    (tmp_path / "film.srt").write_text("anything")
    assert read_cues(tmp_path / "film.srt", Film(), read_text).cues == tuple(TEXT)


def test_another_format_is_read_by_its_reader(tmp_path):
    (tmp_path / "film.srt").write_text("{1}{1}25\n{25}{50}Hello")
    assert read_cues(tmp_path / "film.srt", Film(), read_text).cues[0].text == ("Hello",)


def test_a_track_is_read_from_the_film(subtitle_files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    film = subtitle_files.movie(Path("film.mkv"), subtitle_files.Track())
    assert read_cues(Path("track"), Film(film), read_text).cues[0].text == ("Hello.",)
    Path("track").write_text("a file of that name comes first")
    assert read_cues(Path("track"), Film(film), read_text).cues == tuple(TEXT)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(ScriptError, match="there is no such file"):
        read_cues(tmp_path / "film.srt", Film(), read_text)
