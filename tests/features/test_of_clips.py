"""Features on disk: of clips and at a fixed rate, resumed, changed, broken, ready-made."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import h5py
import numpy as np
import pytest
import torch
from safetensors import safe_open

from adtool.datasets.film import Annotation
from adtool.errors import AdtoolError, CheckpointError, MediaError, OutputError
from adtool.faults import FaultList
from adtool.features.at_rate import RateStrip, encode_whole, strips_of
from adtool.features.encoding import BLOCK
from adtool.features.files import file_of, fingerprint, read_features, read_made
from adtool.features.of_clips import FilmFeatures, encode_clips, encode_films
from adtool.features.ready import Hdf5Features, frame_numbers, open_features
from adtool.features.run import encode_benchmark
from adtool.features.settings import EncodingSettings, FeatureSettings
from adtool.model.clip import load_clip
from adtool.model.vision_encoder import VisionEncoder
from adtool.progress import SILENT, Notebook

HOW = EncodingSettings("cpu", batch=3, workers=0)


@dataclass(frozen=True)
class Film:
    """A film of noise with any clips."""

    name: str
    annotations: tuple[Annotation, ...]
    cast: tuple[str, ...] = ()

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> np.ndarray:
        if self.annotations[index].text == "broken":
            raise MediaError(f"{self.name}.mkv", "cannot be opened")
        noise = np.random.default_rng([len(self.name), index])
        return noise.integers(0, 256, (count, 16, 16, 3)).astype(np.uint8)


def film(name: str, *times: tuple[int, int], text: str = "x") -> Film:
    return Film(name, tuple(Annotation(name, a, b, text) for a, b in times))


def video(path: Path, seconds: int = 3) -> Path:
    """Ten frames a second, each a level of grey of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10), options={"threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(seconds * 10):
            image = np.full((48, 64, 3), 20 + 6 * i, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


@pytest.fixture(scope="module")
def encoder(tiny_clip) -> VisionEncoder:
    return load_clip(str(tiny_clip)).vision


def test_features_are_those_of_the_encoder_frame_by_frame(encoder, tmp_path):
    films = [film("a", *((i * 1000, i * 1000 + 500) for i in range(BLOCK // 4 + 3)))]
    features = encode_films(encoder, films, 4, tmp_path).of(films[0])
    assert features.shape == (BLOCK // 4 + 3, 4, 16)
    with torch.no_grad():
        for clip in (0, BLOCK // 4 - 1, BLOCK // 4, BLOCK // 4 + 2):
            plain = encoder(encoder.preprocess(films[0].frames(clip, 4, None)))
            torch.testing.assert_close(features[clip], plain.half(), atol=2e-3, rtol=2e-3)


def test_a_file_says_how_it_was_made(encoder, tmp_path):
    one = film("Amélie (2001)", (0, 1000), (2000, 2500))
    encode_clips(encoder, [one], 2, tmp_path, HOW)
    path = tmp_path / "Amélie (2001).safetensors"
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
    assert metadata.keys() == {"movie", "encoder", "frames", "times", "fps", "length"}
    assert metadata["times"] == "[[0, 1000], [2000, 2500]]"
    assert read_made(path)[0].frames == 2


def test_an_encoder_kept_in_half_precision_has_the_features_of_the_whole_one(encoder):
    kept = copy.deepcopy(encoder).half().float()
    assert fingerprint(kept) == fingerprint(encoder)
    with torch.no_grad():
        next(kept.parameters()).mul_(1.01)
    assert fingerprint(kept) != fingerprint(encoder)


def test_names_that_are_no_file_names_never_meet(tmp_path):
    names = ["a/b", "a_b", "a:b", "..", ".a", "x" * 300, "x" * 301, "é" * 150, "a b"]
    paths = [file_of(tmp_path, name) for name in names]
    assert len(set(paths)) == len(names)
    assert all(path.parent == tmp_path and len(path.name.encode()) < 255 for path in paths)
    assert not any(path.name.startswith(".") for path in paths)


def test_changed_annotations_are_noticed(encoder, tmp_path):
    before, after = film("a", (0, 1000)), film("a", (0, 1200))
    features = encode_films(encoder, [before], 2, tmp_path)
    with pytest.raises(CheckpointError, match="of other clips than the annotations"):
        features.of(after)
    stamp = features.path(before).stat().st_mtime_ns
    encode_films(encoder, [after], 2, tmp_path)
    assert features.of(after).shape == (1, 2, 16)
    assert features.path(before).stat().st_mtime_ns != stamp


def test_a_folder_of_other_features_is_refused_unless_it_may_be_replaced(encoder, tmp_path):
    films = [film("a", (0, 1000)), film("b", (0, 1000))]
    encode_clips(encoder, films[:1], 2, tmp_path, HOW)
    with pytest.raises(OutputError, match=r"a\.safetensors: holds features of 2 frames a clip"):
        encode_clips(encoder, films, 4, tmp_path, HOW)
    assert not (tmp_path / "b.safetensors").exists()
    encode_clips(encoder, films, 4, tmp_path, HOW, overwrite=True)
    assert FilmFeatures(tmp_path).of(films[0]).shape == (1, 4, 16)
    other = VisionEncoder(encoder.config)
    with pytest.raises(OutputError, match="holds features of another encoder"):
        encode_clips(other, films, 4, tmp_path, HOW)


def test_a_damaged_file_is_encoded_again(encoder, tmp_path):
    one = film("a", (0, 1000))
    encode_clips(encoder, [one], 2, tmp_path, HOW)
    path = file_of(tmp_path, "a")
    path.write_bytes(path.read_bytes()[:-10])
    encode_clips(encoder, [one], 2, tmp_path, HOW)
    assert FilmFeatures(tmp_path).of(one).shape == (1, 2, 16)


@pytest.mark.parametrize("workers", [0, 1])
def test_a_broken_film_is_left_out_and_the_rest_go_on(encoder, tmp_path, workers):
    films = [film("a", (0, 9)), film("b", (0, 9), text="broken"), film("c", (0, 9))]
    how = replace(HOW, workers=workers)
    broken = encode_clips(encoder, films, 2, tmp_path, how)
    assert [str(fault) for fault in broken] == ["b: b.mkv: cannot be opened"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.safetensors", "c.safetensors"]


def test_a_broken_film_ends_a_strict_run(encoder, tmp_path):
    films = [film("a", (0, 9)), film("b", (0, 9), text="broken")]
    with pytest.raises(AdtoolError, match=r"b cannot be encoded: b\.mkv: cannot be opened"):
        encode_clips(encoder, films, 2, tmp_path, replace(HOW, strict=True))


def test_whole_films_at_a_rate_give_the_features_of_their_clips(encoder, tmp_path):
    video(tmp_path / "videos" / "x.mp4")
    strips, broken = strips_of(tmp_path / "videos", 5, 3.0, None)
    assert [(strip.movie, strip.count, broken) for strip in strips] == [("x", 15, [])]
    encode_whole(encoder, strips, tmp_path / "whole", HOW)
    made, shape = read_made(tmp_path / "whole" / "x.safetensors")
    assert (made.fps, made.length, shape) == (5, 3000, (15, 16))
    table = tmp_path / "own.csv"
    table.write_text("movie,start,end,text\nx,0,1,One.\nx,1.4,2.4,Two.\n")
    what = FeatureSettings("", annotations=table, frames=5)
    from adtool.datasets.films import load_films
    from adtool.features.run import _data

    films, _ = load_films(_data(what, tmp_path / "videos", False), tmp_path)
    encode_clips(encoder, films, 5, tmp_path / "clips", HOW)
    own = open_features(tmp_path / "clips", 5)
    picked = open_features(tmp_path / "whole", 5)
    torch.testing.assert_close(picked.of(films[0]), own.of(films[0]), atol=2e-3, rtol=2e-3)
    assert picked.of(films[0]).shape == (2, 5, 16)
    for ready in (own, picked):
        ready.check(films, encoder)


def test_frames_that_cannot_be_read_are_filled_and_reported(encoder, tmp_path, monkeypatch):
    path = video(tmp_path / "x.mp4", 1)
    strip = RateStrip("x", path, 1000, 10)
    whole, _ = strip.read(0, encoder)
    monkeypatch.setattr(
        RateStrip, "read", lambda *_: (whole[2:5], torch.tensor([False, True, True, True, False]))
    )
    faults = FaultList()
    encode_whole(encoder, [strip], tmp_path / "out", HOW, faults=faults)
    with torch.no_grad():
        plain = encoder(encoder.normalise(whole[[2, 2, 3, 4, 4]])).half()
    found = read_features(tmp_path / "out" / "x.safetensors")
    torch.testing.assert_close(found, plain, atol=2e-3, rtol=2e-3)
    assert [str(fault) for fault in faults.faults] == ["x: 2 of 5 frames"]


def test_a_film_without_any_frame_is_broken(encoder, tmp_path):
    strip = RateStrip("x", video(tmp_path / "x.mp4", 1), 1000, 10)
    late = replace(strip, path=tmp_path / "x.mp4")
    nothing = torch.zeros(0, 3, 16, 16, dtype=torch.uint8), torch.zeros(4, dtype=torch.bool)
    object.__setattr__(late, "read", lambda *_: nothing)
    broken = encode_whole(encoder, [late], tmp_path / "out", HOW)
    assert [str(fault) for fault in broken] == ["x: none of its frames can be read"]
    assert list((tmp_path / "out").iterdir()) == []


def test_frames_of_a_clip_are_autoads():
    clips = film("a", (1000, 3000), (59_900, 61_500)).annotations
    plain = [
        [min(int(t * 5), 299) for t in np.linspace(c.start / 1000, c.end / 1000, 8, endpoint=False)]
        for c in clips
    ]
    assert frame_numbers(clips, 8, 5.0, 300).tolist() == plain
    assert plain[0] == [5, 6, 7, 8, 10, 11, 12, 13]


@pytest.fixture
def mad(tmp_path) -> Path:
    path = tmp_path / "CLIP_B32_frames_features_5fps.h5"
    rows = np.arange(100 * 16).reshape(100, 16)
    with h5py.File(path, "w") as file:
        file["2738"] = rows.astype(np.float16)
        file["2739"] = rows.astype(np.float32)
    return path


def test_mads_own_features_are_picked_by_time(mad, encoder):
    one = film("2738", (10_000, 14_000), (19_000, 25_000))
    ready = open_features(mad, 4)
    heard = Notebook(SILENT)
    ready.check([one], encoder, heard)
    assert "1 clips end after their film's last frame" in heard.notes[0]
    found = ready.of(one)
    assert found.dtype == torch.float16
    assert (found[:, :, 0] / 16).tolist() == [[50, 55, 60, 65], [95, 99, 99, 99]]
    by_id = Annotation("Signs", 0, 1000, "x", ids=("tt1", "2739"))
    assert ready.of(Film("Signs", (by_id,))).shape == (1, 4, 16)


def test_what_is_wrong_with_ready_features_is_one_line(mad, encoder, tmp_path):
    with pytest.raises(CheckpointError, match=r"5fps\.h5: has no features of 'Signs'"):
        Hdf5Features(mad, 4).check([film("Signs", (0, 1000))], encoder)
    with h5py.File(mad, "a") as file:
        file["wide"] = np.zeros((10, 512), np.float16)
        file["flat"] = np.zeros(10, np.float16)
        file.create_group("group")
    with pytest.raises(CheckpointError, match=r"of width 512 .wide., but the encoder.s have 16"):
        Hdf5Features(mad, 4).check([film("wide", (0, 1000))], encoder)
    for name in ("flat", "group"):
        with pytest.raises(CheckpointError, match=rf"no features .frames, C. of '{name}'"):
            Hdf5Features(mad, 4).of(film(name, (0, 1000)))
    mad.write_bytes(mad.read_bytes()[:1000])
    with pytest.raises(CheckpointError, match="is no HDF5 file, or cut off; fetch it again"):
        open_features(mad, 4)
    with pytest.raises(CheckpointError, match="no such file or folder of features"):
        open_features(tmp_path / "none.h5", 4)


def test_what_is_wrong_with_a_folder_of_features_is_one_line(encoder, tmp_path):
    one = film("a", (0, 1000))
    encode_clips(encoder, [one], 2, tmp_path, HOW)
    open_features(tmp_path, 2).check([one], encoder)
    cases = [
        (2, film("b", (0, 1000)), encoder, "is missing: no features of 'b'"),
        (2, film("a", (0, 1001)), encoder, "is of other clips than the annotations'"),
        (8, one, encoder, "has 2 frames a clip, but the model takes 8"),
        (2, one, VisionEncoder(encoder.config), "is of another encoder"),
    ]
    for frames, wanted, model, message in cases:
        with pytest.raises(CheckpointError, match=message):
            open_features(tmp_path, frames).check([wanted], model)


def test_a_benchmark_with_a_missing_film_leaves_it_out_and_says_so(tmp_path, tiny_clip):
    video(tmp_path / "videos" / "x.mp4")
    table = tmp_path / "own.csv"
    table.write_text("movie,start,end,text\nx,0,1,One.\ny,0,1,Two.\n")
    what = FeatureSettings(str(tiny_clip), annotations=table, frames=2)
    places = tmp_path / "videos", tmp_path / "out"
    for _ in range(2):
        left_out = encode_benchmark(*places, what, HOW)
        assert [(fault.kind, fault.where) for fault in left_out] == [("no film", "y")]
    video(tmp_path / "videos" / "y.mp4", 1)
    assert encode_benchmark(*places, what, HOW) == []
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["x.safetensors", "y.safetensors"]
