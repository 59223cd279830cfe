"""Reading from many shards."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from adtool.datasets.cache.open_shards import OpenShards
from adtool.errors import MediaError


@pytest.fixture
def shards(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{i}.tar" for i in range(10)]
    for number, path in enumerate(paths):
        path.write_bytes(b"stamp" + bytes([number]) * 5000)
    return paths


def handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files in /proc")
def test_few_files_stay_open_however_many_are_read(shards):
    opened, before = OpenShards(most=3), handles()
    for _ in range(5):
        for number, path in enumerate(shards):
            assert opened.read(path, "stamp", 100, 2) == bytes([number] * 2)
            assert handles() <= before + 3
    opened.close()
    assert handles() == before
    for path in shards:
        opened.read(path, "stamp", 0, 1)
    del opened
    assert handles() == before


def test_the_file_that_was_used_longest_ago_is_closed(shards, monkeypatch):
    opened, seen = OpenShards(most=2), []
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, flags: seen.append(path.name) or real(path, flags))
    for number in (0, 1, 0, 2, 0, 1):
        opened.read(shards[number], "stamp", 0, 1)
    assert seen == ["0.tar", "1.tar", "2.tar", "1.tar"]


def test_a_file_that_is_cut_off_gives_what_it_has(shards):
    assert OpenShards().read(shards[1], "stamp", 5000, 100) == b"\1" * 5


@pytest.mark.parametrize("content", [b"other" * 100, b"", b"x" * 5000 + b"stamp"])
def test_a_file_without_the_stamp_in_its_head_is_refused(tmp_path, content):
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(MediaError, match=r"x\.tar: is another shard than its folder's index says"):
        OpenShards().read(tmp_path / "x.tar", "stamp", 0, 1)


def test_a_file_that_is_gone_is_refused(tmp_path):
    with pytest.raises(MediaError, match=r"x\.tar: cannot be opened"):
        OpenShards().read(tmp_path / "x.tar", "stamp", 0, 1)
    with pytest.raises(MediaError, match=r"cannot be read"):
        OpenShards().read(tmp_path, "stamp", 0, 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_processes_that_share_open_files_do_not_disturb_each_other(shards):
    opened = OpenShards()
    opened.read(shards[1], "stamp", 0, 1)
    children = []
    for number in range(3):
        child = os.fork()
        if not child:
            good = all(
                opened.read(shards[1], "stamp", 5 + (7 * i + number) % 4000, 3) == b"\1\1\1"
                and opened.read(shards[1], "stamp", 0, 5) == b"stamp"
                for i in range(300)
            )
            os._exit(0 if good else 1)
        children.append(child)
    for _ in range(300):
        assert opened.read(shards[1], "stamp", 0, 5) == b"stamp"
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
