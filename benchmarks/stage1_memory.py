"""Memory of Stage-I's contrastive batch, whole and in chunks, and how far their gradients differ.

    python benchmarks/stage1_memory.py [--batch 512] [--frames 8] [--chunk 0 64 8] [--json]

One step of Stage-I (Eq. 1-3, forth and back) on clips of noise, in a fresh process for each chunk
size; 0 is the whole batch at once, with which the gradients of the others are compared. The encoder
is a small vision transformer (``--width``, ``--layers``, ``--size``); with a larger one, memory
grows in proportion. Columns: peak memory of the process, what of it the step added, CPU seconds of
the step, the loss, and the largest difference of any entry of any gradient, beside the largest
entry.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

Row = dict[str, float]


def main() -> None:
    """Measure each chunk size, and print the table."""
    options = parse()
    if options.child:
        print(json.dumps(one_step(options, Path(options.child))))
        return
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{chunk}.safetensors" for chunk in options.chunk]
        for chunk, path in zip(options.chunk, files, strict=True):
            rows.append({"chunk": chunk, **in_a_process(chunk, path)})
        whole = load_file(files[0])
        for row, path in zip(rows, files, strict=True):
            row["difference"] = largest_difference(whole, load_file(path))
            row["largest"] = max(gradient.abs().max().item() for gradient in whole.values())
    print(json.dumps(rows, indent=2) if options.json else as_table(rows))


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--batch", type=int, default=512, help="clips (default: 512)")
    parser.add_argument("--frames", type=int, default=8, help="frames a clip (default: 8)")
    parser.add_argument(
        "--chunk", type=int, nargs="+", default=[0, 64, 8], help="clips at a time; 0 is all"
    )
    parser.add_argument("--size", type=int, default=64, help="pixels a side (default: 64)")
    parser.add_argument("--width", type=int, default=192, help="of the encoder (default: 192)")
    parser.add_argument("--layers", type=int, default=4, help="of the encoder (default: 4)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    return parser.parse_args()


def in_a_process(chunk: int, gradients: Path) -> Row:
    """Run this script again for one chunk size alone, with the same options."""
    given = [*sys.argv[1:], "--chunk", str(chunk), "--child", str(gradients)]
    ran = subprocess.run([sys.executable, __file__, *given], stdout=subprocess.PIPE, text=True)
    if ran.returncode:
        sys.exit(f"the step with chunks of {chunk} failed (exit {ran.returncode})")
    row: Row = json.loads(ran.stdout)
    return row


def one_step(options: argparse.Namespace, gradients: Path) -> Row:
    """Make one step's gradients, write them to a file, and say what they took."""
    from adtool.model.clip import Clip
    from adtool_training.stage1 import AdaptationTask

    torch.manual_seed(0)
    clip = Clip(clip_config(options.size, options.width, options.layers))
    shape = (options.batch, options.frames, options.size, options.size, 3)
    frames = torch.randint(255, shape, dtype=torch.uint8)
    tokens = clip.tokenize([f"Somebody does thing number {i}." for i in range(options.batch)])
    task = AdaptationTask(clip, gamma=0.5, temperature=0.01, chunk=options.chunk[-1]).train()
    before, start = peak_mb(), cpu_seconds()
    loss = task(frames, tokens)["loss"]
    loss.backward()
    spent, peak = cpu_seconds() - start, peak_mb()
    learned = {n: p.grad for n, p in task.named_parameters() if p.grad is not None}
    save_file({name: gradient.contiguous() for name, gradient in learned.items()}, gradients)
    return {"peak_mb": peak, "step_mb": peak - before, "cpu_s": spent, "loss": loss.item()}


def clip_config(size: int, width: int, layers: int) -> dict[str, Any]:
    """Return a CLIP with a small vision transformer, and a text tower hardly worth the name."""
    vision = {"image_size": size, "patch_size": 16, "head_width": 64}
    text = {"context_length": 32, "vocab_size": 49408, "heads": 2, "width": 64, "layers": 1}
    return {
        "model_cfg": {
            "embed_dim": width,
            "vision_cfg": {**vision, "width": width, "layers": layers},
            "text_cfg": text,
        },
        "preprocess_cfg": {"resize_mode": "squash"},
    }


def peak_mb() -> float:
    """Return the process's largest resident memory so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KB here
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def cpu_seconds() -> float:
    """Return the process's CPU seconds so far: on a busy machine they mean more than the clock."""
    return time.process_time()


def largest_difference(one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> float:
    """Return the largest absolute difference between tensors of the same names."""
    if one.keys() != other.keys():
        raise ValueError(f"not the same tensors: {sorted(one.keys() ^ other.keys())}")
    return max((one[name] - other[name]).abs().max().item() for name in one)


def as_table(rows: list[Row]) -> str:
    """Return the rows as text, columns aligned."""
    head = "chunk   peak MB   step MB   CPU s         loss   gradients differ by   (largest)"
    return "\n".join(
        [head]
        + [
            f"{row['chunk'] or 'all':>5}{row['peak_mb']:10.0f}{row['step_mb']:10.0f}"
            f"{row['cpu_s']:8.1f}{row['loss']:13.6f}{row['difference']:22.1e}{row['largest']:12.3g}"
            for row in rows
        ]
    )


if __name__ == "__main__":
    main()
