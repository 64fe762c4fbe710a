"""Which facts may be a step of a chain: those that meet a condition on the table ``fact``."""

from typing import NamedTuple

from ..asking.sql.query import run_sql
from ..model.facts import Fact
from ..store.knowledge_base import KnowledgeBase

MAX_FACTS = 1_000_000_000
"""More facts than any base has."""


class FactKey(NamedTuple):
    """What tells a fact from all others: what it states, and where it stands."""

    entity: str
    property: str
    text: str
    path: str
    line: int


StepKeys = frozenset[FactKey]
"""The facts that may be a step."""


def find_step_keys(base: KnowledgeBase, condition: str) -> StepKeys | None:
    """Find the facts that meet a condition in SQL; None, where there is none, stands for all.

    Raises UsageError, and UnknownNameError for a column that the table has not.
    """
    if not condition:
        return None
    columns = ", ".join(FactKey._fields)
    query = f"SELECT {columns} FROM fact WHERE (\n{condition}\n)"  # noqa: S608 - run in a sandbox
    rows = run_sql(base, query, MAX_FACTS).rows
    return frozenset(
        FactKey(
            entity=str(entity),
            property=str(name),
            text=str(text),
            path=str(path),
            line=int(line or 0),
        )
        for entity, name, text, path, line in rows
    )


def build_fact_key(fact: Fact) -> FactKey:
    """Build the key of a fact."""
    return FactKey(
        entity=fact.entity,
        property=fact.property,
        text=fact.format_value(),
        path=fact.location.path,
        line=fact.location.line,
    )
