"""Long sound in overlapping blocks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.speech.blocks import Block, blocks


def pieces(lengths):
    sound = np.arange(sum(lengths), dtype=np.float32)
    return sound, np.split(sound, np.cumsum(lengths)[:-1]) if lengths else []


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(1, 40), st.integers(0, 30))
def test_blocks_cover_the_sound_once_and_bring_their_context(lengths, size, context):
    sound, parts = pieces(lengths)
    made = list(blocks(parts, size, context, rate=1))
    bounds = [0, *(block.end for block in made)]
    assert bounds[-1] == len(sound)
    assert [block.start for block in made] == bounds[:-1]
    assert all(block.duration == size for block in made[:-1])
    for block in made:
        assert 0 < block.duration <= size + context
        first, last = max(0, block.start - context), min(len(sound), block.end + context)
        assert block.origin == first
        np.testing.assert_array_equal(block.samples, sound[int(first) : int(last)])


def test_no_more_than_a_block_and_a_piece_is_read_ahead():
    read = []

    def stream():
        for index in range(100):
            read.append(index)
            yield np.zeros(10, np.float32)

    next(blocks(stream(), 20, 5, rate=1))
    assert len(read) == 3


def test_what_was_found_in_the_context_is_dropped():
    block = Block(np.zeros(30, np.float32), origin=95.0, start=100.0, end=120.0)
    found = [(0.0, 4.0), (3.0, 6.0), (10.0, 11.0), (20.0, 29.0), (26.0, 28.0)]
    assert list(block.kept(found)) == [(100.0, 101.0), (105.0, 106.0), (115.0, 120.0)]


@pytest.mark.parametrize("parts", [[], [np.zeros(0, np.float32)]])
def test_no_sound_gives_no_block(parts):
    assert list(blocks(parts, 300, 5)) == []


@pytest.mark.parametrize(
    ("length", "made"),
    [
        (11, [(0.0, 0.0, 2.75, 11)]),
        (12, [(0.0, 0.0, 2.0, 12), (1.0, 2.0, 3.0, 8)]),
        (14, [(0.0, 0.0, 2.0, 12), (1.0, 2.0, 3.5, 10)]),
    ],
)
def test_times_are_in_seconds_whatever_the_rate(length, made):
    found = blocks([np.zeros(length, np.float32)], 2, 1, rate=4)
    assert [(one.origin, one.start, one.end, len(one.samples)) for one in found] == made
