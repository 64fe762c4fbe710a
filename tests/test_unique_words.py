"""A part of a name that only one entity has, taken for the whole by pages and by nothing else."""

import json

import pytest

from conftest import Facts, Run

FOLDER = {
    "person/jensen-huang.yaml": "name: Jensen Huang\naliases: [黄仁勋]\n",
    "person/ann-lee.yaml": "name: Ann Lee\n",
    "person/bea-lee.yaml": "name: Bea Lee\n",
    "product/matrix.yaml": "name: Acme CloudMatrix 384\n",
    "statistic/matrices.yaml": "name: Sales of CloudMatrix\n",
    "policy/guide.yaml": "name: Acme Ascend guidance (May 2025)\n",
    "technology/lamps.yaml": "name: Deep light\naliases: [the seven lamps]\n",
    "company/deepworks.yaml": "name: Deepworks\n",
    "person/wang-lei-deepworks.yaml": "name: Wang Lei (Deepworks)\n",
    "person/zeng-yuqun.yaml": "name: Zeng Yuqun (Robin Zeng)\n",
    "company/acme-technology.yaml": "name: Acme Technology\n",
}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        pytest.param(("show", "jensen"), "Jensen Huang", id="a-first-name"),
        pytest.param(("show", "Huang"), "Jensen Huang", id="a-surname"),
        pytest.param(("person", "robin"), "Zeng Yuqun (Robin Zeng)", id="another-name-of-it"),
        pytest.param(("show", "仁勋"), "Jensen Huang", id="two-Chinese-characters"),
        pytest.param(("product", "cloudmatrix"), "Acme CloudMatrix 384", id="one-of-the-kind"),
        pytest.param(
            ("policy", "acme ascend guidance"), "Acme Ascend guidance (May 2025)", id="words"
        ),
        pytest.param(
            ("policy", "guidance"), "Acme Ascend guidance (May 2025)", id="ordinary-word-of-a-kind"
        ),
    ],
)
def test_a_part_that_one_entity_has_is_taken_and_said(
    run: Run, facts: Facts, command: tuple[str, str], name: str
) -> None:
    result = run(*command, "--json", "--data", facts(FOLDER))
    assert result.err == f'showing {name} for "{command[1]}"\n'
    page = json.loads(result.out)
    assert (page["name"], page["match"]["how"]) == (name, "word")


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("show", "cloudmatrix"), id="two-entities"),
        pytest.param(("show", "jens"), id="no-whole-word"),
        pytest.param(("person", "deepworks"), id="a-firm-that-tells-people-apart"),
        pytest.param(("show", "lee"), id="three-letters"),
        pytest.param(("show", "deep"), id="another-name-begins-so"),
        pytest.param(("show", "seven"), id="an-ordinary-word"),
        pytest.param(("technology", "seven"), id="an-ordinary-word-of-an-alias"),
        pytest.param(("show", "technology"), id="a-generic-word"),
        pytest.param(("show", "384"), id="a-number"),
        pytest.param(("show", "jensen", "--exact"), id="exact"),
    ],
)
def test_a_part_that_may_mean_something_else_is_refused(
    run: Run, facts: Facts, command: tuple[str, ...]
) -> None:
    assert run(*command, "--data", facts(FOLDER)).code == 1


def test_a_part_of_a_name_is_never_sure_among_many_names(run: Run, facts: Facts) -> None:
    columns = ("--columns", "id,sure,runner_up", "--format", "csv")
    result = run("resolve", "jensen", *columns, "--data", facts(FOLDER))
    assert result.out == "id,sure,runner_up\n,false,jensen-huang\n"
