"""What is read without transformers is what transformers reads, and the rest is left to it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from adtool.evaluation.metrics.bert_files import read_bert
from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder
from adtool.evaluation.metrics.transformers_model import read_by_transformers

LINES = [
    "A man runs.", "", "He", "a man running", "Café — naïve… “quoted”", "TOM NODS!", "3,000 dogs",
    "two  spaces\tand a tab", "電車が来る", "🙂 smiles", "[SEP] and </s> here", "<mask> [MASK]",
    "it's Ann's", "e\u0301 combined", "zero\u200bwidth", "x" * 200,
]  # fmt: skip


def copied(folder, tmp_path, **changes):
    """A copy of a model's folder in which JSON files have other values."""
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    for name, change in changes.items():
        path = copy / f"{name}.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | change))
    return str(copy)


@pytest.mark.parametrize("kind", ["roberta", "bert"])
@pytest.mark.parametrize("line", LINES)
def test_tokens_are_those_of_transformers(kind, line, request):
    folder = request.getfixturevalue(kind)
    mine = read_bert(folder, 0, "cpu", local=True)
    theirs = read_by_transformers(folder, 0, "cpu", local=True, remedy="")
    assert mine.tokens([line]) == theirs.tokens([line])
    assert (mine.outside, mine.layer) == (theirs.outside, theirs.layer)


def test_many_lines_have_the_tokens_that_each_has(bert):
    model = read_bert(bert, 0, "cpu", local=True)
    assert model.tokens(LINES) == [model.tokens([line])[0] for line in LINES]
    assert model.tokens([]) == []


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("roberta", {"config": {"model_type": "deberta"}}),
        ("roberta", {"config": {"model_type": "xlm-roberta"}}),
        ("roberta", {"config": {"position_embedding_type": "relative_key"}}),
        ("roberta", {"config": {"hidden_act": "gelu_new"}}),
        ("roberta", {"tokenizer_config": {"add_prefix_space": True}}),
        ("roberta", {"tokenizer_config": {"tokenizer_class": "GPT2Tokenizer"}}),
        ("bert", {"tokenizer_config": {"do_lower_case": False}}),
        ("bert", {"tokenizer_config": {"strip_accents": False}}),
        ("bert", {"tokenizer_config": {"tokenize_chinese_chars": False}}),
        ("bert", {"tokenizer_config": {"tokenizer_class": "BertJapaneseTokenizer"}}),
        ("bert", {"tokenizer_config": {"added_tokens_decoder": {"99": {"content": "[CLS]"}}}}),
        ("bert", {"tokenizer": {"post_processor": None}}),
        ("bert", {"config": {"num_attention_heads": None}}),
    ],
)
def test_what_transformers_would_see_otherwise_is_left_to_it(kind, changes, tmp_path, request):
    folder = copied(request.getfixturevalue(kind), tmp_path, **changes)
    assert read_bert(folder, 0, "cpu", local=True) is None


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_what_is_missing_or_damaged_is_left_to_transformers(name, bert, tmp_path):
    folder = Path(copied(bert, tmp_path))
    (folder / name).write_bytes(b"{\x00")
    assert read_bert(str(folder), 0, "cpu", local=True) is None
    (folder / name).unlink()
    assert read_bert(str(folder), 0, "cpu", local=True) is None


def test_a_model_without_a_tokenizers_config_is_read_as_its_kind_has_it(bert, tmp_path):
    folder = Path(copied(bert, tmp_path))
    (folder / "tokenizer_config.json").unlink()
    model = read_bert(str(folder), 0, "cpu", local=True)
    assert model.tokens(["A man"]) == read_bert(bert, 0, "cpu", local=True).tokens(["A man"])
    assert len(model.tokens(["man " * 99])[0]) == 46  # 48 places; two may be for padding


def test_old_names_of_weights_are_understood(bert, tmp_path):
    from safetensors.torch import load_file, save_file

    folder = Path(copied(bert, tmp_path))
    weights = load_file(folder / "model.safetensors")
    old = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
            "LayerNorm.bias", "LayerNorm.beta"
        ): tensor
        for name, tensor in weights.items()
    }
    assert old.keys() != weights.keys()
    save_file(old, folder / "model.safetensors")
    sentence = [[2, 10, 11, 3]]
    found = read_bert(str(folder), 0, "cpu", local=True).states(sentence)[0]
    np.testing.assert_allclose(found, read_bert(bert, 0, "cpu", local=True).states(sentence)[0])


def test_half_precision_weights_are_used_in_single(bert, tmp_path):
    from safetensors.torch import load_file, save_file

    folder = Path(copied(bert, tmp_path))
    weights = load_file(folder / "model.safetensors")
    save_file({k: v.half() for k, v in weights.items()}, folder / "model.safetensors")
    found = read_bert(str(folder), 0, "cpu", local=True).states([[2, 10, 3]])[0]
    assert found.dtype.itemsize == 4
    expected = read_bert(bert, 0, "cpu", local=True).states([[2, 10, 3]])[0]
    np.testing.assert_allclose(found, expected, atol=0.02)


@pytest.mark.parametrize(
    "changes",
    [{"tokenizer_config": {"add_prefix_space": True}}, {"config": {"hidden_act": "silu"}}],
)
def test_what_is_left_to_transformers_is_encoded_by_it(changes, roberta, tmp_path):
    encoder = SentenceEncoder.load(copied(roberta, tmp_path, **changes), device="cpu")
    (found,) = encoder(["A man"])
    assert found.vectors.shape == (len(found.counts), 16)


def test_neither_transformers_nor_bert_scores_baggage_is_imported(roberta):
    code = (
        "import sys; from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder; "
        f"SentenceEncoder.load({roberta!r}, device='cpu')(['A man runs.']); "
        "print(*sorted({'transformers', 'pandas', 'matplotlib', 'scipy', 'sklearn', 'bert_score', "
        "'huggingface_hub'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
