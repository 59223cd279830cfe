"""Windows of consecutive clips."""

import pytest

from adtool.model.windows import windows


@pytest.mark.parametrize(
    ("count", "n", "groups"),
    [(0, 3, []), (2, 3, [[0, 1]]), (3, 3, [[0, 1, 2]]), (5, 2, [[0, 1], [2, 3], [4]])],
)
def test_windows_are_consecutive_and_lose_nothing(count, n, groups):
    assert [list(group) for group in windows(range(count), n)] == groups


def test_a_window_holds_at_least_one_clip():
    with pytest.raises(ValueError, match="at least one"):
        windows([1], 0)
