"""What is said of clips."""

import random
import re
from dataclasses import replace

from adtool.cast.character import Character
from adtool.english.roles import acts_on_themself
from adtool.storyworld import seeds
from adtool.storyworld.ad.colours import COLOUR_WORDS
from adtool.storyworld.ad.facts import facts, shown
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.sampling import sample_film
from adtool.storyworld.ad.things import Item
from adtool.storyworld.ad.wording import DIRECTIONS, PLACES, caption, describe
from adtool.storyworld.people import NAMES
from adtool.storyworld.places import PLACES as PLACES_DRAWN

FILMS = [sample_film(seed) for seed in seeds("train", 60)]
SHOTS = [shot for film in FILMS for shot in film.clips]


def sentences(shot, count=40):
    return {describe(shot, random.Random(seed)) for seed in range(count)}


def test_in_thousands_of_sentences_nobody_acts_on_themself():
    found = []
    for film in FILMS:
        cast = tuple(Character(one.name) for one in film.credits)
        found += [shot.text for shot in film.clips if acts_on_themself(shot.text, cast)]
    assert (len(SHOTS), found) == (2880, [])


def test_the_test_of_absurdity_can_fail():
    given = next(shot for shot in SHOTS if shot.action == "give")
    wrong = replace(given, others=(given.actor,), goes_on=False, changed="", manner="", reaction="")
    assert any(acts_on_themself(text, (Character(given.actor.name),)) for text in sentences(wrong))


def test_sentences_are_whole_and_clean():
    for shot in SHOTS:
        assert re.fullmatch(r"[A-Z].*[a-z]\.", shot.text), shot.text
        assert not re.search(r"  |[{}]| ,|\ba [aeiou]|\ban [^aeiou]|\.\.", shot.text), shot.text


def test_a_clip_can_be_told_in_many_ways():
    rich = [s for s in SHOTS if s.item and s.manner and s.reaction and s.direction][:10]
    assert len(rich) == 10
    assert all(len(sentences(shot)) > 35 for shot in rich)


def test_two_tellings_share_less_than_half_of_their_words():
    shared = []
    for number, shot in enumerate(SHOTS[:500]):
        one, two = (
            set(describe(shot, random.Random(f"{number} {turn}")).lower().strip(".").split())
            for turn in "ab"
        )
        shared.append(len(one & two) / len(one | two))
    assert 0.25 < sum(shared) / len(shared) < 0.5


def test_what_a_near_duplicate_changes_is_always_told():
    for shot in SHOTS:
        told = facts(shot.text)
        if shot.changed == "manner" and shot.manner:
            assert told.manner == shot.manner, shot.text
        if shot.changed == "direction":
            assert told.direction == shot.direction, shot.text
        if shot.changed == "item" and shot.item.colour:
            assert told.colour == shot.item.colour, shot.text
        if shot.changed == "reaction":
            assert shot.reacting.name in shot.text, shot.text


def test_up_and_down_are_always_told():
    steep = [shot for shot in SHOTS if shot.direction in ("up", "down")]
    assert len(steep) > 20
    assert all(facts(shot.text).direction == shot.direction for shot in steep)


def test_a_pronoun_stands_only_for_who_acted_last():
    for film in FILMS:
        before = None
        for shot in film.clips:
            if facts(shot.text).character is None:
                assert shot.goes_on
                assert before is not None
                assert before.actor.name == shot.actor.name
            before = shot


def test_what_returns_is_called_the_same_now_and_then():
    back = [shot for shot in SHOTS if shot.returns]
    assert any("the same" in shot.text for shot in back)
    assert not any("the same" in shot.text for shot in SHOTS if not shot.returns)


def test_every_place_direction_and_colour_has_words_and_no_two_share_one():
    assert PLACES.keys() == PLACES_DRAWN.keys()
    for table in (PLACES, DIRECTIONS, COLOUR_WORDS):
        words = [word for some in table.values() for word in some]
        assert len(set(words)) == len(words)


def test_a_caption_names_nobody_and_tells_all():
    names = {name for some in NAMES.values() for name in some}
    for shot in SHOTS[:300]:
        said = caption(shot, random.Random(1))
        assert not names & set(re.findall(r"\w+", said))
        assert any(word in said for word in PLACES[shot.place])
        assert (
            not shot.item
            or not shot.item.colour
            or any(word in said for word in COLOUR_WORDS[shot.item.colour])
        )


def test_several_things_are_told_in_the_plural():
    shot = next(shot for shot in SHOTS if shot.action == "juggle")
    told = replace(shot, item=Item("loaf of bread".replace("loaf of ", "")), changed="")
    assert any("three loaves" in text for text in sentences(told))
    assert shown(shot).action == "juggle"
    assert MOVES["juggle"].thing
