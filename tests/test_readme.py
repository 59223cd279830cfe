"""Every example in the README works.

The two marked blocks set a machine up; ``.ci/run`` runs them word for word. All other commands run
here, in one folder and in the README's order; trainings are cut short.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adtool.cast.cast import read_cast
from adtool.cli import group
from adtool.cli.config import defaults

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SHELL = re.compile(r"^(<!-- command: (\w+) -->\n)?```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(match[2], match[3]) for match in SHELL.finditer(README)]
MARKED = {name: text for name, text in BLOCKS if name}
SHORTER = {  # trainings are run with a few steps on a few films, and otherwise as they stand
    "adtool train stage1": (
        "data.train_films=1 data.validation_films=1 data.clips=16 batch=8 loop.steps=1 "
        "loop.workers=0 vanilla.pictures=64 vanilla.batch=8 vanilla.loop.steps=1"
    ),
    "adtool train stage2": (
        "data.train_films=1 data.validation_films=1 data.clips=16 batch=1 loop.steps=1 "
        "loop.workers=0 language_model.films=2 language_model.loop.steps=1"
    ),
}
LINES = [line for name, text in BLOCKS if not name for line in text.splitlines() if line]


def other_block(language: str) -> str:
    (text,) = re.findall(rf"^ *```{language}\n(.*?)^ *```$", README, re.MULTILINE | re.DOTALL)
    return text


def test_ci_runs_both_marked_blocks_word_for_word() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    (function,) = re.findall(r"^readme\(\) \{.*?^\}$", script, re.MULTILINE | re.DOTALL)
    assert set(MARKED) == {"describe", "test"}
    for name, text in MARKED.items():
        assert f"{name}=$(readme {name})" in script
        assert f'bash -euo pipefail -c "${name}"' in script
        ran = subprocess.run(
            ["bash", "-c", f"{function}\nreadme {name}"], cwd=ROOT, capture_output=True, text=True
        )
        assert (ran.returncode, ran.stdout) == (0, text)


def test_every_other_example_is_a_command_that_is_run_here() -> None:
    assert len(LINES) >= 8
    assert [line for line in LINES if not line.startswith("adtool ")] == []


def test_the_configuration_in_the_readme_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(other_block("toml"))
    with click.Context(group, info_name="adtool") as ctx:
        assert defaults(ctx, "describe", file)["describe"]["beams"] == 3
        assert defaults(ctx, "train", file)["train"]["stage1"]["config"] == "storyworld"


def test_the_cast_in_the_readme_is_accepted(tmp_path: Path) -> None:
    cast = json.loads(other_block("json"))
    for portrait in cast["characters"][0]["portraits"]:
        shutil.copy(next((ROOT / "examples").rglob("*.png")), tmp_path / portrait)
    (tmp_path / "cast.json").write_text(json.dumps(cast))
    assert read_cast(tmp_path / "cast.json").names == ("Anna",)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the files that the examples name."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "dialogue.srt").write_text("1\n00:00:05,000 --> 00:00:07,000\nHello.\n")
    (folder / "ads.csv").write_text(
        "movie,start,end,text\none,1,3,Anna waves.\none,4,6,She sits down.\ntwo,2,5,A dog runs.\n"
    )
    (folder / "preds.csv").write_text(
        "vid,start,end,text_gt,text_gen\nfilm,1,3,Anna waves.,Anna waves.\n"
        "film,4,6,She sits down.,She stands up.\n"
    )
    (folder / "films").mkdir()
    for name in ("one.mp4", "two.mp4"):
        shutil.copy(ROOT / "examples" / "film.mp4", folder / "films" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ADTOOL_WORK", str(folder / "work"))
        (folder / "films.txt").write_text("films/one.mp4\nfilms/two.mp4\n")
        yield folder


@pytest.mark.slow
def test_the_examples_work_one_after_another(desk: Path) -> None:
    for line in LINES:
        works(line)


def works(line: str) -> None:
    arguments: list[str] = []
    line += " " + next((more for start, more in SHORTER.items() if line.startswith(start)), "")
    for word in shlex.split(line, comments=True)[1:]:
        arguments += sorted(map(str, Path().glob(word))) if "*" in word else [word]
    result = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert result.exit_code == 0, f"{line}: {result.stderr}"
    if "-o" in arguments and "-" not in arguments:
        output = arguments[arguments.index("-o") + 1]
        fields = {"folder": "films", "stem": "one", "ext": "srt"}
        there = Path(output.format(**fields)).exists()
        assert there == ("--dry-run" not in arguments), line
