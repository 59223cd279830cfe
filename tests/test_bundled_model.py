"""The bundled model on the example, a film of its world that it never saw."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from adtool.cast.character import Character
from adtool.cli import group
from adtool.english.roles import acts_on_themself
from adtool.narration.choice import choose
from adtool.narration.clip import ClipNarration

EXAMPLES = Path(__file__).parents[1] / "examples"


def described(folder: Path, *arguments: object) -> list[dict[str, Any]]:
    """Describe the example's gaps between its subtitles."""
    out = folder / "ad.json"
    call = ["describe", EXAMPLES / "film.mp4", "--subtitles", EXAMPLES / "dialogue.srt"]
    ran = CliRunner().invoke(group, [*map(str, call), "-o", str(out), *map(str, arguments)])
    assert ran.exit_code == 0, ran.stderr
    lines: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))["lines"]
    return lines


def truth(line: dict[str, Any]) -> dict[str, Any]:
    """Find the true line that a line stands beside."""
    lines = json.loads((EXAMPLES / "reference.json").read_text("utf-8"))["lines"]
    nearest: dict[str, Any] = min(lines, key=lambda one: abs(one["start"] - line["start"]))
    return nearest


def who_acts(text: str, cast: list[str]) -> str:
    """Return whom a line names first."""
    return next((word for word in text.replace(".", "").split() if word in cast), "")


def test_it_recognises_people_by_their_portraits_and_mostly_names_who_acts(tmp_path: Path) -> None:
    cast = json.loads((EXAMPLES / "cast.json").read_text("utf-8"))
    names = [one["name"] for one in cast["characters"]]
    lines = described(tmp_path, "--cast", EXAMPLES / "cast.json")
    assert len(lines) >= 8
    there = [(name, line) for line in lines for name in truth(line)["characters"]]
    seen = [name in line["characters"] for name, line in there]
    assert sum(seen) >= 0.7 * len(seen)
    right = [who_acts(x["text"], names) == who_acts(truth(x)["text"], names) for x in lines]
    assert sum(right) >= 0.5 * len(lines)  # of six people, chance would name one in six


def test_nobody_gives_anything_to_themself_on_the_example(tmp_path: Path) -> None:
    told = json.loads((EXAMPLES / "cast.json").read_text("utf-8"))["characters"]
    cast = tuple(Character(one["name"], aliases=tuple(one.get("aliases", ()))) for one in told)
    lines = described(tmp_path, "--cast", EXAMPLES / "cast.json")
    said = [line["text"] for line in lines]
    assert any(" to " in text for text in said)  # somebody gives something to somebody
    assert [text for text in said if acts_on_themself(text, cast)] == []


def test_its_own_clip_listens_to_what_it_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probabilities: list[float] = []

    def choose_heard(narrations: Sequence[ClipNarration], *rest: Any) -> Any:
        guesses = rest[-1].guesses(narrations)
        probabilities.extend(math.exp(of_clip[0]) for of_clip in guesses)
        return choose(narrations, *rest)

    monkeypatch.setattr("adtool.pipeline.choose", choose_heard)
    lines = described(tmp_path, "--cast", EXAMPLES / "cast.json")
    assert len(probabilities) >= len(lines)
    assert sum(probabilities) >= 0.6 * len(probabilities)  # by chance one in ten


def test_told_of_nobody_it_says_someone(tmp_path: Path) -> None:
    lines = described(tmp_path)
    assert len(lines) >= 8
    said = [line["text"].lower() for line in lines]
    assert sum("someone" in text for text in said) >= 0.8 * len(said)
