"""CMD-AD: ADs of the scenes that the Condensed Movie Dataset has.

    text,start,end,movie,scaled_start,scaled_end,cmd_filename,imdbid,movie_title,cmd_clip_idx,…

``start`` and ``end`` are seconds in the whole movie, ``scaled_start`` and ``scaled_end`` in the
scene's own file, ``cmd_filename``, which is to be read. A movie is what has one ``imdbid``.

AutoAD-Zero's version has two columns more: ``bboxes`` and ``pred_ids``, the faces that it found.
"""

from __future__ import annotations

from adtool.datasets.annotations.annotation import Annotation, Excerpt
from adtool.datasets.annotations.faces import people
from adtool.datasets.annotations.row import Row

COLUMNS = (("cmd_filename",), ("scaled_start",), ("scaled_end",), ("text",))


def annotation(row: Row) -> Annotation:
    """Make an annotation of a row of CMD-AD; without the movie's times, the scene is the movie."""
    scene = row.name("cmd_filename")
    start, end = row.span("scaled_start", "scaled_end")
    whole = row.has("imdbid") and row.has("start") and row.has("end")
    in_movie = row.span("start", "end") if whole else (start, end)
    return Annotation(
        row.text("imdbid") if whole else scene,
        *in_movie,
        row.text("text"),
        excerpt=Excerpt(scene, start, end),
        ids=(row.text("imdbid"),) if row.has("imdbid") else (),
        people=people(row),
        row=row.line,
    )
