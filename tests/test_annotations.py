"""Problems as GitHub and SARIF viewers read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from chipwatch.model.dates import DateProblem
from chipwatch.model.problem import Location, Problem
from chipwatch.reading.doubt_codes import Doubt
from chipwatch.showing.annotations import render_github, render_sarif
from conftest import Run

BAD_DATE = Problem(
    Location("a b/x.yaml", 3, 7), DateProblem.BAD_DATE, "it is 100 % wrong", "mend it"
)
UNTITLED = Problem(Location("y.yaml", 1, 1), Doubt.UNTITLED_SOURCE, "no title", "add one")

SARIF_SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
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
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "items": {
                                            "required": ["id"],
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": {"required": ["text"]},
                                                "help": {"required": ["text"]},
                                                "defaultConfiguration": {
                                                    "properties": {
                                                        "level": {
                                                            "enum": [
                                                                "none",
                                                                "note",
                                                                "warning",
                                                                "error",
                                                            ]
                                                        }
                                                    }
                                                },
                                            },
                                            "additionalProperties": False,
                                        }
                                    },
                                },
                                "additionalProperties": False,
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["message"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": -1},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {"uri": {"type": "string"}},
                                                        "additionalProperties": False,
                                                    },
                                                    "region": {
                                                        "properties": {
                                                            "startLine": {"minimum": 1},
                                                            "startColumn": {"minimum": 1},
                                                        },
                                                        "additionalProperties": False,
                                                    },
                                                },
                                                "additionalProperties": False,
                                            }
                                        },
                                        "additionalProperties": False,
                                    }
                                },
                            },
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
}
"""The parts of the schema of SARIF 2.1.0 that are used: what each must have, and may have."""


def test_github_gets_a_command_a_problem_with_its_signs_escaped() -> None:
    assert render_github([BAD_DATE, UNTITLED]) == (
        "::error file=a b/x.yaml,line=3,col=7,title=bad-date::it is 100 %25 wrong%0Amend it\n"
        "::notice file=y.yaml,line=1,col=1,title=untitled-source::no title%0Aadd one\n"
    )


def test_signs_that_part_settings_are_escaped_in_them_alone() -> None:
    problem = BAD_DATE._replace(location=Location("a,b:c%\n.yaml", 1, 1), message="a, b: c")
    assert render_github([problem]) == (
        "::error file=a%2Cb%3Ac%25%0A.yaml,line=1,col=1,title=bad-date::a, b: c%0Amend it\n"
    )


def test_no_problems_are_no_annotations() -> None:
    assert render_github([]) == ""
    assert json.loads(render_sarif([]))["runs"][0]["results"] == []


def test_a_log_of_sarif_has_the_shape_of_its_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for problems in ([], [BAD_DATE], [BAD_DATE, UNTITLED, BAD_DATE]):
        jsonschema.validate(json.loads(render_sarif(problems)), SARIF_SHAPE)


def test_a_result_names_its_rule_its_place_and_the_remedy() -> None:
    (sarif_run,) = json.loads(render_sarif([BAD_DATE, UNTITLED]))["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        ("bad-date", "error"),
        ("untitled-source", "note"),
    ]
    assert sarif_run["results"][0] == {
        "ruleId": "bad-date",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "it is 100 % wrong: mend it"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a%20b/x.yaml"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
    }


@pytest.mark.parametrize(
    ("output_format", "beginning"),
    [
        ("text", "tests/errors/bad-date.yaml:4:10: error[bad-date] "),
        ("github", "::error file=tests/errors/bad-date.yaml,line=4,col=10,title=bad-date::"),
        ("sarif", '{\n  "$schema": '),
    ],
)
def test_check_writes_what_services_read(output_format: str, beginning: str, run: Run) -> None:
    result = run("check", "tests/errors/bad-date.yaml", "--format", output_format)
    assert result.code == 1
    assert result.out.startswith(beginning)
    assert bool(result.err) == (output_format == "text")


def test_the_ending_of_a_file_names_the_format_of_annotations(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "problems.sarif"
    assert run("check", "tests/errors/bad-date.yaml", "-o", path).code == 1
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == "2.1.0"
