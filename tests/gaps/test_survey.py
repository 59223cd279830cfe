"""A movie to its speech and gaps."""

from contextlib import contextmanager

import av
import numpy as np
import pytest

from adtool import speech
from adtool.errors import MediaError, ScriptError
from adtool.gaps.survey import detect, report, survey
from adtool.media import probe
from adtool.progress import SILENT
from adtool.settings import GapSettings, SpeechSettings
from adtool.timeline import Gap, Span

SETTINGS = SpeechSettings("loudness")


def loudness(settings):
    """Load a detector that takes every half second with a loud sample in it for speech."""

    def detect(samples):
        halves = [samples[at : at + 8000] for at in range(0, len(samples), 8000)]
        return [(i / 2, i / 2 + 0.5) for i, half in enumerate(halves) if np.abs(half).max() > 0.2]

    return detect


@pytest.fixture(autouse=True)
def loud(monkeypatch):
    monkeypatch.setitem(speech.DETECTORS, "loudness", speech.Entry(loudness))


class Listener:
    def __init__(self):
        self.notes, self.stages = [], []

    @contextmanager
    def stage(self, name, total=None):
        self.stages.append((name, total))
        with SILENT.stage(name, total) as stage:
            yield stage

    def note(self, message):
        self.notes.append(message)


@pytest.fixture
def movie(tmp_path):
    """Make a sound file of some seconds in which "somebody speaks" in the given stretches."""

    def make(seconds, *stretches):
        samples = np.zeros(seconds * 16_000, np.int16)
        for start, end in stretches:
            samples[round(start * 16_000) : round(end * 16_000)] = 20_000
        path = tmp_path / "film.wav"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("pcm_s16le", rate=16_000, layout="mono")
            frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
            frame.sample_rate = 16_000
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make


@pytest.fixture
def silent_movie(tmp_path):
    """Make a video of six seconds without sound."""
    path = tmp_path / "silent.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=2, width=32, height=32)
        for _ in range(12):
            frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_what_is_heard_becomes_speech_and_gaps(movie):
    listener = Listener()
    report = survey(movie(10, (1, 2), (6, 7)), SETTINGS, progress=listener)
    assert report.movie == "film.wav"
    assert report.duration == 10_000
    assert report.speech == (Span(1_000, 2_000), Span(6_000, 7_000))
    assert report.gaps == (Gap(2_250, 5_750), Gap(7_250, 10_000))
    assert report.method["speech"] == "loudness"
    assert listener.stages == [("Loading loudness", None), ("Finding speech", 10.0)]
    assert listener.notes == []


def test_a_movie_without_sound_is_one_gap_and_a_notice(silent_movie):
    listener = Listener()
    report = survey(silent_movie, SETTINGS, progress=listener)
    assert report.gaps == (Gap(0, report.duration),)
    assert report.method["speech"] == "no sound"
    assert listener.notes == ["silent.mp4 has no sound: all of it is one gap."]


def test_a_movie_full_of_speech_has_no_gap_and_a_notice(movie):
    listener = Listener()
    report = survey(movie(5, (0, 5)), SETTINGS, progress=listener)
    assert report.gaps == ()
    assert listener.notes == ["film.wav has no gap of 2 s or more."]


def test_subtitles_are_taken_for_the_speech_and_the_sound_is_not_heard(movie, tmp_path):
    subtitles = tmp_path / "film.srt"
    subtitles.write_text(
        "1\n00:00:03,000 --> 00:00:04,000\nHi\n\n2\n00:00:09,500 --> 00:00:11,000\nBye\n"
    )
    listener = Listener()
    report = survey(movie(10, (1, 2)), SETTINGS, subtitles=subtitles, progress=listener)
    assert report.speech == (Span(3_000, 4_000), Span(9_500, 10_000))
    assert report.gaps == (Gap(0, 2_750), Gap(4_250, 9_250))
    assert report.method["speech"] == "subtitles"
    assert listener.stages == listener.notes == []


def test_subtitles_of_a_longer_movie_are_doubted(movie, tmp_path):
    subtitles = tmp_path / "other.srt"
    subtitles.write_text("00:00:03,000 --> 00:00:04,000\nHi\n\n00:00:30,000 --> 00:00:31,000\nHo\n")
    listener = Listener()
    survey(movie(10), SETTINGS, subtitles=subtitles, progress=listener)
    assert listener.notes == ["other.srt goes on after film.wav has ended: does it belong to it?"]


def test_subtitles_that_begin_long_after_the_movie_has_ended_are_refused(movie, tmp_path):
    subtitles = tmp_path / "other.srt"
    subtitles.write_text("00:30:03,000 --> 00:30:04,000\nHi\n")
    with pytest.raises(ScriptError, match="begins at 0:30:03 and the film ends at 0:00:10"):
        survey(movie(10), SETTINGS, subtitles=subtitles)


def test_subtitles_that_count_from_a_programmes_start_are_put_in_place(movie, tmp_path):
    subtitles = tmp_path / "film.srt"
    subtitles.write_text("10:00:03,000 --> 10:00:04,000\nHi\n")
    assert survey(movie(10), SETTINGS, subtitles=subtitles).speech == (Span(3_000, 4_000),)


def test_of_a_part_only_that_part_is_heard_and_its_gaps_lie_in_it(movie):
    info, part = probe(movie(40, (1, 2), (14, 15), (20, 21), (33, 34))), Span(16_000, 26_000)
    listener = Listener()
    spoken = detect(info, SETTINGS, progress=listener, part=part)
    # With 5 s of context on either side, but no more.
    assert spoken.spans == (Span(14_000, 15_000), Span(20_000, 21_000))
    assert listener.stages == [("Loading loudness", None), ("Finding speech", 20.0)]
    assert report(info, spoken, GapSettings(), listener, part).gaps == (
        Gap(16_000, 19_750),
        Gap(21_250, 26_000),
    )
    assert listener.notes == []


def test_a_part_without_a_gap_is_told(movie):
    info, part, listener = probe(movie(10, (3, 6))), Span(2_000, 6_500), Listener()
    spoken = detect(info, SETTINGS, part=part)
    assert report(info, spoken, GapSettings(), listener, part).gaps == ()
    assert listener.notes == ["This part of film.wav has no gap of 2 s or more."]


def test_the_settings_for_gaps_are_followed(movie):
    report = survey(movie(10, (1, 2)), SETTINGS, GapSettings(margin=0, minimum=1_000))
    assert report.gaps == (Gap(0, 1_000), Gap(2_000, 10_000))


def test_what_cannot_be_read_is_named(movie, tmp_path):
    with pytest.raises(MediaError, match=r"none\.mp4"):
        survey(tmp_path / "none.mp4", SETTINGS)
    with pytest.raises(ScriptError, match=r"none\.srt"):
        survey(movie(3), SETTINGS, subtitles=tmp_path / "none.srt")


@pytest.mark.parametrize(("over", "doubts"), [(10_000, 0), (10_001, 1)])
def test_subtitles_may_end_ten_seconds_after_the_movie(movie, tmp_path, over, doubts):
    subtitles = tmp_path / "film.srt"
    subtitles.write_text(f"1\n00:00:03,000 --> 00:00:{(10_000 + over) / 1000:06.3f}\nHi\n")
    listener = Listener()
    report = survey(movie(10), SETTINGS, subtitles=subtitles, progress=listener)
    assert len(listener.notes) == doubts
    assert report.speech == (Span(3_000, 10_000),)


def test_how_gaps_were_found_is_kept_in_seconds(movie):
    found = survey(movie(3), SETTINGS, GapSettings(margin=300, minimum=1_500)).method
    assert (found["margin"], found["minimum"]) == (0.3, 1.5)
    assert "onset" not in found  # this detector has no thresholds
    assert str(found["made_by"]).startswith("adtool ")


def test_damaged_packets_are_told_of(movie, monkeypatch):
    monkeypatch.setattr("adtool.gaps.survey.AudioReader", Damaged)
    listener = Listener()
    survey(movie(3), SETTINGS, progress=listener)
    assert listener.notes == [
        "film.wav: 2 damaged packets of sound were skipped; speech in them was not heard."
    ]


class Damaged:
    """Sound of which two packets are damaged."""

    skipped_packets = 2

    def __init__(self, path):
        self.path = path

    def __iter__(self):
        yield np.zeros(16_000, np.float32)


def test_speech_that_begins_where_the_movie_ends_is_left_out(movie, tmp_path):
    subtitles = tmp_path / "film.srt"
    subtitles.write_text("1\n00:00:10,000 --> 00:00:12,000\nHi\n")
    assert survey(movie(10), SETTINGS, subtitles=subtitles).speech == ()
