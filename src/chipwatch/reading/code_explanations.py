"""List the codes of problems, find one by name, and explain it by its examples.

Codes are declared beside their checks: those across documents in ``cross_checks.py``, those of one
file, document or fact in ``file_content.py``, ``document_reader.py`` and ``fact_reader.py``, those
of values in ``model/``.
"""

from typing import NamedTuple

from ..model.problem import Problem, UnknownNameError
from ..model.problem_code import ProblemCode, Severity
from ..model.suggest import suggest_nearest
from .declaration_nodes import SchemaProblem
from .doubts import find_doubts
from .layers import SCHEMA_FILE_NAME, FactFile
from .loader import load_fact_files  # loads every module that declares codes of errors
from .problem_lines import add_source_lines

_EXAMPLE_BASE = """
kind: company
id: baidu
name: Baidu
country: {value: CN, sources: forbes-2025-04-trade-war-proofing}
---
kind: company
id: nvidia
name: Nvidia
---
kind: person
id: jensen-huang
name: Jensen Huang
---
kind: source
id: forbes-2025-04-trade-war-proofing
name: How China is trade-war-proofing its AI
type: news
published: 2025-04-24
claims: {id: c9, paragraph: p9, says: Baidu has a cluster of its own chips.}
"""
"""The entities that examples name."""


class CodeExplanation(NamedTuple):
    """A code, with the problems that are reported for its bad example."""

    code: ProblemCode
    problems: list[Problem]


def list_problem_codes() -> list[ProblemCode]:
    """List every code by name."""
    return sorted(code for codes in ProblemCode.__subclasses__() for code in codes)


def find_problem_code(name: str) -> ProblemCode:
    """Find the code of a name; raises UnknownNameError with the nearest ones."""
    codes = list_problem_codes()
    for code in codes:
        if code == name:
            return code
    hint = suggest_nearest(name, codes, "chipwatch check --explain help lists all codes")
    raise UnknownNameError(f"there is no code {name!r}", hint, [*map(str, codes)])


def explain_code(name: str) -> CodeExplanation:
    """Explain a code by checking its bad example; raises UnknownNameError."""
    code = find_problem_code(name)
    return CodeExplanation(code, check_example(code, code.bad_example))


def name_example_file(code: ProblemCode) -> str:
    """Name the file that an example of a code is read as: ``CODE.yaml``, or a schema file."""
    return f"{code}/{SCHEMA_FILE_NAME}" if isinstance(code, SchemaProblem) else f"{code}.yaml"


def check_example(code: ProblemCode, example: str) -> list[Problem]:
    """Check an example, read over a base of what examples name.

    Notices of other codes are left out: so small a base lacks much.
    """
    example_path = name_example_file(code)
    contents = {"base.yaml": _EXAMPLE_BASE, example_path: example}

    def read_content(file: FactFile) -> bytes:
        return contents[file.label].encode(errors="surrogateescape")

    files = [
        FactFile(layer, label, label, is_schema=label.endswith(SCHEMA_FILE_NAME))
        for layer, label in enumerate(contents)
    ]
    result = load_fact_files(files, read_content)
    doubts = add_source_lines(
        find_doubts(result.facts),
        {file.label: file for file in files},
        read_content,
    )
    problems = [*result.problems, *doubts]
    return [
        problem
        for problem in problems
        if problem.location.path == example_path
        and (problem.code == code or problem.code.severity is not Severity.NOTICE)
    ]
