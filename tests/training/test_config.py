"""Configurations: reading, overriding, refusing, writing back."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from adtool.datasets.settings import DataSettings
from adtool.errors import ConfigError
from adtool.settings import one_of
from adtool_training.config import as_toml, differences, find_config, read_config, read_table


@dataclass(frozen=True)
class Inner:
    steps: int = 10
    rate: float = 0.5
    kind: str = "a"
    quick: bool = False

    def __post_init__(self) -> None:
        one_of(self.kind, {"a", "b"}, "kind")


@dataclass(frozen=True)
class Outer:
    name: str
    inner: Inner = field(default_factory=Inner)
    extra: Inner | None = None


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "run.toml"
    path.write_text('name = "x"\n[inner]\nsteps = 3\n')
    return path


def test_a_file_fills_the_dataclass_and_defaults_fill_the_rest(file):
    assert read_config(Outer, file) == Outer("x", Inner(steps=3))


def test_a_part_of_a_table_leaves_the_rest_at_the_outer_default(tmp_path):
    @dataclass(frozen=True)
    class Run:
        inner: Inner = field(default_factory=lambda: Inner(steps=99, kind="b"))

    path = tmp_path / "run.toml"
    path.write_text("inner.rate = 2.0")
    assert read_config(Run, path) == Run(Inner(99, 2.0, "b"))


def test_overrides_win_and_reach_into_tables_that_are_not_there(file):
    config = read_config(Outer, file, ["name=plain text", "inner.rate=1", "extra.steps=7"])
    assert config == Outer("plain text", Inner(3, 1.0), Inner(7))


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (["inner.stepz=3"], "unknown key inner.stepz; did you mean inner.steps?"),
        (["zzz=3"], "unknown key zzz"),
        (["inner.steps=3.5"], "inner.steps must be a whole number, not 3.5"),
        (["inner.steps=true"], "inner.steps must be a whole number, not True"),
        (["inner.kind=c"], "inner.kind is 'c'; it must be one of a, b"),
        (["inner=3"], "inner must be a table"),
        (["name.x=3"], "override 'name.x=3': name is not a table"),
        (["nonsense"], "override 'nonsense' is not of the form key=value"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(file, overrides, message):
    with pytest.raises(ConfigError) as caught:
        read_config(Outer, file, overrides)
    assert str(caught.value) == f"{file}: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [("[inner]\nsteps = 3", "name is missing"), ("name = ", "is no TOML"), ("\xff", "is no TOML")],
)
def test_a_broken_file_is_named(tmp_path, text, message):
    path = tmp_path / "run.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=message):
        read_config(Outer, path)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(Outer, tmp_path)


def test_what_is_written_reads_back(tmp_path):
    config = Outer('quote " and ü', Inner(rate=5e-5, quick=True), Inner(kind="b"))
    path = tmp_path / "c.toml"
    path.write_text(as_toml(config))
    assert read_config(Outer, path) == config


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ConfigError, match="there are cmdad, mad, mad-b32, plain, storyworld"):
        find_config("storywrld", "stage1")
    assert find_config("storyworld", "stage1").name == "storyworld-stage1.toml"
    assert str(find_config("a/b.toml", "stage1")) == "a/b.toml"


def test_a_file_may_say_only_what_differs_from_its_base(tmp_path, file):
    path = tmp_path / "other.toml"
    path.write_text('base = "run.toml"\n[inner]\nrate = 2.0\n[extra]\nkind = "b"\n')
    assert read_config(Outer, path) == Outer("x", Inner(3, 2.0), Inner(kind="b"))
    assert read_config(Outer, path, ["inner.steps=7"]).inner == Inner(7, 2.0)


def test_a_base_may_come_with_the_package(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('base = "storyworld-stage1.toml"\nsize = 3\n[data]\nclips = 7\n')
    assert read_table(DataSettings, path, "data").clips == 7
    assert read_table(DataSettings, path, "data").size == 96
    assert read_table(DataSettings, path, "none") == DataSettings()


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ('"none.toml"', "base 'none.toml' is neither beside it nor a bundled configuration"),
        ('"own.toml"', "base 'own.toml' leads back to the file itself"),
        ("3", "base must be a text, not 3"),
    ],
)
def test_a_base_that_is_none_is_said(tmp_path, base, message):
    path = tmp_path / "own.toml"
    path.write_text(f"base = {base}\n")
    with pytest.raises(ConfigError) as caught:
        read_config(Outer, path)
    assert message in str(caught.value)


@dataclass(frozen=True)
class Renamed:
    fps: float = field(default=3.0, metadata={"formerly": "rate"})
    size: int = 1


def test_a_key_is_also_read_under_the_name_it_had(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("rate = 4.0\n")
    assert read_config(Renamed, path) == Renamed(4.0)
    assert read_config(Renamed, path, ["fps=5"]) == Renamed(5.0)
    assert as_toml(read_config(Renamed, path)) == "fps = 4.0\nsize = 1\n"


def test_a_key_under_its_former_name_overrides_the_base(tmp_path):
    (tmp_path / "base.toml").write_text("fps = 2.0\nsize = 7\n")
    path = tmp_path / "own.toml"
    path.write_text('base = "base.toml"\nrate = 4.0\n')
    assert read_config(Renamed, path) == Renamed(4.0, 7)
    assert read_config(Renamed, path, ["rate=6"]) == Renamed(6.0, 7)


def test_a_former_name_is_not_shown_to_those_who_mistype(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("rat = 4.0\n")
    with pytest.raises(ConfigError, match=r"unknown key rat$"):
        read_config(Renamed, path)


def test_pictures_a_second_of_films_are_still_read_as_rate(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('base = "tvad-stage2.toml"\n[data]\nrate = 6.0\n')
    assert read_table(DataSettings, path, "data").fps == 6.0
    assert read_table(DataSettings, path, "data", ["data.rate=7"]).fps == 7.0
    assert read_table(DataSettings, find_config("tvad", "stage2"), "data").fps == 3.0


def test_the_settings_that_differ_are_named_with_both_values():
    assert differences({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 4, "d": 5}) == (
        "b was 2, is 4; c was 3, is None; d was None, is 5"
    )
    assert differences({"a": 1}, {"a": 1}) == ""
