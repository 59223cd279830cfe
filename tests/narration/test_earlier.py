"""A movie's script that is there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from adtool.errors import MediaError, ScriptError
from adtool.narration.earlier import earlier_script
from adtool.scripts import write_script
from adtool.timeline import Line, Script, Span
from adtool.work import fingerprint

MakeFilm = Callable[..., Path]
LINES = (Line(1_000, 2_000, "Anna sits."),)


def there(folder: Path, name: str = "ad.json", **known: object) -> tuple[tuple[Path, str], ...]:
    """Write a script; return the files that are wanted."""
    script = Script(LINES, **{"movie": "film.mp4", "duration": 6_000, **known})  # type: ignore[arg-type]
    write_script(script, folder / name, "json")
    return ((folder / "ad.srt", "srt"), (folder / "ad.json", "json"))


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    files = ((tmp_path / "ad.srt", "srt"), (tmp_path / "ad.json", "json"))
    assert earlier_script(tmp_path / "film.mp4", files) is None


def test_a_script_is_the_movies_whose_content_it_was_made_of(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film(seconds=6)
    files = there(tmp_path, metadata={"fingerprint": fingerprint(film)}, movie="old.mp4")
    script = earlier_script(film.rename(tmp_path / "new.mp4"), files)
    assert script is not None
    assert script.lines == LINES


def test_a_script_of_another_movie_of_the_same_name_and_length_is_refused(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    film = make_film(seconds=6)
    files = there(tmp_path, metadata={"fingerprint": "0" * 24})
    with pytest.raises(ScriptError) as refused:
        earlier_script(film, files)
    assert str(refused.value) == (
        f"{tmp_path}/ad.json: is of another movie (film.mp4) than {film}; name another output, or "
        "say --overwrite instead of --skip-existing"
    )


@pytest.mark.parametrize("duration", [5_500, 6_000, 6_500])
def test_a_script_of_an_earlier_version_is_told_by_its_length(
    make_film: MakeFilm, tmp_path: Path, duration: int
) -> None:
    assert earlier_script(make_film(seconds=6), there(tmp_path, duration=duration)) is not None


@pytest.mark.parametrize("duration", [1_000, 5_499, 6_501, 60_000])
def test_a_script_of_another_length_is_refused(
    make_film: MakeFilm, tmp_path: Path, duration: int
) -> None:
    with pytest.raises(ScriptError, match="is of another movie"):
        earlier_script(make_film(seconds=6), there(tmp_path, duration=duration))


def test_where_nothing_else_is_known_the_name_counts(make_film: MakeFilm, tmp_path: Path) -> None:
    film = make_film(seconds=6)
    assert earlier_script(film, there(tmp_path, duration=0)) is not None
    for name in ("", "other.mp4"):
        with pytest.raises(ScriptError, match="is of another movie"):
            earlier_script(film, there(tmp_path, duration=0, movie=name))


def test_a_script_of_a_part_is_no_script_of_the_whole(make_film: MakeFilm, tmp_path: Path) -> None:
    film = make_film(seconds=6)
    files = there(tmp_path, metadata={"part": [1.0, 6.0]})
    for part in (Span(1_000, 6_000), Span(1_000, 10**9)):
        assert earlier_script(film, files, part) is not None
    for other in (None, Span(0, 6_000), Span(1_000, 5_000)):
        with pytest.raises(ScriptError, match=r"was written of another part of film\.mp4"):
            earlier_script(film, files, other)
    with pytest.raises(ScriptError, match="another part"):
        earlier_script(film, there(tmp_path), Span(0, 2_000))


def test_a_damaged_script_is_told(make_film: MakeFilm, tmp_path: Path) -> None:
    files = there(tmp_path)
    files[1][0].write_text("{")
    with pytest.raises(ScriptError, match=r"ad\.json"):
        earlier_script(make_film(seconds=6), files)


def test_a_script_beside_the_files_will_do(make_film: MakeFilm, tmp_path: Path) -> None:
    files = there(tmp_path)[:1]
    script = earlier_script(make_film(seconds=6), files)
    assert script is not None
    assert script.lines == LINES


@pytest.mark.parametrize("content", ["{}", "{", '{"characters": []}', ""])
def test_whatever_else_lies_beside_the_files_is_passed_over(
    make_film: MakeFilm, tmp_path: Path, content: str
) -> None:
    (tmp_path / "ad.json").write_text(content)
    assert earlier_script(make_film(seconds=6), ((tmp_path / "ad.srt", "srt"),)) is None


def test_another_movies_script_beside_the_files_is_passed_over(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    files = there(tmp_path, duration=60_000)[:1]
    assert earlier_script(make_film(seconds=6), files) is None


def test_a_movie_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        earlier_script(tmp_path / "film.mp4", there(tmp_path))
