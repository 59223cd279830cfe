"""cast.json: who is in the movie, how they are called, and what they look like.

    {"title": "…", "characters": [{"name": "…", "actor": "…", "aliases": ["…"],
                                   "portraits": ["faces/anna.jpg"], "introduced_at": 312.5,
                                   "pronoun": "she"}]}

Only ``characters`` and each ``name`` are required (``adtool.cast.schema`` says all).
``introduced_at`` says in seconds when the film introduces the name, before which the narration
should not use it. AutoAD's character bank
(``{"tt0094030": [{"id": "nm…", "role": "…", "name": "actor"}]}``) is read as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from adtool.cast.character import Cast, Character, name_of
from adtool.cast.character_bank import is_bank, nameless_sentence, read_bank
from adtool.cast.schema import CAST, CHARACTER, PRONOUNS, keys
from adtool.documents import Value, read_json
from adtool.errors import CastError, InputError
from adtool.progress import SILENT, Progress


def read_cast(
    path: str | Path, movie: str = "", *, strict: bool = False, progress: Progress = SILENT
) -> Cast:
    """Read a cast.json or a character bank.

    A portrait that is missing or no picture is left out, and its character goes without.

    Args:
        path: the file.
        movie: the movie's file name, or its id; of a bank with several movies it tells which one
            is meant (the one whose id it contains).
        strict: refuse a portrait that is missing or no picture.
        progress: hears of the portraits, and of the roles without a name, that are left out.

    Raises:
        CastError: if the file cannot be read, is of neither form, names nobody, calls two people
            the same, or names a portrait outside the file's folder (or, if ``strict``, one that
            cannot be opened); or if a bank does not tell which movie is meant.
    """
    document = read_json(Path(path), CastError, nan_is_null=True)
    if is_bank(document):
        cast = read_bank(document, movie)
        if cast.nameless:
            progress.note(f"{path}: {nameless_sentence(cast)}")
        return cast
    fields = document.fields(*keys(CAST))
    if "$schema" in fields:
        fields["$schema"].string()
    items = fields["characters"].items("objects")
    if not items:
        raise fields["characters"].fault("is empty; name at least one character")
    people = [_read_character(item) for item in items]
    _check_names(items, people)
    portraits = [
        _read_portraits(item, person.name, strict, progress)
        for item, person in zip(items, people, strict=True)
    ]
    return Cast(
        name_of(fields["title"]) if "title" in fields else "",
        tuple(map(lambda who, faces: replace(who, portraits=faces), people, portraits)),
    )


def _read_character(value: Value) -> Character:
    """Read all of a character but the portraits, which are opened once all else is right."""
    fields = value.fields(*keys(CHARACTER))
    aliases = fields["aliases"].items("strings") if "aliases" in fields else []
    return Character(
        name=name_of(fields["name"]),
        actor=name_of(fields["actor"]) if "actor" in fields else "",
        aliases=tuple(name_of(alias) for alias in aliases),
        introduced_at=_time(fields["introduced_at"]) if "introduced_at" in fields else 0,
        pronoun=_pronoun(fields["pronoun"]) if "pronoun" in fields else "",
    )


def _check_names(items: Sequence[Value], people: Sequence[Character]) -> None:
    """Refuse what two characters are called, small and capital letters alike."""
    owners: dict[str, str] = {}
    called = [
        (item.members()["name"], item, who.name) for item, who in zip(items, people, strict=True)
    ]
    for item, who in zip(items, people, strict=True):
        aliases = item.members()["aliases"].items() if who.aliases else []
        called += [(place, item, alias) for place, alias in zip(aliases, who.aliases, strict=True)]
    for place, item, name in called:  # all names, then all aliases
        owner = owners.setdefault(name.casefold(), item.place)
        if owner != item.place:
            raise place.fault(f"{owner} is called {name!r} as well; a name must tell who is meant")


def _time(value: Value) -> int:
    """Return a time in seconds as ms."""
    seconds = value.number()
    if seconds < 0:
        raise value.fault("is a time before the movie's start")
    return round(seconds * 1000)


def _pronoun(value: Value) -> str:
    if value.string() not in PRONOUNS:
        raise value.fault(f"is none of {', '.join(PRONOUNS)}")
    return value.string()


def _read_portraits(value: Value, name: str, strict: bool, progress: Progress) -> tuple[Path, ...]:
    """Return a character's portraits that can be opened; tell of the others, or raise."""
    from adtool.cast.portraits import open_portrait

    fields = value.members()
    found: list[Path] = []
    faults: list[InputError] = []
    for item in fields["portraits"].items("strings") if "portraits" in fields else []:
        path = _inside(item)
        try:
            open_portrait(path)
            found.append(path)
        except CastError as error:
            fault = item.fault(f"{item.data!r}: {error.fault}")
            if strict:
                raise fault from error
            faults.append(fault)
    rest = "goes without it" if found else "is left without a face"
    for fault in faults:
        progress.note(f"{fault}; {name} {rest}.")
    return tuple(found)


def _inside(value: Value) -> Path:
    """Return a path inside the folder of the cast.json, links followed."""
    name = value.string()
    folder = value.path.parent.resolve()
    if "\0" in name or not name:
        raise value.fault("is no file name")
    if Path(name).is_absolute():
        raise value.fault(f"{name!r} must be relative to the folder of the cast file")
    try:
        path = (folder / name).resolve()
    except (OSError, RuntimeError):  # links in a circle: nothing to open
        return folder / name
    if not path.is_relative_to(folder):
        raise value.fault(f"{name!r} lies outside the folder of the cast file")
    return path
