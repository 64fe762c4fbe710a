"""The pictures of screens in docs/: each shows what its command shows today."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from screen_pictures import PICTURED, PICTURES, THEMES, read_words

NAMES = [f"{picture.name}-{theme}" for picture in PICTURED for theme in THEMES]


def test_the_pictures_are_those_that_the_script_draws() -> None:
    assert sorted(path.stem for path in PICTURES.glob("*.svg")) == sorted(NAMES)


def test_documents_show_pictures_that_exist() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for line in document.read_text(encoding="utf-8").splitlines():
            _, quote, rest = line.strip().partition('src="')
            if line.strip().startswith("<img") and quote:
                assert (document.parent / rest.partition('"')[0]).is_file()


@pytest.mark.slow
def test_every_picture_is_of_today(tmp_path: Path) -> None:
    """Where this fails, look at what the commands show, and run tests/screen_pictures.py."""
    script = ROOT / "tests" / "screen_pictures.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    drawn = {name: read_words((tmp_path / f"{name}.svg").read_text("utf-8")) for name in NAMES}
    kept = {name: read_words((PICTURES / f"{name}.svg").read_text("utf-8")) for name in NAMES}
    assert drawn == kept
