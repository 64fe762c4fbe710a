"""``fmt``: one style, comments kept, the same again, and nothing said otherwise."""

from pathlib import Path

import pytest

from chipwatch.keeping.comments import find_comments
from chipwatch.keeping.file_formatter import format_facts
from chipwatch.keeping.yaml_style import write_text
from chipwatch.model.problem import Location
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import load_fact_files
from chipwatch.reading.yaml_documents import parse_documents
from conftest import BASE, ROOT, Facts, Run

LONG = "a" * 60


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name:   A\n", "name: A\n"),
        ("---\nname: 'A'\n...\n", "name: A\n"),
        ("aliases:\n- A\n- 'B: C'\n", 'aliases: [A, "B: C"]\n'),
        ("tdp:\n  value: 5\n  sources:\n    - a#p1\n", 'tdp: {value: 5, sources: ["a#p1"]}\n'),
        (f"tdp: {{value: 5, note: {LONG}, sources: [{LONG}]}}\n",
         f"tdp:\n  value: 5\n  note: {LONG}\n  sources: [{LONG}]\n"),
        (f"sources: [{LONG}, {LONG}]\n", f"sources:\n  - {LONG}\n  - {LONG}\n"),
        ("tdp: [{value: 5}, 6]\n", "tdp:\n  - {value: 5}\n  - 6\n"),
        ("a: {b: {c: d}}\n", "a:\n  b: {c: d}\n"),
        ("# top\nname: A # why\n\n\n\n# below\ntdp: 5\n# end\n",
         "# top\nname: A  # why\n\n# below\ntdp: 5\n# end\n"),
        ("sources:\n  - a  # first\n  - b\n", "sources:\n  - a  # first\n  - b\n"),
        ("a:  # head\n  - b\n  # inner\nc: d\n", "a:  # head\n  - b\n  # inner\nc: d\n"),
        ("a: [b, # one\n  c] # two\n", "a:\n  - b  # one\n  - c  # two\n"),
        ("a: >-\n     x\n     # no comment\nb: c\n", "a: >-\n  x\n  # no comment\nb: c\n"),
        ("a: |2\n    x\n", 'a: "  x\\n"\n'),
        ('a: "x # y"\nb: x#y\n', 'a: "x # y"\nb: "x#y"\n'),
        ("a: 'no'\nb: \"1e3\"\nc: ~5\nd: '<=5'\n", 'a: "no"\nb: 1e3\nc: "~5"\nd: <=5\n'),
        ("a:\nb: ''\nc: []\nd: {}\n", 'a:\nb: ""\nc: []\nd: {}\n'),
        ("a: one\n   two\nb: 'x\n\n  y'\n", 'a: one two\nb: "x\\ny"\n'),
        ("{name: A, tdp: 5}\n", "name: A\ntdp: 5\n"),
        ("id: a\n---\n# of b\nid: b\n", "id: a\n---\n# of b\nid: b\n"),
        ("id: a\n# of a\n--- # and b\nid: b\n", "id: a\n# of a\n---\n# and b\nid: b\n"),
        ("- name: A\n", None),
    ],
)  # fmt: skip
def test_a_file_is_written_in_the_style(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(Exception, match="not a mapping"):
            format_facts(before.encode(), "x.yaml")
        return
    assert format_facts(before.encode(), "x.yaml") == after
    assert format_facts(after.encode(), "x.yaml") == after


@pytest.mark.parametrize(
    "text",
    [
        "", " a ", "a: b", "a #b", "x, y", 'say "x"', "back\\slash", "no", "NULL", "- a", "---",
        "a\tb", "a\u200bb", "百度", "\u3000", "&a", "*a", "!a", "%a", "@a", "`a", "=", "?", "it's",
        "{a", "a]",
    ],
)  # fmt: skip
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    for document in (f"a: {write_text(text)}\n", f"a: [{write_text(text)}]\n"):
        (root,) = parse_documents(document.encode(), "x.yaml")
        value = root.value[0][1]
        assert (value.value if isinstance(value.value, str) else value.value[0].value) == text


def test_comments_are_told_from_texts() -> None:
    text = "a: 'x # y' # z\nb: |\n  # no\nc: x#y\n# d\n"
    comments = find_comments(text.split("\n"), list(parse_documents(text.encode(), "x.yaml")))
    assert [comment.text for comment in comments if comment.text] == ["# z", "# d"]


def _format_all(folder: Path, copy: Path) -> None:
    for path in folder.rglob("*.yaml"):
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        formatted = format_facts(path.read_bytes(), path.name)
        target.write_text(formatted, encoding="utf-8")
        assert format_facts(formatted.encode(), path.name) == formatted


def _load(*folders: Path) -> object:
    result = load_fact_files(list_fact_files(resolve_layers(tuple(map(str, folders)))))
    assert result.problems == []
    return [
        (entity._replace(facts=(), withdrawn_facts=()),
         [fact._replace(location=Location("", 0, 0)) for fact in entity.facts])
        for entity in result.entities
    ], result.claims, [rule.tree for rule in result.rules]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "others"),
    [
        pytest.param(BASE, (), id="the frozen base"),
        pytest.param(
            ROOT / "data", (ROOT / "seeds",), id="the bundled facts", marks=pytest.mark.data
        ),
    ],
)
def test_all_facts_are_the_same_in_the_style(
    folder: Path, others: tuple[Path, ...], tmp_path: Path
) -> None:
    _format_all(folder, tmp_path / "copy")
    assert _load(folder, *others) == _load(tmp_path / "copy", *others)


@pytest.mark.data
def test_every_bundled_file_is_in_the_style(run: Run) -> None:
    assert run("fmt", "--check", "--data", ROOT / "data").out == ""


def test_a_folder_is_formatted_and_then_in_the_style(own_facts: Facts, run: Run) -> None:
    folder = own_facts({"person/a.yaml": "name:  'A'\n"})
    checked = run("fmt", folder, "--check")
    assert (checked.code, checked.out) == (1, f"{folder.as_posix()}/person/a.yaml\n")
    assert checked.err == "1 of 2 files would be written anew\n"
    shown = run("fmt", folder, "--diff")
    assert (shown.code, shown.out.splitlines()[3:]) == (1, ["-name:  'A'", "+name: A"])
    assert (folder / "person/a.yaml").read_text(encoding="utf-8") == "name:  'A'\n"
    assert run("fmt", folder).code == 0
    assert run("fmt", folder, "--check") == (0, "", "0 of 2 files would be written anew\n")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name: [\n", ":2: a value is expected here"),
        (b"name: &x A\n", ":1: a YAML anchor stands here"),
        (b"name:\n\tA\n", ":2: nothing can begin with this character"),
        (b"name: \xff\n", ":1: byte 0xff is not UTF-8"),
        (b"%YAML 1.2\n---\nname: A\n", ": "),
        (b"? [a]\n: b\n", ": a key is not a word"),
        (b"", ":1: the file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_stays_and_the_others_are_written(
    content: bytes, reason: str, own_facts: Facts, run: Run
) -> None:
    folder = own_facts({"person/b.yaml": "name:  B\n"})
    path = folder / "person" / "a.yaml"
    path.write_bytes(content)
    result = run("fmt", folder)
    assert result.code == 1
    assert f"person/a.yaml{reason}" in result.err
    assert path.read_bytes() == content
    assert (folder / "person/b.yaml").read_text(encoding="utf-8") == "name: B\n"


def test_line_ends_of_windows_stay(own_facts: Facts, run: Run) -> None:
    folder = own_facts({})
    path = folder / "person" / "a.yaml"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbfname:  A\r\naliases: [B]\r\n")
    run("fmt", folder)
    assert path.read_bytes() == b"name: A\r\naliases: [B]\r\n"
