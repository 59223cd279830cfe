"""Films on a cluster: whatever dies, each is described once, or is told to have failed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from adtool.catalogue import ray_cluster
from adtool.catalogue.outcome import DONE, FAILED
from adtool.catalogue.ray_cluster import Resources, describe_all
from adtool.errors import MediaError, OutputError, UnavailableError
from adtool.progress import SILENT, Notebook

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install '.[cluster]'")


def describe(folder: Path, film: str) -> None:
    """Stand in for describing: the film's name says what goes wrong."""
    node = ray.get_runtime_context().get_node_id()
    with (folder / "begun").open("a") as log:
        log.write(f"{film} {node}\n")
    if film == "broken":
        raise MediaError(Path(film), "is no movie")
    if film == "full" and Counter(begun(folder))["full"] < 3:
        raise OutputError(Path(film), "cannot be written (no space left on device)")
    if film == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if film == "bug":
        raise ZeroDivisionError
    time.sleep(0.2)
    (folder / film).touch()


def begun(folder: Path) -> list[str]:
    log = folder / "begun"
    return [line.split()[0] for line in log.read_text().splitlines()] if log.exists() else []


@contextmanager
def nodes():
    """Start a cluster of a head that takes no work, and two machines that take a film each."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    try:
        yield cluster, [cluster.add_node(num_cpus=1) for _ in range(2)]
    finally:
        cluster.shutdown()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_a_machine_that_dies_costs_its_film_a_try_and_each_film_is_described_once(tmp_path):
    films = [f"film-{number}" for number in range(12)]
    odd = ["broken", "full", "killed", "bug"]
    with nodes() as (cluster, (one, _)):

        def kill() -> None:
            while f" {one.node_id}\n" not in (log.read_text() if log.exists() else ""):
                time.sleep(0.02)
            cluster.remove_node(one, allow_graceful=False)

        log = tmp_path / "begun"
        killer = threading.Thread(target=kill)
        killer.start()
        told = Notebook(SILENT)
        work = [(film, film) for film in [*films, *odd]]
        found = {
            outcome.film: outcome
            for outcome in describe_all(
                work, partial(describe, tmp_path), cluster.address, Resources(1), told
            )
        }
        killer.join(timeout=30)
    assert list(found) == [*films, *odd]
    assert [found[film].reason for film in films] == [""] * 12
    tries = Counter(begun(tmp_path))
    assert all((tmp_path / film).exists() for film in films)
    assert sum(tries[film] for film in films) <= 13  # under one film is repeated
    assert (found["broken"].state, found["broken"].tries) == (FAILED, 1)
    assert "is no movie" in found["broken"].reason
    assert (found["full"].state, tries["full"]) == (DONE, 3)
    assert (found["killed"].state, found["killed"].tries) == (FAILED, 3)
    assert "was lost" in found["killed"].reason
    assert (found["bug"].state, tries["bug"]) == (FAILED, 1)
    assert any("no space left on device); tried again" in note for note in told.notes)


def test_a_cluster_that_is_not_there_is_one_line(monkeypatch):
    def refuse(**_: object) -> None:
        raise ConnectionError("ray client connection timeout\nmore")

    monkeypatch.setattr(ray, "init", refuse)
    with pytest.raises(
        UnavailableError, match=r"no Ray cluster at ray://a:1 \(ray client con"
    ) as caught:
        describe_all([("a", "a")], print, "ray://a:1", Resources())
    assert "--cluster" in str(caught.value)


def test_without_ray_there_is_one_line_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(
        UnavailableError, match=r"Ray is not installed.*pip install '\.\[cluster\]'"
    ):
        describe_all([("a", "a")], print, "auto", Resources())


@pytest.mark.parametrize("asked", [{"cpus": -1}, {"gpus": -0.5}])
def test_nobody_asks_for_less_than_nothing(asked):
    with pytest.raises(ValueError, match="less than nothing"):
        Resources(**asked)


def test_ray_sends_nothing_to_anybody(monkeypatch):
    monkeypatch.setattr(ray, "init", lambda **_: None)
    monkeypatch.setattr(ray, "shutdown", lambda: None)
    monkeypatch.delenv("RAY_USAGE_STATS_ENABLED", raising=False)
    with ray_cluster._cluster("auto"):
        assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
