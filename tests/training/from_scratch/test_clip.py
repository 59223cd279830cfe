import numpy as np
import pytest
import torch

from adtool.model.clip import Clip, load_clip
from adtool.storyworld.pictures import FACTS, UNKNOWN, pictures
from adtool_training.from_scratch.clip import (
    PictureBatches,
    PictureTask,
    VanillaSettings,
    clip_config,
    train,
    vary,
)
from adtool_training.loop.steps import LoopSettings

TINY = VanillaSettings(
    pictures=40, size=32, tower_width=8, tower_blocks=1, width=32, text_width=32, text_layers=1,
    batch=8, loop=LoopSettings(steps=2),
)  # fmt: skip


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return pictures(tmp_path_factory.mktemp("pictures"), TINY.pictures, TINY.size)


def test_the_loss_is_clips_own_plus_the_mean_of_each_fact(drawn):
    torch.manual_seed(0)
    task = PictureTask(Clip(clip_config(TINY)), heads_weight=0.5).eval()
    batch = PictureBatches(drawn, task.clip, TINY)(0)
    images, facts = torch.from_numpy(batch["images"]), torch.from_numpy(batch["facts"])
    with torch.no_grad():
        losses = task(images, batch["tokens"], facts)
        seen = task.clip.encode_frames(images[:, None])[:, 0].double().numpy()
        said = task.clip.encode_words(batch["tokens"]).sentences.double().numpy()
        heads = [head(torch.from_numpy(seen).float()).double() for head in task.heads.values()]

    unit = [x / np.linalg.norm(x, axis=1, keepdims=True) for x in (seen, said)]
    logits = task.clip.scale * unit[0] @ unit[1].T
    ways = [_cross_entropy(way, np.arange(len(seen))) for way in (logits, logits.T)]
    graph = [_cross_entropy(h.numpy(), facts[:, i].numpy()) for i, h in enumerate(heads)]
    assert losses["contrast"].item() == pytest.approx(np.mean(ways), rel=1e-4)
    expected = np.mean(ways) + 0.5 * np.sum(graph)
    assert losses["loss"].item() == pytest.approx(expected, rel=1e-4)


def test_batches_follow_from_the_step_alone_and_an_epoch_has_each_picture_once(drawn):
    clip = Clip(clip_config(TINY))
    batches = PictureBatches(drawn, clip, TINY)
    assert (batches(3)["images"] == PictureBatches(drawn, clip, TINY)(3)["images"]).all()
    seen = np.concatenate([batches(step)["facts"] for step in range(5)])
    assert sorted(map(tuple, seen)) == sorted(map(tuple, drawn.facts))


def test_varied_pictures_keep_shape_and_type_and_differ():
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (32, 32, 3), dtype=np.uint8)
    varied = vary(image, rng)
    assert varied.shape == image.shape
    assert varied.dtype == np.uint8
    assert (varied != image).any()


def test_it_trains_to_a_clip_without_the_heads_and_is_not_trained_twice(tmp_path):
    place = train(TINY, tmp_path)
    first = load_clip(str(place))
    assert not any("heads" in key for key in first.state_dict())
    assert first.vision.config.image_size == (32, 32)
    assert first.vision.config.resize_mode == "squash"
    stamp = (place / "open_clip_model.safetensors").stat().st_mtime_ns
    assert train(TINY, tmp_path) == place
    assert (place / "open_clip_model.safetensors").stat().st_mtime_ns == stamp


def test_every_fact_lies_within_its_range(drawn):
    for column, size in enumerate(FACTS.values()):
        known = drawn.facts[:, column][drawn.facts[:, column] != UNKNOWN]
        assert len(known)
        assert known.min() >= 0
        assert known.max() < size


def _cross_entropy(logits, targets):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_softmax = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    known = np.flatnonzero(targets != UNKNOWN)
    return -log_softmax[known, targets[known]].mean()
