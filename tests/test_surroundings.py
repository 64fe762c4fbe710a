"""The surroundings of a process change no answer: locale, hash seed, time zone, options of Python.

And a name is the same name however its accents are composed.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from conftest import Facts, Result, Run, make_link

LOCALES = (
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "tr_TR.UTF-8"},
    {"LANG": "de_DE.ISO-8859-1"},
    {"PYTHONIOENCODING": "utf-16"},
)
HASH_SEEDS = tuple({"PYTHONHASHSEED": seed} for seed in ("0", "1", "4294967295"))
TIME_ZONES = tuple({"TZ": zone} for zone in ("Pacific/Kiritimati", "Etc/GMT+12", "nonsense", ""))
PYTHON_OPTIONS = (
    {"PYTHONOPTIMIZE": "2"},
    {"PYTHONDEVMODE": "1"},
    {"PYTHONUNBUFFERED": "1"},
    {"PYTHONWARNINGS": "error"},
    {"PYTHONSAFEPATH": "1"},
)
SURROUNDINGS = (*LOCALES, *HASH_SEEDS, *TIME_ZONES, *PYTHON_OPTIONS)
COMMANDS = (
    "company baidu --json",
    "chip",
    "search lithography --json",
    "timeline --about baidu --format csv",
    "controls kunlun-p800 --as-of 2026-02-01",
    "resolve tencet zzzz --format yaml",
    "total investment --by year --format markdown",
    "related smic --json",
)
SCRIPT = """
import sys
from chipwatch.cli.main import main
for line in sys.argv[1:]:
    main(line.split())
"""
"""Runs all of the commands in one process: to start one for each would take minutes."""
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
JOSE = "José Müller Ångström"


def answer(env: Mapping[str, str]) -> Result:
    """What all of the commands write in these surroundings."""
    completed = subprocess.run(
        [sys.executable, "-c", SCRIPT, *COMMANDS],
        capture_output=True,
        env={**os.environ, **env},
        check=False,
    )
    return Result(completed.returncode, completed.stdout.decode(), completed.stderr.decode())


@pytest.fixture(scope="module")
def usual_answers(request: pytest.FixtureRequest) -> list[Result]:
    """What the commands write here, filled in by the first test that asks."""
    assert request
    return []


@pytest.mark.slow
@pytest.mark.parametrize(
    "env", SURROUNDINGS, ids=[" ".join(map("=".join, env.items())) for env in SURROUNDINGS]
)
def test_the_answers_are_the_same_bytes(
    env: Mapping[str, str], usual_answers: list[Result]
) -> None:
    if not usual_answers:
        usual_answers.append(answer({}))
    expected = usual_answers[0]
    assert expected.code == 0
    assert "Traceback" not in expected.err
    result = answer(env)
    assert (result.code, result.out) == (0, expected.out)
    assert result.err.isascii() or result.err == expected.err


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("stored_form", ["NFC", "NFD"])
@pytest.mark.parametrize("exact", [(), ("--exact",)])
def test_a_name_is_found_however_its_accents_are_composed(
    run: Run, facts: Facts, form: Form, stored_form: Form, exact: tuple[str, ...]
) -> None:
    text = normalize(stored_form, f"name: {JOSE}\nsources: gazette\n")
    folder = facts({"person/jose.yaml": text})
    asked = normalize(form, JOSE)
    options = ("--columns", "id", "--format", "csv", "--data", folder)
    assert run("person", asked, *exact, *options) == Result(0, "id\njose\n", "")
    assert run("search", asked, *options).out == "id\njose\n"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_folder_may_have_a_name_of_either_form(
    run: Run, facts: Facts, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\nsources: gazette\n"})
    name = normalize(form, "Fünf Fakten")
    monkeypatch.chdir(folder.parent)
    if not Path(name).exists():
        make_link(Path(name), folder)
    result = run("company", "--columns", "id", "--format", "csv", "--data", name)
    assert result == Result(0, "id\nacme\n", "")
