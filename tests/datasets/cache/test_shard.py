"""A film's frames as a tar file."""

from __future__ import annotations

import io
import json
import re
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adtool.datasets.annotations import Annotation
from adtool.datasets.cache.shard import HEAD, ShardWriter, encode, scaled

CLIP = Annotation("Up", 1500, 3000, "Él saluda.")


def grey(level: int) -> np.ndarray:
    return np.full((48, 64, 3), level, np.uint8)


def write(path: Path, *clips: list[np.ndarray | None]) -> list[tuple[np.ndarray, np.ndarray]]:
    with ShardWriter(path, "abc123", "Up", 90) as shard:
        return [shard.add(CLIP, frames, 224) for frames in clips]


def samples(path: Path) -> dict[str, dict[str, bytes]]:
    """Read a tar file as WebDataset does: members that share a name up to the first dot."""
    found: dict[str, dict[str, bytes]] = {}
    with tarfile.open(path, "r|") as archive:
        for member in archive:
            if member.isreg():
                match = re.fullmatch(r"((?:.*/|)[^.]+)[.]([^/]*)", member.name)
                opened = archive.extractfile(member)
                assert match
                assert opened
                found.setdefault(match[1], {})[match[2]] = opened.read()
    return found


def level(jpeg: bytes) -> float:
    return round(float(np.asarray(Image.open(io.BytesIO(jpeg))).mean()), -1)


def test_a_clip_is_a_sample_of_its_frames_and_what_is_known_of_it(tmp_path):
    write(tmp_path / "Up.tar", [grey(40), grey(80)], [grey(120), grey(160)])
    found = samples(tmp_path / "Up.tar")
    assert list(found) == ["Up/000000", "Up/000001"]
    assert set(found["Up/000001"]) == {"0.jpg", "1.jpg", "json"}
    assert [level(found["Up/000001"][name]) for name in ("0.jpg", "1.jpg")] == [120, 160]
    assert json.loads(found["Up/000000"]["json"]) == {
        "film": "Up",
        "start": 1.5,
        "end": 3.0,
        "text": "Él saluda.",
        "frames": ["0.jpg", "1.jpg"],
    }


def test_the_places_that_are_told_hold_the_jpegs(tmp_path):
    path = tmp_path / "Up.tar"
    (starts, sizes), _ = write(path, [grey(40), grey(80), grey(120)], [grey(0)])
    content = path.read_bytes()
    levels = [level(content[a : a + n]) for a, n in zip(starts, sizes, strict=True)]
    assert levels == [40, 80, 120]


def test_a_picture_that_stays_is_kept_once(tmp_path):
    path = tmp_path / "Up.tar"
    ((starts, sizes),) = write(path, [grey(40), grey(40), grey(80), grey(80), grey(40)])
    assert starts[0] == starts[1] != starts[2] == starts[3] != starts[4]
    assert sizes.all()
    (sample,) = samples(path).values()
    assert json.loads(sample["json"])["frames"] == ["0.jpg", "0.jpg", "2.jpg", "2.jpg", "4.jpg"]


def test_a_frame_that_is_missing_has_no_size_and_no_name(tmp_path):
    ((_, sizes),) = write(tmp_path / "Up.tar", [None, grey(40), None])
    assert (sizes > 0).tolist() == [False, True, False]
    (sample,) = samples(tmp_path / "Up.tar").values()
    assert json.loads(sample["json"])["frames"] == [None, "1.jpg", None]


def test_the_head_of_a_shard_has_its_stamp(tmp_path):
    write(tmp_path / "Up.tar", [grey(40)])
    assert b"abc123" in (tmp_path / "Up.tar").read_bytes()[:HEAD]


def test_many_frames_are_named_in_their_order(tmp_path):
    write(tmp_path / "Up.tar", [grey(2 * i) for i in range(12)])
    (sample,) = samples(tmp_path / "Up.tar").values()
    assert sorted(sample)[:3] == ["00.jpg", "01.jpg", "02.jpg"]
    assert sorted(sample)[11] == "11.jpg"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), (398, 224)),
        ((1080, 1920), (224, 398)),
        ((448, 448), (224, 224)),
        ((300, 225), (298, 224)),
        ((224, 300), (224, 300)),
        ((64, 48), (64, 48)),
        ((225, 226), (224, 224)),
    ],
)
def test_frames_are_scaled_down_to_their_short_side_and_never_up(size, expected):
    assert scaled(size, 224) == expected
    assert max(224, 224 * 1920 // 1080) == 398


def test_frames_are_scaled_as_clip_scales_them():
    from adtool.model.clip import Clip

    text = {"context_length": 16, "vocab_size": 49408, "heads": 2, "width": 32, "layers": 1}
    vision = {"image_size": 32, "patch_size": 8, "head_width": 16, "width": 32, "layers": 1}
    clip = Clip(
        {
            "model_cfg": {"embed_dim": 16, "vision_cfg": vision, "text_cfg": text},
            "preprocess_cfg": {},
        }
    )
    rows = np.linspace(0, 255, 90)[:, None, None] + np.zeros((1, 160, 3))
    frame = (rows + 20 * np.sin(np.arange(160) / 9)[None, :, None]).clip(0, 255).astype(np.uint8)
    small = np.asarray(Image.open(io.BytesIO(encode(frame, 32, 95))))
    assert small.shape == (32, 56, 3)
    ours, own = clip.fit(small[None]), clip.fit(frame[None])
    assert np.abs(ours.astype(int) - own).mean() < 1.5


def test_a_better_quality_is_nearer_and_larger():
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    low, high = encode(noise, 224, 20), encode(noise, 224, 95)
    assert len(low) < len(high)
    far, near = (
        np.abs(np.asarray(Image.open(io.BytesIO(jpeg))).astype(int) - noise).mean()
        for jpeg in (low, high)
    )
    assert near < far
