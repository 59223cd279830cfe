"""Tiny models with random weights, made anew for each test session."""

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import (
    GPT2Config,
    GPT2LMHeadModel,
    Lfm2Config,
    Lfm2ForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
    OPTConfig,
    OPTForCausalLM,
    PreTrainedTokenizerFast,
)

from adtool.model.config import DistinctADConfig
from adtool.model.distinctad import DistinctAD
from adtool.model.language_model import LanguageModel
from adtool.model.vision_encoder import VisionConfig, VisionEncoder

TINY_VIT = VisionConfig(
    embed_dim=16,
    vision_cfg={"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
)


def byte_tokenizer(opening: bool) -> PreTrainedTokenizerFast:
    """A byte-level tokenizer without merges; ``opening`` puts a token before every text."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: i for i, token in enumerate(["<end>", "<s>", *alphabet])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    if opening:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<s> $A", special_tokens=[("<s>", 1)]
        )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", bos_token="<s>")


def language_model(kind: str):
    """A random causal language model of width 24 for ``byte_tokenizer``."""
    torch.manual_seed(3)
    size = {"vocab_size": 258, "bos_token_id": 1, "eos_token_id": 0, "pad_token_id": 0}
    if kind == "gpt2":
        return GPT2LMHeadModel(GPT2Config(n_embd=24, n_layer=2, n_head=2, n_positions=256, **size))
    if kind == "llama":
        return LlamaForCausalLM(
            LlamaConfig(
                hidden_size=24,
                intermediate_size=48,
                num_hidden_layers=2,
                num_attention_heads=4,
                num_key_value_heads=2,
                **size,
            )
        )
    if kind == "lfm2":
        return Lfm2ForCausalLM(
            Lfm2Config(
                hidden_size=24,
                intermediate_size=48,
                num_hidden_layers=3,
                full_attn_idxs=[1, 2],
                num_attention_heads=4,
                num_key_value_heads=2,
                **size,
            )
        )
    return OPTForCausalLM(
        OPTConfig(
            hidden_size=32,
            word_embed_proj_dim=24,
            ffn_dim=48,
            num_hidden_layers=2,
            num_attention_heads=2,
            **size,
        )
    )


@pytest.fixture
def narrator() -> LanguageModel:
    return LanguageModel(language_model("gpt2"), byte_tokenizer(opening=False))


@pytest.fixture
def model(narrator: LanguageModel) -> DistinctAD:
    torch.manual_seed(5)
    config = DistinctADConfig(vision=TINY_VIT, frames=4, window=4, latents=3, bases=5)
    return DistinctAD(config, VisionEncoder(TINY_VIT), narrator)
