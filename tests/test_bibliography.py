"""BibTeX and CSL-JSON: nothing from a record ends its field, or is obeyed by TeX."""

import json

import pytest

from chipwatch.model.answer import Row
from chipwatch.model.problem import UsageError
from chipwatch.showing.bibliography import render_bibtex, render_csl


def build_source(**values: str) -> Row:
    row: dict[str, str] = {"id": "s", "kind": "source", "name": "A page", "type": "news"}
    return {**row, "publisher": "", "published": "2025-03", "url": "", "author": [], **values}


@pytest.mark.parametrize(
    ("url", "escaped"),
    [
        ("https://e.example/a?b=1&c=%20#d_e~f", "https://e.example/a?b=1&c=%20#d_e~f"),
        (
            "https://e.example/a},note={x\\input{/etc/hostname}},author={Evil",
            "https://e.example/a%7D,note=%7Bx%5Cinput%7B/etc/hostname%7D%7D,author=%7BEvil",
        ),
        ("https://e.example/a b", "https://e.example/a%20b"),
        ("https://e.example/\x1b[31m", "https://e.example/%5Cu001b[31m"),
    ],
)
def test_an_address_never_ends_its_field(url: str, escaped: str) -> None:
    lines = render_bibtex(build_source(url=url)).splitlines()
    assert [line for line in lines if "https" in line] == [f"  url = {{{escaped}}},"]
    assert len(lines) == len(render_bibtex(build_source(url="https://x")).splitlines())


@pytest.mark.parametrize(
    ("title", "escaped"),
    [
        ("50% of A&B_C #1 $2", r"50\% of A\&B\_C \#1 \$2"),
        ("a}b{c", r"a\}b\{c"),
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_title_is_printed_as_it_is(title: str, escaped: str) -> None:
    assert f"  title = {{{{{escaped}}}}}," in render_bibtex(build_source(name=title)).splitlines()


def test_csl_keeps_the_address_and_leaves_out_what_has_no_value() -> None:
    assert json.loads(render_csl(build_source(url="https://x"))) == [
        {
            "id": "s", "type": "article-newspaper", "title": "A page", "publisher": "",
            "issued": {"date-parts": [[2025, 3]]}, "URL": "https://x",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("render", [render_bibtex, render_csl])
def test_an_answer_without_sources_is_refused(render: "object") -> None:
    assert callable(render)
    with pytest.raises(UsageError):
        render([{"id": "baidu", "kind": "company"}])
