"""The sound of a storyworld film: two people talk in its dialogue, and a room hums faintly."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adtool.storyworld.voices import RATE, VOICES, Sentence, sentences
from adtool.storyworld.world import Film

EDGE = 80
"""ms without a voice at both ends of a dialogue."""

_PAUSE = 150  # ms between two sentences, best of all
_TOLERANCE = 100
_TRIES = 200
_LOUDNESS = 0.5
_HUM = 0.0006


@dataclass(frozen=True, eq=False, slots=True)
class Utterance:
    """A sentence, and when its first word is heard, in ms from the film's start."""

    start: int
    sentence: Sentence

    @property
    def end(self) -> int:
        """When it has been said, in ms."""
        return self.start + self.sentence.duration


def utterances(film: Film) -> tuple[Utterance, ...]:
    """Fill each dialogue of a film with sentences of both voices in turn; the same every time."""
    rng = random.Random(film.seed)
    return tuple(said for start, end in film.dialogue for said in _fill(start, end, rng))


def sound_track(film: Film) -> NDArray[np.float32]:
    """Return a film's sound: (n,) in [-1, 1] at ``RATE``, as long as the film."""
    length = film.duration * RATE // 1000
    noise = np.random.default_rng(film.seed).standard_normal(length + 15)
    track = _HUM * np.convolve(noise, np.ones(16) / 4, mode="valid").astype(np.float32)
    for said in utterances(film):
        at = said.start * RATE // 1000
        track[at : at + len(said.sentence.samples)] += _LOUDNESS * said.sentence.samples
    return track


def _fill(start: int, end: int, rng: random.Random) -> list[Utterance]:
    """Choose sentences whose pauses come out well, and spread them from end to end."""
    room = end - start - 2 * EDGE
    faults = []
    for _ in range(_TRIES):
        said = _exchange(room, rng)
        faults.append((abs(_pause(said, room) - _PAUSE), said))
        if faults[-1][0] <= _TOLERANCE:
            break
    _, chosen = min(faults, key=lambda fault: fault[0])
    time, pause, placed = float(start + EDGE), _pause(chosen, room), []
    for sentence in chosen:
        placed.append(Utterance(round(time), sentence))
        time += sentence.duration + pause
    return placed


def _exchange(room: int, rng: random.Random) -> list[Sentence]:
    """Let the voices take turns for as long as another sentence fits into ``room`` ms."""
    said: list[Sentence] = []
    voice = rng.randrange(len(VOICES))
    while True:
        fitting = [s for s in sentences() if s.voice == voice and s.duration <= room]
        fresh = [s for s in fitting if s not in said]
        if not fresh:
            return said
        said.append(rng.choice(fresh))
        room -= said[-1].duration
        voice = (voice + 1) % len(VOICES)


def _pause(said: Sequence[Sentence], room: int) -> float:
    """Return the ms between sentences that spread over ``room``; endless for a lone one."""
    return (room - sum(s.duration for s in said)) / (len(said) - 1) if len(said) > 1 else np.inf
