"""The audit: contradictions between what is stated and what follows, each with both numbers."""

import json

import pytest

from conftest import Facts, Run

RULE = """
name: Test rule
sources: [gazette]
restricts: x1
rule:
  act: control
  from: 2024-01-01
  destinations: [CN]
  paragraphs: [{name: 3A090.a.1, when: {tpp: ">=4800"}}]
"""
HEAD = "name: X1\nsources: [gazette]\n"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param(
            "int8_dense: 700\ntpp: 9000\n", [("tpp", "derivation", "9,000", "5,600")], id="derived"
        ),
        pytest.param("int8_dense: 700\ntpp: 5601\n", [], id="rounded"),
        pytest.param(
            "int8_dense: 700\ndie_area: 100\nperformance_density: 60\n",
            [("performance_density", "derivation", "60 TPP/mm²", "56 TPP/mm²")],
            id="density",
        ),
        pytest.param(
            "tpp: 5000\neccn: {value: 3A090.b, as_of: 2024-05}\n",
            [("eccn", "label", "3A090.b", "3A090.a.1")],
            id="label",
        ),
        pytest.param("tpp: 5000\neccn: {value: 3A090.a, as_of: 2024-05}\n", [], id="right-label"),
        pytest.param("tpp: 5000\neccn: {value: not 3A090.b, as_of: 2024-05}\n", [], id="words"),
        pytest.param("tpp: 4000\n", [("restricts", "label", "rule restricts it", "under no")],
                     id="restricted"),
        pytest.param(
            "tpp: 5000\nfp8_dense: 600\nfp8_sparse: 600\n",
            [("tpp", "derivation", "5,000", "4,800"), ("fp8_dense", "sparse", "600", "600")],
            id="sparse-in-dense",
        ),
        pytest.param(
            "int8_dense: [700, 1400]\n",
            [("int8_dense", "sparse", "1,400 TOPS", "700 TOPS")],
            id="twice-another",
        ),
        pytest.param(
            "fp16_dense: 300\nint8_dense: 1200\n",
            [("int8_dense", "sparse", "1,200 TOPS", "300 TFLOPS")],
            id="four-times",
        ),
    ],
)  # fmt: skip
def test_a_contradiction_is_reported_with_both(
    facts: Facts, run: Run, figures: str, expected: list[tuple[str, str, str, str]]
) -> None:
    folder = facts({"chip/x1.yaml": HEAD + figures, "policy/rule.yaml": RULE})
    result = run("check", "--audit", "--json", "--data", folder)
    assert result.code == 0
    answer = json.loads(result.out)
    rows = [
        (entry["property"], entry["check"], entry["stated"], entry["computed"]) for entry in answer
    ]
    assert [row[:2] for row in rows] == [row[:2] for row in expected]
    assert all(
        text.startswith(start)
        for row, expected_row in zip(rows, expected, strict=True)
        for text, start in zip(row, expected_row, strict=True)
    )


def test_the_table_says_where_it_is_stated(facts: Facts, run: Run) -> None:
    folder = facts({"chip/x1.yaml": HEAD + "int8_dense: 700\ntpp: 9000\n"})
    result = run("check", "--audit", "--data", folder).out.splitlines()
    assert result[0] == "1 contradiction"
    assert result[2].endswith(f"{folder.as_posix()}/chip/x1.yaml:4")


def test_the_audit_keeps_to_what_was_known(facts: Facts, run: Run) -> None:
    late = "name: Late\ntype: news\npublished: 2026\n"
    chip = HEAD + "int8_dense: 700\ntpp: {value: 9000, sources: [late]}\n"
    folder = facts({"source/late.yaml": late, "chip/x1.yaml": chip})
    options = ("check", "--audit", "--json", "--data", folder)
    answer = [json.loads(run(*options, *more).out) for more in ((), ("--known-by", "2025"))]
    assert [len(entry) for entry in answer] == [1, 0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--as-of", "2025"), "files are checked as they stand, not as of a date"),
        (("--known-by", "2025"), "files are checked as they stand, not as of a date"),
        (("--audit", "x.yaml"), "--audit holds the chips of a whole base against arithmetic"),
    ],
)
def test_what_has_no_audit_has_no_date(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("check", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {message}\n")
