"""The head of a page as a table of its own, for pages that are sent on: label, value, remark."""

from collections.abc import Iterator

from ...model import clock
from ...model.entity import Entity
from ...model.table import Cell, Layout, Table
from ...model.text_table import is_spanning_row
from ...store.knowledge_base import KnowledgeBase
from ..answers.core_states import describe_missing_core
from ..answers.graph import EntityGraph
from .page_head import HEAD_COLUMNS, REMARKED_HEAD_COLUMNS, PageHead

DOUBT_TEXTS = {"disputed": "disputed", "estimated": "estimated", "assessment": "opinion"}
"""What a page says for each mark that is a sign on a terminal."""


def build_page_summary(graph: EntityGraph, entity: Entity) -> Table:
    """Build the lines of the head, and up to when the base knows; the facts have the summary."""
    head = PageHead(graph, entity).build_table()
    rows = [row for row in head.rows if not is_spanning_row(row)]
    has_remarks = any(len(row) > len(HEAD_COLUMNS) for row in rows)
    return head._replace(
        columns=REMARKED_HEAD_COLUMNS if has_remarks else HEAD_COLUMNS,
        rows=tuple(tuple(map(_put_into_words, row)) for row in rows),
        layout=Layout.CARD,
        notes=tuple(_iter_notes(graph, entity)),
    )


def describe_base_date(base: KnowledgeBase) -> str:
    """Describe up to when a base knows; nothing where no source has a date."""
    newest = base.find_newest_publication()
    return f"Base of {newest}, the day of its newest source" if newest else ""


def _iter_notes(graph: EntityGraph, entity: Entity) -> Iterator[str]:
    """Yield what is not known, the day of a verdict, and up to when the base knows."""
    if missing := describe_missing_core(graph, entity):
        yield f"{missing}."
    has_verdict = entity.kind_class.has_verdict()
    today_text = f"Today is {clock.get_today().text}" if has_verdict else ""
    text = ". ".join(filter(None, (today_text, describe_base_date(graph.base))))
    if text:
        yield f"{text}."


def _put_into_words(cell: Cell) -> Cell:
    """Say what is unsure in words, and take off what joins an annotation to its value in a line."""
    texts = (cell.annotation.lstrip(", "), DOUBT_TEXTS.get(cell.mark, ""))
    return cell._replace(annotation="; ".join(filter(None, texts)))
