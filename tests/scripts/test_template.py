"""What outputs are called by template."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.scripts.template import FIELDS, fields_of, filled, is_template, literal


@pytest.mark.parametrize(
    ("template", "source", "name"),
    [
        ("{stem}.ad.{ext}", "films/snow.mp4", "snow.ad.srt"),
        ("{stem}.{ext}", "snow", "snow.srt"),
        ("out/{ext}/{stem}", "snow.mp4", "out/srt/snow"),
        ("{folder}/{stem}.{ext}", "a/b/snow.mp4", "a/b/snow.srt"),
        ("{folder}/{stem}.{ext}", "snow.mp4", "snow.srt"),
        ("{folder}/{stem}.{ext}", "/a/snow.mp4", "/a/snow.srt"),
        ("{stem}-{stem}", "snow.mp4", "snow-snow"),
        ("{{{stem}}}", "snow.mp4", "{snow}"),
        ("{stem}.{ext}", "The.Snow.2019.mkv", "The.Snow.2019.srt"),
        ("{stem}.{ext}", "-", "script.srt"),
        ("{folder}/{stem}.{ext}", "-", "script.srt"),
    ],
)
def test_fields_are_filled_from_the_source(template: str, source: str, name: str) -> None:
    assert str(filled(template, Path(source), ".srt")) == name


@pytest.mark.parametrize(
    "stem",
    [
        "{ext}",
        "{",
        "}}",
        "{0}",
        "%s",
        "a b",
        " a ",
        "-rf",
        "a\nb",
        "$HOME",
        "`x`",
        "a*?",
        "~",
        "é.û",
    ],
)
def test_whatever_a_film_is_called_its_name_stands_as_it_is(stem: str) -> None:
    assert filled("out/{stem}.ad.{ext}", Path(f"f/{stem}.mp4"), ".srt") == Path(
        f"out/{stem}.ad.srt"
    )


@pytest.mark.parametrize("template", ["out/{stem}.{ext}", "out/{stem}/ad.{ext}"])
@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1))
def test_no_name_leads_out_of_the_folder(template: str, name: str) -> None:
    try:
        path = filled(template, Path("films") / f"{name}.mp4", ".srt")
    except ValueError as error:
        assert "rename it" in str(error)  # noqa: PT017
    else:
        assert len(path.parts) == len(Path(template).parts)
        assert ".." not in path.parts


@pytest.mark.parametrize("name", ["..mp4", "...mp4"])
def test_a_name_of_nothing_but_dots_cannot_name_a_folder(name: str) -> None:
    stem = Path(name).stem
    if set(stem) == {"."}:
        with pytest.raises(ValueError, match="no output can be called after"):
            filled("{stem}/ad.{ext}", Path(name), ".srt")


def test_no_name_means_standard_output() -> None:
    with pytest.raises(ValueError, match=r"no output can be called after '-\.mp4': rename it"):
        filled("{stem}", Path("-.mp4"), ".srt")


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{title}.srt", "{title}"),
        ("{}.srt", "{}"),
        ("{0}.srt", "{0}"),
        ("{Stem}.srt", "{Stem}"),
        ("{stem!r}.srt", "{stem!r}"),
        ("{stem:>9}.srt", "{stem:>9}"),
        ("{stem.__class__}.srt", "{stem.__class__}"),
        ("{stem[0]}.srt", "{stem[0]}"),
        ("{ stem }.srt", "{ stem }"),
    ],
)
def test_any_other_field_is_refused_and_those_there_are_are_named(
    template: str, shown: str
) -> None:
    with pytest.raises(
        ValueError, match=r"but \{stem\}, \{ext\}, \{folder\}; a brace is \{\{"
    ) as no:
        fields_of(template)
    assert shown in str(no.value)


@pytest.mark.parametrize("template", ["{stem.srt", "stem}.srt", "{stem}}.srt", "{"])
def test_a_brace_that_is_not_closed_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"has a brace that is not closed; a brace is \{\{"):
        fields_of(template)


def test_a_template_has_fields() -> None:
    assert fields_of("{folder}/{stem}.{ext}") == set(FIELDS)
    assert fields_of("{{stem}}.srt") == set()


def test_a_path_with_braces_that_is_there_is_no_template(tmp_path: Path) -> None:
    folder = tmp_path / "{stem}"
    assert is_template(folder)
    folder.mkdir()
    assert not is_template(folder)
    assert not is_template(tmp_path / "ad.srt")


@given(st.text(string.printable + "{}", min_size=1))
def test_a_literal_path_stands_for_itself(name: str) -> None:
    path = Path(name.replace("\0", ""))
    if str(path) not in ("-",):
        assert filled(literal(path), Path("snow.mp4"), ".srt") == path
