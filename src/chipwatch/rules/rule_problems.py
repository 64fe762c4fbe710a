"""The codes of problems that rules alone can have."""

from ..model.problem_code import POLICY_LINES, CodeSpec, ProblemCode

_EXAMPLE_RULE = f"{POLICY_LINES}rule:\n  act: control\n  from: 2025-01\n{{part}}\n"


class RuleProblem(ProblemCode):
    """What can be wrong with a rule alone."""

    BAD_CONDITION = CodeSpec(
        code="bad-condition",
        meaning="a condition of a rule is empty, or tests what has no bounds",
        bad_example=_EXAMPLE_RULE.format(part="  paragraphs: [{name: a, when: {tpp: 4800}}]"),
        mended_example=_EXAMPLE_RULE.format(
            part='  paragraphs: [{name: a, when: {tpp: ">=4800"}}]'
        ),
    )
    BAD_DESTINATION = CodeSpec(
        code="bad-destination",
        meaning="a destination of a rule is neither a country code nor a country group",
        bad_example=_EXAMPLE_RULE.format(part="  destinations: [China]"),
        mended_example=_EXAMPLE_RULE.format(part="  destinations: [CN]"),
    )
