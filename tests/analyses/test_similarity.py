"""Fig. B.2: how alike neighbouring clips are, its numbers and its sentences."""

import json
from dataclasses import replace

import numpy as np
import pytest

from adtool.analyses import similarity
from adtool.analyses.neighbours import cosines, likeness
from adtool.analyses.similarity import ShownClip, Space, compare_spaces


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


def similar(films, shown="B", first=1, count=2, names=("one",)):
    spaces = [Space(name, f"{name}/clip", films) for name in names]
    clips = [ShownClip(first + i, 1000 * i, 1000 * i + 500, f"Clip {i}.") for i in range(count)]
    return compare_spaces(spaces, ["A", "B"][2 - len(films) :], shown, clips)


AXES = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 4.0], [3.0, 4.0]])
"""Cosines by distance: 0, 0.8 and 1; then 0.6 and 0.8; then 0.6."""


def test_the_sentences_say_every_mean_and_how_many_pairs_it_is_of():
    found = similar([AXES], count=4)
    assert list(similarity.sentences(found)) == [
        "Cosine similarity of clips 1 to 4 of B, one.",
        "Mean of the 4 clips shown, one: 0.6333",
        "Means over all 4 clips of B, by how many places two clips of a film are apart:",
        "1 apart: one 0.6000 (3 pairs)",
        "2 apart: one 0.7000 (2 pairs)",
        "3 apart: one 0.6000 (1 pair)",
        "any two: one 0.6333",
        "neighbours more alike than any two by: one -0.0333",
    ]


def test_several_spaces_stand_beside_each_other_and_films_are_counted():
    found = similar([AXES[:1], AXES], first=2, count=2, names=("x", "y", "z"))
    said = list(similarity.sentences(found))
    assert said[0] == "Cosine similarity of clips 2 to 3 of B, x, y and z side by side."
    assert said[1:4] == [f"Mean of the 2 clips shown, {name}: 0.8000" for name in "xyz"]
    assert said[4].startswith("Means over all 5 clips of 2 films, by how many")
    assert said[5] == "1 apart: x 0.6000, y 0.6000, z 0.6000 (3 pairs)"


def test_what_there_is_no_pair_of_is_none():
    found = similar([AXES], count=2)
    lone = replace(found, likenesses=[likeness([AXES[:1]], 1)])
    assert list(similarity.sentences(lone))[3:] == [
        "1 apart: one none (0 pairs)",
        "any two: one none",
        "neighbours more alike than any two by: one none",
    ]


def test_the_numbers_are_json_in_seconds():
    written = similarity.numbers(similar([AXES], count=3))
    assert json.loads(json.dumps(written)) == {
        "analysis": "similarity",
        "film": "B",
        "clips": [
            {"number": i + 1, "start": float(i), "end": i + 0.5, "text": f"Clip {i}."}
            for i in range(3)
        ],
        "means_over": {"B": 4},
        "spaces": [
            {
                "name": "one",
                "source": "one/clip",
                "mean_of_shown": pytest.approx((0 + 0.6 + 0.8) / 3),
                "by_distance": pytest.approx([0.6, 0.7]),
                "pairs": [3, 2],
                "any_two": pytest.approx((0 + 0.8 + 1 + 0.6 + 0.8 + 0.6) / 6),
                "matrix": [pytest.approx(row) for row in ([1, 0, 0.6], [0, 1, 0.8], [0.6, 0.8, 1])],
            }
        ],
    }


def test_a_film_that_is_not_among_the_films_is_a_programming_error():
    with pytest.raises(ValueError, match="not in list"):
        similar([AXES], shown="C")
