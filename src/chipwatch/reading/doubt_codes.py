"""The codes of what makes one doubt a statement; the checks are in ``plausibility.py``."""

from ..model.problem_code import (
    CHIP_LINES,
    COMPANY_LINES,
    EXAMPLE_SOURCE,
    INVESTMENT_LINES,
    POLICY_LINES,
    CodeSpec,
    ProblemCode,
    Severity,
)

_OTHER_CHIP_LINES = f"---\nid: h200\n{CHIP_LINES}"


class Doubt(ProblemCode):
    """What makes one doubt a statement that is well formed."""

    DIES_AS_CHIPS = CodeSpec(
        code="dies-as-chips",
        meaning="a number of chips counts dies, by its own note",
        bad_example=f"{CHIP_LINES}production_plan: {{value: 1.6 m, note: dies}}\n",
        mended_example=f"{CHIP_LINES}production_plan: {{value: 0.8 m, note: two dies in each}}\n",
        severity=Severity.WARNING,
    )
    JOINT_FIGURE = CodeSpec(
        code="joint-figure",
        meaning="one figure from one place stands on two pages, and would be added up twice",
        bad_example=(
            f"{INVESTMENT_LINES}amount: {{value: 5 bn USD, sources: {EXAMPLE_SOURCE}#p9}}\n"
            f"---\nid: b\n{INVESTMENT_LINES}"
            f"amount: {{value: 5 bn USD, sources: {EXAMPLE_SOURCE}#p9}}\n"
        ),
        mended_example=(
            f"{INVESTMENT_LINES}amount: {{value: 5 bn USD, sources: {EXAMPLE_SOURCE}#p9}}\n"
            f"---\nid: b\n{INVESTMENT_LINES}part_of: joint-figure\n"
        ),
        severity=Severity.WARNING,
    )
    LEADER_WITHOUT_DAY = CodeSpec(
        code="leader-without-day",
        meaning="who holds an office is stated without the day on which that was so",
        bad_example=f"{COMPANY_LINES}chief_executive: jensen-huang\n",
        mended_example=(
            f"{COMPANY_LINES}chief_executive: {{value: jensen-huang, as_of: 2025-04}}\n"
        ),
        severity=Severity.WARNING,
    )
    LOST_BOUND = CodeSpec(
        code="lost-bound",
        meaning="a note says over, about or up to, and the figure is exact",
        bad_example=f"{COMPANY_LINES}employees: {{value: 4000, note: more than}}\n",
        mended_example=f'{COMPANY_LINES}employees: ">4000"\n',
        severity=Severity.WARNING,
    )
    MIXED_CERTAINTY = CodeSpec(
        code="mixed-certainty",
        meaning="figures of one property from one place in a source are called unlike sure",
        bad_example=(
            f"{CHIP_LINES}yield_rate: {{value: 40 %, certainty: estimated}}\n"
            f"{_OTHER_CHIP_LINES}yield_rate: 30 %\n"
        ),
        mended_example=(
            f"{CHIP_LINES}yield_rate: {{value: 40 %, certainty: estimated}}\n"
            f"{_OTHER_CHIP_LINES}yield_rate: {{value: 30 %, certainty: estimated}}\n"
        ),
        severity=Severity.WARNING,
    )
    OPEN_TARIFF = CodeSpec(
        code="open-tariff",
        meaning="a tariff has no end, though another policy ended or replaced it",
        bad_example=(
            f"{POLICY_LINES}tariff_rate: {{value: 125 %, as_of: 2025-04-11}}\n"
            f"---\nid: truce\n{POLICY_LINES}supersedes: open-tariff\n"
        ),
        mended_example=(
            f"{POLICY_LINES}tariff_rate: {{value: 125 %, as_of: 2025-04-11, until: 2025-05-14}}\n"
            f"---\nid: truce\n{POLICY_LINES}supersedes: open-tariff\n"
        ),
        severity=Severity.WARNING,
    )
    RELEASED_BEFORE_ANNOUNCED = CodeSpec(
        code="released-before-announced",
        meaning="a thing could be had before it was announced",
        bad_example=f"{CHIP_LINES}announced: 2024-02\nreleased: 2023\n",
        mended_example=f"{CHIP_LINES}announced: 2023-02\nreleased: 2023\n",
        severity=Severity.WARNING,
    )
    SOURCE_TOO_OLD = CodeSpec(
        code="source-too-old",
        meaning="every source of a fact appeared before the day that the fact speaks of",
        bad_example=f"{COMPANY_LINES}employees: {{value: 4000, as_of: 2026-01}}\n",
        mended_example=f"{COMPANY_LINES}employees: {{value: 4000, as_of: 2025-01}}\n",
        severity=Severity.WARNING,
    )
    STALE_FIGURE = CodeSpec(
        code="stale-figure",
        meaning="of several figures, one stands first that is over two years older than others",
        bad_example=(
            f"{COMPANY_LINES}market_rank:\n"
            "  - {value: 9, as_of: 2022, note: in China}\n  - {value: 4, as_of: 2025}\n"
        ),
        mended_example=(
            f"{COMPANY_LINES}market_rank:\n"
            "  - {value: 4, as_of: 2025}\n  - {value: 9, as_of: 2022, note: in China}\n"
        ),
        severity=Severity.WARNING,
    )
    UNFOUNDED_END = CodeSpec(
        code="unfounded-end",
        meaning="a policy no longer reaches something, though nothing ends the policy",
        bad_example=(
            f"{POLICY_LINES}restricts: {{value: h200, as_of: 2025-04, until: 2025-07}}\n"
            f"{_OTHER_CHIP_LINES}"
        ),
        mended_example=(
            f"{POLICY_LINES}rescinded: 2025-07\n"
            "restricts: {value: h200, as_of: 2025-04, until: 2025-07}\n"
            f"{_OTHER_CHIP_LINES}"
        ),
        severity=Severity.WARNING,
    )
    UNTITLED_SOURCE = CodeSpec(
        code="untitled-source",
        meaning="a source has no title",
        bad_example="kind: source\npublisher: Forbes\n",
        mended_example="kind: source\nname: How it began\npublisher: Forbes\n",
        severity=Severity.NOTICE,
    )
