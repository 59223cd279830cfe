"""Which number format is chosen where."""

import subprocess
import sys

import pytest
import torch

from adtool.model import precision
from adtool.model.precision import inference_dtype, tiles_work
from adtool.model.vision_encoder import VisionConfig, VisionEncoder

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


@pytest.mark.parametrize(("supported", "dtype"), [(True, torch.bfloat16), (False, torch.float16)])
def test_a_gpu_computes_in_bfloat16_or_else_in_half_precision(monkeypatch, supported, dtype):
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: supported)
    assert inference_dtype("cuda:1", 1) == dtype


def test_an_encoder_of_twenty_million_parameters_is_worth_asking(monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: True)
    monkeypatch.setattr(precision, "tiles_work", lambda: True)
    assert inference_dtype("cpu", 20_000_000) == torch.bfloat16
    assert inference_dtype("cpu", 19_999_999) == torch.float32


def test_the_usual_encoder_has_as_many_parameters_as_is_said():
    import open_clip

    config = VisionConfig.from_open_clip(open_clip.get_model_config("ViT-B-32"))
    count = sum(parameter.numel() for parameter in VisionEncoder(config).parameters())
    assert count == precision.VIT_B_32
