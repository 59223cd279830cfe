"""Models that only transformers reads."""

import numpy as np
import pytest

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder
from adtool.evaluation.metrics.transformers_model import read_by_transformers


@pytest.fixture(scope="module")
def distilbert(bert, tmp_path_factory):
    """A folder with a random DistilBERT of 2 layers."""
    import torch
    from transformers import BertTokenizerFast, DistilBertConfig, DistilBertModel

    folder = tmp_path_factory.mktemp("distilbert")
    torch.manual_seed(0)
    tokenizer = BertTokenizerFast.from_pretrained(bert)
    tokenizer.save_pretrained(folder)
    config = DistilBertConfig(
        vocab_size=len(tokenizer), dim=16, n_layers=2, n_heads=2, hidden_dim=32,
        max_position_embeddings=48, initializer_range=0.3,
    )  # fmt: skip
    DistilBertModel(config).save_pretrained(folder)
    return str(folder)


def test_a_model_of_another_kind_is_read_and_padding_changes_nothing(distilbert):
    model = read_by_transformers(distilbert, 0, "cpu", local=True, remedy="")
    assert model.layer == 2
    tokens = model.tokens(["A man runs.", "He", ""])
    assert [len(t) for t in tokens] == [6, 4, 2]
    together = model.states(tokens)
    assert [tuple(states.shape) for states in together] == [(6, 16), (4, 16), (2, 16)]
    for states, sentence in zip(together, tokens, strict=True):
        np.testing.assert_allclose(states, model.states([sentence])[0], atol=1e-6)


def test_an_encoder_takes_it(distilbert):
    (found,) = SentenceEncoder.load(distilbert, device="cpu")(["A man"])
    assert found.counts.tolist() == [0, 1, 1, 0]
    np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-6)


def test_a_model_without_cls_is_refused(llama):
    with pytest.raises(UnavailableError, match=r"no \[CLS\] and \[SEP\]"):
        read_by_transformers(llama, 0, "cpu", local=True, remedy="")


def test_no_lines_have_no_tokens(distilbert):
    assert read_by_transformers(distilbert, 0, "cpu", local=True, remedy="").tokens([]) == []
