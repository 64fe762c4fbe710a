"""What is suggested for a name that was not found, and in which order."""

import pytest

from conftest import Facts, Run

FOLDER = {
    "person/robin-li.yaml": "name: Robin Li\n",
    "chip/rubin.yaml": "name: Acme Rubin\n",
    "company/minmax.yaml": "name: MinMax\naliases: [稀宇]\n",
    "company/tencent.yaml": "name: Tencent\naliases: [Penguin House]\n",
    "person/mark-zuck.yaml": "name: Mark Zuckerberg\n",
    "chip/lantern-1.yaml": "name: Acme Lantern 1\naliases: [稀灯1]\nsources: [gazette]\n"
    "designer: minmax\n",
    "chip/lantern-2.yaml": "name: Acme Lantern 2\naliases: [稀灯2]\nsources: [gazette]\n"
    "designer: minmax\ntpp: 4800\n",
    "source/robin.yaml": "name: Robinia of the north\ntype: news\n",
}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param(
            "robi", "did you mean Robin Li (robin-li)?", id="a-beginning-and-no-publication"
        ),
        pytest.param(
            "zucker", "did you mean Mark Zuckerberg (mark-zuck)?", id="beginning-of-a-later-word"
        ),
        pytest.param(
            "pengu",
            "did you mean Tencent (tencent, alias Penguin House)?",
            id="the-alias-that-is-like-it",
        ),
        pytest.param(
            "稀宇稀灯",
            "did you mean Acme Lantern 2 (lantern-2, alias 稀灯2), Acme Lantern 1 (lantern-1, alias"
            " 稀灯1) or MinMax (minmax, alias 稀宇)?",
            id="a-maker-and-the-beginning-of-what-it-makes",
        ),
        pytest.param(
            "xi",
            "chipwatch stats says what there is; chipwatch search xi looks everywhere",
            id="nothing-by-pinyin-alone",
        ),
    ],
)
def test_what_is_suggested_can_be_explained(run: Run, facts: Facts, name: str, hint: str) -> None:
    result = run("show", name, "--data", facts(FOLDER))
    assert result.err.splitlines() == [f'error: no entity is called "{name}"', hint]


@pytest.mark.parametrize("name", ["robi", "zucker", "pengu"])
def test_the_runner_up_of_resolve_is_the_first_suggestion(
    run: Run, facts: Facts, name: str
) -> None:
    columns = ("--columns", "runner_up", "--format", "csv")
    runner_up = run("resolve", name, *columns, "--data", facts(FOLDER)).out.splitlines()[1]
    assert f"({runner_up}" in run("show", name, "--data", facts(FOLDER)).err
