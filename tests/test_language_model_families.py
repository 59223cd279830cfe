"""Stage-II on the families of language models that the paper uses, and one more: small, random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)
from transformers import (
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
)

from adtool.model.checkpoint import load_language_model
from adtool.model.config import DistinctADConfig
from adtool.model.distinctad import DistinctAD
from adtool.model.prompt import Role, target
from adtool.model.vision_encoder import VisionConfig, VisionEncoder
from adtool.settings import ModelSettings
from adtool_training.narration_task import NarrationTask
from adtool_training.stage2_data.names import NameSettings
from adtool_training.stage2_data.windows import PromptSource, window_batch, windows_of

PEOPLE = ("Ann", "Bob", "Cid")
WIDTH, VOCABULARY = 32, 400
SPREAD = 0.3
"""Of random weights; with the usual 0.02, what is said would hardly depend on the prompt."""
TINY_VIT = VisionConfig(
    embed_dim=16,
    vision_cfg={"image_size": 16, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8},
)


def trained(
    tokenizer: Tokenizer, texts: list[str], special: list[str], alphabet: list[str]
) -> None:
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=special,
        initial_alphabet=alphabet,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)


def byte_level(texts: list[str], special: list[str], opening: bool) -> Tokenizer:
    """The tokenizer of GPT-2, LLaMA-3 and Qwen2; LLaMA-3's puts a token before every text."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trained(tokenizer, texts, special, sorted(pre_tokenizers.ByteLevel.alphabet()))
    if opening:
        begin = special[0]
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{begin} $A", special_tokens=[(begin, tokenizer.token_to_id(begin))]
        )
    return tokenizer


def sentence_piece(texts: list[str]) -> Tokenizer:
    """The tokenizer of LLaMA-2: spaces are part of words, and one is put before every text."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    )
    tokenizer.decoder = decoders.Sequence(
        [
            decoders.Replace("▁", " "),
            decoders.ByteFallback(),
            decoders.Fuse(),
            decoders.Strip(" ", 1, 0),
        ]
    )
    letters = [f"<0x{byte:02X}>" for byte in range(256)]
    trained(tokenizer, texts, ["<unk>", "<s>", "</s>", *letters], ["▁"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", special_tokens=[("<s>", 1)]
    )
    return tokenizer


def fast(tokenizer: Tokenizer, begin: str, end: str) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=begin, eos_token=end)


def llama(tokenizer: PreTrainedTokenizerFast, groups: int, tied: bool) -> LlamaForCausalLM:
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=groups,
        tie_word_embeddings=tied,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        initializer_range=SPREAD,
    )
    return LlamaForCausalLM(config)


def gpt2(texts: list[str]) -> tuple[Any, Any]:
    words = fast(byte_level(texts, ["<|endoftext|>"], False), *["<|endoftext|>"] * 2)
    size: dict[str, Any] = {"n_embd": WIDTH, "n_layer": 2, "n_head": 2, "n_positions": 256}
    size |= {"initializer_range": SPREAD}
    end = words.eos_token_id
    config = GPT2Config(vocab_size=len(words), bos_token_id=end, eos_token_id=end, **size)
    return GPT2LMHeadModel(config), words


def llama2(texts: list[str]) -> tuple[Any, Any]:
    words = fast(sentence_piece(texts), "<s>", "</s>")
    return llama(words, groups=4, tied=False), words


def llama3(texts: list[str], tied: bool = False) -> tuple[Any, Any]:
    special = ["<|begin_of_text|>", "<|end_of_text|>"]
    words = fast(byte_level(texts, special, True), *special)
    return llama(words, groups=2, tied=tied), words


def qwen2(texts: list[str]) -> tuple[Any, Any]:
    words = fast(byte_level(texts, ["<|endoftext|>"], False), *["<|endoftext|>"] * 2)
    config = Qwen2Config(
        vocab_size=len(words),
        hidden_size=WIDTH,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=1,
        bos_token_id=None,
        eos_token_id=words.eos_token_id,
        initializer_range=SPREAD,
    )
    return Qwen2ForCausalLM(config), words


FAMILIES: dict[str, Callable[[list[str]], tuple[Any, Any]]] = {
    "gpt2": gpt2,
    "llama2": llama2,
    "llama3": llama3,
    "llama3-tied": lambda texts: llama3(texts, tied=True),
    "qwen2": qwen2,
}


@pytest.fixture(params=FAMILIES)
def folder(request: Any, colour_films: Any, tmp_path: Path) -> Path:
    """The folder of a small random language model, as one from the hub would be."""
    torch.manual_seed(0)
    texts = [target(clip.text) for film in colour_films for clip in film.annotations]
    made, words = FAMILIES[request.param](texts)
    made.save_pretrained(tmp_path)
    words.save_pretrained(tmp_path)
    return tmp_path


class NoisyFeatures:
    """Features that tell nothing but the clip."""

    def of(self, film: Any, clips: Sequence[int] | None = None) -> torch.Tensor:
        generator = torch.Generator().manual_seed(film.number)
        features = torch.randn(len(film.annotations), 2, 16, generator=generator)
        return features if clips is None else features[list(clips)]


def model_of(folder: Path) -> DistinctAD:
    torch.manual_seed(1)
    shape = DistinctADConfig(
        vision=TINY_VIT, frames=2, window=4, latents=2, bases=3, iterations=2, faces=True
    )
    return DistinctAD(shape, VisionEncoder(TINY_VIT), load_language_model(folder))


FACES = dict(zip(PEOPLE, np.eye(3, 16, dtype=np.float32), strict=True))


def test_every_family_learns_and_speaks(folder, colour_films):
    model = model_of(folder)
    frozen = {k: v.clone() for k, v in model.language_model.state_dict().items()}
    chosen = [(i, w) for i, w in enumerate(windows_of(colour_films[0], 4))]
    prompt_source = PromptSource(NameSettings(), faces={colour_films[0].name: FACES})
    batch = window_batch(chosen, NoisyFeatures(), prompt_source, [0])
    task = NarrationTask(model, 1.0, 1.0, reading="A", chunk=4).train()
    learning = [p for p in task.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learning, 3e-2)
    losses = []
    for _ in range(8):
        optimiser.zero_grad()
        found = task(**batch)
        found["loss"].backward()
        optimiser.step()
        losses.append(found["loss"].item())
    assert losses[-1] < 0.97 * losses[0]
    assert model.face_projection.bias.abs().min() > 0
    assert all(torch.equal(frozen[k], v) for k, v in model.language_model.state_dict().items())
    told = model.eval().narrate(
        torch.randn(3, 2, 16), settings=ModelSettings(beams=2, max_tokens=6)
    )
    assert [len(candidates) for candidates in told] == [2] * 3
    assert all(isinstance(c.text, str) and c.score < 0 for clip in told for c in clip)


def test_every_family_hears_the_faces_between_the_names(folder):
    model = model_of(folder).eval()
    features = torch.randn(1, 2, 16)
    who, shown = [[Role(name) for name in PEOPLE]], list(FACES.values())
    short = ModelSettings(beams=1, max_tokens=4)
    told = [
        model.narrate(features, who, settings=short, faces=faces)
        for faces in (None, [shown], [shown[::-1]], [[None, *shown[1:]]])
    ]
    assert len({clips[0][0].score for clips in told}) == 4


def test_every_family_can_say_its_targets_as_they_were_written(folder):
    """What a family learns to say, read back as it is when it speaks, is the AD itself."""
    narrator = load_language_model(folder)
    sentence = "Ann paints the wall blue"
    shown = narrator.teacher_forced([torch.randn(3, narrator.width)], [sentence])
    tokens = shown.labels[0].tolist()
    assert tokens[-1] == narrator.tokenizer.eos_token_id
    assert narrator.tokenizer.decode(tokens, skip_special_tokens=True).strip() == f"{sentence}."
    text = target(sentence)
    covered = {i for start, end in shown.offsets[0] for i in range(start, end)}
    assert {i for i, letter in enumerate(text) if letter != " "} <= covered


def test_the_beginning_of_text_is_said_once_and_before_the_prompt_only(folder):
    narrator = load_language_model(folder)
    begin = narrator.tokenizer("").input_ids
    table = narrator.model.get_input_embeddings().weight
    prompt = narrator.embed(["Possible characters:", " Ann"], {})
    assert len(begin) <= 1
    for token in begin:
        assert torch.equal(prompt[0], table[token])
        assert not any(torch.equal(row, table[token]) for row in prompt[1:])
        shown = narrator.teacher_forced([prompt], ["Ann runs"])
        assert token not in shown.labels[0].tolist()
