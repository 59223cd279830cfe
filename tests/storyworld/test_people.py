"""The people: looks that can be told apart, and bodies that do what their pose says."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from adtool.storyworld.drawing import Pen
from adtool.storyworld.people import HEAD, LOOKS, NAMES, OUTFITS, Person, Pose, draw_person

ADA = Person("Ada", LOOKS[0], OUTFITS[0])


def drawn(person: Person = ADA, pose: Pose | None = None) -> np.ndarray:
    """A person whose feet stand in the middle of the lower edge, 20 pixels a unit."""
    image = Image.new("RGB", (200, 140), (255, 255, 255))
    draw_person(Pen(ImageDraw.Draw(image), 100, 130, 20), person, pose or Pose())
    return np.asarray(image)


def middle(picture: np.ndarray, colour: tuple[int, int, int]) -> tuple[float, float]:
    """Where a colour is: the mean row and column."""
    rows, columns = np.nonzero((picture == colour).all(axis=2))
    return float(rows.mean()), float(columns.mean())


def test_names_looks_and_clothes_are_each_their_own() -> None:
    assert {len({look.tag for look in LOOKS}), len({look.words for look in LOOKS})} == {16}
    assert len({outfit.words for outfit in OUTFITS}) == 12
    names = [name for several in NAMES.values() for name in several]
    assert len(set(names)) == len(names) == 24
    assert {look.pronoun for look in LOOKS} == NAMES.keys()


def test_a_possessive_goes_with_the_pronoun() -> None:
    owners = {(look.pronoun, Person("x", look, OUTFITS[0]).possessive) for look in LOOKS}
    assert owners == {("she", "her"), ("he", "his")}


def test_looks_that_are_easily_mixed_up_name_each_other() -> None:
    like = {look.tag: look.like for look in LOOKS if look.like}
    assert len(like) == 8
    assert all(like[other] == tag for tag, other in like.items())


def test_a_person_stands_on_the_ground_with_the_head_on_top() -> None:
    picture = drawn()
    rows = np.nonzero((picture != 255).any(axis=(1, 2)))[0]
    assert rows.max() == pytest.approx(134, abs=2)
    hair, _ = middle(picture, ADA.look.hair)
    top, _ = middle(picture, ADA.outfit.top)
    legs, _ = middle(picture, ADA.outfit.legs)
    assert hair < top < legs
    assert rows.min() == pytest.approx(130 + 20 * (HEAD - 1), abs=3)


def test_who_leans_has_the_head_in_front_and_who_crouches_is_lower() -> None:
    upright, leaning, low = (drawn(pose=p) for p in (Pose(), Pose(lean=0.5), Pose(crouch=0.5)))
    heads = [middle(picture, ADA.look.hair) for picture in (upright, leaning, low)]
    assert heads[1][1] > heads[0][1] + 10
    assert heads[2][0] == pytest.approx(heads[0][0] + 10, abs=1)


def test_hands_are_where_the_pose_has_them() -> None:
    down, up = (drawn(pose=Pose(hands=((-0.65, y), (0.65, y)))) for y in (1.25, -1.5))
    skin = [middle(picture[40:], ADA.look.skin)[0] for picture in (down, up)]
    assert skin[0] > skin[1] + 5


def test_who_talks_has_an_open_mouth() -> None:
    mouths = [
        (drawn(pose=Pose(talking=talking)) == (150, 30, 40)).all(axis=2).sum()
        for talking in (False, True)
    ]
    assert 0 < 2 * mouths[0] < mouths[1]


@pytest.mark.parametrize(
    ("pattern", "colour"), [("stripes", (250, 250, 250)), ("dots", (250, 226, 140))]
)
def test_patterns_are_on_the_clothes_that_have_them(pattern: str, colour: object) -> None:
    worn = {o.pattern: o for o in OUTFITS}
    with_it = drawn(Person("x", LOOKS[0], worn[pattern]))
    without = drawn(Person("x", LOOKS[0], worn["plain"]))
    assert (with_it == colour).all(axis=2).sum() > 20
    assert not (without == colour).all(axis=2).any()
