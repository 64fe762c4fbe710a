"""The pages of docs/ that are generated from the code: the problems and the reference."""

from collections.abc import Callable, Iterator

from chipwatch.cli.catalogue import collect_commands
from chipwatch.model.problem_code import ProblemCode
from chipwatch.model.schema import KINDS
from chipwatch.reading.code_explanations import list_problem_codes
from conftest import ROOT, Run

EXAMPLES = ROOT / "tests" / "errors"
GENERATED_NOTE = (
    "<!-- Generated from the code. Run: pytest --update-golden tests/test_generated_pages.py -->\n"
)


def build_problems_page(run: Run) -> str:
    """Write the page of every problem that ``check`` reports, each with its example."""
    del run
    return "\n".join(_write_problems())


def _write_problems() -> Iterator[str]:
    yield f"# Problems\n\n{GENERATED_NOTE}"
    yield "What `chipwatch check` reports of fact files, by the code in brackets. Each with the"
    yield "smallest file that has the problem, what `check` says of it, and the file mended."
    yield "`chipwatch check --explain CODE` prints the same. An error leaves the document out of"
    yield "the base, a warning says that something is probably wrong, a notice that something is"
    yield "missing which cannot always be had: `--notices` lists those, and they end with 0."
    yield "`--select` and `--ignore` choose codes.\n"
    for code in list_problem_codes():
        fix = f" `chipwatch check --fix` {code.fix}." if code.fix else ""
        meaning = f"{code.meaning[0].upper()}{code.meaning[1:]}"
        yield f"## {code}\n\n{code.severity.capitalize()}: {meaning}.{fix}\n"
        yield from _write_example(code)


def _write_example(code: ProblemCode) -> Iterator[str]:
    report = (EXAMPLES / f"{code}.txt").read_text(encoding="utf-8")
    if _is_short_text(code.readable_bad_example):
        yield f"```yaml\n{code.readable_bad_example.rstrip()}\n```\n"
    yield f"```text\n{report.replace('tests/errors/', '').rstrip()}\n```\n"
    if _is_short_text(code.mended_example):
        yield f"Mended:\n\n```yaml\n{code.mended_example.rstrip()}\n```\n"


def _is_short_text(text: str) -> bool:
    """Tell whether an example can be shown on a page: short, and nothing in it but plain text."""
    return 0 < len(text) < 1000 and all(char.isprintable() or char == "\n" for char in text)


def build_reference_page(run: Run) -> str:
    """Write the page of every command with its options, and every kind with its properties."""
    return "\n".join([*_write_commands(run), *_write_kinds(run)])


def _write_commands(run: Run) -> Iterator[str]:
    yield f"# Reference\n\n{GENERATED_NOTE}"
    yield "Every command with its options, then every kind with its properties.\n"
    yield "## Commands\n"
    for command in collect_commands():
        yield f"### chipwatch {command}\n"
        yield f"```text\n{run(command, '--help').out.rstrip()}\n```\n"


def _write_kinds(run: Run) -> Iterator[str]:
    yield "## Kinds\n"
    for kind in KINDS:
        text = run("explain", kind, "--format", "markdown").out
        yield text.replace("  \n", "\n\n").rstrip() + "\n"


GENERATED_PAGES: dict[str, Callable[[Run], str]] = {
    "problems.md": build_problems_page,
    "reference.md": build_reference_page,
}
"""Each generated page with the function that writes it."""
