"""Other packages report nothing, and say nothing but errors, before and while a command runs."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from adtool import quiet
from adtool.cli import group
from adtool.cli.progress import set_up_logging

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def package() -> Iterator[logging.Logger]:
    """The logger of a package that has set it up to be heard, whatever others want."""
    logger = logging.getLogger("loud_package")
    handler = logging.Handler()
    handler.emit = lambda record: print(record.getMessage(), file=sys.stderr)  # type: ignore[method-assign]
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield logger
    logger.removeHandler(handler)


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    level = logging.root.level
    yield logging.root
    logging.root.setLevel(level)


def chatter(package: logging.Logger) -> None:
    package.info("for your information")
    package.warning("some advice")
    warnings.simplefilter("always")  # as lightning does for its own
    warnings.warn("a warning", UserWarning, stacklevel=1)
    code = "import warnings; warnings.warn('of a child')"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_command_runs_with_telemetry_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in quiet.TELEMETRY:
        monkeypatch.setenv(name, "as it was")
    CliRunner().invoke(group, ["models", "--json"], catch_exceptions=False)
    assert {name: os.environ[name] for name in quiet.TELEMETRY} == quiet.TELEMETRY


def test_advice_and_warnings_are_dropped_and_errors_are_not(
    package: logging.Logger, capfd: Captured
) -> None:
    with quiet.errors_only():
        chatter(package)
        package.error("a fault")
    assert capfd.readouterr() == ("", "a fault\n")


def test_bars_are_drawn_for_those_alone_who_hear_all() -> None:
    code = (
        "from adtool import quiet\n"
        "with quiet.errors_only():\n"
        "    {}\n"
        "    from tqdm import tqdm\n"
        "    from huggingface_hub.utils import tqdm as hub_bar\n"
        "    for bar in (tqdm, hub_bar):\n"
        "        list(bar([1, 2]))\n"
    )
    drawn = [
        subprocess.run(
            [sys.executable, "-c", code.format(line)], capture_output=True, text=True, check=True
        ).stderr.count("2/2")
        for line in ("pass", "quiet.hear_all()")
    ]
    assert drawn == [0, 2]


def test_who_hears_all_hears_advice_warnings_and_children(
    package: logging.Logger, capfd: Captured
) -> None:
    with quiet.errors_only():
        quiet.hear_all()
        chatter(package)
    said = capfd.readouterr().err
    assert "for your information\nsome advice\n" in said
    assert "UserWarning: of a child" in said


def test_her_own_variables_stay_for_who_hears_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CT2_VERBOSE", "2")
    with quiet.errors_only():
        assert "TQDM_DISABLE" in os.environ
        quiet.hear_all()
        assert "TQDM_DISABLE" not in os.environ
        assert os.environ["CT2_VERBOSE"] == "2"


def test_afterwards_all_is_as_it_was(package: logging.Logger, capfd: Captured) -> None:
    before = dict(os.environ)
    filters = list(warnings.filters)
    with quiet.errors_only():
        assert os.environ != before
    assert os.environ == before
    assert warnings.filters == filters
    package.info("heard again")
    assert capfd.readouterr().err == "heard again\n"


@pytest.mark.parametrize(
    ("options", "heard"), [({}, False), ({"quiet": True}, False), ({"verbose": True}, True)]
)
def test_verbose_is_what_lets_others_be_heard(
    options: dict[str, bool], heard: bool, root: logging.Logger
) -> None:
    with quiet.errors_only():
        set_up_logging(**{"quiet": False, "verbose": False} | options)
        assert logging.getLogger("a.package").isEnabledFor(logging.INFO) is heard
        assert ("TQDM_DISABLE" in os.environ) is not heard


@pytest.mark.parametrize(
    ("level", "expected"), [(logging.ERROR, ""), (logging.INFO, "Progress: 3 %\n")]
)
def test_what_a_package_prints_is_no_result(
    level: int, expected: str, root: logging.Logger, capsys: Captured
) -> None:
    root.setLevel(level)
    with quiet.prints_aside():
        print("Progress: 3 %")
    assert capsys.readouterr() == ("", expected)
