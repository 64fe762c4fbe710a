"""Tables of findings in the docstrings of test modules: each finding, then the tests of it."""

import re
from pathlib import Path

_TESTS = Path(__file__).parent
_TEST_LINE = re.compile(r"^ +(test_\w+): (test_\w+)$", re.MULTILINE)
_FINDING_LINE = re.compile(r"^(\S+\d) ", re.MULTILINE)
"""A line that begins with the number of a finding: ``E15``, or ``cli/cli#528``."""

NamedTest = tuple[str, str]
"""A module and a test in it."""


def read_finding_table(table: str) -> dict[str, list[NamedTest]]:
    """Read which tests a table names for each of its findings."""
    parts = _FINDING_LINE.split(table)[1:]
    return dict(zip(parts[::2], map(_TEST_LINE.findall, parts[1::2]), strict=True))


def list_untested_findings(table: str) -> list[str]:
    """List the findings for which a table names no test, or one that is not there."""
    return [
        finding
        for finding, tests in read_finding_table(table).items()
        if not tests or not all(map(_has_test, tests))
    ]


def _has_test(named_test: NamedTest) -> bool:
    module, test = named_test
    return f"\ndef {test}(" in (_TESTS / f"{module}.py").read_text(encoding="utf-8")
