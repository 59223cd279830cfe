"""Figures: the same bytes each time, text that can be read, and all numbers beside them."""

import sys
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image

from adtool.analyses import similarity
from adtool.analyses.drawing import check_figure, drawing, numbers_path, write_numbers
from adtool.errors import OutputError, UnavailableError


def test_an_svg_is_the_same_each_time_and_its_text_is_text(compared, tmp_path, monkeypatch):
    found, _ = compared
    similarity.draw(found, tmp_path / "a.svg")
    monkeypatch.setitem(mpl.rcParams, "font.size", 31)  # a user's own style
    similarity.draw(found, tmp_path / "b.svg")
    assert mpl.rcParams["font.size"] == 31
    first = (tmp_path / "a.svg").read_text()
    assert first == (tmp_path / "b.svg").read_text()
    assert "<title>Cosine similarity of clips 2 to 5 of Sintel</title>" in first
    assert ">cosine similarity</text>" in first


def test_a_png_says_in_words_what_it_shows(compared, tmp_path):
    found, _ = compared
    similarity.draw(found, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["Title"] == found.title
        assert image.info["Description"].splitlines() == list(similarity.sentences(found))


def test_numbers_lie_beside_their_figure():
    assert numbers_path(Path("a/b.c.svg")) == Path("a/b.c.json")


def test_what_is_there_is_not_replaced_unless_asked(tmp_path):
    figure = tmp_path / "a.png"
    check_figure(figure)
    for taken in (figure, tmp_path / "a.json"):
        taken.touch()
        with pytest.raises(OutputError, match=f"{taken.name}: exists already"):
            check_figure(figure)
        check_figure(figure, overwrite=True)
        taken.unlink()
    with pytest.raises(OutputError):
        check_figure(tmp_path / "nowhere" / "a.png" / "b.png", overwrite=True)


def test_without_matplotlib_what_to_install_is_said_before_any_work(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UnavailableError) as caught:
        check_figure(tmp_path / "a.png")
    assert str(caught.value) == (
        "matplotlib is not installed. Install it: pip install 'adtool[eval]'."
    )


def test_a_figure_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.svg"
    with drawing(path, (2, 1), "A & B", "What there is.") as figure:
        figure.subplots().plot([0, 1])
        assert not path.exists()
    text = path.read_text()
    assert "<title>A &amp; B</title>" in text
    assert "What there is." in text
    assert "<dc:date>" not in text

    with (
        pytest.raises(ZeroDivisionError),
        drawing(tmp_path / "b.svg", (2, 1), "B", "B"),
    ):
        raise ZeroDivisionError
    assert [one.name for one in tmp_path.iterdir()] == ["a.svg"]


@pytest.mark.parametrize("name", ["a.PNG", "a.png"])
def test_a_pictures_size_is_150_pixels_an_inch(tmp_path, name):
    with drawing(tmp_path / name, (2, 1), "A", "B"):
        pass
    with Image.open(tmp_path / name) as image:
        assert (image.format, image.size) == ("PNG", (300, 150))


def test_numbers_are_json_that_anybody_can_read(tmp_path):
    figure = tmp_path / "a.svg"
    write_numbers(figure, {"film": "É", "mean": 1 / 3, "none": None})
    assert (tmp_path / "a.json").read_text() == (
        '{\n "film": "É",\n "mean": 0.3333333333333333,\n "none": null\n}\n'
    )
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_numbers(figure, {"mean": float("nan")})
