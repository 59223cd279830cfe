from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import adtool.gaps.survey
from adtool.cast.character import Cast, Character
from adtool.english.reading_time import count_words
from adtool.errors import CheckpointError, GapsError, MediaError, OutputError, UnavailableError
from adtool.gaps.report import GapReport
from adtool.media.video_cursor import VideoCursor
from adtool.model.distinctad import DistinctAD
from adtool.model.domain import Domain
from adtool.narration.distinctad import DistinctADNarrator
from adtool.narration.fitting import NO_FRAMES
from adtool.pipeline import describe, plan
from adtool.progress import Stage
from adtool.scripts import format_text
from adtool.settings import GapSettings, ModelSettings, Settings
from adtool.timeline import Gap, Script, Span

SETTINGS = Settings(
    gaps=GapSettings(longest_clip=4000), model=ModelSettings(beams=3, max_tokens=2, batch=4)
)


@pytest.fixture(scope="session")
def narrator(model_folder: Path) -> DistinctADNarrator:
    return DistinctADNarrator(DistinctAD.from_pretrained(model_folder), SETTINGS.model)


@pytest.fixture(autouse=True)
def speech(monkeypatch: pytest.MonkeyPatch) -> list[Span]:
    """Stand in for the detector: what the list holds is heard, and every hearing is counted."""
    spans = [Span(4_000, 5_500)]

    def detect(audio: object, *_: object, **__: object) -> tuple[Span, ...]:
        heard.append(audio)
        return tuple(spans)

    heard: list[object] = []
    monkeypatch.setattr(adtool.gaps.survey, "hear", detect)
    return spans


class Told:
    """Keeps what it is told; may stop the run at a stage."""

    def __init__(self, stop_at: str = "", after: float = 0) -> None:
        self.stages: dict[str, float] = {}
        self.totals: dict[str, float | None] = {}
        self.notes: list[str] = []
        self.stop_at, self.after = stop_at, after

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        self.stages[name], self.totals[name] = 0, total
        told = self

        class Counting:
            def advance(self, amount: float = 1) -> None:
                told.stages[name] += amount
                if name == told.stop_at and told.stages[name] >= told.after:
                    raise KeyboardInterrupt

        yield Counting()

    def note(self, message: str) -> None:
        self.notes.append(message)


def as_written(script: Script) -> str:
    return format_text(script, "json")


def as_drafted(script: Script) -> str:
    """Return a script without what it has cost: a run that was stopped decodes more frames."""
    return as_written(replace(script, metadata={**script.metadata, "decoding": None}))


def test_every_line_stands_in_a_gap_and_can_be_spoken(
    make_film: Callable[..., Path], narrator: DistinctADNarrator
) -> None:
    script = describe(make_film(sound=True), SETTINGS, narrator=narrator)
    assert script.lines
    assert script.movie == "film.mp4"
    assert abs(script.duration - 20_000) < 200
    for line in script.lines:
        assert not line.span.overlaps(Span(3_750, 5_750))
        assert line.clip is not None
        assert line.clip.start <= line.start < line.end <= line.clip.end
        assert line.span.duration >= 60_000 / 160 * count_words(line.text)
        assert line.candidates
    gaps = {clip.gap for clip in [line.clip for line in script.lines] if clip}
    assert gaps <= {Gap(0, 3_750), Gap(5_750, script.duration)}


def test_the_metadata_say_how_the_script_was_made(
    make_film: Callable[..., Path], model_folder: Path
) -> None:
    settings = replace(SETTINGS, model=replace(SETTINGS.model, model=str(model_folder)))
    cast = Cast("Snow", (Character("Anna", "A. Actor"), Character("Tom")))
    script = describe(make_film(sound=True), settings, cast=cast)
    metadata = script.metadata
    assert metadata["names"] == ["Anna", "Tom"]
    assert metadata["warnings"] == []
    assert metadata["model"]["name"] == str(model_folder)  # type: ignore[index]
    assert metadata["speech"]["speech"] == "pyannote"  # type: ignore[index]
    used = metadata["settings"]["model"]  # type: ignore[index]
    assert (used["frames"], used["window"], used["beams"]) == (2, 2, 3)


def test_of_a_part_only_its_clips_are_described(
    make_film: Callable[..., Path], narrator: DistinctADNarrator
) -> None:
    film = make_film(sound=True)
    script = describe(film, SETTINGS, narrator=narrator, part=Span(7_000, 12_500))
    clips = [one.clip for one in (*script.lines, *script.omissions)]
    # Heard from 2 s on, so that what is heard after 4 s is at 6 s of the film.
    assert {clip.gap for clip in clips if clip} == {Gap(7_750, 12_500)}
    assert script.metadata["part"] == [7.0, 12.5]
    late = describe(film, SETTINGS, narrator=narrator, part=Span(15_000, 10**9))
    assert late.metadata["part"] == [15.0, script.duration / 1000]


def test_a_part_after_the_end_is_refused_with_the_times(
    make_film: Callable[..., Path], narrator: DistinctADNarrator
) -> None:
    film, fault = (
        make_film(sound=True),
        r"film\.mp4: ends at 0:00:20, before the part .*\(0:01:30\)",
    )
    with pytest.raises(MediaError, match=fault):
        describe(film, SETTINGS, narrator=narrator, part=Span(90_000, 95_000))


def test_a_plan_has_the_clips_that_describing_gets_and_nothing_is_narrated(
    make_film: Callable[..., Path], narrator: DistinctADNarrator, tmp_path: Path
) -> None:
    film, work = make_film(sound=True), tmp_path / "work"
    planned = plan(film, SETTINGS, narrator=narrator, work=work, part=Span(7_000, 18_000))
    kept = {path.name.partition("-")[0] for path in work.rglob("*-*")}
    assert kept == {"speech", "shots"}
    script = describe(film, SETTINGS, narrator=narrator, work=work, part=Span(7_000, 18_000))
    clips = sorted(one.clip for one in (*script.lines, *script.omissions) if one.clip)
    assert list(planned.clips) == clips
    assert (planned.movie, planned.model, planned.memory) == ("film.mp4", narrator.name, 0)
    assert planned.seconds_a_clip > 0


def test_no_more_names_than_asked_for_are_offered(
    make_film: Callable[..., Path], narrator: DistinctADNarrator
) -> None:
    fewer = DistinctADNarrator(narrator.model, replace(SETTINGS.model, names=1))
    cast = Cast("", (Character("Anna"), Character("Tom")))
    script = describe(make_film(seconds=4), SETTINGS, cast=cast, narrator=fewer)
    assert script.metadata["names"] == ["Anna"]


def test_a_film_without_sound_is_one_long_gap(
    make_film: Callable[..., Path], narrator: DistinctADNarrator
) -> None:
    told = Told()
    script = describe(make_film(), SETTINGS, narrator=narrator, progress=told)
    notice = "film.mp4 has no sound: all of it is one gap."
    assert told.notes == [notice]
    assert script.metadata["warnings"] == [notice]
    clips = [line.clip for line in script.lines] + [o.clip for o in script.omissions]
    assert {clip.gap for clip in clips if clip} == {Gap(0, script.duration)}


def test_a_film_without_a_gap_has_an_empty_script_and_a_notice(
    make_film: Callable[..., Path],
    narrator: DistinctADNarrator,
    speech: list[Span],
) -> None:
    speech[:] = [Span(0, 30_000)]
    told = Told()
    script = describe(make_film(sound=True), SETTINGS, narrator=narrator, progress=told)
    assert (script.lines, script.omissions) == ((), ())
    assert told.notes == ["film.mp4 has no gap of 2 s or more."]
    assert format_text(script, "srt") == ""


def test_a_film_without_pictures_is_refused(make_film: Callable[..., Path]) -> None:
    with pytest.raises(MediaError, match="has no video: there is nothing to describe"):
        describe(make_film("a.mp4", video=False, sound=True), SETTINGS)


def test_a_missing_model_is_said_before_the_work(
    make_film: Callable[..., Path], tmp_path: Path
) -> None:
    told = Told()
    film = make_film()
    for name, error in [("./no/model/here", UnavailableError), (str(film), CheckpointError)]:
        settings = replace(SETTINGS, model=ModelSettings(model=name))
        with pytest.raises(error):
            describe(film, settings, progress=told)
    with pytest.raises(OutputError):
        describe(film, SETTINGS, work=film)
    assert told.stages == {}


def test_gaps_that_are_given_are_taken_as_far_as_the_film_goes(
    make_film: Callable[..., Path], narrator: DistinctADNarrator
) -> None:
    gaps = (Gap(1_000, 4_000), Gap(18_000, 20_400))
    known = GapReport("other.mp4", 20_400, (), gaps, {"by": "hand"})
    script = describe(make_film(sound=True), SETTINGS, gaps=known, narrator=narrator)
    clips = [line.clip for line in script.lines] + [o.clip for o in script.omissions]
    found = {(clip.gap.start, clip.gap.end) for clip in clips if clip}
    assert found <= {(1_000, 4_000), (18_000, script.duration)}
    assert script.metadata["speech"] == {"by": "hand"}


@pytest.mark.parametrize("duration", [0, 1_000, 19_499, 20_501, 60_000])
def test_gaps_of_another_film_are_refused_before_the_work(
    make_film: Callable[..., Path], narrator: DistinctADNarrator, tmp_path: Path, duration: int
) -> None:
    known = GapReport("other.mp4", duration, (), (Gap(0, duration),), path=Path("gaps.json"))
    told, film, work = Told(), make_film(), tmp_path / "work"
    with pytest.raises(
        GapsError, match=r"^gaps\.json: has the gaps of another movie: other\.mp4 is"
    ):
        describe(film, SETTINGS, gaps=known, narrator=narrator, work=work, progress=told)
    assert (told.stages, work.exists()) == ({}, False)


def test_subtitles_are_taken_for_the_speech(
    make_film: Callable[..., Path],
    narrator: DistinctADNarrator,
    tmp_path: Path,
) -> None:
    (tmp_path / "film.srt").write_text("1\n00:00:02,000 --> 00:00:18,500\nBla.\n")
    script = describe(
        make_film(sound=True), SETTINGS, subtitles=tmp_path / "film.srt", narrator=narrator
    )
    clips = [line.clip for line in script.lines] + [o.clip for o in script.omissions]
    assert all(clip and not clip.overlaps(Span(2_000, 18_500)) for clip in clips)


def test_clips_without_a_frame_are_left_out_with_the_reason(
    make_film: Callable[..., Path],
    narrator: DistinctADNarrator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(VideoCursor, "at", lambda *_: None)
    monkeypatch.setattr(VideoCursor, "onward", lambda *_: iter(()))
    script = describe(make_film(seconds=8), SETTINGS, narrator=narrator)
    assert script.lines == ()
    assert {omission.reason for omission in script.omissions} == {NO_FRAMES}
    assert "have no frame that could be read" in str(script.metadata["warnings"])


def test_frames_unlike_the_models_world_draw_a_warning(
    make_film: Callable[..., Path], model_folder: Path
) -> None:
    import torch

    model = DistinctAD.from_pretrained(model_folder)
    narrator = DistinctADNarrator(model, SETTINGS.model)
    told = Told()
    for threshold, unlike in [(1e9, False), (1e-9, True)]:
        model.domain = Domain(torch.zeros(16), torch.eye(16), threshold)
        script = describe(make_film(seconds=6), SETTINGS, narrator=narrator, progress=told)
        warnings = str(script.metadata["warnings"])
        assert ("looks unlike anything" in warnings) == unlike
    assert "--model" in warnings
    assert warnings.count("adtool train") == 1


def test_an_interrupted_run_goes_on_and_ends_like_an_unbroken_one(
    make_film: Callable[..., Path],
    narrator: DistinctADNarrator,
    tmp_path: Path,
) -> None:
    film = make_film(seconds=30, sound=True)
    unbroken = as_drafted(describe(film, SETTINGS, narrator=narrator))
    work = tmp_path / "work"
    stops = {"Looking through gaps": 12, "Looking at clips": 3, "Describing clips": 3}
    for stage, after in stops.items():
        told = Told(stage, after)
        with pytest.raises(KeyboardInterrupt):
            describe(film, SETTINGS, narrator=narrator, work=work, progress=told)
    told = Told()
    again = describe(film, SETTINGS, narrator=narrator, work=work, progress=told)
    assert as_drafted(again) == unbroken
    assert told.stages["Looking at clips"] == told.totals["Looking at clips"]
    assert told.stages["Describing clips"] == told.totals["Describing clips"]
    assert "Looking through gaps" not in told.stages


def test_a_finished_run_is_not_done_again(
    make_film: Callable[..., Path],
    narrator: DistinctADNarrator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    film = make_film()
    first = describe(film, SETTINGS, narrator=narrator, work=tmp_path / "work")

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("done again")

    with monkeypatch.context() as patch:
        patch.setattr("adtool.gaps.of_movie.detect", fail)
        patch.setattr("adtool.narration.distinctad.encode_frames", fail)
        patch.setattr(DistinctAD, "narrate", fail)
        again = describe(film, SETTINGS, narrator=narrator, work=tmp_path / "work")
        assert as_written(again) == as_written(first)
        slower = replace(SETTINGS, fitting=replace(SETTINGS.fitting, rate=100))
        describe(film, slower, narrator=narrator, work=tmp_path / "work")
        with pytest.raises(AssertionError, match="done again"):
            describe(film, SETTINGS, narrator=narrator, work=tmp_path / "work", fresh=True)


def test_another_model_does_not_take_what_was_kept_for_the_first(
    make_film: Callable[..., Path], model_folder: Path, tmp_path: Path
) -> None:
    import torch

    film, work = make_film(seconds=12), tmp_path / "work"
    model = DistinctAD.from_pretrained(model_folder)
    describe(film, SETTINGS, narrator=DistinctADNarrator(model, SETTINGS.model), work=work)
    with torch.no_grad():
        model.projection.weight.mul_(-1)
    narrator = DistinctADNarrator(model, SETTINGS.model)
    second = as_written(describe(film, SETTINGS, narrator=narrator, work=work))
    assert second == as_written(describe(film, SETTINGS, narrator=narrator))
