"""``adtool describe`` names nobody wrongly, whatever a model writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cast.character import Appearance, Character
from adtool.cli import group
from adtool.gaps.report import GapReport, write_gaps
from adtool.timeline import Clip, Gap

NOTES = "Somebody walks through a room and picks an apple."
People = Sequence[dict[str, object]]
Command = Callable[..., list[str]]
Describe = Callable[..., list[str]]


@pytest.fixture
def command(make_film: Callable[..., Path], serve, tmp_path: Path) -> Command:
    """Return how a film of one gap is described by a model that writes wordings, best first."""
    film, gaps = make_film(seconds=5), tmp_path / "gaps.json"
    write_gaps(GapReport(film.name, 5000, (), (Gap(0, 5000),)), gaps)

    def arguments(characters: People, *wordings: str) -> list[str]:
        written = json.dumps([{"text": one} for one in wordings])
        server = serve(
            lambda call: serve.says(
                written if isinstance(call.body["messages"][-1]["content"], str) else NOTES
            )
        )
        cast = tmp_path / "cast.json"
        cast.write_text(json.dumps({"characters": characters}), "utf-8")
        options = ["--gaps", gaps, "--cast", cast, "--work", tmp_path / "work", "--fresh"]
        output = ["-o", tmp_path / "ad.json", "--overwrite"]
        return ["describe", *map(str, [film, "--model", server.url, *options, *output])]

    return arguments


def lines(folder: Path) -> list[str]:
    script = json.loads((folder / "ad.json").read_text("utf-8"))
    return [line["text"] for line in script["lines"]]


@pytest.fixture
def describe(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Describe:
    """Describe a film in which everybody of the cast is recognised."""

    known: list[Character] = []

    def search(_: object, cast: Sequence[Character], *__: object, **___: object) -> None:
        known[:] = cast

    def everybody(_: object, clips: Sequence[Clip]) -> object:
        return [tuple(Appearance(who, 1.0, 1.0) for who in known) for _ in clips], {}

    monkeypatch.setattr("adtool.pipeline.search_for_cast", search)
    monkeypatch.setattr("adtool.pipeline.recognise_cast", everybody)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path / "user")

    def run(characters: People, *wordings: str) -> list[str]:
        done = CliRunner().invoke(group, command(characters, *wordings))
        assert done.exit_code == 0, done.output
        return lines(tmp_path)

    return run


STRANGERS = (
    "Nell walks in.",
    "Snow falls. Nell nods.",
    "Nell's hat falls down.",
    "Nell and a man sit down.",
    "Rose smiles at a man.",
    "Will grins at a man.",
    "May walks into a room.",
    "Bob picks an apple.",
    "Jean-Luc picks an apple.",
    "O'Hara picks an apple.",
    "NELL walks in.",
    "Mr. Quist walks in.",
    "Zoë picks an apple.",
    "Everest nods at a man.",
    "Nell Quist, in red, waits.",
)
REXES = [{"name": "Rex Hall"}, {"name": "Rex Field"}, {"name": "Mia"}]
ABSURD = (
    "Rex Hall gives an apple to Rex Hall.",
    "Mia gives herself an apple.",
    "Mia gives an apple to herself.",
    "Mia hands Mia an apple.",
    "Mia and Mia walk in.",
    "Mia waves to Mia.",
    "Mia looks at Mia.",
    "Rex Field hugs Rex Field.",
    "Mia picks an apple as Mia watches.",
    "Rex gives an apple to Rex.",
    "The man gives the man an apple.",
    "Mia meets Rex Hall and Mia.",
    "Mia offers herself an apple.",
    "Mia shakes hands with herself.",
    "Both Mia and Mia sit down.",
)


@pytest.mark.slow
def test_a_process_names_nobody_who_is_not_in_the_cast(command: Command, tmp_path: Path) -> None:
    said = "Somebody picks an apple."
    subprocess.run(
        [sys.executable, "-m", "adtool", *command([{"name": "Tom"}], *STRANGERS, said)],
        check=True,
        capture_output=True,
        env=os.environ | {"HF_HUB_OFFLINE": "1", "XDG_CONFIG_HOME": str(tmp_path)},
    )
    assert lines(tmp_path) == [said]


def test_nobody_is_named_who_is_not_in_the_cast(describe: Describe) -> None:
    said = "Tom picks an apple."
    assert describe([{"name": "Tom"}], *STRANGERS, said) == [said]


@pytest.mark.parametrize("said", ["Rex Field kicks an apple.", "Rex Hall kicks an apple."])
def test_two_of_one_first_name_are_called_in_full(describe: Describe, said: str) -> None:
    wordings = "Rex kicks an apple.", "Rex Hill kicks an apple.", said
    assert describe(REXES, *wordings) == [said]


def test_a_whole_name_that_is_anothers_first_name_stays(describe: Describe) -> None:
    said = "Rex waves to Rex Hall."
    assert describe([{"name": "Rex"}, {"name": "Rex Hall"}], said) == [said]


def test_who_does_something_to_herself_loses_against_who_does_not(describe: Describe) -> None:
    said = "Mia gives an apple to Rex Hall."
    assert describe(REXES, *ABSURD, said) == [said]


def test_who_is_introduced_later_is_not_named_and_a_word_names_nobody(describe: Describe) -> None:
    cast = [{"name": "Rose Lind", "introduced_at": 60}, {"name": "Tom"}]
    said = "A rose lies by an apple."
    assert describe(cast, "Rose nods.", "Tom sees Rose.", "Rose Lind sits down.", said) == [said]
