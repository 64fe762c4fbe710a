"""The commands of docs/scale.md that need no server, run with the real tools if they are there."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from conftest import BASE, ROOT

pytestmark = [pytest.mark.once, pytest.mark.slow]

PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
TOOLS = ("datasette", "duckdb", "followthemoney", "pyarrow")
"""The packages of the extra ``readers`` that the commands are of."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands of the page are run, in its order."""
    missing_tools = [tool for tool in TOOLS if find_spec(tool) is None]
    if missing_tools:
        pytest.skip(f"{', '.join(missing_tools)} not installed")
    return tmp_path_factory.mktemp("scale")


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_the_commands_of_a_section_run(block: str, folder: Path) -> None:
    programs = Path(sys.executable).parent
    environment = {
        **os.environ,
        "CHIPWATCH_DATA": str(BASE),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
    }
    completed = subprocess.run(
        ["/bin/sh", "-e", "-c", block],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert completed.returncode == 0, completed.stderr


def test_what_they_write_holds_the_facts(folder: Path) -> None:
    assert "Huawei" in (folder / "graph.cypher").read_text(encoding="utf-8")
    assert (folder / "bulk" / "neo4j_import.sh").is_file()
    assert "Huawei" in (folder / "valid.ftm.json").read_text(encoding="utf-8")
    assert (folder / "graph.gexf").stat().st_size > 10_000
