"""Where a film's time goes: what a minute of it takes, for all of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from adtool.doctor import film_time as module
from adtool.doctor.film_time import Advice, FilmTime, film_time, middle
from adtool.errors import MediaError
from adtool.narration.loader import NarratorLoader
from adtool.progress import SILENT
from adtool.settings import ModelSettings, Settings
from adtool.timeline import Span

FILM = Path("film.mp4")


def info(duration):
    """Stand in for what is known of the film."""
    return SimpleNamespace(path=FILM, duration=duration, video="h264")


@pytest.fixture
def ten_minutes(monkeypatch):
    """A film of ten minutes, whose describing is slow at first, and quicker with silero."""
    clock, asked = [0.0], []

    def describe(movie, settings, *, narrator, part, progress):
        asked.append((settings, part))
        clock[0] += 8.0 if len(asked) == 1 else 0.0  # loading
        with progress.stage("Loading pyannote"):
            clock[0] += 1.0
        with progress.stage("Finding speech", 60):
            clock[0] += 3.0 if settings.speech.detector == "pyannote" else 0.5
        with progress.stage("Describing clips", 4):
            clock[0] += 2.0

    monkeypatch.setattr(module, "describe", describe)
    monkeypatch.setattr(module, "probe", lambda path: info(600_000))
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    return asked


def measured(settings=None):
    settings = settings or Settings(model=ModelSettings(beams=5))
    return film_time(FILM, settings, NarratorLoader(settings.model), SILENT)


def test_a_minutes_stages_are_taken_for_every_minute_and_loading_once(ten_minutes):
    found = measured()
    assert found.stages == {"Finding speech": 30.0, "Describing clips": 20.0}
    assert found.once == 9.0
    assert found.seconds == 59.0
    assert {part for _, part in ten_minutes} == {Span(270_000, 330_000)}


def test_only_what_saves_is_advised_with_what_it_saves(ten_minutes):
    assert measured().advice == (
        Advice("--subtitles, the dialogue's own", 30.0),
        Advice("--speech silero, a lighter detector that errs more", 25.0),
    )
    assert [settings.model.beams for settings, _ in ten_minutes] == [5, 5, 5, 1]


def test_what_is_so_already_is_not_tried(ten_minutes):
    silero = Settings(model=ModelSettings(beams=1))
    silero = module.FASTER["--speech silero, a lighter detector that errs more"](silero)
    assert [one.what for one in measured(silero).advice] == ["--subtitles, the dialogue's own"]
    assert len(ten_minutes) == 2


def test_it_is_said_a_line_each_the_longest_stage_first():
    stages = {"Describing clips": 100.0, "Finding speech": 3000.0}
    advice = (Advice("--subtitles, the dialogue's own", 3000.0),)
    found = FilmTime("film.mp4", 7_200_000, Span(3_570_000, 3_630_000), 12.4, stages, advice)
    assert found.lines() == [
        "film.mp4, 2:00:00: about 52 min.",
        "  Measured on 0:59:30 to 1:00:30, as if all of it were like that.",
        "  loading, once: 12 s",
        "  finding speech: 50 min",
        "  describing clips: 2 min",
        "  --subtitles, the dialogue's own: saves 50 min",
    ]


def test_a_film_under_a_minute_is_measured_whole():
    assert middle(info(9_000)) == Span(0, 9_000)


def test_what_is_no_movie_is_one_line(tmp_path):
    (tmp_path / "a.mp4").write_text("no")
    with pytest.raises(MediaError, match=r"a\.mp4: cannot be read as a movie"):
        film_time(tmp_path / "a.mp4", Settings(), NarratorLoader(ModelSettings()), SILENT)
