"""Films of the data sets on disk: videos, pictures, casts, lengths, and all that may be missing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from adtool.datasets.annotated import annotated_films, movies_of
from adtool.datasets.film import actors_of
from adtool.datasets.films import load_films
from adtool.datasets.settings import DATA, DataSettings
from adtool.errors import AnnotationError, CastError, ConfigError, MediaError, TrainingError
from adtool.faults import FaultFile, FaultList
from adtool.progress import SILENT, Notebook

from .conftest import about, grey_video, levels, plain, tar_of_pictures


def test_ones_own_films_have_clips_and_frames(own):
    films = DATA["plain"](own, "train")
    assert [film.name for film in films] == ["a", "b", "c"]
    film = films[0]
    assert [clip.text for clip in film.annotations] == ["AD 0 of a.", "AD 1 of a."]
    assert film.annotations[0].characters == ("Ann", "Bob")
    shown = film.frames(1, 2, None)
    assert shown.shape == (2, 48, 64, 3)
    assert levels(shown) == about(120, 170)
    jittered = film.frames(1, 2, np.random.default_rng(3)).mean((1, 2, 3))
    assert 115 < jittered[0] < 165 < jittered[1] < 215


def test_held_out_films_are_the_same_ones_in_any_order(tmp_path):
    names = [f"film {i}" for i in range(20)]
    forward = plain(tmp_path, [f"{n},0,1,x," for n in names], validation_films=5)
    train, unseen = (set(movies_of(forward, split)) for split in ("train", "validation"))
    assert len(unseen) == 5
    assert train == set(names) - unseen
    backward = plain(tmp_path, [f"{n},0,1,x," for n in names[::-1]], validation_films=5)
    assert set(movies_of(backward, "validation")) == unseen
    fewer = plain(tmp_path, [f"{n},0,1,x," for n in names], validation_films=3)
    assert set(movies_of(fewer, "validation")) < unseen


def test_no_film_of_the_validation_annotations_is_learned_from(tmp_path):
    other = tmp_path / "val.csv"
    other.write_text("movie,start,end,text\nb,0,1,x\nz,0,1,x\n")
    rows = ["a,0,1,x,", "b,0,1,x,"]
    settings = plain(tmp_path, rows, validation_annotations=str(other), validation_films=1)
    assert list(movies_of(settings, "train")) == ["a"]
    assert list(movies_of(settings, "validation")) == ["b", "z"]


def test_a_run_names_what_is_missing_and_goes_on_without(tmp_path):
    grey_video(tmp_path / "videos" / "a.mp4")
    (tmp_path / "videos" / "broken.mp4").write_bytes(b"nothing")
    rows = ["a,0,1,Fine.,", "a,1.5,2.9,Nearly.,", "a,2,3.5,Late.,", "gone,0,1,x,", "broken,0,1,x,"]
    notes = Notebook(SILENT)
    (film,), unseen = load_films(plain(tmp_path, rows), tmp_path / "run", notes)
    assert [clip.text for clip in film.annotations] == ["Fine.", "Nearly."]
    assert unseen == []
    told = FaultFile(tmp_path / "run" / "faults.jsonl").read()
    assert [(fault.kind, fault.where, fault.row) for fault in told] == [
        ("overlap", "own.csv", 4),
        ("past the end", "a", 4),
        ("no film", "gone", None),
        ("broken film", "broken", None),
    ]
    assert len(notes.notes) == 5
    assert "skipped: 1 (first: gone: 1 annotations)" in notes.notes[2]
    assert notes.notes[-1] == f"All of them are named in {tmp_path}/run/faults.jsonl."


def test_strict_stops_at_the_first_film_that_is_missing(tmp_path):
    grey_video(tmp_path / "videos" / "a.mp4")
    settings = plain(tmp_path, ["a,0,1,x,", "gone,0,1,x,"], strict=True)
    with pytest.raises(TrainingError, match=r"1 of 2 films are missing or broken: gone"):
        annotated_films(settings, "train")


def test_a_run_without_any_film_stops(tmp_path):
    with pytest.raises(TrainingError, match=r"2 of 2 films are missing or broken"):
        annotated_films(plain(tmp_path, ["a,0,1,x,", "b,0,1,x,"]), "train")


def tvad(tmp_path: Path, rows: list[str]) -> DataSettings:
    table = tmp_path / "tvad.csv"
    table.write_text("text,start,end,imdbid_pe,tvad_name,tvad_index\n" + "\n".join(rows))
    return DataSettings(
        kind="tvad", annotations=str(table), videos=str(tmp_path / "tv"), validation_films=0
    )


def test_an_episode_is_made_of_pictures_in_several_tar_files(tmp_path):
    numbers = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]
    tar_of_pictures(tmp_path / "tv" / "x" / "s01_clip_04.tar", range(1, 25))
    tar_of_pictures(tmp_path / "tv" / "x" / "s01_clip_09.tar", range(1, 13))
    settings = tvad(
        tmp_path,
        [
            f'Later.,60,63,tt1,s01_clip_09,"{[n + 4 for n in numbers]}"',
            f'Now.,10,13,tt1,s01_clip_04,"{numbers}"',
            f'Too late.,70,73,tt1,s01_clip_09,"{[n + 20 for n in numbers]}"',
            f'Gone.,80,83,tt1,s01_clip_10,"{numbers}"',
        ],
    )
    faults = FaultList()
    (film,) = annotated_films(settings, "train", faults)
    assert [clip.text for clip in film.annotations] == ["Now.", "Later."]
    assert levels(film.frames(0, 8, None)) == about(10, 20, 30, 40, 50, 60, 70, 80)
    assert levels(film.frames(1, 4, None)) == about(50, 70, 90, 110)
    assert [(fault.kind, fault.where) for fault in faults.faults] == [
        ("order", "tvad.csv"),
        ("past the end", "s01_clip_09 of tt1"),
        ("no film", "s01_clip_10 of tt1"),
    ]


def test_casts_come_from_a_bank_or_a_folder(tmp_path):
    bank = tmp_path / "bank.json"
    people = [{"id": "nm1", "role": "Ann", "name": "A. Actor"}, {"role": "Bob", "name": ""}]
    bank.write_text(json.dumps({"a": people, "b": []}))
    rows = ["a,0,1,x,", "c,0,1,x,"]
    faults = FaultList()
    films = annotated_films(plain(tmp_path, rows, videos="", cast=str(bank)), "train", faults)
    assert [film.cast for film in films] == [("Ann", "Bob"), ()]
    assert [(fault.kind, fault.where) for fault in faults.faults] == [("no cast", "c")]

    folder = tmp_path / "casts"
    (folder / "c").mkdir(parents=True)
    (folder / "a.json").write_text('{"characters": [{"name": "Ann"}]}')
    (folder / "c" / "cast.json").write_text('{"characters": 3}')
    faults = FaultList()
    films = annotated_films(plain(tmp_path, rows, videos="", cast=str(folder)), "train", faults)
    assert [film.cast for film in films] == [("Ann",), ()]
    assert "expected a list" in str(faults.faults[0])
    with pytest.raises(CastError, match="is no character bank"):
        annotated_films(plain(tmp_path, rows, cast=str(folder / "a.json")), "train")


def test_recognised_people_get_their_names_from_the_bank(tmp_path):
    bank = tmp_path / "bank.json"
    people = [{"id": f"nm{i}", "role": role, "name": "x"} for i, role in enumerate(("Ann", "Bob"))]
    bank.write_text(json.dumps({"m": people}))
    table = tmp_path / "mad.csv"
    table.write_text(
        "movie,sentence,start,end,bboxes,pred_ids\n"
        "m,x,1,2,[],\"{'nm1': [(0, 0)], 'nm9': [], 'nm0': [(1, 1)]}\"\nm,y,3,4,[],{}\n"
    )
    settings = DataSettings(kind="mad", annotations=str(table), cast=str(bank), validation_films=0)
    (film,) = annotated_films(settings, "train")
    assert [clip.characters for clip in film.annotations] == [("Bob", "Ann"), ()]


def test_those_whom_a_file_names_come_in_the_order_of_the_cast(tmp_path):
    (tmp_path / "casts").mkdir()
    people = [{"name": "Ann", "actor": "Zoe"}, {"name": "Bob"}]
    (tmp_path / "casts" / "a.json").write_text(json.dumps({"characters": people}))
    rows = ["a,0,1,x,Bob;Ann", "a,1,2,x,Cid;Bob", "a,2,3,x,"]
    settings = plain(tmp_path, rows, videos="", cast=str(tmp_path / "casts"))
    (film,) = annotated_films(settings, "train")
    assert [clip.characters for clip in film.annotations] == [("Ann", "Bob"), ("Bob", "Cid"), ()]
    assert (film.actors, actors_of(film)) == ({"Ann": "Zoe"}, {"Ann": "Zoe"})
    assert actors_of(object()) == {}


def test_a_films_name_never_leads_out_of_the_folder_of_casts(tmp_path):
    (tmp_path / "secret.json").write_text('{"characters": [{"name": "Ann"}]}')
    (tmp_path / "casts").mkdir()
    rows = ["../secret,0,1,x,", f"{tmp_path}/secret,0,1,x,"]
    settings = plain(tmp_path, rows, videos="", cast=str(tmp_path / "casts"))
    assert [film.cast for film in annotated_films(settings, "train")] == [(), ()]


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"annotations": ""}, ConfigError, "data.annotations: name the plain annotations"),
        ({"annotations": "none.csv"}, AnnotationError, "none.csv: there is no such file"),
        ({"videos": "nowhere"}, MediaError, "nowhere: there is no such folder"),
        ({"cast": "none.json"}, CastError, "none.json: there is no such file"),
        ({"metadata": "none.csv"}, AnnotationError, "none.csv: there is no such file"),
        ({"validation_films": 9}, ConfigError, "has 1 films, all of them held out"),
    ],
)
def test_what_the_settings_name_wrongly_is_said_in_a_line(tmp_path, changes, error, message):
    with pytest.raises(error, match=message):
        load_films(plain(tmp_path, ["a,0,1,x,"], **changes), tmp_path / "run")


def test_roles_of_a_bank_that_have_no_name_are_counted_and_the_films_learned_from(tmp_path):
    bank = tmp_path / "bank.json"
    roles = [{"role": "Ann", "name": "A. A.", "id": "nm1"}, {"role": None, "name": "N. N."}]
    bank.write_text(json.dumps({"a": roles, "b": [{"name": "O. O."}, roles[0]], "c": roles}))
    settings = plain(
        tmp_path, ["a,0,1,x,", "b,0,1,x,"], videos="", cast=str(bank), validation_films=0
    )
    notes = Notebook(SILENT)
    films, _ = load_films(settings, tmp_path / "run", notes)
    assert [film.cast for film in films] == [("Ann",), ("Ann",)]
    assert notes.notes[0] == (
        "Data: roles of a character bank that have no name, left out: 2 (first: a: N. N.)."
    )
