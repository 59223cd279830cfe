"""Many movies: lists of them, what is there already, what failed, and what outputs are called."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adtool.cli import group
from adtool.scripts import read_script

MakeFilm = Callable[..., Path]
Describe = Callable[..., Result]


@pytest.fixture
def describe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Describe:
    """Describe without a model, in this process, in the folder of the test."""
    monkeypatch.setattr("platformdirs.user_config_path", lambda *a, **k: tmp_path / "user")
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object, stdin: str | None = None) -> Result:
        common = ["--model", "spotting", "--work", "work", "--progress", "lines"]
        told = ["describe", *common, *map(str, arguments)]
        return CliRunner().invoke(group, told, input=stdin)

    return invoke


def process(folder: Path, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run adtool as a user does."""
    home = str(folder / "home")
    return subprocess.run(
        [sys.executable, "-m", "adtool", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
        cwd=folder,
        env=os.environ | {"XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home},
    )


QUICK = ("--model", "spotting", "--work", "work", "--progress", "lines")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_slash_makes_the_folder_for_one_film_too(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    result = describe(make_film(seconds=4), "-o", "new/drafts/")
    assert result.exit_code == 0, result.output
    assert names(tmp_path / "new" / "drafts") == ["film.json", "film.srt"]


def test_a_slip_in_a_files_path_makes_no_folder(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    result = describe(make_film(seconds=4), "-o", "nwe/ad.srt")
    assert result.exit_code == 1
    assert "does not exist" in result.stderr
    assert not (tmp_path / "nwe").exists()


def test_a_template_names_the_outputs(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    films = [make_film("a.mp4", 4), make_film("b.mp4", 4)]
    assert describe(*films, "-o", "out/{stem}.ad.{ext}", "-f", "srt,vtt").exit_code == 0
    assert names(tmp_path / "out") == ["a.ad.srt", "a.ad.vtt", "b.ad.srt", "b.ad.vtt"]


def test_outputs_lie_beside_films_of_the_same_name_in_several_folders(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        make_film(f"{folder}/film.mp4", 4)
    result = describe("a/film.mp4", "b/film.mp4", "-o", "{folder}/{stem}.ad.srt")
    assert result.exit_code == 0, result.output
    assert names(tmp_path / "a") == names(tmp_path / "b") == ["film.ad.srt", "film.mp4"]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["-o", "{title}.srt"], "There is no {title} for outputs, but {stem}, {ext}, {folder}"),
        (["-o", "{stem.srt"], "has a brace that is not closed"),
        (["-o", "out/"], "Several movies are called 'film': describe them apart, or put {folder}"),
        (["-o", "{stem}.ad.{ext}"], "Several movies are called 'film'"),
        (["-o", "ad.{ext}", "-f", "srt"], "Several movies are called 'film'"),
        (["-o", "out/", "--overwrite", "--skip-existing"], "--skip-existing leaves it"),
    ],
)
def test_names_that_cannot_be_meant_are_refused_before_the_work(
    describe: Describe, make_film: MakeFilm, tmp_path: Path, arguments: list[str], fault: str
) -> None:
    (tmp_path / "b").mkdir()
    films = make_film("film.mp4", 4), make_film("b/film.mkv", 4)
    result = describe(*films, *arguments)
    assert result.exit_code == 2, result.output
    assert fault in result.stderr
    assert names(tmp_path) == ["b", "film.mp4"]


@pytest.mark.parametrize("stem", ["a b", "{ext}", "{", "-rf", "é", "a\nb", "50%", "..", "$(ls)"])
def test_whatever_a_film_is_called_its_outputs_are_called_so_too(
    describe: Describe, make_film: MakeFilm, tmp_path: Path, stem: str
) -> None:
    film = make_film(seconds=4).rename(tmp_path / f"{stem}.mp4")
    result = describe(film, "-o", "out/{stem}.ad.{ext}")
    assert result.exit_code == 0, result.output
    expected = sorted(f"{film.stem}.ad.{ext}" for ext in ("json", "srt"))
    assert names(tmp_path / "out") == expected


def test_a_film_whose_outputs_name_would_be_too_long_is_told_before_the_work(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film(seconds=4).rename(tmp_path / f"{'x' * 250}.mp4")
    result = describe(film, "-o", "out/{stem}.ad.{ext}")
    assert result.exit_code == 1
    assert "name too long" in result.stderr
    assert not (tmp_path / "work").exists()


def test_a_list_names_films_beside_it_and_goes_on_after_a_failure(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    (tmp_path / "films").mkdir()
    for name in ("a b.mp4", "c.mp4"):
        make_film(f"films/{name}", 4)
    (tmp_path / "films" / "text.mp4").write_text("no film\n" * 99)
    told = '\ufeff# mine\r\n\r\n"a b.mp4"\r\nnone.mp4\r\ntext.mp4\r\nc.mp4\r\n'
    (tmp_path / "films" / "list.txt").write_bytes(told.encode())
    done = process(tmp_path, "describe", "--from", "films/list.txt", "-o", "drafts/", *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert names(tmp_path / "drafts") == ["a b.json", "a b.srt", "c.json", "c.srt"]
    assert "Traceback" not in done.stderr
    *_, first, second, third = done.stderr.splitlines()
    assert first == "2 of 4 failed:"
    assert second.startswith("  films/none.mp4: ")
    assert third.startswith("  films/text.mp4: ")


def test_a_list_may_come_from_another_command(make_film: MakeFilm, tmp_path: Path) -> None:
    make_film("a.mp4", 4)
    done = process(tmp_path, "describe", "--from", "-", "-o", "-", *QUICK, stdin="./a.mp4\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1\n00:00:00,000 --> ")


def test_nothing_on_standard_input_is_told(tmp_path: Path) -> None:
    done = process(tmp_path, "describe", "--from", "-", "-o", "drafts/", *QUICK)
    assert done.returncode == 1
    assert done.stderr == "Error: -: names no file; it has a path a line\n"
    assert not (tmp_path / "drafts").exists()


def test_a_film_that_a_list_names_is_never_written(make_film: MakeFilm, tmp_path: Path) -> None:
    film = make_film("a.mp4", 4)
    content = film.read_bytes()
    (tmp_path / "list.txt").write_text("a.mp4\n")
    for output in ("a.mp4", "{stem}.mp4", "x/../{stem}.mp4", "{folder}/{stem}.mp4"):
        (tmp_path / "x").mkdir(exist_ok=True)
        told = ["--from", "list.txt", "-o", output, "-f", "srt", "--overwrite"]
        done = process(tmp_path, "describe", *told, *QUICK)
        assert (done.returncode, film.read_bytes()) == (1, content)
        assert "is read by this command, and never written" in done.stderr


def test_what_is_there_is_left_and_a_new_format_is_made_of_it(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    make_film("a.mp4", 4)
    told = ("describe", "a.mp4", "-o", "drafts/", *QUICK)
    assert process(tmp_path, *told, "-f", "json").returncode == 0
    draft = tmp_path / "drafts" / "a.json"
    draft.write_text(draft.read_text().replace("One shot", "My own shot"))
    mine = draft.read_bytes()
    shutil.rmtree(tmp_path / "work")
    done = process(tmp_path, *told, "-f", "json,srt,vtt", "--skip-existing")
    assert done.returncode == 0, done.stderr
    assert "a.mp4: from the script there is: a.srt, a.vtt." in done.stderr
    assert not (tmp_path / "work").exists()
    assert draft.read_bytes() == mine
    for name in ("a.srt", "a.vtt"):
        assert read_script(tmp_path / "drafts" / name).lines[0].text.startswith("[4.0 s")
    done = process(tmp_path, *told, "-f", "json,srt,vtt", "--skip-existing")
    assert (done.returncode, done.stderr) == (0, "a.mp4: is done already.\n")


def test_a_new_format_alone_is_made_of_the_script_beside_it(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film("a.mp4", 4)
    assert describe(film, "-o", "drafts/", "-f", "json").exit_code == 0
    shutil.rmtree("work")
    assert describe(film, "-o", "drafts/", "-f", "ttml", "--skip-existing").exit_code == 0
    assert names(tmp_path / "drafts") == ["a.json", "a.ttml"]
    assert not (tmp_path / "work").exists()


def test_without_a_script_in_json_the_film_is_described_again(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film("a.mp4", 4)
    (tmp_path / "a.srt").write_text("mine")
    result = describe(film, "-o", "{stem}.{ext}", "-f", "srt,vtt", "--skip-existing")
    assert result.exit_code == 0, result.output
    assert "Describing a.mp4 …" in result.stderr
    assert (tmp_path / "a.srt").read_text() == "mine"
    assert (tmp_path / "a.vtt").read_text().startswith("WEBVTT")


def test_a_script_of_another_film_of_that_name_is_no_reason_to_skip(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film("a.mp4", 4)
    assert describe(film, "-o", "drafts/").exit_code == 0
    (tmp_path / "other").mkdir()
    other = make_film("other/a.mp4", 6)
    for formats in ("srt,json", "json", "json,vtt"):
        result = describe(other, "-o", "drafts/", "-f", formats, "--skip-existing")
        assert result.exit_code == 1
        assert "drafts/a.json: is of another movie (a.mp4) than" in result.stderr
    assert names(tmp_path / "drafts") == ["a.json", "a.srt"]


def test_of_many_only_what_is_missing_is_described_and_programs_are_told(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    films = [make_film("a.mp4", 4), make_film("b.mp4", 4)]
    assert describe(films[0], "-o", "drafts/").exit_code == 0
    result = describe(*films, "-o", "drafts/", "--skip-existing", "--json")
    assert result.exit_code == 0, result.output
    first, second = json.loads(result.stdout)["movies"]
    assert first == {
        "movie": "a.mp4",
        "outputs": [],
        "skipped": ["drafts/a.srt", "drafts/a.json"],
    }
    assert second["outputs"] == ["drafts/b.srt", "drafts/b.json"]
    assert "skipped" not in second


def test_a_dry_run_says_what_would_be_skipped_and_made(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film("a.mp4", 4)
    assert describe(film, "-o", "drafts/", "-f", "json").exit_code == 0
    told = (film, "-o", "drafts/", "--skip-existing", "--dry-run")
    result = describe(*told)
    assert result.stdout == (
        "a.mp4: would be made of the script there is.\n  Files: drafts/a.srt (not written).\n"
    )
    assert describe(*told, "-f", "json").stdout == "a.mp4: is done already.\n"
    assert names(tmp_path / "drafts") == ["a.json"]


def test_pauses_that_a_format_does_not_hold_are_told(
    describe: Describe, make_film: MakeFilm, tmp_path: Path
) -> None:
    (tmp_path / "all.srt").write_text(
        "1\n00:00:00,000 --> 00:00:03,000\nSo.\n\n2\n00:00:03,000 --> 00:00:09,000\nIs it?\n"
    )
    told = (make_film(seconds=9), "--subtitles", "all.srt", "--extended", "-o", "ad.srt")
    result = describe(*told, "-f", "srt,vtt")
    assert "ad.srt: SubRip does not say pauses of the film." in result.stderr
    assert "WebVTT does not" not in result.stderr


def test_gaps_of_many_films_lie_in_a_folder_and_are_not_sought_twice(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    make_film("a.mp4", 4)
    make_film("b.mp4", 5)
    (tmp_path / "list.txt").write_text("a.mp4\nnone.mp4\nb.mp4\n")
    told = ("gaps", "--from", "list.txt", "-o", "drafts/", "--skip-existing")
    done = process(tmp_path, *told)
    assert done.returncode == 1
    assert names(tmp_path / "drafts") == ["a.gaps.json", "b.gaps.json"]
    assert done.stderr.splitlines()[-2] == "1 of 3 failed:"
    done = process(tmp_path, *told, "-f", "json,srt")
    assert "a.mp4: from the gaps there are: a.gaps.srt." in done.stderr
    assert "a.gaps.srt" in names(tmp_path / "drafts")


def test_many_scripts_are_checked_one_after_the_other(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    (tmp_path / "list.txt").write_text("a.srt\nb.srt\nnone.srt\n")
    done = process(tmp_path, "check", "--from", "list.txt")
    assert done.returncode == 1
    assert ("a.srt: 1 lines;" in done.stdout, "b.srt: 1 lines;" in done.stdout) == (True, True)
    assert done.stderr.splitlines()[-2] == "1 of 3 failed:"
    done = process(tmp_path, "check", "a.srt", "b.srt", "--json")
    assert [one["script"] for one in json.loads(done.stdout)] == ["a.srt", "b.srt"]
    done = process(tmp_path, "check", "a.srt", "b.srt", "-f", "sarif")
    assert len(json.loads(done.stdout)["runs"]) == 2
    assert process(tmp_path, "check", "a.srt", "-o", "reports/").returncode == 0
    done = process(tmp_path, "check", "a.srt", "b.srt", "-o", "reports/", "--skip-existing")
    assert (done.returncode, done.stderr) == (0, "a.srt: is done already.\n")
    assert names(tmp_path / "reports") == ["a.check.txt", "b.check.txt"]


def test_many_scripts_are_converted_from_a_list_and_what_is_there_is_left(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.vtt").write_text("mine")
    told = ("convert", "--from", "-", "-o", "out/{stem}.{ext}", "-f", "vtt,json", "-q")
    done = process(tmp_path, *told, "--skip-existing", stdin="a.srt\nb.srt\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert names(tmp_path / "out") == ["a.json", "a.vtt", "b.json", "b.vtt"]
    assert (tmp_path / "out" / "a.vtt").read_text() == "mine"
    done = process(tmp_path, "convert", "--from", "-", "--in-place", "--shift", "1", stdin="a.srt")
    assert done.returncode == 0, done.stderr
    assert "00:00:02,000 -->" in (tmp_path / "a.srt").read_text()
