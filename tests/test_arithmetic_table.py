"""The arithmetic of a verdict: what decides, and what keeps it from a class."""

import pytest

from conftest import Facts, Run
from export_rules import BASE


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(
            ("x2",),
            ["TPP 1,979 TOPS × 8 bits 15,832 4,800 3.3 times the limit",
             "class by these figures: 3A090.a.1"],
            id="the-paragraph-that-holds",
        ),
        pytest.param(
            ("x1",),
            ["TPP 296 TOPS × 8 bits 2,368 2,400 1.3 % under",
             "under no paragraph of ECCN 3A090 (1 FR 1)"],
            id="the-nearest-limit",
        ),
        pytest.param(
            ("x3",),
            ["TPP 280–320 TFLOPS × 16 bits 4,480–5,120 4,800 6.7 % under to 6.7 % over"],
            id="what-is-open",
        ),
        pytest.param(("x4",), [], id="nothing-known"),
        pytest.param(
            ("x2", "--to", "JP"),
            ["TPP 1,979 TOPS × 8 bits 15,832 4,800 3.3 times the limit",
             "class by these figures: 3A090.a.1"],
            id="no-rule-reaches-there",
        ),
    ],
)  # fmt: skip
def test_the_limits_that_matter_are_shown(
    facts: Facts, run: Run, options: tuple[str, ...], expected: list[str]
) -> None:
    card = run("controls", *options, "--as-of", "2025-01-01", "--data", facts(BASE)).out
    lines = [" ".join(line.split()) for line in card.splitlines()]
    start = lines.index("The arithmetic this chip limit") + 1 if expected else 0
    assert lines[start : start + len(expected)] == expected
    assert ("The arithmetic this chip limit" in lines) is bool(expected)
