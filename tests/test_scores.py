"""Every score of naming stands in one module, and keeps the order that the others rely on."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest

from chipwatch.asking.naming import scores

NAMING = Path(scores.__file__).parent
MODULES = sorted(path.stem for path in NAMING.glob("*.py") if path.stem != "scores")


def list_decimals(source: str) -> list[float]:
    return [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in (0.0, 1.0)
    ]


@pytest.mark.parametrize("module", MODULES)
def test_no_other_module_of_naming_holds_a_score(module: str) -> None:
    assert list_decimals((NAMING / f"{module}.py").read_text(encoding="utf-8")) == []


def test_a_score_would_be_noticed() -> None:
    assert list_decimals("LIMIT = 0.65\nif score > 0.5 * 1.0: pass") == [0.65, 0.5]


def test_every_score_says_where_it_comes_from() -> None:
    statements = ast.parse((NAMING / "scores.py").read_text(encoding="utf-8")).body
    explanations = {
        ast.unparse(statement.targets[0]): ast.unparse(following)
        for statement, following in pairwise(statements)
        if isinstance(statement, ast.Assign)
    }
    assert len(explanations) > 20
    unexplained = [
        name
        for name, text in explanations.items()
        if not any(origin in text for origin in ("Choice: ", "Measured: ", "Fact: "))
    ]
    assert unexplained == []


def test_sorts_of_matches_keep_their_order() -> None:
    """What surely names an entity scores above what may, and names above values and notes."""
    prefix = scores.PREFIX_BASE_SCORE
    code_score = 1 - 2 * scores.GRADE_PENALTY
    assert code_score > scores.PINYIN_SCORE
    assert round(prefix + scores.MAX_COVERAGE_BONUS, 4) <= scores.PINYIN_SCORE
    assert prefix >= scores.MIN_SURE_SCORE
    assert scores.MIN_SURE_SCORE > scores.MIN_SEARCH_SIMILARITY > scores.MIN_SUGGESTION_SCORE
    assert scores.DIFFERENT_NUMBER_FACTOR < scores.MIN_SURE_SCORE
    assert prefix > scores.TYPO_FACTOR > scores.WORDS_SCORE
    best_part = scores.PART_OF_NAME_SCORE + scores.MAX_PART_BONUS
    assert scores.WORDS_SCORE > best_part > scores.MOST_WORDS_SCORE
    assert scores.WORDS_SCORE + scores.MAX_WORDS_BONUS < 1
