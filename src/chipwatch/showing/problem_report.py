"""Write problems for a reader: the place, the line with a caret under it, and a hint."""

from collections.abc import Iterable, Sequence

from ..model.control_characters import escape_to_one_line
from ..model.problem import Problem
from ..model.problem_code import ProblemCode
from ..model.text_width import measure_width

MAX_LINE_LENGTH = 100
"""Width shown of a longer line, that around the caret."""


def render_problems(problems: Sequence[Problem]) -> str:
    """Write problems one under another, with an empty line between them."""
    return "\n".join(_render_problem(problem) for problem in problems)


def render_code_explanation(code: ProblemCode, problems: Sequence[Problem]) -> str:
    """Render what a code means: an example, the report that it gives, and the example mended."""
    sections = [f"{code}: {code.meaning} ({code.severity})\n"]
    if code.fix:
        sections.append(f"chipwatch check --fix {code.fix}.\n")
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
        excerpt, text_before_caret = cut_excerpt(problem.text, location.column - 1)
        lines += [f"    {excerpt}", f"    {' ' * measure_width(text_before_caret)}^"]
    lines.append(f"    {problem.hint}")
    return "".join(f"{_clean_line(line)}\n" for line in lines)


def _clean_line(text: str) -> str:
    return escape_to_one_line(text).rstrip()


def cut_excerpt(text: str, column: int, width: int = MAX_LINE_LENGTH) -> tuple[str, str]:
    """Cut the part of a line around a column; return it, and the text of it before the column."""
    start, end = 0, len(text)
    if measure_width(text) > width:
        start = column - len(_take_width(reversed(text[:column]), width // 2))
        end = start + len(_take_width(text[start:], width))
    excerpt = escape_to_one_line(text[start:end])
    return excerpt, escape_to_one_line(text[start : max(start, column)])


def _take_width(letters: Iterable[str], width: int) -> str:
    """Take as many letters as have room."""
    taken, room = "", width
    for letter in letters:
        room -= measure_width(escape_to_one_line(letter))
        if room < 0:
            break
        taken += letter
    return taken
