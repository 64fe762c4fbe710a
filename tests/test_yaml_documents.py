import sys
import tracemalloc
from pathlib import Path

import pytest
import yaml

from chipwatch.model.problem import Location, Problem
from chipwatch.reading import file_content
from chipwatch.reading.file_content import (
    MAX_FILE_BYTES,
    PIECE_BYTES,
    FileProblem,
    RejectedFileError,
    read_fact_file,
)
from chipwatch.reading.layers import FactFile
from chipwatch.reading.yaml_documents import (
    MAX_NESTING_DEPTH,
    ScalarNode,
    find_location,
    parse_documents,
)
from conftest import make_link

MANY = 200_000


def _roots(content: bytes, folder: Path) -> list[yaml.Node]:
    path = folder / "x.yaml"
    path.write_bytes(content)
    return list(parse_documents(read_fact_file(FactFile(0, "x.yaml", str(path))), "x.yaml"))


def _refusal(content: bytes, folder: Path) -> Problem:
    with pytest.raises(RejectedFileError) as refused:
        _roots(content, folder)
    return refused.value.problem


def _leaf(node: yaml.Node) -> ScalarNode:
    """The scalar that stands last."""
    while not isinstance(node, ScalarNode):
        last = node.value[-1]
        node = last[-1] if isinstance(last, tuple) else last
    return node


@pytest.mark.parametrize(
    "text",
    [
        "no", "on", "yes", "y", "TRUE", "off", "~", "null", "Null", "1e3", "1E3", "12:30", "190:20",
        "010", "0o17", "0x1F", "0b11", "1_000", "+1", "1.", ".5", ".inf", ".nan", "2025-02",
        "2025-02-30", "2025-02-24 10:00:00", "2025-02-24T10:00:00Z", "=", "<<", "380 bn CNY",
    ],
)  # fmt: skip
def test_a_value_is_the_text_as_written(text: str, tmp_path: Path) -> None:
    (root,) = _roots(f"key: {text}\n".encode(), tmp_path)
    assert _leaf(root).value == text


def test_a_value_that_is_not_written_is_empty(tmp_path: Path) -> None:
    (root,) = _roots(b"key:\n", tmp_path)
    assert _leaf(root).value == ""


@pytest.mark.parametrize(
    ("text", "value", "line", "column"),
    [
        pytest.param("key: value", "value", 1, 6, id="plain"),
        pytest.param("百度: value", "value", 1, 5, id="after Chinese"),
        pytest.param("[百度, 文心一言, value]", "value", 1, 12, id="after more Chinese"),
        pytest.param("[🎉, value]", "value", 1, 5, id="after an emoji"),
        pytest.param("key:\tvalue", "value", 1, 6, id="after a tab"),
        pytest.param("key:\t\t \tvalue", "value", 1, 9, id="after several tabs"),
        pytest.param("a: 1\nkey: value", "value", 2, 6, id="second line"),
        pytest.param("a: 1\r\nkey: value\r\n", "value", 2, 6, id="CRLF"),
        pytest.param("a: 1\rkey: value\r", "value", 2, 6, id="CR"),
        pytest.param("a: 1\n\r\n\rkey: value", "value", 4, 6, id="mixed line ends"),
        pytest.param("\ufeffkey: value", "value", 1, 6, id="byte order mark"),
        pytest.param("\ufeff\ufeffkey: value", "value", 1, 6, id="two byte order marks"),
        pytest.param("a: 1\n\ufeffkey: value", "value", 2, 6, id="byte order mark in the middle"),
        pytest.param("key: va\ufefflue", "va\ufefflue", 1, 6, id="byte order mark in a word"),
        pytest.param("key: 'x # y'", "x # y", 1, 6, id="quoted"),
        pytest.param("key: >\n  a\n  b\n", "a b\n", 1, 6, id="folded"),
        pytest.param("key: |\r\n  a\r\n  b\r\n", "a\nb\n", 1, 6, id="literal with CRLF"),
        pytest.param("key: 5 * 3 & a!", "5 * 3 & a!", 1, 6, id="signs of aliases inside text"),
        pytest.param("key: a, *b, &c", "a, *b, &c", 1, 6, id="what looks like an alias"),
    ],
)
def test_a_value_has_the_place_that_an_editor_shows(
    text: str, value: str, line: int, column: int, tmp_path: Path
) -> None:
    (root,) = _roots(text.encode(), tmp_path)
    leaf = _leaf(root)
    assert (leaf.value, find_location(leaf, "x.yaml")) == (value, ("x.yaml", line, column))


def test_duplicate_keys_are_kept_for_the_reader(tmp_path: Path) -> None:
    (root,) = _roots(b"a: 1\na: 2\n", tmp_path)
    assert [(key.value, value.value) for key, value in root.value] == [("a", "1"), ("a", "2")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: 1\n---\na: 2\n", ["1", "2"]),
        ("---\na: 1\n...\n---\na: 2\n...\n", ["1", "2"]),
        ("# said first\n---\na: 1\n", ["1"]),
        ("a: 1\n---\n", ["1", ""]),
        ("%YAML 1.1\n---\na: 1\n", ["1"]),
    ],
)
def test_a_file_may_hold_several_documents(text: str, values: list[str], tmp_path: Path) -> None:
    assert [_leaf(root).value for root in _roots(text.encode(), tmp_path)] == values


def test_documents_before_a_syntax_error_are_read() -> None:
    roots = parse_documents(b"a: 1\n---\na: 2\n---\na: [\n---\na: 4\n", "x.yaml")
    assert [_leaf(next(roots)).value, _leaf(next(roots)).value] == ["1", "2"]
    with pytest.raises(RejectedFileError) as refused:
        next(roots)
    assert refused.value.problem.location == ("x.yaml", 6, 1)


_BOMB = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1)
                                     for n in range(ord("b"), ord("z") + 1))  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        pytest.param(b"", "not-a-mapping", 1, 1, id="empty"),
        pytest.param(b"\xef\xbb\xbf", "not-a-mapping", 1, 1, id="byte order mark alone"),
        pytest.param(b" \n\n", "not-a-mapping", 1, 1, id="blank"),
        pytest.param(b"# words\n# words\n", "not-a-mapping", 1, 1, id="comments alone"),
        pytest.param(_BOMB, "yaml-alias", 1, 4, id="billion laughs"),
        pytest.param(b"a: *a\n", "yaml-alias", 1, 4, id="alias"),
        pytest.param(b"&a a: 1\n", "yaml-alias", 1, 1, id="anchor first"),
        pytest.param(b"\xef\xbb\xbf&a a: 1\n", "yaml-alias", 1, 1, id="anchor after a mark"),
        pytest.param(b"[\r&a x,\r*a]", "yaml-alias", 2, 1, id="anchor after CR"),
        pytest.param(b"<<: *a\n", "yaml-alias", 1, 5, id="merge"),
        pytest.param(b"a: !!python/object:os.system x\n", "yaml-alias", 1, 4, id="tag"),
        pytest.param(b"a: !important\n", "yaml-alias", 1, 4, id="text that begins with !"),
        pytest.param(b"a: {b: !x y}\n", "yaml-alias", 1, 8, id="tag inside"),
        pytest.param(b"a: ! CN\n", "yaml-alias", 1, 4, id="tag of nothing but !"),
        pytest.param(b"a: b\nc:\n- !\n", "yaml-alias", 3, 3, id="tag of nothing but ! at the end"),
        pytest.param(b"%TAG ! tag:x,2000:\n---\na: b\n", "yaml-alias", 1, 1, id="declared tags"),
        pytest.param(b"a: \xff\n", "not-utf8", 1, 4, id="no UTF-8"),
        pytest.param("a: 1\n百度: ".encode() + b"\xe7\x99", "not-utf8", 2, 5, id="cut in a letter"),
        pytest.param("a: b".encode("utf-16"), "not-utf8", 1, 1, id="UTF-16"),
        pytest.param(b"a: \xed\xa0\x80\n", "not-utf8", 1, 4, id="surrogate"),
        pytest.param(b"a: b\x00c\n", "control-character", 1, 5, id="NUL"),
        pytest.param(b"a: 1\r\nb: \x1b[31m\r\n", "control-character", 2, 4, id="escape sequence"),
        pytest.param("a: 百\u202e".encode(), "control-character", 1, 5, id="turns text round"),
        pytest.param(b"\xef\xbb\xbfa: \x07", "control-character", 1, 4, id="bell after a mark"),
        pytest.param("a: b\u2028c".encode(), "control-character", 1, 5, id="line separator"),
        pytest.param("a: b\x85c".encode(), "control-character", 1, 5, id="next line"),
        pytest.param("a: 1\nb: 百\uffff".encode(), "control-character", 2, 5, id="no character"),
        pytest.param("a: 1\nb: *x \uffff".encode(), "control-character", 2, 7, id="and an alias"),
        pytest.param(b'a: "\\e[31m"\n', "control-character", 1, 4, id="escape written out"),
        pytest.param(b'a: [b, {c: "\\u202e"}]\n', "control-character", 1, 12, id="deeper inside"),
        pytest.param(b'"\\0": b\n', "control-character", 1, 1, id="NUL as a key"),
        pytest.param(b'a: "\\x9b"\n', "control-character", 1, 4, id="8-bit control"),
        pytest.param(b'a: "\\ud800"\n', "yaml-syntax", 1, 7, id="half a surrogate pair"),
    ],
)  # fmt: skip
def test_hostile_and_unreadable_files_are_refused_at_their_place(
    content: bytes, code: str, line: int, column: int, tmp_path: Path
) -> None:
    problem = _refusal(content, tmp_path)
    assert (problem.code, problem.location) == (code, ("x.yaml", line, column))


def _lines(deep: int, indent: str, key: str) -> bytes:
    return "".join(f"{indent * level}{key}\n" for level in range(deep)).encode()


@pytest.mark.parametrize(
    ("most", "more"),
    [
        pytest.param(b"[" * 100 + b"]" * 100, b"[" * 101 + b"]" * 101, id="brackets"),
        pytest.param(b"{a: " * 100 + b"}" * 100, b"{a: " * 101 + b"}" * 101, id="braces"),
        pytest.param(b"- " * 100, b"- " * 101, id="dashes"),
        pytest.param(b"? " * 100, b"? " * 101, id="question marks"),
        pytest.param(
            b"[" * 99 + b"\n---x" + b"]" * 99,
            (b"[" * 99 + b"\n---x, ") * 2 + b"]" * 198,
            id="what seems to begin a document",
        ),
        pytest.param(_lines(100, " ", "a:"), _lines(101, " ", "a:"), id="indentation"),
        pytest.param(_lines(50, "  ", "- a:"), _lines(51, "  ", "- a:"), id="lists of mappings"),
    ],
)
def test_a_document_has_at_most_a_hundred_levels(most: bytes, more: bytes, tmp_path: Path) -> None:
    assert MAX_NESTING_DEPTH == 100
    assert len(_roots(most, tmp_path)) == 1
    assert _refusal(more, tmp_path).code == "too-deep"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"k: " + b"[" * MANY, id="brackets"),
        pytest.param(b"{a: " * MANY, id="braces"),
        pytest.param(b"- " * MANY, id="dashes"),
        pytest.param(b"? " * MANY, id="question marks"),
        pytest.param(b"#\r" + b"- " * MANY, id="after CR"),
        pytest.param(b"\xef\xbb\xbf" + b"- " * MANY, id="after a byte order mark"),
        pytest.param(b"#\n\xef\xbb\xbf" + b"- " * MANY, id="after a later mark"),
        pytest.param(b"k: " + (b"[" * 100 + b"\n---x, ") * 2000, id="past a seeming marker"),
        pytest.param(_lines(3000, " ", "a:"), id="indentation"),
    ],
)
def test_nesting_without_end_is_refused(content: bytes, tmp_path: Path) -> None:
    assert _refusal(content, tmp_path).code == "too-deep"


def test_many_shallow_documents_are_not_taken_for_one_deep_one(tmp_path: Path) -> None:
    assert len(_roots(b"a: [[[x]]]\n---\n" * 99 + b"a: 1", tmp_path)) == 100


def test_a_file_may_have_just_the_largest_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_content, "MAX_FILE_BYTES", 5)
    assert len(_roots(b"a: 1\n", tmp_path)) == 1
    assert _refusal(b"a: 12\n", tmp_path) == Problem(
        Location("x.yaml", 1, 1),
        FileProblem.TOO_LARGE,
        "the file has 6 bytes; at most 5 are read",
        "split it into several files",
    )


@pytest.mark.parametrize("name", ["missing", "folder", "circle"])
def test_a_file_that_cannot_be_opened_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    make_link(tmp_path / "circle", "circle")
    with pytest.raises(RejectedFileError, match=r"^the file cannot be opened: \w") as refused:
        read_fact_file(FactFile(0, "x.yaml", str(tmp_path / name)))
    assert refused.value.problem.code == "unreadable"


@pytest.mark.parametrize("path", ["/proc/kmsg", "/proc/self/clear_refs"])
@pytest.mark.skipif(sys.platform != "linux", reason="there are no such files elsewhere")
def test_a_file_of_the_kernel_keeps_nobody_waiting(path: str) -> None:
    """It looks like an empty file; a plain read of it waits for ever, or is refused."""
    try:
        content = read_fact_file(FactFile(0, "x.yaml", path))
    except RejectedFileError as error:
        assert error.problem.code == "unreadable"  # noqa: PT017 - reading it is right as well
    else:
        assert len(content) < MAX_FILE_BYTES


@pytest.mark.parametrize("byte_count", [0, 9, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 9])
def test_a_file_is_read_whole_in_little_more_memory_than_it_has(
    tmp_path: Path, byte_count: int
) -> None:
    """Windows touches whatever memory is set aside for a read: 16 MB for each of 2,000 files."""
    path = tmp_path / "x.yaml"
    path.write_bytes(b"x" * byte_count)
    tracemalloc.start()
    try:
        assert read_fact_file(FactFile(0, "x.yaml", str(path))) == b"x" * byte_count
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * byte_count + 2**18
