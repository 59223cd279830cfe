"""MicroDVD as the dialogue's subtitles: frames, and how many a second has."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.speech.readers.film import Film
from adtool.speech.readers.microdvd import read as read_microdvd

SUB = "{25}{50}Hello.\n{100}{150}{y:i}How are|/you?\n"
CUES = [(1_000, 2_000, "Hello."), (4_000, 6_000, "How are\nyou?")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SUB, "film.sub"),
        (SUB, "film.txt"),
        (SUB, "film.srt"),
        (SUB.replace("\n", "\r\n"), "film.sub"),
        ("\ufeff" + SUB, "film.sub"),
        (SUB.encode("utf-16"), "film.sub"),
        (SUB.replace("{25}{50}", " { 25 } {50}"), "film.sub"),
        ("{1}{1}25\n" + SUB, "film.sub"),
        ("{DEFAULT}{}{C:$FFFFFF}\n" + SUB, "film.sub"),
        (SUB.replace("Hello", "{C:$0000FF}{Y:b}Hello"), "film.sub"),
        (SUB.replace("|", "\n"), "film.sub"),
        (
            SUB.replace("{50}", "{}").replace("{100}", "{50}").replace("{50}{1", "{100}{1"),
            "film.sub",
        ),
    ],
)
def test_every_cue_is_read(read, content, name):
    found = read(content, name)
    assert [one[0] for one in found] == [1_000, 4_000]
    assert [one[2] for one in found] == ["Hello.", "How are\nyou?"]


@pytest.mark.parametrize(
    ("line", "second"),
    [
        ("{1}{1}25", 25),
        ("{1}{1}25.000", 25),
        ("{0}{0}25", 25),
        ("{1}{1}30", 30),
        ("{1}{1}23.976", 24_000 / 1001),
        ("{1}{1}23,976", 24_000 / 1001),
        ("{1}{1}23.98", 24_000 / 1001),
        ("{1}{1}29.97 fps", 30_000 / 1001),
        ("{1}{1}24", 24),
        ("{1}{1}12.5", 12.5),
        ("{1}{1} 50", 50),
    ],
)
def test_the_first_line_tells_the_frame_rate_whatever_the_film_has(read, notes, line, second):
    frames = 100_000
    found = read(f"{line}\n{{{frames}}}{{{frames + 100}}}Hello.\n", "film.sub", rate=48)
    assert found[0][:2] == (round(frames / second * 1000), round((frames + 100) / second * 1000))
    assert notes == []


@pytest.mark.parametrize("rate", [24, 25, 30])
def test_else_it_is_the_films_and_the_user_is_told(read, notes, rate):
    assert read(SUB, "film.sub", rate=rate)[0][0] == round(25_000 / rate)
    assert notes == [f"film.sub counts frames; a second has {rate}, as in film.mp4."]


def test_without_a_film_and_a_first_line_that_tells_it_is_refused(tmp_path):
    with pytest.raises(ScriptError, match=r"nothing tells how many a second has; begin it with"):
        read_microdvd(SUB.encode(), tmp_path / "film.sub", Film())
    assert len(read_microdvd(b"{1}{1}25\n" + SUB.encode(), Path("film.sub"), Film()).cues) == 2


def test_a_number_that_is_said_is_no_frame_rate(read):
    assert read("{25}{50}12\n", "film.sub") == [(1_000, 2_000, "12")]


def test_a_cue_without_an_end_lasts_until_the_next_and_never_long(read):
    found = read("{25}{}One\n{50}{}Two\n{5000}{}Three\n", "film.sub")
    assert [one[:2] for one in found] == [(1_000, 2_000), (2_000, 9_000), (200_000, 207_000)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{x}{200}No", "line 3: this is no cue"),
        ("{1o0}{200}No", "line 3: this is no cue"),
        ("{180}No", "line 3: this is no cue"),
        ("{180}{2o0}No", "line 3: this is no cue"),
        ("[180][200]No", "line 3: this is no cue"),
        ("{180}[200]No", "line 3: this is no cue"),
        ("(180)(200)No", "line 3: this is no cue"),
        ("{9999999999}{99999999999}No", "line 3: this is no cue"),
        ("{200}{180}No", "line 3: the cue ends before it starts"),
        ("{99999999}{99999999}No", "line 3: no film goes on for 100 hours"),
    ],
)
def test_a_line_that_is_no_cue_is_refused_with_its_number(read, line, fault):
    with pytest.raises(ScriptError, match=fault):
        read(f"{SUB}{line}\n", "film.sub")


def test_a_file_that_holds_only_its_frame_rate_is_refused(read):
    with pytest.raises(ScriptError, match="not one cue"):
        read("{1}{1}25\n", "film.sub")


@pytest.mark.parametrize(
    "line",
    [
        "{50}{75}Hello {500}{525}Bye.",
        "{50}{75}Hello {500} {525}Bye.",
        "{50}{75}Hello\n500}{525}Bye.",
        "{50}{75}Hello\n{}{525}Bye.",
        "{50}{75}Hello\n{five}{six}Bye.",
        "{50}{75}Hello\n&#123;500}{525}Bye.",
        "{50}{75}Hello|{500}{525}Bye.",
        "{50}{75}Hello\nx {500}{525}Bye.",
    ],
)
def test_a_cue_in_the_text_of_another_is_refused(read, line):
    number = 2 + line.count("\n")
    with pytest.raises(ScriptError, match=f"line {number}: this is no cue"):
        read(f"{{1}}{{1}}25\n{line}\n", "film.sub")


@pytest.mark.parametrize(
    "line", ["\u200b{50}{75}Hello", "\u200f{٥٠}{٧٥}Hello", "{50}{75}{\\an8}Hello"]
)
def test_what_nobody_sees_and_digits_of_other_scripts_change_nothing(read, line):
    assert read(f"{{1}}{{1}}25\n{line}\n", "film.sub")[0][:2] == (2_000, 3_000)


def test_joined_files_are_read_where_their_times_go_on_and_refused_where_they_restart(read):
    one, two = "{1}{1}25\n{50}{75}A\n{500}{525}B\n", "{1}{1}25\n{600}{625}C\n"
    assert [cue[0] for cue in read(one + two, "film.sub")] == [2_000, 20_000, 24_000]
    with pytest.raises(ScriptError, match="line 5: the times start again"):
        read(one + two.replace("600", "100"), "film.sub")
