"""What goes with what."""

from adtool.storyworld.ad.fits import FITS, goes_with_place
from adtool.storyworld.ad.moves import MOVES
from adtool.storyworld.ad.things import THINGS


def test_every_action_with_a_thing_has_things_that_there_are():
    assert FITS.keys() == {key for key, move in MOVES.items() if move.thing}
    assert all(len(some) >= 8 and some <= THINGS.keys() for some in FITS.values())


def test_nobody_stands_on_a_ring_or_smashes_a_feather_or_hugs_a_saw():
    assert "ring" not in FITS["stand on"]
    assert "feather" not in FITS["smash"]
    assert "saw" not in FITS["cuddle"]


def test_nobody_swims_but_at_the_beach():
    assert goes_with_place("swim", "beach")
    assert not goes_with_place("swim", "kitchen")
    assert goes_with_place("walk", "kitchen")
