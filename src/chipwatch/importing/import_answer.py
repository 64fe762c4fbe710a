"""The answer of an import: a row for each row of the table, and what could not be read."""

from collections.abc import Sequence

from ..model.answer import Answer, Json, Row
from ..model.table import Cell, Column, Table
from ..store.records import EntityRef
from .import_run import ImportReport
from .row_converter import CellProblem
from .row_matcher import RowMatch

MAX_TABLE_ROWS = 40
"""The rows that a table for readers has; scripts get all of them."""


class ImportAnswer(Answer):
    """What became of the rows; tables show those that a person has to look at."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report

    def format_summary(self) -> str:
        """Say in a sentence what was made of the file."""
        return self.report.format_summary()

    def to_data(self) -> Json:
        """Build the counts, the rows and the problems."""
        report = self.report
        return {
            "path": report.path,
            "folder": report.folder,
            "mapping": report.mapping or None,
            "entities": report.entity_count,
            "facts": report.fact_count,
            "files": report.file_count,
            "decisions": report.count_decisions(),
            "rows": self.to_rows(),
            "problems": [problem._asdict() for problem in report.problems],
        }

    def to_rows(self) -> Sequence[Row]:
        """Build a row for each row of the table: its name, and what was decided."""
        return [_build_row(match) for match in self.report.matches]

    def list_row_keys(self) -> Sequence[str]:
        """List the keys of these rows."""
        return ["row", "name", "decision", "id", "score", "candidates"]

    def to_tables(self) -> Sequence[Table]:
        """Build the rows that wait for a decision, and the cells that could not be read."""
        unsure = [match for match in self.report.matches if match.decision == "unsure"]
        tables = []
        if unsure:
            tables.append(_build_unsure_table(unsure))
        if self.report.problems:
            tables.append(_build_problem_table(self.report.problems))
        return tables


def _build_row(match: RowMatch) -> Row:
    return {
        "row": match.number,
        "name": match.name,
        "decision": match.decision,
        "id": match.id or None,
        "score": round(match.score, 2),
        "candidates": [ref.id for ref in match.candidates],
    }


def _build_unsure_table(matches: Sequence[RowMatch]) -> Table:
    rows = tuple(
        (
            Cell(str(match.number)),
            Cell(match.name),
            Cell(f"{match.score:.2f}"),
            Cell(", ".join(map(_describe_candidate, match.candidates))),
        )
        for match in matches[:MAX_TABLE_ROWS]
    )
    columns = (
        Column("Row", is_numeric=True),
        Column("Name"),
        Column("Score", is_numeric=True),
        Column("May be"),
    )
    notes = (
        *_count_rest(len(matches)),
        "left out: say what each means under same: in the mapping, an id or the word new",
    )
    return Table(title="Not sure whom these mean", columns=columns, rows=rows, notes=notes)


def _describe_candidate(ref: EntityRef) -> str:
    return f"{ref.name} ({ref.id})"


def _build_problem_table(problems: Sequence[CellProblem]) -> Table:
    rows = tuple(
        (Cell(str(problem.number)), Cell(problem.column), Cell(problem.message))
        for problem in problems[:MAX_TABLE_ROWS]
    )
    columns = (Column("Row", is_numeric=True), Column("Column"), Column("What is wrong"))
    notes = _count_rest(len(problems))
    return Table(title="Not read", columns=columns, rows=rows, notes=notes)


def _count_rest(count: int) -> tuple[str, ...]:
    """Say how many rows a table leaves out, which the other formats have."""
    more_count = count - MAX_TABLE_ROWS
    return (f"{more_count:,} more: --format csv or json lists all",) if more_count > 0 else ()
