"""Which files are written of which sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from adtool.errors import OutputError
from adtool.scripts.targets import check_targets, targets_of

FILM = (Path("a/film.mp4"),)
TWO = (*FILM, Path("b/other.mkv"))


def test_one_files_extension_tells_its_format_unless_one_is_named() -> None:
    assert targets_of(FILM, Path("ad.vtt"), ()) == [((Path("ad.vtt"), "vtt"),)]
    assert targets_of(FILM, Path("ad.vtt"), ("srt",)) == [((Path("ad.vtt"), "srt"),)]


def test_several_formats_are_files_beside_each_other() -> None:
    assert targets_of(FILM, Path("x/ad.vtt"), ("srt", "ttml")) == [
        ((Path("x/ad.srt"), "srt"), (Path("x/ad.ttml"), "ttml"))
    ]


def test_in_a_folder_each_source_gives_its_name_to_each_format() -> None:
    assert targets_of(TWO, Path("out"), (), ("srt", "json")) == [
        ((Path("out/film.srt"), "srt"), (Path("out/film.json"), "json")),
        ((Path("out/other.srt"), "srt"), (Path("out/other.json"), "json")),
    ]


def test_a_folder_that_is_there_is_one_for_a_single_source_too(tmp_path: Path) -> None:
    assert targets_of((Path("-"),), tmp_path, ("vtt",)) == [((tmp_path / "script.vtt", "vtt"),)]


def test_standard_output_gets_the_named_or_the_first_of_the_usual_formats() -> None:
    assert targets_of(FILM, Path("-"), ("ttml",)) == [((Path("-"), "ttml"),)]
    assert targets_of(FILM, Path("-"), (), ("srt", "json")) == [((Path("-"), "srt"),)]


@pytest.mark.parametrize(
    ("sources", "output", "formats", "fault"),
    [
        (FILM, "-", (), "standard output takes one script in one format: say --format"),
        (FILM, "-", ("srt", "vtt"), "standard output takes one script in one format"),
        (TWO, "-", ("srt",), "several movies need a folder: -o DIR"),
        (TWO, __file__, ("srt",), "several movies need a folder: -o DIR"),
        (TWO, "out", (), "in a folder no extension tells the format: say --format"),
        ((*FILM, Path("film.mkv")), "out", ("srt",), "'film': describe them apart"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    sources: Sequence[Path], output: str, formats: Sequence[str], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        targets_of(sources, Path(output), formats, task=("movies", "describe"))


def test_every_file_is_tried_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "other.srt").write_text("mine")
    targets = targets_of(TWO, tmp_path, ("srt",))
    with pytest.raises(OutputError, match=r"other\.srt: exists already"):
        check_targets(targets, tmp_path, overwrite=False)
    check_targets(targets, tmp_path, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["other.srt"]


def test_only_the_folder_of_several_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with pytest.raises(OutputError, match="does not exist"):
        check_targets([((folder / "a.srt", "srt"),)], folder / "a.srt", overwrite=False)
    check_targets(targets_of(TWO, folder, ("srt",)), folder, overwrite=False)
    assert list(folder.iterdir()) == []
