"""The measure of names runs over any base, and says what it is said to."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Facts

pytestmark = [pytest.mark.once, pytest.mark.slow]

FOLDER = {
    "company/baidu.yaml": "name: Baidu\naliases: [百度, 9888.HK, Baidu Holdings Ltd.]\n",
    "company/cambricon.yaml": "name: Cambricon Technologies\naliases: [中科寒武纪, NASDAQ:CAMB]\n",
    "chip/ascend-910b.yaml": "name: Huawei Ascend 910B\naliases: [昇腾910B]\n",
}


def test_names_are_measured_over_any_base(facts: Facts) -> None:
    script = str(ROOT / "benchmarks" / "names.py")
    options = ["--firms", "40", "--every", "1", "--curve"]
    command = [sys.executable, script, "--data", str(facts(FOLDER)), *options]
    report = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert report.startswith("3 entities, 9 names\n\ntuning half: ")
    first = {line[:30].strip() for line in report.splitlines()}
    expected = {"typos: wikipedia", "company forms", "other model numbers", "ordinary words"}
    assert expected <= first
    assert "warm misspelt name against exact one: " in report


def test_labelled_pairs_of_firms_are_measured_beside_rivals(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(
        "schema,name1,name2,is_match\n"
        "Company,Siemens Aktiengesellschaft,Siemens AG,true\n"
        "Company,Deutsche Bank AG,Deutsche Bank GmbH,false\n"
        "Person,Olaf Scholz,Olaf Scholz,true\n"
    )
    script = str(ROOT / "benchmarks" / "outside_names.py")
    command = [sys.executable, script, "--pairs", str(pairs)]
    report = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert report.splitlines()[0] == "2 labelled pairs of organisations"
    assert report.splitlines()[2] == "chipwatch        1.000   1.000"
    assert [line.split()[0] for line in report.splitlines()[3:]] == ["WRatio", "difflib"]
