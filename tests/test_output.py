import errno
import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from adtool.errors import OutputError
from adtool.output import (
    check_output,
    check_output_folder,
    keep,
    keeping,
    replacing,
    whole_folder,
    write_text,
)


def test_text_is_written_as_utf8(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "Zoë läuft.\n")
    assert (tmp_path / "a.txt").read_bytes() == "Zoë läuft.\n".encode()


def test_an_existing_file_is_refused_unless_overwriting_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(OutputError, match="exists already; say --overwrite"):
        check_output(tmp_path / "a.txt")
    check_output(tmp_path / "a.txt", overwrite=True)
    assert (tmp_path / "a.txt").read_text() == "old"


def test_checking_leaves_nothing_behind(tmp_path: Path) -> None:
    check_output(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_output_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        check_output(tmp_path)


def test_a_missing_folder_is_said_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist"):
        check_output(tmp_path / "no" / "a.txt")


def test_a_file_where_a_folder_must_be_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        check_output(tmp_path / "file" / "a.txt")
    with pytest.raises(OutputError):
        check_output_folder(tmp_path / "file")
    with pytest.raises(OutputError):
        check_output_folder(tmp_path / "file" / "below")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that refuses files")
def test_a_folder_that_takes_no_files_is_an_output_error() -> None:
    with pytest.raises(OutputError, match="/proc"):
        check_output(Path("/proc/a.txt"))
    with pytest.raises(OutputError, match="/proc"):
        check_output_folder(Path("/proc/self"))


def test_a_failing_writer_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with suppress(RuntimeError), replacing(tmp_path / "a.txt") as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]


def test_a_link_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_text(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_the_new_file_has_ordinary_permissions(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o666 & ~mask


def test_a_device_is_written_to_and_stays_a_device() -> None:
    check_output("/dev/null")
    write_text("/dev/null", "gone")
    assert Path("/dev/null").is_char_device()


def test_a_hyphen_is_standard_output() -> None:
    check_output("-")
    code = "from adtool.output import write_text; write_text('-', 'Zoë\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == "Zoë\n".encode()


def test_inputs_are_not_written_while_they_are_kept_by_whatever_path(tmp_path: Path) -> None:
    film, link, twin = (tmp_path / name for name in ("film.mp4", "link.mp4", "twin.mp4"))
    film.write_text("mine")
    link.symlink_to(film)
    os.link(film, twin)
    with keeping([film, tmp_path / "nowhere"]):
        for path in (film, link, twin, tmp_path / "." / "film.mp4"):
            with pytest.raises(OutputError, match="is read by this command, and never written"):
                check_output(path, overwrite=True)
            with pytest.raises(OutputError, match="is read by this command, and never written"):
                write_text(path, "other")
        write_text(tmp_path / "nowhere", "new")
        write_text(tmp_path / "other.mp4", "new")
    assert film.read_text() == "mine"
    write_text(film, "other")
    assert film.read_text() == "other"


def test_what_is_found_to_be_an_input_is_kept_until_the_command_ends(tmp_path: Path) -> None:
    portrait = tmp_path / "anna.png"
    portrait.write_text("mine")
    keep(portrait)  # no command runs
    write_text(portrait, "other")
    with keeping([tmp_path / "cast.json"]):
        keep(portrait)
        with pytest.raises(OutputError):
            write_text(portrait, "yet another")
    write_text(portrait, "last")
    assert portrait.read_text() == "last"


def test_a_folder_that_holds_an_input_is_not_replaced(tmp_path: Path) -> None:
    inner = tmp_path / "data" / "films"
    inner.mkdir(parents=True)
    (inner / "film.mp4").write_text("mine")
    with keeping([inner]):
        for folder in (inner, tmp_path / "data", inner / ".." / "films"):
            with (
                pytest.raises(OutputError, match="holds what is read by this command"),
                whole_folder(folder),
            ):
                pass
        with pytest.raises(OutputError, match="is read by this command"):
            check_output_folder(inner)
        with whole_folder(tmp_path / "run") as draft:
            (draft / "state").write_text("new")
    assert (inner / "film.mp4").read_text() == "mine"
    assert (tmp_path / "run" / "state").read_text() == "new"


NO_ROOM = OSError(errno.ENOSPC, "No space left on device")
FULL = r"cannot be written \(the disk is full; make room, and run the same command again\)"


def raised_while(error: Exception, cause: Exception) -> Exception:
    error.__context__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NO_ROOM, "the disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "the disk quota is used up"),
        (OSError(errno.EFBIG, "File too large"), "it would be larger than files may be here"),
        (ValueError("I/O error: No space left on device (os error 28)"), "the disk is full"),
        (RuntimeError("PytorchStreamWriter failed writing file data/0"), "the disk is full"),
        (raised_while(RuntimeError("unexpected pos 64 vs 0"), NO_ROOM), "the disk is full"),
    ],
)
def test_whoever_says_that_there_is_no_room_is_one_line(
    tmp_path: Path, error: Exception, said: str
) -> None:
    def half(path: Path) -> None:
        path.write_text("half")
        raise error

    (tmp_path / "old.txt").write_text("old")
    with pytest.raises(OutputError, match=said), replacing(tmp_path / "old.txt") as new:
        half(new)
    with pytest.raises(OutputError, match=said), whole_folder(tmp_path / "folder") as draft:
        half(draft / "a")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"old.txt": "old"}


@pytest.mark.parametrize("error", [ValueError("no"), KeyError("a"), RuntimeError("unexpected pos")])
def test_a_bug_stays_what_it_is(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)), replacing(tmp_path / "a"):
        raise error
    with pytest.raises(type(error)), whole_folder(tmp_path / "a"):
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_finds_no_room_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise NO_ROOM

    write_text(tmp_path / "a.txt", "old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match=FULL):
        write_text(tmp_path / "a.txt", "new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_device_that_is_full_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=f"^/dev/full: {FULL}"):
        write_text("/dev/full", "x" * 100_000)
