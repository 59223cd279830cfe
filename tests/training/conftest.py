"""A small Stage-II on films of colours."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from adtool.features.of_clips import encode_films
from adtool.model.clip import load_clip
from adtool.progress import SILENT
from adtool_training import stage2
from adtool_training.from_scratch.language_model import LanguageModelSettings
from adtool_training.loop.steps import LoopSettings
from adtool_training.stage2 import ModelShape, StageTwoConfig
from adtool_training.stage2_data.windows import WindowBatches

LANGUAGE_MODEL = LanguageModelSettings(
    films=0,
    vocabulary=320,
    width=32,
    layers=2,
    heads=2,
    positions=96,
    length=64,
    batch=8,
    learning_rate=1e-2,
    loop=LoopSettings(steps=40, schedule="cosine", warmup=5),
)


@pytest.fixture
def config(colour_data, tiny_clip):
    return StageTwoConfig(
        clip=str(tiny_clip),
        language_model=LANGUAGE_MODEL,
        data=colour_data,
        model=ModelShape(frames=2, window=4, latents=2, perceiver_layers=1, bases=3, iterations=2),
        batch=2,
        learning_rate=1e-3,
        loop=LoopSettings(steps=6, save_steps=2, log_steps=1, schedule="cosine", warmup=2),
    )


def batches_of(config, folder, films):
    clip = load_clip(config.clip)
    features = encode_films(clip.vision, films, config.model.frames, folder)
    return WindowBatches(
        films,
        features,
        config.model.window,
        config.batch,
        stage2._prompt_source(config, clip, films, folder, SILENT),
        seed=0,
        consecutive=config.consecutive,
    )


def the_loss(config, folder, films):
    """Train one step; return the loss before it, on the same batch of windows."""
    batches = batches_of(config, folder / "features", films)
    model = stage2._new_model(config, load_clip(config.clip), folder)
    task = stage2.NarrationTask(
        model,
        config.auto_weight,
        config.distinct_weight,
        reading=config.reading,
        chunk=config.chunk,
    )
    losses = task(**batches(0))
    losses["loss"].backward()
    grads = [p.grad for p in stage2.learning_parameters(task) if p.grad is not None]
    assert all(grad.isfinite().all() for grad in grads)
    return losses["loss"].item(), torch.cat([grad.flatten() for grad in grads])


def changed(config, settings):
    for key, value in settings.items():
        if key.startswith("model."):
            model = dataclasses.replace(config.model, **{key.removeprefix("model."): value})
            config = dataclasses.replace(config, model=model)
        else:
            config = dataclasses.replace(config, **{key: value})
    return config
