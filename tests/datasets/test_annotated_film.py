"""The frames of a data set's film, and what stands for those that are missing."""

from __future__ import annotations

import io
import pickle
import tarfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from adtool.datasets.annotated import annotated_films
from adtool.datasets.annotated_film import BLACK
from adtool.datasets.settings import DATA, DataSettings
from adtool.errors import TrainingError
from adtool.faults import FaultFile, FaultList


def grey_video(path: Path, seconds: float = 2) -> Path:
    """A video of 10 frames a second, each ten grey levels brighter than the last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10), options={"threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(round(seconds * 10)):
            image = np.full((48, 64, 3), 20 + 10 * i, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


def tar_of_pictures(path: Path, numbers: range, broken: frozenset[int] = frozenset()) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w") as archive:
        for number in numbers:
            buffer = io.BytesIO()
            Image.new("L", (64, 48), 10 * number).save(buffer, "JPEG")
            content = b"broken" if number in broken else buffer.getvalue()
            info = tarfile.TarInfo(f"{path.stem}/{number:05}.jpg")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.fixture
def own(tmp_path) -> DataSettings:
    """Settings of three films of one's own, two seconds each."""
    for name in ("a", "b", "c"):
        grey_video(tmp_path / "videos" / f"{name}.mp4")
    rows = [f"{name},{s},{s + 1},AD {s} of {name}.,Ann;Bob" for name in "abc" for s in (0, 1)]
    return plain(tmp_path, rows)


def plain(tmp_path: Path, rows: list[str], **changes: object) -> DataSettings:
    table = tmp_path / "own.csv"
    table.write_text("\n".join(["movie,start,end,text,characters", *rows]), encoding="utf-8")
    (tmp_path / "videos").mkdir(exist_ok=True)
    known = {"kind": "plain", "annotations": str(table), "videos": str(tmp_path / "videos")}
    return DataSettings(**{**known, "validation_films": 0, **changes})  # type: ignore[arg-type]


def levels(frames: np.ndarray) -> list[float]:
    return list(frames.mean((1, 2, 3)))


def about(*grey: int) -> object:
    return pytest.approx(list(grey), abs=3)


def test_films_travel_to_other_processes(own):
    film = DATA["plain"](own, "train", FaultFile(Path("f.jsonl")))[0]
    again = pickle.loads(pickle.dumps(film))
    assert again == film
    assert np.array_equal(again.frames(0, 2, None), film.frames(0, 2, None))


def test_frames_are_scaled_down_when_they_are_read(tmp_path, own):
    small = DataSettings(
        kind="plain",
        annotations=own.annotations,
        videos=own.videos,
        short_side=24,
        validation_films=0,
    )
    assert DATA["plain"](small, "train")[0].frames(0, 1, None).shape == (1, 24, 32, 3)


def tvad(tmp_path: Path, rows: list[str]) -> DataSettings:
    table = tmp_path / "tvad.csv"
    table.write_text("text,start,end,imdbid_pe,tvad_name,tvad_index\n" + "\n".join(rows))
    return DataSettings(
        kind="tvad", annotations=str(table), videos=str(tmp_path / "tv"), validation_films=0
    )


def test_an_unreadable_frame_repeats_its_neighbour_and_is_reported_once(tmp_path):
    tar_of_pictures(tmp_path / "tv" / "s01.tar", range(1, 9), broken=frozenset({1, 5, 6}))
    settings = tvad(tmp_path, [f'Now.,10,13,tt1,s01,"{list(range(1, 9))}"'])
    faults = FaultFile(tmp_path / "faults.jsonl")
    (film,) = annotated_films(settings, "train", faults)
    assert levels(film.frames(0, 8, None)) == about(20, 20, 30, 40, 40, 70, 70, 80)
    film.frames(0, 8, None)
    (fault,) = faults.read()
    assert (fault.kind, fault.where, fault.row) == ("frames", "tt1", 2)


def test_a_clip_of_which_nothing_can_be_read_is_black_and_reported(tmp_path, own):
    faults = FaultList()
    film = annotated_films(own, "train", faults)[0]
    film.paths[0].write_bytes(b"gone wrong since")
    shown = film.frames(0, 3, None)
    assert shown.shape == (3, BLACK, BLACK, 3)
    assert not shown.any()
    assert [fault.kind for fault in faults.faults] == ["frames"]


def test_films_without_videos_have_text_alone(tmp_path):
    settings = plain(tmp_path, ["a,0,1,x,"], videos="")
    (film,) = annotated_films(settings, "train")
    assert film.annotations[0].text == "x"
    with pytest.raises(TrainingError, match=r"say data\.videos=FOLDER"):
        film.frames(0, 1, None)
