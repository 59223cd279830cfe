"""Faces that were recognised in a clip's pictures: two columns of AutoAD-Zero's annotations.

    bboxes     [[[x0, y0, x1, y1], …], …]      the faces in each of the row's pictures
    pred_ids   {'nm0001435': [(4, 0), …], …}   whose they are: (picture, face), both from 0

The pictures are the row's own, in TV-AD those of ``tvad_index``. Neither column says what the boxes
are pixels of; see ``BOX_WIDTH``. Boxes may reach past the right and the lower edge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from adtool.datasets.annotations.annotation import Annotation, Box, SeenFace
from adtool.datasets.annotations.row import Row, RowError

BOX_WIDTH = 640
"""Pixels across a picture in which boxes are measured. Of TV-AD's 106,404 boxes none begins left of
0, and the number that end further right drops here at once (Friends: 473 in the 630s, 114 in the
640s, 10 beyond 660); 640×360 and 640×480 are the sizes of TVQA's pictures."""

_PERSON = re.compile(r"""['"](\w{1,40})['"]:(?:\[((?:[\[(]\d{1,6},\d{1,6}[\])],?)*)\])?""")
_PLACE = re.compile(r"(\d+),(\d+)")
_FARTHEST = 100_000

Place = tuple[int, int]


def people(row: Row) -> tuple[str, ...]:
    """Return whose faces were recognised, those in most pictures first."""
    found = _places(row)
    return tuple(sorted(found, key=lambda one: -len({picture for picture, _ in found[one]})))


def faces(row: Row, pictures: int) -> tuple[SeenFace, ...]:
    """Return the faces in a row's pictures; what cannot be read is a doubt of the row's.

    Args:
        row: the row.
        pictures: how many it has.
    """
    try:
        return _faces(row, pictures)
    except RowError as error:
        row.doubts.append(error)
        return ()


@dataclass(frozen=True, slots=True)
class FaceCounts:
    """How many faces annotations have.

    Attributes:
        rows: annotations with pictures in which faces were looked for.
        frames: pictures of all of them; one that is in several rows counts in each.
        pictures: different pictures.
        faces: faces in all frames.
        recognised: those of them whose person is known.
        people: who that is.
    """

    rows: int
    frames: int
    pictures: int
    faces: int
    recognised: int
    people: frozenset[str]

    def __str__(self) -> str:
        return (
            f"{self.faces:,} in {self.frames:,} frames ({self.pictures:,} different pictures) of "
            f"{self.rows:,} rows; {self.recognised:,} are those of {len(self.people):,} people"
        )


def count_faces(annotations: Iterable[Annotation]) -> FaceCounts:
    """Count the faces of annotations."""
    looked = [one for one in annotations if one.faces is not None and one.excerpt is not None]
    seen = [face for one in looked for face in one.faces or ()]
    pictures = {(e.file, n) for one in looked if (e := one.excerpt) for n in e.pictures}
    return FaceCounts(
        rows=len(looked),
        frames=sum(len(e.pictures) for one in looked if (e := one.excerpt)),
        pictures=len(pictures),
        faces=len(seen),
        recognised=sum(bool(face.person) for face in seen),
        people=frozenset(face.person for face in seen if face.person),
    )


def _faces(row: Row, pictures: int) -> tuple[SeenFace, ...]:
    boxes = _boxes(row)
    if len(boxes) != pictures:
        raise RowError("no faces", f"bboxes has {len(boxes)} pictures, the row {pictures}")
    whose = {place: person for person, places in _places(row).items() for place in places}
    found = tuple(
        SeenFace(picture, box, whose.pop((picture, number), ""))
        for picture, some in enumerate(boxes)
        for number, box in enumerate(some)
    )
    if whose:
        raise RowError("no faces", f"pred_ids names {min(whose)}, which bboxes does not have")
    return found


def _places(row: Row) -> dict[str, list[Place]]:
    """Return where each person's faces are."""
    found: dict[str, list[Place]] = {}
    for person, places in _PERSON.findall("".join(row.text("pred_ids").split())):
        numbers = [(int(picture), int(number)) for picture, number in _PLACE.findall(places)]
        found.setdefault(person, []).extend(numbers)
    return found


def _boxes(row: Row) -> list[list[Box]]:
    value = row.cell("bboxes")
    try:
        value = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list) or not all(isinstance(some, list) for some in value):
        raise RowError("no faces", f"bboxes is {str(row.cell('bboxes'))[:40]!r}")
    return [[_box(box) for box in some] for some in value]


def _box(value: object) -> Box:
    right = isinstance(value, list) and len(value) == 4 and all(map(_is_place, value))
    if not right or not (value[0] < value[2] and value[1] < value[3]):  # type: ignore[index]
        raise RowError("no faces", f"a box is {str(value)[:40]}")
    x0, y0, x1, y1 = map(round, value)  # type: ignore[call-overload]
    return x0, y0, x1, y1


def _is_place(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) < _FARTHEST  # NaN is not
