"""``adtool describe``: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adtool.cli import group
from adtool.scripts import read_script

MakeFilm = Callable[..., Path]
Run = Callable[..., Result]

QUICK = ["--beams", "2", "--max-tokens", "2", "--longest-clip", "4", "--progress", "lines"]


@pytest.fixture
def run(model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run describe with the tiny model in this process, the speech given by subtitles or none."""
    monkeypatch.setattr("platformdirs.user_config_path", lambda *a, **k: tmp_path / "user")

    def invoke(*arguments: object) -> Result:
        common = ["--model", str(model_folder), "--work", str(tmp_path / "work"), *QUICK]
        return CliRunner().invoke(group, ["describe", *common, *map(str, arguments)])

    return invoke


def test_one_call_writes_the_script_and_sums_it_up(
    run: Run, make_film: MakeFilm, tmp_path: Path
) -> None:
    result = run(make_film(), "-o", tmp_path / "ad.srt")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    lines = read_script(tmp_path / "ad.srt").lines
    said = result.stderr.splitlines()
    assert said[0] == "Describing film.mp4 …"
    assert any(line.startswith(f"film.mp4: {len(lines)} line") for line in said)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ad.srt", "film.mp4", "work"]


def test_several_formats_are_written_side_by_side(
    run: Run, make_film: MakeFilm, tmp_path: Path
) -> None:
    result = run(make_film(seconds=6), "-o", tmp_path / "ad.srt", "-f", "srt,json")
    assert result.exit_code == 0, result.output
    cues, full = read_script(tmp_path / "ad.srt"), read_script(tmp_path / "ad.json")
    assert [line.text for line in cues.lines] == [line.text for line in full.lines]
    assert full.movie == "film.mp4"


def test_a_part_can_be_tried_first(run: Run, make_film: MakeFilm, tmp_path: Path) -> None:
    film, out = make_film(), tmp_path / "ad.json"
    result = run(film, "--begin", "0:05", "--minutes", "0.1", "-o", out)
    assert result.exit_code == 0, result.output
    assert read_script(out).metadata["part"] == [5.0, 11.0]
    result = run(film, "--begin", "1:00", "-o", tmp_path / "none.json")
    assert result.exit_code == 1
    assert "ends at 0:00:20, before the part that is to be described begins" in result.stderr
    assert not (tmp_path / "none.json").exists()


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(
    run: Run, make_film: MakeFilm, tmp_path: Path
) -> None:
    film, out = make_film(), tmp_path / "ad.srt"
    result = run(film, "-o", out, "--dry-run", "--begin", "5")
    assert result.exit_code == 0, result.output
    said = result.stdout.splitlines()
    assert said[:3] == [
        "film.mp4: 0:00:20 long.",
        "  Part: 0:00:05 to 0:00:20.",
        "  Gaps: 1, 15.0 s together; clips: 4.",
    ]
    assert said[3].startswith("  Narrator: ")
    assert said[4].startswith("  Time for its words: about ")
    assert said[-1] == f"  Files: {out} (not written)."
    assert not out.exists()
    result = run(film, "-o", out, "--dry-run", "--json")
    (answer,) = json.loads(result.stdout)["movies"]
    assert (answer["dry_run"], answer["outputs"]) == (True, [str(out)])
    assert answer["seconds_a_clip"] > 0


def test_a_dry_run_finds_what_is_wrong(run: Run, make_film: MakeFilm, tmp_path: Path) -> None:
    (tmp_path / "cast.json").write_text("{")
    film, out = make_film(seconds=6), tmp_path / "ad.srt"
    assert run(film, "-o", out, "--dry-run", "--cast", tmp_path / "cast.json").exit_code == 1
    assert run(tmp_path / "none.mp4", "-o", out, "--dry-run").exit_code == 1
    out.write_text("mine")
    result = run(film, "-o", out, "--dry-run")
    assert (result.exit_code, out.read_text()) == (1, "mine")


def test_standard_output_gets_the_script_alone(run: Run, make_film: MakeFilm) -> None:
    result = run(make_film(seconds=6), "-o", "-", "-f", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["format"] == "adtool-script"


@pytest.mark.slow
def test_a_vision_language_model_that_is_here_is_taken_and_what_it_babbles_is_not_written(
    make_film: MakeFilm,
    random_vlms: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = tmp_path / "data" / "adtool" / "models"
    models.mkdir(parents=True)
    (models / "seer").symlink_to(random_vlms["Qwen2-VL"])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    told = ["--notes", "6", "--max-tokens", "4", "--tries", "1", "--picture-size", "28"]
    out = [
        "-o",
        str(tmp_path / "ad.json"),
        "-f",
        "json,srt,vtt,ttml",
        "--work",
        str(tmp_path / "w"),
    ]
    film = str(make_film(seconds=6))
    result = CliRunner().invoke(group, ["describe", film, *told, *out])
    assert result.exit_code == 0, result.output
    assert "Using seer: it is the best model here that fits this machine" in result.stderr
    script = read_script(tmp_path / "ad.json")
    assert script.metadata["model"]["looks"] == "seer"  # type: ignore[index]
    assert script.lines == ()
    for omission in script.omissions:
        assert omission.reason.startswith("Asked 2 times ")
        assert omission.facts["asked"] in (1, 2)
    assert {path.suffix for path in tmp_path.glob("ad.*")} == {".json", ".srt", ".vtt", ".ttml"}


def test_of_several_movies_a_bad_one_does_not_stop_the_others(
    run: Run, make_film: MakeFilm, tmp_path: Path
) -> None:
    (tmp_path / "bad.mp4").write_text("no movie")
    films = [make_film("a.mp4", 4), tmp_path / "bad.mp4", make_film("b.mp4", 4)]
    result = run(*films, "-o", tmp_path / "out", "--json")
    assert result.exit_code == 1
    assert sum(line.startswith("Error: ") for line in result.stderr.splitlines()) == 1
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["a.json", "a.srt", "b.json", "b.srt"]
    answers = json.loads(result.stdout)["movies"]
    assert [answer["movie"] for answer in answers] == ["a.mp4", "bad.mp4", "b.mp4"]
    assert ["error" in answer for answer in answers] == [False, True, False]


def test_a_film_without_a_gap_gives_an_empty_file_and_exit_0(
    run: Run, make_film: MakeFilm, tmp_path: Path
) -> None:
    (tmp_path / "all.srt").write_text("1\n00:00:00,000 --> 00:00:30,000\nBla.\n")
    result = run(
        make_film(sound=True), "--subtitles", tmp_path / "all.srt", "-o", tmp_path / "ad.srt"
    )
    assert result.exit_code == 0, result.output
    assert (tmp_path / "ad.srt").read_bytes() == b""
    assert "has no gap of 2 s or more" in result.stderr


def test_outputs_are_replaced_only_when_asked(
    run: Run, make_film: MakeFilm, tmp_path: Path
) -> None:
    (tmp_path / "ad.srt").write_text("mine")
    film = make_film(seconds=4)
    result = run(film, "-o", tmp_path / "ad.srt")
    assert result.exit_code == 1
    assert (
        result.stderr
        == f"Error: {tmp_path}/ad.srt: exists already; say --overwrite to replace it\n"
    )
    assert (tmp_path / "ad.srt").read_text() == "mine"
    assert run(film, "-o", tmp_path / "ad.srt", "--overwrite").exit_code == 0
    assert (tmp_path / "ad.srt").read_text() != "mine"


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["a.mp4"], "Missing option '-o'"),
        (["-o", "ad.srt"], "Missing argument 'MOVIE"),
        (["a.mp4", "b.mp4", "-o", "-"], "Several movies need a folder"),
        (["a.mp4", "x/a.mkv", "-o", "out"], "Several movies are called 'a'"),
        (["a.mp4", "b.mp4", "-o", "out", "--gaps", "g.json"], "belong to one movie"),
        (["a.mp4", "-o", "-", "-f", "srt,json"], "Only one format"),
        (["a.mp4", "-o", "-", "--json"], "cannot both have standard output"),
        (["a.mp4", "-o", "ad.srt", "-f", "doc"], "'doc' is not one of srt, vtt, ttml, json"),
        (["a.mp4", "-o", "ad.srt", "--rate", "0"], "--rate"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(run: Run, arguments: list[str], fault: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert fault in result.stderr


def _no_film(folder: Path, make: MakeFilm) -> Sequence[object]:
    return [folder / "no.mp4"]


def _folder(folder: Path, make: MakeFilm) -> Sequence[object]:
    return [folder]


def _empty(folder: Path, make: MakeFilm) -> Sequence[object]:
    (folder / "empty.mp4").write_bytes(b"")
    return [folder / "empty.mp4"]


def _text(folder: Path, make: MakeFilm) -> Sequence[object]:
    (folder / "text.mp4").write_text("Dear diary, today I was a film.\n" * 50)
    return [folder / "text.mp4"]


def _truncated(folder: Path, make: MakeFilm) -> Sequence[object]:
    film = make(seconds=6)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    return [film]


def _noise(folder: Path, make: MakeFilm) -> Sequence[object]:
    (folder / "noise.mkv").write_bytes(bytes(range(256)) * 100)
    return [folder / "noise.mkv"]


def _sound_only(folder: Path, make: MakeFilm) -> Sequence[object]:
    return [make("sound.mp4", 3, video=False, sound=True)]


def _bad_cast(folder: Path, make: MakeFilm) -> Sequence[object]:
    (folder / "cast.json").write_text('{"characters": [{"name": "A", "aliases": 3}]}')
    return [make(seconds=2), "--cast", folder / "cast.json"]


def _bad_gaps(folder: Path, make: MakeFilm) -> Sequence[object]:
    (folder / "gaps.json").write_text('{"gasp": []}')
    return [make(seconds=2), "--gaps", folder / "gaps.json"]


def _no_subtitles(folder: Path, make: MakeFilm) -> Sequence[object]:
    return [make(seconds=2), "--subtitles", folder / "no.srt"]


def _no_model(folder: Path, make: MakeFilm) -> Sequence[object]:
    return [make(seconds=2), "--model", folder / "no" / "model"]


def _no_output_folder(folder: Path, make: MakeFilm) -> Sequence[object]:
    return [make(seconds=2), "-o", folder / "no" / "ad.srt"]


def _no_work_folder(folder: Path, make: MakeFilm) -> Sequence[object]:
    return [make(seconds=2), "--work", make("b.mp4", 1)]


@pytest.mark.parametrize(
    ("arrange", "named", "fault"),
    [
        (_no_film, "no.mp4", "no such file"),
        (_folder, "", "folder"),
        (_empty, "empty.mp4", "empty"),
        (_text, "text.mp4", ""),
        (_truncated, "film.mp4", "damaged"),
        (_noise, "noise.mkv", ""),
        (_sound_only, "sound.mp4", "has no video: there is nothing to describe"),
        (_bad_cast, "cast.json", "characters[0].aliases: expected a list of strings, found a"),
        (_bad_gaps, "gaps.json", "unknown key 'gasp'; did you mean 'gaps'?"),
        (_no_subtitles, "no.srt", "no such file"),
        (_no_model, "model", ""),
        (_no_output_folder, "ad.srt", "does not exist"),
        (_no_work_folder, "b.mp4", "--work"),
    ],
)
def test_bad_input_is_one_line_that_names_the_file_and_leaves_nothing(
    run: Run,
    make_film: MakeFilm,
    tmp_path: Path,
    arrange: Callable[[Path, MakeFilm], Sequence[object]],
    named: str,
    fault: str,
) -> None:
    arguments = list(arrange(tmp_path, make_film))
    before = {path.name for path in tmp_path.iterdir()} | {"work"}
    if "-o" not in arguments:
        arguments += ["-o", tmp_path / "ad.srt"]
    result = run(*arguments)
    assert result.exit_code == 1, result.output
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1
    assert named in errors[0]
    assert fault in errors[0]
    assert result.stdout == ""
    assert {path.name for path in tmp_path.iterdir()} <= before


def test_an_alias_becomes_the_name_and_the_script_keeps_what_was_said(
    run: Run, make_film: MakeFilm, tmp_path: Path
) -> None:
    people = {"characters": [{"name": "Vera", "aliases": ["Anna", "Tom"]}]}
    (tmp_path / "cast.json").write_text(json.dumps(people))
    result = run(
        make_film(), "--cast", tmp_path / "cast.json", "-o", tmp_path / "ad.json", "--pronouns"
    )
    assert result.exit_code == 0, result.output
    script = read_script(tmp_path / "ad.json")
    changes = [one for line in script.lines for one in line.corrections]
    changes += [one for omission in script.omissions for one in omission.corrections]
    assert changes
    assert all(set(one.reasons) <= {"“Anna” is Vera.", "“Tom” is Vera."} for one in changes)
    assert all("Vera" in one.text and one.text != one.original for one in changes)
    assert not any(name in line.text for line in script.lines for name in ("Anna", "Tom"))
    settings = script.metadata["settings"]
    assert settings["fitting"]["pronouns"] is True  # type: ignore[index]
    assert settings["naming"] == {"absence_weight": 0.1}  # type: ignore[index]


def test_describe_takes_the_id_of_one_movie_in_a_bank_only_with_the_bank(tmp_path: Path) -> None:
    for given in (["a.mp4"], ["a.mp4", "b.mp4", "--cast", "bank.json"]):
        arguments = ["describe", *given, "--cast-movie", "tt1", "-o", str(tmp_path)]
        result = CliRunner().invoke(group, arguments)
        assert result.exit_code == 2
        assert "--cast-movie belongs to one movie, and to --cast." in result.stderr
