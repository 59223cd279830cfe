"""What a command is told to read, it never writes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.inputs import WRITTEN, inputs_of
from adtool.cli.manual import commands

OVERWRITES = "--overwrite"
SUFFIXES = {
    "adtool analyse similarity": ".png",
    "adtool analyse tokens": ".png",
    "adtool analyse sweep": ".png",
    "adtool analyse compare": ".html",
}
"""What an output's name must end in."""


def paths(ctx: click.Context, *, written: bool) -> list[click.Parameter]:
    return [
        param
        for param in ctx.command.params
        if isinstance(param.type, click.Path) and (param.name in WRITTEN) == written
    ]


PAIRS = [
    (ctx, read, written)
    for ctx in commands()
    if not isinstance(ctx.command, click.Group)
    for read in paths(ctx, written=False)
    for written in paths(ctx, written=True)
    if written.name != "work"
]


def identity(pair: tuple[click.Context, click.Parameter, click.Parameter]) -> str:
    ctx, read, written = pair
    return f"{ctx.command_path}: {written.name} is {read.name}"


def spelled(path: Path, how: str) -> str:
    """Name a file or a folder by another path."""
    if how == "plain":
        return str(path)
    if how == "spelling":
        return f"{path.parent}/./{path.name}"
    other = path.with_name(f"other{path.suffix}")
    if how == "hard link" and path.is_file():
        os.link(path, other)
    else:
        other.symlink_to(path)
    return str(other)


@pytest.mark.parametrize("how", ["plain", "spelling", "symbolic link", "hard link"])
@pytest.mark.parametrize("pair", PAIRS, ids=map(identity, PAIRS))
def test_no_command_writes_what_it_reads(
    pair: tuple[click.Context, click.Parameter, click.Parameter],
    how: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ctx, read, written = pair
    monkeypatch.setattr("platformdirs.user_config_path", lambda *a, **k: tmp_path / "user")
    monkeypatch.setenv("ADTOOL_WORK", str(tmp_path / "work"))
    path = tmp_path / f"input{SUFFIXES.get(ctx.command_path, '.json')}"
    reads, writes = read.type, written.type
    assert isinstance(reads, click.Path)
    assert isinstance(writes, click.Path)
    folder = not reads.file_okay or read.name in ("folder", "runs")
    folder = folder or (reads.dir_okay and not writes.file_okay)
    if folder:
        path.mkdir()
        (path / "mine.txt").write_text("mine")
    else:
        path.write_text("mine")
    given = _required(ctx, tmp_path, but=(read, written))
    given += _told(read, str(path)) + _told(written, spelled(path, how))
    if any(OVERWRITES in param.opts for param in ctx.command.params):
        given.append(OVERWRITES)
    names = ctx.command_path.split()[1:]
    result = CliRunner().invoke(group, [*names, *given])
    if writes.dir_okay if folder else writes.file_okay:
        assert result.exit_code == 1, result.output
        assert "is read by this command, and never written; name another" in result.stderr
    else:
        assert result.exit_code == 2
    assert ((path / "mine.txt") if folder else path).read_text() == "mine"


def _told(param: click.Parameter, value: str) -> list[str]:
    return [value] if isinstance(param, click.Argument) else [param.opts[-1], value]


def _required(ctx: click.Context, folder: Path, but: tuple[click.Parameter, ...]) -> list[str]:
    """Return something for everything else that a command cannot do without."""
    given: list[str] = []
    for param in ctx.command.params:
        if param in but or not param.required:
            continue
        if isinstance(param.type, click.Path):
            place = folder / f"{param.name}.json"
            if not param.type.file_okay:
                place.mkdir(exist_ok=True)
            elif param.name not in WRITTEN:
                place.write_text("other")
            given = given + _told(param, str(place))
        elif isinstance(param.type, click.Choice):
            given = given + _told(param, str(param.type.choices[0]))
        else:
            given = given + _told(param, "storyworld")
    return given


LISTED = [ctx for ctx in commands() if any("--from" in param.opts for param in ctx.command.params)]


def listing(ctx: click.Context, folder: Path) -> tuple[Path, list[str]]:
    """Return a file that a list names, and the arguments of a command that reads the list."""
    path, names = folder / "films" / "input.json", folder / "films" / "list.txt"
    path.parent.mkdir()
    path.write_text("mine")
    names.write_text(f'# what there is\n"{path.name}"\n')
    return path, [*ctx.command_path.split()[1:], "--from", str(names)]


@pytest.mark.parametrize("how", ["plain", "spelling", "symbolic link", "hard link"])
@pytest.mark.parametrize("more", [["--overwrite"], ["--skip-existing"]], ids=" ".join)
@pytest.mark.parametrize("ctx", LISTED, ids=lambda ctx: ctx.command_path)
def test_no_command_writes_what_its_list_names(
    ctx: click.Context, more: list[str], how: str, tmp_path: Path
) -> None:
    path, told = listing(ctx, tmp_path)
    result = CliRunner().invoke(group, [*told, "-o", spelled(path, how), *more])
    assert result.exit_code == 1, result.output
    assert "is read by this command, and never written; name another" in result.stderr
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "template", ["{folder}/{stem}.json", "{folder}/{stem}.{ext}", "{folder}/../films/./{stem}.json"]
)
@pytest.mark.parametrize("more", [["--overwrite"], ["--skip-existing"]], ids=" ".join)
@pytest.mark.parametrize("way", ["listed", "named"])
@pytest.mark.parametrize("ctx", LISTED, ids=lambda ctx: ctx.command_path)
def test_no_command_writes_what_it_reads_by_a_template(
    ctx: click.Context, way: str, more: list[str], template: str, tmp_path: Path
) -> None:
    path, told = listing(ctx, tmp_path)
    other = path.with_name("other.json")
    other.write_text("other")
    given = told if way == "listed" else [*told[:-2], str(path)]
    result = CliRunner().invoke(group, [*given, str(other), "-f", "json", "-o", template, *more])
    assert result.exit_code == 1, result.output
    assert "is read by this command, and never written; name another" in result.stderr
    assert (path.read_text(), other.read_text()) == ("mine", "other")


@pytest.mark.parametrize("ctx", LISTED, ids=lambda ctx: ctx.command_path)
def test_no_command_writes_its_list(ctx: click.Context, tmp_path: Path) -> None:
    _, told = listing(ctx, tmp_path)
    names = Path(told[-1])
    for output in (str(names), f"{names.parent}/list.txt/"):
        result = CliRunner().invoke(group, [*told, "-f", "json", "-o", output, "--overwrite"])
        assert result.exit_code == 1, result.output
        assert "is read by this command" in result.stderr
    assert names.read_text().startswith("# what there is")


def test_all_commands_of_movies_and_scripts_take_lists() -> None:
    assert [ctx.command_path for ctx in LISTED] == [
        "adtool describe",
        "adtool gaps",
        "adtool check",
        "adtool convert",
    ]


def test_there_are_pairs_of_all_commands_that_read_and_write() -> None:
    known = {ctx.command_path for ctx, _, _ in PAIRS}
    assert {"adtool describe", "adtool gaps", "adtool check", "adtool convert"} <= known
    assert {"adtool cast new", "adtool features", "adtool eval", "adtool analyse tokens"} <= known
    assert len(PAIRS) > 20


def test_the_configuration_file_is_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('progress = "none"\n')
    script = tmp_path / "ad.srt"
    script.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    told = ["--config-file", str(file), "check", str(script), "-o", str(file), "--overwrite"]
    result = CliRunner().invoke(group, told)
    assert (result.exit_code, file.read_text()) == (1, 'progress = "none"\n')
    assert f"{file}: is read by this command, and never written" in result.stderr


def test_a_portrait_of_the_cast_is_never_written(
    make_film: Callable[..., Path], tmp_path: Path
) -> None:
    portrait, cast = tmp_path / "anna.png", tmp_path / "cast.json"
    portrait.write_bytes(b"no picture, but hers")
    cast.write_text('{"characters": [{"name": "Anna", "portraits": ["anna.png"]}]}')
    film = make_film(seconds=6)
    told = ["describe", film, "--cast", cast, "-o", portrait, "-f", "srt", "--overwrite"]
    more = ["--model", "spotting", "--work", tmp_path / "work"]
    result = CliRunner().invoke(group, [*map(str, told), *map(str, more)])
    assert (result.exit_code, portrait.read_bytes()) == (1, b"no picture, but hers")


def test_a_movie_survives_its_own_name_as_the_output(
    make_film: Callable[..., Path], tmp_path: Path
) -> None:
    film = make_film(seconds=6)
    content = film.read_bytes()
    for output in (film, film.parent / "." / film.name):
        told = ["describe", film, "-o", output, "-f", "srt", "--overwrite"]
        result = CliRunner().invoke(group, list(map(str, told)))
        assert result.exit_code == 1
        assert "is read by this command, and never written; name another" in result.stderr
        assert film.read_bytes() == content


def test_a_derived_name_in_a_folder_is_no_input_either(
    make_film: Callable[..., Path], tmp_path: Path
) -> None:
    film, drafts = make_film(seconds=6), tmp_path / "drafts"
    drafts.mkdir()
    dialogue = drafts / "film.srt"
    dialogue.write_text("1\n00:00:01,000 --> 00:00:02,000\nHello.\n")
    told = ["describe", film, "--subtitles", dialogue, "-o", drafts, "--overwrite"]
    result = CliRunner().invoke(group, list(map(str, told)))
    assert result.exit_code == 1
    assert "Hello." in dialogue.read_text()


def test_what_is_written_beside_the_inputs_is_no_input(tmp_path: Path) -> None:
    script, report = tmp_path / "ad.srt", tmp_path / "report.json"
    script.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    for _ in range(2):
        result = CliRunner().invoke(group, ["check", str(script), "-o", str(report), "--overwrite"])
        assert report.exists(), result.output


def test_standard_input_is_no_file() -> None:
    @click.command()
    @click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
    @click.pass_context
    def read(ctx: click.Context, file: Path) -> None:
        click.echo(list(inputs_of(ctx)))

    assert CliRunner().invoke(read, ["-"]).output == "[]\n"
    assert CliRunner().invoke(read, ["a"]).output == "[PosixPath('a')]\n"


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "README.md", "below/a.txt"])
def test_no_file_of_a_model_on_this_disk_is_written(
    make_film: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    model = tmp_path / "model"
    file = model / name
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    film = make_film(seconds=6)
    for told in (
        ["describe", film, "--model", model, "-o", file, "-f", "srt"],
        ["describe", film, "--writer", model, "-o", file, "-f", "srt"],
        ["eval", "--benchmark", "storyworld", "--model", model, "-o", file],
        ["features", film, "--clip", model, "-o", model],
    ):
        result = CliRunner().invoke(group, [*map(str, told), "--overwrite"])
        assert result.exit_code == 1, result.output
        assert "is read by this command, and never written" in result.stderr
        assert file.read_text() == "mine"


SHARED = "is read by this command, and never written; name another"
EXAMPLES = Path(__file__).parents[2] / "examples"


def films_of(folder: Path) -> Path:
    """Copy the example's film, cast and portraits; return the portraits' folder."""
    shutil.copytree(EXAMPLES / "portraits", folder / "portraits")
    for name in ("film.mp4", "cast.json"):
        shutil.copy(EXAMPLES / name, folder / name)
    return folder / "portraits"


def test_portraits_that_a_cast_names_are_not_written_and_no_work_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portrait = films_of(tmp_path) / "Rex.png"
    before = portrait.read_bytes()
    monkeypatch.setattr("adtool.pipeline.describe", lambda *a, **k: pytest.fail("work is done"))
    told = ["describe", str(tmp_path / "film.mp4"), "--cast", str(tmp_path / "cast.json")]
    told += ["-f", "srt", "-o", str(portrait), "--overwrite"]
    result = CliRunner().invoke(group, told)
    assert result.exit_code == 1
    assert SHARED in result.stderr
    assert portrait.read_bytes() == before


@pytest.mark.parametrize("how", ["plain", "spelling", "symbolic link", "hard link"])
def test_a_portrait_in_the_folder_is_not_replaced_by_the_cast(how: str, tmp_path: Path) -> None:
    portraits = films_of(tmp_path)
    before = (portraits / "Rex.png").read_bytes()
    told = ["cast", "new", str(portraits), "-o", spelled(portraits / "Rex.png", how), "--overwrite"]
    result = CliRunner().invoke(group, told)
    assert result.exit_code == 1
    assert SHARED in result.stderr
    assert (portraits / "Rex.png").read_bytes() == before


def test_a_cast_in_the_folder_of_its_portraits_is_replaced(tmp_path: Path) -> None:
    portraits = films_of(tmp_path)
    told = ["cast", "new", str(portraits), "-o", str(portraits / "cast.json"), "--overwrite"]
    for _ in range(2):
        result = CliRunner().invoke(group, told)
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize("option", ["--similarity", "--judge", "--coreference"])
@pytest.mark.parametrize("output", ["-o", "--per-row"])
def test_files_of_models_that_judge_are_not_written(
    option: str, output: str, tmp_path: Path
) -> None:
    file = tmp_path / "model" / "weights" / "config.json"
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    table = tmp_path / "predictions.csv"
    table.write_text("gt,pred\nAnna sits.,Anna sits down.\n")
    told = ["eval", "--benchmark", "mad-eval", "--predictions", str(table), "--metrics", "cider"]
    told += [option, str(tmp_path / "model"), output, str(file), "--overwrite"]
    result = CliRunner().invoke(group, told)
    assert result.exit_code == 1
    assert SHARED in result.stderr
    assert file.read_text() == "mine"


@pytest.mark.parametrize("named", [True, False])
def test_a_listener_and_a_clip_by_name_are_not_written(named: bool, tmp_path: Path) -> None:
    file = tmp_path / "clip" / "config.png"
    file.parent.mkdir()
    file.write_text("mine")
    told = ["describe", "film.mp4", "--listener", str(file.parent), "-f", "srt"]
    if named:
        told = ["analyse", "similarity", "--clip", f"mine={file.parent}"]
    result = CliRunner().invoke(group, [*told, "-o", str(file), "--overwrite"])
    assert result.exit_code == 1
    assert SHARED in result.stderr
    assert file.read_text() == "mine"


@pytest.mark.parametrize("way", ["in a folder", "in ADTOOL_DATA"])
@pytest.mark.parametrize("output", ["-o", "--per-row"])
def test_the_ground_truth_that_was_found_is_not_written(
    way: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = tmp_path / "data" / "mad-eval.csv"
    truth.parent.mkdir()
    truth.write_text("movie,start,end,text\nA,1,2,Anna sits.\n")
    table = tmp_path / "predictions.csv"
    table.write_text("gt,pred\nAnna sits.,Anna sits down.\n")
    told = ["eval", "--benchmark", "mad-eval", "--predictions", str(table), "--metrics", "cider"]
    if way == "in a folder":
        told += ["--annotations", str(truth.parent)]
    else:
        monkeypatch.setenv("ADTOOL_DATA", str(truth.parent))
    result = CliRunner().invoke(group, [*told, output, str(truth), "--overwrite"])
    assert result.exit_code == 1
    assert SHARED in result.stderr
    assert truth.read_text().startswith("movie,start,end,text")


@pytest.mark.parametrize(
    "told",
    [
        ["convert", "ad.srt", "-f", "vtt", "-o", "-"],
        ["convert", "ad.srt", "-f", "vtt", "-o", "/dev/stdout", "--overwrite"],
        ["check", "ad.srt"],
        ["check", "--from", "ad.srt"],
    ],
    ids=" ".join,
)
def test_standard_output_is_no_input_either(told: list[str], tmp_path: Path) -> None:
    script = tmp_path / "ad.srt"
    script.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    before = script.read_bytes()
    with script.open("ab") as appended:
        done = subprocess.run(
            [sys.executable, "-m", "adtool", *told],
            stdout=appended,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
            text=True,
        )
    assert done.returncode == 1
    assert "standard output: goes to a file that is read by this command" in done.stderr
    assert script.read_bytes() == before
