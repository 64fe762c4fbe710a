"""The tables in the package are what the libraries say; ``--update-golden`` writes them."""

import pytest

from conftest import Golden
from library_tables import FOLDER, LIBRARY_TABLES, get_table_path

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", LIBRARY_TABLES)
def test_a_table_is_what_its_library_says(name: str, golden: Golden) -> None:
    golden(get_table_path(name), "".join(f"{line}\n" for line in LIBRARY_TABLES[name]()))


def test_no_table_is_left_over() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(LIBRARY_TABLES)
