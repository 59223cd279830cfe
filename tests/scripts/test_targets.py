"""Which files are written of which sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adtool.errors import OutputError
from adtool.output import keeping
from adtool.scripts.targets import SCRIPTS, Kind, check_targets, missing, names_of, targets_of

FILM = (Path("a/film.mp4"),)
TWO = (*FILM, Path("b/other.mkv"))
MOVIES = replace(SCRIPTS, what="movies", verb="describe")
DRAFTS = replace(MOVIES, default=("srt", "json"))


def test_one_files_extension_tells_its_format_unless_one_is_named() -> None:
    assert targets_of(FILM, Path("ad.vtt"), ()) == [((Path("ad.vtt"), "vtt"),)]
    assert targets_of(FILM, Path("ad.vtt"), ("srt",)) == [((Path("ad.vtt"), "srt"),)]


def test_several_formats_are_files_beside_each_other() -> None:
    assert targets_of(FILM, Path("x/ad.vtt"), ("srt", "ttml")) == [
        ((Path("x/ad.srt"), "srt"), (Path("x/ad.ttml"), "ttml"))
    ]


@pytest.mark.parametrize(("name", "hint"), [("drafts", True), ("ad.doc", False)])
def test_a_folder_that_is_not_there_must_end_with_a_slash(name: str, hint: bool) -> None:
    with pytest.raises(OutputError, match="names no script format") as refused:
        targets_of(FILM, Path(name), (), DRAFTS)
    assert ("or end it with / for a folder" in str(refused.value)) == hint


def test_in_a_folder_each_source_gives_its_name_to_each_format() -> None:
    assert targets_of(TWO, Path("out"), (), DRAFTS) == [
        ((Path("out/film.srt"), "srt"), (Path("out/film.json"), "json")),
        ((Path("out/other.srt"), "srt"), (Path("out/other.json"), "json")),
    ]


def test_a_folder_that_is_there_is_one_for_a_single_source_too(tmp_path: Path) -> None:
    assert targets_of((Path("-"),), tmp_path, ("vtt",)) == [((tmp_path / "script.vtt", "vtt"),)]


def test_standard_output_gets_the_named_or_the_first_of_the_usual_formats() -> None:
    assert targets_of(FILM, Path("-"), ("ttml",)) == [((Path("-"), "ttml"),)]
    assert targets_of(FILM, Path("-"), (), DRAFTS) == [((Path("-"), "srt"),)]


@pytest.mark.parametrize(
    ("sources", "output", "formats", "fault"),
    [
        (FILM, "-", (), "standard output takes one script in one format: say --format"),
        (FILM, "-", ("srt", "vtt"), "only one format can go to standard output"),
        (TWO, "-", ("srt",), "several movies need a folder: -o DIR"),
        (TWO, __file__, ("srt",), "several movies need a folder: -o DIR"),
        (TWO, "out", (), "in a folder no extension tells the format: say --format"),
        ((*FILM, Path("film.mkv")), "out", ("srt",), "'film': describe them apart"),
        ((*FILM, *FILM), "out", ("srt",), "the same file is named twice: a/film.mp4"),
        (
            (*FILM, Path("./a/../a/film.mp4")),
            "out",
            ("srt",),
            "the same file is named twice: a/../a/film.mp4",
        ),
        ((*FILM, Path("b/film.mkv")), "{stem}.ad.{ext}", ("srt",), "put {folder} into -o"),
        (TWO, "ad.{ext}", ("srt",), "ad.srt: put {stem} and {ext} into -o"),
        (FILM, "{stem}.ad", ("srt", "vtt"), "film.ad: put {stem} and {ext}"),
        (FILM, "{stem}.{ext}", (), "no extension tells the format: say --format"),
        (FILM, "{name}.{ext}", ("srt",), "there is no {name} for outputs"),
        (FILM, "{stem.srt", ("srt",), "a brace that is not closed"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    sources: Sequence[Path], output: str, formats: Sequence[str], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        targets_of(sources, Path(output), formats, MOVIES)


def test_a_template_names_each_file_by_its_source_and_format() -> None:
    assert targets_of(TWO, Path("out/{stem}.ad.{ext}"), (), DRAFTS) == [
        ((Path("out/film.ad.srt"), "srt"), (Path("out/film.ad.json"), "json")),
        ((Path("out/other.ad.srt"), "srt"), (Path("out/other.ad.json"), "json")),
    ]


def test_a_templates_extension_tells_the_format_where_it_has_one() -> None:
    assert targets_of(FILM, Path("{stem}.ad.vtt"), (), DRAFTS) == [((Path("film.ad.vtt"), "vtt"),)]
    assert targets_of(FILM, Path("{stem}.ad"), ("srt",)) == [((Path("film.ad"), "srt"),)]
    with pytest.raises(OutputError, match="the extension names no script format"):
        targets_of(FILM, Path("{stem}.ad"), (), DRAFTS)


def test_films_of_one_name_lie_beside_themselves_in_their_folders() -> None:
    films = (Path("a/film.mp4"), Path("b/film.mp4"))
    assert targets_of(films, Path("{folder}/{stem}.srt"), ()) == [
        ((Path("a/film.srt"), "srt"),),
        ((Path("b/film.srt"), "srt"),),
    ]


def test_one_folder_by_two_names_is_one(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    films = (tmp_path / "a" / "film.mp4", tmp_path / "b" / "film.mp4")
    with pytest.raises(ValueError, match=r"the same file is named twice: .*/film\.mp4"):
        targets_of(films, Path("{folder}/{stem}.srt"), ())


def test_a_folder_with_braces_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "{stem}"
    folder.mkdir()
    assert targets_of(FILM, folder, ("srt",)) == [((folder / "film.srt", "srt"),)]


def test_a_kind_has_formats_and_names_of_its_own(tmp_path: Path) -> None:
    kind = Kind("films", "see", {"list": ".txt"}, lambda _: "list", ("list",), "{stem}.seen.{ext}")
    assert targets_of(FILM, tmp_path, (), kind) == [((tmp_path / "film.seen.txt", "list"),)]
    assert targets_of(FILM, Path("a.b"), (), kind) == [((Path("a.b"), "list"),)]


def test_every_file_is_tried_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "other.srt").write_text("mine")
    targets = targets_of(TWO, tmp_path, ("srt",))
    with pytest.raises(OutputError, match=r"other\.srt: exists already"):
        check_targets(TWO, targets, tmp_path)
    check_targets(TWO, targets, tmp_path, overwrite=True)
    check_targets(TWO, targets, tmp_path, skip_existing=True)
    assert [path.name for path in tmp_path.iterdir()] == ["other.srt"]


def test_only_the_folders_of_several_or_of_a_template_are_made(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with pytest.raises(OutputError, match="does not exist"):
        check_targets(FILM, [((folder / "a.srt", "srt"),)], folder / "a.srt")
    check_targets(TWO, targets_of(TWO, folder, ("srt",)), folder)
    assert list(folder.iterdir()) == []
    template = tmp_path / "{stem}" / "ad.srt"
    check_targets(FILM, targets_of(FILM, template, ()), template)
    assert list((tmp_path / "film").iterdir()) == []


def test_no_folder_stays_of_a_trial_or_of_what_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "ad.srt").write_text("mine")
    template = tmp_path / "{stem}" / "ad.srt"
    with pytest.raises(OutputError, match="exists already"):
        check_targets(TWO, targets_of(TWO, template, ()), template)
    new = tmp_path / "a" / "b"
    check_targets(TWO, targets_of(TWO, new, ("srt", "vtt")), new, trial=True)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_no_folder_is_made_beside_a_film_that_is_not_there(tmp_path: Path) -> None:
    film, template = (tmp_path / "flims" / "a.mp4",), Path("{folder}/ad/{stem}.srt")
    check_targets(film, targets_of(film, template, ()), template)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("skip", [False, True])
def test_a_template_that_leads_to_an_input_is_refused(tmp_path: Path, skip: bool) -> None:
    source, template = (tmp_path / "a.srt",), tmp_path / "{stem}.srt"
    source[0].write_text("mine")
    targets = targets_of(source, template, ())
    with keeping(source), pytest.raises(OutputError, match="is read by this command"):
        check_targets(source, targets, template, overwrite=not skip, skip_existing=skip)


def test_a_name_that_no_file_can_have_is_found_before_the_work(tmp_path: Path) -> None:
    film = (Path(f"{'x' * 251}.mp4"),)
    targets = targets_of(film, tmp_path, ("json",))
    with pytest.raises(OutputError, match="name too long"):
        check_targets(film, targets, tmp_path)


def test_what_is_missing_is_to_be_written(tmp_path: Path) -> None:
    files = ((tmp_path / "a.srt", "srt"), (tmp_path / "a.json", "json"))
    files[0][0].write_text("mine")
    assert missing(files, skip_existing=True) == files[1:]
    assert missing(files, skip_existing=False) == files
    assert names_of(files) == "a.srt, a.json"
    device = ((Path("/dev/null"), "srt"),)
    assert missing(device, skip_existing=True) == device
