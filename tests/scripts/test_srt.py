from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.errors import ScriptError
from adtool.scripts import read_script, srt
from adtool.scripts.wording import text_lines
from adtool.timeline import Line, Script


def test_cues_are_numbered_sorted_and_end_before_the_next_begins() -> None:
    script = Script(
        (
            Line(3_600_000, 3_601_500, "Late."),
            Line(1_000, 3_000, "Anna opens\n\nthe door."),
            Line(2_500, 2_900, "Tom – “Tom” – leaves."),
        )
    )
    assert srt.write(script) == (
        "1\n00:00:01,000 --> 00:00:02,500\nAnna opens\nthe door.\n\n"
        "2\n00:00:02,500 --> 00:00:02,900\nTom – “Tom” – leaves.\n\n"
        "3\n01:00:00,000 --> 01:00:01,500\nLate.\n\n"
    )


def test_what_players_take_for_commands_is_defused() -> None:
    script = Script((Line(0, 1000, r"{\an8}Anna --> \N Tom"),))
    assert srt.write(script) == "1\n00:00:00,000 --> 00:00:01,000\n(/an8)Anna --> /N Tom\n\n"


def test_a_script_without_lines_is_an_empty_file_and_comes_back(tmp_path: Path) -> None:
    assert srt.write(Script(())) == ""
    (tmp_path / "a.srt").write_text("")
    assert read_script(tmp_path / "a.srt") == Script(())


@pytest.mark.parametrize(
    "content",
    [
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Zoë</i> läuft\r\nweg.\r\n\r\n".encode(),
        "\ufeff1\n00:00:01,000 --> 00:00:02,000\nZoë läuft\nweg.\n".encode(),
        "1\n00:00:01,000 --> 00:00:02,000\nZoë läuft\nweg.\n".encode("cp1252"),
        "1\n00:00:01,000 --> 00:00:02,000\nZoë läuft\nweg.\n".encode("utf-16"),
    ],
)
def test_files_from_the_wild_are_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.srt").write_bytes(content)
    assert read_script(tmp_path / "a.srt").lines == (Line(1000, 2000, "Zoë läuft\nweg."),)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("Dear diary,\n", "holds no subtitles"),
        ("1\n00:00:02,000 --> 00:00:01,000\nNo.\n", "line 2: the cue ends before it starts"),
    ],
)
def test_what_is_no_srt_is_refused(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "a.srt").write_text(content)
    with pytest.raises(ScriptError, match=fault):
        read_script(tmp_path / "a.srt")


lines = st.lists(
    st.builds(
        lambda start, length, text: Line(start, start + length, text),
        st.integers(0, 20_000),
        st.integers(1, 9_000),
        st.text(st.characters(exclude_categories=("Cs",), exclude_characters="<>"), max_size=30),
    ),
    max_size=8,
)


@given(found=lines)
def test_any_script_becomes_cues_that_read_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, found: list[Line]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.srt"
    path.write_text(srt.write(Script(tuple(found))), encoding="utf-8", newline="")
    cues = read_script(path).lines
    starts = {line.start for line in found if text_lines(line.text)}
    assert [cue.start for cue in cues] == sorted(starts)
    assert all(one.end <= two.start for one, two in pairwise(cues))
