"""Ctrl-C and SIGTERM: the first is noted, the second acts, and afterwards all is as before."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from adtool_training.loop.interruption import interruption


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_noted_and_does_nothing_else(number: int) -> None:
    before = signal.getsignal(number)
    with interruption() as stop:
        assert not stop.is_set()
        os.kill(os.getpid(), number)
        assert stop.wait(5)
        assert signal.getsignal(number) is before  # the second one acts
    assert signal.getsignal(number) is before


def test_a_second_ctrl_c_stops_at_once() -> None:
    def twice() -> None:
        with interruption() as stop:
            os.kill(os.getpid(), signal.SIGINT)
            assert stop.wait(5)
            os.kill(os.getpid(), signal.SIGINT)
            stop.clear()
            stop.wait(5)

    with pytest.raises(KeyboardInterrupt):
        twice()


def test_handlers_come_back_after_an_error() -> None:
    before, during = signal.getsignal(signal.SIGTERM), []

    def fail() -> None:
        with interruption():
            during.append(signal.getsignal(signal.SIGTERM))
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert during != [before]
    assert signal.getsignal(signal.SIGTERM) is before


def test_beside_the_main_thread_no_signal_is_touched() -> None:
    before, seen = signal.getsignal(signal.SIGINT), []

    def work() -> None:
        with interruption() as stop:
            seen.append((signal.getsignal(signal.SIGINT), stop.is_set()))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [(before, False)]
