"""cast.json: who is in the movie, how they are called, and what they look like.

    {"title": "…", "characters": [{"name": "…", "actor": "…", "aliases": ["…"],
                                   "portraits": ["faces/anna.jpg"], "introduced_at": 312.5}]}

Only ``characters`` and each ``name`` are required. ``introduced_at`` says in seconds when the film
introduces the name, before which the narration should not use it. AutoAD's character bank
(``{"tt0094030": [{"id": "nm…", "role": "…", "name": "actor"}]}``) is read as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from adtool.documents import Value, read_json
from adtool.errors import CastError

LONGEST_NAME = 200
"""Characters in the longest name; names go into the prompt word for word."""


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the story.

    Attributes:
        name: what the narration calls them.
        actor: who plays them; empty where unknown.
        aliases: other names they go by.
        portraits: existing image files that show them.
        id: who plays them, as a character bank numbers people ("nm0001772"); empty where unknown.
        introduced_at: when the film introduces their name, in ms; 0: at its start.
    """

    name: str
    actor: str = ""
    aliases: tuple[str, ...] = ()
    portraits: tuple[Path, ...] = ()
    id: str = ""
    introduced_at: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one movie.

    Attributes:
        title: the movie's title; empty where unknown.
        characters: in the file's order, most important first by custom.
    """

    title: str = ""
    characters: tuple[Character, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The characters' names, in order."""
        return tuple(character.name for character in self.characters)


def read_cast(path: str | Path, movie: str = "") -> Cast:
    """Read a cast.json or a character bank.

    Args:
        path: the file.
        movie: the movie's file name; of a bank with several movies it tells which one is meant
            (the one whose id it contains).

    Raises:
        CastError: if the file cannot be read, is of neither form, names a portrait that is
            missing or outside the file's folder, or if a bank does not tell which movie is meant.
    """
    path = Path(path)
    document = read_json(path, CastError)
    members = document.members()
    others = [value for key, value in members.items() if key != "characters"]
    if len(others) == len(members) and any(v.data for v in others) and all(map(_is_bank, others)):
        return _read_bank(document, movie)
    return _read_cast(document)


def _read_cast(document: Value) -> Cast:
    fields = document.fields(("characters",), ("title",))
    characters = tuple(_read_character(item) for item in fields["characters"].items("objects"))
    names = [character.name for character in characters]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise fields["characters"].fault(f"{name!r} occurs twice; names must differ")
    return Cast(_name(fields["title"]) if "title" in fields else "", characters)


def _read_character(value: Value) -> Character:
    fields = value.fields(("name",), ("actor", "aliases", "portraits", "introduced_at"))
    aliases = fields["aliases"].items("strings") if "aliases" in fields else []
    portraits = fields["portraits"].items("strings") if "portraits" in fields else []
    return Character(
        name=_name(fields["name"]),
        actor=_name(fields["actor"]) if "actor" in fields else "",
        aliases=tuple(_name(alias) for alias in aliases),
        portraits=tuple(_portrait(portrait) for portrait in portraits),
        introduced_at=_time(fields["introduced_at"]) if "introduced_at" in fields else 0,
    )


def _time(value: Value) -> int:
    """Return a time in seconds as ms."""
    seconds = value.number()
    if seconds < 0:
        raise value.fault("is a time before the movie's start")
    return round(seconds * 1000)


def _name(value: Value) -> str:
    """Return a name on one line, without stray spaces."""
    name = " ".join(value.string().split())
    if not name:
        raise value.fault("is empty")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise value.fault(f"is no name: over {LONGEST_NAME} letters, or not printable")
    return name


def _portrait(value: Value) -> Path:
    """Return an existing file inside the folder of the cast.json, links followed."""
    name = value.string()
    folder = value.path.parent.resolve()
    if "\0" in name or not name:
        raise value.fault("is no file name")
    if Path(name).is_absolute():
        raise value.fault(f"{name!r} must be relative to the folder of the cast file")
    try:
        portrait = (folder / name).resolve()
        if not portrait.is_relative_to(folder):
            raise value.fault(f"{name!r} lies outside the folder of the cast file")
        if not portrait.is_file():
            raise value.fault(f"there is no picture {name!r}")
    except (OSError, RuntimeError) as error:
        raise value.fault(f"{name!r} cannot be opened") from error
    return portrait


def _is_bank(value: Value) -> bool:
    """Say whether a member looks like one movie of a character bank."""
    return isinstance(value.data, list) and all(
        isinstance(item, dict) and {"role", "name"} <= item.keys() for item in value.data
    )


def read_casts(path: str | Path) -> dict[str, Cast]:
    """Read the casts of all movies of a character bank, by the movie's id.

    Raises:
        CastError: if the file cannot be read, or is no character bank.
    """
    document = read_json(Path(path), CastError)
    movies = document.members()
    if not all(map(_is_bank, movies.values())):
        raise document.fault("is no character bank: {movie: [{id, role, name}, …], …}")
    return {movie: _read_movie(movie, items) for movie, items in movies.items()}


def _read_bank(document: Value, movie: str) -> Cast:
    movies = document.members()
    meant = [key for key in movies if len(movies) == 1 or (movie and key in movie)]
    if len(meant) != 1:
        raise document.fault(
            f"holds the casts of {len(movies)} movies, and the movie's file name does not contain "
            "the id of exactly one; keep only that movie's entry"
        )
    return _read_movie(meant[0], movies[meant[0]])


def _read_movie(movie: str, items: Value) -> Cast:
    characters: dict[str, Character] = {}
    for item in items.items("objects"):
        fields = item.fields(("role", "name"), ("id",))
        if fields["role"].string().strip():
            role = _name(fields["role"])
            actor = fields["name"].string().strip()
            actor = _name(fields["name"]) if actor else ""
            number = fields["id"].string() if "id" in fields else ""
            characters.setdefault(role, Character(role, actor, id=number))
    return Cast(movie, tuple(characters.values()))
