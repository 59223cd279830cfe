"""BERTScore, against its definition written out."""

import numpy as np
import pytest

from adtool.evaluation.metrics.bert_score import BertScore
from adtool.evaluation.metrics.sentence_encoder import SentenceEncoder

SAID = ["A man runs.", "She waves to Tom, who nods.", "", "He", "A man runs."]
WANTED = ["A woman runs home.", "A man runs.", "  ", "Tom nods."]


@pytest.fixture(scope="module")
def encoder(roberta):
    return SentenceEncoder.load(roberta, layer=2, device="cpu", batch=2)


def slow_f1(roberta, said, wanted, layer):
    """BERTScore's F1 of one pair, token by token, from the whole model's hidden states."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(roberta), AutoModel.from_pretrained(roberta)
    sides = []
    for sentence in (said, wanted):
        text = " " + sentence.strip() if sentence.strip() else ""
        tokens = tokenizer(text, return_tensors="pt")
        with torch.inference_mode():
            states = model.eval()(**tokens, output_hidden_states=True).hidden_states[layer][0]
        sides.append(states)
    ours, theirs = sides
    if len(ours) == 2 or len(theirs) == 2:  # <s></s>
        return 0.0

    def best(token, others):
        return max(float(torch.cosine_similarity(token, other, dim=0)) for other in others)

    precision = np.mean([best(token, theirs) for token in ours[1:-1]])
    recall = np.mean([best(token, ours) for token in theirs[1:-1]])
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize("layer", [1, 3])
def test_f1_equals_the_definition_written_out(roberta, layer):
    found = BertScore(SentenceEncoder.load(roberta, layer, "cpu"))(SAID, WANTED)
    expected = [[slow_f1(roberta, p, r, layer) for r in WANTED] for p in SAID]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_sentence_is_as_like_itself_as_can_be_and_an_empty_one_like_nothing(encoder):
    found = BertScore(encoder)(["A man runs.", ""], ["A man runs.", ""])
    np.testing.assert_allclose(found, [[1, 0], [0, 0]], atol=1e-5)


def test_equal_sentences_have_equal_numbers_to_the_last_bit(encoder):
    found = BertScore(encoder)(SAID, [*WANTED, *WANTED])
    assert (found[0] == found[4]).all()
    assert (found[:, : len(WANTED)] == found[:, len(WANTED) :]).all()


def test_blocks_and_batches_change_nothing_but_what_is_held(roberta, encoder):
    lines = [f"Line {i} of {i % 3}" for i in range(20)]
    windows = [(lines[i : i + 4], lines[i + 1 : i + 5]) for i in range(0, 14, 2)]
    whole = list(BertScore(SentenceEncoder.load(roberta, 2, "cpu", batch=64)).compare(windows))
    cut = list(BertScore(encoder, block=6).compare(windows))
    np.testing.assert_allclose(whole, cut, atol=1e-6)


def test_overlapping_windows_encode_each_sentence_once(roberta):
    encoder = SentenceEncoder.load(roberta, 1, "cpu")
    lines = [f"Line {i}" for i in range(40)]
    windows = [(lines[i : i + 8], lines[i : i + 8]) for i in range(0, 33, 4)]
    for block in (8, 1000):
        encoder.encoded = 0
        list(BertScore(encoder, block).compare(windows))
        assert encoder.encoded == 40


def test_only_one_block_of_sentences_is_held(roberta):
    encoder = SentenceEncoder.load(roberta, 1, "cpu")
    asked = []
    seen = encoder.__call__
    watched = type("Watched", (), {"__call__": lambda _, s: asked.append(len(s)) or seen(s)})()
    windows = (([f"Line {i}"], [f"Line {i}, wanted"]) for i in range(50))
    assert len(list(BertScore(watched, block=10).compare(windows))) == 50
    assert max(asked) == 10


def test_what_has_the_same_tokens_has_the_same_numbers_and_is_encoded_once(bert):
    encoder = SentenceEncoder.load(bert, device="cpu")
    found = BertScore(encoder)(["a man runs", "A MAN runs"], ["He runs.", "he RUNS."])
    assert encoder.encoded == 2
    assert len(set(found.ravel().tolist())) == 1


@pytest.mark.parametrize("kind", ["roberta", "bert"])
@pytest.mark.parametrize("layer", [1, 3])
def test_f1_is_that_of_the_package_bert_score(kind, layer, request, capfd):
    bert_score = pytest.importorskip("bert_score")
    folder = request.getfixturevalue(kind)
    said = [*SAID, "a man running", "—", "No!", "man man man"]
    scorer = bert_score.BERTScorer(model_type=folder, num_layers=layer, device="cpu")
    found = BertScore(SentenceEncoder.load(folder, layer, "cpu"))(said, WANTED)
    expected = [[float(scorer.score([p], [r])[-1]) for r in WANTED] for p in said]
    np.testing.assert_allclose(found, expected, atol=1e-5)
