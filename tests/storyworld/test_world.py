import itertools

import pytest

from adtool.storyworld import sample_film, seeds
from adtool.storyworld.people import LOOKS, NAMES
from adtool.storyworld.world import CLIPS, SPLITS

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
        cast = {person.name: person.look for person in film.cast}
        assert len(cast) == 4
        for shot in film.clips:
            assert all(cast[one.name] == one.look for one in (shot.actor, *shot.others))
            assert len(set(shot.characters)) == len(shot.characters)


MANY = [sample_film(seed, 16) for seed in seeds("train", 200)]


def test_who_is_credited_and_absent_has_a_name_and_a_look_of_their_own_and_never_appears():
    assert {len(film.absent) for film in MANY} == {0, 1, 2}
    for film in MANY:
        names, looks = zip(*((p.name, p.look.tag) for p in film.credits), strict=True)
        assert len(set(names)) == len(set(looks)) == len(film.credits)
        appearing = {name for shot in film.clips for name in shot.characters}
        assert not appearing & {person.name for person in film.absent}


def test_a_name_says_nothing_of_a_look_but_the_pronoun():
    looks = {}
    for film in MANY:
        for person in film.credits:
            looks.setdefault(person.name, set()).add(person.look.tag)
            assert person.name in NAMES[person.look.pronoun]
    assert min(map(len, looks.values())) >= 6


def test_now_and_then_two_of_the_cast_look_alike():
    alike = [any(a.look.like == b.look.tag for a in film.cast for b in film.cast) for film in MANY]
    assert 0.35 < sum(alike) / len(alike) < 0.75
    assert all(like.like == look.tag for look in LOOKS for like in LOOKS if look.like == like.tag)


def test_clothes_stay_in_a_scene_and_change_between_scenes():
    changed = 0
    for film in MANY:
        portraits = {person.name: person.outfit for person in film.cast}
        for before, after in itertools.pairwise(film.clips):
            worn = [{p.name: p.outfit for p in (s.actor, *s.others)} for s in (before, after)]
            both = worn[0].keys() & worn[1].keys()
            if before.place == after.place:
                assert all(worn[0][name] == worn[1][name] for name in both)
            changed += any(worn[1][name] != portraits[name] for name in worn[1])
    assert changed > 500
