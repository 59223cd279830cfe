"""The network, against transformers' own."""

import numpy as np
import pytest

from adtool.evaluation.metrics.bert import Shape
from adtool.evaluation.metrics.bert_files import read_bert
from adtool.evaluation.metrics.transformers_model import read_by_transformers

LENGTHS = [[3], [9, 9, 9], [12, 7, 7, 3, 2], [2, 12, 2], [33, 33, 1]]
CONFIG = {
    "model_type": "bert", "num_attention_heads": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-5,
    "pad_token_id": 0,
}  # fmt: skip


def both(folder, layer):
    mine = read_bert(folder, layer, "cpu", local=True)
    theirs = read_by_transformers(folder, layer, "cpu", local=True, remedy="")
    return mine, theirs


@pytest.mark.parametrize("lengths", LENGTHS)
@pytest.mark.parametrize("layer", [1, 3])
@pytest.mark.parametrize("kind", ["roberta", "bert"])
def test_states_are_those_of_transformers(kind, layer, lengths, request):
    mine, theirs = both(request.getfixturevalue(kind), layer)
    rng = np.random.default_rng(layer)
    sentences = [rng.integers(5, 80, length).tolist() for length in lengths]
    found, expected = mine.states(sentences), theirs.states(sentences)
    assert [tuple(states.shape) for states in found] == [(length, 16) for length in lengths]
    for ours, wanted in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, wanted, atol=1e-5)


def test_what_stands_beside_a_sentence_does_not_matter(roberta):
    model = read_bert(roberta, 0, "cpu", local=True)
    one, two = [7, 8, 9, 10], [20, 21]
    together = model.states([one, two])
    np.testing.assert_allclose(together[0], model.states([one])[0], atol=1e-6)
    np.testing.assert_allclose(together[1], model.states([two])[0], atol=1e-6)


@pytest.mark.parametrize("text", ["<pad>", "a <pad> man", "a man <pad>", "<pad><pad> runs"])
def test_a_text_that_spells_the_padding_token_is_seen_as_transformers_sees_it(roberta, text):
    from transformers import AutoModel

    model = read_bert(roberta, 3, "cpu", local=True)
    (tokens,) = model.tokens([text])
    import torch

    with torch.inference_mode():
        whole = AutoModel.from_pretrained(roberta).eval()(torch.tensor([tokens]))
    np.testing.assert_allclose(model.states([tokens])[0], whole.last_hidden_state[0], atol=1e-5)


def test_a_config_says_the_rest():
    assert Shape.of(CONFIG, 2) == Shape(2, 2, 1e-5, "gelu", None)
    roberta = CONFIG | {"model_type": "roberta", "pad_token_id": 1}
    assert Shape.of(roberta, 1) == Shape(1, 2, 1e-5, "gelu", 1)
    bare = {"model_type": "bert", "num_attention_heads": 2}
    assert Shape.of(bare, 1) == Shape(1, 2, 1e-12, "gelu", None)


@pytest.mark.parametrize(
    "other",
    [
        {"position_embedding_type": "relative_key"},
        {"is_decoder": True},
        {"quantization_config": {"bits": 8}},
        {"hidden_act": "silu"},
    ],
)
def test_another_network_is_refused(other):
    with pytest.raises((ValueError, KeyError)):
        Shape.of(CONFIG | other, 1)
