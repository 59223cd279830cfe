"""The example film is what its command makes, and the batch script goes through a folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

from adtool.cast.cast import read_cast
from adtool.media import probe
from adtool.scripts import read_script

EXAMPLES = Path(__file__).parents[1] / "examples"
LARGEST = 1_500_000  # bytes; the film is cloned by everybody


def test_the_example_is_small_and_whole() -> None:
    assert (EXAMPLES / "film.mp4").stat().st_size < LARGEST
    info = probe(EXAMPLES / "film.mp4")
    assert info.video is not None
    assert (info.video.width, info.video.height) == (640, 360)
    assert info.audio is not None
    assert len(read_cast(EXAMPLES / "cast.json").characters) == 6


def test_the_example_is_the_film_that_its_command_makes() -> None:
    from adtool.storyworld import release, sample_film, seeds

    film = sample_film(seeds("test", 1)[0], 10)
    assert read_script(EXAMPLES / "reference.json") == release.reference(film)
    said = [line.text for line in read_script(EXAMPLES / "dialogue.srt").lines]
    assert said == [line.text for line in release.dialogue(film).lines]


def test_a_bad_film_does_not_stop_the_rest_of_the_folder(tmp_path: Path) -> None:
    films, drafts = tmp_path / "my films", tmp_path / "drafts"
    films.mkdir()
    for name in ("a.mp4", "bad.mkv", "c.webm", "c.cast.json", "d.MP4", "notes.txt"):
        (films / name).touch()
    fake = tmp_path / "adtool"
    fake.write_text(
        '#!/bin/sh\necho "$@" >> "$(dirname "$0")/log"\n'
        'case $2 in */bad.*) exit 1 ;; esac\nname=$(basename "${2%.*}")\n'
        'touch "$4/$name.srt" "$4/$name.json"\n'
    )
    fake.chmod(0o755)
    command = [EXAMPLES / "describe_folder.sh", films, drafts, "--beams", "3"]
    environment = {"ADTOOL": str(fake), "PATH": "/usr/bin:/bin"}
    for _ in range(2):
        ran = subprocess.run(
            list(map(str, command)), env=environment, capture_output=True, text=True
        )
        assert (ran.returncode, ran.stderr) == (1, f"{films}/bad.mkv: failed\n")
    every = f"-o {drafts}/ --overwrite --beams 3"
    assert (tmp_path / "log").read_text().splitlines() == [
        f"describe {films}/a.mp4 {every}",
        f"describe {films}/bad.mkv {every}",
        f"describe {films}/c.webm {every} --cast {films}/c.cast.json",
        f"describe {films}/d.MP4 {every}",
        f"describe {films}/bad.mkv {every}",
    ]


def test_the_batch_script_says_how_it_is_used() -> None:
    script = str(EXAMPLES / "describe_folder.sh")
    ran = subprocess.run([script, "nowhere"], capture_output=True, text=True)
    assert ran.returncode == 2
    assert "describe_folder.sh FILMS DRAFTS" in ran.stderr
