"""Options that the analyses share."""

import click
import pytest
from click.testing import CliRunner

from adtool.analyses.settings import FilmSettings
from adtool.cli.analyse.options import (
    figure_options,
    film_options,
    footage_options,
    named_places,
)


@click.command()
@film_options
def shown(films):
    """Show the settings."""
    click.echo(films)


@click.command()
@footage_options
@figure_options
@click.option(
    "--clip", multiple=True, metavar="[NAME=]MODEL", callback=named_places("columns", "AD")
)
def drawn(films, output, overwrite, clip):
    """Show everything."""
    click.echo(f"{films.workers} {output} {overwrite} {clip}")


def run(command, *arguments):
    return CliRunner().invoke(command, arguments)


def test_unless_told_otherwise_the_films_are_the_settings_own():
    assert run(shown).output == f"{FilmSettings()}\n"
    told = FilmSettings(films=3, film="Hugo", batch=8, device="cpu")
    arguments = ("--films", "3", "--film", "Hugo", "--batch", "8", "--device", "cpu")
    assert run(shown, *arguments).output == f"{told}\n"


def test_only_who_has_frames_encoded_is_asked_for_workers():
    assert "--workers" not in run(shown, "--help").output
    assert run(drawn, "--workers", "2", "-o", "f.PNG").output == "2 f.PNG False {}\n"


def test_videos_and_their_form_belong_to_annotations(tmp_path):
    for option in (("--videos", str(tmp_path)), ("--dataset", "mad")):
        result = run(shown, *option)
        assert result.exit_code == 2
        assert "--dataset and --videos need --annotations." in result.output


def test_a_figure_ends_in_what_can_be_drawn():
    result = run(drawn, "-o", "figure.pdf")
    assert result.exit_code == 2
    assert "must end in .png or .svg." in result.output


def test_places_have_the_names_that_they_are_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a=b").mkdir()
    said = run(drawn, "-o", "f.png", "--clip", "X=here", "--clip", "there", "--clip", "a=b").output
    assert said.endswith("{'X': 'here', 'there': 'there', 'a=b': 'a=b'}\n")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (["=x"], "'=x' is no NAME=MODEL."),
        (["x="], "'x=' is no NAME=MODEL."),
        (["a=1", "a=2"], "'a' is the name of two columns."),
        (["AD=x"], "'AD' is the name of two columns."),
    ],
)
def test_no_two_places_have_one_name(given, fault):
    result = run(drawn, "-o", "f.png", *[part for one in given for part in ("--clip", one)])
    assert result.exit_code == 2
    assert fault in result.output
