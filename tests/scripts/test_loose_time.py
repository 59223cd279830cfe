"""One time, in the notations that can be meant only one way."""

import pytest

from adtool.scripts.loose_time import LooseTime


def ms(text: str) -> int | None:
    time = LooseTime.read(text)
    return None if time is None else time.signed("")


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        *(("1:02:03,450", 3_723_450), ("01:02:03.45", 3_723_450), ("02:03", 123_000)),
        *(("02:03,4", 123_400), ("1:02:03", 3_723_000), ("1:02:03:450", 3_723_450)),
        *(("02:03:450", 123_450), ("1.02.03,4", 3_723_400), ("1.02.03.450", 3_723_450)),
        *(("1:02.03,450", 3_723_450), ("1 : 02 : 03 , 450", 3_723_450), ("0:00,0004", 0)),
        *(("1:02:03:4500", 3_723_450), ("02.03.450", 123_450), ("9999:00:00", 35_996_400_000)),
    ],
)
def test_a_time_is_read(text: str, milliseconds: int) -> None:
    assert ms(text) == milliseconds


@pytest.mark.parametrize(
    "text",
    [
        *("1:02:03:12", "1.02.03.12", "1,5", "1.500", "02:03:4500", "02.03,4", "1:500"),
        *("1:2:3:4:500", "10000:00:00", "100:00,5", "1:100:00", "0:00:100,5", "1:02:03:4"),
    ],
)
def test_what_could_be_another_time_or_none_is_not_read(text: str) -> None:
    assert LooseTime.read(text) is None


def test_a_time_knows_how_it_is_written() -> None:
    time = LooseTime.read("1:60:03:450")
    assert time == (1, 60, 3, 450, True, False)
    assert not time.possible
    assert LooseTime.read("0:59:59") == (0, 59, 59, 0, False, True)
    assert LooseTime(0, 59, 59, 0, False, True).possible
    assert not LooseTime(0, 59, 60, 0, False, True).possible
    assert LooseTime(0, 0, 1, 5, True, True).signed("-") == -1005
