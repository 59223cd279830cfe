"""Every format to every other: what the formats that keep all of a line keep."""

import importlib.util
from pathlib import Path

import pytest

from adtool.scripts import FORMATS, losses

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "round_trip.py"
WHOLE = ("json", "ttml", "xlsx", "docx")


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("round_trip", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(script):
    return [script.made(seed, lines=8) for seed in range(3)]


@pytest.fixture(scope="module")
def found(script, made):
    return script.losses_of(made)


def test_every_pair_of_formats_is_tried(found):
    assert found.keys() == {(one, two) for one in FORMATS for two in FORMATS}


def test_formats_that_keep_all_of_a_line_lose_nothing_between_them(found):
    for one in WHOLE:
        for two in WHOLE:
            lost, drift = found[one, two]
            assert lost.keys() <= {"duration"}, (one, two, lost)
            assert drift == 0


def test_no_pair_loses_a_line_or_moves_it_by_a_frame(script, found):
    for pair, (lost, drift) in found.items():
        assert "lines" not in lost, pair
        assert drift < script.FRAME, pair


def test_only_formats_without_a_place_for_it_lose_the_text(found):
    lost = {pair for pair, (what, _) in found.items() if what["text"]}
    assert {name for pair in lost for name in pair if (name, name) in lost} <= {"srt"}
    assert all("srt" in pair for pair in lost)


SAID = {"pauses": "pauses of the film", "text": "text that looks like markup"}


def test_what_is_lost_on_the_way_is_what_the_two_formats_say(made, found):
    for pair, (lost, _) in found.items():
        said = {name for one in made for form in pair for name in losses(one, form)}
        assert {SAID.get(name, name) for name in lost} == said, pair
