"""A cast.json made from a folder of portraits: a picture's name, or its sub-folder's, says who.

anna_berg.jpg, Anna Berg 2.png → Anna Berg, two portraits
Jean-Luc Picard/a.jpg          → Jean-Luc Picard
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from adtool.cast.portraits import open_portrait
from adtool.cast.schema import LONGEST_NAME
from adtool.errors import CastError
from adtool.media.pictures import is_named_as_picture

_NUMBERED = re.compile(r"(.*[^\W\d_])([\s_.-]*\(?)(\d{1,4})\)?")


@dataclass
class FolderCast:
    """Who a folder shows.

    Attributes:
        people: portraits by name, relative to the cast file's folder, both in the files' order.
        faults: pictures that were left out, a line each.
        hidden: how many hidden files and folders were passed over.
        others: what else was passed over, by name: no pictures, and folders in sub-folders.
    """

    people: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    hidden: int = 0
    others: list[str] = field(default_factory=list)

    def document(self, title: str = "") -> dict[str, object]:
        """Return the content of the cast.json."""
        characters = [{"name": name, "portraits": found} for name, found in self.people.items()]
        return {**({"title": title} if title else {}), "characters": characters}


def cast_of_folder(folder: Path, home: Path) -> FolderCast:
    """Find out whom the pictures of a folder show, and those of its sub-folders.

    Args:
        folder: the portraits.
        home: the folder of the cast file, to which the portraits' paths are relative.

    Raises:
        CastError: if the folder cannot be read, lies outside ``home``, or has no portrait in it.
    """
    if not folder.resolve().is_relative_to(home.resolve()):
        raise CastError(
            folder,
            f"lies outside {home.resolve()}, the folder of the cast file, where portraits must be; "
            "write the cast file beside this folder, or into it",
        )
    found = FolderCast()
    loose: list[Path] = []
    pictures: list[tuple[Path, str]] = []
    for path in _listed(folder, found):
        if path.is_dir():
            pictures += [(picture, path.name) for picture in _pictures(path, found)]
        elif _is_picture(path, found):
            loose.append(path)
    pictures += zip(loose, _without_numbers([path.stem for path in loose]), strict=True)
    pictures.sort(key=lambda picture: _order(picture[0].relative_to(folder)))
    for path, stem in pictures:
        _add(found, path, stem, home.resolve())
    if not found.people:
        said = f" ({found.faults[0]})" if found.faults else ""
        raise CastError(
            folder, f"has no portrait in it; name a picture of each character after them{said}"
        )
    return found


def spoken_name(stem: str) -> str:
    """Return the name that a file's name stands for.

    >>> spoken_name("anna_berg"), spoken_name("anna-berg"), spoken_name("Jean-Luc Picard")
    ('Anna Berg', 'Anna Berg', 'Jean-Luc Picard')
    """
    name = normalize("NFC", " ".join(re.split(r"[\s_]+", stem))).strip()
    if name != name.lower():
        return name
    if " " not in name:
        name = " ".join(re.split(r"[.-]+", name)).strip()
    return re.sub(r"(?:^|(?<=[\s-]))\w", lambda first: first[0].upper(), name)


def _without_numbers(stems: Sequence[str]) -> list[str]:
    """Take off the numbers that tell portraits of one person apart.

    A number does if other files have the same name but for theirs, or if it is of one digit and
    stands apart: "Anna 2" is Anna, while "Agent 47" and "R2D2" are called so.
    """
    split = [_NUMBERED.fullmatch(stem) for stem in stems]
    bare = [found[1] if found else stem for found, stem in zip(split, stems, strict=True)]
    shared = Counter(spoken_name(stem).casefold() for stem in bare)
    return [
        rest
        if found is None
        or shared[spoken_name(rest).casefold()] > 1
        or (found[2] and int(found[3]) < 10)
        else stem
        for found, rest, stem in zip(split, bare, stems, strict=True)
    ]


def _pictures(folder: Path, found: FolderCast) -> list[Path]:
    """Return the pictures of a sub-folder."""
    pictures = []
    for path in _listed(folder, found):
        if path.is_dir():
            found.others.append(f"{folder.name}/{path.name}/")
        elif _is_picture(path, found):
            pictures.append(path)
    return pictures


def _listed(folder: Path, found: FolderCast) -> Iterator[Path]:
    """Yield what a folder shows, and count what it hides."""
    if folder.exists() and not folder.is_dir():
        raise CastError(folder, "is no folder")
    try:
        paths = sorted(folder.iterdir(), key=lambda path: _order(Path(path.name)))
    except FileNotFoundError as error:
        raise CastError(folder, "there is no such folder") from error
    except OSError as error:
        fault = f"cannot be read ({(error.strerror or str(error)).lower()})"
        raise CastError(folder, fault) from error
    for path in paths:
        if path.name.startswith("."):
            found.hidden += 1
        else:
            yield path


def _is_picture(path: Path, found: FolderCast) -> bool:
    if is_named_as_picture(path):
        return True
    found.others.append(path.name)
    return False


def _order(path: Path) -> list[str | int]:
    """Return a key that sorts numbers by value: Anna 2 before Anna 10."""
    parts = re.split(r"(\d+)", str(path).casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]


def _add(found: FolderCast, path: Path, stem: str, home: Path) -> None:
    """Add a portrait, or the reason why it is none."""
    name = spoken_name(stem)
    try:
        if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
            raise CastError(path, f"the name is empty, over {LONGEST_NAME} letters or no text")
        if not path.resolve().is_relative_to(home):
            raise CastError(path, "leads outside the folder of the cast file")
        open_portrait(path)
    except CastError as error:
        found.faults.append(ascii(str(error)) if not str(error).isprintable() else str(error))
        return
    known = {other.casefold(): other for other in found.people}
    relative = (path.parent.resolve() / path.name).relative_to(home)
    found.people.setdefault(known.get(name.casefold(), name), []).append(relative.as_posix())
