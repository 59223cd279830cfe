"""Is this machine ready? Each check looks at one topic and says what to do about what is missing.

A check imports nothing heavy where looking is enough, and whatever a broken package raises becomes
a finding: the doctor has to work where nothing else does.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from adtool import __version__, quiet
from adtool.settings import BUNDLED, Settings, SpeechSettings

OK = "ok"
OPTIONAL = "optional"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        topic: a key of ``CHECKS``.
        name: the thing.
        state: "ok"; "optional", where it is missing and only some work needs it; "missing", where
            ``adtool describe`` cannot do without.
        found: its version, place, or what is wrong.
        remedy: what to do, a full sentence; empty where nothing is to be done.
    """

    topic: str
    name: str
    state: str
    found: str
    remedy: str = ""


def examine() -> tuple[Finding, ...]:
    """Make every check, in the table's order."""
    return tuple(finding for topic in CHECKS for finding in _safely(topic))


def is_ready(findings: tuple[Finding, ...]) -> bool:
    """Say whether ``adtool describe`` can run."""
    return all(finding.state != MISSING for finding in findings)


def _safely(topic: str) -> Iterator[Finding]:
    try:
        yield from CHECKS[topic]()
    except Exception as error:  # a package that is half there can raise anything
        fault = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        yield Finding(topic, "check", MISSING, fault, REINSTALL)


REINSTALL = "Install adtool again, in a clone of it: pip install --force-reinstall ."


def check_system() -> Iterator[Finding]:
    """Look at Python and the operating system."""
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processor cores"
    yield Finding("system", "adtool", OK, __version__)
    yield Finding("system", "Python", OK, f"{platform.python_version()}, {sys.executable}")
    yield Finding("system", "machine", OK, system)


def check_packages() -> Iterator[Finding]:
    """Look at every package that adtool's own metadata names, except those for tests."""
    try:
        requirements = metadata.requires("adtool") or []
    except metadata.PackageNotFoundError:
        yield Finding("packages", "adtool", MISSING, "is not installed", "Run: pip install .")
        return
    for requirement in requirements:
        package, _, marker = requirement.partition(";")
        name = re.split(r"[^\w.-]", package.strip())[0]
        extra = re.search(r"extra == ['\"](\w+)['\"]", marker)
        if "python_version" in marker or (extra and extra[1] == "test"):
            continue
        yield _package(name, extra[1] if extra else "", optional=bool(marker))


def _package(name: str, extra: str, *, optional: bool) -> Finding:
    try:
        return Finding("packages", name, OK, metadata.version(name))
    except metadata.PackageNotFoundError:
        run = f"In a clone, run: pip install '.[{extra}]'" if extra else f"Run: pip install {name}"
        return Finding("packages", name, OPTIONAL if optional else MISSING, "not installed", run)


VIT_B_32 = 88_000_000
"""Parameters of the smallest vision encoder that models for films have."""


def check_compute() -> Iterator[Finding]:
    """Look at what torch can compute on, and in which number format."""
    import torch

    from adtool.model.device import pick_device
    from adtool.model.precision import VIT_B_32, inference_dtype

    for index in range(torch.cuda.device_count()):
        gpu = torch.cuda.get_device_properties(index)
        memory = f"{gpu.total_memory / 2**30:.0f} GiB"
        yield Finding("compute", f"cuda:{index}", OK, f"{gpu.name}, {memory}")
    device = pick_device()
    format_name = str(inference_dtype(device, VIT_B_32)).removeprefix("torch.")
    yield Finding("compute", "CPU", OK, f"{torch.get_num_threads()} threads")
    yield Finding("compute", "number format", OK, f"large encoders run in {format_name}")
    yield Finding("compute", "device", OK, device)


def check_speech() -> Iterator[Finding]:
    """Look at which speech detectors can run."""
    assets = _folder_of("whisperx", "assets", "pytorch_model.bin")
    yield _detector("pyannote", assets, "Run: pip install 'whisperx>=3.8'")
    silero = _folder_of("faster_whisper", "assets")
    yield _detector("silero", silero, "Run: pip install faster-whisper")
    yield _whisperx(SpeechSettings().whisper_model)


def _detector(name: str, path: Path | None, remedy: str) -> Finding:
    if path is not None and path.exists():
        return Finding("speech", name, OK, f"its weights are in {path}")
    state = MISSING if name == SpeechSettings().detector else OPTIONAL
    return Finding("speech", name, state, "its package or its weights are not there", remedy)


def _whisperx(model: str) -> Finding:
    if _folder_of("whisperx") is None:
        return Finding("speech", "whisperx", OPTIONAL, "not installed", "Run: pip install whisperx")
    found = sorted(hub_cache().glob(f"models--*--faster-whisper-{model}/snapshots/*/model.bin"))
    if found or Path(model).is_dir():
        return Finding("speech", "whisperx", OK, f"weights of Whisper {model!r} are there")
    remedy = "They are fetched on first use of --speech whisperx; connect to the internet for it."
    return Finding("speech", "whisperx", OPTIONAL, f"no weights of Whisper {model!r} yet", remedy)


def _folder_of(package: str, *inside: str) -> Path | None:
    """Return a path inside an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)), *inside)


def hub_cache() -> Path:
    """Return where the Hugging Face hub's files are kept."""
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def check_frames() -> Iterator[Finding]:
    """Look at the readers of frames, and the codecs that FFmpeg's libraries bring."""
    import av

    versions = av.library_versions
    libraries = ", ".join(f"{name} {versions[name][0]}" for name in ("libavformat", "libavcodec"))
    yield Finding("frames", "pyav", OK, f"{av.__version__}, with {libraries}")
    if _folder_of("decord") is None:
        remedy = "Frames are read with pyav; nothing is to be done."
        yield Finding("frames", "decord", OPTIONAL, "not installed", remedy)
    else:
        yield Finding("frames", "decord", OK, metadata.version("decord"))
    yield from _codecs(av.codecs_available)


CODECS = {
    "pictures": ("h264", "hevc", "av1", "vp9", "vp8", "mpeg2video", "mpeg4", "theora", "prores"),
    "sound": ("aac", "ac3", "eac3", "dca", "mp3", "opus", "vorbis", "flac", "pcm_s16le"),
}


def _codecs(available: set[str]) -> Iterator[Finding]:
    for kind, names in CODECS.items():
        absent = [name for name in names if name not in available]
        found = ", ".join(name for name in names if name in available)
        yield Finding("frames", f"{kind} that can be read", OK, f"{found}, and others")
        if absent:
            remedy = "Run: pip install --only-binary av --force-reinstall av"
            yield Finding("frames", f"{kind} that cannot", OPTIONAL, ", ".join(absent), remedy)


def check_models() -> Iterator[Finding]:
    """Look at the models, the bundled one first."""
    from adtool.model.catalogue import find_models
    from adtool.model.kinds import VISION_LANGUAGE

    found = [model for model in find_models() if model.kind != VISION_LANGUAGE]
    if not any(model.name == BUNDLED for model in found):
        remedy = f"{REINSTALL} (or choose a model with --model)"
        yield Finding("models", BUNDLED, MISSING, "not in this installation", remedy)
    for model in found:
        usable = f"{model.size / 1e6:.1f} MB, trained on: {model.trained_on}"
        state = OPTIONAL if model.fault else OK
        yield Finding("models", model.name, state, model.fault or usable)
    offline = os.environ.get("HF_HUB_OFFLINE", "0").lower() in ("1", "true", "yes", "on")
    reach = "not asked: HF_HUB_OFFLINE is set" if offline else "asked for models named owner/name"
    yield Finding("models", "model hub", OK, f"{reach}; cache in {hub_cache()}")


def check_narrators() -> Iterator[Finding]:
    """Look at which vision-language models would run here, and what a real film gets."""
    from adtool.model.catalogue import find_models
    from adtool.model.device import pick_device
    from adtool.model.kinds import VISION_LANGUAGE
    from adtool.model.memory import free_memory
    from adtool.narration.automatic import advice, best_here, hindrance

    device = pick_device()
    free = free_memory(device)
    yield Finding("narrators", "memory", OK, f"{free / 1e9:.1f} GB are free on {device}")
    for model in find_models():
        if model.kind == VISION_LANGUAGE:
            why_not = hindrance(model, free)
            found = why_not or f"would run here, in {model.memory / 1e9:.1f} GB"
            yield Finding("narrators", model.name, OPTIONAL if why_not else OK, found)
    best, auto = best_here(device), "--model auto, on a real film"
    if best is None:
        remedy = advice(device)
        yield Finding("narrators", auto, OPTIONAL, "spotting: cues, and no words", remedy)
    else:
        yield Finding("narrators", auto, OK, best.model)


def check_work() -> Iterator[Finding]:
    """Look at where finished stages are kept, and the room there."""
    from adtool.work import default_root

    root = default_root()
    parent = next(folder for folder in (root, *root.parents) if folder.exists())
    free = shutil.disk_usage(parent).free / 2**30
    found = f"{root}, {free:.1f} GiB free"
    if not os.access(parent, os.W_OK):
        remedy = "Choose another folder with describe's --work, or set XDG_CACHE_HOME."
        yield Finding("work", "work folder", MISSING, f"{root} cannot be written", remedy)
    elif free < 1:
        yield Finding("work", "work folder", OPTIONAL, found, "A long film needs about 1 GiB.")
    else:
        yield Finding("work", "work folder", OK, found)


def check_choices() -> Iterator[Finding]:
    """Say what describe uses unless it is told otherwise."""
    settings = Settings()
    yield Finding("describe uses", "model", OK, settings.model.model)
    yield Finding("describe uses", "speech detector", OK, settings.speech.detector)
    yield Finding("describe uses", "frames", OK, settings.model.frame_reader)


def check_privacy() -> Iterator[Finding]:
    """Say what leaves the machine."""
    variables = ", ".join(f"{name}={value}" for name, value in quiet.TELEMETRY.items())
    yield Finding("privacy", "telemetry", OK, f"off; for other packages too, by {variables}")


CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "system": check_system,
    "packages": check_packages,
    "compute": check_compute,
    "speech": check_speech,
    "frames": check_frames,
    "models": check_models,
    "narrators": check_narrators,
    "work": check_work,
    "describe uses": check_choices,
    "privacy": check_privacy,
}
"""Every check by topic; each yields the findings of that topic."""
