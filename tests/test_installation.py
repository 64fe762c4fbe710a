"""The command that installs what is missing."""

import json
import sys
from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace
from typing import NoReturn

import pytest

from chipwatch.model import installation
from chipwatch.model.installation import format_extra_command


@pytest.mark.parametrize(
    ("record", "arguments"),
    [
        ({"url": "file:///home/me/a%20clone", "dir_info": {}}, "'/home/me/a clone[site]'"),
        ({"url": "file:///clone", "dir_info": {"editable": True}}, "-e '/clone[site]'"),
        ({"url": "file:///clone", "dir_info": {"editable": False}}, "'/clone[site]'"),
        ({"url": "file:///tmp/a.whl", "archive_info": {}}, "'chipwatch[site]'"),
        (None, "'chipwatch[site]'"),
    ],
)
def test_an_extra_comes_from_where_the_package_came_from(
    monkeypatch: pytest.MonkeyPatch, record: object, arguments: str
) -> None:
    text = json.dumps(record) if record else None
    package = SimpleNamespace(read_text=lambda _: text)
    monkeypatch.setattr(installation, "distribution", lambda _: package)
    monkeypatch.setattr(sys, "executable", "/my env/bin/python")
    assert format_extra_command("site") == f"'/my env/bin/python' -m pip install {arguments}"


def test_of_a_package_that_was_not_installed_the_index_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def find_nothing(name: str) -> NoReturn:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(installation, "distribution", find_nothing)
    monkeypatch.setattr(sys, "executable", "")
    assert format_extra_command("mcp") == "python -m pip install 'chipwatch[mcp]'"


def test_without_pip_uv_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    monkeypatch.setattr(installation, "_find_source_folder", list)
    monkeypatch.setattr(sys, "executable", "/env/python")
    assert format_extra_command("mcp") == "uv pip install 'chipwatch[mcp]' --python /env/python"
