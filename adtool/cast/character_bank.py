"""AutoAD's character bank: who plays whom, in many movies."""

from __future__ import annotations

from pathlib import Path

from adtool.cast.character import Cast, Character, name_of
from adtool.documents import Value, read_json
from adtool.errors import CastError


def is_bank(document: Value) -> bool:
    """Say whether a document has the form of a character bank, if perhaps with faults in it."""
    members = document.members()
    return "characters" not in members and any(map(_is_movie, members.values()))


def _is_movie(value: Value) -> bool:
    """Say whether a member looks like one movie of a character bank, with somebody in it."""
    return isinstance(value.data, list) and any(
        isinstance(item, dict) and "role" in item for item in value.data
    )


def read_casts(path: str | Path) -> dict[str, Cast]:
    """Read the casts of all movies of a character bank, by the movie's id.

    Raises:
        CastError: if the file cannot be read, or is no character bank.
    """
    document = read_json(Path(path), CastError, nan_is_null=True)
    movies = document.members()
    if movies and not is_bank(document):
        raise document.fault("is no character bank: {movie: [{id, role, name}, …], …}")
    return {movie: _read_movie(movie, items) for movie, items in movies.items()}


def read_bank(document: Value, movie: str) -> Cast:
    """Return the cast of one movie of a bank; ``movie`` says which where there are several."""
    movies = document.members()
    meant = [movie] if movie in movies else [key for key in movies if key and key in movie]
    if len(movies) > 1 and len(meant) != 1:
        some = ", ".join([*list(movies)[:3], "…"][: len(movies)])
        raise document.fault(
            f"holds the casts of {len(movies)} movies ({some}), and {movie or 'nothing'!r} does "
            "not contain the id of exactly one; say which id is meant, or keep only that entry"
        )
    key = meant[0] if meant else next(iter(movies))
    cast = _read_movie(key, movies[key])
    if not cast.characters:
        raise movies[key].fault("names nobody; leave the cast out for this movie")
    return cast


def _read_movie(movie: str, items: Value) -> Cast:
    """Return a movie's cast; what a role does not say of itself is not known of it."""
    characters: dict[str, Character] = {}
    nameless: list[str] = []
    for item in items.items("objects"):
        fields = item.members()
        role, actor, number = (_known(fields.get(key)) for key in ("role", "name", "id"))
        if role:
            characters.setdefault(role, Character(role, actor, id=number))
        else:
            nameless.append(actor or number or item.place)
    return Cast(movie, tuple(characters.values()), tuple(nameless))


def nameless_sentence(cast: Cast) -> str:
    """Say how many roles of a cast have no name, and whose; empty where all have."""
    count = len(cast.nameless)
    if not count:
        return ""
    roles = "1 role has no name" if count == 1 else f"{count} roles have no name"
    who = ", ".join([*cast.nameless[:3], "…"] if count > 3 else cast.nameless)
    return f"{cast.title}: {roles} in the character bank, left out ({who})."


def _known(value: Value | None) -> str:
    """Return a name of a character bank, empty where it is not known."""
    if value is None or value.data is None or not value.string().strip():
        return ""
    return name_of(value)
