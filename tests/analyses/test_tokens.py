"""Fig. 6: windows' tokens on planes, its numbers and its sentences."""

import json

import numpy as np
import pytest

from adtool.analyses import tokens
from adtool.analyses.token_spread import SPACES, Spread, spreads
from adtool.analyses.tokens import Tokens, Window, place_tokens
from adtool.analyses.tsne import on_a_plane
from adtool.errors import AdtoolError


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


def placed(windows, clips=1, latents=2, film="Hugo"):
    rng = np.random.default_rng(0)
    shown = [
        Window(i + 1, 1 + i * clips, [(1000 * c, 1000 * c + 500) for c in range(clips)])
        for i in range(windows)
    ]
    spread = Spread(0.12345, None, 1.0, -0.5, 0.0, 0.25)
    places = [{name: rng.normal(size=(clips, latents, 2)) for name in SPACES} for _ in shown]
    return Tokens(film, "tiny", 2.5, 7, shown, places, dict.fromkeys(SPACES, spread))


def test_the_sentences_say_every_figure_of_every_space():
    assert list(tokens.sentences(placed(1))) == [
        (
            "Tokens of clips 1 to 1 of Hugo, model tiny: 1 window, 1 clip, 2 tokens, "
            "by t-SNE of perplexity 2.5."
        ),
        "In all dimensions, means over windows:",
        (
            "cosine similarity of two tokens of a clip: "
            "raw 0.1235, reconstructed 0.1235, attended 0.1235"
        ),
        (
            "cosine similarity of tokens of neighbouring clips: "
            "raw none, reconstructed none, attended none"
        ),
        (
            "cosine similarity of such tokens of the same latent: "
            "raw 1.0000, reconstructed 1.0000, attended 1.0000"
        ),
        (
            "cosine similarity of tokens of clips further apart: "
            "raw -0.5000, reconstructed -0.5000, attended -0.5000"
        ),
        (
            "scatter, 0 to 1, lower is more compact: "
            "raw 0.0000, reconstructed 0.0000, attended 0.0000"
        ),
        (
            "share of tokens nearest to their own clip's others: "
            "raw 0.2500, reconstructed 0.2500, attended 0.2500"
        ),
    ]
    assert next(tokens.sentences(placed(2, 3))).startswith(
        "Tokens of clips 1 to 6 of Hugo, model tiny: 2 windows, 6 clips, 12 tokens, "
    )


def test_the_numbers_hold_every_clip_with_its_times_and_places():
    found = placed(2, 2)
    written = json.loads(json.dumps(tokens.numbers(found)))
    assert (written["analysis"], written["film"], written["model"]) == ("tokens", "Hugo", "tiny")
    assert written["spread"]["attended"] == {
        "within": 0.12345,
        "neighbours": None,
        "same_latent": 1.0,
        "others": -0.5,
        "scatter": 0.0,
        "own_clip": 0.25,
    }
    last = written["windows"][1]["clips"][1]
    assert (written["windows"][1]["number"], last["number"]) == (2, 4)
    assert (last["start"], last["end"]) == (1.0, 1.5)
    assert last["raw"] == found.places[1]["raw"][1].tolist()


def test_each_space_of_each_window_is_placed_on_a_plane_of_its_own():
    rng = np.random.default_rng(1)
    vectors = [{name: rng.normal(size=(2, 3, 4)) for name in SPACES} for _ in range(2)]
    shown = [Window(1, 1, [(0, 1), (1, 2)]), Window(2, 3, [(2, 3), (3, 4)])]
    found = place_tokens(shown, vectors, "Hugo", "tiny", 1.5, 7)
    for window, places in zip(vectors, found.places, strict=True):
        for name in SPACES:
            plane = on_a_plane(window[name].reshape(6, 4), 1.5, 7)
            np.testing.assert_array_equal(places[name], plane.reshape(2, 3, 2))
    assert found.spreads == spreads(vectors)


def test_too_few_tokens_for_the_perplexity_are_refused():
    vectors = [{name: np.ones((2, 3, 4)) for name in SPACES}]
    with pytest.raises(AdtoolError, match="too high for 6 points; say --perplexity 1 or"):
        place_tokens([Window(1, 1, [(0, 1), (1, 2)])], vectors, "Hugo", "tiny", 2, 0)
