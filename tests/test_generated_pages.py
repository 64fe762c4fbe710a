"""The generated pages of docs/ are what the code says; ``--update-golden`` writes them."""

import pytest

from conftest import ROOT, Golden, Run
from generated_pages import GENERATED_PAGES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("page", GENERATED_PAGES)
def test_a_generated_page_is_what_the_code_says(page: str, run: Run, golden: Golden) -> None:
    golden(ROOT / "docs" / page, GENERATED_PAGES[page](run))
