"""Inputs that are named in a list."""

from __future__ import annotations

import io
import os
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from adtool.cli.listed import listed_inputs, read_list
from adtool.errors import InputError, OutputError
from adtool.output import refuse_input


def listed(folder: Path, content: str | bytes) -> list[str]:
    path = folder / "films.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [os.path.relpath(entry, folder) for entry in read_list(path)]


@pytest.mark.parametrize(
    "content",
    [
        "a.mp4\nb c.mp4\n",
        "a.mp4\nb c.mp4",
        "a.mp4\r\nb c.mp4\r\n",
        "a.mp4\rb c.mp4\r",
        "\ufeffa.mp4\nb c.mp4\n",
        "\n\na.mp4\n   \n\tb c.mp4  \n\n",
        "# my films\na.mp4\n#b.mp4\n  # more\nb c.mp4\n",
        "#EXTM3U\n#EXTINF:12,A film\na.mp4\nb c.mp4\n",
        "\"a.mp4\"\n'b c.mp4'\n",
        "./a.mp4\n./b c.mp4\n",
        "\ufeffa.mp4\r\nb c.mp4\r\n".encode("utf-16-le"),
        "\ufeffa.mp4\r\nb c.mp4\r\n".encode("utf-16-be"),
    ],
)
def test_a_list_has_a_path_a_line(tmp_path: Path, content: str | bytes) -> None:
    assert listed(tmp_path, content) == ["a.mp4", "b c.mp4"]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("./#1.mp4", "#1.mp4"),
        ("a #1.mp4", "a #1.mp4"),
        ("it's.mp4", "it's.mp4"),
        ("'it's'.mp4", "'it's'.mp4"),
        ('" a.mp4 "', " a.mp4 "),
        ("'#a.mp4'", "#a.mp4"),
        ("Tôi.mp4", "Tôi.mp4"),
        ("a\u2028b\x0c.mp4", "a\u2028b\x0c.mp4"),
        ("-a.mp4", "-a.mp4"),
        ("~a.mp4", "~a.mp4"),
        ("{stem}.mp4", "{stem}.mp4"),
        ("*.mp4", "*.mp4"),
        ("a.mp4 b.mp4", "a.mp4 b.mp4"),
    ],
)
def test_a_line_is_one_path_as_it_stands(tmp_path: Path, line: str, path: str) -> None:
    assert listed(tmp_path, f"{line}\n") == [path]


def test_paths_are_relative_to_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    (tmp_path / "sub").mkdir()
    path = tmp_path / "sub" / "films.txt"
    path.write_text(f"a.mp4\n../b.mp4\n{tmp_path}/c.mp4\n")
    assert read_list(path) == [
        f"{tmp_path}/sub/a.mp4",
        f"{tmp_path}/sub/../b.mp4",
        f"{tmp_path}/c.mp4",
    ]


def test_a_tilde_is_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    (tmp_path / "films.txt").write_text("~/a.mp4\n")
    assert read_list(tmp_path / "films.txt") == ["/home/ann/a.mp4"]


def test_an_address_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "films.txt").write_text("https://example.org/a.mp4\n")
    assert read_list(tmp_path / "films.txt") == ["https://example.org/a.mp4"]


def test_a_name_in_no_encoding_is_the_file_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "films.txt").write_bytes(b"caf\xe9.mp4\n")
    (path,) = read_list(tmp_path / "films.txt")
    assert os.fsencode(path).endswith(b"/caf\xe9.mp4")


def test_standard_input_is_relative_to_where_the_command_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"a.mp4\nx/b.mp4\n")))
    assert read_list(Path("-")) == ["a.mp4", "x/b.mp4"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "names no file; it has a path a line"),
        (b"\n # nothing\n\n", "names no file"),
        (b"a.mp4\n-\n", "line 2 is -, where a file must be named"),
        (b"\0\0\0\x20ftypisom\0\0", "is a movie; name a list, which has a path a line"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF; name a list"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHi.\n", "is SubRip subtitles; name a list"),
        (b"a.mp4\0b.mp4\0", "is no list; it has a path a line, as text"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "films.txt"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_list(path)
    assert str(refused.value).startswith(f"{path}: {fault}")


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_list(tmp_path / "none.txt")


@click.command()
@listed_inputs("films", "FILM", dash=True)
@click.option("-o", type=click.Path(path_type=Path))
def see(films: tuple[Path, ...], o: Path | None) -> None:
    """See films."""
    if o is not None:
        try:
            refuse_input(o)
        except OutputError as error:
            click.echo(error)
    click.echo(" ".join(path.name for path in films))


def test_arguments_come_before_what_the_list_names(tmp_path: Path) -> None:
    (tmp_path / "films.txt").write_text("b.mp4\nc.mp4\n")
    told = ["a.mp4", "--from", str(tmp_path / "films.txt")]
    assert CliRunner().invoke(see, told).output == "a.mp4 b.mp4 c.mp4\n"
    assert CliRunner().invoke(see, told[1:]).output == "b.mp4 c.mp4\n"
    assert CliRunner().invoke(see, ["--from", "-"], input="d.mp4\n").output == "d.mp4\n"


@pytest.mark.parametrize(
    ("told", "fault"),
    [([], "Missing argument 'FILM...'"), (["-", "--from", "-"], "Standard input is either")],
)
def test_what_cannot_be_meant_is_a_usage_error(told: list[str], fault: str) -> None:
    result = CliRunner().invoke(see, told, input="a.mp4\n")
    assert result.exit_code == 2
    assert fault in result.output


def test_what_a_list_names_is_never_written(tmp_path: Path) -> None:
    film = tmp_path / "a.mp4"
    film.write_text("mine")
    told = ["--from", "-", "-o", str(film)]
    assert "is read by this command" in CliRunner().invoke(see, told, input=str(film)).output
    other = CliRunner().invoke(see, told, input=str(tmp_path / "b.mp4"))
    assert "is read" not in other.output
