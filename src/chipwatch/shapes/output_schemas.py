"""The JSON Schema of what each command prints with ``--json``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from ..model.answer import Answer, Json, Row
from ..model.kind import Kind
from ..model.problem import UnknownNameError
from ..model.schema import KINDS
from ..model.suggest import suggest_nearest
from ..model.table import Table
from . import control_shapes, page_shapes, relation_shapes, table_shapes, upkeep_shapes
from .entity_shapes import build_cited_page_shape, build_entity_shape, build_linked_entity_shape
from .fact_shapes import FACT_DEFINITIONS
from .shape_parts import Shape, build_paged_list, build_record, refer_to

OUTPUT_SCHEMA_VERSION = 1
"""Raised when a key of the output goes or its type changes; a new key does not raise it."""
DRAFT_URL = "https://json-schema.org/draft/2020-12/schema"
REFERENCE_PREFIX = "#/$defs/"
_DESCRIPTION = (
    "With --columns, each object has the chosen keys alone; with --facts none, no facts; with"
    " --no-null, no keys without a value. Keywords that begin with x- say what an assistant gets."
)

ListShapes = Callable[[], list[Shape]]


def _list_single_and_several(*shapes: Shape) -> list[Shape]:
    """List the shapes that one thing may have, and that of several in an array."""
    item_shape = shapes[0] if len(shapes) == 1 else {"anyOf": list(shapes)}
    return [*shapes, build_paged_list(item_shape)]


def _list_page_shapes() -> list[Shape]:
    page_names = [name for kind in KINDS.values() for name in _list_page_names(kind)]
    return _list_single_and_several(*map(refer_to, page_names))


def _list_page_names(kind: type[Kind]) -> list[str]:
    """List the definitions that an entity of a kind may have: of a source, its page has more."""
    return [*([f"{kind.name}_page"] if kind.is_cited else []), kind.name]


def _list_verdict_shapes() -> list[Shape]:
    verdict_shape = control_shapes.build_verdict_shape()
    return [*_list_single_and_several(verdict_shape), *_list_rows(control_shapes.MATRIX_ROW)]


def _list_party_shapes() -> list[Shape]:
    return [control_shapes.build_party_shape(), build_paged_list(control_shapes.SCREENED_ROW)]


def _list_control_shapes() -> list[Shape]:
    return [*_list_verdict_shapes(), *_list_party_shapes()]


def _list_sql_shapes() -> list[Shape]:
    rows = build_paged_list(table_shapes.SQL_ROW)
    return [rows, build_record({"rows": rows, "complete": {"const": False}})]


def _list_explanation_shapes() -> list[Shape]:
    rows = _list_rows(upkeep_shapes.KIND_ROW, upkeep_shapes.TERM_ROW)
    return [*rows, upkeep_shapes.TERM_CARD]


def _list_check_shapes() -> list[Shape]:
    rows = (upkeep_shapes.PROBLEM_ROW, upkeep_shapes.AUDIT_ROW, upkeep_shapes.PROBLEM_CODE_ROW)
    return [*map(build_paged_list, rows), upkeep_shapes.PROBLEM_CODE_CARD]


def _list_edit_shapes() -> list[Shape]:
    return [upkeep_shapes.EDIT]


def _list_statistics_shapes() -> list[Shape]:
    return _list_rows(
        table_shapes.STATISTICS_ROW,
        table_shapes.STALE_FACT_ROW,
        table_shapes.CORE_COVERAGE_ROW,
        table_shapes.COVERAGE_ROW,
    )


def _list_series_shapes() -> list[Shape]:
    return [table_shapes.build_series_shape(), *_list_rows(table_shapes.DATED_FIGURE_ROW)]


def _list_rows(*row_shapes: Shape) -> list[Shape]:
    """List the shapes of answers of many rows, and that of the help on their columns."""
    return [build_paged_list(shape) for shape in (*row_shapes, table_shapes.COLUMNS_HELP_ROW)]


def _build_chart_shape() -> Shape:
    """Build the shape of ``chart``: what Vega-Lite draws, whose own schema says the rest."""
    return {
        "type": "object",
        "properties": {"$schema": {"type": "string", "pattern": "/vega-lite/"}},
        "required": ["$schema"],
    }


def _make_lister(build_shape: Callable[[], Shape]) -> ListShapes:
    def list_shapes() -> list[Shape]:
        return [build_shape()]

    return list_shapes


def _make_row_lister(row_shape: Shape) -> ListShapes:
    def list_shapes() -> list[Shape]:
        return _list_rows(row_shape)

    return list_shapes


COMMAND_OUTPUTS: Mapping[str, ListShapes] = {
    "show": _list_page_shapes,
    "compare": _make_lister(page_shapes.build_comparison_shape),
    "search": _make_row_lister(table_shapes.SEARCH_ROW),
    "resolve": _make_row_lister(table_shapes.RESOLVED_ROW),
    "why": _make_lister(page_shapes.build_provenance_shape),
    "report": _make_lister(page_shapes.build_report_shape),
    "controls": _list_control_shapes,
    "whatif": _make_lister(control_shapes.build_what_if_shape),
    "sql": _list_sql_shapes,
    "related": _make_lister(relation_shapes.build_related_shape),
    "path": _make_lister(relation_shapes.build_path_shape),
    "exposure": _make_lister(relation_shapes.build_exposure_shape),
    "series": _list_series_shapes,
    "chart": _make_lister(_build_chart_shape),
    "timeline": _make_row_lister(table_shapes.TIMELINE_ROW),
    "changes": _make_row_lister(table_shapes.CHANGES_ROW),
    "total": _make_lister(table_shapes.build_total_shape),
    "conflicts": _make_row_lister(table_shapes.CONFLICTS_ROW),
    "stats": _list_statistics_shapes,
    "explain": _list_explanation_shapes,
    "check": _list_check_shapes,
    "diff": _make_row_lister(upkeep_shapes.DIFFERENCE_ROW),
    **dict.fromkeys(("new", "add", "source add"), _list_edit_shapes),
    "import": _make_lister(upkeep_shapes.build_import_shape),
}
"""What lists the shapes that the output of a command may have, by the name of the command; the
command of a kind has those of the kind."""
_TOOL_OUTPUTS: Mapping[str, ListShapes] = {
    **COMMAND_OUTPUTS,
    "entity": _list_page_shapes,
    "controls": _list_verdict_shapes,
    "party": _list_party_shapes,
    "list": _list_rows,
}
"""The same of a tool of assistants, by its name: it may be only a part of a command."""


def list_output_shapes(command: str) -> list[Shape]:
    """List the shapes that the output of a command may have; raises UnknownNameError."""
    if command in KINDS:
        return _list_single_and_several(*map(refer_to, _list_page_names(KINDS[command])))
    if command not in COMMAND_OUTPUTS:
        names = (*KINDS, *COMMAND_OUTPUTS)
        hint = "name a command that has --json, such as company"
        raise UnknownNameError(
            f"{command!r} is no command with JSON output; a file to write to is named with -o",
            suggest_nearest(command, names, hint),
            names,
        )
    return COMMAND_OUTPUTS[command]()


def list_tool_shapes(tool_name: str) -> list[Shape]:
    """List the shapes that the answer of a tool may have."""
    return _TOOL_OUTPUTS[tool_name]()


class OutputSchemaAnswer(Answer):
    """The JSON Schema of what a command prints with ``--json``; raises UnknownNameError."""

    def __init__(self, command: str) -> None:
        self.schema = build_output_schema(command)

    def to_data(self) -> Shape:
        """Build the schema."""
        return self.schema

    def to_rows(self) -> Sequence[Row]:
        """Build the same as one row."""
        return [self.schema]

    def to_tables(self) -> Sequence[Table]:
        """Return no tables: a schema is for programs."""
        return ()


def build_output_schema(command: str) -> Shape:
    """Build the schema of the output of a command; raises UnknownNameError."""
    alternatives = list_output_shapes(command)
    arrays = [shape for shape in alternatives if shape.get("type") == "array"]
    if arrays:
        receipted_keys: dict[str, Shape] = {
            "answer": {"anyOf": arrays},
            "receipt": refer_to("receipt"),
        }
        alternatives = [*alternatives, build_record(receipted_keys)]
    root: Shape = {"anyOf": alternatives}
    return {
        "$schema": DRAFT_URL,
        "$id": f"urn:chipwatch:output:{command}:{OUTPUT_SCHEMA_VERSION}",
        "title": f"chipwatch {command} --json",
        "description": _DESCRIPTION,
        **root,
        "$defs": collect_definitions(root),
    }


def build_definitions() -> dict[str, Shape]:
    """Build the shapes that others refer to, by name: those of the kinds in force among them."""
    if KINDS.in_force is KINDS.bundled:
        return _build_bundled_definitions()
    return _build_definitions()


@cache
def _build_bundled_definitions() -> dict[str, Shape]:
    return _build_definitions()


def _build_definitions() -> dict[str, Shape]:
    return {
        **FACT_DEFINITIONS,
        **control_shapes.CONTROL_DEFINITIONS,
        **relation_shapes.RELATION_DEFINITIONS,
        "linked_entity": build_linked_entity_shape(),
        **{kind.name: build_entity_shape(kind) for kind in KINDS.values()},
        **{
            f"{kind.name}_page": build_cited_page_shape(kind)
            for kind in KINDS.values()
            if kind.is_cited
        },
    }


def collect_definitions(shape: Json) -> dict[str, Shape]:
    """Collect the definitions that a shape refers to, and those that these refer to."""
    all_definitions, definitions = build_definitions(), dict[str, Shape]()
    names = list(iter_references(shape))
    while names:
        name = names.pop()
        if name not in definitions:
            definitions[name] = all_definitions[name]
            names += iter_references(definitions[name])
    return dict(sorted(definitions.items()))


def iter_references(shape: Json) -> Iterator[str]:
    """Give the name of every definition that a shape refers to, at any depth."""
    if isinstance(shape, Mapping):
        reference = shape.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(REFERENCE_PREFIX)
        for value in shape.values():
            yield from iter_references(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from iter_references(value)
