import random
import re

from adtool.storyworld import sample_film, seeds
from adtool.storyworld.actions import ACTIONS
from adtool.storyworld.objects import OBJECTS
from adtool.storyworld.people import NAMES as FIRST_NAMES
from adtool.storyworld.places import PLACES
from adtool.storyworld.wording import NOUNS, VERBS, caption
from adtool.storyworld.wording import PLACES as WHERE

FILMS = [sample_film(seed) for seed in seeds("train", 30)]
SHOTS = [shot for film in FILMS for shot in film.clips]
NAMES = {name for names in FIRST_NAMES.values() for name in names}


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", text)


def test_there_are_words_for_all_that_is_drawn_and_for_nothing_else():
    assert set(VERBS) == set(ACTIONS)
    assert set(NOUNS) == set(OBJECTS)
    assert set(WHERE) == set(PLACES)


def test_every_verb_form_begins_in_the_present_tense_of_the_third_person():
    first = {form.split()[0] for forms in VERBS.values() for form in forms}
    assert all(verb.endswith("s") for verb in first), first


def test_a_description_is_one_sentence_that_names_who_acts():
    for shot in SHOTS:
        assert re.fullmatch(r"[A-Z][A-Za-z ,]*\.", shot.text), shot.text
        assert shot.actor.name in words(shot.text)


def test_a_description_names_nobody_who_is_not_in_the_clip():
    for shot in SHOTS:
        assert NAMES & set(words(shot.text)) <= set(shot.characters), shot.text


def test_the_article_goes_with_the_noun():
    for shot in SHOTS:
        for article, noun in re.findall(r"\b(an?) (\w)", shot.text):
            assert (article == "an") == (noun in "aeiou"), shot.text


def test_a_thing_is_new_once_a_scene_and_known_after_that():
    for film in FILMS:
        scene: list[str] = []
        place = None
        for shot in film.clips:
            scene = scene if shot.place == place else []
            place = shot.place
            if shot.thing and shot.action != "juggle":
                nouns = "|".join(NOUNS[shot.thing].names)
                (article,) = re.findall(rf"\b(the|an?) (?:{nouns})\b", shot.text)
                assert (article == "the") == (shot.thing in scene), shot.text
            scene.append(shot.thing or "")


def test_the_first_line_of_a_scene_says_where():
    for film in FILMS:
        place = None
        for shot in film.clips:
            where = WHERE[shot.place]
            assert (where in shot.text.lower()) == (shot.place != place), shot.text
            place = shot.place


def test_sentences_are_put_in_many_ways():
    for action in ("throw", "drop", "examine"):
        begun = {shot.text.split(shot.actor.name)[1].split()[0] for shot in SHOTS
                 if shot.action == action}  # fmt: skip
        assert len(begun) == len(VERBS[action])


def test_a_plain_caption_says_what_is_done_with_what_and_where_but_nobodys_name():
    rng = random.Random(0)
    for shot in SHOTS[:200]:
        text = caption(shot.actor, shot.others, shot.action, shot.thing, place=shot.place, rng=rng)
        assert shot.actor.look.words in text
        assert WHERE[shot.place] in text
        assert not NAMES & set(words(text)), text
