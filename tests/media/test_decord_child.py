"""The process that runs decord: its clock, its sizes, and its answers."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys

import numpy as np
import pytest

from adtool.media.decord_child import Film, _answer

decord = pytest.mark.skipif(
    importlib.util.find_spec("decord") is None, reason="decord is not made for this machine"
)


def test_an_answer_is_a_line_of_sizes_and_then_the_pixels():
    images = [np.arange(18, dtype=np.uint8).reshape(2, 3, 3), None, np.zeros((1, 1, 3), np.uint8)]
    answers = io.BytesIO()
    _answer(answers, images)
    assert answers.getvalue() == b"[[2, 3], null, [1, 1]]\n" + bytes(range(18)) + bytes(3)


@decord
def test_the_first_frame_is_shown_at_the_start_and_the_last_for_its_own_time(films):
    film = Film(str(films.make(times=range(0, 1000, 40))), 200, None)
    asked = [199, 200, 239, 240, 1160, 1199, 1200]
    assert films.numbers(film.read(asked)) == [None, 0, 0, 1, 24, 24, None]
    assert film.read([]) == []
    assert film.read([5000]) == [None]


@decord
def test_times_that_decord_rounds_are_the_frames_that_were_meant(films):
    film = Film(str(films.make(times=range(0, 4000, 40))), 0, None)
    assert films.numbers(film.read(range(0, 4000, 40))) == list(range(100))
    assert films.numbers(film.read(range(39, 4000, 40))) == list(range(100))


@decord
def test_frames_are_scaled_down(films):
    [image] = Film(str(films.make()), 0, 32).read([0])
    assert image.shape == (32, 80, 3)


@decord
def test_questions_are_lines_and_answers_come_in_their_order(films):
    question = {"path": str(films.make()), "start": 0, "short_side": 16}
    lines = [question, {"times": [0, 90_000]}, {"times": []}]
    child = [sys.executable, "-m", "adtool.media.decord_child"]
    said = "".join(json.dumps(line) + "\n" for line in lines).encode()
    answers = subprocess.run(child, input=said, capture_output=True, check=True).stdout
    assert answers.startswith(b"[]\n[[16, 40], null]\n")
    assert answers.endswith(b"[]\n")
    assert len(answers) == len(b"[]\n[[16, 40], null]\n[]\n") + 16 * 40 * 3


def test_what_decord_prints_does_not_get_among_the_answers():
    code = """
import os, sys, types
import adtool.media.decord_child as child
class Film:
    def __init__(self, *_): os.write(1, b"loading plugins")
    def read(self, times): os.write(1, b"warning"); return [None for _ in times]
child.Film = Film
child.main()
"""
    question = {"path": "film.mp4", "start": 0, "short_side": None}
    said = "".join(json.dumps(line) + "\n" for line in [question, {"times": [0, 1]}]).encode()
    ran = subprocess.run([sys.executable, "-c", code], input=said, capture_output=True, check=True)
    assert ran.stdout == b"[]\n[null, null]\n"
    assert ran.stderr == b"loading pluginswarning"
