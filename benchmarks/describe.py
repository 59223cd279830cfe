"""``adtool describe`` beside a straightforward script: CPU and wall seconds, and peak memory.

    python benchmarks/describe.py [MOVIE] [--clips 24] [--repeats 1]

The script does what one would write first, each step with the library that is made for it, on the
same weights and the same clips: pyannote.audio's own voice-activity pipeline on the whole sound,
PySceneDetect on the whole film, decord for the frames of each clip, open_clip's own transform for
each frame, and the model's encoder and its narration clip by clip. Without a movie it renders one
of storyworld's, with speech, of ``--clips`` clips. Each way runs in a process of its own, the two
in turns; the cheapest of the runs counts. The script's steps are told apart.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frame_readers import alone, cpu_seconds, peak_memory

MODEL = "bundled"


@dataclass
class Cost:
    """What a way costs.

    Attributes:
        cpu: seconds of processor time, of its steps by name where they are told apart.
        wall: likewise, of the clock.
        memory: peak in MB.
    """

    cpu: dict[str, float] = field(default_factory=dict)
    wall: dict[str, float] = field(default_factory=dict)
    memory: float = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure a step."""
        cpu, wall = cpu_seconds(), time.perf_counter()
        yield
        self.cpu[name] = cpu_seconds() - cpu
        self.wall[name] = time.perf_counter() - wall


def adtool(movie: Path, draft: Path) -> Cost:
    """Describe a movie as the command does, in this process."""
    cost = Cost()
    with cost.step("describe"):
        from adtool.pipeline import describe
        from adtool.scripts import write_script
        from adtool.settings import ModelSettings, Settings

        script = describe(movie, Settings(model=ModelSettings(model=MODEL)))
        write_script(script, draft, "json")
    cost.memory = peak_memory()
    return cost


def straightforward(movie: Path, draft: Path) -> Cost:
    """Do the same steps one after the other, each by its library."""
    cost = Cost()
    clips = _clips(draft)
    with cost.step("imports and models"):
        import av
        import numpy as np
        import open_clip
        import torch
        from decord import VideoReader
        from PIL import Image
        from pyannote.audio import Model
        from pyannote.audio.pipelines import VoiceActivityDetection
        from scenedetect import ContentDetector, detect

        from adtool.model import DistinctAD
        from adtool.speech.pyannote import model_path

        model = DistinctAD.from_pretrained(MODEL)
        pipeline = VoiceActivityDetection(segmentation=Model.from_pretrained(str(model_path())))
        thresholds = {"onset": 0.5, "offset": 0.5, "min_duration_on": 0.0, "min_duration_off": 0.0}
        pipeline.instantiate(thresholds)
    with cost.step("speech"):
        with av.open(str(movie)) as container:
            resampler = av.AudioResampler("flt", "mono", 16_000)
            sound = [
                part.to_ndarray()[0]
                for frame in container.decode(audio=0)
                for part in resampler.resample(frame)
            ]
        waveform = torch.from_numpy(np.concatenate(sound))[None]
        pipeline({"waveform": waveform, "sample_rate": 16_000})
    with cost.step("shots"):
        detect(str(movie), ContentDetector())
    with cost.step("frames"):
        reader = VideoReader(str(movie))
        rate, count = reader.get_avg_fps(), model.config.frames
        shown = []
        for start, end in clips:
            times = [start + (end - start) * i / count for i in range(count)]
            numbers = [min(len(reader) - 1, round(time * rate)) for time in times]
            shown.append(reader.get_batch(numbers).asnumpy())
    with cost.step("encoding"), torch.inference_mode():
        transform = open_clip.image_transform(model.config.vision.image_size, is_train=False)
        encoded = [
            model.encoder(torch.stack([transform(Image.fromarray(frame)) for frame in frames]))
            for frames in shown
        ]
    with cost.step("narration"), torch.inference_mode():
        for features in encoded:
            model.narrate(features[None])
    cost.memory = peak_memory()
    return cost


def _clips(draft: Path) -> list[tuple[float, float]]:
    """Return the clips of a draft, in seconds."""
    script: dict[str, Any] = json.loads(draft.read_text(encoding="utf-8"))
    found = [*script["lines"], *script["omissions"]]
    return sorted((start, end) for start, end in (one["clip"] for one in found if one["clip"]))


WAYS: dict[str, Callable[[Path, Path], Cost]] = {
    "adtool": adtool,
    "straightforward": straightforward,
}


def main() -> None:
    """Measure both ways, and print a table with their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("movie", type=Path, nargs="?", help="a movie; one is made if none is named")
    parser.add_argument("--clips", type=int, default=24, help="of the film that is made")
    parser.add_argument("--repeats", type=int, default=1, help="of which the cheapest counts")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        movie = given.movie or _render(Path(folder), given.clips)
        draft = Path(folder) / "draft.json"
        runs = [
            {name: alone(way, movie, draft) for name, way in WAYS.items()}
            for _ in range(given.repeats)
        ]
        print(f"{movie.name}: {len(_clips(draft))} clips")
    report({name: min((run[name] for run in runs), key=_cpu) for name in WAYS})


def _render(folder: Path, clips: int) -> Path:
    from adtool.storyworld.film import write_movie
    from adtool.storyworld.world import sample_film, seeds

    movie = folder / "film.mp4"
    write_movie(sample_film(seeds("test", 1)[0], clips), movie, (1280, 720))
    return movie


def _cpu(cost: Cost) -> float:
    return sum(cost.cpu.values())


def report(costs: dict[str, Cost]) -> None:
    """Print a line for each way and each step of the script, and how much more the script takes."""
    print(f"{'':<28}{'CPU s':>8}{'wall s':>8}{'MB':>7}")
    for name, cost in costs.items():
        wall = sum(cost.wall.values())
        print(f"{name:<28}{_cpu(cost):8.1f}{wall:8.1f}{cost.memory:7.0f}")
        if len(cost.cpu) > 1:
            for step, seconds in cost.cpu.items():
                print(f"  {step:<26}{seconds:8.1f}{cost.wall[step]:8.1f}")
    ours, theirs = costs["adtool"], costs["straightforward"]
    cpu = _cpu(theirs) / _cpu(ours)
    wall = sum(theirs.wall.values()) / sum(ours.wall.values())
    print(f"{'the script, to adtool':<28}{cpu:8.2f}{wall:8.2f}{theirs.memory / ours.memory:7.2f}")


if __name__ == "__main__":
    main()
