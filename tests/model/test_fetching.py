"""Fetching models from a hub that is slow, breaks off, lies, or is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from adtool.errors import OutputError, UnavailableError
from adtool.model import fetching
from adtool.model.fetching import fetch
from adtool.model.lookup import find_folder
from adtool.model.parcel import look_up

NAME = "team/model"


class Counted:
    """Counts what its stages are told."""

    def __init__(self) -> None:
        self.done = 0.0
        self.total: float | None = None

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Counted]:
        self.total = total
        yield self

    def advance(self, amount: float = 1) -> None:
        self.done += amount

    def note(self, message: str) -> None:
        pass


@pytest.fixture
def on_hub(hub: Any, vlm_files: dict[str, bytes]) -> Any:
    hub.add(NAME, vlm_files)
    return hub


def gets(hub: Any, name: str) -> list[str]:
    return [asked for asked in hub.asked if asked.startswith("GET") and name in asked]


def test_a_model_is_fetched_counted_and_then_found_by_its_name(
    on_hub: Any, vlm_files: dict[str, bytes]
) -> None:
    counted = Counted()
    folder = fetch(look_up(NAME), counted)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == vlm_files
    size = sum(map(len, vlm_files.values())) / 1e6
    assert counted.total == pytest.approx(size)
    assert counted.done == pytest.approx(size)
    on_hub.close()
    assert find_folder(NAME) == folder


def test_the_weights_come_last_and_nothing_comes_twice(on_hub: Any) -> None:
    fetch(look_up(NAME))
    files = [asked for asked in on_hub.asked if asked.startswith("GET") and "/resolve/" in asked]
    assert "model.safetensors" in files[-1]
    on_hub.asked.clear()
    fetch(look_up(NAME))
    assert gets(on_hub, "model.safetensors") == []


def test_a_file_that_broke_off_goes_on_where_it_ended(
    on_hub: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 50_000)
    on_hub.cut["model.safetensors"] = 200_000
    with suppress(UnavailableError):  # newer clients go on by themselves
        fetch(look_up(NAME))
    assert fetch(look_up(NAME)).is_dir()
    assert gets(on_hub, "model.safetensors")[-1].endswith("bytes=200000-")


def test_a_connection_that_ends_is_said_with_what_to_do(
    on_hub: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object, **__: object) -> str:
        raise ConnectionError("reset by peer")

    parcel = look_up(NAME)
    monkeypatch.setattr("huggingface_hub.hf_hub_download", end)
    with pytest.raises(UnavailableError) as caught:
        fetch(parcel)
    assert str(caught.value) == (
        "team/model has not come in full (ConnectionError). What has come is kept: run the same "
        "command again to go on."
    )


def test_ctrl_c_leaves_what_has_come_and_a_rerun_ends_the_work(
    on_hub: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fetching._give

    def interrupted(parcel: Any, name: str) -> Path:
        if name.endswith(".safetensors"):
            raise KeyboardInterrupt
        return real(parcel, name)

    parcel = look_up(NAME)
    with monkeypatch.context() as patch:
        patch.setattr(fetching, "_give", interrupted)
        with pytest.raises(KeyboardInterrupt):
            fetch(parcel)
    on_hub.asked.clear()
    folder = fetch(look_up(NAME))
    assert (folder / "model.safetensors").is_file()
    assert [asked for asked in gets(on_hub, "README.md") if "/c" in asked] == []


@pytest.mark.parametrize(("spare", "full"), [(0, False), (-1, True)])
def test_a_disk_without_room_is_said_before_anything_comes(
    on_hub: Any, monkeypatch: pytest.MonkeyPatch, spare: int, full: bool
) -> None:
    parcel = look_up(NAME)
    free = parcel.size + fetching.MARGIN + spare
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    if full:
        with pytest.raises(OutputError, match=r"has 1.0 GB free, and 1.0 GB are needed; make room"):
            fetch(parcel)
        assert gets(on_hub, "model.safetensors") == []
    else:
        fetch(parcel)


def test_what_is_there_already_needs_no_room(on_hub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = look_up(NAME)
    fetch(parcel)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=fetching.MARGIN))
    fetch(parcel)


def test_weights_that_come_damaged_are_dropped_and_fetched_anew(
    on_hub: Any, vlm_files: dict[str, bytes]
) -> None:
    on_hub.add(NAME, vlm_files | {"model.safetensors": b"no weights at all"})
    with pytest.raises(UnavailableError, match="has come damaged, and was dropped"):
        fetch(look_up(NAME))
    on_hub.add(NAME, vlm_files)
    assert (fetch(look_up(NAME)) / "model.safetensors").read_bytes()[:2] != b"no"


def test_a_cache_that_cannot_be_written_is_said(
    on_hub: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    parcel = look_up(NAME)
    monkeypatch.setattr("huggingface_hub.hf_hub_download", refuse)
    with pytest.raises(OutputError, match=r"cannot be written \(Permission denied\)"):
        fetch(parcel)


def test_a_hub_that_goes_away_is_said_in_one_line(on_hub: Any) -> None:
    parcel = look_up(NAME)
    on_hub.broken = (400, "no")
    with pytest.raises(UnavailableError, match="has not come in full") as caught:
        fetch(parcel)
    assert "\n" not in str(caught.value)


def test_a_model_that_changes_meanwhile_is_said(
    on_hub: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parcel = look_up(NAME)
    monkeypatch.setattr(fetching, "_give", lambda parcel, name: tmp_path / name)
    monkeypatch.setattr(fetching, "_check_file", lambda path, size: None)
    with pytest.raises(UnavailableError, match="has changed on the hub while it was fetched"):
        fetch(parcel)


def test_growth_is_counted_while_a_file_comes(tmp_path: Path) -> None:
    import time

    counted = Counted()
    with fetching._growing(tmp_path, fetching._Counted(counted), 3_000_000):
        (tmp_path / "x.incomplete").write_bytes(bytes(2_000_000))
        deadline = time.monotonic() + 10
        while not counted.done and time.monotonic() < deadline:
            time.sleep(0.05)
        assert counted.done == 2.0
    assert counted.done == 3.0
