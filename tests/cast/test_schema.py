"""What the schema accepts the reader accepts, and the other way round where a schema can tell."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from adtool.cast.cast import read_cast
from adtool.cast.schema import CAST, schema_text
from adtool.errors import CastError

EXAMPLES = Path(__file__).parents[2] / "examples"

GOOD = [
    {"characters": [{"name": "Ann"}]},
    {"$schema": "cast.schema.json", "title": "Snow", "characters": [{"name": "Ann"}]},
    {
        "characters": [
            {
                "name": "Ann",
                "actor": "A",
                "aliases": ["Annie"],
                "portraits": ["no.png"],
                "introduced_at": 1.5,
                "pronoun": "they",
            }
        ]
    },
]
BAD = [
    [],
    {},
    {"characters": {}},
    {"characters": []},
    {"characters": ["Ann"]},
    {"characters": [{}]},
    {"characters": [{"name": ""}]},
    {"characters": [{"name": " \t"}]},
    {"characters": [{"name": "x" * 201}]},
    {"characters": [{"name": 3}]},
    {"characters": [{"name": "Ann", "nick": "A"}]},
    {"characters": [{"name": "Ann", "actor": ""}]},
    {"characters": [{"name": "Ann", "aliases": "Annie"}]},
    {"characters": [{"name": "Ann", "aliases": [""]}]},
    {"characters": [{"name": "Ann", "portraits": "ann.png"}]},
    {"characters": [{"name": "Ann", "portraits": [""]}]},
    {"characters": [{"name": "Ann", "portraits": ["/ann.png"]}]},
    {"characters": [{"name": "Ann", "introduced_at": -1}]},
    {"characters": [{"name": "Ann", "introduced_at": "1"}]},
    {"characters": [{"name": "Ann", "pronoun": "it"}]},
    {"characters": [{"name": "Ann", "pronoun": ""}]},
    {"characters": [{"name": "Ann"}], "title": ""},
    {"characters": [{"name": "Ann"}], "$schema": 3},
    {"characters": [{"name": "Ann"}], "year": 1999},
]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(CAST)


def test_the_published_copy_is_up_to_date() -> None:
    published = (EXAMPLES / "cast.schema.json").read_text("utf-8")
    assert published == schema_text(), "run: adtool cast schema > examples/cast.schema.json"


@pytest.mark.parametrize("cast", GOOD)
def test_a_good_cast_is_good_for_schema_and_reader(tmp_path: Path, cast: object) -> None:
    path = tmp_path / "cast.json"
    path.write_text(json.dumps(cast))
    read_cast(path)
    Draft202012Validator(CAST).validate(cast)


@pytest.mark.parametrize("cast", BAD)
def test_a_bad_cast_is_bad_for_schema_and_reader(tmp_path: Path, cast: object) -> None:
    path = tmp_path / "cast.json"
    path.write_text(json.dumps(cast))
    with pytest.raises(CastError):
        read_cast(path)
    assert not Draft202012Validator(CAST).is_valid(cast)


def test_the_examples_keep_to_the_schema() -> None:
    Draft202012Validator(CAST).validate(json.loads((EXAMPLES / "cast.json").read_text("utf-8")))
