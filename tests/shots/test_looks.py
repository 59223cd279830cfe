from __future__ import annotations

import numpy as np
import pytest

from adtool.shots.looks import SIZE, compare, look_of, setups


@pytest.fixture
def looks(setup, palettes):
    """Return a shot's looks: of set-ups by number, in a palette."""

    def of(*numbers, palette="red"):
        return tuple(look_of(setup(number, palettes[palette])) for number in numbers)

    return of


def test_a_look_is_small_whatever_the_picture(setup):
    for size in ((1, 1), (2, 3), (108, 192), (400, 20)):
        assert look_of(np.full((*size, 3), 77, np.uint8)).shape == (SIZE[1], SIZE[0], 3)
    assert (look_of(np.full((9, 9, 3), 77, np.uint8)) == 77).all()


def test_shots_of_one_setup_share_a_number(looks):
    shots = compare([looks(1), looks(2), looks(1), looks(3), looks(2)])
    assert setups(shots) == [1, 2, 1, 3, 2]


def test_no_shots_have_no_setups():
    assert compare([]) == []
    assert setups([]) == []


def test_grain_is_no_other_setup(looks):
    noise = np.random.default_rng(0).integers(-12, 13, (18, 32, 3))
    grainy = (looks(1)[0].astype(int) + noise).clip(0, 255).astype(np.uint8)
    assert setups(compare([looks(1), (grainy,)])) == [1, 1]


def test_the_same_framing_in_another_light_is_another_setup(looks):
    def lit(levels):
        return ((looks(1)[0] // 2 + levels).astype(np.uint8),)

    assert setups(compare([lit(0), lit(19)])) == [1, 1]
    assert setups(compare([lit(0), lit(21)])) == [1, 2]


def test_a_camera_that_has_moved_shows_another_setup(looks):
    aside = np.roll(looks(1)[0], 8, axis=1)
    assert setups(compare([looks(1), (aside,)])) == [1, 2]


def test_one_look_in_common_is_enough(looks):
    assert setups(compare([looks(1, 2, 3), looks(4, 5, 3), looks(4)])) == [1, 1, 1]


def test_the_latest_shot_that_looks_alike_gives_the_number(looks):
    shots = compare([looks(1), looks(2), looks(1, 2)])
    assert setups(shots) == [1, 2, 2]


def test_what_is_flat_is_like_nothing(looks):
    black, grey = np.zeros((18, 32, 3), np.uint8), np.full((18, 32, 3), 90, np.uint8)
    assert setups(compare([(black,), (black,), (grey,), (grey,), looks(1)])) == [1, 2, 3, 4, 5]


def test_bars_do_not_make_shots_alike(looks):
    def letterboxed(number):
        picture = looks(number)[0].copy()
        picture[:5] = picture[-5:] = 0
        return (picture,)

    assert setups(compare([letterboxed(n) for n in (1, 2, 3, 1)])) == [1, 2, 3, 1]


def test_shots_in_one_palette_may_be_of_one_scene(looks):
    one, two, other = compare([looks(1), looks(2), looks(3, palette="blue")])
    assert one.same_scene(two)
    assert not one.same_scene(other)
    assert other.same_scene(other)


def test_a_scene_goes_on_where_a_third_of_its_colours_do(looks):
    def of(red):
        picture = looks(1, palette="blue")[0].copy()
        picture.reshape(-1, 3)[:red] = looks(2)[0].reshape(-1, 3)[:red]
        return (picture,)

    cells = SIZE[0] * SIZE[1]
    scene, much, little = compare([looks(3), of(cells * 2 // 5), of(cells // 5)])
    assert scene.same_scene(much)
    assert not scene.same_scene(little)


def test_the_black_of_a_fade_is_no_colour_of_a_scene(looks):
    black = (np.zeros((18, 32, 3), np.uint8),)
    one, other = compare([looks(1) + black, black + looks(2, palette="blue")])
    assert not one.same_scene(other)


def mixed(share):
    """Return two looks of low contrast whose correlation is ``share``."""
    rng = np.random.default_rng(3)
    one, other = rng.standard_normal((2, 18 * 32 * 3))
    one -= one.mean()
    other -= other.mean() + one * (other @ one) / (one @ one)
    other *= np.linalg.norm(one) / np.linalg.norm(other)
    both = one * share + other * (1 - share**2) ** 0.5
    shaped = [(128 + 20 * part).reshape(18, 32, 3).clip(0, 255) for part in (one, both)]
    return [(part.round().astype(np.uint8),) for part in shaped]


@pytest.mark.parametrize(
    ("share", "numbers"), [(0.95, [1, 1]), (0.82, [1, 1]), (0.78, [1, 2]), (0.0, [1, 2])]
)
def test_pictures_of_low_contrast_are_told_by_how_they_correlate(share, numbers):
    assert setups(compare(mixed(share))) == numbers


@pytest.mark.parametrize(("levels", "numbers"), [(3, [1, 2]), (5, [1, 1])])
def test_a_picture_shows_something_from_some_levels_of_spread_on(levels, numbers):
    board = np.indices((18, 32)).sum(axis=0)[..., None] % 2 * np.ones(3)
    look = ((100 + 2 * levels * board).astype(np.uint8),)
    assert setups(compare([look, look])) == numbers


def test_the_palette_is_the_share_of_each_colour():
    picture = np.zeros((18, 32, 3), np.uint8)
    picture[:9] = 255, 64, 0
    picture[9:] = 63, 191, 128
    (looks,) = compare([(picture,)])
    assert {index: share for index, share in enumerate(looks.palette.tolist()) if share} == {
        (3 * 4 + 1) * 4 + 0: 0.5,
        (0 * 4 + 2) * 4 + 2: 0.5,
    }
