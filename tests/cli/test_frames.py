"""``adtool frames``: what it takes, skips and refuses, as users meet it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from adtool.datasets.cache.index import read_index


def adtool(*arguments: object, largest: int = 0) -> tuple[int, str, str]:
    """Run the command; no file that it writes may get larger than ``largest`` bytes, if any."""

    def limit() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    ran = subprocess.run(
        [sys.executable, "-m", "adtool", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    return ran.returncode, ran.stdout, ran.stderr


def video(path: Path, seconds: int = 2) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(0)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for _ in range(seconds * 10):
            image = noise.integers(0, 256, (64, 96, 3)).astype(np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())


@pytest.fixture
def data(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("a", "b"):
        video(tmp_path / "films" / f"{name}.mp4")
    table = tmp_path / "ads.csv"
    table.write_text("movie,start,end,text\na,0,1,One.\na,1,2,Two.\nb,0,1,Three.\n")
    return tmp_path / "films", table


def command(data: tuple[Path, Path], out: Path, *more: object) -> list[object]:
    return ["frames", data[0], "--annotations", data[1], "-o", out, "-q", *more]


def parts(out: Path) -> list[str]:
    return [path.name for path in out.rglob("*") if path.name.endswith(".part")]


def test_frames_are_kept_and_the_folder_is_printed_and_read_by_features(data, tmp_path, tiny_clip):
    out = tmp_path / "out"
    assert adtool(*command(data, out)) == (0, f"{out}\n", "")
    made = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert made == ["frames.index", *(f"shards/{n}.{s}" for n in "ab" for s in ("index", "tar"))]
    index = read_index(out / "frames.index")
    assert (index.made.frames, index.made.short_side, index.made.quality) == (32, 224, 90)
    features = ("features", "--annotations", data[1], "--clip", tiny_clip, "--device", "cpu")
    told = (*features, "--workers", 0, "-q")
    assert adtool(*told, out, "-o", tmp_path / "f")[0] == 0
    code, _, error = adtool(*told, out, "-o", tmp_path / "g", "--frames", 5)
    assert code == 1
    assert error == (
        f"Error: {out}: holds 32 frames a clip, of which 5 cannot be taken evenly; "
        "write others with adtool frames --frames 20\n"
    )
    whole = ("features", out, "--clip", tiny_clip, "-o", tmp_path / "h", "-q")
    code, _, error = adtool(*whole)
    assert code == 1
    assert "holds the frames of annotated clips, and no whole films; name the folder" in error


def test_what_is_missing_is_said_in_one_line_and_the_rest_is_kept(data, tmp_path):
    films, out = data[0], tmp_path / "out"
    (films / "b.mp4").unlink()
    code, said, error = adtool(*command(data, out))
    assert (code, said) == (1, "")
    assert error.startswith("Error: Left out: b: 1 annotations. The others are in ")
    assert error.endswith(f"and all faults in {out / 'faults.jsonl'}.\n")
    assert len(error.splitlines()) == 1
    code, _, error = adtool(*command(data, out, "--shard", "2/2"))
    assert code == 1
    assert f"all faults in {out / 'faults-2-of-2.jsonl'}" in error


@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        (["--shard", "3/2"], 2, "'3/2' is no share such as 1/4"),
        (["--quality", "96"], 2, "A JPEG's quality lies between 1 and 95, not 96."),
        (["--frames", "0"], 2, "'--frames'"),
        (["--frames", "1001"], 2, "1 to 1000 frames, not 1001"),
        (["--short-side", "8"], 2, "16 pixels a side or more, not 8"),
        (["--dataset", "cmdad"], 1, "ads.csv: "),
        (["--workers", "0"], 2, "'--workers'"),
    ],
)
def test_a_wrong_use_is_one_line_and_writes_nothing(data, tmp_path, more, code, message):
    ended, said, error = adtool(*command(data, tmp_path / "out", *more))
    assert (ended, said) == (code, "")
    assert message in error
    assert "Traceback" not in error
    assert not list((tmp_path / "out").rglob("*.tar"))


def test_other_settings_are_refused_by_name(data, tmp_path):
    out = tmp_path / "out"
    assert adtool(*command(data, out))[0] == 0
    code, _, error = adtool(*command(data, out, "--frames", 8))
    assert (code, error) == (
        1,
        f"Error: {out}: holds 32 frames a clip, not 8; choose another folder, or --overwrite\n",
    )
    assert adtool(*command(data, out, "--frames", 8, "--overwrite"))[0] == 0


def test_what_is_read_is_never_written(data, tmp_path):
    films, _ = data
    before = {path.name: path.read_bytes() for path in films.iterdir()}
    for out in (films, tmp_path / "link"):
        if out != films:
            out.symlink_to(films)
        code, _, error = adtool(*command(data, out))
        assert code == 1
        assert "is read by this command, and never written; name another" in error
    assert {path.name: path.read_bytes() for path in films.iterdir()} == before


def test_a_full_disk_is_one_line_and_leaves_no_half_shard(data, tmp_path):
    out = tmp_path / "out"
    code, said, error = adtool(*command(data, out), largest=20_000)
    assert (code, said) == (1, "")
    assert len(error.splitlines()) == 1
    assert "cannot be written (it would be larger than files may be here)" in error
    assert parts(out) == []
    assert list((out / "shards").iterdir()) == []
    assert adtool(*command(data, out))[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_leaves_whole_shards_and_the_same_command_goes_on(tmp_path):
    video(tmp_path / "films" / "a.mp4")
    for number in range(40):
        os.link(tmp_path / "films" / "a.mp4", tmp_path / "films" / f"f{number:02}.mp4")
    table = tmp_path / "ads.csv"
    rows = [f"f{n:02},{s / 10},{s / 10 + 1},x" for n in range(40) for s in range(10)]
    table.write_text("\n".join(["movie,start,end,text", *rows]))
    out = tmp_path / "out"
    told = command((tmp_path / "films", table), out, "--workers", 1)
    running = subprocess.Popen(
        [sys.executable, "-m", "adtool", *map(str, told)], stderr=subprocess.PIPE, text=True
    )
    for _ in range(600):
        if len(list((out / "shards").glob("*.index"))) >= 2:
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, error = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in error
    assert parts(out) == []
    whole = {path: path.stat().st_mtime_ns for path in (out / "shards").iterdir()}
    known = read_index(out / "frames.index").films
    assert 2 <= len(known) < 40
    assert len(whole) == 2 * len(known)
    assert adtool(*told)[0] == 0
    assert len(read_index(out / "frames.index").films) == 40
    assert {path: path.stat().st_mtime_ns for path in whole} == whole
