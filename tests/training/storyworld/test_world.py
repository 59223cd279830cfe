import itertools

import pytest

from adtool_training.storyworld import sample_film, seeds
from adtool_training.storyworld.world import CLIPS, SPLITS

FILMS = [sample_film(seed) for seed in seeds("train", 8)]


def test_a_seed_gives_the_same_film_every_time():
    assert sample_film(7) == sample_film(7)
    assert sample_film(7) != sample_film(8)


def test_the_splits_never_meet():
    most = [seeds(split, 1_000_000) for split in SPLITS]
    assert all(a.stop <= b.start for a, b in itertools.pairwise(most))


@pytest.mark.parametrize(("split", "count"), [("mars", 1), ("test", -1), ("test", 1_000_001)])
def test_films_that_no_split_has_are_refused(split, count):
    with pytest.raises(ValueError, match=f"no {count} films in split '{split}'; splits: train"):
        seeds(split, count)


@pytest.mark.parametrize("clips", [1, 5, 16, CLIPS])
def test_a_film_has_as_many_clips_as_were_asked_for(clips):
    assert len(sample_film(3, clips).clips) == clips


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_clips_and_dialogue_tile_the_film_with_short_breaths_between(film):
    stretches = sorted([*film.dialogue, *((shot.start, shot.end) for shot in film.clips)])
    assert stretches[0][0] == 0
    for (_, before), (after, _) in itertools.pairwise(stretches):
        assert after - before in (0, 400)
    spoken = set(film.dialogue)
    for before, after in itertools.pairwise(stretches):
        touching = after[0] == before[1]
        assert touching == (before not in spoken and after not in spoken)
    assert stretches[-1][1] < film.duration


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_clips_are_as_long_as_a_line_takes_and_dialogue_as_an_exchange(film):
    assert all(3600 <= shot.end - shot.start < 6400 for shot in film.clips)
    assert all(2400 <= end - start < 5200 for start, end in film.dialogue)


def test_neighbouring_clips_mostly_share_their_place_and_never_their_action():
    pairs = [p for film in FILMS for p in zip(film.clips, film.clips[1:], strict=False)]
    assert sum(a.place == b.place for a, b in pairs) > 0.8 * len(pairs)
    same = [(a, b) for a, b in pairs if a.place == b.place]
    assert all(a.action != b.action and a.prop == b.prop for a, b in same)


def test_everybody_in_a_clip_is_of_the_cast_and_there_once():
    for film in FILMS:
        cast = {person.name for person in film.cast}
        assert len(cast) == 4
        for shot in film.clips:
            assert set(shot.characters) <= cast
            assert len(set(shot.characters)) == len(shot.characters)
