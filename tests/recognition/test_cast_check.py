from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adtool.cast.character import Cast, Character
from adtool.media.image import Image as Picture
from adtool.recognition.cast_check import Finding, examine, find_faults, pairs_of
from adtool.recognition.recogniser import Face, Recogniser, unit


class ByColour(Recogniser):
    """Takes each half of a picture that is not black for a face; its colour is its look."""

    name = "colour"
    identity = "colour"
    threshold = 0.9
    frames = 1
    short_side = 20

    def faces(self, picture: Picture) -> list[Face]:
        middle = picture.shape[1] // 2
        halves = [(0.0, picture[0, 0]), (0.5, picture[0, middle])]
        return [
            Face((left, 0.0, left + 0.5, 1.0), unit(colour))
            for left, colour in halves
            if colour.any()
        ]


class Whole(ByColour):
    """Takes any picture for somebody, as the recogniser of drawn films does."""

    name = "clip"


RED, REDDISH, BLUE, BLACK = (200, 0, 0), (200, 40, 0), (0, 0, 200), (0, 0, 0)
Colour = tuple[int, int, int]


@pytest.fixture
def paint(tmp_path: Path):
    def painted(name: str, left: Colour, right: Colour = BLACK) -> Path:
        image = Image.new("RGB", (20, 20), left)
        image.paste(right, (10, 0, 20, 20))
        image.save(tmp_path / name)
        return tmp_path / name

    return painted


def faults(recogniser: Recogniser | None, **portraits: list[Path]) -> list[Finding]:
    cast = Cast("", tuple(Character(name, portraits=tuple(p)) for name, p in portraits.items()))
    threshold = recogniser.threshold if recogniser else None
    return find_faults(cast, examine(cast, recogniser), threshold)


def test_a_good_cast_has_no_faults(paint) -> None:
    ann = [paint("a.png", RED), paint("b.png", REDDISH)]
    assert faults(ByColour(), Ann=ann, Tom=[paint("t.png", BLUE)]) == []


def test_no_face_is_an_error_and_several_are_a_warning(paint) -> None:
    none, several = paint("n.png", BLACK), paint("s.png", RED, BLUE)
    error, warning = faults(ByColour(), Tom=[several], Ann=[none])
    assert (error.level, error.rule, error.characters) == ("error", "no-face", ("Ann",))
    assert error.what.startswith("n.png, of Ann, shows no face")
    assert (warning.level, warning.rule, warning.portraits) == (
        "warning",
        "several-faces",
        (several,),
    )
    assert "shows 2 faces" in warning.what


def test_a_recogniser_that_sees_no_faces_counts_none(paint) -> None:
    assert faults(Whole(), Ann=[paint("s.png", RED, BLUE)]) == []


def test_characters_who_look_alike_are_named_with_the_portraits_that_do(paint) -> None:
    ann, other = paint("a.png", RED), paint("b.png", (180, 60, 0))
    tom = paint("t.png", REDDISH)
    (found,) = faults(ByColour(), Ann=[ann, other], Tom=[tom])
    assert (found.level, found.rule, found.characters) == ("warning", "look-alike", ("Ann", "Tom"))
    assert found.portraits == (other, tom)
    assert found.what.startswith("Ann and Tom look alike in b.png and t.png (0.99, where 0.90")


def test_a_portrait_unlike_the_rest_of_a_character_is_told(paint) -> None:
    ann = [paint("a.png", RED), paint("b.png", REDDISH), paint("c.png", BLUE)]
    (found,) = faults(ByColour(), Ann=ann)
    assert (found.rule, found.portraits) == ("unlike", (ann[2],))


@pytest.mark.parametrize("recogniser", [None, ByColour()])
def test_one_picture_of_two_characters_is_an_error(paint, recogniser: Recogniser | None) -> None:
    (found,) = faults(recogniser, Ann=[paint("a.png", RED)], Tom=[paint("t.webp.png", RED)])
    assert (found.level, found.rule, found.characters) == ("error", "same-picture", ("Ann", "Tom"))
    again = faults(recogniser, Ann=[paint("a.png", RED), paint("b.png", RED)])
    assert [(one.level, one.rule) for one in again] == [("warning", "same-picture")]


def test_a_character_without_a_portrait_cannot_be_recognised(paint) -> None:
    (found,) = faults(None, Ann=[paint("a.png", BLACK)], Tom=[])
    assert (found.level, found.rule, found.characters) == ("warning", "no-portrait", ("Tom",))


def test_pairs_are_the_nearest_portraits_of_every_two_characters(paint) -> None:
    people = {"Ann": [RED, BLUE], "Tom": [REDDISH], "Eve": [(0, 200, 0)]}
    cast = Cast(
        "",
        tuple(
            Character(
                name, portraits=tuple(paint(f"{name}{i}.png", c) for i, c in enumerate(found))
            )
            for name, found in people.items()
        ),
    )
    pairs = pairs_of(examine(cast, ByColour()))
    assert [(p.one.character, p.other.character) for p in pairs] == [
        ("Ann", "Tom"),
        ("Tom", "Eve"),
        ("Ann", "Eve"),
    ]
    expected = np.dot(unit(RED), unit(REDDISH))
    assert pairs[0].similarity == pytest.approx(float(expected), abs=1e-6)
