"""What surrounds the entities of an answer: relations from either end, names, sources."""

import json
from pathlib import Path

from conftest import Run


def test_relations_stand_in_the_order_of_the_file_then_from_the_other_ends(
    run: Run, folder: Path
) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    partners: [zeta, bolt]
    # company/bolt.yaml
    name: Bolt
    sources: [gazette]
    partners: [acme]
    # company/cell.yaml
    name: Cell
    sources: [gazette]
    partners: [acme]
    # company/zeta.yaml
    name: Zeta
    sources: [gazette]
    partners: [acme]
    """
    result = run("show", "acme", "--columns", "partners", "--json", "--data", folder)
    assert json.loads(result.out) == {
        "partners": ["zeta", "bolt", "cell"],
        "partners_name": ["Zeta", "Bolt", "Cell"],
    }


def test_a_relation_of_one_value_shows_only_the_fact_chosen(run: Run, folder: Path) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    designer:
      - {value: acme, as_of: 2023}
      - {value: bolt, as_of: 2024}
    # company/acme.yaml
    name: Acme
    # company/bolt.yaml
    name: Bolt
    """
    result = run("show", "acme", "bolt", "--columns", "chips", "--json", "--data", folder)
    assert json.loads(result.out) == [
        {"chips": [], "chips_name": []},
        {"chips": ["x1"], "chips_name": ["X1"]},
    ]


def test_what_a_broken_file_would_have_been_called_is_left_out(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: [gazette]
    partners: [bolt]
    # company/bolt.yaml
    name: Bolt
    bogus: 1
    """
    result = run("show", "acme", "--json", "--data", folder)
    assert result.code == 0
    data = json.loads(result.out)
    assert (data["partners"], data["related"]) == (["bolt"], [])


def test_an_entity_can_point_to_itself(run: Run, folder: Path) -> None:
    """
    # strategy/loop.yaml
    name: Loop
    sources: [gazette]
    part_of: loop
    """
    result = run("show", "loop", "--columns", "part_of,branches", "--json", "--data", folder)
    assert json.loads(result.out) == {
        "part_of": "loop",
        "part_of_name": "Loop",
        "branches": ["loop"],
        "branches_name": ["Loop"],
    }
