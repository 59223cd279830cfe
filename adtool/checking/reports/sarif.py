"""SARIF 2.1.0, the OASIS standard in which checkers tell editors what they found (§3.13 ff.)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from adtool import __version__
from adtool.checking.finding import Finding
from adtool.checking.rules.table import RULES
from adtool.checking.sources import SOURCES
from adtool.output import STDOUT

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(path: str, findings: Sequence[Finding]) -> dict[str, object]:
    """Return the findings about one file as a SARIF log: one run, every rule described."""
    order = {name: index for index, name in enumerate(RULES)}
    driver = {
        "name": "adtool",
        "version": __version__,
        "rules": [_rule(name) for name in RULES],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(path, finding, order[finding.rule]) for finding in findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str) -> dict[str, object]:
    rule = RULES[name]
    sources = [SOURCES[source] for source in rule.sources]
    described: dict[str, object] = {
        "id": name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} From: {_titles(rule.sources)}."},
        "defaultConfiguration": {"level": rule.level},
    }
    linked = [source.url for source in sources if source.url]
    return {**described, "helpUri": linked[0]} if linked else described


def _result(path: str, finding: Finding, index: int) -> dict[str, object]:
    advice = f" {finding.advice}" if finding.advice else ""
    location: dict[str, object] = {"artifactLocation": {"uri": _uri(path)}}
    if finding.place:
        location["region"] = {"startLine": finding.place}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.level,
        "message": {"text": f"{finding.what}{advice}"},
        "locations": [{"physicalLocation": location}],
        "properties": {
            "number": finding.number,
            "start": finding.start / 1000,
            "end": finding.end / 1000,
            "text": finding.text,
        },
    }


def _uri(path: str) -> str:
    """Return a file's URI: relative as it was named, file:// where that was absolute (§3.4.3)."""
    if path == STDOUT:
        return "stdin"
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())


def _titles(sources: Sequence[str]) -> str:
    return "; ".join(SOURCES[source].title for source in sources)
