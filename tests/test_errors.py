"""The tree of errors, and the one line that each is."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from adtool import errors
from adtool.errors import AdtoolError, InputError, OutputError, UnavailableError

FILES = [kind for kind in vars(errors).values() if inspect.isclass(kind) and "Error" in str(kind)]


def test_every_error_is_one_that_the_user_can_act_on() -> None:
    ours = [kind for kind in FILES if kind.__module__ == errors.__name__]
    assert len(ours) == 13
    assert all(issubclass(kind, AdtoolError) for kind in ours)


def test_the_drawing_in_the_module_is_the_tree() -> None:
    for kind in FILES:
        parent = kind.__mro__[1]
        line = next(
            one for one in (errors.__doc__ or "").splitlines() if f" {kind.__name__} " in one
        )
        depth = len(line.partition(kind.__name__)[0])
        assert depth == {AdtoolError: 8, InputError: 12}.get(parent, 4), kind


@pytest.mark.parametrize(
    "kind", [kind for kind in FILES if issubclass(kind, (InputError, OutputError))]
)
def test_a_files_error_names_the_file_first_and_keeps_both(kind: type[InputError]) -> None:
    error = kind("films/a.mp4", "is empty")
    assert str(error) == "films/a.mp4: is empty"
    assert (error.path, error.fault) == (Path("films/a.mp4"), "is empty")


def test_what_is_not_there_comes_with_what_to_do() -> None:
    error = UnavailableError("There is no device 'moon'.", "Say --device auto.")
    assert str(error) == "There is no device 'moon'. Say --device auto."
    assert (error.what, error.remedy) == ("There is no device 'moon'.", "Say --device auto.")
