from adtool.media.tally import Tally


def test_a_tally_counts_one_by_one() -> None:
    tally = Tally()
    assert tally.frames == 0
    tally.count()
    tally.count()
    assert tally.frames == 2
