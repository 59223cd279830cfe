"""Options made of settings: a table for a dataclass, a line of it for a field.

Every default is the dataclass's own. The command gets one finished value, not its parts.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from click.core import ParameterSource

from adtool.cli.file_name import FileName
from adtool.cli.helpful import count, mark
from adtool.cli.origins import config_fault

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]

STRENGTH = (
    ParameterSource.COMMANDLINE,
    ParameterSource.ENVIRONMENT,
    ParameterSource.DEFAULT_MAP,
    ParameterSource.DEFAULT,
)
"""Where an option's value comes from, the strongest first."""


@dataclass(frozen=True)
class Setting:
    """One field of a settings dataclass, as an option.

    Attributes:
        field: the field's name.
        flag: the option; its parameter is the flag with underscores.
        help: what it does.
        kind: click's type of it; ``bool`` makes a flag that takes no value.
        scale: the option's unit in the field's; 1000 where the option is in seconds and the
            field in milliseconds.
        short: a second flag for it, of one letter.
        was: an earlier spelling of the flag, which still works and is not shown.
        shown: what the help says of the default where that is no value; the option is then left
            out unless it is given, and the field has its own default.
        metavar: what the help calls the value.
        multiple: whether it may be repeated.
        callback: reads what was given, as click's callbacks do.
        envvar: a variable of its own, in place of the one that every option has.
    """

    field: str
    flag: str
    help: str
    kind: click.ParamType[Any] | type
    scale: int | None = None
    short: str = ""
    was: str = ""
    shown: str = ""
    metavar: str | None = None
    multiple: bool = False
    callback: Function | None = None
    envvar: str | None = None

    @property
    def parameter(self) -> str:
        """The name that click gives the option's value."""
        return _parameter(self.flag)

    def options(self, default: Any) -> list[Decorator]:
        """Return click's decorators for it.

        Args:
            default: the field's; ``inspect.Parameter.empty`` where the option is required.
        """
        common: dict[str, Any] = {
            "metavar": self.metavar,
            "callback": self.callback,
            "envvar": self.envvar,
        }
        if self.kind is bool:
            common["is_flag"] = True
        else:
            common |= {"type": self.kind, "multiple": self.multiple}
        flags = [self.short, self.flag] if self.short else [self.flag]
        made: list[Decorator] = [
            click.option(*flags, help=self.help, **common, **self._default(default))
        ]
        if self.was:
            said = f"The earlier spelling of {self.flag}."
            made.append(click.option(self.was, help=said, hidden=True, **common))
        return made

    def _default(self, default: Any) -> dict[str, Any]:
        if default is inspect.Parameter.empty:
            return {"required": True}
        if self.shown:
            return {"show_default": self.shown}
        if default is None:
            return {}
        return {"default": self.shown_as(default)}

    def shown_as(self, value: Any) -> Any:
        """Return a field's value in the option's unit."""
        return value / self.scale if self.scale else value

    def take(self, values: dict[str, Any]) -> dict[str, Any]:
        """Take the option out of the command's values; return the field, if it was given."""
        given = values.pop(self.parameter)
        if self.was:
            old = values.pop(_parameter(self.was))
            if _strength(_parameter(self.was)) < _strength(self.parameter):
                given = old
        if given is None:
            return {}
        return {self.field: round(given * self.scale) if self.scale else given}


def _parameter(flag: str) -> str:
    return flag.lstrip("-").replace("-", "_")


def _strength(parameter: str) -> int:
    source = click.get_current_context().get_parameter_source(parameter)
    return STRENGTH.index(source or ParameterSource.DEFAULT)


def is_given(parameter: str) -> bool:
    """Say whether somebody gave the running command this option: it is not just the default."""
    return STRENGTH[_strength(parameter)] is not ParameterSource.DEFAULT


def settings_options(
    name: str, settings: Function, table: Sequence[Setting], title: str = ""
) -> Decorator:
    """Add a table of options, and pass them on as one ``settings()`` called ``name``.

    ``title`` is the group that the help shows them in; by default they are the command's own.
    """
    known = inspect.signature(settings).parameters

    def decorate(command: Function) -> Function:
        @functools.wraps(command)
        def collected(*args: Any, **values: Any) -> Any:
            given: dict[str, Any] = {}
            for setting in table:
                given |= setting.take(values)
            with usage([setting.parameter for setting in table]):
                made = settings(**given)
            return command(*args, **{name: made}, **values)

        added = [option for one in table for option in one.options(known[one.field].default)]
        return with_options(collected, added, title)

    return decorate


@contextmanager
def usage(names: Sequence[str] = ()) -> Iterator[None]:
    """Make a usage error of a ValueError: of values that are fine alone and wrong together.

    Args:
        names: the parameters that the values are of; those that came from the configuration file
            are named by their keys there.
    """
    try:
        yield
    except ValueError as error:
        if fault := config_fault(click.get_current_context(), names, str(error)):
            raise fault from error
        raise click.UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error


def with_options(command: Function, options: Sequence[Decorator], title: str = "") -> Function:
    """Add options that click lists in this order, in a group of the help if it has a title."""
    known = count(command)
    for option in reversed(options):
        command = option(command)
    if title:
        mark(command, title, known)
    return command


def _called(name: str, kind: click.ParamType[Any]) -> click.ParamType[Any]:
    """Say what the help calls a value of that kind."""
    kind.name = name
    return kind


SHARE = _called("share", click.FloatRange(0, 1))
SOME = _called("number", click.IntRange(min=1))
COUNT = _called("number", click.IntRange(min=0))
COUNT_A_MINUTE = _called("number", click.FloatRange(0, 60))
FACTOR = _called("factor", click.FloatRange(1, 10))
TOLERANCE = _called("number", click.FloatRange(0, 100))
SECONDS = _called("seconds", click.FloatRange(0, 86_400))
MINUTES = _called("minutes", click.FloatRange(0, 6000, min_open=True))
RATE = _called("rate", click.FloatRange(1, 1000))
PER_SECOND = _called("rate", click.FloatRange(0, 1000, min_open=True, max_open=True))


class FilmTime(click.ParamType[int]):
    """A time in a movie, as ms: seconds, minutes and seconds, or hours, minutes and seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read 90, 1:30 or 0:01:30.5."""
        if isinstance(value, int):
            return value
        match = _TIME.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no time like 90, 1:30 or 0:01:30.5.", param, ctx)
        hours, minutes, seconds = (
            float((part or "0").replace(",", ".")) for part in match.groups()
        )
        return round((hours * 3600 + minutes * 60 + seconds) * 1000)


_TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:[.,]\d{1,3})?)", re.ASCII)
TIME = FilmTime()

PATH = FileName()
FILE = FileName(exists=True, dir_okay=False)
FOLDER = FileName(exists=True, file_okay=False)
PLACE = FileName(exists=True)
NEW = FileName(dir_okay=False)
