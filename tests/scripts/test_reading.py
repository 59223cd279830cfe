from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.reading import Fault, Reading, refuse_losses
from adtool.timeline import Line, Script

SCRIPT = Script((Line(0, 1_000, "One."),))
PATH = Path("ad.srt")
ODD = Fault(3, "is odd")
GONE = Fault(7, "is gone", lost=True)


def test_a_fault_loses_nothing_unless_it_says_so() -> None:
    assert not ODD.lost
    assert GONE.lost


def test_a_reading_is_clean_and_its_language_a_guess_unless_it_says_so() -> None:
    assert Reading(SCRIPT) == Reading(
        script=SCRIPT, faults=(), places=(), unkept=(), names_language=False
    )


def test_a_script_that_lost_nothing_is_given_out() -> None:
    assert refuse_losses(PATH, Reading(SCRIPT, (ODD,))) is SCRIPT
    assert refuse_losses(PATH, Reading(SCRIPT), strict=True) is SCRIPT


def test_the_first_loss_is_told_with_its_line() -> None:
    last = Fault(9, "is gone too", lost=True)
    with pytest.raises(ScriptError, match=r"^ad\.srt: line 7: is gone$"):
        refuse_losses(PATH, Reading(SCRIPT, (ODD, GONE, last)))


def test_strictly_the_first_fault_is_told_whatever_it_is() -> None:
    with pytest.raises(ScriptError, match=r"^ad\.srt: line 3: is odd$"):
        refuse_losses(PATH, Reading(SCRIPT, (ODD, GONE)), strict=True)
