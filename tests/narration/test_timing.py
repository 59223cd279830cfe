"""How long a narrator takes, on drawn clips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from adtool.errors import UnavailableError
from adtool.narration import timing
from adtool.narration.narrator import Group, Offer, Seen, ShownClip, View
from adtool.narration.timing import Timing, estimate, memory_needed, seconds_a_clip
from adtool.progress import SILENT
from adtool.settings import ModelSettings


class Watch:
    """A clock that goes on only when somebody works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Working:
    """A narrator for whom every clip takes so long, in the first round and in the others."""

    name = "working"

    def __init__(self, watch: Watch, seconds: Sequence[float], view: View) -> None:
        self.watch, self.seconds, self.view = watch, iter(seconds), view
        self.shown: list[ShownClip] = []
        self.groups: list[Group] = []

    def see(self, clips: Sequence[ShownClip], progress: object) -> Seen:
        self.shown, self.pace = list(clips), next(self.seconds)
        self.watch.now += self.pace * len(self.shown) / 2
        return Seen(notes=["note"] * len(self.shown))

    def narrate(self, group: Group, progress: object) -> list[Offer]:
        self.groups.append(group)
        self.watch.now += self.pace * len(group.clips) / 2
        return [Offer()] * len(group.clips)


SIMPLE = View(frames=3, short_side=18, window=4, characters=2)
FULL = View(
    frames=2, short_side=18, window=2, characters=2, shots=True, faces=True, context=2, words=False
)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    clock = Watch()
    monkeypatch.setattr("time.perf_counter", clock)
    return clock


def test_seeing_and_narrating_count_and_a_slow_first_round_is_enough(watch: Watch) -> None:
    narrator: Any = Working(watch, [30.0], SIMPLE)
    assert estimate(narrator) == Timing("working", 4, 30.0)
    assert len(narrator.groups) == 1


def test_a_quick_first_round_only_warms_up(watch: Watch) -> None:
    narrator: Any = Working(watch, [1.0, 0.5], SIMPLE)
    assert seconds_a_clip(narrator) == 0.5
    assert len(narrator.groups) == 2


@pytest.mark.parametrize(("seconds", "rounds"), [(2.4, 2), (2.5, 1)])
def test_a_round_of_ten_seconds_is_slow(watch: Watch, seconds: float, rounds: int) -> None:
    narrator: Any = Working(watch, [seconds, seconds], SIMPLE)
    estimate(narrator)
    assert len(narrator.groups) == rounds


def test_an_hour_has_three_hundred_clips() -> None:
    assert Timing("x", 4, 2.0).minutes_an_hour == 10.0


def test_clips_are_shown_as_a_film_has_them(watch: Watch) -> None:
    narrator: Any = Working(watch, [30.0], FULL)
    estimate(narrator)
    first, second = narrator.shown
    assert [picture.shape for picture in first.frames] == [(18, 32, 3)] * 2
    assert first.clip.start <= first.times[0] < first.times[1] < first.clip.end
    assert [frame.shot for frame in first.before] == [0, 0, 1, 1]
    assert [frame.shot for frame in first.after] == [3, 3, 4, 4]
    assert first.shots is not None
    assert [shot.start for shot in first.shots.inside] == [first.clip.start]
    assert (len(first.shots.before), len(first.shots.after)) == (2, 2)
    assert first.clip.end <= second.clip.start
    group = narrator.groups[0]
    assert all(budget > 0 for budget in group.budgets)
    assert (len(group.dialogue), len(group.characters)) == (2, 2)
    assert group.present.shape == (2, 2)


def test_who_asks_for_no_shots_is_shown_none(watch: Watch) -> None:
    narrator: Any = Working(watch, [30.0], SIMPLE)
    estimate(narrator)
    assert {(one.shots, len(one.before), len(one.after)) for one in narrator.shown} == {
        (None, 0, 0)
    }


def test_of_a_large_window_no_more_than_sixteen_clips_are_timed(watch: Watch) -> None:
    narrator: Any = Working(watch, [30.0], View(1, 8, 100, 0))
    assert estimate(narrator).clips == timing.AT_ONCE == 16


def test_a_real_narrator_is_timed(model_folder: Path) -> None:
    from adtool.narration.distinctad import find

    narrator = find(ModelSettings(model=str(model_folder), device="cpu"))()
    timed = estimate(narrator, SILENT)
    assert timed.clips == 2
    assert timed.seconds > 0


def test_memory_is_that_of_the_models_folder_and_none_without_one(
    tmp_path: Path, vlm_files: dict[str, bytes]
) -> None:
    for name, content in vlm_files.items():
        (tmp_path / name).write_bytes(content)
    assert memory_needed(ModelSettings(model=str(tmp_path))) == 800_500_000
    assert memory_needed(ModelSettings(model="spotting")) == 0
    assert memory_needed(ModelSettings(model="http://127.0.0.1:1/v1")) == 0
    with pytest.raises(UnavailableError):
        memory_needed(ModelSettings(model="./nothing"))
