import pytest
import yaml

from chipwatch.model.field_types import FieldProblem
from chipwatch.model.kind_wording import add_article
from chipwatch.model.problem import Problem
from chipwatch.reading.file_content import FileProblem, RejectedFileError
from chipwatch.reading.node_reader import MAX_PROBLEMS_PER_FILE, NodeReader
from chipwatch.reading.yaml_documents import parse_documents


def _parse_entries(text: str) -> tuple[yaml.Node, NodeReader]:
    (root,) = parse_documents(text.encode(), "x.yaml")
    return root, NodeReader("x.yaml", [])


def _list_messages(nodes: NodeReader) -> list[tuple[int, int, str, str]]:
    return [(p.location.line, p.location.column, p.message, p.hint) for p in nodes.problems]


@pytest.mark.parametrize(
    ("noun", "words"),
    [
        ("chip", "a chip"),
        ("event", "an event"),
        ("investment", "an investment"),
        ("company or chip", "a company or chip"),
    ],
)
def test_a_noun_has_its_article(noun: str, words: str) -> None:
    assert add_article(noun) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "a"),
        ("'a \n  b'", "a b"),
        ("~", "~"),
        ('"百\\t度"', "百 度"),
        ("|\n a\n b\n", "a b"),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    root, nodes = _parse_entries(text)
    assert (nodes.read_text(root), nodes.problems) == (words, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("''", "the value is empty"),
        ("' \n '", "the value is empty"),
        ("[a]", "plain text is expected here"),
        ("{a: b}", "plain text is expected here"),
    ],
)
def test_what_is_no_words_is_a_problem(text: str, message: str) -> None:
    root, nodes = _parse_entries(text)
    assert nodes.read_text(root) == ""
    assert [problem.message for problem in nodes.problems] == [message]


@pytest.mark.parametrize(("text", "count"), [("a", 1), ("[]", 0), ("[a]", 1), ("[a, b]", 2)])
def test_a_value_alone_is_a_list_of_one(text: str, count: int) -> None:
    root, nodes = _parse_entries(text)
    assert len(nodes.list_items(root)) == count


def test_of_a_key_that_stands_twice_the_first_is_kept() -> None:
    root, nodes = _parse_entries("a: 1\nb: 2\na: 3\n")
    assert {key: value.value for key, (_, value) in nodes.read_entries(root).items()} == {
        "a": "1",
        "b": "2",
    }
    assert _list_messages(nodes) == [
        (3, 1, "the key 'a' is already in line 1", "join the two, or remove one")
    ]


def test_a_key_that_means_nothing_is_named_with_the_nearest() -> None:
    root, nodes = _parse_entries("value: 1\nnotes: 2\nxyz: 3\n")
    nodes.check_keys(nodes.read_entries(root), ("value", "note"), "a fact")
    assert _list_messages(nodes) == [
        (2, 1, "a fact has no key 'notes'", "did you mean note?"),
        (3, 1, "a fact has no key 'xyz'", "the keys are value, note"),
    ]


def test_reading_ends_after_so_many_problems() -> None:
    root, nodes = _parse_entries("a: 1\n" * (MAX_PROBLEMS_PER_FILE + 1))
    nodes.read_entries(root)
    assert len(nodes.problems) == MAX_PROBLEMS_PER_FILE == 1000
    with pytest.raises(RejectedFileError) as refused:
        nodes.add_problem(root, FieldProblem.EMPTY_VALUE, "the value is empty", "write it")
    assert refused.value.problem == Problem(
        nodes.problems[0].location._replace(line=1),
        FileProblem.TOO_LARGE,
        "the file has more than 1000 problems; the rest is not read",
        "correct the problems above, then check again",
    )
