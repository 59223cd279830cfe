"""Small random vision-language models of real classes, with their real processors, and a teacher.

``BUILDERS`` has one for each class; each writes a folder that loads by AutoProcessor and
AutoModelForImageTextToText. ``teach`` trains such a folder on samples that the caller makes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

WORDS = (
    "red green blue yellow white black pink cyan then first second third person marked is in the "
    "frame one two three four what colours come who named Ann Bob Cid nobody walks sits"
)

MARKS = ["<|im_start|>", "<|im_end|>"]
CHAT = (
    "{% for m in messages %}<|im_start|>{{m.role}}\n"
    "{% if m.content is string %}{{m.content}}{% else %}{% for c in m.content %}"
    "{% if c.type=='image' %}IMAGE{% else %}{{c.text}}{% endif %}{% endfor %}{% endif %}"
    "<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

COLOURS = {
    "red": (220, 30, 30),
    "green": (30, 180, 30),
    "blue": (30, 30, 220),
    "yellow": (230, 220, 30),
}
QUESTION = "what colours come"


@dataclass(frozen=True)
class Sample:
    """A question with its answer; pictures are RGB (H, W, 3) uint8."""

    pictures: list[np.ndarray]
    question: str
    answer: str
    instructions: str = ""


def colours_in_order(chance: random.Random) -> Sample:
    """Make three pictures of a colour each, and the colours in their order."""
    names = [chance.choice(list(COLOURS)) for _ in range(3)]
    pictures = [np.full((56, 56, 3), COLOURS[name], np.uint8) for name in names]
    return Sample(pictures, QUESTION, " then ".join(names))


def _tokenizer(marks: list[str], words: str = WORDS, **special: Any) -> Any:
    """Train a byte-level tokenizer on the spot: each word becomes a token."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import Qwen2TokenizerFast

    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    special_tokens = ["<|endoftext|>", *MARKS, *marks]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        initial_alphabet=alphabet,
        special_tokens=special_tokens,
        show_progress=False,
    )
    core.train_from_iterator([words] * 10, trainer)
    return Qwen2TokenizerFast(
        tokenizer_object=core,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        additional_special_tokens=["<|im_start|>", *marks],
        **special,
    )


def _text(tokenizer: Any, **more: Any) -> dict[str, Any]:
    return {
        "vocab_size": len(tokenizer),
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 2048,
        "bos_token_id": tokenizer.convert_tokens_to_ids("<|im_start|>"),
        "eos_token_id": tokenizer.convert_tokens_to_ids("<|im_end|>"),
        "pad_token_id": tokenizer.convert_tokens_to_ids("<|endoftext|>"),
        **more,
    }


def _save(folder: Path, model_class: Any, config: Any, processor: Any) -> Path:
    torch.manual_seed(0)
    model = model_class(config)
    for parameter in model.parameters():  # farther apart than a model begins, and nothing zero
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=0.05)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


_QWEN_MARKS = ["<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]


def _qwen(tokenizer: Any) -> tuple[str, dict[str, int]]:
    ids = tokenizer.convert_tokens_to_ids
    chat = CHAT.replace("IMAGE", "<|vision_start|><|image_pad|><|vision_end|>")
    return chat, {
        "image_token_id": ids("<|image_pad|>"),
        "video_token_id": ids("<|video_pad|>"),
        "vision_start_token_id": ids("<|vision_start|>"),
        "vision_end_token_id": ids("<|vision_end|>"),
    }


def qwen2_vl(folder: Path, words: str = WORDS, pixels: int = 56 * 56) -> Path:
    """Write a Qwen2-VL for words, whose pictures have at most so many pixels."""
    from transformers import (
        Qwen2VLConfig,
        Qwen2VLForConditionalGeneration,
        Qwen2VLImageProcessor,
        Qwen2VLProcessor,
        Qwen2VLVideoProcessor,
    )

    tokenizer = _tokenizer(_QWEN_MARKS, words)
    chat, ids = _qwen(tokenizer)
    rope = {"type": "mrope", "rope_type": "default", "mrope_section": [2, 3, 3]}
    vision = {"depth": 2, "embed_dim": 32, "hidden_size": 64, "num_heads": 2, "mlp_ratio": 2}
    config = Qwen2VLConfig(
        text_config=_text(tokenizer, rope_scaling=rope), vision_config=vision, **ids
    )
    processor = Qwen2VLProcessor(
        image_processor=Qwen2VLImageProcessor(min_pixels=28 * 28, max_pixels=pixels),
        tokenizer=tokenizer,
        video_processor=Qwen2VLVideoProcessor(),
        chat_template=chat,
    )
    torch.manual_seed(0)
    model = Qwen2VLForConditionalGeneration(config)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def qwen3_vl(folder: Path) -> Path:
    """Write a Qwen3-VL."""
    from transformers import (
        Qwen2VLImageProcessor,
        Qwen3VLConfig,
        Qwen3VLForConditionalGeneration,
        Qwen3VLProcessor,
        Qwen3VLVideoProcessor,
    )

    tokenizer = _tokenizer(_QWEN_MARKS)
    chat, ids = _qwen(tokenizer)
    rope = {"rope_type": "default", "mrope_section": [4, 2, 2], "mrope_interleaved": True}
    vision = {"depth": 2, "hidden_size": 32, "out_hidden_size": 64, "num_heads": 2}
    vision |= {"intermediate_size": 64, "patch_size": 16, "num_position_embeddings": 16}
    config = Qwen3VLConfig(
        text_config=_text(tokenizer, rope_scaling=rope, head_dim=16),
        vision_config={**vision, "deepstack_visual_indexes": [0]},
        **ids,
    )
    processor = Qwen3VLProcessor(
        image_processor=Qwen2VLImageProcessor(
            min_pixels=32 * 32, max_pixels=64 * 64, patch_size=16
        ),
        tokenizer=tokenizer,
        video_processor=Qwen3VLVideoProcessor(),
        chat_template=chat,
    )
    return _save(folder, Qwen3VLForConditionalGeneration, config, processor)


def idefics3(folder: Path) -> Path:
    """Write an Idefics3, SmolVLM's family: its pictures are cut into tiles unless one says not."""
    from transformers import (
        Idefics3Config,
        Idefics3ForConditionalGeneration,
        Idefics3ImageProcessor,
        Idefics3Processor,
    )

    rows = [f"<row_{i + 1}_col_{j + 1}>" for i in range(6) for j in range(6)]
    marks = ["<fake_token_around_image>", "<image>", "<end_of_utterance>", "<global-img>", *rows]
    tokenizer = _tokenizer(marks)
    vision = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    vision |= {"num_attention_heads": 2, "image_size": 56, "patch_size": 14}
    config = Idefics3Config(
        text_config={"model_type": "llama", **_text(tokenizer)},
        vision_config=vision,
        scale_factor=2,
        image_token_id=tokenizer.convert_tokens_to_ids("<image>"),
    )
    processor = Idefics3Processor(
        image_processor=Idefics3ImageProcessor(
            size={"longest_edge": 112}, max_image_size={"longest_edge": 56}
        ),
        tokenizer=tokenizer,
        image_seq_len=4,
        chat_template=CHAT.replace("IMAGE", "<image>"),
    )
    return _save(folder, Idefics3ForConditionalGeneration, config, processor)


def llava_onevision(folder: Path) -> Path:
    """Write a LLaVA-OneVision."""
    from transformers import (
        LlavaOnevisionConfig,
        LlavaOnevisionForConditionalGeneration,
        LlavaOnevisionImageProcessor,
        LlavaOnevisionProcessor,
        LlavaOnevisionVideoProcessor,
    )

    tokenizer = _tokenizer(["<image>", "<video>"])
    vision = {"model_type": "siglip_vision_model", "hidden_size": 32, "intermediate_size": 64}
    vision |= {"num_hidden_layers": 2, "num_attention_heads": 2, "image_size": 28}
    ids = tokenizer.convert_tokens_to_ids
    config = LlavaOnevisionConfig(
        text_config={"model_type": "qwen2", **_text(tokenizer)},
        vision_config={**vision, "patch_size": 14},
        image_token_index=ids("<image>"),
        video_token_index=ids("<video>"),
        image_grid_pinpoints=[[28, 28], [56, 56]],
        vision_feature_layer=-1,
    )
    size = {"height": 28, "width": 28}
    processor = LlavaOnevisionProcessor(
        image_processor=LlavaOnevisionImageProcessor(
            size=size, image_grid_pinpoints=[[28, 28], [56, 56]]
        ),
        tokenizer=tokenizer,
        video_processor=LlavaOnevisionVideoProcessor(size=size),
        num_image_tokens=4,
        vision_feature_select_strategy="full",
        chat_template=CHAT.replace("IMAGE", "<image>"),
    )
    return _save(folder, LlavaOnevisionForConditionalGeneration, config, processor)


def gemma3(folder: Path) -> Path:
    """Write a Gemma 3, whose attention looks both ways inside a picture."""
    from transformers import (
        Gemma3Config,
        Gemma3ForConditionalGeneration,
        Gemma3ImageProcessor,
        Gemma3Processor,
    )

    marks = ["<start_of_image>", "<end_of_image>", "<image_soft_token>"]
    names = dict(zip(("boi_token", "eoi_token", "image_token"), marks, strict=True))
    tokenizer = _tokenizer(marks, extra_special_tokens=names)
    ids = tokenizer.convert_tokens_to_ids
    vision = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    vision |= {"num_attention_heads": 2, "image_size": 56, "patch_size": 14}
    config = Gemma3Config(
        text_config=_text(tokenizer, head_dim=16, sliding_window=64),
        vision_config=vision,
        mm_tokens_per_image=4,
        boi_token_index=ids(marks[0]),
        eoi_token_index=ids(marks[1]),
        image_token_index=ids(marks[2]),
    )
    processor = Gemma3Processor(
        image_processor=Gemma3ImageProcessor(size={"height": 56, "width": 56}),
        tokenizer=tokenizer,
        image_seq_length=4,
        chat_template=CHAT.replace("IMAGE", "<start_of_image>"),
    )
    return _save(folder, Gemma3ForConditionalGeneration, config, processor)


BUILDERS: dict[str, Callable[[Path], Path]] = {
    "Qwen2-VL": qwen2_vl,
    "Qwen3-VL": qwen3_vl,
    "Idefics3": idefics3,
    "LLaVA-OneVision": llava_onevision,
    "Gemma 3": gemma3,
}


def writer(folder: Path) -> Path:
    """Write a small Qwen2, which sees nothing, with a chat template for texts."""
    from transformers import Qwen2Config, Qwen2ForCausalLM

    tokenizer = _tokenizer([])
    tokenizer.chat_template = CHAT
    return _save(folder, Qwen2ForCausalLM, Qwen2Config(**_text(tokenizer)), tokenizer)


def teach(
    folder: Path,
    sample: Callable[[random.Random], Sample],
    steps: int = 150,
    batch: int = 16,
    rate: float = 3e-3,
    seed: int = 0,
) -> Path:
    """Train the model of a folder to give each sample's answer, and write it back."""
    from transformers import AutoModelForImageTextToText, AutoProcessor

    processor = AutoProcessor.from_pretrained(folder)
    model = AutoModelForImageTextToText.from_pretrained(folder)
    chance = random.Random(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(model.train().parameters(), rate)
    for _ in range(steps):
        inputs = _inputs(processor, [sample(chance) for _ in range(batch)])
        model(**inputs).loss.backward()
        optimiser.step()
        optimiser.zero_grad()
    model.eval().save_pretrained(folder)
    return folder


def _inputs(processor: Any, samples: list[Sample]) -> Any:
    answers = [f"{one.answer}<|im_end|>" for one in samples]
    texts = [_prompt(processor, one) + answer for one, answer in zip(samples, answers, strict=True)]
    inputs = processor(
        text=texts,
        images=[[Image.fromarray(picture) for picture in one.pictures] for one in samples],
        return_tensors="pt",
        padding=True,
        padding_side="left",
    )
    labels = inputs["input_ids"].clone()
    for row, answer in enumerate(answers):
        labels[row, : -len(processor.tokenizer(answer)["input_ids"])] = -100
    return {**inputs, "labels": labels}


def _prompt(processor: Any, sample: Sample) -> str:
    system = [{"role": "system", "content": sample.instructions}] if sample.instructions else []
    parts = [{"type": "image"}] * len(sample.pictures) + [{"type": "text", "text": sample.question}]
    turns = [*system, {"role": "user", "content": parts}]
    return processor.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
