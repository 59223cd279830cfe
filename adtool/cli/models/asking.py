"""Asking before something is done that cannot be undone, or that binds the user."""

from __future__ import annotations

import sys

import click

from adtool.errors import AdtoolError


def at_terminal() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin.isatty()


def require_yes(question: str, otherwise: str, declined: str) -> None:
    """Go on only if the user says yes.

    Args:
        question: what is asked at a terminal.
        otherwise: the error where nobody can be asked: which option says yes.
        declined: the error where the answer is no.

    Raises:
        AdtoolError: if the answer is not yes.
    """
    if not at_terminal():
        raise AdtoolError(otherwise)
    if not click.confirm(question, err=True):
        raise AdtoolError(declined)
