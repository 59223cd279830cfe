"""The shapes of JSON, one by one; ``test_predictions.py`` reads them as predictions."""

import json

import pytest

from adtool.evaluation.prediction_json import json_rows


@pytest.fixture
def cells(tmp_path):
    def read(data):
        path = tmp_path / "a.json"
        path.write_text(json.dumps(data))
        return [dict(row.cells) for row in json_rows(path, ("text_gen", "caption"))]

    return read


def test_what_stands_beside_a_list_of_rows_is_none_of_them(cells):
    data = {"CIDEr": 0.5, "predictions": [{"vid": "a", "caption": "He runs."}, 3]}
    assert cells(data) == [{"vid": "a", "caption": "He runs."}]


def test_a_table_by_columns_has_as_many_rows_as_its_shortest_column(cells):
    data = {"vid": ["a", "b", "c"], "text_gen": {"0": "He runs.", "1": "She."}}
    assert cells(data) == [
        {"vid": "a", "text_gen": "He runs."},
        {"vid": "b", "text_gen": "She."},
    ]


def test_names_of_columns_may_be_in_capitals(cells):
    assert cells([{"VID": "a", "Caption": "He runs."}]) == [{"vid": "a", "caption": "He runs."}]
