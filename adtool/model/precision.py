"""Which number format the frozen vision encoder computes in.

On a CPU, bfloat16 weights pay only through AMX's matrix tiles: ViT-B-32 then encodes about three
times as many images a core-second, at a cosine of .9999. Processors that have bfloat16 in AVX-512
alone are slower with it than in float32 (``benchmarks/encoder_precision.py``).
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import torch

VIT_B_32 = 87_849_216
"""Parameters of the usual encoder, for those who ask before there is one."""

_WORTH_ASKING = 20_000_000
"""Parameters below which an encoder takes less time than finding out what the processor can do."""

_BFLOAT16_PRODUCT = (
    "import torch; x = torch.ones(64, 64, dtype=torch.bfloat16); torch.nn.functional.linear(x, x)"
)


def inference_dtype(device: str | torch.device, parameters: int) -> torch.dtype:
    """Choose the format for an encoder of so many parameters on a device."""
    if torch.device(device).type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if parameters < _WORTH_ASKING or not torch.cpu._is_amx_tile_supported():
        return torch.float32
    return torch.bfloat16 if tiles_work() else torch.float32


@cache
def tiles_work() -> bool:
    """Try AMX in another process: some virtual machines announce it, and then kill whoever uses it.

    Takes as long as importing torch.
    """
    command = [sys.executable, "-c", _BFLOAT16_PRODUCT]
    try:
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
