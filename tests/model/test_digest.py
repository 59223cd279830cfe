"""Digests of weights: the same value as in files of features, and never a stale one."""

from __future__ import annotations

import copy
import dataclasses
import gc

import pytest
import torch

from adtool.features.files import fingerprint
from adtool.model import digest
from adtool.model.digest import weights_digest
from adtool.model.distinctad import DistinctAD
from adtool.model.vision_encoder import VisionConfig, VisionEncoder

TINY_VIT = VisionConfig(
    embed_dim=16,
    vision_cfg={"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
)


@pytest.fixture
def encoder() -> VisionEncoder:
    """An encoder whose weights are the same on every machine."""
    made = VisionEncoder(TINY_VIT)
    with torch.no_grad():
        for i, parameter in enumerate(made.parameters()):
            values = (torch.arange(parameter.numel()) * 7 + i) % 64
            parameter.copy_(values.view_as(parameter) / 64)
    return made


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tensors were hashed, each time that any were."""
    counts: list[int] = []
    plain = digest._hashed

    def counted(state: dict[str, torch.Tensor]) -> str:
        counts.append(len(state))
        return plain(state)

    monkeypatch.setattr(digest, "_hashed", counted)
    return counts


def test_the_fingerprint_in_files_of_features_is_what_it_always_was(encoder: VisionEncoder) -> None:
    assert fingerprint(encoder) == "9afcc30a8ae2"
    assert weights_digest(encoder).startswith("9afcc30a8ae2")
    assert len(weights_digest(encoder)) == 64


def test_weights_are_hashed_once(encoder: VisionEncoder, hashed: list[int]) -> None:
    assert weights_digest(encoder) == weights_digest(encoder)
    assert len(hashed) == 1


def test_half_precision_has_the_digest_of_the_whole(encoder: VisionEncoder) -> None:
    assert weights_digest(copy.deepcopy(encoder).half()) == weights_digest(encoder)


def _stepped(module: torch.nn.Module) -> None:
    optimiser = torch.optim.SGD(module.parameters(), 0.5)
    for parameter in module.parameters():
        parameter.grad = torch.ones_like(parameter)
    optimiser.step()


def _loaded(module: torch.nn.Module) -> None:
    module.load_state_dict({k: v + 1 for k, v in module.state_dict().items()})


def _replaced(module: torch.nn.Module) -> None:
    module.weight = torch.nn.Parameter(module.weight.detach() * 2)


def _moved(module: torch.nn.Module) -> None:
    module.running_mean.add_(1)


@pytest.mark.parametrize("change", [_stepped, _loaded, _replaced, _moved])
def test_changed_weights_have_another_digest(change: object) -> None:
    module = torch.nn.BatchNorm1d(4)
    before = weights_digest(module)
    change(module)  # type: ignore[operator]
    assert weights_digest(module) != before


def test_names_count_as_well() -> None:
    weights = torch.ones(2)
    one, other = torch.nn.Module(), torch.nn.Module()
    one.register_buffer("a", weights)
    other.register_buffer("b", weights)
    assert weights_digest(one) != weights_digest(other)


def test_a_module_that_is_gone_is_forgotten() -> None:
    module = torch.nn.Linear(2, 2)
    weights_digest(module)
    assert module in digest._known
    before = len(digest._known)
    del module
    gc.collect()
    assert len(digest._known) < before


def test_weights_of_inference_mode_have_a_digest_too() -> None:
    with torch.inference_mode():
        module = torch.nn.Linear(2, 2)
    assert weights_digest(module) == weights_digest(copy.deepcopy(module))


def test_a_models_digest_tells_configuration_and_carried_weights(model: DistinctAD) -> None:
    before = model.digest()
    assert len(before) == 16
    carried = model.language_model.model.get_input_embeddings().weight
    with torch.no_grad():
        carried.add_(1)
    changed = model.digest()
    assert changed != before
    model.config = dataclasses.replace(model.config, alpha=1.0)
    assert model.digest() not in (before, changed)


def test_a_language_model_that_lies_elsewhere_is_told_by_its_name(
    model: DistinctAD, hashed: list[int]
) -> None:
    model.config = dataclasses.replace(model.config, language_model="gpt2")
    before = model.digest()
    assert hashed == [len(model.own_weights())]
    with torch.no_grad():
        model.language_model.model.get_input_embeddings().weight.add_(1)
    assert model.digest() == before
    with torch.no_grad():
        model.bos.add_(1)
    assert model.digest() != before
