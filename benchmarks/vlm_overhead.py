"""Which share of a local chat model's answers is not the model itself, and pictures a core-second.

    python benchmarks/vlm_overhead.py [FOLDER] [--pictures 8] [--tokens 64] [--questions 2]

Without a folder it measures two random models of Qwen2-VL's class, which are made on the spot: one
of tests/chat/tiny_vlms.py, and one of about 200 million parameters with a vocabulary of usual
size. What an answer costs does not depend on what a model has learned. Times are the processor's on
a CPU, so that a busy machine is no bias, and the clock's on a GPU. The shares are what carries
over.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from adtool.chat import drawing
from adtool.chat.chat import Question, Sampling
from adtool.chat.folder import ChatFolder
from adtool.chat.local import LocalChat
from adtool.model.device import pick_device
from adtool.model.placing import place
from adtool.narration.vision_language import load_chat
from adtool.progress import SILENT
from adtool.quiet import errors_only

TINY_VLMS = Path(__file__).parents[1] / "tests" / "chat" / "tiny_vlms.py"
SIZE = (336, 598)
"""A frame of 16:9 whose shorter side is the setting's default."""

PARTS = ("model", "pictures", "drawing")


@dataclass
class Times:
    """Seconds of one call.

    Attributes:
        whole: of the call.
        parts: of each of ``PARTS``: the model's forward passes, the preparation of questions and
            pictures, and the choice of tokens.
    """

    whole: float = 0.0
    parts: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PARTS, 0.0))

    @property
    def overhead(self) -> float:
        """The share of the call that is not the model's."""
        return 1 - self.parts["model"] / self.whole

    def share(self, part: str) -> float:
        """The share of the call that a part has."""
        return self.parts[part] / self.whole


def clock(device: torch.device) -> Callable[[], float]:
    """Return what measures work on a device."""
    if device.type != "cuda":
        return time.process_time

    def synchronised() -> float:
        torch.cuda.synchronize()
        return time.perf_counter()

    return synchronised


@contextmanager
def timed(
    owner: Any, name: str, part: str, times: Times, now: Callable[[], float]
) -> Iterator[None]:
    """Add what a method takes to a part, while this lasts."""
    kept = getattr(owner, name)

    def method(*args: Any, **options: Any) -> Any:
        start = now()
        try:
            return kept(*args, **options)
        finally:
            times.parts[part] += now() - start

    setattr(owner, name, method)
    try:
        yield
    finally:
        setattr(owner, name, kept)


@contextmanager
def timed_forward(model: Any, times: Times, now: Callable[[], float]) -> Iterator[None]:
    """Add what a model's forward passes take: hooks leave their signatures to be looked at.

    transformers 5 has the eyes see before the whole is called, so its parts count by themselves.
    """
    starts: list[float] = []

    def end(*_: Any) -> None:
        start = starts.pop()
        if not starts:
            times.parts["model"] += now() - start

    hooks = []
    parts = list(model.children())
    for module in (model, *parts, *(inner for part in parts for inner in part.children())):
        hooks.append(module.register_forward_pre_hook(lambda *_: starts.append(now())))
        hooks.append(module.register_forward_hook(end))
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def measure(chat: LocalChat, questions: list[Question], sampling: Sampling) -> Times:
    """Ask once, after a warm-up with a token."""
    now = clock(chat.model.device)
    chat.answer(questions[:1], [Sampling(0, 1, 2, 0)], SILENT)
    times = Times()
    with (
        timed_forward(chat.model, times, now),
        timed(chat, "_prepare", "pictures", times, now),
        timed(drawing.Drawing, "__call__", "drawing", times, now),
    ):
        start = now()
        answers = chat.answer(questions, [sampling] * len(questions), SILENT)
        times.whole = now() - start
    if faults := [answer.fault for answer in answers if answer.fault]:
        raise SystemExit(faults[0])
    return times


def random_models(root: Path) -> Iterator[Path]:
    """Make the two models."""
    from transformers import AutoModelForImageTextToText

    spec = importlib.util.spec_from_file_location("tiny_vlms", TINY_VLMS)
    assert spec is not None
    assert spec.loader is not None
    tiny_vlms = importlib.util.module_from_spec(spec)
    sys.modules["tiny_vlms"] = tiny_vlms
    spec.loader.exec_module(tiny_vlms)
    small = tiny_vlms.qwen2_vl(root / "0.2 M", pixels=SIZE[0] * SIZE[1])
    _longer(small)
    yield small
    middle = tiny_vlms.qwen2_vl(root / "200 M", pixels=SIZE[0] * SIZE[1])
    config = _longer(middle)
    text, vision = config.get_text_config(), config.vision_config
    text.vocab_size, text.hidden_size, text.intermediate_size = 151_936, 768, 2048
    text.num_hidden_layers, text.num_attention_heads, text.num_key_value_heads = 12, 12, 2
    text.layer_types = ["full_attention"] * 12
    rope = getattr(text, "rope_scaling", None) or text.rope_parameters
    rope["mrope_section"] = [8, 12, 12]
    text.tie_word_embeddings = config.tie_word_embeddings = True
    vision.depth, vision.embed_dim, vision.num_heads, vision.mlp_ratio = 8, 384, 6, 4
    vision.hidden_size = text.hidden_size
    model = AutoModelForImageTextToText.from_config(config)
    # As sure of its next token as a trained model: that is quicker to draw.
    torch.nn.init.normal_(model.get_input_embeddings().weight, std=0.1)
    model.save_pretrained(middle)
    yield middle


def _longer(folder: Path) -> Any:
    """Have a small model read as much as a real one."""
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(folder)
    config.get_text_config().max_position_embeddings = 32_768
    config.save_pretrained(folder)
    return config


def as_line(name: str, parameters: int, pictures: int, times: Times) -> str:
    """One model's row."""
    rest = times.overhead - times.share("pictures") - times.share("drawing")
    return (
        f"{name[-24:]:24} {parameters / 1e6:9.1f} {times.overhead:9.1%} "
        f"{times.share('pictures'):9.1%} {times.share('drawing'):8.1%} {rest:7.1%} "
        f"{pictures / times.parts['pictures']:12.1f}"
    )


HEAD = (
    f"{'model':24} {'million':>9} {'overhead':>9} {'pictures':>9} {'drawing':>8} {'rest':>7} "
    f"{'pictures/s':>12}"
)


def main(arguments: list[str] | None = None) -> None:
    """Print a row for each model."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--pictures", type=int, default=8, help="of each question")
    parser.add_argument("--tokens", type=int, default=64, help="of each answer")
    parser.add_argument("--questions", type=int, default=2, help="asked together")
    parser.add_argument("--temperature", type=float, default=0.6)
    parser.add_argument("--device", default="auto")
    asked = parser.parse_args(arguments)
    if asked.device != "cuda":
        torch.set_num_threads(1)
    noise = np.random.default_rng(0)
    questions = [
        Question("Be brief.", "what colours come", list(frames))
        for frames in noise.integers(
            0, 256, (asked.questions, asked.pictures, *SIZE, 3), dtype=np.uint8
        )
    ]
    sampling = Sampling(asked.temperature, 0.9, asked.tokens, 0)
    print(HEAD)
    with errors_only(), tempfile.TemporaryDirectory() as root:
        for folder in [asked.folder] if asked.folder else random_models(Path(root)):
            checked = ChatFolder.check(folder, must_see=True)
            where = place([checked.weights], pick_device(asked.device), folder.name, str)
            chat = load_chat(checked, where, folder.name)
            times = measure(chat, questions, sampling)
            pictures = asked.pictures * asked.questions
            print(as_line(folder.name, checked.weights.floats, pictures, times), flush=True)


if __name__ == "__main__":
    main()
