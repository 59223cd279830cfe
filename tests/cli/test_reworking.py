"""``adtool convert``: scripts merged, split, fitted to another cut, known again by their ids."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adtool.cli import group
from adtool.gaps.report import GapReport, write_gaps
from adtool.scripts import read_script, write_script
from adtool.timeline import Candidate, Gap, Line, Script, Span


def convert(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["convert", *map(str, arguments)])


@pytest.fixture
def reels(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "reel1.srt", tmp_path / "reel2.srt"]
    write_script(Script((Line(1_000, 2_000, "One."),)), paths[0])
    write_script(Script((Line(3_000, 4_000, "Two."),)), paths[1])
    return paths


def test_reels_become_a_film_and_the_film_reels(tmp_path: Path, reels: list[Path]) -> None:
    film = tmp_path / "film.json"
    result = convert(*reels, "--merge", "--offsets", "0,20:00", "-o", film)
    assert result.exit_code == 0, result.output
    starts = [line.start for line in read_script(film).lines]
    assert starts == [1_000, 1_203_000]
    result = convert(film, "--split-at", "20:00", "-o", tmp_path / "part{part}.srt")
    assert result.exit_code == 0, result.output
    for number, reel in enumerate(reels, 1):
        assert (tmp_path / f"part{number}.srt").read_text() == reel.read_text()


def test_parts_that_know_their_films_length_need_no_offsets(tmp_path: Path) -> None:
    for number in (1, 2):
        script = Script((Line(0, 1_000, f"{number}."),), duration=60_000)
        write_script(script, tmp_path / f"{number}.json")
    film = tmp_path / "film.vtt"
    result = convert(tmp_path / "1.json", tmp_path / "2.json", "--merge", "-o", film)
    assert result.exit_code == 0, result.output
    assert [line.start for line in read_script(film).lines] == [0, 60_000]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["reel1.srt", "reel2.srt", "--merge", "-o", "f.srt"], "say --offsets 0,20:00"),
        (["reel1.srt", "--offsets", "0", "-o", "f.srt"], "--offsets is for --merge"),
        (["reel1.srt", "reel2.srt", "--merge", "--offsets", "0", "-o", "f.srt"], "names 1 times"),
        (["reel1.srt", "--split-at", "1:00", "-o", "f.srt"], "needs {part} in -o"),
        (["reel1.srt", "-o", "f{part}.srt"], "needs {part} in -o"),
        (["reel1.srt", "--split-at", "soon", "-o", "f{part}.srt"], "'soon' is no time like 90"),
        (["reel1.srt", "--split-at", "2:00,1:00", "-o", "f{part}.srt"], "times that rise"),
        (["reel1.srt", "--old-cut", "a.json", "-o", "f.srt"], "belong together"),
        (
            ["reel1.srt", "reel2.srt", "--draft", "a.json", "-f", "vtt", "-o", "x/"],
            "take one scrip",
        ),
        (["reel1.srt", "--in-place", "--draft", "a.json"], "--in-place does not go with"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    tmp_path: Path,
    reels: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    fault: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = convert(*arguments)
    assert result.exit_code == 2, result.output
    assert fault in " ".join(result.stderr.split())
    assert not list(tmp_path.glob("f*.srt"))


def cut(path: Path, speech: list[tuple[int, int]], duration: int) -> Path:
    spans = [Span(*one) for one in speech]
    edges = [Span(0, 0), *spans, Span(duration, duration)]
    gaps = [Gap(a.end, b.start) for a, b in pairwise(edges) if b.start > a.end]
    write_gaps(GapReport("film.mp4", duration, tuple(spans), tuple(gaps)), path)
    return path


def test_lines_are_fitted_to_another_cut_and_those_that_are_not_are_told(tmp_path: Path) -> None:
    speech = [
        (5_000, 7_000),
        (12_000, 13_500),
        (20_000, 24_000),
        (31_000, 32_200),
        (40_000, 43_000),
    ]
    old = cut(tmp_path / "old.json", speech, 60_000)
    fewer = [*speech[:3], *((a - 4_000, b - 4_000) for a, b in speech[3:])]
    new = cut(tmp_path / "new.json", fewer, 56_000)
    lines = (
        Line(8_000, 11_000, "Whole."),
        Line(24_500, 30_500, "Too long."),
        Line(34_000, 38_000, "Later."),
    )
    write_script(Script(lines, movie="film.mp4", duration=60_000), tmp_path / "ad.json")
    out = tmp_path / "new.srt"
    result = convert(tmp_path / "ad.json", "--old-cut", old, "--new-cut", new, "-o", out)
    assert result.exit_code == 0, result.output
    assert "Left out: 0:00:24.500: 'Too long.' has no room any more" in result.stderr
    assert "2 of 3 lines have their place in the new cut, 0 of them to look at; 1 left out." in (
        result.stderr
    )
    assert [(line.start, line.text) for line in read_script(out).lines] == [
        (8_000, "Whole."),
        (30_000, "Later."),
    ]


def test_an_edited_table_gets_back_what_its_draft_knew(tmp_path: Path) -> None:
    line = Line(1_000, 2_000, "A man.", candidates=(Candidate("A man.", -1.0),), id="ad-0001")
    write_script(Script((line,)), tmp_path / "ad.json")
    assert convert(tmp_path / "ad.json", "-o", tmp_path / "ad.csv").exit_code == 0
    text = (tmp_path / "ad.csv").read_text().replace("A man.", "Tom enters.")
    (tmp_path / "ad.csv").write_text(text)
    told = ("--draft", tmp_path / "ad.json", "-o", tmp_path / "edited.json")
    result = convert(tmp_path / "ad.csv", *told)
    assert result.exit_code == 0, result.output
    assert "ad.json knows 1 of the 1 lines by their ids." in result.stderr
    (edited,) = read_script(tmp_path / "edited.json").lines
    assert (edited.text, edited.candidates) == ("Tom enters.", line.candidates)
    assert edited.facts == {"draft": "A man."}
