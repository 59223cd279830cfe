"""One clip of a movie and its audio description, whatever data set it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A file that holds only a part of a movie, and where in it a clip is.

    Attributes:
        file: the file's name, without extension, below the folder of videos ("2014/ewEreSjPyC4").
        start: when the clip begins in that file, in ms.
        end: when it ends in that file, in ms.
        pictures: numbers of pictures that lie evenly over the clip, where the file is a folder of
            numbered pictures and the data set names them (TV-AD names 16).
    """

    file: str
    start: int
    end: int
    pictures: tuple[int, ...] = ()


Box = tuple[int, int, int, int]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class SeenFace:
    """A face in one of a clip's pictures.

    Attributes:
        frame: which of the excerpt's ``pictures``, from 0.
        box: where in it, in pixels of a picture ``faces.BOX_WIDTH`` wide.
        person: whose it is, as in ``Annotation.people``; "" where nobody knows.
    """

    frame: int
    box: Box
    person: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One clip of a movie and its audio description.

    Attributes:
        movie: the movie's name in the data set; clips with one name are of one movie.
        start: when the clip begins, in ms on the movie's clock.
        end: when it ends, in ms, after ``start``.
        text: the AD.
        characters: names of the cast known to be in the clip.
        excerpt: where else the clip is to be seen, if not in a file of the whole movie.
        ids: other names of the movie, such as its number at IMDb ("tt0286106").
        people: ids of those whose faces were recognised in the clip ("nm0001435"), as a character
            bank has them, those in most pictures first.
        faces: all the faces in the excerpt's pictures; None where none were looked for.
        row: the line of the file that the annotation begins in, from 1; 0 if it is from no file.
    """

    movie: str
    start: int
    end: int
    text: str
    characters: tuple[str, ...] = ()
    excerpt: Excerpt | None = None
    ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    row: int = 0
    faces: tuple[SeenFace, ...] | None = None
