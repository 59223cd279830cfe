"""Prediction files: every form that the field publishes, and whatever is wrong with one."""

import csv
import io
import json

import pytest

from adtool.errors import AnnotationError
from adtool.evaluation.benchmarks import BenchmarkRow
from adtool.evaluation.predictions import (
    HEADER,
    Prediction,
    PredictionFile,
    own_references,
    predictions_csv,
    read_predictions,
)
from adtool.scripts import format_text
from adtool.timeline import Clip, Gap, Line, Script


@pytest.fixture
def read(tmp_path):
    """Read predictions out of text or bytes."""

    def read_text(text, name="preds.csv", movie=""):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_predictions(path, movie)

    return read_text


def test_the_fields_own_form_is_read_whole(read):
    found = read(
        "vid,start,end,text_gt,text_gen\nDial M,10.5,12.0004,He runs.,A man runs.\nRope,0,2,,\n"
    )
    assert found.predictions == (
        Prediction("A man runs.", "Dial M", 10_500, 12_000, "He runs.", 2),
        Prediction("", "Rope", 0, 2000, "", 3),
    )
    assert (found.faults, found.is_script) == ((), False)
    assert found.source.endswith("preds.csv")


def test_without_times_there_are_none(read):
    (found,) = read("movie,gt,pred\nRope,He runs.,He sits.\n").predictions
    assert found == Prediction("He sits.", "Rope", None, None, "He runs.", 2)


def test_only_what_was_drafted_is_needed(read):
    found = read("generated\nHe sits.\n\nShe waits.\n").predictions
    assert [(one.text, one.movie, one.start, one.reference) for one in found] == [
        ("He sits.", "", None, None),
        ("She waits.", "", None, None),
    ]
    assert [one.row for one in found] == [2, 4]


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("text_gen,pred", "a"),
        ("pred,text_gen", "b"),
        ("prediction,predicted", "a"),
        ("generated,predicted", "b"),
        ("output,TEXT_GEN ", "b"),
    ],
)
def test_of_several_names_of_a_column_the_first_known_counts(read, header, first):
    assert read(f"{header}\na,b\n").predictions[0].text == first


def test_columns_of_the_annotations_are_known_too(read):
    (found,) = read(
        "cmd_filename,scaled_start,scaled_end,text,pred,extra\ntt/a,1,2,He runs.,He sits.,7\n"
    ).predictions
    assert found == Prediction("He sits.", "tt/a", 1000, 2000, "He runs.", 2)


def test_tables_of_other_countries_and_with_a_mark_before_them_are_read(read):
    text = "\ufeffvid;start;end;text_gen\r\nRope;0:01:02,5;1:00:00;“Ja, gut.”\r\n"
    assert read(text).predictions[0] == Prediction("“Ja, gut.”", "Rope", 62_500, 3_600_000, None, 2)


def test_a_time_before_the_film_is_its_beginning_and_no_clip_ends_before_it_begins(read):
    rows = "vid,start,end,pred\nA,-3,5,x\nA,9,4,x\nA,-3,-1,x\n"
    assert [(one.start, one.end) for one in read(rows).predictions] == [
        (0, 5000),
        (9000, 9000),
        (0, 0),
    ]


def test_an_end_without_a_start_and_a_start_without_an_end(read):
    rows = "vid,start,end,pred\nA,,4,x\nA,3,,x\nA,,,x\n"
    assert [(one.start, one.end) for one in read(rows).predictions] == [
        (None, None),
        (3000, None),
        (None, None),
    ]


def test_rows_of_the_wrong_kind_are_left_out_and_located(read):
    found = read(
        "vid,start,end,pred\nA,soon,2,x\nA,1,2\nA,1,later,x\nA,nan,2,x\nA,1,2,ok\nA,1,2,x,y\n"
    )
    assert [one.text for one in found.predictions] == ["ok"]
    assert [(fault.kind, fault.row, fault.detail) for fault in found.faults] == [
        ("no number", 2, "start is 'soon'"),
        ("cells", 3, "3 cells under 4 names"),
        ("no number", 4, "end is 'later'"),
        ("no number", 5, "start is 'nan'"),
        ("cells", 7, "5 cells under 4 names"),
    ]


def test_bytes_that_are_no_text_are_replaced_and_counted(read):
    found = read(b"vid,pred\nRope,He \xff\x00 runs.\n")
    assert found.predictions[0].text == "He \ufffd\ufffd runs."
    assert [(fault.kind, fault.row) for fault in found.faults] == [("bad bytes", 2)]


def test_a_line_of_several_lines_is_one_line(read):
    found = read('vid,pred\nRope,"He\n runs. "\nRope,x\n')
    assert [(one.text, one.row) for one in found.predictions] == [("He runs.", 2), ("x", 4)]
    assert [fault.kind for fault in found.faults] == ["lines"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"vid,pred\n", "has no row of predictions"),
        (
            b"vid,pred\nA\n",
            "has no row of predictions; the first fault: preds.csv, line 2: 1 cells",
        ),
        (b"vid,start,pred\nA,soon,x\n", "the first fault: preds.csv, line 2: start is 'soon'"),
        (b"vid,output\nA,x\n", "lacks text_gen or pred or prediction or predicted or generated"),
        (b"pred,pred\nA,x\n", "has two columns called 'pred'"),
        (b"\xff\xfev\x00i\x00", "is UTF-16 text; save it as UTF-8"),
        (b"\x00\x01\x02", "lacks text_gen"),
    ],
)
def test_a_file_without_predictions_is_one_line(read, content, fault):
    with pytest.raises(AnnotationError) as caught:
        read(content)
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_cut_off_keeps_what_is_whole(read):
    found = read("vid,start,end,pred\nA,1,2,He runs.\nA,5,6,He si\nA,7")
    assert [one.text for one in found.predictions] == ["He runs.", "He si"]
    assert [fault.row for fault in found.faults] == [4]


def test_a_file_that_is_not_there_or_a_folder_is_one_line(tmp_path):
    with pytest.raises(AnnotationError, match="there is no such file"):
        read_predictions(tmp_path / "none.csv")
    with pytest.raises(AnnotationError, match="is no file"):
        read_predictions(tmp_path)


@pytest.mark.parametrize("name", ["preds.jsonl", "preds.ndjson", "PREDS.JSONL"])
def test_jsonl_has_the_same_keys(read, name):
    rows = [
        {"vid": "Rope", "start": 1.5, "end": 2, "text_gt": "He runs.", "Text_Gen": " He  sits. "},
        {"pred": None},
        {"pred": 7, "movie": 9},
    ]
    text = "\n".join(json.dumps({k.lower(): v for k, v in row.items()}) for row in rows)
    assert read(text, name).predictions == (
        Prediction("He sits.", "Rope", 1500, 2000, "He runs.", 1),
        Prediction("", row=2),
        Prediction("7", "9", row=3),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [("[1]", "line 2 is no object"), ("{", "line 2 is no JSON"), ('{"a": 1}', "line 2 lacks")],
)
def test_a_wrong_line_of_jsonl_is_named(read, line, fault):
    with pytest.raises(AnnotationError, match=fault):
        read(f'{{"pred": "x"}}\n{line}\n', "preds.jsonl")


def test_a_script_is_of_the_movie_that_is_named(read):
    text = "1\n00:00:10,500 --> 00:00:12,000\nHe runs.\n\n2\n00:00:20,000 --> 00:00:21,000\nShe.\n"
    found = read(text, "AD.SRT", "Rope")
    assert found.predictions == (
        Prediction("He runs.", "Rope", 10_500, 12_000, None, 1),
        Prediction("She.", "Rope", 20_000, 21_000, None, 2),
    )
    assert found.is_script
    with pytest.raises(AnnotationError, match="say which movie it describes with --movie"):
        read(text, "ad.srt")


def test_a_line_of_our_own_script_has_its_clips_times(read):
    line = Line(10_000, 11_000, "He runs.", Clip(9000, 13_000, Gap(8000, 14_000)))
    text = str(format_text(Script((line,)), "json"))
    (found,) = read(text, "ad.json", "Rope").predictions
    assert (found.start, found.end) == (9000, 13_000)


def test_cues_that_wait_for_a_line_are_no_predictions(read):
    cue = "1\n00:00:10,500 --> 00:00:12,000\n[1.5 s · 4 words]\nAnna.\n\n"
    said = "2\n00:00:20,000 --> 00:00:21,000\nShe runs.\n"
    (found,) = read(cue + said, "ad.srt", "Rope").predictions
    assert (found.text, found.row) == ("She runs.", 2)


@pytest.mark.parametrize(
    ("prediction", "place"),
    [
        (Prediction("x"), "a row"),
        (Prediction("x", row=3), "line 3"),
        (Prediction("x", "Rope", row=3), "line 3 (Rope)"),
        (Prediction("x", "Rope", 1500, row=3), "line 3 (Rope at 1.5 s)"),
        (Prediction("x", "", 0), "a row (no movie at 0 s)"),
    ],
)
def test_a_prediction_says_where_it_stands(prediction, place):
    assert prediction.place == place


def test_references_in_the_file_are_a_ground_truth_of_their_own():
    file = PredictionFile(
        "preds.csv",
        (
            Prediction("a", "Rope", 1000, 3000, "He runs.", 2),
            Prediction("b", "Rope", 5000, None, "She waits.", 3),
            Prediction("c", "Rope", 7000, 8000, "", 4),
            Prediction("d", "", None, None, "They go.", 5),
        ),
    )
    truth = own_references(file)
    assert truth.source == "preds.csv (its own references)"
    movie = "(one movie)"
    assert truth.rows == (
        BenchmarkRow("Rope", "Rope", 1000, 3000, "He runs.", (("Rope", 1000, 3000),), (), 2),
        BenchmarkRow("Rope", "Rope", 5000, 5000, "She waits.", (("Rope", 5000, 5000),), (), 3),
        BenchmarkRow(movie, movie, 3, 3, "They go.", ((movie, 3, 3),), (), 5),  # in their order
    )
    assert (
        own_references(PredictionFile("x", (Prediction("a"), Prediction("b", reference=""))))
        is None
    )


def test_what_is_written_is_read_again(read):
    ours = (
        Prediction("He, “runs”.", "Rope", 1500, 12_000, 'A "man".'),
        Prediction("", "Dial M", None, None, None),
        Prediction("x", "Dial M", 62, 3_600_000, None),
    )
    text = predictions_csv(ours)
    assert text.splitlines()[0] == "vid,start,end,text_gt,text_gen" == ",".join(HEADER)
    assert text.splitlines()[1] == 'Rope,1.500,12.000,"A ""man"".","He, “runs”."'
    assert list(csv.reader(io.StringIO(text)))[2] == ["Dial M", "", "", "", ""]
    again = read(text).predictions
    assert [(one.text, one.movie, one.start, one.end) for one in again] == [
        (one.text, one.movie, one.start, one.end) for one in ours
    ]
    assert [one.reference for one in again] == ['A "man".', "", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"image_id": 7, "caption": "He runs."}]', [("7", "He runs.")]),
        (
            '{"predictions": [{"id": "a", "caption": "He runs."}], "CIDEr": 1.0}',
            [("a", "He runs.")],
        ),
        ('{"a": "He runs.", "b": "She waits."}', [("a", "He runs."), ("b", "She waits.")]),
        ('{"a": [{"caption": "He runs."}]}', [("a", "He runs.")]),
        ('{"a": {"text_gen": "He runs."}}', [("a", "He runs.")]),
        ('{"results": {"a": "He runs."}}', [("a", "He runs.")]),
        ('{"text_gen": {"0": "He runs.", "1": "She."}}', [("", "He runs."), ("", "She.")]),
        (
            '{"anno_idx": [3, 4], "text_gen": ["He runs.", "She."]}',
            [("3", "He runs."), ("4", "She.")],
        ),
    ],
)
def test_json_is_read_in_the_shapes_that_captioning_programs_write(read, text, expected):
    assert [(one.id, one.text) for one in read(text, "a.json").predictions] == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "holds no rows of predictions"),
        ("{}", "holds no rows of predictions"),
        ('[{"image_id": 7}]', r"row 1 lacks text_gen or .*; its keys are image_id"),
        ('{"a": 1}', "holds no rows of predictions"),
        ("3", "holds no rows of predictions"),
        ("[{", "is no valid JSON"),
        ("", "is empty"),
    ],
)
def test_json_of_another_shape_is_refused_by_its_fault(read, text, fault):
    with pytest.raises(AnnotationError, match=fault):
        read(text, "a.json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('text_gen\n"[\'He runs.\', ""She can\'t.""]"\n', ("He runs.", "She can't.")),
        ('text_gen\n"[""He runs."", ""She.""]"\n', ("He runs.", "She.")),
        ("text_gen_1,text_gen_2,text_gen_3\nHe runs.,She.,It.\n", ("He runs.", "She.", "It.")),
        ("pred_0,pred_1\nHe runs.,She.\n", ("He runs.", "She.")),
        ("text_gen\n[a reflection]\n", ("[a reflection]",)),
        ("text_gen\n[]\n", ("[]",)),
    ],
)
def test_several_candidates_of_a_row_are_kept_in_their_order(read, text, expected):
    (found,) = read(text).predictions
    assert (found.text, *found.others) == expected


@pytest.mark.parametrize(
    ("start", "ms"),
    [("90.5", 90_500), ("0:01:30.5", 90_500), ("00.01.30.500", None), ("41000", 41_000_000)],
)
def test_times_are_seconds_or_clock_times(read, start, ms):
    text = f"vid,start,end,text_gen\nRope,{start},99999,He runs.\n"
    if ms is None:
        with pytest.raises(AnnotationError, match="has no row"):
            read(text)
    else:
        assert read(text).predictions[0].start == ms


def test_times_that_no_film_has_in_seconds_are_milliseconds(read):
    text = "vid,start,end,text_gen\nRope,1500,3000,He runs.\nRope,5400000,5402000,She.\n"
    spans = [(one.start, one.end) for one in read(text).predictions]
    assert spans == [(1500, 3000), (5_400_000, 5_402_000)]
