"""The codes of what a well-kept base does without; the checks are in ``upkeep.py``."""

from ..model.problem_code import (
    CHIP_LINES,
    COMPANY_LINES,
    EXAMPLE_SOURCE,
    CodeSpec,
    ProblemCode,
    Severity,
)

_REPEATING_SOURCE = f"---\nkind: source\nid: copy\nname: The same again\norigin: {EXAMPLE_SOURCE}\n"
_RING = f"---\nid: ring\n{COMPANY_LINES.replace('Baidu', 'Ring')}"


class UpkeepProblem(ProblemCode):
    """What is left over, doubled, weak or old in a base as a whole."""

    CIRCULAR_RELATION = CodeSpec(
        code="circular-relation",
        meaning="a thing is its own owner, whole or forerunner, by way of others",
        bad_example=f"{COMPANY_LINES}parent: ring\n{_RING}parent: circular-relation\n",
        mended_example=f"{COMPANY_LINES}parent: ring\n{_RING}",
        severity=Severity.WARNING,
    )
    FUTURE_DATE = CodeSpec(
        code="future-date",
        meaning="something happened, or holds, on a day that has not come yet",
        bad_example=f"{COMPANY_LINES}founded: 2987\n",
        mended_example=f"{COMPANY_LINES}founded: 1987\n",
        severity=Severity.WARNING,
    )
    NEAR_DUPLICATE = CodeSpec(
        code="near-duplicate",
        meaning="two things of one kind have one name, or two sources one address",
        bad_example="kind: company\nname: BAIDU\n",
        mended_example="kind: company\nname: Baidu Ventures\n",
        severity=Severity.NOTICE,
    )
    NO_PLACE = CodeSpec(
        code="no-place",
        meaning="facts rest on a source, and nothing says where in it they stand",
        bad_example=f"{CHIP_LINES}tdp: 400 W\n",
        mended_example=(
            f"kind: chip\nname: H20\ntdp: {{value: 400 W, sources: {EXAMPLE_SOURCE}#p9}}\n"
        ),
        severity=Severity.NOTICE,
    )
    SINGLE_ORIGIN = CodeSpec(
        code="single-origin",
        meaning="a fact cites several sources, and all of them repeat one",
        bad_example=(
            f"{CHIP_LINES}tdp: {{value: 400 W, sources: [{EXAMPLE_SOURCE}, copy]}}\n"
            f"{_REPEATING_SOURCE}"
        ),
        mended_example=(
            f"{CHIP_LINES}tdp: {{value: 400 W, sources: [{EXAMPLE_SOURCE}]}}\n{_REPEATING_SOURCE}"
        ),
        severity=Severity.NOTICE,
    )
    STALE_FACT = CodeSpec(
        code="stale-fact",
        meaning="a value that changes is older than the half-life of its property",
        bad_example=f"{COMPANY_LINES}employees: {{value: 4000, as_of: 2019-12}}\n",
        mended_example=(
            f"{COMPANY_LINES}employees: {{value: 4000, as_of: 2099-12, certainty: estimated}}\n"
        ),
        severity=Severity.NOTICE,
    )
    UNLINKED_ENTITY = CodeSpec(
        code="unlinked-entity",
        meaning="nothing is said of a thing, and nothing leads to it",
        bad_example="kind: person\nname: Robin Li\n",
        mended_example=(
            "kind: person\nname: Robin Li\n"
            f"role: {{value: founder of Baidu, sources: {EXAMPLE_SOURCE}}}\n"
        ),
        severity=Severity.NOTICE,
    )
    UNUSED_SOURCE = CodeSpec(
        code="unused-source",
        meaning="no fact cites a source",
        bad_example="kind: source\nname: How it began\npublisher: Forbes\n",
        mended_example=(
            "kind: source\nname: How it began\npublisher: Forbes\n"
            "---\nkind: person\nid: robin-li\nname: Robin Li\n"
            "role: {value: founder of Baidu, sources: unused-source}\n"
        ),
        severity=Severity.NOTICE,
    )
