"""Windows of clips, and batches of them."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch

from adtool.datasets.settings import DATA
from adtool_training.stage2_data.windows import windows_of

from ..conftest import batches_of, changed


def test_windows_run_over_a_whole_film_from_any_offset(colour_films):
    film = colour_films[0]
    assert [(w.clips[0], w.clips[-1] + 1) for w in windows_of(film, 4)] == [(0, 4), (4, 6)]
    assert [(w.clips[0], w.clips[-1] + 1) for w in windows_of(film, 4, 1)] == [
        (0, 1),
        (1, 5),
        (5, 6),
    ]
    assert [(w.clips[0], w.clips[-1] + 1) for w in windows_of(film, 16, 9)] == [(0, 6)]


def test_batches_depend_on_nothing_but_the_step_and_differ_between_epochs(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    batches = batches_of(config, tmp_path, films)
    assert batches.an_epoch == 4
    first, again, later = batches(1), batches(1), batches(1 + batches.an_epoch)
    assert torch.equal(first["features"], again["features"])
    assert first["inputs"] == again["inputs"]
    assert first["sentences"] != later["sentences"]
    assert first["features"].dtype == torch.float32


def test_windows_of_clips_from_anywhere_hold_every_clip_once(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    batches = dataclasses.replace(batches_of(config, tmp_path, films), consecutive=False)
    rng = np.random.default_rng(0)
    cut = batches._cut(films[0], rng)
    assert sorted(i for window in cut for i in window.clips) == list(range(6))
    assert any(window.clips[-1] - window.clips[0] >= len(window.clips) for window in cut)


def test_contextual_prompts_tell_the_true_lines_in_training(config, tmp_path):
    films = DATA["colours"](config.data, "train")
    config = changed(config, {"model.prompt": "contexts", "model.contexts": 2})
    batch = batches_of(config, tmp_path, films)(0)
    texts = [[clip.text for clip in film.annotations] for film in films]
    for sentences, told in zip(batch["sentences"], batch["inputs"], strict=True):
        for sentence, tell in zip(sentences, told, strict=True):
            assert any([*tell.previous, sentence] == t[i : i + len(tell.previous) + 1]
                       for t in texts for i in range(6))  # fmt: skip
