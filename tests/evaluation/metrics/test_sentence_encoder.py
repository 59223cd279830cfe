"""The language model behind BERTScore: which layer of it, how much it reads, what it must be."""

import sys

import pytest

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder


@pytest.fixture(scope="module")
def encoder(roberta):
    return SentenceEncoder.load(roberta, layer=2, device="cpu", batch=2)


def test_an_endless_line_is_cut_at_what_the_model_reads(encoder):
    endless = "word " * 500
    assert encoder([endless])[0].vectors.shape == (64, 16)


def test_the_layer_is_the_published_one_or_the_last(roberta, tmp_path):
    assert SentenceEncoder.load(roberta, device="cpu").layer == 3
    named = tmp_path / "roberta-base"  # 10 is its published layer; this one has but 3
    named.symlink_to(roberta)
    assert SentenceEncoder.load(str(named), device="cpu").layer == 3


def test_a_model_that_is_not_there_says_what_to_do(tmp_path):
    with pytest.raises(UnavailableError, match=r"cannot be had .* Give a folder"):
        SentenceEncoder.load(str(tmp_path), device="cpu")


def test_a_model_that_the_hub_cannot_give_is_missed_before_anything_heavy_loads(monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(UnavailableError, match="the hub cannot be reached"):
        SentenceEncoder.load("nobody/nothing", device="cpu")


def test_a_model_without_cls_is_refused(llama):
    with pytest.raises(UnavailableError, match=r"no \[CLS\]"):
        SentenceEncoder.load(llama, device="cpu")
