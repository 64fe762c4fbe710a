"""Write problems for a reader: the place, the line with a caret under it, and a hint."""

from collections.abc import Sequence

from ..model.control_characters import escape_to_one_line
from ..model.problem import Problem
from ..model.problem_code import ProblemCode
from ..model.text_width import measure_width

MAX_LINE_LENGTH = 100
"""Letters shown of a longer line, those around the caret."""


def render_problems(problems: Sequence[Problem]) -> str:
    """Write problems one under another, with an empty line between them."""
    return "\n".join(_render_problem(problem) for problem in problems)


def render_code_explanation(code: ProblemCode, problems: Sequence[Problem]) -> str:
    """Render what a code means: an example, the report that it gives, and the example mended."""
    sections = [f"{code}: {code.meaning}\n"]
    if code.bad_example:
        sections.append(_indent_example("For example:", code.readable_bad_example))
        sections.append(render_problems(problems))
        sections.append(_indent_example("Mended:", code.mended_example))
    return "\n".join(sections)


def _indent_example(heading: str, example: str) -> str:
    lines = "".join(f"    {_clean_line(line)}\n" for line in example.splitlines())
    return f"{heading}\n\n{lines}"


def _render_problem(problem: Problem) -> str:
    location = problem.location
    place = f"{location.path}:{location.line}:{location.column}"
    lines = [f"{place}: {problem.code.severity}[{problem.code}] {problem.message}"]
    if problem.text:
        excerpt, text_before_caret = _cut_excerpt(problem.text, location.column - 1)
        lines += [f"    {excerpt}", f"    {' ' * measure_width(text_before_caret)}^"]
    lines.append(f"    {problem.hint}")
    return "".join(f"{_clean_line(line)}\n" for line in lines)


def _clean_line(text: str) -> str:
    return escape_to_one_line(text).rstrip()


def _cut_excerpt(text: str, column: int) -> tuple[str, str]:
    """Cut the part of a line around a column; return it, and the text of it before the column."""
    start = max(0, column - MAX_LINE_LENGTH // 2) if len(text) > MAX_LINE_LENGTH else 0
    excerpt = escape_to_one_line(text[start : start + MAX_LINE_LENGTH])
    return excerpt, escape_to_one_line(text[start:column])
