"""Which words set an AD apart from its neighbours."""

from __future__ import annotations

from adtool.english.distinctive import distinctive_tokens, distinctive_words, telling_words
from adtool.english.words import words
from adtool_training.losses import distinctive_words as same_function


def test_words_that_a_neighbour_has_are_not_distinctive():
    ads = ["A dog sleeps on the porch.", "The dog barks.", "It sleeps again."]
    assert distinctive_words(ads, []) == [{"porch"}, {"barks"}, frozenset()]
    assert distinctive_words is same_function


def test_names_are_not_distinctive_in_any_of_their_parts():
    ads = ["Anna Berg lifts a lamp.", "Berg's brother waves."]
    assert distinctive_words(ads, ["Anna Berg"]) == [{"lifts", "lamp"}, {"brother", "waves"}]


def test_capitals_in_mid_sentence_are_names_wherever_they_stand():
    ads = ["Marlow grins. Slowly, he turns.", "She follows Marlow to Paris."]
    assert distinctive_words(ads, []) == [{"grins", "slowly", "turns"}, {"follows", "paris"}]


def test_a_word_twice_in_one_ad_is_still_its_own():
    assert distinctive_words(["Rain, more rain."], []) == [{"rain"}]


def test_a_window_of_one_empty_ad_gives_an_empty_set():
    assert distinctive_words([""], ["Ann"]) == [frozenset()]
    assert distinctive_words([], []) == []


def test_words_keep_their_hyphens_and_lose_their_possessive():
    found = [word for word, _, _ in words("The well-worn coat's hem — it doesn’t fit.")]
    assert found == ["the", "well-worn", "coat", "hem", "it", "doesn't", "fit"]


def test_days_places_and_titles_are_words_like_others():
    ads = ["He meets Mr. Lind and Dr. Moss on Monday.", "In Paris, Captain Kirk eats."]
    assert distinctive_words(ads, []) == [
        {"meets", "dr", "monday"},
        {"paris", "captain", "eats"},
    ]
    assert distinctive_words(["A captain lifts Otto."], ["Captain Otto Lind"]) == [
        {"captain", "lifts"}
    ]


def test_a_token_that_only_touches_a_word_is_no_part_of_it():
    assert distinctive_tokens("a lamp b", frozenset({"lamp"}), [(0, 2), (2, 6), (6, 8)]) == [
        False,
        True,
        False,
    ]


def test_every_sub_word_token_of_a_distinctive_word_is_marked():
    text = "She unlocks it."
    offsets = [(0, 3), (3, 6), (6, 11), (11, 14), (14, 15), (0, 0)]  # She| un|locks| it|.|<end>
    assert distinctive_tokens(text, frozenset({"unlocks"}), offsets) == [
        False,
        True,
        True,
        False,
        False,
        False,
    ]


def test_what_may_be_distinctive_is_neither_closed_class_nor_a_name() -> None:
    names = frozenset({"anna"})
    assert telling_words("Anna hands the lamp to Mia.", names) == {"hands", "lamp"}
    assert telling_words("", names) == frozenset()
