"""What choosing over the whole film does, on films that were described before."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from adtool.narration.clip import ClipNarration
from adtool.settings import ChoiceSettings
from adtool.storyworld import Film, sample_film, seeds
from adtool.timeline import Candidate, Clip, Gap, Line

pytest.importorskip("pycocoevalcap.cider.cider", reason="needs the extra eval")

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def script() -> Any:
    sys.path.insert(0, str(FOLDER))  # it shares what storyworld_scores does
    try:
        spec = importlib.util.spec_from_file_location("choice", FOLDER / "choice.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["choice"] = module
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(FOLDER))
        sys.modules.pop("choice", None)


def films() -> list[Film]:
    return [sample_film(seed, clips=10) for seed in seeds("test", 3)]


def offers(script: ModuleType, film: Film, *scores: float) -> Any:
    """Offer the truth, and "A door opens." before it or behind it."""
    narrations = [
        ClipNarration(
            Clip(shot.start, shot.end, Gap(shot.start, shot.end)),
            candidates=(Candidate(shot.text, scores[0]), Candidate("A door opens.", scores[1])),
        )
        for shot in film.clips
    ]
    return script.Offered(film, narrations, None)


def test_the_truth_scores_in_full(script: Any) -> None:
    found = script.measure([offers(script, film, -0.1, -9.0) for film in films()], script.GREEDY)
    assert found["facts"] == found["lines"] == found["whole"] == [100.0] * 3
    assert found["R@1/5"] == [100.0] * 3
    assert found["own score"] == [pytest.approx(-0.1)] * 3
    assert min(found["CIDEr"]) > 900


def test_lines_that_say_the_same_are_counted_as_said_before(script: Any) -> None:
    assert script.said_before(["A door opens.", "A door opens.", "Tom sits down."]) == (
        pytest.approx(100 / 3)
    )
    assert script.said_before(["A door opens.", "No.", "A door opens."], lines=1) == 0.0
    assert script.said_before([]) == 0.0


def test_differences_are_from_the_greedy_row(script: Any) -> None:
    worse = [offers(script, film, -9.0, -0.1) for film in films()]
    right = [offers(script, film, -0.1, -9.0) for film in films()]
    greedy, other = script.measure(worse, script.GREEDY), script.measure(right, script.GREEDY)
    row = script.row("other", other, greedy)
    apart, low, high = row["facts less greedy"]
    assert apart == pytest.approx(100 - sum(greedy["facts"]) / 3)
    assert 0 < low <= apart <= high
    assert "facts less greedy" not in script.row("greedy", greedy, greedy)
    table = script.table([script.row("greedy", greedy, greedy), row])
    assert len({len(line.rstrip()) for line in table.splitlines()}) <= 3
    assert f"{apart:+.1f}" in table


def test_every_weight_has_rows_beside_the_default(script: Any) -> None:
    ways = script.variants()
    assert ways["default"] == ChoiceSettings()
    assert ways["greedy"].beams == 1
    assert len({str(way) for way in ways.values()}) >= len(ways) - 1
    for weight in script.PROBED:
        own = [way for name, way in ways.items() if name.startswith(weight)]
        assert 0.0 in [getattr(way, weight) for way in (*own, ways["default"])]
        assert len(own) >= 3


def test_the_own_score_is_that_of_the_candidate_that_was_taken(script: Any) -> None:
    said = (Candidate("tom sits.", -0.5), Candidate("Tom waves.", -0.25))
    assert script.own_score(Line(0, 1, "Tom sits.", candidates=said)) == -0.5
    assert script.own_score(Line(0, 1, "He sits.", candidates=said)) == -0.5


def test_a_narrator_who_mixes_up_clips_offers_their_best_wordings_alike(script: Any) -> None:
    one = offers(script, films()[0], -0.1, -9.0)
    mixed = script.mixed(one)
    said = [[said.text for said in of.candidates] for of in mixed.narrations]
    truth = [shot.text for shot in one.film.clips]
    assert said[0] == said[2] == truth[:5]
    assert said[5] == truth[3:8]
    assert said[9] == truth[5:]
    assert {said.score for of in mixed.narrations for said in of.candidates} == {0.0}


def test_a_listener_is_asked_once(script: Any) -> None:
    asked: list[int] = []

    class Counting:
        def guesses(self, narrations: list[ClipNarration]) -> list[list[float]]:
            asked.append(len(narrations))
            return [[0.0]]

    once = script.Once(Counting())
    assert once.guesses([1, 2]) == once.guesses([1, 2]) == [[0.0]]
    assert asked == [2]
    assert once.again().guesses([1]) == [[0.0]]
    assert asked == [2, 1]
