"""SARIF 2.1.0, held to what its schema requires of the parts that we write."""

from __future__ import annotations

import jsonschema
import pytest

import adtool
from adtool.checking import LEVELS, RULES, SOURCES, Finding
from adtool.checking.reports.sarif import SCHEMA, sarif

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "defaultConfiguration": {
            "type": "object",
            "properties": {"level": LEVEL},
            "additionalProperties": False,
        },
        "helpUri": {"type": "string", "pattern": "^https?://"},
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": LEVEL,
        "message": TEXT,
        "locations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "physicalLocation": {
                        "type": "object",
                        "required": ["artifactLocation"],
                        "properties": {
                            "artifactLocation": {
                                "type": "object",
                                "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                                "additionalProperties": False,
                            },
                            "region": {
                                "type": "object",
                                "properties": {"startLine": {"type": "integer", "minimum": 1}},
                                "additionalProperties": False,
                            },
                        },
                        "additionalProperties": False,
                    }
                },
                "additionalProperties": False,
            },
        },
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "const": SCHEMA},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {"type": "array", "items": RULE},
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}

OF_LINE = Finding(
    "too-fast", "warning", "It is fast.", "Cut it.", ("dcmp-tips",), 2, 1500, 3250, "Café.", 7
)
OF_FILE = Finding("format", "error", "These are no times.")


def test_a_log_has_what_the_standard_requires_and_nothing_that_it_lacks() -> None:
    log = sarif("a b/ad é.srt", [OF_LINE, OF_FILE])
    jsonschema.validate(log, LOG)
    jsonschema.validate(sarif("ad.srt", []), LOG)


def test_a_result_is_the_finding() -> None:
    (run,) = sarif("ad.srt", [OF_LINE])["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"] == [
        {
            "ruleId": "too-fast",
            "ruleIndex": list(RULES).index("too-fast"),
            "level": "warning",
            "message": {"text": "It is fast. Cut it."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "ad.srt"},
                        "region": {"startLine": 7},
                    }
                }
            ],
            "properties": {"number": 2, "start": 1.5, "end": 3.25, "text": "Café."},
        }
    ]


def test_what_has_no_place_or_advice_says_none() -> None:
    (run,) = sarif("ad.srt", [OF_FILE])["runs"]
    (result,) = run["results"]
    assert result["message"] == {"text": "These are no times."}
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "ad.srt"}}}]


def test_every_rule_is_described_found_or_not() -> None:
    (run,) = sarif("ad.srt", [])["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("adtool", adtool.__version__)
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    assert all(rule["defaultConfiguration"]["level"] in LEVELS[1:] for rule in driver["rules"])
    described = dict(zip(RULES, driver["rules"], strict=True))
    assert described["we-see"] == {
        "id": "we-see",
        "shortDescription": {"text": "A line speaks of seeing, or of those who watch."},
        "fullDescription": {
            "text": "A line speaks of seeing, or of those who watch. "
            "From: American Council of the Blind, Audio Description Guidelines (ADI, 2003)."
        },
        "defaultConfiguration": {"level": "warning"},
        "helpUri": "https://adp.acb.org/guidelines.html",
    }
    assert described["past-tense"]["fullDescription"]["text"].endswith(
        f"From: {'; '.join(SOURCES[name].title for name in RULES['past-tense'].sources)}."
    )
    assert "helpUri" not in described["format"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("-", "stdin"),
        ("ad.srt", "ad.srt"),
        ("a b/é.srt", "a%20b/%C3%A9.srt"),
        ("/a b/é.srt", "file:///a%20b/%C3%A9.srt"),
        ("100%.srt", "100%25.srt"),
    ],
)
def test_a_file_is_named_by_its_uri(path: str, uri: str) -> None:
    (run,) = sarif(path, [OF_LINE])["runs"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": uri}
