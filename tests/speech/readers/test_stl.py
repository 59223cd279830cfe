"""EBU STL as the dialogue's subtitles."""

import pytest

from adtool.errors import ScriptError

TIMES = ((0, 0, 1, 0), (0, 0, 2, 12))
"""From 1 s to 2.48 s at 25 frames a second."""


@pytest.fixture
def stl(subtitle_files):
    return subtitle_files.stl


@pytest.fixture
def block(subtitle_files):
    return subtitle_files.Block


def test_blocks_become_cues(read, stl, block):
    content = stl(
        block(*TIMES, b"\x0d\x0b\x0bHello.\x0a\x0a\x8a\x8aGood day."),
        block((10, 1, 3, 5), (10, 1, 4, 0), b"Bye."),
    )
    assert read(content, "film.stl") == [
        (1_000, 2_480, "Hello.\nGood day."),
        (36_063_200, 36_064_000, "Bye."),
    ]


@pytest.mark.parametrize("name", ["film.stl", "FILM.STL", "film.srt", "film", "film.txt"])
def test_what_is_in_the_file_tells_its_format(read, stl, block, name):
    assert read(stl(block(*TIMES, b"Hi")), name) == [(1_000, 2_480, "Hi")]


@pytest.mark.parametrize(
    ("rate", "frame", "ms"),
    [
        (b"STL25.01", 12, 480),
        (b"STL30.01", 15, 500),
        (b"STL24.01", 12, 500),
        (b"STL23.01", 23, 958),
        (b"STL50.01", 25, 500),
    ],
)
def test_frames_count_at_the_headers_rate(read, stl, block, rate, frame, ms):
    content = stl(block((0, 0, 1, 0), (0, 0, 2, frame), b"Hi"), rate=rate)
    assert read(content, "film.stl") == [(1_000, 2_000 + ms, "Hi")]


@pytest.mark.parametrize(
    ("letters", "written", "text"),
    [
        (b"00", b"Caf\xc2e", "Café"),
        (b"00", b"\xc8Uber", "Über"),
        (b"00", b"\xfb\xf1", "ßñ".replace("ñ", "æ")),
        (b"01", "Привет".encode("iso8859_5"), "Привет"),
        (b"02", "مرحبا".encode("iso8859_6"), "مرحبا"),
        (b"03", "Γεια".encode("iso8859_7"), "Γεια"),
        (b"04", "שלום".encode("iso8859_8"), "שלום"),
        (b"  ", b"Hello", "Hello"),
        (b"00", b"\x80Hel\x81lo \x02you\x07", "Hel lo you"),
        (b"00", b"\xc2", "\ufffd"),
    ],
)
def test_letters_are_those_of_the_alphabet_that_the_header_names(
    read, stl, block, letters, written, text
):
    content = stl(block(*TIMES, written), letters=letters)
    assert read(content, "film.stl")[0][2] == text


def test_a_text_of_several_blocks_is_one_cue(read, stl, block):
    content = stl(
        block(*TIMES, b"A long " * 16, extension=0), block(*TIMES, b"text."), block(*TIMES, b"Two.")
    )
    found = read(content, "film.stl")
    assert [one[2] for one in found] == ["A long " * 16 + "text.", "Two."]


def test_comments_and_user_data_are_not_said(read, stl, block):
    content = stl(
        block(*TIMES, b"Only for us", comment=1),
        block(*TIMES, b"bytes", extension=0xFE),
        block(*TIMES, b"Hi"),
    )
    assert read(content, "film.stl") == [(1_000, 2_480, "Hi")]


def test_padding_behind_the_last_block_is_nothing(read, stl, block):
    content = stl(block(*TIMES, b"Hi")) + b"\x1a\x00\x00\r\n"
    assert len(read(content, "film.stl")) == 1


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        ((0, 0, 1, 0), (0, 60, 2, 0), "block 2: this is no time code: 00:60:02:00"),
        ((0, 0, 61, 0), (0, 1, 2, 0), "block 2: this is no time code: 00:00:61:00"),
        ((0, 0, 1, 25), (0, 0, 2, 0), "block 2: this is no time code: 00:00:01:25"),
        ((255, 255, 255, 255), (0, 0, 2, 0), "block 2: this is no time code"),
        ((0, 0, 1, 0), (0, 0, 2, 255), "block 2: this is no time code"),
        ((0, 0, 3, 0), (0, 0, 2, 0), "block 2: the cue ends before it starts"),
        ((120, 0, 3, 0), (120, 0, 4, 0), "block 2: no film goes on for 100 hours"),
    ],
)
def test_a_time_code_that_makes_no_sense_is_refused_with_its_block(
    read, stl, block, start, end, fault
):
    with pytest.raises(ScriptError, match=fault):
        read(stl(block(*TIMES, b"Hi"), block(start, end, b"No")), "film.stl")


@pytest.mark.parametrize("bytes_left", [1024 + 200, 1024 + 127, 1024 + 1, 1000, 20])
def test_a_file_that_is_cut_off_is_refused(read, stl, block, bytes_left):
    content = stl(block(*TIMES, b"Hi"), block(*TIMES, b"Ho"))[:bytes_left]
    with pytest.raises(ScriptError, match="is cut off"):
        read(content, "film.stl")


def test_a_file_that_lacks_whole_blocks_is_refused(read, stl, block):
    with pytest.raises(ScriptError, match="is cut off: of 120 blocks of text, 1 are there"):
        read(stl(block(*TIMES, b"Hi"), named=120), "film.stl")
    with pytest.raises(ScriptError, match="block 1: the text goes on, and the file ends"):
        read(stl(block(*TIMES, b"Hi", extension=0)), "film.stl")


@pytest.mark.parametrize(
    "content", [b"Dear diary", b" " * 9 + b"STL25" * 400, b"850STLxx.01" + b" " * 2000]
)
def test_what_is_no_ebu_stl_is_refused(read, content):
    with pytest.raises(ScriptError, match="is no EBU STL"):
        read(content, "film.stl")


def test_a_file_without_a_block_is_refused(read, stl):
    with pytest.raises(ScriptError, match="not one cue"):
        read(stl(), "film.stl")


def test_a_file_that_was_joined_to_another_is_refused_with_its_block(read, stl, block):
    one = stl(block((0, 0, 1, 0), (0, 0, 2, 0), b"Hello."))
    with pytest.raises(ScriptError, match="block 2: another file begins here"):
        read(one + one, "film.stl")
