"""Whether a run that is killed at any moment and resumed ends in the weights of one never stopped.

    python benchmarks/kill_and_resume.py [--stage stage1 stage2] [--kills 10] [--seed 0]

Every run is the command that a user would give, ``adtool train``, on a few small storyworld films.
Each is ended by SIGKILL once its metrics show a step that is drawn at random, so in the midst of
whatever it does then (a step, a state half written), and called again with ``--resume``. All
tensors of its last state, the moments of the optimiser, the metrics and the finished model are then
compared with those of a run that nobody stopped, bit for bit. Exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file

STEPS = 120
FILMS = ["data.train_films=2", "data.validation_films=1", "data.clips=8", "data.size=32"]
LOOP = [f"loop.steps={STEPS}", "loop.log_steps=1", "loop.save_steps=3", "loop.workers=0"]
STAGE_ONE = "frames = 2\nbatch = 8\n"
STAGE_TWO = """
clip = ""
batch = 2
[model]
frames = 2
window = 4
latents = 2
bases = 3
[language_model]
films = 2
vocabulary = 320
width = 32
layers = 2
heads = 2
batch = 4
loop.steps = 2
"""
CONFIGS = {"stage1": STAGE_ONE, "stage2": STAGE_TWO}
MADE = {"stage1": "clip_ad", "stage2": "distinctad"}


@dataclass(frozen=True, slots=True)
class Kill:
    """One run that was killed: after which step, and which of its files are not as they should."""

    step: int
    saved: int
    different: tuple[str, ...]


def main() -> None:
    """Kill runs of each stage, and say which did not end as if nothing had happened."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stage", nargs="+", choices=list(CONFIGS), default=list(CONFIGS))
    parser.add_argument("--kills", type=int, default=10, help="runs a stage (default: 10)")
    parser.add_argument("--seed", type=int, default=0, help="draws the steps (default: 0)")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        make_clip(Path(folder) / "clip")
        for stage in options.stage:
            whole = Path(folder) / f"{stage}-whole"
            finish(command(stage, whole))
            for number, step in enumerate(rng.sample(range(1, STEPS - 5), options.kills), 1):
                kill = kill_and_resume(stage, whole, whole.with_name(f"{stage}-{number}"), step)
                bad += bool(kill.different)
                print(f"{stage} {number:3}: {told(kill)}", flush=True)
    sys.exit(bad > 0)


def told(kill: Kill) -> str:
    """Say how a killed run ended."""
    differs = f"DIFFERENT: {', '.join(kill.different)}" if kill.different else "identical"
    return f"killed after step {kill.step}, resumed from step {kill.saved}: {differs}"


def make_clip(folder: Path) -> None:
    """Save an untrained CLIP for frames of 32 pixels."""
    from adtool.model.clip import Clip

    torch.manual_seed(0)
    size = {"width": 32, "layers": 1}
    vision = {"image_size": 32, "patch_size": 16, "head_width": 16, **size}
    text = {"context_length": 32, "vocab_size": 49408, "heads": 2, **size}
    model = {"embed_dim": 16, "vision_cfg": vision, "text_cfg": text}
    Clip({"model_cfg": model, "preprocess_cfg": {"resize_mode": "squash"}}).save(folder)


def command(stage: str, run: Path) -> list[str]:
    """Return the command of a run; its configuration is written beside the run."""
    config = run.with_name(f"{stage}.toml")
    config.write_text(CONFIGS[stage], encoding="utf-8")
    start = [sys.executable, "-m", "adtool", "train", stage, "--config", str(config)]
    settings = [f"clip={run.with_name('clip')}", *FILMS, *LOOP]
    return [*start, "-o", str(run), "--progress", "none", *settings]


def finish(run: Sequence[str]) -> None:
    """Run a command to its end."""
    ended = subprocess.run(run, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if ended.returncode:
        sys.exit(f"{' '.join(run)} failed:\n{ended.stderr}")


def kill_and_resume(stage: str, whole: Path, run: Path, step: int) -> Kill:
    """Kill a run once it has made ``step`` steps, resume it, and compare it with ``whole``."""
    started = subprocess.Popen(command(stage, run), stdout=subprocess.DEVNULL)
    metrics = run / stage / "metrics.jsonl"
    while started.poll() is None and last_step(metrics) < step:
        time.sleep(0.002)
    started.kill()
    if started.wait() != -signal.SIGKILL:
        sys.exit(f"{run.name} ended before it could be killed after step {step}")
    made = last_step(metrics)
    saved = sorted((run / stage / "state").glob("step-*"))
    finish([*command(stage, run), "--resume"])
    newest = int(saved[-1].name.removeprefix("step-")) if saved else 0
    return Kill(made, newest, different(stage, whole, run))


def last_step(metrics: Path) -> int:
    """Return the step of the last whole line, 0 where there is none yet."""
    if not metrics.exists():
        return 0
    whole = metrics.read_text(encoding="utf-8").split("\n")[:-1]
    return int(json.loads(whole[-1])["step"]) if whole else 0


def different(stage: str, whole: Path, run: Path) -> tuple[str, ...]:
    """Name the files of ``run`` that are not, bit for bit, those of ``whole``."""
    state = Path(stage) / "state" / f"step-{STEPS:08d}"
    made = Path(MADE[stage])
    found = [made / path.name for path in sorted((whole / made).glob("*.safetensors"))]
    tensors = [state / "model.safetensors", state / "optimiser.pt", *found]
    unlike = [str(path) for path in tensors if not same_tensors(whole / path, run / path)]
    metrics = Path(stage) / "metrics.jsonl"
    if (whole / metrics).read_bytes() != (run / metrics).read_bytes():
        unlike.append(str(metrics))
    return tuple(unlike)


def same_tensors(one: Path, other: Path) -> bool:
    """Say whether two files hold the same tensors under the same names, to the last bit."""
    if not other.exists():
        return False
    mine, yours = tensors_of(one), tensors_of(other)
    return mine.keys() == yours.keys() and all(torch.equal(mine[k], yours[k]) for k in mine)


def tensors_of(path: Path) -> dict[str, torch.Tensor]:
    """Read the tensors of a safetensors file, or the moments in an optimiser's state."""
    if path.suffix == ".safetensors":
        return load_file(path)
    state = torch.load(path, weights_only=True)["state"]
    return {
        f"{number}.{name}": torch.as_tensor(value)
        for number, moments in state.items()
        for name, value in moments.items()
    }


if __name__ == "__main__":
    main()
