"""A clip's pictures become a question: their order, their marks, and what is told of them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from adtool.cast.character import Character
from adtool.narration.instructions import LOOKING
from adtool.narration.looking import Notes, look_at
from adtool.narration.marked_pictures import COLOURS, mark
from adtool.narration.narrator import ContextFrame, ShownClip
from adtool.shots.shot import ClipShots, Shot
from adtool.timeline import Span

FACE = (0.3, 0.3, 0.7, 0.7)
ANNA, TOM = Character("Anna"), Character("Tom")
RED, GREEN = COLOURS[:2]
SHOTS = ClipShots((Shot(0, 1000, setup=1),), (Shot(1000, 3000, setup=2),), (Shot(3000, 4000, 3),))


def grey(level: int, size: tuple[int, int] = (60, 80)) -> np.ndarray:
    return np.full((*size, 3), level, np.uint8)


def shown(frames, **known) -> ShownClip:
    times = [1000 + 500 * i for i in range(len(frames))]
    return ShownClip(Span(1000, 3000), frames, times, **known)


def levels(pictures) -> list[int]:
    """Return which picture is which: their last pixel is never marked."""
    return [int(picture[-1, -1, 0]) for picture in pictures]


def test_the_pictures_stand_in_order_of_time_with_their_neighbours_around() -> None:
    clip = shown(
        [grey(20), grey(30), None, grey(40)],
        shots=SHOTS,
        before=[ContextFrame(grey(10), 0), ContextFrame(grey(11), 0)],
        after=[ContextFrame(grey(50), 2)],
    )
    look = look_at(clip, 60)
    assert look is not None
    assert levels(look.question.pictures) == [10, 11, 20, 30, 40, 50]
    assert look.question.instructions == LOOKING
    assert "The 6 pictures" in look.question.text
    assert "Shot 1 comes before. Shot 3 comes after." in look.question.text
    assert "about shot 2." in look.question.text
    for picture, level, number in zip(
        look.question.pictures, [10, 11, 20, 30, 40, 50], [1, 1, 2, 2, 2, 3], strict=True
    ):
        assert (picture == mark(grey(level), {}, {}, number)).all()


@pytest.mark.parametrize("frames", [[], [None], [None, None, None]])
def test_a_clip_without_a_frame_asks_nothing_whatever_lies_beside_it(frames) -> None:
    clip = shown(frames, shots=SHOTS, before=[ContextFrame(grey(10), 0)])
    assert look_at(clip, 60) is None


def test_without_shots_nothing_is_numbered_and_no_neighbour_is_shown() -> None:
    clip = shown([grey(20), grey(30)], before=[ContextFrame(grey(10), 0)])
    look = look_at(clip, 60)
    assert look is not None
    assert levels(look.question.pictures) == [20, 30]
    assert all((one == one[-1, -1]).all() for one in look.question.pictures)
    assert "hot" not in look.question.text


def test_a_clip_of_one_shot_without_neighbours_needs_no_number() -> None:
    look = look_at(shown([grey(20), grey(30)], shots=SHOTS), 60)
    assert look is not None
    assert all((one == one[-1, -1]).all() for one in look.question.pictures)


def test_faces_are_circled_in_the_frames_where_they_are_in_one_colour_each() -> None:
    faces = [{}, {"Tom": FACE}, {"Tom": FACE, "Anna": (0.0, 0.0, 0.2, 0.2)}]
    clip = shown([grey(20), grey(30), grey(40)], characters=[ANNA, TOM], faces=faces)
    look = look_at(clip, 60)
    assert look is not None
    assert look.marked == ("Anna", "Tom")
    assert "who is who: Anna in red, Tom in green." in look.question.text
    colours = {"Anna": RED, "Tom": GREEN}
    for picture, level, there in zip(look.question.pictures, [20, 30, 40], faces, strict=True):
        assert (picture == mark(grey(level), there, colours)).all()


def test_who_has_no_face_in_a_frame_that_is_there_has_no_colour_and_no_name() -> None:
    eve = Character("Eve")
    clip = shown(
        [grey(20), None], characters=[ANNA, eve, TOM], faces=[{"Tom": FACE}, {"Anna": FACE}]
    )
    look = look_at(clip, 60)
    assert look is not None
    assert look.marked == ("Tom",)
    assert "who is who: Tom in red." in look.question.text
    assert "Anna" not in look.question.text
    assert "Eve" not in look.question.text


def test_a_face_of_nobody_who_is_told_is_not_marked() -> None:
    clip = shown([grey(20)], characters=[ANNA], faces=[{"Tom": FACE}])
    look = look_at(clip, 60)
    assert look is not None
    assert look.marked == ()
    assert (look.question.pictures[0] == 20).all()


def test_the_ninth_face_is_not_marked() -> None:
    people = [Character(f"P{i}") for i in range(9)]
    clip = shown([grey(20)], characters=people, faces=[{who.name: FACE for who in people}])
    look = look_at(clip, 60)
    assert look is not None
    assert look.marked == tuple(f"P{i}" for i in range(8))
    assert "P7 in black. " in look.question.text
    assert "P8" not in look.question.text


def test_pictures_are_as_small_as_is_wanted_and_never_enlarged() -> None:
    clip = shown(
        [grey(20, (100, 200)), grey(30, (40, 80))],
        shots=SHOTS,
        after=[ContextFrame(grey(40, (90, 45)), 2)],
    )
    look = look_at(clip, 50)
    assert look is not None
    assert [one.shape[:2] for one in look.question.pictures] == [(50, 100), (40, 80), (90, 45)]


def test_the_pictures_that_were_shown_stay_as_they_were() -> None:
    frame = grey(20)
    clip = shown([frame], characters=[ANNA], faces=[{"Anna": FACE}])
    look_at(clip, 60)
    assert (frame == 20).all()


@pytest.mark.parametrize(
    ("time", "number"), [(900, 2), (1000, 2), (1999, 2), (2000, 3), (2999, 3), (3000, 3)]
)
def test_a_frame_is_of_the_shot_in_which_its_time_lies(time: int, number: int) -> None:
    shots = ClipShots(
        (Shot(0, 1000, setup=1),),
        (Shot(1000, 2000, setup=2), Shot(2000, 3000, setup=3)),
        (Shot(3000, 4000, setup=4),),
    )
    clip = ShownClip(
        Span(1000, 3000), [grey(20)], [time], shots=shots, before=[ContextFrame(grey(10), 0)]
    )
    look = look_at(clip, 60)
    assert look is not None
    assert (look.question.pictures[1] == mark(grey(20), {}, {}, number)).all()


def test_notes_are_kept_as_json_and_come_back() -> None:
    notes = Notes("Ein Mann – “é”.", 2, "", 8, ("Anna", "Tom"))
    assert Notes.load(notes.dump()) == notes
    assert json.loads(notes.dump()) == {
        "text": "Ein Mann – “é”.",
        "asked": 2,
        "fault": "",
        "pictures": 8,
        "marked": ["Anna", "Tom"],
        "recognised": False,
    }
    assert Notes.load("") is None
