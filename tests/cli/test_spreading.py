"""Movies over machines: a share of them, or a cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.catalogue.outcome import DONE, FAILED, Outcome, read_outcomes
from adtool.cli import spreading
from adtool.cli.desk import Order, Sources
from adtool.cli.spreading import Spread, describe_there
from adtool.errors import OutputError
from adtool.progress import SILENT, Notebook
from adtool.settings import Settings


def films(folder: Path, count: int) -> list[tuple[Path, list[tuple[Path, str]]]]:
    return [
        (folder / f"{name}.mp4", [(folder / "out" / f"{name}.srt", "srt")])
        for name in "abcdefgh"[:count]
    ]


def test_shards_share_all_movies_and_none_twice():
    every = films(Path(), 8)
    shares = [Spread(shard=(i, 3)).share(every) for i in (1, 2, 3)]
    assert sorted(film for share in shares for film in share) == every
    assert [len(share) for share in shares] == [3, 3, 2]
    assert Spread(shard=(9, 9)).share(every) == []


@pytest.mark.parametrize(
    ("spread", "output", "others", "fault"),
    [
        (Spread(gpus=0.5), "out/", {}, "are for --cluster"),
        (Spread(cluster="auto"), "-", {}, "needs a folder"),
        (Spread(cluster="auto"), "out/", {"json": True}, "--json is not for --cluster"),
        (Spread(cluster="auto"), "out/", {"dry_run": True}, "--dry-run is not for --cluster"),
    ],
)
def test_what_cannot_be_meant_is_refused(spread, output, others, fault):
    with pytest.raises(ValueError, match=fault):
        spread.refuse(Path(output), **others)


@pytest.fixture
def cluster(monkeypatch):
    """A cluster that fails b, and notes what it was asked for."""
    asked = []

    def stand_in(work, order, address, resources, progress):
        asked.append((work, order, address, resources))
        return [
            Outcome(name, FAILED, 0.5, 3, "n1", "is lost") if Path(name).stem == "b"
            else Outcome(name, DONE, 1.0, 1, "n2")
            for name, _ in work
        ]  # fmt: skip

    monkeypatch.setattr(spreading, "describe_all", stand_in)
    return asked


def there(folder, count, told=SILENT, **more):
    (folder / "out").mkdir(exist_ok=True)
    describe_there(
        films(folder, count), Sources(cast=Path("cast.json")), Settings(),
        Spread(cluster="auto", gpus=0.25), told, **{"skip_existing": True, **more},
    )  # fmt: skip


def test_the_table_says_what_became_of_each_movie_and_a_rerun_goes_on(cluster, tmp_path, capsys):
    with pytest.raises(spreading.click.exceptions.Exit) as ended:
        there(tmp_path, 3)
    assert ended.value.exit_code == 1
    assert "1 of 3 failed:\n" in capsys.readouterr().err
    ((work, order, address, resources),) = cluster
    assert [Path(name).stem for name, _ in work] == ["a", "b", "c"]
    assert isinstance(order, Order)
    assert order.sources.cast == Path("cast.json").resolve()
    assert (address, resources.gpus) == ("auto", 0.25)
    for done in ("a", "c"):
        (tmp_path / "out" / f"{done}.srt").touch()
    told = Notebook(SILENT)
    with pytest.raises(spreading.click.exceptions.Exit):
        there(tmp_path, 3, told)
    assert [Path(name).stem for name, _ in cluster[1][0]] == ["b"]
    assert told.notes[0] == "2 of 3 movies are done already."
    found = {Path(one.film).stem: one for one in read_outcomes(tmp_path / "out" / "films.csv")}
    assert {name: one.state for name, one in found.items()} == {"a": DONE, "b": FAILED, "c": DONE}


@pytest.mark.parametrize("content", ["film,state\n", "a list of mine", "\0\xff", "film\n"])
def test_a_table_of_somebody_else_is_left_alone(cluster, tmp_path, content):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "films.csv").write_text(content, encoding="latin-1")
    with pytest.raises(OutputError, match=r"films\.csv: is not the table of an earlier run"):
        there(tmp_path, 1)
    assert not cluster
