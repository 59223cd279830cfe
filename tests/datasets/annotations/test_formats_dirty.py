"""Whatever a file holds, reading it gives clean annotations, or one error of ours."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adtool.datasets.annotations import FORMATS, read_annotations
from adtool.errors import AnnotationError
from adtool.faults import FAULTS

HEADER = (
    b"movie,sentence,start,end,cmd_filename,scaled_start,scaled_end,text,tvad_name,tvad_index,"
    b"imdbid_pe,imdbid,characters,pred_ids,lsmdc_filename\n"
)
GOOD = [b"a", b"tt1", b"1", b"2.5", b"1:02:03,5", b"[1, 2]", b'"[1, 2]"', b'"x, y"', b"a;b"]
BAD = [b"", b"-3", b"nan", b"1e400", b"[[[", b"\xff\xfe", b"\0", b'"', b"\r", b"\n", b"{'nm1': []}"]
CELLS = st.one_of(st.sampled_from(GOOD), st.sampled_from(BAD), st.binary(max_size=6))
ROWS = st.lists(st.lists(CELLS, min_size=13, max_size=16).map(b",".join), max_size=6)
FILES = st.one_of(ROWS.map(lambda rows: HEADER + b"\n".join(rows)), st.binary(max_size=200))


@given(content=FILES, kind=st.sampled_from(list(FORMATS)), suffix=st.sampled_from(["csv", "jsonl"]))
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_reading_gives_clean_annotations_or_one_error(tmp_path, content, kind, suffix):
    path = tmp_path / f"dirty.{suffix}"
    path.write_bytes(content)
    try:
        table = read_annotations(path, kind)
    except AnnotationError:
        return
    for movie, clips in table.movies.items():
        assert clips
        assert all(clip.movie == movie and clip.text and clip.row > 0 for clip in clips)
        assert all(0 <= clip.start < clip.end for clip in clips)
        assert all(before.start <= clip.start for before, clip in pairwise(clips))
        assert all("\0" not in clip.text for clip in clips)
    assert all(fault.kind in FAULTS and fault.row for fault in table.faults)
