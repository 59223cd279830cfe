"""Results of runs."""

from __future__ import annotations

import pytest

from adtool.errors import ConfigError
from adtool_training.experiments.results import Result, read_result


@pytest.mark.parametrize(
    "result",
    [
        Result(3, {"stage2.model.alpha": 3.0, "x": "ä"}, {"CIDEr": 12.5}, names=("T: A0",)),
        Result(0, {}, failed="the loss is no number"),
    ],
)
def test_a_result_comes_back_from_its_file(tmp_path, result):
    result.write(tmp_path / "results" / "x.json")
    assert read_result(tmp_path / "results" / "x.json") == result


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"seed": 1', '{"seed": "1"}'])
def test_what_is_no_result_is_named(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(ConfigError, match=r"x\.json"):
        read_result(tmp_path / "x.json")
