"""A value that an option takes, for who gave another."""

from __future__ import annotations

from typing import Any

import click

_OF_NAMES = {
    "fps": "25:23.976",
    "language": "de",
    "timecode": "25",
    "start_timecode": "10:00:00:00",
    "offsets": "0,20:00",
    "split_at": "20:00,41:30",
    "shard": "1/4",
    "rule": "we-see=error",
    "house": "netflix",
    "subtitles_offset": "-1:00:00",
    "begin": "1:30",
    "minutes": "10",
    "similarity": "jina=1",
    "fail_under": "CIDEr=20",
}
"""Of options whose type or default tell nothing."""


def example(parameter: click.Parameter) -> str:
    """Return a value that a parameter takes; empty where any file's name, or text, would do."""
    if isinstance(parameter.type, click.Choice):
        return str(next(iter(parameter.type.choices)))
    default = parameter.default
    if isinstance(default, (int, float)) and not isinstance(default, bool):
        return f"{default:g}"
    return _OF_NAMES.get(parameter.name or "") or _within(parameter.type)


def with_example(error: click.BadParameter) -> click.BadParameter:
    """Return an error of usage that names a value which would do, unless its message has one."""
    parameter = error.param
    if not isinstance(parameter, click.Option):
        return error
    if isinstance(error, click.MissingParameter):
        flags = " or ".join(repr(flag) for flag in parameter.opts)
        said = f"Missing option {flags}.{_shown(parameter, _value_or_file(parameter))}"
        return _Missing(said, error.ctx, parameter)
    shown = _shown(parameter, example(parameter))
    if shown and "like" not in error.message.split() and _flag(parameter) not in error.message:
        said = f"{error.message.rstrip('.')}.{shown}"
        return click.BadParameter(said, error.ctx, parameter, error.param_hint)
    return error


class _Missing(click.BadParameter):
    """An option that is not there: its message is whole."""

    def format_message(self) -> str:
        """Return what is missing, and how it is given."""
        return self.message


def of_usage(ctx: click.Context, error: click.BadOptionUsage) -> click.UsageError:
    """Return the error of an option without its value, with one that would do."""
    option = next((one for one in ctx.command.params if error.option_name in one.opts), None)
    shown = _shown(option, _value_or_file(option)) if option else ""
    return click.UsageError(f"{error.message.rstrip('.')}.{shown}", ctx)


def _value_or_file(parameter: click.Parameter) -> str:
    return example(parameter) or _FILES.get(parameter.name or "", "")


def _shown(parameter: click.Parameter, value: str) -> str:
    return f" For example: {_flag(parameter)} {value}" if value else ""


def _flag(parameter: click.Parameter) -> str:
    return max(parameter.opts, key=len)


_FILES = {
    "output": "ad.srt",
    "cast": "cast.json",
    "subtitles": "film.srt",
    "movie": "film.mp4",
    "gaps": "gaps.json",
    "annotations": "annotations.csv",
    "predictions": "predictions.csv",
    "config": "storyworld",
    "draft": "ad.json",
}
"""Names of files that options might be given."""


def _within(kind: click.ParamType[Any]) -> str:
    """Return a number in a range."""
    if not isinstance(kind, (click.IntRange, click.FloatRange)):
        return {"integer": "1", "float": "0.5"}.get(kind.name, "")
    low = kind.min if kind.min is not None else 0
    if kind.max is None:
        return f"{low + 1:g}"
    return f"{(low + kind.max) / 2:g}" if isinstance(kind, click.FloatRange) else f"{kind.max:g}"
