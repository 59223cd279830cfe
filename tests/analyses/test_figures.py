"""The figures: the same bytes each time, text that can be read, and all numbers beside them."""

import json

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from adtool.analyses import similarity, tokens
from adtool.analyses.neighbours import cosines
from adtool.analyses.similarity import ShownClip, Space, compare_spaces
from adtool.analyses.token_spread import SPACES
from adtool.analyses.tokens import Window, place_tokens


@pytest.fixture
def compared():
    rng = np.random.default_rng(0)
    films = [rng.normal(size=(6, 4)), rng.normal(size=(5, 4))]
    spaces = [Space("vanilla", "A/clip", films), Space("ADs", "A/clip", [-f[::-1] for f in films])]
    clips = [ShownClip(i + 1, i * 4000, i * 4000 + 2500, f"Clip {i} & <b>.") for i in range(1, 5)]
    return compare_spaces(spaces, ["Hugo", "Sintel"], "Sintel", clips), films


def test_the_matrices_are_of_the_clips_shown_and_the_means_of_all(compared, tmp_path):
    found, films = compared
    similarity.draw(found, tmp_path / "a.png")
    written = json.loads((tmp_path / "a.json").read_text())
    vanilla = written["spaces"][0]
    np.testing.assert_array_equal(vanilla["matrix"], cosines(films[1][1:5]))
    assert vanilla["pairs"] == [9, 7, 5]
    assert [clip["number"] for clip in written["clips"]] == [2, 3, 4, 5]
    assert (written["clips"][0]["start"], written["clips"][0]["end"]) == (4.0, 6.5)
    assert written["means_over"] == {"Hugo": 6, "Sintel": 5}
    said = list(similarity.sentences(found))
    assert said[0] == "Cosine similarity of clips 2 to 5 of Sintel, vanilla and ADs side by side."
    assert "Means over all 11 clips of 2 films, by" in said[3]
    near = [space["by_distance"][0] for space in written["spaces"]]
    assert said[4] == f"1 apart: vanilla {near[0]:.4f}, ADs {near[1]:.4f} (9 pairs)"


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


def test_the_tokens_figure_holds_every_tokens_place(tmp_path):
    rng = np.random.default_rng(2)
    shown = [Window(2, 5, [(0, 1000), (1000, 2500)]), Window(3, 7, [(3000, 4000), (4000, 5000)])]
    vectors = [{name: rng.normal(size=(2, 3, 4)) for name in SPACES} for _ in shown]
    found = place_tokens(shown, vectors, "Hugo", "tiny", 1.5, 7)
    tokens.draw(found, tmp_path / "a.svg")
    tokens.draw(found, tmp_path / "b.svg")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    written = json.loads((tmp_path / "a.json").read_text())
    assert (written["perplexity"], written["seed"]) == (1.5, 7)
    assert [[c["number"] for c in w["clips"]] for w in written["windows"]] == [[5, 6], [7, 8]]
    np.testing.assert_array_equal(
        written["windows"][1]["clips"][0]["attended"], found.places[1]["attended"][0]
    )
    assert written["spread"]["raw"]["within"] == found.spreads["raw"].within
    said = list(tokens.sentences(found))
    assert said[0] == (
        "Tokens of clips 5 to 8 of Hugo, model tiny: 2 windows, 4 clips, 12 tokens, "
        "by t-SNE of perplexity 1.5."
    )
    assert said[2].startswith("cosine similarity of two tokens of a clip: raw ")
    assert said[5].endswith("raw none, reconstructed none, attended none")  # no clips further apart
