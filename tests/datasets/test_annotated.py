"""Films of the data sets on disk: videos, pictures, casts, lengths, and all that may be missing."""

from __future__ import annotations

import io
import json
import pickle
import tarfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from adtool.datasets.annotated import annotated_films, movies_of
from adtool.datasets.annotated_film import BLACK
from adtool.datasets.films import load_films
from adtool.datasets.lengths import read_lengths
from adtool.datasets.reels import Reel, _difference
from adtool.datasets.settings import DATA, DataSettings
from adtool.errors import AnnotationError, CastError, ConfigError, MediaError, TrainingError
from adtool.faults import FaultFile, FaultList
from adtool.progress import SILENT, Notebook


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


def test_a_film_of_another_length_than_its_metadata_is_left_out(tmp_path, own):
    table = tmp_path / "lengths.csv"
    table.write_text("movie,duration\na,62\nb,62.1\n")
    faults = FaultList()
    settings = plain(tmp_path, ["a,0,1,x,", "b,0,1,x,", "c,0,1,x,"], metadata=str(table))
    assert [film.name for film in annotated_films(settings, "train", faults)] == ["a", "c"]
    (fault,) = faults.faults
    assert str(fault) == f"b: {own.videos}/b.mp4 lasts 0:00:02, but should 0:01:02"


TABLE_E3 = """\
2738 1h 41m 59s, 1h 42m
2787 1h 52m 16s, 1h 52m
4017 1h 57m 41s, 1h 59m
4061 2h 8m 12s, 2h 8m
4266 1h 40m 39s, 1h 40m
4772 1h 44m 33s, 1h 44m
4902 1h 11m 55s, 1h 14m
5634 1h 51m 50s, 1h 40m
6952 2h 21m 53s, 2h 21m
"""


def test_of_the_papers_table_e3_the_papers_three_films_are_left_out(tmp_path):
    table = tmp_path / "lengths.csv"
    lines = [line.partition(" ")[::2] for line in TABLE_E3.splitlines()]
    rows = [(name, *times.split(", ")) for name, times in lines]

    def lengths(column: int) -> dict[str, int]:
        table.write_text("movie,duration\n" + "".join(f"{r[0]},{r[column]}\n" for r in rows))
        return read_lengths(table, FaultList())

    ours, imdb = lengths(1), lengths(2)
    assert ours["2738"] == (3600 + 41 * 60 + 59) * 1000
    out = [
        name
        for name in ours
        if _difference(Reel(name, name, (Path(name),), (), ours[name], imdb[name]))
    ]
    assert out == ["4017", "4902", "5634"]


def test_lengths_come_in_many_forms(tmp_path):
    table = tmp_path / "lengths.tsv"
    table.write_text("tconst\truntimeMinutes\ntt0286106\t106\ntt1\t\\N\ntt2\tlong\n")
    faults = FaultList()
    assert read_lengths(table, faults) == {"tt0286106": 106 * 60_000}
    assert [(fault.kind, fault.row) for fault in faults.faults] == [("no number", 4)]
    table.write_text("movie;imdbid;duration\na;tt3;1:00:01\nb;;90.5\nc;;45 min\n")
    assert read_lengths(table, faults) == {
        "a": 3601_000,
        "tt3": 3601_000,
        "b": 90_500,
        "c": 2700_000,
    }
    table.write_text("movie,length\n")
    with pytest.raises(AnnotationError, match="lacks duration or movie_duration"):
        read_lengths(table, faults)


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


def test_scenes_of_a_movie_are_found_by_their_own_names(tmp_path):
    grey_video(tmp_path / "videos" / "2014" / "ewE.mkv")
    table = tmp_path / "cmd.csv"
    table.write_text(
        "text,start,end,scaled_start,scaled_end,cmd_filename,imdbid\n"
        "She smiles.,1401,1402,1,1.5,2014/ewE,tt0042208\n"
    )
    settings = DataSettings(
        kind="cmdad",
        annotations=str(table),
        videos=str(tmp_path / "videos"),
        validation_films=0,
    )
    (film,) = annotated_films(settings, "train")
    assert film.name == "tt0042208"
    assert levels(film.frames(0, 1, None)) == about(120)


def test_the_whole_movie_serves_where_its_parts_are_not_there(tmp_path):
    grey_video(tmp_path / "videos" / "1005_Signs.mp4")
    table = tmp_path / "mad.csv"
    table.write_text("movie,sentence,start,end,lsmdc_filename\n1005_Signs,x,1,1.5,1005_00.1\n")
    settings = DataSettings(
        kind="mad", annotations=str(table), videos=str(tmp_path / "videos"), validation_films=0
    )
    assert levels(annotated_films(settings, "train")[0].frames(0, 1, None)) == about(120)
    grey_video(tmp_path / "videos" / "1005_Signs" / "1005_00.1.mkv")
    assert levels(annotated_films(settings, "train")[0].frames(0, 1, None)) == about(20)


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
