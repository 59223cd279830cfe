"""Which layer is compared, and how much a model reads."""

import pytest

from adtool.evaluation.metrics.token_model import chosen_layer, longest


@pytest.mark.parametrize(
    ("name", "asked", "count", "layer"),
    [
        ("roberta-large", 0, 24, 17),
        ("roberta-large", 5, 24, 5),
        ("/models/roberta-large", 0, 24, 17),
        ("FacebookAI/roberta-base", 0, 12, 10),
        ("roberta-base", 0, 3, 3),  # it has no tenth
        ("roberta-base", 30, 12, 12),
        ("nobody/knows", 0, 7, 7),
        ("distilbert-base-uncased", 0, 6, 5),
    ],
)
def test_the_layer_is_the_one_asked_for_or_the_published_one_or_the_last(name, asked, count, layer):
    assert chosen_layer(name, asked, count) == layer


@pytest.mark.parametrize(
    ("places", "stated", "tokens"),
    [
        (514, 512, 512),
        (514, 10**30, 512),
        (514, None, 512),
        (512, 512, 512),
        (66, 20, 20),
        (None, None, 510),
        (None, 128, 128),
    ],
)
def test_a_model_reads_what_its_tokenizer_says_or_its_places_allow(places, stated, tokens):
    assert longest(places, stated) == tokens
