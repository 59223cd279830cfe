import pytest

from adtool.timeline import Span, clock, merge


@pytest.mark.parametrize(
    ("time", "decimals", "text"),
    [
        (0, 3, "0:00:00.000"),
        (7, 3, "0:00:00.007"),
        (3_723_450, 3, "1:02:03.450"),
        (3_599_999, 3, "0:59:59.999"),
        (3_600_000, 3, "1:00:00.000"),
        (360_061_000, 3, "100:01:01.000"),
        (3_723_450, 1, "1:02:03.4"),
        (3_723_460, 1, "1:02:03.5"),
        (3_723_456, 2, "1:02:03.46"),
        (59_499, 0, "0:00:59"),
        (59_501, 0, "0:01:00"),
        (3_599_600, 0, "1:00:00"),
    ],
)
def test_a_time_is_written_for_people(time: int, decimals: int, text: str) -> None:
    assert clock(time, decimals=decimals) == text


def test_milliseconds_are_written_unless_fewer_decimals_are_asked_for() -> None:
    assert clock(3_723_450) == "1:02:03.450"


def test_spans_that_lie_close_are_joined() -> None:
    spans = [Span(30, 40), Span(0, 10), Span(10, 12), Span(2, 5), Span(15, 20)]
    assert merge(spans) == (Span(0, 12), Span(15, 20), Span(30, 40))
    assert merge(spans, within=3) == (Span(0, 20), Span(30, 40))


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_a_span_cannot_begin_before_the_movie_nor_after_its_end(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)
