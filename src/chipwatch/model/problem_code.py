"""The codes of problems: each with its meaning and the smallest example of what it reports.

The codes stand beside the checks that report them, in subclasses of ``ProblemCode``, such as
``CrossProblem`` in ``reading/cross_checks.py``. So a check is added in one place: a member of the
subclass in its module, and the lines that report it.
"""

from enum import StrEnum
from typing import NamedTuple, Self

EXAMPLE_SOURCE = "forbes-2025-04-trade-war-proofing"
"""The source that examples cite."""
_SOURCES = f"sources: [{EXAMPLE_SOURCE}]\n"
COMPANY_LINES = f"kind: company\nname: Baidu\n{_SOURCES}"
"""How an example about a company begins."""
CHIP_LINES = f"kind: chip\nname: H20\n{_SOURCES}"
"""How an example about a chip begins."""
INVESTMENT_LINES = f"kind: investment\nname: A plan\n{_SOURCES}"
"""How an example about an investment begins."""
POLICY_LINES = f"kind: policy\nname: Rule\n{_SOURCES}"
"""How an example about a policy begins."""


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """The document cannot be used, and is left out of the base."""
    WARNING = "warning"
    """It is used, and probably says something wrong."""
    NOTICE = "notice"
    """Something is missing that cannot always be had."""


class CodeSpec(NamedTuple):
    """The declaration of a code; examples are whole fact files, empty where none can be kept."""

    code: str
    meaning: str
    bad_example: str = ""
    mended_example: str = ""
    severity: Severity = Severity.ERROR
    fix: str = ""
    """What ``check --fix`` does about it; empty where only a person can."""


class ProblemCode(StrEnum):
    """A code of a problem; its subclasses declare the codes, each as a ``CodeSpec``."""

    meaning: str
    bad_example: str
    mended_example: str
    severity: Severity
    fix: str

    def __new__(  # noqa: PLR0913, PLR0917 - the parts of a CodeSpec, in its order
        cls,
        code: str,
        meaning: str = "",
        bad_example: str = "",
        mended_example: str = "",
        severity: Severity = Severity.ERROR,
        fix: str = "",
    ) -> Self:
        """Make the code a string, with what its declaration says as attributes."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        member.bad_example, member.mended_example = bad_example, mended_example
        member.severity, member.fix = severity, fix
        return member

    @property
    def readable_bad_example(self) -> str:
        """The bad example, with U+FFFD for each byte that is not UTF-8."""
        return self.bad_example.encode(errors="surrogateescape").decode(errors="replace")


class ShapeProblem(ProblemCode):
    """What is wrong with the shape of a statement, in facts and in rules."""

    BAD_CERTAINTY = CodeSpec(
        code="bad-certainty",
        meaning="certainty is none of confirmed, reported, estimated, disputed, assessment",
        bad_example=f"{COMPANY_LINES}country: {{value: CN, certainty: certain}}\n",
        mended_example=f"{COMPANY_LINES}country: {{value: CN, certainty: confirmed}}\n",
    )
    MISSING_VALUE = CodeSpec(
        code="missing-value",
        meaning="a fact written as a mapping has neither value nor unknown",
        bad_example=f"{CHIP_LINES}tdp: {{as_of: 2025}}\n",
        mended_example=f"{CHIP_LINES}tdp: {{value: 400 W, as_of: 2025}}\n",
    )
    UNKNOWN_KEY = CodeSpec(
        code="unknown-key",
        meaning="a fact, claim or unknown has a key that means nothing there",
        bad_example=f"{COMPANY_LINES}country: {{value: CN, asof: 2025}}\n",
        mended_example=f"{COMPANY_LINES}country: {{value: CN, as_of: 2025}}\n",
    )
    WRONG_TYPE = CodeSpec(
        code="wrong-type",
        meaning="a mapping, list or plain value stands where another is expected",
        bad_example="kind: person\nname: [Robin Li]\n",
        mended_example="kind: person\nname: Robin Li\n",
    )
