"""Scenarist closed captions as the dialogue's subtitles."""

import re

import pytest

from adtool.errors import ScriptError
from adtool.speech.readers.film import Film
from adtool.speech.readers.scc import read as read_scc

HELLO = "94ae 94ae 9420 9420 9470 9470 c8e5 ecec ef80 942f 942f"
"""A caption that pops on: erase, load, row 15, "Hello", show."""

SCC = f"""Scenarist_SCC V1.0

00:00:01;00\t{HELLO}

00:00:03;00\t942c 942c

"""
FRAME = 1001 / 30


def near(found):
    """Return times in whole frames, and words."""
    return [(round(one[0] / FRAME), round(one[1] / FRAME), one[2]) for one in found]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SCC, "film.scc"),
        (SCC, "film.txt"),
        (SCC, "film.srt"),
        (SCC.replace("\n", "\r\n"), "film.scc"),
        ("\ufeff" + SCC, "film.scc"),
        (SCC.encode("utf-16"), "film.scc"),
        (SCC.replace("\t", "   "), "film.scc"),
        (SCC.replace("\t", " \t"), "film.scc"),
        (SCC.replace("94ae", "94AE").replace("c8e5", "C8E5"), "film.scc"),
        (SCC.replace("942c 942c", "942c  942c  "), "film.scc"),
        (SCC.replace(";", ":"), "film.scc"),
        (SCC.replace("00:00:01;00", "00;00;01;00"), "film.scc"),
        (SCC.replace("00:00:01;00", "00:00:01.00"), "film.scc"),
        (SCC.replace("Scenarist_SCC V1.0\n", ""), "film.scc"),
        (SCC.strip(), "film.scc"),
    ],
)
def test_a_caption_is_shown_until_it_is_erased(read, content, name):
    assert near(read(content, name)) == [(39, 90, "Hello")]


def test_rolling_captions_and_painted_ones_are_read(read):
    content = (
        "Scenarist_SCC V1.0\n\n"
        "00:00:05;00\t9425 9425 94ad 94ad 9470 9470 d2ef ecec 2075 7080\n\n"
        "00:00:06;00\t94ad 94ad 9470 9470 e1e7 e1e9 6e80\n\n"
        "00:00:08;00\t942c 942c\n\n"
        "00:00:09;00\t9429 9429 9470 9470 d061 e96e f480\n\n"
        "00:00:10;00\t942c 942c\n"
    )
    found = read(content, "film.scc")
    assert [text.splitlines()[-1] for _, _, text in found] == ["Roll up", "again", "Paint"]
    assert [round(start / 1000) for start, _, _ in found] == [5, 6, 9]
    assert [round(end / 1000) for _, end, _ in found] == [6, 8, 10]


def test_a_caption_that_nothing_erases_ends_all_the_same(read):
    found = read(SCC[: SCC.index("00:00:03")], "film.scc")
    assert near(found)[0][0] == 39
    assert found[0][1] - found[0][0] == 7_000


def test_time_codes_that_count_frames_are_slower_than_a_clock(tmp_path):
    for mark, hour in ((":", 3_603_600), (";", 3_600_000)):
        content = SCC.replace("00:00:0", "01:00:0").replace(";", mark)
        found = read_scc(content.encode(), tmp_path / "film.scc", Film())
        assert found.hour == hour
        assert abs(found.cues[0].start - hour - 39 * FRAME) < 5


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("00:00:0x;00\t942c 942c", "line 7: this is no line of captions"),
        ("00:00:08\t942c 942c", "line 7: this is no line of captions"),
        ("00:00:61;00\t942c 942c", "line 7: this is no line of captions"),
        ("00:75:01;00\t942c 942c", "line 7: this is no line of captions"),
        ("00:00:08;30\t942c 942c", "line 7: this is no line of captions"),
        ("00:00:08;00\t942c 94", "line 7: this is no line of captions"),
        ("00:00:08;00\t942c xyzw", "line 7: this is no line of captions"),
        ("00:00:08;00", "line 7: this is no line of captions"),
        ("942c 942c", "line 7: this is no line of captions"),
        ("00:00:08;00\tHello there", "line 7: this is no line of captions"),
        ("0:00:08;00\t942c", "line 7: this is no line of captions"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_with_its_number(read, line, fault):
    with pytest.raises(ScriptError, match=fault):
        read(f"{SCC}{line}\n", "film.scc")


def test_a_file_that_shows_nothing_is_refused(read):
    for content in ("Scenarist_SCC V1.0\n", "Scenarist_SCC V1.0\n\n00:00:08;00\t942c 942c\n"):
        with pytest.raises(ScriptError, match="not one cue"):
            read(content, "film.scc")


def test_words_that_no_standard_knows_end_in_one_line(read):
    noise = " ".join(f"{(number * 7919) % 65536:04x}" for number in range(3_000))
    try:
        read(f"Scenarist_SCC V1.0\n\n00:00:01;00\t{noise}\n", "film.scc")
    except ScriptError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either will do)


def test_captions_of_the_second_channel_are_read_as_well(read):
    second = SCC.replace("94ae", "1cae").replace("9420", "1c20").replace("9470", "1c70")
    second = second.replace("942f", "1c2f").replace("942c", "1c2c")
    assert near(read(second, "film.scc")) == [(39, 90, "Hello")]
    later = re.sub(r"00:00:(\d\d)", lambda at: f"00:01:{at[1]}", second.split("\n", 1)[1])
    assert near(read(SCC + later, "film.scc"))[0] == (39, 90, "Hello")
    assert len(read(SCC + later, "film.scc")) == 2


def test_joined_files_whose_times_restart_are_refused(read):
    with pytest.raises(ScriptError, match="the times start again"):
        read(SCC + "\n" + SCC, "film.scc")


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"])
def test_digits_that_no_decoder_knows_are_refused(read, digits):
    with pytest.raises(ScriptError, match=r"line \d+: this is no line of captions"):
        read(
            SCC.replace(
                "00:00:01;00", "00:00:01;00".translate(str.maketrans("0123456789", digits))
            ),
            "film.scc",
        )
