"""How applications are decided: a review may be about some classes alone."""

import pytest

from chipwatch.model.quantity import Quantity
from chipwatch.rules.rule import ALWAYS, Paragraph
from test_verdict import (
    DENIAL,
    REVIEWED,
    TPP_RULE,
    judge_in_china,
    make_criterion,
    make_item,
    make_review,
)

WEAKER = Paragraph(name="3A090.b", condition=make_criterion("tpp", low=1000, high=4800))
RULE = TPP_RULE._replace(paragraphs=(*TPP_RULE.paragraphs, WEAKER))


@pytest.mark.parametrize(
    ("tpp", "classes", "choice"),
    [
        pytest.param((5000, 5000), ("3A090.a",), REVIEWED.choice, id="of-the-class"),
        pytest.param((2000, 2000), ("3A090.a",), DENIAL.choice, id="of-another-class"),
        pytest.param((2000, 2000), (), REVIEWED.choice, id="a-review-of-all-classes"),
        pytest.param((4000, 5000), ("3A090.a",), DENIAL.choice, id="perhaps-of-another-class"),
        pytest.param((4000, 5000), ("3A090",), REVIEWED.choice, id="of-either-class"),
    ],
)
def test_a_review_decides_only_for_its_classes(
    tpp: tuple[int, int], classes: tuple[str, ...], choice: str
) -> None:
    review = make_review(ALWAYS)
    paragraph = review.paragraphs[0]._replace(item_classes=classes)
    review = review._replace(paragraphs=(paragraph,))
    verdict = judge_in_china(make_item(tpp=Quantity(*tpp)), RULE, review)
    assert verdict.policy_choice == choice
