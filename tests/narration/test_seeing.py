"""What a narrator sees of a movie, window by window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
from PIL import Image

from adtool.cast.character import Appearance, FaceAt
from adtool.narration import seeing
from adtool.narration.narrator import View
from adtool.narration.seeing import Viewing
from adtool.shots.shot import ClipShots, Shot

from .conftest import ANNA, CLIPS, TOM, Scribe, narrations, windows


def test_each_window_is_seen_once_and_kept_with_which_frames_there_are(
    viewing: Callable[..., Viewing],
) -> None:
    scribe = Scribe(View(2, 24, 2, 9))
    seen = seeing.see(viewing(scribe), narrations())
    assert [len(window) for window in seen] == [2, 2, 1]
    assert [clip for window in seen for clip in window.clips] == CLIPS
    assert seen[2].present.tolist() == [[True, False]]  # the film ends at 9 s
    assert seen[2].seen.tensors["level"][0, 1] == -1
    assert seen[0].seen.tensors.keys() == {"level", "share"}
    assert seen[0].seen.tensors["level"].dtype == torch.int64
    assert seen[0].seen.tensors["share"].dtype == torch.float16  # features are no finer
    assert scribe.seen == 5
    again = seeing.see(viewing(scribe), narrations())
    assert scribe.seen == 5
    assert torch.equal(again[1].seen.tensors["level"], seen[1].seen.tensors["level"])
    scribe.sight = "other eyes"
    seeing.see(viewing(scribe), narrations())
    assert scribe.seen == 10


def test_unlikeness_is_asked_of_all_windows(viewing: Callable[..., Viewing]) -> None:
    assert seeing.unlikeness(viewing(Scribe(View(1, 24, 2, 9))), windows(2, 2, 1)) == 5


def test_portraits_are_shown_to_a_narrator_that_looks_at_them(
    viewing: Callable[..., Viewing], tmp_path: Path
) -> None:
    good, bad = tmp_path / "anna.png", tmp_path / "broken.png"
    Image.new("RGB", (20, 30)).save(good)
    bad.write_bytes(b"no picture")
    cast = [replace(ANNA, portraits=(good, bad, good)), replace(TOM, portraits=(bad,))]
    scribe = Scribe(View(1, 24, 5, 9, portraits=True))
    assert seeing.portray(viewing(scribe), cast) == {"Anna": torch.tensor([2.0])}
    assert scribe.portrayed == [[(30, 20, 3), (30, 20, 3)]]
    blind = Scribe(View(1, 24, 5, 9))
    assert seeing.portray(viewing(blind), cast) == {}
    assert blind.portrayed == []


LEFT, RIGHT = (0.1, 0.1, 0.3, 0.4), (0.6, 0.1, 0.8, 0.4)


def test_faces_are_shown_in_the_frames_in_which_they_were_recognised_and_in_no_other(
    viewing: Callable[..., Viewing],
) -> None:
    faces = (FaceAt(0, LEFT), FaceAt(1020, RIGHT), FaceAt(1021, LEFT), FaceAt(500, LEFT))
    tom = Appearance(TOM, 0.5, 0.9, (FaceAt(0, RIGHT),))
    there = (Appearance(ANNA, 0.5, 0.9, faces), tom)
    scribe = Scribe(View(2, 24, 5, 9, faces=True))
    given = [replace(one, appearances=there) for one in narrations(ANNA, TOM)]
    seeing.see(viewing(scribe), given)
    assert scribe.clips[0].times == [0, 1000]
    assert scribe.clips[0].faces == [{"Anna": LEFT, "Tom": RIGHT}, {"Anna": RIGHT}]
    assert scribe.clips[1].faces == [{}, {}]
    blind = Scribe(View(2, 24, 5, 9))
    seeing.see(viewing(blind, "other"), given)
    assert blind.clips[0].faces == ()


def test_who_is_known_to_be_in_a_clip_is_told_from_who_may_be(
    viewing: Callable[..., Viewing],
) -> None:
    scribe, sure = Scribe(View(1, 24, 5, 9, faces=True)), (Appearance(ANNA, 0.5, 0.9),)
    given = narrations(ANNA)
    appearances = (sure, (), None, sure, ())
    seeing.see(
        viewing(scribe),
        [replace(one, appearances=who) for one, who in zip(given, appearances, strict=True)],
    )
    assert [clip.recognised for clip in scribe.clips] == [True, False, False, True, False]


def test_nobody_is_told_of_before_the_film_introduces_them(
    viewing: Callable[..., Viewing],
) -> None:
    late = replace(TOM, introduced_at=4000)
    scribe = Scribe(View(1, 24, 5, 2))
    seeing.see(viewing(scribe), narrations(ANNA, late, TOM))
    told = [[who.introduced_at for who in clip.characters] for clip in scribe.clips]
    assert told == [[0, 0], [0, 0], [0, 4000], [0, 4000], [0, 4000]]


def test_other_faces_or_names_are_seen_anew_by_those_who_look_at_them(
    viewing: Callable[..., Viewing],
) -> None:
    def seen(scribe: Scribe, *faces: FaceAt) -> int:
        before, there = scribe.seen, (Appearance(ANNA, 0.5, 0.9, faces),)
        seeing.see(viewing(scribe), [replace(one, appearances=there) for one in narrations(ANNA)])
        return scribe.seen - before

    looking, blind = Scribe(View(1, 24, 5, 9, faces=True)), Scribe(View(1, 24, 5, 9))
    assert seen(looking, FaceAt(0, LEFT)) == 5
    assert seen(looking, FaceAt(0, LEFT)) == 0
    assert seen(looking, FaceAt(0, RIGHT)) == 5
    assert seen(blind, FaceAt(0, LEFT)) == 5
    assert seen(blind, FaceAt(0, RIGHT)) == 0


def test_frames_of_the_shots_beside_a_clip_are_shown_with_their_shot(
    viewing: Callable[..., Viewing],
) -> None:
    scribe = Scribe(View(1, 24, 1, 9, shots=True, context=2))
    before, inside = (Shot(0, 800, 0), Shot(800, 2000, 1)), (Shot(2000, 4000, 0),)
    shots = ClipShots(before, inside, (Shot(4000, 5000, 2),))
    seeing.see(viewing(scribe), narrations()[1:2], [shots])
    (clip,) = scribe.clips
    assert clip.shots == shots
    assert [frame.shot for frame in clip.before] == [0, 0, 1, 1]
    assert [frame.shot for frame in clip.after] == [3, 3]
    assert all(frame.picture.shape == (24, 32, 3) for frame in (*clip.before, *clip.after))
    assert len(clip.frames) == 1
    times = [time for time, _ in seeing._context_times(before, 2, 0)]
    assert times == [200, 600, 1100, 1700]  # in the middle of each half


def test_context_frames_that_cannot_be_read_are_left_out(viewing: Callable[..., Viewing]) -> None:
    scribe = Scribe(View(1, 24, 1, 9, shots=True, context=1))
    shots = ClipShots((Shot(6000, 8000, 0),), (Shot(8000, 10_000, 1),), (Shot(9500, 12_000, 2),))
    seeing.see(viewing(scribe), narrations()[4:], [shots])  # the film ends at 9 s
    (clip,) = scribe.clips
    assert ([frame.shot for frame in clip.before], clip.after) == ([0], [])


def test_notes_are_kept_as_they_were_taken(viewing: Callable[..., Viewing]) -> None:
    scribe = Scribe(View(1, 24, 5, 9))
    scribe.notes = ["Anna sits.", "", "“Schön” – 雪", "\x00", "x" * 5000]
    (window,) = seeing.see(viewing(scribe), narrations())
    assert list(window.seen.notes) == scribe.notes
    (again,) = seeing.see(viewing(scribe), narrations())
    assert list(again.seen.notes) == scribe.notes
    assert (scribe.seen, again.seen.tensors.keys()) == (5, {"level", "share"})
