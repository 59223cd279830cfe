"""Options of what the pipeline is told, each a table of settings.

A decorator here hands the command one finished value, not its parts: ``speech_options`` gives it
``speech``, a ``SpeechSettings``; and so on.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

import click

from adtool.cli.setting import (
    COUNT,
    COUNT_A_MINUTE,
    FACTOR,
    RATE,
    SECONDS,
    SHARE,
    SOME,
    TOLERANCE,
    Function,
    Setting,
    settings_options,
    with_options,
)
from adtool.media import FRAME_READERS
from adtool.recognition import AUTO, RECOGNISERS
from adtool.settings import (
    GAP,
    SPEECH,
    CharacterSettings,
    ChatSettings,
    ChoiceSettings,
    FittingSettings,
    GapSettings,
    ModelSettings,
    NamingSettings,
    Settings,
    SpeechSettings,
)
from adtool.speech import DETECTORS
from adtool.speech.offset import parse_offset


def _offset(ctx: click.Context, param: click.Parameter, given: str) -> str:
    """Refuse an offset that is none."""
    try:
        parse_offset(given)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, param) from error
    return given


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
        Setting(
            "subtitles_offset",
            "--subtitles-offset",
            "What to add to --subtitles' times (-1:00:00), or where its programme begins "
            "(10:00:00:00); 'auto' finds whole hours, or asks the sound.",
            str,
            metavar="TIME",
            callback=_offset,
        ),
        Setting(
            "songs",
            "--songs",
            "What sung words are, where --subtitles tell.",
            click.Choice([SPEECH, GAP]),
        ),
        Setting(
            "track",
            "--audio-track",
            "Number, language or title of the audio track that is heard.",
            str,
            shown="the film's own, no commentary or description",
            metavar="TRACK",
        ),
    ),
    "Speech",
)

MARGIN = Setting("margin", "--margin", "Seconds kept free beside speech.", SECONDS, 1000)
MINIMUM = Setting("minimum", "--minimum-gap", "Shortest gap, in seconds.", SECONDS, 1000)
LONGEST = Setting("longest_clip", "--longest-clip", "Longest clip, in seconds.", SECONDS, 1000)

SHORTEST = Setting(
    "shortest_clip",
    "--shortest-clip",
    "Shortest piece of a gap that is cut, in seconds.",
    SECONDS,
    1000,
)

gap_options = settings_options(
    "gap_settings", GapSettings, (MARGIN, MINIMUM, LONGEST, SHORTEST), "Gaps and clips"
)

MODEL = Setting(
    "model",
    "--model",
    "'auto', a folder, a name of adtool models or of the hub, a server's address, 'bundled' or "
    "'spotting'.",
    str,
)
FRAME_READER = Setting(
    "frame_reader",
    "--frame-reader",
    "What decodes frames.",
    click.Choice(list(FRAME_READERS)),
    was="--frames",
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
    "model_settings", ModelSettings, (MODEL, FRAME_READER, *DECODING, NAMES), "The model"
)

CHAT = (
    Setting("writer", "--writer", "Another model that words what --model has seen.", str),
    Setting("served", "--served", "What a server calls its model; else it must serve one.", str),
    Setting("candidates", "--candidates", "Wordings that are asked for.", SOME),
    Setting("short_side", "--picture-size", "Pixels of a picture's shorter side.", SOME),
    Setting("context", "--context-frames", "Frames of each shot beside a clip; 0: none.", COUNT),
    Setting("lines", "--lines-before", "Lines before, that it is told.", COUNT),
    Setting("clips", "--clips-at-once", "Clips that it looks at together.", SOME),
    Setting("looking", "--looking-temperature", "Of answers about pictures; 0: greedy.", TOLERANCE),
    Setting("writing", "--writing-temperature", "Of wordings; 0: greedy.", TOLERANCE),
    Setting("top_p", "--top-p", "Share of the likeliest tokens that are drawn from.", SHARE),
    Setting("notes", "--notes", "Most tokens of an answer about pictures.", SOME),
    Setting("tries", "--tries", "How often it is asked again for an unusable answer.", COUNT),
    Setting("seed", "--sampling-seed", "Of all that is sampled.", COUNT),
    Setting("parallel", "--parallel", "Requests to a server at once.", SOME),
    Setting("patience", "--patience", "Seconds that a server has for an answer.", SECONDS),
    Setting("elsewhere", "--yes", "Pictures may be sent to a server elsewhere.", bool),
)

chat_options = settings_options("chat", ChatSettings, CHAT, "Vision-language models")

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
        Setting(
            "strict",
            "--strict",
            "A portrait that cannot be used is an error, not a character without a face.",
            bool,
        ),
    ),
    "Faces",
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
    "Names",
)

fitting_options = settings_options(
    "fitting",
    FittingSettings,
    (
        Setting("rate", "--rate", "Words a minute that a line may take.", RATE),
        Setting("pause", "--pause", "Seconds kept free between two lines.", SECONDS, 1000),
        Setting(
            "extended",
            "--extended",
            "Where no wording fits, or dialogue leaves no gap, write lines that pause the film "
            "(WCAG 2.2, 1.2.7).",
            bool,
        ),
        Setting(
            "pauses",
            "--pauses",
            "With --extended: most pauses a minute in dialogue without a gap.",
            COUNT_A_MINUTE,
        ),
        Setting(
            "pronouns",
            "--pronouns",
            "Begin a line with she or he where the one before is about them too (cast.json says).",
            bool,
        ),
    ),
    "Timing of lines",
)

choice_options = settings_options(
    "choice",
    ChoiceSettings,
    (
        Setting(
            "beams",
            "--choice-beams",
            "Beginnings of the script that are carried on together; 1: clip by clip.",
            SOME,
        ),
        Setting(
            "listener",
            "--listener",
            "The CLIP that guesses which clip a line is of: a folder, 'none', or 'auto'.",
            str,
        ),
        Setting("listening", "--listening", "What its guess counts; 0: nothing.", TOLERANCE),
        Setting(
            "temperature",
            "--listener-temperature",
            "The unit of its similarities; 0: as its CLIP learned it.",
            TOLERANCE,
        ),
        Setting("neighbours", "--listener-clips", "Clips among which it guesses.", SOME),
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
        Setting(
            "newness_weight",
            "--newness-weight",
            "Log-probability a token that a wording gains if all its content words are new.",
            TOLERANCE,
        ),
        Setting(
            "shortening_weight",
            "--shortening-weight",
            "Log-probability a token that a wording loses if it is cut to fit.",
            TOLERANCE,
        ),
    ),
    "Choice of wordings",
)


def pipeline_options(command: Function) -> Function:
    """Add all that the pipeline can be told; the command gets ``settings``, a ``Settings``."""

    @functools.wraps(command)
    def collected(
        *args: Any,
        speech: SpeechSettings,
        gap_settings: GapSettings,
        model_settings: ModelSettings,
        chat: ChatSettings,
        characters: CharacterSettings,
        naming: NamingSettings,
        fitting: FittingSettings,
        choice: ChoiceSettings,
        **values: Any,
    ) -> Any:
        model = replace(model_settings, chat=chat)
        told = Settings(speech, gap_settings, model, characters, naming, fitting, choice)
        return command(*args, settings=told, **values)

    groups = (model_options, chat_options, character_options, speech_options, gap_options)
    return with_options(collected, [*groups, naming_options, fitting_options, choice_options])
