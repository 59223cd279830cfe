"""Images per core-second of a vision encoder in float32 and in bfloat16 weights, and the cosine.

    python benchmarks/encoder_precision.py [ARCHITECTURE] [IMAGES]

Weights are random: neither speed nor rounding depends on what they were trained on. The ratio is
what carries over to other machines. Where AMX is announced but does not run, bfloat16 is measured
without it.
"""

from __future__ import annotations

import copy
import os
import sys
import time

import numpy as np
import open_clip
import torch

from adtool.media.image import Image
from adtool.model.precision import tiles_work
from adtool.model.vision_encoder import VisionConfig, VisionEncoder

BATCH = 16


def images_per_second(encoder: VisionEncoder, images: list[Image]) -> tuple[float, torch.Tensor]:
    """Encode, after a warm-up, by CPU time, so that a busy machine is no bias."""
    encoder.encode(images[:BATCH], BATCH)
    start = time.process_time()
    features = encoder.encode(images, BATCH)
    return len(images) / (time.process_time() - start), features


def main(architecture: str = "ViT-B-32", count: str = "64") -> None:
    """Print one line for each precision, then the ratio and the lowest cosine."""
    if torch.cpu._is_amx_tile_supported() and not tiles_work():
        os.environ["ONEDNN_MAX_CPU_ISA"] = "AVX512_CORE_FP16"
        print("AMX is announced here, but does not run; measuring without it")
    torch.manual_seed(0)
    torch.set_num_threads(1)
    noise = np.random.default_rng(0).integers(0, 256, (int(count), 270, 640, 3), dtype=np.uint8)
    config = VisionConfig.from_open_clip({"model_cfg": open_clip.get_model_config(architecture)})
    full = VisionEncoder(config).requires_grad_(False).eval()
    half = copy.deepcopy(full).to(torch.bfloat16)
    images = list(noise)
    full_rate, expected = images_per_second(full, images)
    half_rate, found = images_per_second(half, images)
    print(f"{architecture} float32   {full_rate:6.1f} images a core-second")
    print(f"{architecture} bfloat16  {half_rate:6.1f} images a core-second")
    cosine = float(torch.cosine_similarity(expected, found).min())
    print(f"ratio {half_rate / full_rate:.2f}, lowest cosine {cosine:.6f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
