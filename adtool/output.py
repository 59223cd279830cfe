"""Writing outputs: nothing is replaced unasked, nothing that was read, and nothing by halves."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from pathlib import Path

from adtool.errors import AdtoolError, OutputError

STDOUT = "-"
"""The output name that means standard output."""


_KEPT: ContextVar[frozenset[Path]] = ContextVar("kept", default=frozenset())
_PLANNED: ContextVar[frozenset[Path]] = ContextVar("planned", default=frozenset())
"""Outputs that were found to be writable, and will be written."""


@contextmanager
def keeping(inputs: Iterable[Path]) -> Iterator[None]:
    """Refuse, while this lasts, to write what is read, whatever else was allowed.

    Args:
        inputs: files and folders. By whatever path an output names one of them (another spelling,
            a symbolic or a hard link), it is refused.
    """
    before, planned = _KEPT.set(_KEPT.get() | frozenset(inputs)), _PLANNED.set(_PLANNED.get())
    try:
        yield
    finally:
        _KEPT.reset(before)
        _PLANNED.reset(planned)


def keep(path: Path) -> None:
    """Refuse to write a file that was found to be an input, until ``keeping`` ends.

    What a folder holds, or a file names, is known as an input only when it is come upon: call this
    before it is read.

    Raises:
        OutputError: if it is an output that ``check_output`` let pass.
    """
    if not _KEPT.get():
        return
    _KEPT.set(_KEPT.get() | {path})
    for planned in _PLANNED.get():
        _refuse_same(planned, {path})


@contextmanager
def rewriting(path: Path) -> Iterator[Path]:
    """Allow an input to be written, on purpose; yield the name of the copy that is kept beside it.

    The copy is called ``NAME.bak``, or ``NAME.1.bak`` and so on where there are earlier ones.

    Raises:
        OutputError: if it cannot be copied.
    """
    copy = _copy_beside(path)
    others = frozenset(one for one in _KEPT.get() if not _is_same(path, one))
    before = _KEPT.set(others)
    try:
        yield copy
    finally:
        _KEPT.reset(before)


def _copy_beside(path: Path) -> Path:
    for number in count():
        copy = path.with_name(f"{path.name}{f'.{number}' if number else ''}.bak")
        try:
            with path.open("rb") as content, copy.open("xb") as kept:
                shutil.copyfileobj(content, kept)
            shutil.copystat(path, copy)
        except FileExistsError:
            continue
        except OSError as error:
            raise OutputError(path, f"cannot be copied to {copy} ({reason(error)})") from error
        return copy
    raise AssertionError("there is always another number")


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return False


def refuse_input(path: Path) -> None:
    """Find out whether a path that is to be written is an input.

    Raises:
        OutputError: if it is.
    """
    _refuse_same(path, _KEPT.get())


def _refuse_same(path: Path, inputs: Iterable[Path]) -> None:
    if any(_is_same(path, one) for one in inputs):
        raise OutputError(path, "is read by this command, and never written; name another")


def refuse_input_as_stdout() -> None:
    """Find out whether standard output goes to a file that is an input (``adtool … >> FILE``).

    Raises:
        OutputError: if it does.
    """
    try:
        told = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):  # it is closed, or no file, as in tests
        return
    if any(_is_file(path, told) for path in _KEPT.get()):
        raise OutputError(
            "standard output", "goes to a file that is read by this command; name another"
        )


def _is_file(path: Path, told: os.stat_result) -> bool:
    try:
        return path.is_file() and os.path.samestat(path.stat(), told)
    except OSError:
        return False


def refuse_inputs_within(folder: Path) -> None:
    """Find out whether a folder that is to be replaced or deleted is or holds an input.

    Raises:
        OutputError: if so.
    """
    if any(one.resolve().is_relative_to(folder.resolve()) for one in _KEPT.get()):
        raise OutputError(folder, "holds what is read by this command; name another folder")


def check_output(path: str | Path, *, overwrite: bool = False) -> None:
    """Find out, before any work is done, whether ``path`` can be written later.

    Devices and pipes are always fine, and so is ``-``. For anything else a file is created beside
    ``path`` and removed again: only trying tells the truth about permissions and full disks.

    Raises:
        OutputError: if ``path`` is an input, exists and may not be replaced, is a folder, or its
            folder is missing or cannot be written.
    """
    if str(path) == STDOUT:
        return
    path = Path(path)
    refuse_input(path)
    _check_name(path)
    if path.is_dir():
        raise OutputError(path, "is a folder; name a file")
    if _is_special(path):
        return
    if path.exists() and not overwrite:
        raise OutputError(path, "exists already; say --overwrite to replace it")
    with replacing(path, keep=False) as trial:
        trial.touch()
    if _KEPT.get():
        _PLANNED.set(_PLANNED.get() | {path})


def _check_name(path: Path) -> None:
    """Find out whether there can be a file of that name, be it there or not."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise OutputError(path, f"cannot be written ({reason(error)})") from error


def check_output_folder(folder: Path) -> None:
    """Create ``folder`` where it is missing, and find out whether files can be written in it.

    Raises:
        OutputError: if they cannot, or it is an input.
    """
    refuse_input(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OutputError(folder, "is a file where a folder is needed") from error
    except OSError as error:
        raise OutputError(folder, f"cannot be created ({reason(error)})") from error
    with replacing(folder / "trial", keep=False) as trial:
        trial.touch()


@contextmanager
def replacing(path: Path, *, keep: bool = True) -> Iterator[Path]:
    """Yield a new name beside ``path``; what was written there takes ``path``'s place at the end.

    If the body fails, or ``keep`` is false, ``path`` stays as it was. Symbolic links are followed,
    so that the file they lead to is replaced and not the link.

    Raises:
        OutputError: if it is an input, the folder is missing, or anything about the writing fails.
    """
    refuse_input(path)
    target = path.resolve()
    temporary = target.with_name(f".{target.name[:100]}.{uuid.uuid4().hex[:12]}.part")
    if not target.parent.is_dir():
        raise OutputError(path, f"the folder {target.parent} does not exist")
    try:
        yield temporary
        if keep:
            temporary.replace(target)
    except Exception as error:
        if fault := _fault_of(error):
            raise OutputError(path, f"cannot be written ({fault})") from error
        raise
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: str | Path, text: str) -> None:
    """Write ``text`` as UTF-8 to ``path`` in one step; ``-`` is standard output.

    Raises:
        OutputError: if it cannot be written.
    """
    write_bytes(path, text.encode())


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write ``content`` to ``path`` in one step; ``-`` is standard output.

    Raises:
        OutputError: if it cannot be written.
    """
    if str(path) == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    path = Path(path)
    if _is_special(path):
        try:
            path.write_bytes(content)
        except OSError as error:
            raise OutputError(path, f"cannot be written ({reason(error)})") from error
        return
    with replacing(path) as temporary, temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _is_special(path: Path) -> bool:
    """Say whether ``path`` is a device or a pipe, which must be written to and never replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


_FULL = {
    errno.ENOSPC: "the disk is full; make room, and run the same command again",
    errno.EDQUOT: "the disk quota is used up; make room, and run the same command again",
    errno.EFBIG: "it would be larger than files may be here",
}
_SAID = (
    ("No space left", errno.ENOSPC),
    ("quota exceeded", errno.EDQUOT),
    ("File too large", errno.EFBIG),
    ("PytorchStreamWriter failed writing", errno.ENOSPC),
)
"""What packages say that write files past Python, and whose errors are no OSErrors."""


def no_room(error: BaseException | None) -> str:
    """Say, as a clause, that an error is for want of room on the disk; empty if it is not."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        number = error.errno if isinstance(error, OSError) else None
        found = next((code for words, code in _SAID if words in str(error)), number)
        if found in _FULL:
            return _FULL[found]
        error = error.__cause__ or error.__context__
    return ""


def _fault_of(error: Exception) -> str:
    """Say why a file could not be written; empty for what is no fault of writing."""
    if isinstance(error, OSError):
        return reason(error)
    return "" if isinstance(error, AdtoolError) else no_room(error)


def reason(error: OSError) -> str:
    """Say, as a clause, why a file cannot be written."""
    return no_room(error) or (error.strerror or str(error)).lower()


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which becomes ``path`` when all went well, else disappears.

    Raises:
        OutputError: if the folder is or holds an input, or cannot be written.
    """
    refuse_inputs_within(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    except OSError as error:
        raise OutputError(path, f"cannot be written ({reason(error)})") from error
    try:
        yield draft
        draft.chmod(0o755)
        shutil.rmtree(path, ignore_errors=True)
        os.replace(draft, path)  # noqa: PTH105  the one call that replaces in one step
    except Exception as error:
        if fault := _fault_of(error):
            raise OutputError(path, f"cannot be written ({fault})") from error
        raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
