"""What the user is told of a movie before a narrator, and what comes back of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from adtool.cast.character import Character
from adtool.errors import MediaError
from adtool.media import probe
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Group, Offer, Seen, ShownClip, View
from adtool.narration.of_movie import narrate_movie
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings
from adtool.timeline import Candidate, Clip, Gap
from adtool.work import Run, WorkFolder

GAP = Gap(0, 14_000)


class Stranger:
    """A narrator that finds every movie as unlike its world as it was told to."""

    name, identity, drawn, encoder = "stranger", "stranger 1", False, None
    sight, wording = "eyes", "words"
    facts: dict[str, object] = {}  # noqa: RUF012
    settings = ModelSettings()
    view = View(frames=2, short_side=24, window=2, characters=1, portraits=True)

    def __init__(self, unlike: float | None = None) -> None:
        self.unlike = unlike
        self.looked = 0

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        rows = [[0 if one is None else 1 for one in clip.frames] for clip in clips]
        self.looked += len(rows)
        return Seen({"there": torch.tensor(rows)})

    def from_features(self, features: Tensor) -> Seen:
        raise NotImplementedError

    def portray(self, pictures: Sequence[np.ndarray]) -> Tensor:
        return torch.tensor([float(len(pictures))])

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        return self.unlike

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        faces = {name: int(face) for name, face in group.portraits.items()}
        return [Offer((Candidate(f"At {clip.start}, {faces}.", -0.5),)) for clip in group.clips]


@pytest.fixture
def run(make_film: Callable[..., Path], tmp_path: Path) -> Run:
    return Run(probe(make_film("film.mp4", 9)), WorkFolder(tmp_path / "work"), SILENT)


def narrations(*starts: int) -> list[ClipNarration]:
    return [ClipNarration(Clip(start, start + 2000, GAP)) for start in starts]


def test_every_clip_comes_back_with_its_wordings_and_nothing_is_warned_of(
    run: Run, tmp_path: Path
) -> None:
    Image.new("RGB", (20, 30)).save(tmp_path / "anna.png")
    cast = [Character("Anna", portraits=(tmp_path / "anna.png",)), Character("Tom")]
    given = narrations(0, 2000, 4000)
    found, known = narrate_movie(run, Stranger(), cast, given, rate=160)
    assert [one.clip for one in found] == [one.clip for one in given]
    assert [one.candidates for one in found] == [
        (Candidate(f"At {start}, {{'Anna': 1}}.", -0.5),) for start in (0, 2000, 4000)
    ]
    assert (known, run.warnings) == ({}, [])


def test_without_clips_the_narrator_is_asked_nothing(run: Run) -> None:
    narrator = Stranger(unlike=5.0)
    assert narrate_movie(run, narrator, [], [], rate=160) == ([], {})
    assert (narrator.looked, run.warnings) == (0, [])


def test_clips_without_any_frame_are_counted(run: Run) -> None:
    given = narrations(0, 4000, 8000, 10_000, 12_000)  # the film ends at 9 s
    found, _ = narrate_movie(run, Stranger(), [], given, rate=160)
    assert [one.readable for one in found] == [True, True, True, False, False]
    assert run.warnings == ["2 of 5 clips have no frame that could be read."]


def test_one_clip_without_a_frame_is_told_of(run: Run) -> None:
    narrate_movie(run, Stranger(), [], narrations(0, 10_000), rate=160)
    assert run.warnings == ["1 of 2 clips have no frame that could be read."]


@pytest.mark.parametrize("unlike", [0.0, 0.25, 1.0])
def test_a_movie_within_the_limit_is_no_reason_to_warn(run: Run, unlike: float) -> None:
    _, known = narrate_movie(run, Stranger(unlike), [], narrations(0), rate=160)
    assert (known, run.warnings) == ({"unlikeness": unlike}, [])


@pytest.mark.parametrize(
    ("unlike", "told", "kept"),
    [(1.0004, "1.0", 1.0), (1.96, "2.0", 1.96), (12.34567, "12.3", 12.346)],
)
def test_a_movie_unlike_all_that_the_model_knows_is_told_of(
    run: Run, unlike: float, told: str, kept: float
) -> None:
    _, known = narrate_movie(run, Stranger(unlike), [], narrations(0), rate=160)
    assert known == {"unlikeness": kept}
    (warning,) = run.warnings
    assert warning == (
        "film.mp4 looks unlike anything that this model was trained on "
        f"(unlikeness {told}, where 1 is the limit): its words mean little here. Name a model "
        "that was trained on such films with --model (adtool models lists those on this machine), "
        "or train one with adtool train."
    )


def test_a_movie_without_a_picture_cannot_be_narrated(
    make_film: Callable[..., Path], tmp_path: Path
) -> None:
    film = make_film("radio.mp4", 3, video=False, sound=True)
    run = Run(probe(film), WorkFolder(None), SILENT)
    with pytest.raises(MediaError, match=r"radio\.mp4: has no video"):
        narrate_movie(run, Stranger(), [], narrations(0), rate=160)
