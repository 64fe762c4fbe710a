"""Problems for services that show them beside the lines of a change: GitHub, and SARIF viewers."""

from collections.abc import Iterator, Sequence

from ..model.answer import Json
from ..model.problem import Problem
from ..model.problem_code import ProblemCode, Severity
from ..version import __version__
from .json_format import render_json

SARIF_VERSION = "2.1.0"
SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_DATA_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY_ESCAPES = {**_DATA_ESCAPES, ":": "%3A", ",": "%2C"}
"""What GitHub's workflow commands read in place of a character, in the message and before it."""


def render_github(problems: Sequence[Problem]) -> str:
    """Write problems as workflow commands, of which GitHub makes annotations: a line for each."""
    return "".join(f"{_format_command(problem)}\n" for problem in problems)


def render_sarif(problems: Sequence[Problem]) -> str:
    """Write problems as a log of SARIF 2.1.0, with the rules that they break."""
    codes = sorted({problem.code for problem in problems})
    driver: Json = {
        "name": "chipwatch",
        "version": __version__,
        "rules": [_build_rule(code) for code in codes],
    }
    results = [_build_result(problem, codes.index(problem.code)) for problem in problems]
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return render_json({"$schema": SARIF_SCHEMA, "version": SARIF_VERSION, "runs": [run]})


def _format_command(problem: Problem) -> str:
    location = problem.location
    properties = {
        "file": location.path,
        "line": str(location.line),
        "col": str(location.column),
        "title": str(problem.code),
    }
    settings = ",".join(
        f"{key}={_escape(value, _PROPERTY_ESCAPES)}" for key, value in properties.items()
    )
    message = _escape(f"{problem.message}\n{problem.hint}", _DATA_ESCAPES)
    return f"::{problem.code.severity} {settings}::{message}"


def _escape(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(letter, letter) for letter in text)


def _build_rule(code: ProblemCode) -> Json:
    return {
        "id": str(code),
        "shortDescription": {"text": code.meaning},
        "help": {"text": "\n\n".join(_iter_help(code))},
        "defaultConfiguration": {"level": _SARIF_LEVELS[code.severity]},
    }


def _iter_help(code: ProblemCode) -> Iterator[str]:
    yield f"{code.meaning[0].upper()}{code.meaning[1:]}."
    if code.fix:
        yield f"chipwatch check --fix {code.fix}."
    if code.bad_example:
        yield f"For example:\n\n{code.readable_bad_example}"
        yield f"Mended:\n\n{code.mended_example}"


def _build_result(problem: Problem, rule_index: int) -> Json:
    from urllib.parse import quote

    location = problem.location
    region: Json = {"startLine": location.line, "startColumn": location.column}
    place: Json = {
        "artifactLocation": {"uri": quote(location.path, errors="replace")},
        "region": region,
    }
    return {
        "ruleId": str(problem.code),
        "ruleIndex": rule_index,
        "level": _SARIF_LEVELS[problem.code.severity],
        "message": {"text": f"{problem.message}: {problem.hint}"},
        "locations": [{"physicalLocation": place}],
    }
