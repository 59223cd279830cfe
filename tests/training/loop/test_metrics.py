"""What a run measured, line by line; and what is forgotten when it goes on from an earlier step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adtool.errors import OutputError, UnavailableError
from adtool_training.loop.metrics import Metrics


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]


def test_each_line_says_its_step(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path / "run")
    metrics.log(1, {"loss": 2.5})
    metrics.log(2, {"loss": 1.5, "note": "é"})
    metrics.close()
    assert lines(tmp_path / "run") == [
        {"step": 1, "loss": 2.5},
        {"step": 2, "loss": 1.5, "note": "é"},
    ]
    assert "é" in (tmp_path / "run" / "metrics.jsonl").read_text("utf-8")


def test_steps_that_will_be_made_again_are_forgotten_and_so_is_a_line_cut_off(
    tmp_path: Path,
) -> None:
    metrics = Metrics(tmp_path)
    metrics.forget_after(3)  # nothing is there yet
    for step in range(1, 6):
        metrics.log(step, {"loss": float(step)})
    with metrics.path.open("a") as file:
        file.write('{"step": 2, "lo')
    metrics.forget_after(3)
    assert [line["step"] for line in lines(tmp_path)] == [1, 2, 3]
    metrics.log(4, {"loss": 0.0})
    assert lines(tmp_path)[-1] == {"step": 4, "loss": 0.0}


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file")
    with pytest.raises(OutputError, match=r"metrics\.jsonl: cannot be written"):
        Metrics(tmp_path / "run").log(1, {})


def test_an_unknown_tracker_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="The tracker paper is not installed"):
        Metrics(tmp_path, "paper")
