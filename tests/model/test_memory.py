"""How much memory models need, and how much is free."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from safetensors.numpy import save_file

from adtool.model.memory import free_memory, memory_of, parameters_of

WORKING_SET = 800_000_000


def test_parameters_are_counted_over_all_shards_whatever_they_are_stored_in(
    tmp_path: Path,
) -> None:
    save_file({"a": np.zeros((3, 5), np.float32)}, tmp_path / "1.safetensors")
    save_file(
        {"b": np.zeros(7, np.float16), "c": np.zeros((), np.int8)}, tmp_path / "2.safetensors"
    )
    named = {"a": "1.safetensors", "b": "2.safetensors", "c": "2.safetensors"}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps({"weight_map": named}))
    assert parameters_of(tmp_path) == 23
    assert memory_of(tmp_path) == 46 + WORKING_SET


def test_a_folder_whose_weights_say_nothing_needs_an_unknown_amount(tmp_path: Path) -> None:
    assert memory_of(tmp_path) == 0
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    assert memory_of(tmp_path) == 0


def test_a_processors_memory_is_what_the_system_says_is_available(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=5))
    assert free_memory("cpu") == free_memory("mps") == 5


def test_gpus_are_taken_together_or_one_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    free = [(10, 99), (7, 99)]
    monkeypatch.setattr("torch.cuda.device_count", lambda: 2)
    monkeypatch.setattr("torch.cuda.mem_get_info", lambda gpu: free[gpu])
    assert free_memory("cuda") == 17
    assert free_memory("cuda:1") == 7
