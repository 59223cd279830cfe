"""Which number format is chosen where."""

import subprocess
import sys

import pytest
import torch

from adtool.model import precision
from adtool.model.precision import inference_dtype, tiles_work

LARGE = 88_000_000


@pytest.fixture(autouse=True)
def _ask_again():
    tiles_work.cache_clear()
    yield
    tiles_work.cache_clear()


@pytest.mark.parametrize(
    ("announced", "works", "size", "dtype"),
    [
        (True, True, LARGE, torch.bfloat16),
        (True, False, LARGE, torch.float32),
        (False, True, LARGE, torch.float32),
        (True, True, 3_000_000, torch.float32),
    ],
)
def test_bfloat16_is_for_large_encoders_where_tiles_work(
    monkeypatch, announced, works, size, dtype
):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: announced)
    monkeypatch.setattr(precision, "tiles_work", lambda: works)
    assert inference_dtype("cpu", size) == dtype


def test_a_process_that_dies_of_its_tiles_says_that_they_do_not_work(monkeypatch):
    monkeypatch.setattr(precision, "_BFLOAT16_PRODUCT", "import os; os.kill(os.getpid(), 4)")
    assert not tiles_work()


def test_a_process_that_ends_well_says_that_they_work(monkeypatch):
    monkeypatch.setattr(precision, "_BFLOAT16_PRODUCT", "pass")
    assert tiles_work()


def test_a_process_that_cannot_start_or_hangs_says_that_they_do_not_work(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert not tiles_work()
    tiles_work.cache_clear()

    def hang(command, **_):
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", hang)
    assert not tiles_work()
