"""What an export wrote is read back: the same facts, sources, dates and order of choice."""

from pathlib import Path
from typing import Any

import pytest

import chipwatch
from chipwatch.model.entity import Entity
from chipwatch.model.kind import KINDS
from chipwatch.model.problem import Location
from conftest import BASE, Run

pytestmark = pytest.mark.slow

LOSSLESS_FORMATS = ("jsonl", "csv", "sqlite", "parquet", "xlsx")


def list_statements(entity: Entity) -> list[str]:
    """Everything that the facts of an entity say, but where they are written."""
    return sorted(
        repr(fact._replace(location=Location("", 1, 1), file_position=0)) for fact in entity.facts
    )


def list_shown_values(entity: Entity) -> dict[str, list[Any]]:
    """What is shown of each property, as the rule of choice has it."""
    return {
        name: [fact.value for fact in ranked.shown_facts]
        for name, ranked in entity.rank_facts().items()
    }


def test_json_lines_have_the_rules_of_policies_too(tmp_path: Path, run: Run) -> None:
    exported, copy = tmp_path / "out.jsonl", tmp_path / "copy"
    assert run("export", "jsonl", exported).code == 0
    assert run("import", exported, "--into", copy).code == 0
    judged = run("controls", "--as-of", "2025-05-01", "--json")
    assert judged.code == 0
    assert run("controls", "--as-of", "2025-05-01", "--json", "--data", copy).out == judged.out


@pytest.mark.parametrize("export_format", LOSSLESS_FORMATS)
def test_a_base_that_was_exported_and_imported_is_the_same(
    export_format: str, tmp_path: Path, run: Run
) -> None:
    pytest.importorskip({"parquet": "pyarrow", "xlsx": "xlsxwriter"}.get(export_format, "json"))
    exported, copy = tmp_path / f"out.{export_format}", tmp_path / "copy"
    assert run("export", export_format, exported).code == 0
    result = run("import", exported, "--into", copy)
    assert result.code == 0, result.err
    with chipwatch.open(str(BASE)) as base, chipwatch.open(str(copy)) as copied_base:
        assert copied_base.list_problems() == []
        for kind in KINDS:
            entities = {entity.id: entity for entity in base.load_entities(kind)}
            copied_entities = {entity.id: entity for entity in copied_base.load_entities(kind)}
            assert copied_entities.keys() == entities.keys()
            for entity_id, entity in entities.items():
                copied = copied_entities[entity_id]
                assert (copied.name, copied.aliases) == (entity.name, entity.aliases)
                assert list_statements(copied) == list_statements(entity)
                assert list_shown_values(copied) == list_shown_values(entity)
