"""What is said of films without features, and where their frames are encoded."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from adtool.errors import UnavailableError
from adtool.faults import Fault
from adtool.features.encoding import chosen_device
from adtool.features.run import SHOWN, left_out_sentence


def test_the_first_films_are_named_and_the_rest_counted() -> None:
    faults = [Fault("no film", f"film {i}", "is missing") for i in range(SHOWN + 2)]
    one = left_out_sentence(faults[:1], Path("out"))
    assert one.startswith(f"Left out: {faults[0]}. The others are in out, and all faults in out")
    many = left_out_sentence(faults, Path("out"))
    assert "film 9" in many
    assert "film 10" not in many
    assert "; and 2 more. The others" in many


def test_the_device_is_the_processs_own_or_the_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adtool.features.encoding.device", lambda: torch.device("cuda", 3))
    assert chosen_device("auto") == torch.device("cuda", 3)
    assert str(chosen_device("cpu")) == "cpu"
    with pytest.raises(UnavailableError, match="no device 'moon'"):
        chosen_device("moon")
