"""Options that several commands share; each default comes from ``adtool.settings``.

A decorator here hands the command one finished value, not its parts: ``reports`` gives it
``progress``, ``speech_options`` gives it ``speech``, a ``SpeechSettings``; and so on.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from adtool.media import FRAME_READERS
from adtool.recognition import AUTO, RECOGNISERS
from adtool.settings import (
    CharacterSettings,
    FittingSettings,
    GapSettings,
    ModelSettings,
    NamingSettings,
    SpeechSettings,
)
from adtool.speech import DETECTORS

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]


@dataclass(frozen=True)
class Setting:
    """One field of a settings dataclass, as an option.

    Attributes:
        field: the field's name.
        flag: the option; its parameter is the flag with underscores.
        help: what it does.
        kind: click's type of it.
        scale: the option's unit in the field's; 1000 where the option is in seconds and the
            field in milliseconds.
    """

    field: str
    flag: str
    help: str
    kind: click.ParamType[Any] | type
    scale: int | None = None

    @property
    def parameter(self) -> str:
        """The name that click gives the option's value."""
        return self.flag.lstrip("-").replace("-", "_")

    def option(self, default: Any) -> Decorator:
        """Return click's decorator for it."""
        shown = default / self.scale if self.scale else default
        return click.option(self.flag, type=self.kind, default=shown, help=self.help)

    def value(self, given: Any) -> Any:
        """Turn the option's value into the field's."""
        return round(given * self.scale) if self.scale else given


def settings_options(name: str, settings: Function, table: Sequence[Setting]) -> Decorator:
    """Add a table of options, and pass them on as one ``settings()`` called ``name``."""
    defaults = settings()

    def decorate(command: Function) -> Function:
        @functools.wraps(command)
        def collected(*args: Any, **values: Any) -> Any:
            given = {s.field: s.value(values.pop(s.parameter)) for s in table}
            return command(*args, **{name: _checked(settings, given)}, **values)

        return _with(collected, [s.option(getattr(defaults, s.field)) for s in table])

    return decorate


def _checked(settings: Function, given: dict[str, Any]) -> Any:
    try:
        return settings(**given)
    except ValueError as error:  # values that are fine alone and wrong together
        raise click.UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error


def _with(command: Function, options: Sequence[Decorator]) -> Function:
    for option in reversed(options):  # click lists them in this order
        command = option(command)
    return command


def _called(name: str, kind: click.ParamType[Any]) -> click.ParamType[Any]:
    """Say what the help calls a value of that kind."""
    kind.name = name
    return kind


SHARE = _called("share", click.FloatRange(0, 1))
SOME = _called("number", click.IntRange(min=1))
COUNT = _called("number", click.IntRange(min=0))
FACTOR = _called("factor", click.FloatRange(1, 10))
TOLERANCE = _called("number", click.FloatRange(0, 100))
SECONDS = _called("seconds", click.FloatRange(0, 86_400))
RATE = _called("rate", click.FloatRange(1, 1000))

speech_options = settings_options(
    "speech",
    SpeechSettings,
    (
        Setting("detector", "--speech", "How speech is found.", click.Choice(list(DETECTORS))),
        Setting("step", "--speech-step", "Seconds between pyannote's windows.", SECONDS),
        Setting("onset", "--speech-onset", "Probability at which speech begins.", SHARE),
        Setting("offset", "--speech-offset", "Probability at which speech ends.", SHARE),
        Setting("block", "--speech-block", "Seconds of audio held at once.", SECONDS),
        Setting("context", "--speech-context", "Seconds heard around each block.", SECONDS),
        Setting("whisper_model", "--whisper-model", "Whisper model (whisperx), or folder.", str),
    ),
)

MARGIN = Setting("margin", "--margin", "Seconds kept free beside speech.", SECONDS, 1000)
MINIMUM = Setting("minimum", "--minimum-gap", "Shortest gap, in seconds.", SECONDS, 1000)
LONGEST = Setting("longest_clip", "--longest-clip", "Longest clip, in seconds.", SECONDS, 1000)

gap_options = settings_options("gap_settings", GapSettings, (MARGIN, MINIMUM, LONGEST))

MODEL = Setting(
    "model", "--model", "A folder, a name of adtool models, a hub name, or 'bundled'.", str
)
FRAMES_READER = Setting(
    "frames_reader", "--frames", "What decodes frames.", click.Choice(list(FRAME_READERS))
)
DECODING = (
    Setting("device", "--device", "'auto', 'cpu', 'cuda', 'cuda:1', 'mps', ….", str),
    Setting("beams", "--beams", "Beam width; 1 is greedy.", SOME),
    Setting("max_tokens", "--max-tokens", "Longest line, in tokens.", SOME),
    Setting(
        "repetition_penalty",
        "--repetition-penalty",
        "How much less likely words become that the line has already; 1 is none.",
        FACTOR,
    ),
    Setting(
        "no_repeat_ngram",
        "--no-repeat-ngram",
        "No run of this many words twice in a line; 0: allowed.",
        COUNT,
    ),
    Setting("batch", "--batch", "Images per pass of the vision encoder.", SOME),
    Setting("windows", "--windows", "Windows that are narrated at once.", SOME),
)
NAMES = Setting("names", "--names", "Most characters that a prompt names.", COUNT)

model_options = settings_options(
    "model_settings", ModelSettings, (MODEL, FRAMES_READER, *DECODING, NAMES)
)

character_options = settings_options(
    "characters",
    CharacterSettings,
    (
        Setting(
            "recogniser",
            "--faces",
            "What recognises the cast from its portraits.",
            click.Choice([AUTO, *RECOGNISERS]),
        ),
        Setting(
            "threshold",
            "--face-threshold",
            "Cosine from which on a face is a character's; else the recogniser's own.",
            SHARE,
        ),
        Setting(
            "exemplars",
            "--exemplars",
            "Compare with this many best frames of each character; 0: with the portraits.",
            COUNT,
        ),
        Setting("frames", "--face-frames", "Frames of a clip searched; 0: as is usual.", COUNT),
        Setting(
            "detector", "--face-detector", "How dlib finds faces.", click.Choice(["hog", "cnn"])
        ),
        Setting(
            "unrecognised",
            "--unrecognised",
            "Whom the prompt names where nobody was recognised.",
            click.Choice(["unknown", "cast"]),
        ),
    ),
)

naming_options = settings_options(
    "naming",
    NamingSettings,
    (
        Setting(
            "absence_weight",
            "--absence-weight",
            "Log-probability a token that naming somebody costs who was not recognised.",
            TOLERANCE,
        ),
    ),
)

fitting_options = settings_options(
    "fitting",
    FittingSettings,
    (
        Setting("rate", "--rate", "Words a minute that a line may take.", RATE),
        Setting(
            "repeat_tolerance",
            "--repeat-tolerance",
            "Log-probability a token that another wording than a repeat may lose.",
            TOLERANCE,
        ),
        Setting(
            "repetition_weight",
            "--repetition-weight",
            "Log-probability a token that a wording loses if earlier lines have all of it.",
            TOLERANCE,
        ),
        Setting("pause", "--pause", "Seconds kept free between two lines.", SECONDS, 1000),
    ),
)


def output_options(
    formats: Sequence[str], *, required: bool = True, meaning: str = "Where to write; - is stdout."
) -> Decorator:
    """Add -o, -f and --overwrite; the command gets ``output``, ``formats`` and ``overwrite``.

    Args:
        formats: the names that -f accepts, as a comma list; ``formats`` is a tuple of them, empty
            where the output's extension is to say.
        required: whether the command can do without -o (``output`` is then None).
        meaning: the help of -o in this command.
    """

    def decorate(command: Function) -> Function:
        @functools.wraps(command)
        def collected(*args: Any, **values: Any) -> Any:
            return command(*args, formats=values.pop("format"), **values)

        return _with(collected, options)

    options = [
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, allow_dash=True),
            required=required,
            help=meaning,
        ),
        click.option(
            "-f",
            "--format",
            metavar="LIST",
            callback=functools.partial(_split_formats, tuple(formats)),
            help=f"Comma list of {', '.join(formats)}; else the output's extension says.",
        ),
        click.option("--overwrite", is_flag=True, help="Replace outputs that exist."),
    ]
    return decorate


def _split_formats(
    known: tuple[str, ...], ctx: click.Context, param: click.Parameter, given: str | None
) -> tuple[str, ...]:
    named = tuple(name.strip().lower() for name in given.split(",")) if given else ()
    for name in named:
        if name not in known:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(known)}.", ctx, param)
    return tuple(dict.fromkeys(named))


def json_option(command: Function) -> Function:
    """Add --json; the command gets ``as_json``."""

    @functools.wraps(command)
    def collected(*args: Any, **values: Any) -> Any:
        return command(*args, as_json=values.pop("json"), **values)

    return _with(
        collected, [click.option("--json", is_flag=True, help="Answer as JSON on stdout.")]
    )


def reports(command: Function) -> Function:
    """Add -q, -v, --progress and --no-progress; the command gets ``progress``, a ``Progress``."""

    @functools.wraps(command)
    def reporting(
        *args: Any, progress: str, no_progress: bool, quiet: bool, verbose: bool, **values: Any
    ) -> Any:
        from adtool.cli.progress import choose, set_up_logging

        set_up_logging(quiet=quiet, verbose=verbose)
        style = "none" if no_progress else progress
        return command(*args, progress=choose(style, quiet=quiet), **values)

    return _with(
        reporting,
        [
            click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
            click.option("-v", "--verbose", is_flag=True, help="Log details to stderr."),
            click.option(
                "--progress",
                type=click.Choice(["auto", "bars", "lines", "none"]),
                default="auto",
                envvar="ADTOOL_PROGRESS",
                help="How progress is shown; auto is bars on a terminal, plain lines elsewhere.",
            ),
            click.option("--no-progress", is_flag=True, help="The same as --progress none."),
        ],
    )
