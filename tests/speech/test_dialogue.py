"""Cues in, dialogue out, whatever the format was."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.cues import Cue
from adtool.speech.dialogue import quiet, said_in
from adtool.timeline import Said

FILM = Path("film.srt")


def cue(line: int, start: int, end: int, *text: str) -> Cue:
    return Cue(line, start, end, "", text)


def said(*cues: Cue, songs: str = "speech") -> list[tuple[int, int, str]]:
    found = said_in(cues, FILM, songs)
    return [(one.start, one.end, one.text) for one in found]


def notes(*cues: Cue) -> list[str]:
    told: list[str] = []
    said_in(cues, FILM, note=told.append)
    return told


def test_dialogue_is_in_order_of_time() -> None:
    found = said_in([cue(5, 3000, 5000, "Two."), cue(1, 1000, 3000, "One.")], FILM)
    assert found == (Said(1000, 3000, "One."), Said(3000, 5000, "Two."))


def test_what_overlaps_is_said_by_two() -> None:
    assert said(cue(1, 0, 3000, "One."), cue(4, 1000, 2000, "Two.")) == [
        (0, 3000, "One."),
        (1000, 2000, "Two."),
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<v Anna>Who\n <i>are</i> you?", "Who are you?"),
        ("{\\an8}Hello.", "Hello."),
        ("<font color=red>Hi</font>\\NTom\\hB.", "Hi Tom B."),
        ("Q&amp;A&nbsp;&gt;&gt; now", "Q&A >> now"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("we<00:00:01.200><c> go</c>", "we go"),
        ("a &lt;k&gt;", "a <k>"),
        ("&lt;i&gt;Hi&lt;/i&gt;", "Hi"),
        ("<whispers>", "<whispers>"),
        ("<Stop it!>", "<Stop it!>"),
        ("Hi<br/>you<BR>there", "Hi you there"),
        ("{y:i}Hi {C:$0000ff}you", "Hi you"),
        ("<color=#ff0000>Hi</color>", "Hi"),
        ("<c.yellow.bg_blue>Hi</c>", "Hi"),
        ("â™ª Hi â™ª", "♪ Hi ♪"),
        ("{sighs} Yes", "{sighs} Yes"),
    ],
)
def test_text_is_without_markup(text: str, plain: str) -> None:
    assert said(cue(1, 0, 1000, *text.split("\n"))) == [(0, 1000, plain)]


@pytest.mark.parametrize(
    "text",
    [
        *("", "&nbsp;", "<i></i>", "{\\an8}", "[music]", "♪", "(sighs)", "<i>[music]</i>"),
        *("{\\an8}[thunder]", "{\\i1}(door slams){\\i0}", "&#9834;", "â™ª", "&lt;b&gt;♪&lt;/b&gt;"),
        *("<font color='red'>[rain]</font>", "{y:i}[thunder]", "<i>♪</i> <i>♪</i>"),
    ],
)
def test_cues_without_words_are_no_dialogue(text: str) -> None:
    assert said(cue(1, 0, 1000, text)) == []


def test_the_same_cue_twice_is_said_once() -> None:
    assert said(cue(1, 0, 1000, "A"), cue(4, 0, 1000, "A"), cue(7, 0, 1000, "B")) == [
        (0, 1000, "A"),
        (0, 1000, "B"),
    ]


def test_what_begins_before_the_movie_is_said_from_its_start() -> None:
    assert said(cue(1, -500, 1000, "A")) == [(0, 1000, "A")]
    assert notes(cue(1, -500, 1000, "A")) == []


def test_what_ends_before_the_movie_begins_is_left_out_with_a_note() -> None:
    assert said(cue(1, -2000, 0, "A"), cue(4, 0, 1000, "B")) == [(0, 1000, "B")]
    assert notes(cue(1, -2000, 0, "A")) == [
        "film.srt: the cue of line 1 ends before the movie begins: 'A'"
    ]
    assert notes(cue(1, -2000, -1000, "[music]")) == []


def test_words_without_length_are_refused_and_sounds_are_not() -> None:
    with pytest.raises(ScriptError, match=r"film\.srt: line 4: the cue has no length: 'Hello\.'"):
        said(cue(4, 1000, 1000, "Hello."))
    assert said(cue(4, 1000, 1000, "[music]"), cue(7, 1000, 1000)) == []


def test_credits_are_no_speech_and_told() -> None:
    cues = [
        cue(2, 0, 5000, "Subtitles by", "<i>Anna</i>"),
        cue(6, 9000, 9500, "Hello."),
        cue(9, 99_000, 99_500, "www.example.com"),
    ]
    assert said(*cues) == [(9000, 9500, "Hello.")]
    assert notes(*cues) == [
        "film.srt: line 2 is a credit, no speech: 'Subtitles by Anna'",
        "film.srt: line 9 is a credit, no speech: 'www.example.com'",
    ]


def test_rolling_captions_say_each_word_once() -> None:
    cues = [
        cue(1, 0, 1000, "we<00:00:00.500><c> go</c>"),
        cue(4, 1000, 1010, "we go"),
        cue(7, 1010, 3000, "we go", "home<00:00:02.000><c> now</c>"),
    ]
    assert said(*cues) == [(0, 1010, "we go"), (1010, 3000, "home now")]


def test_songs_are_speech_or_gaps() -> None:
    cues = [cue(1, 0, 1000, "♪ La la ♪"), cue(4, 2000, 3000, "Hello.")]
    assert len(said(*cues)) == 2
    assert said(*cues, songs="gap") == [(2000, 3000, "Hello.")]


def test_no_cue_is_no_dialogue() -> None:
    assert said() == []
    quiet("nothing")
