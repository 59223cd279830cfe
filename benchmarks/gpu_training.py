"""Speed and memory of the paper's largest shape on a GPU: CLIP-B16 and LLaMA3-8B.

    python benchmarks/gpu_training.py [--stage stage1 stage2] [--steps 10] [--peak TFLOPS] [--json]
    python benchmarks/gpu_training.py --tiny        # the same code on any machine, in seconds

Both models are made from their configurations with random weights, on which neither speed nor
memory depends: nothing is downloaded. Stage-I: ViT-B-16, 512 clips of 8 frames, encoded ``--chunk``
at a time, bf16 autocast. Stage-II: windows of 16 clips, 8 a step, in front of a frozen bf16 LLaMA
of 8 billion parameters. Each step is a whole one: forth, back and the optimiser's.

Floating-point operations are counted by torch's ``FlopCounterMode`` on one step as it runs (what a
chunk computes again counts again), and compared with the card's dense bf16 peak: from a table, or
``--peak``. Needs some 30 GiB of GPU memory for Stage-II; for Stage-I, lower ``--chunk``.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from adtool.model.clip import Clip
from adtool.model.config import DistinctADConfig
from adtool.model.distinctad import DistinctAD
from adtool.model.language_model import LanguageModel
from adtool.model.prompt import PromptInputs
from adtool.model.vision_encoder import VisionConfig, VisionEncoder
from adtool_training.from_scratch.language_model import train_tokenizer
from adtool_training.loop.steps import learning_parameters
from adtool_training.narration_task import NarrationTask
from adtool_training.stage1 import AdaptationTask

PEAKS = {
    "H200": 989,
    "H100 PCIe": 756,
    "H100 NVL": 835,
    "H100": 989,
    "A100": 312,
    "L40S": 362,
    "A10": 125,
}
"""Dense bf16 TFLOP/s of some cards, by what their names contain; the makers' data sheets."""

TEXT = "Somebody in a long grey coat opens the old door and looks down the empty street"


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of both stages.

    Attributes:
        clip: open_clip's configuration of the CLIP.
        llama: what ``LlamaConfig`` takes.
        clips: a Stage-I step.
        frames: a clip.
        windows: a Stage-II step.
        window: clips a window.
    """

    clip: dict[str, Any]
    llama: dict[str, int]
    clips: int
    frames: int
    windows: int
    window: int


PAPER = Shape(
    clip={
        "embed_dim": 512,
        "vision_cfg": {"image_size": 224, "layers": 12, "width": 768, "patch_size": 16},
        "text_cfg": {
            "context_length": 77,
            "vocab_size": 49408,
            "width": 512,
            "heads": 8,
            "layers": 12,
        },
    },
    llama={
        "vocab_size": 128_256,
        "hidden_size": 4096,
        "intermediate_size": 14_336,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
    },
    clips=512,
    frames=8,
    windows=8,
    window=16,
)
TINY = Shape(
    clip={
        "embed_dim": 16,
        "vision_cfg": {
            "image_size": 32,
            "layers": 1,
            "width": 32,
            "patch_size": 16,
            "head_width": 16,
        },
        "text_cfg": {
            "context_length": 32,
            "vocab_size": 49408,
            "width": 32,
            "heads": 2,
            "layers": 1,
        },
    },
    llama={
        "vocab_size": 512,
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
    },
    clips=4,
    frames=2,
    windows=2,
    window=3,
)


@dataclass(frozen=True)
class Trial:
    """A training whose steps can be made again and again: what learns, and on what."""

    task: nn.Module
    optimiser: torch.optim.Optimizer
    batch: dict[str, Any]

    def step(self) -> None:
        """Make one step."""
        device = next(self.task.parameters()).device
        self.optimiser.zero_grad(set_to_none=True)
        # No autocast on a CPU: not every one that offers bf16 can compute in it.
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            loss = self.task(**self.batch)["loss"]
        loss.backward()
        self.optimiser.step()


def main() -> None:
    """Measure the stages, and print a row for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stage", nargs="+", choices=list(STAGES), default=list(STAGES))
    parser.add_argument("--steps", type=int, default=10, help="measured steps (default: 10)")
    parser.add_argument("--chunk", type=int, default=64, help="clips at a time in Stage-I")
    parser.add_argument("--peak", type=float, help="the card's dense bf16 TFLOP/s")
    parser.add_argument("--tiny", action="store_true", help="tiny sizes, for a machine without GPU")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu" and not options.tiny:
        parser.error("there is no GPU here; --tiny runs the same code in small")
    name = torch.cuda.get_device_name() if device.type == "cuda" else "CPU"
    shape = TINY if options.tiny else PAPER
    rows = {}
    for stage in options.stage:
        trial = STAGES[stage](shape, device, options.chunk)
        rows[stage] = measure(trial, options.steps, options.peak or peak_of(name))
        del trial
    if options.json:
        print(json.dumps({"device": name, "tiny": options.tiny, **rows}, indent=2))
    else:
        print(f"{name}{', tiny sizes: the figures mean nothing' if options.tiny else ''}")
        print(as_table(rows))


def peak_of(card: str) -> float | None:
    """Return the peak of a card by its name, None if the table has none."""
    return next((peak for name, peak in PEAKS.items() if name in card), None)


def measure(trial: Trial, steps: int, peak: float | None) -> dict[str, float | None]:
    """Warm up with two steps, count a third one's operations, and time ``steps`` more."""
    trial.task.train()
    for _ in range(2):
        trial.step()
    with FlopCounterMode(display=False) as counter:
        trial.step()
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    seconds = statistics.median(timed(trial.step) for _ in range(steps))
    teraflops = counter.get_total_flops() / 1e12 / seconds
    return {
        "steps_s": 1 / seconds,
        "memory_gib": memory_gib(),
        "tflops": teraflops,
        "share_of_peak": teraflops / peak if peak else None,
    }


def timed(step: Callable[[], None]) -> float:
    """Return the seconds of a step, until the device is done with it."""
    start = time.perf_counter()
    step()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter() - start


def memory_gib() -> float:
    """Return the largest memory so far: of the GPU where there is one, else of the process."""
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / 2**30
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KB here
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**30


def as_table(rows: dict[str, dict[str, float | None]]) -> str:
    """Return the rows as text, columns aligned."""
    lines = ["          steps/s   memory GiB   TFLOP/s   of the peak"]
    for stage, row in rows.items():
        share = row["share_of_peak"]
        told = "unknown" if share is None else f"{share:.1%}"
        lines.append(
            f"{stage:8}{row['steps_s']:9.3f}{row['memory_gib']:13.1f}{row['tflops']:10.4g}{told:>14}"
        )
    return "\n".join(lines)


def stage_one(shape: Shape, device: torch.device, chunk: int) -> Trial:
    """Make Stage-I: a CLIP with random weights, and clips of noise."""
    torch.manual_seed(0)
    clip = Clip({"model_cfg": shape.clip, "preprocess_cfg": {}}).to(device)
    height, width = clip.vision.config.image_size
    frames = torch.randint(255, (shape.clips, shape.frames, height, width, 3), dtype=torch.uint8)
    tokens = clip.tokenize([sentence(i) for i in range(shape.clips)])
    task = AdaptationTask(clip, gamma=0.5, temperature=0.01, chunk=chunk)
    optimiser = torch.optim.Adam(learning_parameters(task), 5e-5)
    return Trial(task, optimiser, {"frames": frames.to(device), "tokens": tokens.to(device)})


def stage_two(shape: Shape, device: torch.device, chunk: int) -> Trial:
    """Make Stage-II: the learned parts before a language model with random weights."""
    torch.manual_seed(0)
    vision = VisionConfig.from_open_clip({"model_cfg": shape.clip, "preprocess_cfg": {}})
    config = DistinctADConfig(vision=vision, frames=shape.frames, window=shape.window)
    model = DistinctAD(config, VisionEncoder(vision), narrator(shape, device)).to(device)
    task = NarrationTask(model, 1.0, 1.0, reading="A")
    optimiser = torch.optim.AdamW(learning_parameters(task), 1e-4, weight_decay=0.0)
    size = (shape.windows, shape.window)
    batch = {
        "features": torch.randn(*size, shape.frames, vision.embed_dim, device=device),
        "sentences": [[sentence(i + j) for j in range(size[1])] for i in range(size[0])],
        "inputs": [[PromptInputs()] * size[1] for _ in range(size[0])],
        "distinctive": [[frozenset({"door", "street"})] * size[1] for _ in range(size[0])],
    }
    return Trial(task, optimiser, batch)


STAGES = {"stage1": stage_one, "stage2": stage_two}


def narrator(shape: Shape, device: torch.device) -> LanguageModel:
    """Make a LLaMA with random weights, bf16 on a GPU, and a tokenizer that fits into it."""
    from transformers import LlamaConfig, LlamaForCausalLM

    made: Any = LlamaConfig  # transformers leaves its constructors untyped
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.bfloat16 if device.type == "cuda" else torch.float32)
    try:
        with device:
            model = LlamaForCausalLM(made(**shape.llama))
    finally:
        torch.set_default_dtype(before)
    return LanguageModel(model, train_tokenizer([TEXT] * 100, 300))


def sentence(number: int) -> str:
    """Return an AD of the length of the data sets', of eight words, each another one."""
    words = TEXT.split()
    return " ".join(words[(number + i) % len(words)] for i in range(8)).capitalize()


if __name__ == "__main__":
    main()
