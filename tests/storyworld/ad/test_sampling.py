"""Films of Storyworld-AD."""

from collections import Counter
from itertools import pairwise

import pytest

from adtool.storyworld import seeds
from adtool.storyworld.ad.fits import FITS, goes_with_place
from adtool.storyworld.ad.manners import manners_of
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.sampling import sample_film
from adtool.storyworld.ad.things import THINGS, Item
from adtool.storyworld.world import CLIPS

FILMS = [sample_film(seed) for seed in seeds("train", 40)]
SHOTS = [shot for film in FILMS for shot in film.clips]


def neighbours(redundancy):
    films = [sample_film(seed, redundancy=redundancy) for seed in seeds("train", 20)]
    return [pair for film in films for pair in pairwise(film.clips)]


def share(pairs, same):
    return sum(same(a, b) for a, b in pairs) / len(pairs)


def test_a_seed_gives_the_same_film_every_time_and_no_other_seed_does():
    assert sample_film(7) == sample_film(7)
    assert sample_film(7).clips != sample_film(8).clips


@pytest.mark.parametrize("clips", [1, 5, CLIPS])
def test_a_film_has_as_many_clips_as_were_asked_for(clips):
    assert len(sample_film(3, clips).clips) == clips


def test_there_is_headroom():
    assert len(MOVES) >= 60
    assert len(THINGS) >= 80
    assert sum(bool(move.directions) for move in MOVES.values()) >= 15
    assert sum(move.together for move in MOVES.values()) >= 15
    assert {shot.action for shot in SHOTS} == MOVES.keys()
    assert len({shot.thing for shot in SHOTS if shot.thing}) > 95


def test_neighbours_share_more_the_higher_the_redundancy():
    none, some, much = (neighbours(r) for r in (0.0, 0.5, 0.9))
    for same in (
        lambda a, b: a.place == b.place,
        lambda a, b: set(a.characters) == set(b.characters),
        lambda a, b: a.staged == b.staged,
        lambda a, b: a.position == b.position,
        lambda a, b: (a.action, a.item) == (b.action, b.item),
    ):
        assert share(none, same) < share(some, same) < share(much, same)
    assert share(none, lambda a, b: bool(b.changed)) == 0


def test_a_redundancy_out_of_range_is_refused():
    for wrong in (-0.1, 1.1):
        with pytest.raises(ValueError, match="must lie in"):
            sample_film(1, redundancy=wrong)


def difference(a, b):
    kinds = {
        "action": a.action != b.action,
        "item": a.item != b.item,
        "manner": a.manner != b.manner,
        "direction": a.direction != b.direction,
        "receiver": a.receiver != b.receiver,
        "reaction": a.reaction != b.reaction,
    }
    return {kind for kind, differs in kinds.items() if differs}


def test_near_duplicates_differ_from_the_clip_before_in_what_they_say_that_they_do():
    pairs = [(a, b) for film in FILMS for a, b in pairwise(film.clips) if b.changed]
    assert len(pairs) > 0.15 * len(SHOTS)
    assert {b.changed for _, b in pairs} == {
        "action", "item", "manner", "direction", "receiver", "reaction"
    }  # fmt: skip
    for a, b in pairs:
        assert (a.place, a.actor) == (b.place, b.actor)
        assert b.changed in difference(a, b)
    small = [pair for pair in pairs if pair[1].changed not in ("action", "receiver")]
    assert all(difference(a, b) == {b.changed} for a, b in small)


def test_things_that_were_seen_in_an_earlier_scene_come_back():
    back = [(film, shot) for film in FILMS for shot in film.clips if shot.returns]
    assert len(back) > len(FILMS)
    for film, shot in back:
        before = [one for one in film.clips if one.start < shot.start]
        assert shot.item in {one.item for one in before}


def test_nothing_contradicts_itself():
    for shot in SHOTS:
        move = MOVES[shot.action]
        assert goes_with_place(shot.action, shot.place)
        assert (shot.item is not None) == move.thing
        assert shot.item is None or shot.item.thing in FITS[shot.action]
        assert (shot.item.thing if shot.item else None) == shot.thing
        assert shot.manner in ("", *manners_of(shot.action))
        assert (shot.direction in move.directions) if move.directions else shot.direction == ""
        assert len(set(shot.characters)) == len(shot.characters)
        assert shot.reaction != shot.action


def test_left_and_right_are_those_of_the_screen():
    ways = Counter((shot.direction, shot.facing) for shot in SHOTS)
    assert ways["left", 1] == ways["right", -1] == 0
    assert min(ways["left", -1], ways["right", 1]) > 100


def test_an_item_of_one_colour_only_says_no_colour():
    items = {shot.item for shot in SHOTS if shot.item}
    assert Item("cactus") in items or Item("map") in items
    assert all((item.colour in THINGS[item.thing].colours) or not item.colour for item in items)


def test_clips_and_dialogue_tile_the_film():
    for film in FILMS[:5]:
        times = sorted([*film.dialogue, *((shot.start, shot.end) for shot in film.clips)])
        assert all(0 <= after[0] - before[1] <= 400 for before, after in pairwise(times))
        assert times[-1][1] < film.duration


def test_every_seed_and_every_redundancy_gives_a_film():
    for seed in range(300):
        assert len(sample_film(seed, 12, redundancy=seed % 11 / 10).clips) == 12
