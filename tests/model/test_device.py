"""The device that is picked."""

from __future__ import annotations

import pytest
import torch

from adtool.errors import UnavailableError
from adtool.model.device import pick_device


def test_auto_prefers_a_gpu_and_falls_back_to_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert pick_device() == "cpu"
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert pick_device() == "mps"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert pick_device() == "cuda"


def test_a_device_that_works_is_taken_as_it_is() -> None:
    assert pick_device("cpu") == "cpu"


@pytest.mark.parametrize("name", ["cuda:77", "abacus", "meta:x"])
def test_a_device_that_is_not_there_is_refused_with_advice(name: str) -> None:
    with pytest.raises(UnavailableError, match=f"There is no device '{name}'.*doctor"):
        pick_device(name)
