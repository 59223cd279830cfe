import psutil
import pytest
import torch

from adtool.errors import UnavailableError
from adtool.model import placing
from adtool.model.placing import Place, free_on, place
from adtool.model.weight_files import WeightFiles

MILLION = WeightFiles((), 1_000_000, 0)
"""4 MB in float32, 2 MB in bfloat16; 1.2 times as much while it works."""


@pytest.fixture
def free(monkeypatch):
    """Set what is free on a device, and which format its processor likes."""

    def set_free(sizes: dict[str, int], dtype=torch.float32, gpus: int = 1) -> None:
        monkeypatch.setattr(placing, "free_on", sizes.__getitem__)
        monkeypatch.setattr(placing, "inference_dtype", lambda device, parameters: dtype)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)

    return set_free


@pytest.mark.parametrize(
    ("there", "dtype"),
    [
        (4_800_000, torch.float32),
        (4_799_999, torch.bfloat16),
        (2_400_000, torch.bfloat16),
    ],
)
def test_float32_gives_way_where_only_bfloat16_fits(free, there, dtype):
    free({"cpu": there})
    assert place([MILLION], "cpu", "large", str) == Place("cpu", dtype)


def test_what_does_not_fit_is_said_with_both_sizes_and_what_to_do(free):
    free({"cpu": 2_399_999})
    with pytest.raises(UnavailableError) as found:
        place([WeightFiles((), 1_000_000_000, 0)], "cpu", "large", lambda free: f"Use {free} B.")
    assert str(found.value) == (
        "The model large takes 2.4 GB, and 0.0 GB of the memory are free. Use 2399999 B."
    )


def test_models_that_are_loaded_together_count_together(free):
    free({"cpu": 4_799_999})
    with pytest.raises(UnavailableError, match="both"):
        place([MILLION, MILLION], "cpu", "both", str)
    free({"cpu": 4_800_000})
    assert place([MILLION, MILLION], "cpu", "both", str).dtype == torch.bfloat16


def test_a_gpu_that_is_too_small_is_joined_by_the_others(free):
    sizes = {"cuda": 2_399_999, "auto": 2_400_000}
    free(sizes, torch.bfloat16, gpus=2)
    assert place([MILLION], "cuda", "large", str) == Place("auto", torch.bfloat16)
    free(sizes | {"cuda": 2_400_000}, torch.bfloat16, gpus=2)
    assert place([MILLION], "cuda", "large", str) == Place("cuda", torch.bfloat16)
    free(sizes, torch.bfloat16, gpus=1)
    with pytest.raises(UnavailableError, match="of cuda are free"):
        place([MILLION], "cuda", "large", str)


def test_a_gpu_that_was_named_stays_alone(free):
    free({"cuda:1": 1, "auto": 9_999_999}, torch.bfloat16, gpus=2)
    with pytest.raises(UnavailableError, match="cuda:1"):
        place([MILLION], "cuda:1", "large", str)


def test_what_is_free_is_asked_of_the_system_and_of_the_gpus(monkeypatch):
    gigabytes = [3, 5]
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)

    def info(gpu):
        number = gpu if isinstance(gpu, int) else torch.device(gpu).index or 0
        return gigabytes[number], 80

    monkeypatch.setattr(torch.cuda, "mem_get_info", info)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 1)
    assert free_on("cuda") == 5
    assert free_on("cuda:0") == 3
    assert free_on("auto") == 8
    assert 0 < free_on("cpu") < psutil.virtual_memory().total
