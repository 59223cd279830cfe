"""MAD: MAD-v2-Named for training, MAD-Eval-Named for evaluation.

    movie,sentence,movie_duration,start,end,imdb,lsmdc_filename,start_hms,end_hms

The times are seconds in the whole movie. Ten movies, MAD-Eval's, are LSMDC's too, which comes as
one file a clip: ``lsmdc_filename`` names it, in a folder named by the movie.

AutoAD-Zero's version has two columns more: ``bboxes`` and ``pred_ids``, the faces that it found.
"""

from __future__ import annotations

from adtool.datasets.annotations.annotation import Annotation, Excerpt
from adtool.datasets.annotations.faces import people
from adtool.datasets.annotations.row import Row

COLUMNS = (("movie",), ("sentence", "text"), ("start",), ("end",))


def annotation(row: Row) -> Annotation:
    """Make an annotation of a row of MAD."""
    movie = row.name("movie")
    start, end = row.span("start", "end")
    clip = row.text("lsmdc_filename")
    return Annotation(
        movie=movie,
        start=start,
        end=end,
        text=row.text("sentence", "text"),
        excerpt=Excerpt(f"{movie}/{clip}", 0, end - start) if clip else None,
        ids=(row.text("imdb", "imdbid"),) if row.has("imdb", "imdbid") else (),
        people=people(row),
        row=row.line,
    )
