"""The gaps and clips of one run: what is kept, what is asked for, and what the user is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adtool.errors import ScriptError
from adtool.gaps import of_movie
from adtool.gaps.of_movie import cut_gaps, find_gaps_of_movie, find_pauses, take_gaps
from adtool.gaps.report import GapReport
from adtool.gaps.survey import Speech
from adtool.media import AudioStream, MediaInfo, probe
from adtool.media.clip_frames import Frames
from adtool.media.tracks import Track
from adtool.progress import SILENT, Progress
from adtool.settings import GapSettings, SpeechSettings
from adtool.timeline import Clip, Gap, Span
from adtool.work import JSON, Run, WorkFolder

INFO = MediaInfo(Path("film.mp4"), "mp4", 20_000, None, None)
SUBTITLES = "1\n00:00:02,000 --> 00:00:04,000\nBla.\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(INFO, WorkFolder(tmp_path / "work"), SILENT)


@pytest.fixture
def detected(monkeypatch: pytest.MonkeyPatch) -> list[SpeechSettings]:
    """Stand in for the detector: speech from 5 s to 6 s, a note, and every call counted."""
    calls: list[SpeechSettings] = []

    def detect(
        info: MediaInfo, settings: SpeechSettings, *, progress: Progress, loaded: Any, **_: object
    ) -> Speech:
        calls.append(settings)
        loaded()
        progress.note("2 damaged packets.")
        return Speech((Span(5_000, 6_000),), {"speech": settings.detector})

    monkeypatch.setattr(of_movie, "detect", detect)
    return calls


def find(
    run: Run, speech: SpeechSettings | None = None, subtitles: Path | None = None
) -> GapReport:
    settings = speech or SpeechSettings()
    return find_gaps_of_movie(
        run, settings, GapSettings(), subtitles=subtitles, loaded=lambda: None
    )


def test_speech_is_found_once_and_what_was_noted_is_told_again(
    run: Run, detected: list[SpeechSettings]
) -> None:
    first = find(run)
    assert first.gaps == (Gap(0, 4_750), Gap(6_250, 20_000))
    again = Run(INFO, run.work, SILENT)
    assert find(again) == first
    assert len(detected) == 1
    assert run.warnings == again.warnings == ["2 damaged packets."]


def test_other_settings_of_the_detector_are_another_search(
    run: Run, detected: list[SpeechSettings]
) -> None:
    find(run)
    find(run, SpeechSettings(onset=0.4))
    find(run, SpeechSettings(whisper_model="large"))  # pyannote does not ask for it
    assert [settings.onset for settings in detected] == [0.3, 0.4]


def test_another_audio_track_is_another_search_and_is_told_each_time(
    run: Run, detected: list[SpeechSettings]
) -> None:
    tracks = tuple(Track(number, number, "eng", "", "aac", 2, "") for number in (1, 2))

    def heard(index: int, asked: str) -> Run:
        audio = AudioStream(index, "aac", 48_000, 2, 0)
        info = replace(INFO, audio=audio, tracks=tracks, asked=asked)
        again = Run(info, run.work, SILENT)
        find(again)
        return again

    first = heard(1, "")
    assert "1 (eng, stereo) is heard, not 2 (eng, stereo)" in first.warnings[0]
    assert heard(1, "").warnings == first.warnings
    assert heard(1, "1").warnings == ["2 damaged packets."]  # the same, by number
    assert len(detected) == 1
    heard(2, "2")
    assert len(detected) == 2


def test_a_part_is_another_search_and_is_kept_by_itself(
    run: Run, detected: list[SpeechSettings]
) -> None:
    def found(part: Span | None) -> tuple[Gap, ...]:
        return find_gaps_of_movie(
            run,
            SpeechSettings(),
            GapSettings(),
            subtitles=None,
            loaded=lambda: None,
            part=part,
        ).gaps

    for _ in range(2):
        assert found(None) == (Gap(0, 4_750), Gap(6_250, 20_000))
        assert found(Span(1_000, 9_000)) == (Gap(1_000, 4_750), Gap(6_250, 9_000))
        assert found(Span(1_000, 9_001)) == (Gap(1_000, 4_750), Gap(6_250, 9_001))
    assert len(detected) == 3


def test_the_narrator_is_told_when_the_detector_is_loaded(
    run: Run, detected: list[SpeechSettings]
) -> None:
    told: list[int] = []
    find_gaps_of_movie(
        run, SpeechSettings(), GapSettings(), subtitles=None, loaded=lambda: told.append(1)
    )
    assert told == [1]


def test_subtitles_count_by_their_name_and_content(
    run: Run, detected: list[SpeechSettings], tmp_path: Path
) -> None:
    path = tmp_path / "film.srt"
    path.write_text(SUBTITLES)
    find(run, subtitles=path)
    find(run, SpeechSettings(onset=0.4), path)  # nobody listens
    assert len(detected) == 1
    path.write_text(SUBTITLES.replace("02,000", "01,000"))
    find(run, subtitles=path)
    assert len(detected) == 2
    with pytest.raises(ScriptError, match="there is no such file"):
        find(run, subtitles=tmp_path / "none.srt")


def test_a_movie_without_a_gap_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Speech((Span(0, 20_000),), {})
    monkeypatch.setattr(of_movie, "detect", lambda *_, **__: whole)
    assert find(run).gaps == ()
    assert run.warnings == ["film.mp4 has no gap of 2 s or more."]


def given(*gaps: Gap) -> GapReport:
    return GapReport("film.mp4", 60_000, (), gaps, {"by": "hand"})


@pytest.mark.parametrize(
    ("gaps", "taken"),
    [
        ([Gap(0, 5_000), Gap(15_000, 20_000)], [Gap(0, 5_000), Gap(15_000, 20_000)]),
        ([Gap(15_000, 20_001)], [Gap(15_000, 20_000)]),
        ([Gap(1_000, 2_000), Gap(20_000, 20_400)], [Gap(1_000, 2_000)]),
        ([Gap(19_999, 20_500)], [Gap(19_999, 20_000)]),
    ],
)
def test_gaps_that_are_given_are_taken_as_far_as_the_movie_goes(
    run: Run, gaps: list[Gap], taken: list[Gap]
) -> None:
    found = take_gaps(run, given(*gaps))
    assert list(found.gaps) == taken
    assert found.method == {"by": "hand"}
    assert run.warnings == []


def test_of_gaps_that_are_given_those_in_a_part_are_taken(run: Run) -> None:
    gaps = given(Gap(0, 5_000), Gap(15_000, 20_000))
    assert take_gaps(run, gaps, Span(4_000, 16_000)).gaps == (
        Gap(4_000, 5_000),
        Gap(15_000, 16_000),
    )
    assert take_gaps(run, gaps, Span(5_000, 15_000)).gaps == ()
    assert run.warnings == ["No gap was given for film.mp4."]


def test_no_gap_inside_the_movie_is_told(run: Run) -> None:
    assert take_gaps(run, given()).gaps == ()
    assert run.warnings == ["No gap was given for film.mp4."]
    assert take_gaps(run, given(Gap(30_000, 40_000))).gaps == ()
    assert run.warnings[-1] == "No gap was given for film.mp4."


class Viewer:
    """Keeps when the frames are that each group shows; may be stopped at a clip."""

    def __init__(self, work: WorkFolder, stop: int | None = None) -> None:
        self.group, self.frames, self.short_side = 2, 2, 24
        self.work, self.stop = work, stop
        self.taken: list[list[int]] = []

    def has(self, clips: Sequence[Clip]) -> bool:
        return self.work.kept("viewed", [clip.start for clip in clips], JSON) is not None

    def take(self, clips: Iterable[tuple[Clip, Frames]]) -> None:
        starts: list[int] = []
        for clip, frames in clips:
            if clip.start == self.stop:
                raise KeyboardInterrupt
            assert all(picture is not None for picture in frames.read(clip.frame_times(2)))
            starts.append(clip.start)
        self.taken.append(starts)
        self.work.put("viewed", starts, starts, JSON)


SHORT = GapSettings(longest_clip=4_000)
ITEMS = (Gap(0, 3_000), Gap(3_500, 18_000))


@pytest.fixture
def filmed(make_film: Callable[..., Path], tmp_path: Path) -> Callable[[], Run]:
    """Return runs on a film of shots of two seconds, all with one work folder."""
    info = probe(make_film("film.mp4", 20))
    return lambda: Run(info, WorkFolder(tmp_path / "work"), SILENT)


def cut(run: Run, viewer: Viewer | None = None) -> tuple[Clip, ...]:
    pause = Clip(3_000, 3_500, Gap(3_000, 3_000))
    viewers = [viewer] if viewer else []
    return cut_gaps(run, ITEMS, SHORT, pausing=[pause], viewers=viewers)


def test_clips_are_viewed_in_order_while_they_are_cut_and_never_again(
    filmed: Callable[[], Run],
) -> None:
    run = filmed()
    viewer = Viewer(run.work)
    clips = cut(run, viewer)
    assert [clip.start for clip in clips] == [start for group in viewer.taken for start in group]
    assert {clip.end for clip in clips[2:]} <= {*range(4_000, 18_000, 2_000), 18_000}
    assert run.tally.frames <= 1.05 * 180  # ten a second
    again, viewer = filmed(), Viewer(run.work)
    assert cut(again, viewer) == clips
    assert (viewer.taken, again.tally.frames) == ([], 0)
    assert cut(again) == clips


def test_a_stopped_run_goes_on_with_the_clip_and_the_group_that_it_had_come_to(
    filmed: Callable[[], Run],
) -> None:
    whole = cut(Run(filmed().info, WorkFolder(None), SILENT))
    stopped = filmed()
    with pytest.raises(KeyboardInterrupt):
        cut(stopped, Viewer(stopped.work, whole[5].start))
    run = filmed()
    viewer = Viewer(run.work)
    assert cut(run, viewer) == whole
    assert [clip.start for clip in whole[4:]] == [start for one in viewer.taken for start in one]
    assert 0 < run.tally.frames < 0.75 * 180


def test_clips_that_are_known_are_viewed_without_looking_for_cuts(
    filmed: Callable[[], Run],
) -> None:
    run = filmed()
    clips, known = cut(run), run.tally.frames
    viewer = Viewer(run.work)
    assert cut(run, viewer) == clips
    assert sum(map(len, viewer.taken)) == len(clips)
    assert run.tally.frames > known


def test_no_movie_is_opened_where_no_gap_is_long(run: Run) -> None:
    fits = Gap(0, 8_000)
    assert cut_gaps(run, [fits], GapSettings()) == (Clip(0, 8_000, fits),)
    assert cut_gaps(run, [], GapSettings()) == ()


def test_shots_of_dialogue_are_looked_for_once_where_the_film_should_pause(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[list[Span]] = []

    def changes(path: Path, spans: Sequence[Span], **_: object) -> tuple[int, ...]:
        searched.append(list(spans))
        return (9_000,)

    monkeypatch.setattr(of_movie, "shot_changes", changes)
    found = GapReport("film.mp4", 20_000, (Span(0, 6_000), Span(6_500, 20_000)), ())
    for _ in range(2):
        clips = find_pauses(run, found, GapSettings(), 6)
    assert clips == (Clip(6_000, 9_000, Gap(6_000, 6_000)),)
    assert searched == [[Span(0, 20_000)]]


def test_a_film_whose_gaps_are_near_has_no_pause(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_movie, "shot_changes", lambda *_, **__: pytest.fail("looked"))
    gaps = (Gap(0, 4_750), Gap(6_250, 20_000))
    found = GapReport("film.mp4", 20_000, (Span(5_000, 6_000),), gaps)
    assert find_pauses(run, found, GapSettings(), 2) == ()
