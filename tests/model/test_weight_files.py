import json

import pytest
import torch
from safetensors.torch import save_file

from adtool.errors import CheckpointError
from adtool.model.weight_files import INDEX, WEIGHTS, WeightFiles, read_object

TENSORS = {
    "a": torch.ones(3, 5),
    "b": torch.ones(7, dtype=torch.bfloat16),
    "c": torch.ones(2, 2, dtype=torch.float64),
    "d": torch.ones(11, dtype=torch.uint8),
}


@pytest.fixture
def folder(tmp_path):
    save_file(TENSORS, tmp_path / WEIGHTS, metadata={"format": "pt"})
    return tmp_path


@pytest.fixture
def shards(tmp_path):
    """The same weights in two files, with the index that transformers writes."""
    names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    save_file({name: TENSORS[name] for name in "ab"}, tmp_path / names[0])
    save_file({name: TENSORS[name] for name in "cd"}, tmp_path / names[1])
    places = dict(zip("abcd", [names[0], names[0], names[1], names[1]], strict=True))
    (tmp_path / INDEX).write_text(json.dumps({"weight_map": places}))
    return tmp_path


def test_numbers_are_counted_and_what_they_take_in_a_format(folder):
    weights = WeightFiles.of(folder)
    assert [path.name for path in weights.paths] == [WEIGHTS]
    assert (weights.floats, weights.other) == (15 + 7 + 4, 11)
    assert weights.bytes_in(torch.float32) == 26 * 4 + 11
    assert weights.bytes_in(torch.bfloat16) == 26 * 2 + 11


def test_shards_count_like_one_file(folder, shards):
    whole = WeightFiles.of(folder)
    (folder / WEIGHTS).unlink()
    parts = WeightFiles.of(shards)
    assert len(parts.paths) == 2
    assert (parts.floats, parts.other) == (whole.floats, whole.other)


def test_the_one_file_goes_before_an_index_as_in_transformers(shards, folder):
    assert [path.name for path in WeightFiles.of(folder).paths] == [WEIGHTS]


def test_a_digest_is_of_the_content_and_not_of_the_place(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    save_file(TENSORS, other / WEIGHTS, metadata={"format": "pt"})
    assert WeightFiles.of(folder).digest() == WeightFiles.of(other).digest()
    save_file(TENSORS | {"a": torch.zeros(3, 5)}, other / WEIGHTS, metadata={"format": "pt"})
    assert WeightFiles.of(folder).digest() != WeightFiles.of(other).digest()


def fault(folder) -> str:
    with pytest.raises(CheckpointError) as found:
        WeightFiles.of(folder)
    assert "\n" not in str(found.value)
    return found.value.fault


def test_an_empty_folder_has_no_weights(tmp_path):
    said = "holds no model.safetensors (only safetensors are read); fetch it again"
    assert fault(tmp_path) == said


@pytest.mark.parametrize("name", ["pytorch_model.bin", "consolidated.00.pth", "model.pt"])
def test_pickles_are_refused_as_such(tmp_path, name):
    (tmp_path / name).write_bytes(b"pickle")
    assert "weights are pickles, which could run code" in fault(tmp_path)


@pytest.mark.parametrize("less", [1, 16, 50])
def test_a_file_that_was_cut_short_says_how_much_is_there(folder, less):
    content = (folder / WEIGHTS).read_bytes()
    (folder / WEIGHTS).write_bytes(content[:-less])
    share = 100 * (len(content) - less) // len(content)
    assert fault(folder) == f"is cut short ({share} % is there); fetch the model again"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x10",
        b"\0" * 8,
        b"\xff" * 64,
        (2).to_bytes(8, "little"),
        (9).to_bytes(8, "little") + b"not json!",
        (2).to_bytes(8, "little") + b"[]",
        (10).to_bytes(8, "little") + b'{"a": [1]}',
        (8).to_bytes(8, "little") + b'{"a":{}}',
        b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 99\n",
        (51).to_bytes(8, "little") + b'{"a":{"dtype":"F32","data_offsets":["0","four"]}}  ',
    ],
)
def test_what_is_no_safetensors_file_is_damaged(tmp_path, content):
    (tmp_path / WEIGHTS).write_bytes(content)
    assert "is damaged, or not in the safetensors format" in fault(tmp_path)


def test_a_missing_shard_is_named(shards):
    (shards / "model-00002-of-00002.safetensors").unlink()
    assert fault(shards).startswith(
        "lacks 1 of 2 files of weights, the first model-00002-of-00002.safetensors"
    )


@pytest.mark.parametrize("content", ["{}", '{"weight_map": {}}', '{"weight_map": [1]}'])
def test_an_index_without_weights_is_named(shards, content):
    (shards / INDEX).write_text(content)
    assert "names no weights" in fault(shards)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is JSON, but no object"),
        ("3", "is JSON, but no object"),
        ('"x"', "is JSON, but no object"),
    ],
)
def test_json_that_is_no_object_is_refused(tmp_path, content, why):
    path = tmp_path / "config.json"
    path.write_text(content)
    with pytest.raises(CheckpointError, match=why):
        read_object(path)
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(CheckpointError, match="is not JSON"):
        read_object(path)


def test_a_json_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CheckpointError, match=r"holds no config\.json"):
        read_object(tmp_path / "config.json")
