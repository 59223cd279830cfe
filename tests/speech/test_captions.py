"""What captions mean: voices, over which nobody describes, and sounds."""

import pytest

from adtool.speech.captions import is_dialogue, is_voice
from adtool.speech.sounds import DOERS, EITHER, MUSIC, PEOPLE, SOUNDS, SUNG, VOICES, forms

VOICED = [
    "[man speaking foreign language]",
    "(SPEAKS INDISTINCTLY)",
    "[whispering]",
    "[auctioneer rattling off bids]",
    "[cries out]",
    "(barks orders)",
    "[moans her name]",
    "[hisses angrily, in Parseltongue]",
    "[laughs in Spanish]",
    "[grumbling]",
    "[?]",
    "(???)",
    "[whispers [in French]]",
    "([mumbling])",
    "<speaking indistinctly>",
    "[snaps a command]",
    "[growls an insult]",
    "[unclosed, a man speaking",
    "{announcer on PA}",
    "[[Tom, laughing]] No!",
    "[singing in French]",
    "(people chanting)",
    "(Tom) Stop it!",
    "[indistinct chatter]",
    "[speaking Spanish]",
    "(woman on radio)",
    "[man on TV]",
    "(Tom)",
    "[muffled shouting]",
    "[child screaming]",
    "[announcer speaking over PA]",
    "(in Spanish)",
    "[laughs, speaks French]",
    "[all cheering]",
    "[NARRATOR]",
    "[crowd murmuring]",
    "[whispers indistinctly]",
    "[choir singing]",
    "[inaudible]",
    "[mutters]",
    "[glorping]",
    "[baby babbling]",
    "♪ Happy birthday ♪",
    "# Happy birthday #",
    "[woman vocalizing]",
    "[theme song playing]",
    "He said: (door slams)",
    "[singing, dog barking]",
    "[people and birds singing]",
    "ANNA (ON PHONE): Yes.",
    "[SPEAKING FRENCH] (door slams)",
    "♪ Dance, dance, dance ♪",
    "[praying in Latin]",
    "[shouts]",
    "[birds singing] Hello",
    "(sighs) Fine.",
    "[news anchor talking]",
    "（男が話す）",
]
SOUNDED = [
    "[thunder]",
    "(door slams)",
    "♪",
    "♪ instrumental ♪",
    "♪ [instrumental music] ♪",
    "♪ upbeat music playing ♪",
    "♪♪",
    "[music]",
    "[dramatic music playing]",
    "(DOOR CREAKS)",
    "[phone rings]",
    "[dog barking]",
    "[birds chirping]",
    "[birds singing]",
    "[footsteps approaching]",
    "[engine revving]",
    "[tires screeching]",
    "[wind howling]",
    "[wind whispering]",
    "(sighs)",
    "[gasps]",
    "[applause]",
    "[laughter]",
    "[audience laughing]",
    "[glass shatters]",
    "[gunshots]",
    "[no audible dialogue]",
    "[silence]",
    "[baby crying]",
    "ANNA: (sighs)",
    "Anna: (sighs)",
    "- (sighs)",
    "*sighs*",
    "[clears throat]",
    "[seagulls calling]",
    "[monkeys chattering]",
    "[rain pattering]",
    "[explosion]",
    "[car horn honks]",
    "[siren wailing]",
    "[refrigerator humming]",
    "[heavy breathing]",
    "[clock ticking]",
    "[keys jangling]",
    "[crickets chirping]",
    "[water splashing]",
    "[knocking on door]",
    "[beeping]",
    "[static]",
    "[theme music]",
    "(coughs)",
    "[panting]",
    "[man grunts]",
    "[groaning]",
    "[sobbing]",
    "[alarm blaring]",
    "[helicopter whirring]",
    "[waves crashing]",
    "（拍手）",
    "[Musik]",
    "[bell tolls]",
    "[snoring]",
    "[typing]",
    "[crowd applauding]",
    "[horse neighs]",
    "(elevator dings)",
    "[camera shutter clicks]",
    "[floorboards creaking]",
    "[rustling]",
    "[whoosh]",
    "[train rumbling]",
    "[door opens]",
    "[gate closes]",
    "[cheerful whistling]",
    "♪ soft piano ♪",
    "[glass breaking]",
    "[water running]",
    "",
    "...",
    "- (sighs)\n- [gasps]",
    "[dog barking] (door slams)",
    "ANNA MAY: [laughs]",
    "MAN 2: (coughs)",
]


@pytest.mark.parametrize("text", VOICED)
def test_voices_are_dialogue(text: str) -> None:
    assert is_dialogue(text)


@pytest.mark.parametrize("text", SOUNDED)
def test_sounds_are_none(text: str) -> None:
    assert not is_dialogue(text)


@pytest.mark.parametrize(
    "text",
    [
        "♪ Happy birthday ♪",
        "♪ Happy birthday\nto you ♪",
        "♪ Happy birthday",
        "to you ♪",
        "♫ Ah, music of the night ♫",
        "# Happy birthday #",
        "# Happy birthday",
        "[singing in French]",
        "(choir singing)",
        "[theme song playing]",
        "[hums a lullaby]",
        "♪ (vocalizing) ♪",
    ],
)
def test_sung_words_are_a_choice(text: str) -> None:
    assert is_dialogue(text)
    assert not is_dialogue(text, songs=False)


@pytest.mark.parametrize(
    "text",
    [
        "- Hello.\n- ♪ la la ♪",
        "♪ la la\n- Who is there?",
        "♪ la ♪ Stop!",
        "Listen! ♪ la ♪",
        "(people chanting)",
        "[speaking, singing]",
        "#1 fan!",
        "♪ la ♪ [whispering]",
        "[singing] Hello",
        "No. 5 # 6",
    ],
)
def test_where_songs_are_gaps_other_words_are_still_speech(text: str) -> None:
    assert is_dialogue(text, songs=False)


@pytest.mark.parametrize(
    "text",
    [
        "[man speaking",
        "[thunder",
        "thunder]",
        "Listen to me: (door slams)",
        "Hi [music]",
        "(door slams) Hi",
        "ANNA:",
        "42",
        "Да",
        "你好",
        "[Rosa]",
        "(Rosa)\n(thunder)",
    ],
)
def test_what_is_not_sure_is_speech(text: str) -> None:
    assert is_dialogue(text)


def test_a_bird_sings_no_words_but_somebody_beside_it_does() -> None:
    assert not is_voice("birds softly singing")
    assert is_voice("birds and people singing")
    assert is_voice("singing, birds")
    assert is_voice("bird says hello")
    assert not is_voice("instrumental song")
    assert not is_voice("no dialogue")
    assert not is_voice("")


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("slams", "slam"),
        ("slamming", "slam"),
        ("slammed", "slam"),
        ("cries", "cry"),
        ("chiming", "chime"),
        ("buzzes", "buzz"),
        ("sang", "sing"),
        ("narrator's", "narrator"),
        ("singers", "sing"),
    ],
)
def test_words_are_found_in_other_forms(word: str, plain: str) -> None:
    assert plain in forms(word)


def test_no_word_is_both_a_voice_and_a_sound() -> None:
    assert not VOICES & (SOUNDS | EITHER | SUNG | DOERS | MUSIC)
    assert not EITHER & (SOUNDS | SUNG)
    assert not PEOPLE & (SOUNDS | DOERS)


@pytest.mark.parametrize(
    "text",
    [
        *("[doorbell]", "[crickets]", "[train passing]", "[stomach grumbling]", "([thunder])"),
        *("♪ Musik ♪", "♪ música ♪", "♪ 音楽 ♪", "[[door slams]]", "((rain))", "<thunder>"),
        *("[thunder grumbling]", "【雷鳴】", "[trains]"),
    ],
)
def test_more_sounds_are_none(text: str) -> None:
    assert not is_dialogue(text)
