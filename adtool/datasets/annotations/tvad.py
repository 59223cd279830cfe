"""TV-AD: ADs of series, whose pictures are TVQA's, three a second.

    text,start,end,imdbid,imdbid_pe,season,episode,scaled_end,scaled_start,duration,tvad_name,
    tvad_index

A movie is an episode, ``imdbid_pe``. ``start`` and ``end`` are seconds in the episode.
``tvad_name`` is a folder or tar file of pictures, whose numbers begin with 1; ``tvad_index`` lists
the 16 that lie evenly over the clip.

AutoAD-Zero's version has two columns more, the faces that it found in those 16: ``faces`` reads
them.
"""

from __future__ import annotations

from adtool.datasets.annotations.annotation import Annotation, Excerpt
from adtool.datasets.annotations.faces import faces, people
from adtool.datasets.annotations.row import Row
from adtool.settings import PICTURES_FPS

COLUMNS = (("tvad_name",), ("tvad_index",), ("text",), ("imdbid_pe",), ("start",), ("end",))


def annotation(row: Row) -> Annotation:
    """Make an annotation of a row of TV-AD."""
    pictures = row.integers("tvad_index")
    begins = round(max(0, min(pictures) - 1) * 1000 / PICTURES_FPS)
    ends = round(max(1, *pictures) * 1000 / PICTURES_FPS)
    return Annotation(
        row.name("imdbid_pe"),
        *row.span("start", "end"),
        row.text("text"),
        excerpt=Excerpt(row.name("tvad_name"), begins, ends, pictures),
        people=people(row),
        row=row.line,
        faces=faces(row, len(pictures)) if row.has("bboxes") else None,
    )
