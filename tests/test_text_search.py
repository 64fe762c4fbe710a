"""The index of texts: files of Pagefind as scripts that a page on a disk may run, none large."""

from base64 import b64decode
from json import loads
from pathlib import Path

import pytest

from chipwatch.seeing import text_search
from chipwatch.seeing.text_search import (
    INDEX_PATH,
    TextIndexError,
    can_index_texts,
    index_texts,
    wrap_file,
    wrap_library,
)

MAX_SCRIPT_SIZE = 400_000
"""Bytes of the largest script that a search loads."""


def test_a_file_becomes_a_script_that_hands_it_over() -> None:
    script = wrap_file('index/a"b.pf_index', b"\x00\xff</script>").decode()
    call, _, rest = script.partition("(")
    path, content = loads(f"[{rest[:-3]}]")
    assert (call, path) == ("chipwatchIndex.take", 'index/a"b.pf_index')
    assert b64decode(content) == b"\x00\xff</script>"
    assert "</script>" not in script


def test_a_library_that_is_written_in_another_way_is_an_error() -> None:
    script = wrap_library("var a=import.meta.url;export{createInstance,search};").decode()
    assert script == "chipwatchIndex.build=(fetch)=>{var a=undefined;return createInstance;};\n"
    with pytest.raises(TextIndexError, match="written in another way") as raised:
        wrap_library("export{search};")
    assert raised.value.hint == "run it again with --no-text-search"


@pytest.mark.skipif(not can_index_texts(), reason="Pagefind is not installed")
def test_pages_are_indexed_in_small_scripts(tmp_path: Path) -> None:
    (tmp_path / "chip").mkdir()
    for number in range(40):
        words = " ".join(f"word{number * 100 + index}" for index in range(100))
        page = f"<!DOCTYPE html><html><body><p data-pagefind-body>{words}</p></body></html>"
        (tmp_path / "chip" / f"{number}.html").write_text(page, encoding="utf-8")
    scripts = index_texts(tmp_path, ["chip"])
    assert INDEX_PATH in scripts
    assert all(path.startswith("pagefind/") and path.endswith(".js") for path in scripts)
    assert sum("/fragment/" in path for path in scripts) == 40
    assert max(map(len, scripts.values())) < MAX_SCRIPT_SIZE


def test_a_failure_of_pagefind_is_an_error_that_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_search, "LIBRARY", "no_such_library")
    with pytest.raises(TextIndexError, match="no_such_library"):
        index_texts(tmp_path, ["chip"])
