"""What a reader finds becomes cues that can be trusted."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.speech.readers.film import Found, cues_of

PATH = Path("film.sub")


def test_cues_keep_their_place_in_the_file_and_lose_blank_lines_around_their_text():
    cues = cues_of(PATH, [Found(7, 1_000, 2_000, "\nA\nB\n\n"), Found(9, 0, 500, "")]).cues
    assert [(cue.line, cue.start, cue.end, cue.text) for cue in cues] == [
        (7, 1_000, 2_000, ("A", "B")),
        (9, 0, 500, ()),
    ]


def test_what_has_no_end_ends_with_the_next_text_or_after_seven_seconds():
    found = [
        Found(1, 1_000, None, "A"),
        Found(2, 1_000, None, "B"),
        Found(3, 2_000, 2_500, ""),
        Found(4, 4_000, 5_000, "C"),
        Found(5, 6_000, None, "D"),
    ]
    ends = [cue.end for cue in cues_of(PATH, found).cues]
    assert ends == [4_000, 4_000, 2_500, 5_000, 13_000]


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        ([], "film.sub: holds no subtitles: not one cue"),
        ([Found(3, 2_000, 1_999, "")], "film.sub: block 3: the cue ends before it starts"),
        ([Found(3, 360_000_000, None, "")], "block 3: no film goes on for 100 hours"),
        ([Found(3, 0, 360_000_000, "")], "block 3: no film goes on for 100 hours"),
        ([Found(3, 0, 1, "a" * 10_001)], "block 3: a cue's text has 10001 letters"),
    ],
)
def test_what_cannot_be_is_refused(found, fault):
    with pytest.raises(ScriptError, match=fault):
        cues_of(PATH, found, place="block")


def test_the_last_moments_of_a_cue_are_in_order():
    assert cues_of(PATH, [Found(3, 2_000, 2_000, "")], hour=5).hour == 5
    assert cues_of(PATH, [Found(3, 0, 359_999_999, "")]).cues[0].end == 359_999_999
