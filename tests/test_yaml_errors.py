import pytest

from chipwatch.model.problem import Location, Problem
from chipwatch.reading.file_content import RejectedFileError
from chipwatch.reading.yaml_documents import parse_documents
from chipwatch.reading.yaml_errors import explain_parser_message


def _refusal(text: str) -> Problem:
    with pytest.raises(RejectedFileError) as refused:
        list(parse_documents(text.encode(), "x.yaml"))
    return refused.value.problem


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("note: from X: Y", 1, 13, "a colon and a blank stand inside a value"),
        ("a: b\n c: d", 2, 3, "a colon and a blank stand inside a value"),
        ("百度\nb: c", 2, 2, "a colon and a blank stand inside a value"),
        ("a: 'x\nb: y", 1, 4, "the quotation mark here is never closed"),
        ('百: "x\n\n\nb: y', 1, 4, "the quotation mark here is never closed"),
        ("a: [x, y\nb: z", 2, 2, "the list lacks a , or ] before this"),
        ('a: ["x" "y"]', 1, 9, "the list lacks a , or ] before this"),
        ("a: {x: y\nb: z", 2, 2, "the mapping lacks a , or } before this"),
        ("a:\n\tb: c", 2, 1, "nothing can begin with this character"),
        ("a: @x", 1, 4, "nothing can begin with this character"),
        ("a: **x**", 1, 4, "text cannot begin with this character"),
        ("a: 'it's'", 1, 8, "this does not continue what stands before it"),
        ('a: "b" c', 1, 8, "this does not continue what stands before it"),
        ("a: b\n- c", 2, 1, "this does not continue what stands before it"),
        ("'a':b", 1, 4, "this does not continue what stands before it"),
        ("- a\nb: c", 2, 1, "this does not continue the list before it"),
        ("a: - x", 1, 4, "a list cannot begin here"),
        ("a: ]", 1, 4, "a value is expected here"),
        ("a: [", 2, 1, "a value is expected here"),
        ("a: |\n\tb", 2, 1, "a tab stands where spaces are expected"),
        ("a: 1\nb\nc: 2\n", 2, 1, "a key has no colon"),
        ("a: 1\n'b'\nc: 2\n", 2, 1, "a key has no colon"),
        (r'a: "\q"', 1, 5, "a backslash in double quotes cannot stand before this character"),
        ("%FOO\na: b", 1, 5, "found unknown directive name"),
    ],
)  # fmt: skip
def test_a_syntax_error_is_said_in_plain_words_where_it_is_to_be_mended(
    text: str, line: int, column: int, message: str
) -> None:
    problem = _refusal(text)
    assert (problem.code, problem.location, problem.message) == (
        "yaml-syntax",
        Location("x.yaml", line, column),
        message,
    )


def test_a_complaint_that_we_have_no_words_for_is_passed_on_with_a_next_step() -> None:
    ours = explain_parser_message("found a badger")
    assert ours.message == "found a badger"
    assert ours.hint == (
        "check quotes, colons, brackets and indentation here and in the line above"
    )
