"""``adtool features``: what it takes, skips and refuses."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from adtool.cli import group


def adtool(*arguments: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(group, [str(a) for a in arguments], prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.fixture
def clip(tmp_path) -> Path:
    from adtool.model.clip import Clip

    size = {"width": 32, "layers": 1}
    vision = {"image_size": 16, "patch_size": 8, "head_width": 16, **size}
    text = {"context_length": 16, "vocab_size": 49408, "heads": 2, **size}
    model = {"embed_dim": 16, "vision_cfg": vision, "text_cfg": text}
    Clip({"model_cfg": model, "preprocess_cfg": {"resize_mode": "squash"}}).save(tmp_path / "clip")
    return tmp_path / "clip"


@pytest.fixture
def videos(tmp_path) -> Path:
    """Two films, one of which is broken."""
    folder = tmp_path / "videos"
    folder.mkdir()
    with av.open(str(folder / "Sintel.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        for i in range(20):
            image = np.full((32, 32, 3), 10 * i, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    (folder / "Hugo.mkv").write_bytes(b"no film")
    return folder


def test_whole_films_are_encoded_a_broken_one_is_left_out_and_a_rerun_skips(clip, videos, tmp_path):
    from adtool.features.files import read_made

    out = tmp_path / "out"
    command = ("features", videos, "--clip", clip, "-o", out, "--workers", 0, "--device", "cpu")
    code, said, error = adtool(*command, "-q")
    assert (code, said) == (1, "")
    assert error.startswith("Error: Left out: Hugo: ")
    assert len(error.splitlines()) == 1
    made, shape = read_made(out / "Sintel.safetensors")
    assert (made.fps, shape) == (5, (10, 16))
    stamp = (out / "Sintel.safetensors").stat().st_mtime_ns
    (videos / "Hugo.mkv").unlink()
    assert adtool(*command, "-q") == (0, f"{out}\n", "")
    assert (out / "Sintel.safetensors").stat().st_mtime_ns == stamp
    code, _, error = adtool(*command, "--fps", 2)
    assert code == 1
    assert "holds features of 5 frames a second; choose another folder, or --overwrite" in error
    assert adtool(*command, "--fps", 2, "--overwrite")[0] == 0
    assert read_made(out / "Sintel.safetensors")[1] == (4, 16)


def test_strict_stops_at_a_broken_film_and_writes_no_features(clip, videos, tmp_path):
    command = ("features", videos, "--clip", clip, "-o", tmp_path / "out", "--workers", 0)
    code, _, error = adtool(*command, "--strict")
    assert code == 1
    assert "Hugo" in error
    assert "leave out --strict to go on without it" in error
    assert not list((tmp_path / "out").glob("*.safetensors"))


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--frames", "4"], 2, "--dataset and --frames need --annotations"),
        (["--annotations", "own.csv", "--fps", "5"], 2, "name one"),
        (["--annotations", "own.csv"], 1, "own.csv: "),
        (["--device", "cuda:99"], 1, "There is no device 'cuda:99' here"),
    ],
)
def test_a_wrong_use_is_one_line(clip, videos, tmp_path, monkeypatch, arguments, code, message):
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text("")
    out = tmp_path / "out"
    ended, _, error = adtool("features", videos, "--clip", clip, "-o", out, *arguments)
    assert ended == code
    assert message in error
    assert "Traceback" not in error


@pytest.mark.parametrize("option", ["--picture-fps", "--rate"])
def test_pictures_a_second_has_one_name_and_its_former_one(clip, tmp_path, option):
    from PIL import Image

    from adtool.features.files import read_made

    folder = tmp_path / "videos" / "s01"
    folder.mkdir(parents=True)
    for number in range(1, 13):
        Image.new("L", (32, 32), 10 * number).save(folder / f"{number:05}.jpg")
    out = tmp_path / "out"
    command = ("features", folder.parent, "--clip", clip, "-o", out, "--workers", 0, "-q")
    assert adtool(*command, option, 6)[0] == 0
    made, shape = read_made(out / "s01.safetensors")
    assert (made.fps, made.length, shape) == (5.0, 2000, (10, 16))
    assert adtool(*command)[0] == 1  # at 3 a second, the default, the film would be longer
    assert "--rate" not in adtool("features", "--help")[1]
