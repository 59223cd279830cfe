"""Portraits of data sets' characters: files, or faces that were recognised in the film itself."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adtool.datasets.annotated import annotated_films, survey
from adtool.datasets.film import portraits_of
from adtool.datasets.portraits import FaceCrop, cut_out, spread
from adtool.datasets.settings import DataSettings
from adtool.errors import ConfigError
from adtool.faults import FaultList
from adtool.progress import SILENT, Notebook

HEADER = "text,start,end,imdbid_pe,tvad_name,tvad_index,bboxes,pred_ids"


def pictures(folder: Path, count: int, size: tuple[int, int] = (320, 180)) -> None:
    """Pictures of which each pixel's red is its column, its green its row, and blue the number."""
    folder.mkdir(parents=True)
    columns, rows = np.meshgrid(np.arange(size[0]), np.arange(size[1]))
    for number in range(1, count + 1):
        colours = np.stack([columns // 2, rows, np.full_like(rows, 10 * number)], -1)
        Image.fromarray(colours.astype(np.uint8)).save(folder / f"{number:05}.png")


@pytest.fixture
def settings(tmp_path) -> DataSettings:
    """An episode of ten pictures: Ann is in all of them, Bob in one, and Cid was not recognised."""
    pictures(tmp_path / "tv" / "s01", 10)
    rows = [HEADER]
    for start in (1, 3, 5, 7, 9):
        ann = [[100, 40, 100 + 10 * number, 60] for number in (start, start + 1)]
        boxes = [[ann[0], [0, 0, 600, 300]], [ann[1]]]
        whose = {"nm1": [(0, 0), (1, 0)]} | ({"nm2": [(0, 1)]} if start == 5 else {})
        rows.append(
            f'AD {start}.,{start},{start + 1},tt1,s01,"{[start, start + 1]}","{boxes}","{whose}"'
        )
    (tmp_path / "tv.csv").write_text("\n".join([*rows, *rows[1:2]]))
    people = [{"id": f"nm{i}", "role": name, "name": "x"} for i, name in
              enumerate(("Ann", "Bob", "Cid"), 1)]  # fmt: skip
    (tmp_path / "bank.json").write_text(json.dumps({"tt1": people}))
    return DataSettings(
        kind="tvad",
        annotations=str(tmp_path / "tv.csv"),
        videos=str(tmp_path / "tv"),
        cast=str(tmp_path / "bank.json"),
        validation_films=0,
    )


def test_a_characters_pictures_are_the_largest_faces_from_all_over_the_film(settings):
    (film,) = pickle.loads(pickle.dumps(annotated_films(settings, "train")))
    assert film.annotations[3].characters == ("Ann", "Bob")
    found = portraits_of(film)
    assert found.keys() == {"Ann", "Bob"}
    numbers = [int(picture[0, 0, 2]) // 10 for picture in found["Ann"]]
    assert numbers == [10, 8, 6, 4, 2]  # of two at a time the larger; the largest of all first
    assert len(found["Bob"]) == 1


def test_a_face_is_cut_out_with_room_around_it_at_the_pictures_own_scale(tmp_path):
    pictures(tmp_path / "s01", 2)
    cut = cut_out(FaceCrop(tmp_path / "s01", 2, (200, 100, 240, 180)), 3.0)
    # At half the boxes' scale the face is 20 by 40 about (110, 70): a square of 80 around it.
    assert cut.shape == (80, 80, 3)
    assert cut[0, 0].tolist() == [70 // 2, 30, 20]
    edge = cut_out(FaceCrop(tmp_path / "s01", 1, (600, 300, 680, 380)), 3.0)
    assert edge.shape == (180 - 130, 320 - 280, 3)


def test_faces_are_chosen_from_equal_parts():
    faces = [FaceCrop(Path("s"), i, (0, 0, 1 + i % 4, 1)) for i in range(12)]
    assert [one.picture for one in spread(faces, 3)] == [3, 7, 11]
    assert spread((), 3) == ()
    assert len(spread(faces[:2], 3)) == 2


def test_pictures_that_cannot_be_opened_are_reported_and_done_without(settings, tmp_path):
    (tmp_path / "tv/s01/00010.png").write_bytes(b"broken")
    (tmp_path / "tv/s01/00005.png").unlink()
    faults = FaultList()
    (film,) = annotated_films(settings, "train", faults)
    found = film.portraits()
    assert [len(found[name]) for name in ("Ann", "Bob")] == [4, 0]
    said = [str(fault) for fault in faults.faults if fault.kind == "portrait"]
    assert len(said) == 2
    assert "picture 10 is missing or unreadable" in said[0]


def test_portraits_on_disk_are_taken_instead(settings, tmp_path):
    folder = tmp_path / "portraits"
    (folder / "nm3").mkdir(parents=True)
    for name in ("nm1.png", "nm3/a.jpg", "nm3/b.jpg", "nm9.jpg"):
        Image.new("RGB", (20, 30)).save(folder / name)
    (folder / "nm2.txt").write_text("no picture")
    (folder / "nm3" / "c.jpg").write_text("no picture either")
    faults = FaultList()
    known = {**{k: getattr(settings, k) for k in ("kind", "annotations", "cast")},
             "portraits": str(folder), "validation_films": 0}  # fmt: skip
    for videos in ("", settings.videos):
        (film,) = annotated_films(DataSettings(**known, videos=videos), "train", faults)
        found = film.portraits()
        sizes = {name: [picture.shape for picture in some] for name, some in found.items()}
        assert sizes["Ann"] == [(30, 20, 3)]
        assert sizes["Cid"] == [(30, 20, 3)] * 2
        assert ("Bob" in sizes) == bool(videos)
    assert any("c.jpg" in str(fault) for fault in faults.faults)
    with pytest.raises(ConfigError, match=r"data\.portraits.*is no folder"):
        annotated_films(DataSettings(**{**known, "portraits": str(tmp_path / "no")}), "train")


def test_a_casts_own_portraits_come_with_it(settings, tmp_path):
    casts = tmp_path / "casts" / "tt1"
    casts.mkdir(parents=True)
    Image.new("RGB", (20, 30)).save(casts / "cid.png")
    people = [{"name": "Cid", "portraits": ["cid.png"]}, {"name": "Dan"}]
    (casts / "cast.json").write_text(json.dumps({"characters": people}))
    known = {k: getattr(settings, k) for k in ("kind", "annotations", "videos")}
    faults = FaultList()
    (film,) = annotated_films(
        DataSettings(**known, cast=str(casts.parent), validation_films=0), "train", faults
    )
    assert [*film.portraits()] == ["Cid"]
    unknown = [fault.detail for fault in faults.faults if fault.kind == "not in the cast"]
    assert sorted(unknown) == ["nm1", "nm2"]


def test_a_survey_counts_the_faces(settings):
    progress = Notebook(SILENT)
    survey(settings, progress)
    assert (
        "Faces: 18 in 12 frames (10 different pictures) of 6 rows; 13 are those of 2 people."
        in progress.notes
    )
