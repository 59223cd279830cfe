"""What may be loaded when: asking for help must not cost what running costs, nor running more than
what it uses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from adtool.cli.manual import commands

EXAMPLES = Path(__file__).parents[1] / "examples"

HEAVY = {
    "accelerate",
    "av",
    "cv2",
    "decord",
    "faster_whisper",
    "lightning",
    "onnxruntime",
    "open_clip",
    "openai",
    "pyannote.audio",
    "scenedetect",
    "torch",
    "torchaudio",
    "transformers",
    "whisperx",
}

NEVER = {
    "asteroid_filterbanks",
    "datasets",
    "lightning",
    "matplotlib",
    "open_clip",
    "optuna",
    "pandas",
    "pyannote",
    "scipy",
    "sklearn",
    "tensorboard",
    "timm",
    "torchaudio",
    "torchmetrics",
    "whisperx",
}
"""What describing with a DistinctAD never uses, although packages that it uses would import it."""

ASK = """
import json, sys
from adtool.cli import group
try:
    group(sys.argv[1:], prog_name="adtool")
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded_by(*arguments: object, code: str = ASK) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after running adtool."""
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(ran.stderr.splitlines()[-1]))


@pytest.fixture(scope="module")
def quiet_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of the example's pictures, with nobody speaking."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    with av.open(str(EXAMPLES / "film.mp4")) as film, av.open(str(path), "w") as clip:
        pictures = film.streams.video[0]
        video = clip.add_stream_from_template(pictures)
        sound = clip.add_stream("aac", rate=16_000, layout="mono")
        for packet in film.demux(pictures):
            if packet.dts is not None and packet.pts * packet.time_base < 3:
                packet.stream = video
                clip.mux(packet)
        for start in range(0, 3 * 16_000, 1024):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 16_000, start
            clip.mux(sound.encode(frame))
        clip.mux(sound.encode(None))
    return path


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=" ".join)
def test_the_group_alone_loads_no_command_and_nothing_heavy(arguments: list[str]) -> None:
    loaded = loaded_by(*arguments)
    assert not HEAVY & loaded
    assert not {"numpy", "rich", "adtool_training", "huggingface_hub"} & loaded
    ours = {name for name in loaded if name.startswith("adtool.cli.")}
    group = {f"adtool.cli.{name}" for name in ("example", "lazy", "inputs", "file_name", "origins")}
    assert ours == group


@pytest.mark.parametrize(
    "path", [ctx.command_path for ctx in commands() if ctx.parent], ids=lambda path: path
)
def test_a_commands_help_loads_nothing_heavy(path: str) -> None:
    assert not HEAVY & loaded_by(*path.split()[1:], "--help")


@pytest.mark.parametrize("path", ["convert", "check", "describe", "gaps", "cast", "models"])
def test_a_commands_help_needs_no_numbers(path: str) -> None:
    assert not {"numpy", "rich", "huggingface_hub", "pysubs2"} & loaded_by(path, "--help")


def test_the_library_stays_light() -> None:
    code = "import adtool, json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    loaded = loaded_by(code=code)
    assert not (HEAVY | {"click", "numpy", "rich"}) & loaded


LIGHT = {"numpy", "rich", "huggingface_hub", "PIL", "asyncio", "email", "http", "xmlrpc"}


@pytest.mark.parametrize("suffix", ["srt", "vtt", "ttml", "json"])
def test_converting_loads_nothing_but_formats(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"ad.{suffix}"
    loaded = loaded_by("convert", EXAMPLES / "reference.json", "-o", out)
    assert out.exists()
    assert not (HEAVY | NEVER | LIGHT) & loaded
    assert len(loaded) < 280


def test_checking_a_script_loads_nothing_but_rules() -> None:
    reference = EXAMPLES / "reference.srt"
    loaded = loaded_by("check", reference, "--subtitles", EXAMPLES / "dialogue.srt")
    assert not (HEAVY | NEVER | {"numpy", "rich", "PIL"}) & loaded
    assert len(loaded) < 420


def test_comparing_scripts_loads_nothing_but_rules() -> None:
    loaded = loaded_by("diff", EXAMPLES / "reference.srt", EXAMPLES / "reference.json")
    assert not (HEAVY | NEVER | {"numpy", "rich", "PIL"}) & loaded
    assert len(loaded) < 420


def test_scoring_words_loads_no_model(tmp_path: Path) -> None:
    script, table = EXAMPLES / "reference.json", tmp_path / "predictions.csv"
    lines = json.loads(script.read_text("utf-8"))["lines"]
    rows = [f"film,{line['start']},{line['end']},A door opens.,A door closes." for line in lines]
    table.write_text("\n".join(["vid,start,end,text_gt,text_gen", *rows]), "utf-8")
    annotations = tmp_path / "none"
    annotations.mkdir()
    metrics = "repetition,distinct,words,fit"
    loaded = loaded_by(
        "eval", "--benchmark", "cmd-ad", "--predictions", table, "--metrics", metrics
    )
    assert "numpy" in loaded  # for the intervals
    assert not (HEAVY | NEVER | {"rich", "huggingface_hub", "PIL"}) & loaded


@pytest.mark.parametrize("arguments", [[], ["--speech", "silero"]], ids=["pyannote", "silero"])
def test_finding_gaps_loads_no_vision_and_no_language(
    quiet_clip: Path, arguments: list[str]
) -> None:
    loaded = loaded_by(
        "gaps", quiet_clip, "-o", quiet_clip.with_suffix(".json"), "--overwrite", *arguments
    )
    others = {
        "cv2",
        "decord",
        "openai",
        "scenedetect",
        "torchvision",
        "transformers",
        "torch._dynamo",
    }
    assert not (NEVER | others) & loaded
    assert ("torch" in loaded) == (not arguments)
    assert ("onnxruntime" in loaded) == bool(arguments)


@pytest.mark.slow
def test_describing_loads_only_what_describes(quiet_clip: Path) -> None:
    out = quiet_clip.with_name("ad.srt")
    work = quiet_clip.with_name("work")
    loaded = loaded_by("describe", quiet_clip, "--model", "bundled", "-o", out, "--work", work)
    assert out.read_text("utf-8").strip()
    assert {"av", "torch", "transformers"} <= loaded
    assert not (NEVER | {"decord", "onnxruntime", "faster_whisper", "openai"}) & loaded


@pytest.mark.slow
def test_spotting_loads_no_model(quiet_clip: Path) -> None:
    out, work = quiet_clip.with_name("cues.srt"), quiet_clip.with_name("work")
    loaded = loaded_by(
        "describe",
        quiet_clip,
        "--model",
        "spotting",
        "--speech",
        "silero",
        "-o",
        out,
        "--work",
        work,
    )
    assert out.read_text("utf-8").strip()
    assert not (NEVER | {"transformers", "decord", "openai"}) & loaded


def test_listing_models_does_not_load_transformers() -> None:
    assert not (NEVER | {"transformers", "av", "openai"}) & loaded_by("models")
