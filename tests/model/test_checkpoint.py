"""Model folders: round trips, and everything that can be wrong with one."""

import dataclasses
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from adtool.errors import CheckpointError, OutputError, UnavailableError
from adtool.model import checkpoint
from adtool.model.catalogue import bundled_folder
from adtool.model.distinctad import DistinctAD
from adtool.model.domain import Domain
from adtool.settings import ModelSettings


@pytest.fixture
def folder(model, tmp_path):
    model.save_pretrained(tmp_path / "model", card="# A model\n")
    return tmp_path / "model"


def test_a_saved_model_loads_bit_for_bit(model, folder):
    loaded = DistinctAD.from_pretrained(folder)
    assert loaded.config == model.config
    for name, tensor in model.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], tensor), name
    features = torch.randn(5, 4, 16)
    settings = ModelSettings(beams=2, max_tokens=6)
    assert loaded.narrate(features, settings=settings) == model.eval().narrate(
        features, settings=settings
    )
    assert (folder / "README.md").read_text() == "# A model\n"


def test_a_model_that_sees_faces_loads_bit_for_bit(model, tmp_path):
    config = dataclasses.replace(model.config, faces=True, names="full")
    model = DistinctAD(config, model.encoder, model.language_model)
    model.save_pretrained(tmp_path / "model")
    loaded = DistinctAD.from_pretrained(tmp_path / "model")
    assert loaded.config == config
    assert torch.equal(loaded.face_projection.weight, model.face_projection.weight)


def test_a_model_of_version_1_names_people_in_full_and_sees_no_faces(folder):
    path = folder / "config.json"
    values = json.loads(path.read_text()) | {"version": 1}
    del values["names"], values["faces"]
    path.write_text(json.dumps(values))
    config = DistinctAD.from_pretrained(folder).config
    assert (config.names, config.faces) == ("full", False)


def test_half_precision_storage_loses_only_rounding(model, tmp_path):
    model.save_pretrained(tmp_path / "half", dtype=torch.float16)
    stored = load_file(tmp_path / "half" / "model.safetensors")
    assert {tensor.dtype for tensor in stored.values()} == {torch.float16}
    loaded = DistinctAD.from_pretrained(tmp_path / "half")
    for name, tensor in model.state_dict().items():
        found = loaded.state_dict()[name]
        assert found.dtype == torch.float32
        torch.testing.assert_close(found, tensor.half().float(), rtol=0, atol=0)


def test_saving_again_replaces_the_folder_and_leaves_nothing_beside_it(model, folder):
    (folder / "old-file").write_text("x")
    model.save_pretrained(folder)
    assert not (folder / "old-file").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_a_folder_that_cannot_be_written_is_an_output_error(model, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        model.save_pretrained(tmp_path / "file" / "model")


def change_config(folder, **changes):
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": "bert"}, "not the configuration of a DistinctAD"),
        ({"version": 99}, "format version 99"),
        ({"version": "1"}, "no format version"),
        ({"colour": 1}, "unknown key 'colour'"),
        ({"latents": "ten"}, "latents"),
        ({"latents": 0}, "latents"),
        ({"bases": 10**12}, "bases"),
        ({"temperature": 0}, "temperature"),
        ({"alpha": float("nan")}, "alpha"),
        ({"l2norm": "yes"}, "l2norm"),
        ({"language_model": ""}, "language_model"),
        ({"vision": "ViT-B-32"}, "vision"),
        ({"vision": {"model_cfg": {}}}, "open_clip"),
        ({"vision": {"model_cfg": {"embed_dim": 16, "vision_cfg": {"colour": 1}}}}, "colour"),
        ({"bases": 6}, "config.json means"),
        ({"faces": True}, "lacks face_projection"),
        ({"names": "short"}, "names cannot be 'short'"),
    ],
)
def test_a_wrong_configuration_is_named(folder, changes, fault):
    change_config(folder, **changes)
    with pytest.raises(CheckpointError, match=fault) as caught:
        DistinctAD.from_pretrained(folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, "\x00\xff"])
def test_a_configuration_that_is_no_object_is_refused(folder, content):
    (folder / "config.json").write_text(content)
    with pytest.raises(CheckpointError, match=r"config\.json"):
        DistinctAD.from_pretrained(folder)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(CheckpointError, match=f"holds no {name}"):
        DistinctAD.from_pretrained(folder)


@pytest.mark.parametrize("keep", [0, 7, 100, 5000])
def test_truncated_weights_are_damaged(folder, keep):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(CheckpointError, match="damaged"):
        DistinctAD.from_pretrained(folder)


def test_weights_that_lack_or_add_a_tensor_are_refused(folder):
    path = folder / "model.safetensors"
    state = load_file(path)
    save_file({k: v for k, v in state.items() if k != "bos"}, path)
    with pytest.raises(CheckpointError, match="lacks bos"):
        DistinctAD.from_pretrained(folder)
    save_file(state | {"extra": torch.zeros(1)}, path)
    with pytest.raises(CheckpointError, match="holds extra"):
        DistinctAD.from_pretrained(folder)


def test_a_pickled_language_model_is_never_opened(folder):
    weights = folder / "language_model" / "model.safetensors"
    torch.save(load_file(weights), folder / "language_model" / "pytorch_model.bin")
    weights.unlink()
    with pytest.raises(CheckpointError, match="language model"):
        DistinctAD.from_pretrained(folder)


def test_whoever_may_read_the_configuration_may_read_the_weights(folder):
    modes = {path.stat().st_mode for path in folder.rglob("*") if path.is_file()}
    assert len(modes) == 1


def test_a_language_model_is_not_waited_for_where_the_hub_does_not_answer(monkeypatch):
    from adtool.model import hub
    from adtool.model.checkpoint import load_language_model

    monkeypatch.setattr(hub, "_answers", lambda name: False)
    with pytest.raises(UnavailableError, match=r"nobody/none is no folder .* Or give a"):
        load_language_model("nobody/none")


def test_a_folder_says_version_4_and_what_the_model_stands_on_first(model, folder):
    values = json.loads((folder / "config.json").read_text())
    assert list(values)[:4] == ["format", "version", "vision", "language_model"]
    assert values["version"] == 4
    assert values["drawn"] is False
    assert (folder / "config.json").read_text().endswith("}\n")


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(("language_model", "drawn"), [("bundled", True), ("gpt2", False)])
def test_before_version_3_a_language_model_of_its_own_meant_a_drawn_world(
    folder, version, language_model, drawn
):
    path = folder / "config.json"
    values = json.loads(path.read_text()) | {"version": version, "language_model": language_model}
    del values["drawn"]
    path.write_text(json.dumps(values))
    assert checkpoint._read_config(path).drawn is drawn


def test_before_version_3_the_language_model_might_be_left_out(folder):
    path = folder / "config.json"
    values = json.loads(path.read_text()) | {"version": 2}
    del values["drawn"], values["language_model"], values["names"]
    path.write_text(json.dumps(values))
    config = checkpoint._read_config(path)
    assert (config.drawn, config.language_model, config.names) == (True, "bundled", "first")


def test_a_drawn_world_is_kept_whatever_the_language_model(model, tmp_path):
    model.config = dataclasses.replace(model.config, drawn=True)
    model.save_pretrained(tmp_path / "drawn")
    assert DistinctAD.from_pretrained(tmp_path / "drawn").config.drawn
    change_config(tmp_path / "drawn", drawn=False)
    assert not DistinctAD.from_pretrained(tmp_path / "drawn").config.drawn


def test_the_bundled_model_says_that_its_world_is_drawn():
    assert checkpoint._read_config(bundled_folder() / "config.json").drawn


def test_before_version_4_the_bases_had_unit_length(folder):
    path = folder / "config.json"
    values = json.loads(path.read_text()) | {"version": 3}
    del values["scale"]
    path.write_text(json.dumps(values))
    assert checkpoint._read_config(path).scale == "unit"


def test_version_5_is_too_new(folder):
    change_config(folder, version=5)
    with pytest.raises(CheckpointError, match="has format version 5; this adtool reads up to 4"):
        DistinctAD.from_pretrained(folder)


def test_a_language_model_that_lies_elsewhere_is_not_carried(model, tmp_path):
    model.config = dataclasses.replace(model.config, language_model="gpt2")
    model.save_pretrained(tmp_path / "model")
    assert not (tmp_path / "model" / "language_model").exists()
    assert (tmp_path / "model" / "tokenizer").is_dir()
    weights = load_file(tmp_path / "model" / "model.safetensors")
    assert not any(name.startswith("language_model.") for name in weights)


def test_a_language_model_that_should_be_carried_and_is_not_is_missed(folder):
    (folder / "language_model" / "config.json").unlink()
    with pytest.raises(CheckpointError, match="holds no language_model, but its configuration"):
        DistinctAD.from_pretrained(folder)


def test_a_domain_of_other_channels_is_refused(folder):
    channels = 5
    domain = Domain(torch.zeros(channels), torch.eye(channels), 1.0)
    save_file(domain.tensors(), folder / "domain.safetensors")
    with pytest.raises(CheckpointError, match="has 5 channels, the model 16"):
        DistinctAD.from_pretrained(folder)


def test_weights_of_another_shape_are_told_with_both_shapes():
    with pytest.raises(CheckpointError, match=r"x is \(2,\), but config.json means \(3,\)"):
        checkpoint.check_weights({"x": torch.zeros(2)}, {"x": torch.zeros(3)}, Path("m"))


def test_integers_keep_their_kind_when_weights_are_stored_in_half_precision():
    assert checkpoint._stored(torch.tensor([3]), torch.float16).dtype == torch.int64
    assert checkpoint._stored(torch.tensor([3.0]), torch.float16).dtype == torch.float16


def test_from_version_3_on_a_world_is_drawn_only_if_that_is_said(folder):
    path = folder / "config.json"
    values = json.loads(path.read_text())
    assert (values["version"], values["language_model"]) == (4, "bundled")
    del values["drawn"]
    path.write_text(json.dumps(values))
    assert not checkpoint._read_config(path).drawn


def test_a_domain_is_kept_with_its_model(model, tmp_path):
    model.domain = Domain(torch.arange(16.0), torch.eye(16), 1.5)
    model.save_pretrained(tmp_path / "known")
    found = DistinctAD.from_pretrained(tmp_path / "known").domain
    assert found is not None
    assert torch.equal(found.mean, torch.arange(16.0))
    assert found.threshold == 1.5
