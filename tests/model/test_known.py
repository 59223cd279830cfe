"""The vision-language models that are known."""

from __future__ import annotations

import pytest

from adtool.model.known import KNOWN, PERMISSIVE, find_known, is_new_enough, recommended

GB = 10**9


def test_names_are_short_and_every_repository_has_one() -> None:
    assert len({one.name for one in KNOWN}) == len({one.repository for one in KNOWN}) == len(KNOWN)
    assert all("/" not in one.name and one.repository.count("/") == 1 for one in KNOWN)


def test_what_is_recommended_may_be_used_for_anything() -> None:
    assert all(one.licence in PERMISSIVE for one in KNOWN if one.recommended)
    assert [one.name for one in KNOWN if not one.recommended] == ["qwen2.5-vl-3b"]


def test_memory_is_two_bytes_a_parameter_and_a_fifth_or_more_to_work_with() -> None:
    sizes = {one.name: one.memory / GB for one in KNOWN}
    assert sizes["qwen3-vl-2b"] == pytest.approx(5, abs=0.5)
    assert sizes["qwen3-vl-8b"] == pytest.approx(21, abs=0.5)
    assert sizes["smolvlm2-500m"] == pytest.approx(1.8, abs=0.1)  # its card: 1.8 GB


def test_a_model_is_known_by_both_names_in_any_case() -> None:
    for name in ("qwen3-vl-2b", "Qwen3-VL-2B", "Qwen/Qwen3-VL-2B-Instruct"):
        known = find_known(name)
        assert known is not None
        assert known.name == "qwen3-vl-2b"
    assert find_known("qwen3-vl") is None


@pytest.mark.parametrize(
    ("memory", "device", "version", "name"),
    [
        (80 * GB, "cuda", "4.57.0", "qwen3-vl-8b"),
        (20 * GB, "cuda", "4.57.0", "qwen2.5-vl-7b"),
        (12 * GB, "mps", "4.57.6", "qwen3-vl-4b"),
        (80 * GB, "cuda", "4.56.2", "qwen2.5-vl-7b"),
        (80 * GB, "cpu", "5.0.0rc1", "qwen3-vl-2b"),
        (6 * GB, "cuda", "4.56", "qwen2-vl-2b"),
        (2 * GB, "cpu", "4.57", "smolvlm2-500m"),
        (1 * GB, "cuda", "4.57", None),
    ],
)
def test_the_best_that_fits_is_recommended_and_small_ones_without_a_gpu(
    memory: int, device: str, version: str, name: str | None
) -> None:
    best = recommended(memory, device, version)
    assert (best and best.name) == name


def test_exactly_the_memory_that_is_needed_is_enough() -> None:
    last = KNOWN[-1]
    assert recommended(last.memory, "cpu", "4.57") == last
    assert recommended(last.memory - 1, "cpu", "4.57") is None


@pytest.mark.parametrize(
    ("version", "enough"),
    [("4.57.0", True), ("4.57", True), ("4.56.9", False), ("5.0", True), ("what", False)],
)
def test_versions_are_compared_as_versions(version: str, enough: bool) -> None:
    assert is_new_enough(version, "4.57") is enough
