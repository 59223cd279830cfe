from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

from adtool.errors import CastError, MediaError, OutputError
from adtool.media import MediaInfo
from adtool.progress import SILENT, Progress, Stage
from adtool.work import (
    JSON,
    TENSORS,
    Run,
    WorkFolder,
    alone,
    default_root,
    fingerprint,
    open_work_folder,
)


@pytest.fixture
def movie(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(range(256)) * 100)
    return path


class Counting:
    def __init__(self, value: object) -> None:
        self.value = value
        self.calls = 0

    def __call__(self) -> object:
        self.calls += 1
        return self.value


def test_a_finished_stage_is_not_computed_again(tmp_path: Path, movie: Path) -> None:
    compute = Counting([[1, 2]])
    for _ in range(2):
        work = open_work_folder(tmp_path / "work", movie)
        assert work.keep("speech", {"onset": 0.3}, compute, JSON) == [[1, 2]]
    assert compute.calls == 1


def test_other_settings_another_stage_or_another_movie_are_other_entries(
    tmp_path: Path, movie: Path
) -> None:
    compute = Counting(1)
    other = tmp_path / "other.mp4"
    other.write_bytes(movie.read_bytes()[:-1] + b"x")
    for path, stage, onset in [
        (movie, "speech", 0.3),
        (movie, "speech", 0.4),
        (movie, "shots", 0.3),
        (other, "speech", 0.3),
    ]:
        open_work_folder(tmp_path / "work", path).keep(stage, {"onset": onset}, compute, JSON)
    assert compute.calls == 4


def test_settings_are_the_same_in_any_order_and_may_hold_paths(tmp_path: Path) -> None:
    work, compute = WorkFolder(tmp_path), Counting(1)
    work.keep("speech", {"onset": 0.3, "words": Path("a.srt")}, compute, JSON)
    work.keep("speech", {"words": "a.srt", "onset": 0.3}, compute, JSON)
    assert compute.calls == 1


def test_a_first_run_and_a_rerun_go_on_with_the_same_value(tmp_path: Path, movie: Path) -> None:
    work = open_work_folder(tmp_path / "work", movie)
    values = [work.keep("speech", {}, lambda: ((1, 2),), JSON) for _ in range(2)]
    assert values == [[[1, 2]]] * 2
    assert open_work_folder(None, movie).keep("speech", {}, lambda: ((1, 2),), JSON) == [[1, 2]]


def _truncate(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def _empty(entry: Path) -> None:
    entry.write_bytes(b"")


def _flip(entry: Path) -> None:
    content = bytearray(entry.read_bytes())
    content[-2] ^= 1
    entry.write_bytes(content)


def _remove(entry: Path) -> None:
    entry.unlink()


@pytest.mark.parametrize("damage", [_truncate, _empty, _flip, _remove])
def test_a_damaged_entry_is_computed_again(
    tmp_path: Path, movie: Path, damage: Callable[[Path], None]
) -> None:
    work = open_work_folder(tmp_path / "work", movie)
    compute = Counting([1234])
    work.keep("speech", {}, compute, JSON)
    assert work.folder is not None
    (entry,) = work.folder.iterdir()
    damage(entry)
    for _ in range(2):
        assert work.keep("speech", {}, compute, JSON) == [1234]
    assert compute.calls == 2


def test_fresh_forgets_this_movie_only(tmp_path: Path, movie: Path) -> None:
    other = tmp_path / "other.mp4"
    other.write_bytes(b"other")
    compute = Counting(1)
    for path in (movie, other):
        open_work_folder(tmp_path / "work", path).keep("speech", {}, compute, JSON)
    open_work_folder(tmp_path / "work", movie, fresh=True).keep("speech", {}, compute, JSON)
    open_work_folder(tmp_path / "work", other).keep("speech", {}, compute, JSON)
    assert compute.calls == 3


def test_a_failing_stage_keeps_nothing(tmp_path: Path, movie: Path) -> None:
    work = open_work_folder(tmp_path / "work", movie)

    def fail() -> object:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work.keep("speech", {}, fail, JSON)
    assert work.folder is not None
    assert list(work.folder.iterdir()) == []


def test_a_place_that_cannot_be_written_names_the_option(tmp_path: Path, movie: Path) -> None:
    with pytest.raises(OutputError, match="choose another place for kept work with --work"):
        open_work_folder(movie, movie)


def test_the_fingerprint_is_of_the_content(tmp_path: Path, movie: Path) -> None:
    copy = tmp_path / "copy.mkv"
    copy.write_bytes(movie.read_bytes())
    assert fingerprint(copy) == fingerprint(movie)
    big = bytearray(20 * 2**20)
    digests = set()
    for place in [None, 0, 10 * 2**20, len(big) - 1]:
        if place is not None:
            big[place] = 1
        copy.write_bytes(big)
        digests.add(fingerprint(copy))
    copy.write_bytes(big[:-1])
    assert len({*digests, fingerprint(copy)}) >= 4
    with pytest.raises(MediaError, match="cannot be read"):
        fingerprint(tmp_path / "no.mp4")


def test_the_fingerprint_sees_a_change_anywhere_in_8_mib_and_reads_no_more(tmp_path: Path) -> None:
    mib, path = 2**20, tmp_path / "film.mp4"
    path.write_bytes(bytes(8 * mib))
    digests = {fingerprint(path)}
    for place in range(mib // 2, 8 * mib, mib):
        with path.open("r+b") as file:
            file.seek(place)
            file.write(b"x")
        digests.add(fingerprint(path))
    assert len(digests) == 9
    path.write_bytes(bytes(16 * mib))
    before = fingerprint(path)
    for place in (mib + 1, 2 * mib, 15 * mib - 2):  # between two samples
        with path.open("r+b") as file:
            file.seek(place)
            file.write(b"x")
    assert fingerprint(path) == before


def test_a_movies_folder_is_found_again_by_another_version(movie: Path) -> None:
    assert fingerprint(movie) == "3abffbd216580356b91389f7"


def test_the_caller_says_what_an_unreadable_file_was(tmp_path: Path) -> None:
    with pytest.raises(CastError, match=r"no\.png: cannot be read \(no such file or directory\)"):
        fingerprint(tmp_path / "no.png", CastError)


def test_the_default_place_is_in_the_users_cache() -> None:
    assert default_root().parts[-2:] == ("adtool", "work")


class Groups:
    """Computes groups of letters, and keeps count."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.counted: list[float] = []

    def __call__(self, groups: Sequence[str], progress: Progress) -> list[object]:
        self.asked.append(list(groups))
        with progress.stage("Each", sum(map(len, groups))) as stage:
            for group in groups:
                stage.advance(len(group))
        return [group.upper() for group in groups]

    def keep(self, work: WorkFolder, groups: Sequence[str], at_once: int = 1) -> list[object]:
        counting = self

        class Counted:
            @contextmanager
            def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
                assert (name, total) == ("Shouting", sum(map(len, groups)))
                yield self

            def advance(self, amount: float = 1) -> None:
                counting.counted.append(amount)

            def note(self, message: str) -> None:
                raise AssertionError(message)

        kept = work.keep_groups(
            "shouts",
            groups,
            lambda group: {"letters": group},
            self,
            JSON,
            title="Shouting",
            progress=Counted(),
            at_once=at_once,
        )
        return list(kept)


def test_groups_are_computed_one_by_one_or_together_and_only_those_missing(tmp_path: Path) -> None:
    work, groups = WorkFolder(tmp_path), ["ab", "c", "def", "g", "hi"]
    first = Groups()
    assert first.keep(work, groups[1:3]) == ["C", "DEF"]
    assert first.asked == [["c"], ["def"]]
    rest = Groups()
    assert rest.keep(work, groups, at_once=3) == ["AB", "C", "DEF", "G", "HI"]
    assert rest.asked == [["ab"], ["g", "hi"]]
    assert sum(rest.counted) == 9  # every item, kept or made, once
    again = Groups()
    assert again.keep(work, groups, at_once=2) == ["AB", "C", "DEF", "G", "HI"]
    assert again.asked == []
    assert sum(again.counted) == 9


def test_without_a_folder_groups_are_computed_each_time(tmp_path: Path) -> None:
    compute = Groups()
    for _ in range(2):
        assert compute.keep(WorkFolder(None), ["ab", "c"]) == ["AB", "C"]
    assert compute.asked == [["ab"], ["c"]] * 2


@pytest.mark.parametrize("kept", [True, False])
def test_what_is_put_is_there_for_the_stage_to_come(tmp_path: Path, kept: bool) -> None:
    work, compute = WorkFolder(tmp_path if kept else None), Groups()
    key = {"letters": "ab"}
    assert work.kept("shouts", key, JSON) is None
    work.put("shouts", key, "put", JSON)
    assert work.kept("shouts", key, JSON) == "put"
    assert work.kept("shouts", {"letters": "c"}, JSON) is None
    assert compute.keep(work, ["ab", "c"]) == ["put", "C"]
    assert compute.asked == [["c"]]


def test_a_group_without_a_value_is_found_out(tmp_path: Path) -> None:
    class Lazy(Groups):
        def __call__(self, groups: Sequence[str], progress: Progress) -> list[object]:
            return super().__call__(groups, progress)[:-1]

    with pytest.raises(ValueError, match="shorter"):
        Lazy().keep(WorkFolder(tmp_path), ["ab", "c"], at_once=2)


def test_a_groups_settings_may_hold_what_came_before(tmp_path: Path) -> None:
    work, said = WorkFolder(tmp_path), []

    def run(first: str) -> list[object]:
        compute = Groups()
        said.clear()
        kept = work.keep_groups(
            "lines",
            [first, "b"],
            lambda group: [group, list(said)],
            compute,
            JSON,
            title="Lines",
            progress=SILENT,
        )
        for value in kept:
            said.append(value)  # noqa: PERF402  the next group sees it
        return [len(compute.asked), *said]

    assert run("a") == [2, "A", "B"]
    assert run("a") == [0, "A", "B"]
    assert run("x") == [2, "X", "B"]  # the second follows another first


def test_a_kept_nothing_is_kept(tmp_path: Path, movie: Path) -> None:
    compute = Counting(None)
    for _ in range(2):
        assert open_work_folder(tmp_path / "work", movie).keep("stage", 1, compute, JSON) is None
    assert compute.calls == 1


def test_tensors_are_kept_by_name(tmp_path: Path) -> None:
    rows = {"level": torch.tensor([[1, 2]]), "share": torch.tensor([0.5]).half()}
    for _ in range(2):
        kept = WorkFolder(tmp_path).keep("features", 1, lambda: rows, TENSORS)
        assert kept["level"].tolist() == [[1, 2]]
        assert (kept["share"].dtype, kept["share"].tolist()) == (torch.float16, [0.5])


class Heard:
    """Progress that keeps the notes."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    @contextmanager
    def stage(self, name: str, total: float | None = None) -> Iterator[Stage]:
        with SILENT.stage(name, total) as stage:
            yield stage

    def note(self, message: str) -> None:
        self.notes.append(message)


def test_a_rerun_warns_of_what_the_first_run_warned_of(tmp_path: Path, movie: Path) -> None:
    computed = []

    def look(progress: Progress) -> object:
        computed.append(1)
        progress.note("Half of it is dark.")
        return [7]

    for _ in range(2):
        heard = Heard()
        run = Run(MediaInfo(movie, "mp4", 1000, None, None), WorkFolder(tmp_path / "work"), heard)
        run.warn("It is long.")
        assert run.keep("light", {"limit": 1}, look) == [7]
        assert run.warnings == heard.notes == ["It is long.", "Half of it is dark."]
    assert computed == [1]


def test_an_output_has_one_writer_at_a_time(tmp_path):
    root, output = tmp_path / "work", tmp_path / "ad.srt"
    with alone(root, output), alone(root, tmp_path / "other.srt"):
        told = pytest.raises(
            OutputError, match=r"ad\.srt: is being written by another adtool; wait"
        )
        with told, alone(root, tmp_path / "." / "ad.srt"):
            pass
    with alone(root, output):
        pass
