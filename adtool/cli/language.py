"""The tag of a language on the command line."""

from __future__ import annotations

import re

import click

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


def language_tag(ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    """Refuse what is no language tag."""
    if given and not _TAG.fullmatch(given):
        raise click.BadParameter(f"{given!r} is no language tag, like en or pt-BR.", ctx, param)
    return given
