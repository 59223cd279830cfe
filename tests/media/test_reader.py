"""What every reader of frames can do."""

from __future__ import annotations

import pytest

from adtool.media.reader import FrameReader


class Reader(FrameReader):
    closed = 0
    skipped_packets = 0

    def read(self, times_ms):
        return [None] * len(times_ms)

    def close(self):
        self.closed += 1


def test_a_reader_is_closed_at_the_end_of_its_with_statement_whatever_happens():
    with Reader() as reader:
        assert reader.read([1, 2]) == [None, None]
        assert reader.closed == 0
    assert reader.closed == 1
    with pytest.raises(KeyError), reader:
        raise KeyError
    assert reader.closed == 2


def test_a_reader_must_say_how_it_reads_closes_and_counts():
    for name in ("read", "close", "skipped_packets"):
        with pytest.raises(TypeError, match=name):
            type("Lacking", (Reader,), {name: getattr(FrameReader, name)})()
