"""The text side beside a vision encoder: what it encodes, and its file."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers
from torch.nn import functional as F
from transformers import PreTrainedTokenizerFast

from adtool.errors import CheckpointError
from adtool.model.distinctad import DistinctAD
from adtool.model.text_side import FILE, TextConfig, TextSide, TextTower, centred, mean_look

WORDS = ["<unk>", "Anna", "sits", "waves", "Tom", "."]


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    words = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, "<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>")


@pytest.fixture
def side(tokenizer: PreTrainedTokenizerFast) -> TextSide:
    torch.manual_seed(0)
    tower = TextTower(TextConfig(8, len(WORDS), width=16, heads=2, layers=1, context=4))
    tower.centre.data.copy_(torch.randn(8))
    return TextSide(tower, tokenizer)


def test_sentences_become_unit_vectors_whatever_stands_beside_them(side: TextSide) -> None:
    texts = ["Anna sits.", "Tom.", "Anna waves ."]
    vectors = side.encode(texts)
    assert vectors.shape == (3, 8)
    assert torch.allclose(vectors.norm(dim=1), torch.ones(3), atol=1e-5)
    alone = torch.cat([side.encode([text]) for text in texts])
    assert torch.allclose(vectors, alone, atol=1e-5)
    assert torch.allclose(side.encode(texts, batch=1), vectors, atol=1e-5)
    assert not torch.allclose(vectors[0], vectors[2], atol=1e-2)


def test_what_is_longer_than_its_context_is_cut(side: TextSide) -> None:
    long, cut = side.encode(["Anna sits . Tom waves .", "Anna sits . Tom"])
    assert torch.allclose(long, cut, atol=1e-6)


def test_nothing_is_encoded_to_nothing_and_an_empty_text_to_something(side: TextSide) -> None:
    assert side.encode([]).shape == (0, 8)
    assert side.encode([""]).isfinite().all()


def test_a_look_is_the_mean_direction_of_the_frames_that_are_there() -> None:
    features = torch.tensor([[[3.0, 0.0], [0.0, 1.0]], [[0.0, 2.0], [9.0, 9.0]], [[1.0, 1.0]] * 2])
    present = torch.tensor([[True, True], [True, False], [False, False]])
    looks = mean_look(features.half(), present)
    assert torch.allclose(looks, torch.tensor([[0.5, 0.5], [0.0, 1.0], [0.0, 0.0]]), atol=1e-3)


def test_looks_are_seen_from_the_centre_and_nothing_stays_nothing(side: TextSide) -> None:
    looks = torch.tensor([[2.0, 1.0], [0.0, 0.0]])
    expected = torch.tensor([[0.0, 1.0], [0.0, 0.0]])
    assert torch.allclose(centred(looks, torch.tensor([2.0, -1.0])), expected)
    some = torch.randn(3, 8)
    assert torch.equal(side.centred(some), centred(some, side.tower.centre))


def test_the_temperature_is_the_inverse_of_what_was_learned(side: TextSide) -> None:
    assert side.temperature == pytest.approx(1 / 20)


def test_a_saved_side_loads_as_it_was(
    side: TextSide, tmp_path: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    side.save(tmp_path, torch.float32)
    loaded = TextSide.load(tmp_path, tokenizer, 8)
    assert loaded is not None
    assert torch.equal(loaded.encode(["Anna sits."]), side.encode(["Anna sits."]))
    assert loaded.tower.config == side.tower.config
    side.save(tmp_path)  # half
    half = TextSide.load(tmp_path, tokenizer, 8)
    assert half is not None
    assert F.cosine_similarity(half.encode(["Tom."]), side.encode(["Tom."])).item() > 0.999


def test_a_folder_without_a_text_side_has_none(
    tmp_path: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    assert TextSide.load(tmp_path, tokenizer, 8) is None


def test_a_side_of_another_model_is_refused(
    side: TextSide, tmp_path: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    side.save(tmp_path)
    with pytest.raises(CheckpointError, match="is for 8 channels and 6 tokens, and the model has"):
        TextSide.load(tmp_path, tokenizer, 16)


CONFIG = '{"embed_dim": 8, "vocabulary": 6, "width": 16, "heads": 2, "layers": 1, "context": 4}'


@pytest.mark.parametrize(
    "config",
    [
        None,
        "",
        "{",
        "[]",
        "{}",
        CONFIG.replace("8", "0"),
        CONFIG.replace("8", "7"),
        CONFIG.replace("6,", "1000000000,"),
        CONFIG.replace('"heads": 2', '"heads": 3'),
        CONFIG.replace('"layers": 1', '"layers": "1"'),
        CONFIG.replace('"layers": 1', '"layers": true'),
        CONFIG.replace('"context": 4', '"context": 4.0'),
        CONFIG.replace('"context": 4', '"contexts": 4'),
        CONFIG.replace('"layers": 1', '"layers": 2'),
    ],
)
def test_a_damaged_file_is_told_of(
    config: str | None, side: TextSide, tmp_path: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    metadata = None if config is None else {"config": config}
    save_file(side.tower.state_dict(), tmp_path / FILE, metadata=metadata)
    with pytest.raises(CheckpointError, match=r"text.safetensors: is no text side \("):
        TextSide.load(tmp_path, tokenizer, 8)


def test_a_file_that_is_no_safetensors_is_told_of(
    tmp_path: Path, tokenizer: PreTrainedTokenizerFast
) -> None:
    (tmp_path / FILE).write_bytes(b"no weights")
    with pytest.raises(CheckpointError, match="is no text side"):
        TextSide.load(tmp_path, tokenizer, 8)


def test_it_goes_with_its_model_and_is_no_part_of_it(model_folder: Path, tmp_path: Path) -> None:
    model = DistinctAD.from_pretrained(model_folder)
    assert model.encoder.text is None
    before = model.digest()
    tower = TextTower(TextConfig(16, len(model.language_model.tokenizer), width=8, heads=1))
    model.encoder.text = TextSide(tower, model.language_model.tokenizer)
    assert model.digest() == before
    model.save_pretrained(tmp_path / "model")
    loaded = DistinctAD.from_pretrained(tmp_path / "model")
    assert loaded.encoder.text is not None
    assert loaded.encoder.text.tower.config == tower.config
    assert loaded.digest() == before
    model.encoder.text = None
    model.save_pretrained(tmp_path / "model")
    assert DistinctAD.from_pretrained(tmp_path / "model").encoder.text is None


def test_the_bundled_model_finds_the_clip_that_a_sentence_is_of() -> None:
    from adtool.storyworld import sample_film, seeds
    from adtool.storyworld.render import frames

    model = DistinctAD.from_pretrained("bundled")
    text = model.encoder.text
    assert text is not None
    film = sample_film(seeds("test", 1)[0], clips=16)
    drawn = [
        model.encode(frames(film, i, [(shot.start + shot.end) // 2, shot.end - 1], 96))
        for i, shot in enumerate(film.clips)
    ]
    looks = text.centred(mean_look(torch.stack(drawn), torch.ones(16, 2, dtype=torch.bool)))
    likeness = text.encode([shot.text for shot in film.clips]) @ looks.T
    assert (likeness.argmax(dim=1) == torch.arange(16)).float().mean() >= 0.6  # by chance .06
