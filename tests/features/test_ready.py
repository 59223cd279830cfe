"""Ready features: MAD's HDF5, and folders that adtool features wrote."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
import torch

from adtool.datasets.film import Annotation
from adtool.errors import CheckpointError
from adtool.features.files import fingerprint
from adtool.features.of_clips import encode_clips
from adtool.features.ready import Hdf5Features, frame_numbers, open_features
from adtool.model.vision_encoder import VisionEncoder
from adtool.progress import SILENT, Notebook

from .conftest import HOW, Film, film


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


def labelled(path: Path, said: object, *, on: str = "") -> Path:
    """Have a file, or one film in it, say of which encoder it is."""
    with h5py.File(path, "a") as file:
        (file[on] if on else file).attrs["encoder"] = said
    return path


@pytest.mark.parametrize("on", ["", "2738"])
@pytest.mark.parametrize("as_bytes", [False, True])
def test_hdf5_features_of_this_encoder_are_taken_without_a_word(mad, encoder, on, as_bytes):
    mark = fingerprint(encoder)
    labelled(mad, np.bytes_(mark) if as_bytes else mark, on=on)
    heard = Notebook(SILENT)
    open_features(mad, 4).check([film("2738", (0, 1000))], encoder, heard)
    assert heard.notes == []


@pytest.mark.parametrize("on", ["", "2738"])
@pytest.mark.parametrize("said", ["0123456789ab", "ViT-B-32 openai", np.bytes_(b"another")])
def test_hdf5_features_of_another_encoder_are_refused(mad, encoder, on, said):
    labelled(mad, said, on=on)
    with pytest.raises(CheckpointError, match="has features of another encoder") as refused:
        open_features(mad, 4).check([film("2738", (0, 1000))], encoder)
    assert fingerprint(encoder) in str(refused.value)


def test_a_film_says_more_of_its_features_than_its_file_does(mad, encoder):
    labelled(labelled(mad, "0123456789ab"), fingerprint(encoder), on="2738")
    ready = open_features(mad, 4)
    ready.check([film("2738", (0, 1000))], encoder)
    with pytest.raises(CheckpointError, match="another encoder"):
        ready.check([film("2738", (0, 1000)), film("2739", (0, 1000))], encoder)


def test_hdf5_features_that_do_not_say_their_encoder_are_taken_and_told(mad, encoder):
    heard = Notebook(SILENT)
    open_features(mad, 4).check([film("2738", (0, 1000)), film("2739", (0, 1000))], encoder, heard)
    (note,) = heard.notes
    assert note.startswith(f"{mad}: does not say which encoder made its features")
    assert note.endswith(f".attrs['encoder'] = '{fingerprint(encoder)}'")


class Counted:
    """A table of features that tells how many rows were read of it."""

    def __init__(self, rows: h5py.Dataset, read: list[int]) -> None:
        self.rows, self.read, self.shape, self.dtype = rows, read, rows.shape, rows.dtype
        self.attrs, self.file = rows.attrs, rows.file

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, rows: slice) -> np.ndarray:
        self.read.append(rows.stop - rows.start)
        return self.rows[rows]


def test_of_hdf5_features_only_the_rows_of_the_clips_asked_for_are_read(tmp_path, monkeypatch):
    path = tmp_path / "films.h5"
    with h5py.File(path, "w") as file:
        file["long"] = (np.arange(36_000 * 4).reshape(36_000, 4) % 2000).astype(np.float16)
    one = film("long", *((s * 1000, s * 1000 + 4000) for s in range(0, 7000, 100)))
    ready, read = Hdf5Features(path, 8), []
    whole = ready.of(one)
    rows = Hdf5Features._rows
    monkeypatch.setattr(
        Hdf5Features, "_rows", lambda self, file, film: Counted(rows(self, file, film), read)
    )
    assert torch.equal(ready.of(one, [60, 3, 4]), whole[[60, 3, 4]])
    assert len(read) == 3  # one slice for each clip, far from each other
    assert max(read) <= 4 * 5


@pytest.mark.parametrize("clips", [[0], [2], [0, 1, 2], [2, 0], [1, 1], range(1, 3)])
def test_features_of_some_clips_are_those_of_all(mad, encoder, tmp_path, clips):
    one = film("2738", (10_000, 14_000), (14_000, 15_000), (18_000, 19_500))
    encode_clips(encoder, [one], 4, tmp_path / "out", HOW)
    for place in (mad, tmp_path / "out"):
        ready = open_features(place, 4)
        some = ready.of(one, clips)
        assert torch.equal(some, ready.of(one)[list(clips)])
        assert some.dtype == torch.float16
