import math

import pytest
import torch

from adtool.chat.chat import Sampling
from adtool.chat.drawing import Drawing, draw

CPU = torch.device("cpu")
END = 0


def test_shares_fall_on_tokens_by_their_probabilities():
    """.5, .3 and .2 of the whole, in the vocabulary's order: 0 to .5, to .8, to 1."""
    logits = torch.tensor([[0.5, 0.3, 0.2]]).log().expand(7, 3)
    shares = torch.tensor([0.0, 0.49, 0.51, 0.79, 0.81, 0.9, 1 - 2**-24]).unsqueeze(1)
    assert draw(logits, torch.ones(7, 1), shares).tolist() == [0, 0, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("top_p", "tokens"),
    [(0.1, {1}), (0.49, {1}), (0.51, {1, 2}), (0.79, {1, 2}), (0.81, {0, 1, 2}), (1.0, {0, 1, 2})],
)
def test_only_the_likeliest_tokens_are_drawn(top_p, tokens):
    logits = torch.tensor([[0.2, 0.5, 0.3]]).log().expand(1001, 3)
    shares = torch.linspace(0, 1 - 2**-24, 1001).unsqueeze(1)
    assert set(draw(logits, torch.full((1001, 1), top_p), shares).tolist()) == tokens


def test_a_nucleus_that_is_reached_exactly_holds_no_token_more():
    logits = torch.tensor([[0.5, 0.25, 0.25]]).log().expand(101, 3)
    shares = torch.linspace(0, 0.999, 101).unsqueeze(1)
    assert set(draw(logits, torch.full((101, 1), 0.5), shares).tolist()) == {0}


def test_tokens_as_likely_as_the_last_one_are_in_as_well():
    logits = torch.tensor([[0.25, 0.25, 0.25, 0.25]]).log().expand(101, 4)
    shares = torch.linspace(0, 0.999, 101).unsqueeze(1)
    assert set(draw(logits, torch.full((101, 1), 0.3), shares).tolist()) == {0, 1, 2, 3}


def test_a_large_vocabulary_is_drawn_from_as_torch_does():
    torch.manual_seed(0)
    logits = 3 * torch.randn(1, 50)
    shares = torch.rand(200_000, 1)
    found = draw(logits.expand(200_000, 50), torch.ones(200_000, 1), shares)
    share = torch.bincount(found, minlength=50) / 200_000
    assert (share - logits.softmax(1)[0]).abs().max() < 0.005


@pytest.mark.parametrize("spread", [0.1, 8.0], ids=["unsure", "sure"])
def test_a_nucleus_of_any_size_is_that_of_a_plain_count(spread):
    torch.manual_seed(2)
    logits = spread * torch.randn(3, 5000)
    shares = torch.linspace(0, 0.9999, 400)
    for row, top_p in zip(logits, (0.3, 0.9, 1.0), strict=True):
        nucleus, reached = set(), 0.0
        for token in row.argsort(descending=True).tolist():
            if reached >= top_p - 1e-5:
                break
            nucleus.add(token)
            reached += float(row.softmax(0)[token])
        each = [draw(row[None], torch.tensor([[top_p]]), one.view(1, 1)).item() for one in shares]
        assert set(each) <= nucleus
        assert top_p < 1 or len(set(each)) > 5


def steps(sampling, logits, count):
    """Draw ``count`` tokens for each row, the logits being the same at every step."""
    drawing = Drawing(sampling, END, CPU)
    tokens = [drawing(torch.zeros(1), logits).argmax(dim=1).tolist() for _ in range(count)]
    return [list(row) for row in zip(*tokens, strict=True)], drawing.scores


def test_cold_rows_take_the_likeliest_and_warm_ones_draw():
    logits = torch.tensor([[0.0, 3.0, 2.9, 2.8]] * 2)
    rows, scores = steps([Sampling(0, 1, 50, 0), Sampling(1, 1, 50, 0)], logits, 50)
    assert set(rows[0]) == {1}
    assert len(set(rows[1])) > 2
    expected = math.log(math.exp(3) / (1 + math.exp(3) + math.exp(2.9) + math.exp(2.8)))
    assert scores[0, 0].item() == pytest.approx(expected)


def test_temperature_and_nucleus_leave_the_scores_as_the_model_has_them():
    logits = torch.tensor([[0.0, 1.0, 2.0, 3.0]])
    rows, scores = steps([Sampling(5.0, 0.6, 40, 3)], logits, 40)
    log_probs = logits.log_softmax(dim=1)[0]
    assert scores[0].tolist() == pytest.approx([float(log_probs[token]) for token in rows[0]])


def test_a_lower_temperature_draws_the_likeliest_more_often():
    logits = torch.tensor([[0.0, 1.0, 2.0]])
    often = [
        steps([Sampling(warmth, 1, 400, 1)], logits, 400)[0][0].count(2)
        for warmth in (0.2, 1.0, 5.0)
    ]
    assert often[0] > 390
    assert often[0] > often[1] > often[2] > 100


def test_rows_draw_alone_as_beside_others_and_longer_answers_begin_as_shorter_ones():
    torch.manual_seed(1)
    logits = torch.randn(3, 30)
    asked = [Sampling(1, 0.9, length, seed) for length, seed in [(20, 4), (9, 5), (20, 6)]]
    together, _ = steps(asked, logits, 20)
    for row, one in enumerate(asked):
        alone, _ = steps([one], logits[row : row + 1], one.tokens)
        assert together[row][: one.tokens] == alone[0]
    short, _ = steps([Sampling(1, 0.9, 5, 4)], logits[:1], 5)
    assert short[0] == together[0][:5]
    other, _ = steps([Sampling(1, 0.9, 20, 5)], logits[:1], 20)
    assert other[0] != together[0]


def test_an_answer_ends_at_its_own_length():
    logits = torch.tensor([[0.0, 9.0]] * 2)
    rows, _ = steps([Sampling(0, 1, 2, 0), Sampling(0, 1, 4, 0)], logits, 4)
    assert rows == [[1, 1, END, END], [1, 1, 1, 1]]


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_drawn_from_as_float32(dtype):
    logits = torch.tensor([[0.0, 1.0, 2.0, -3.0]])
    sampling = [Sampling(1, 0.95, 30, 2)]
    assert steps(sampling, logits.to(dtype), 30)[0] == steps(sampling, logits, 30)[0]
