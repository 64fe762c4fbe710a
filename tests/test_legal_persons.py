"""Firms of one name and different legal forms are told apart."""

import pytest

import chipwatch
from chipwatch.model.problem import NotFoundError
from conftest import Facts


@pytest.mark.parametrize(
    ("stored_name", "typed"),
    [
        pytest.param("Deutsche Bank GmbH", "Deutsche Bank AG", id="two-forms"),
        pytest.param("Acme Holdings Limited", "Acme Limited", id="a-holding-is-no-limited"),
        pytest.param("Acme Limited", "Acme Holdings Limited", id="nor-the-other-way-round"),
        pytest.param("Acme LLC", "PJSC Acme", id="a-form-before-the-name"),
    ],
)
def test_another_form_makes_another_firm(facts: Facts, stored_name: str, typed: str) -> None:
    base = chipwatch.open(str(facts({"company/x1.yaml": f"name: {stored_name}\n"})))
    with pytest.raises(NotFoundError) as error:
        base.resolve(typed)
    assert [candidate["id"] for candidate in error.value.candidates] == ["x1"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("stored_name", "typed"),
    [
        pytest.param("Siemens AG", "Siemens Aktiengesellschaft", id="long-and-short"),
        pytest.param("OAO Gazprom", "Gazprom JSC", id="two-languages"),
        pytest.param("Acme Corporation", "The Acme Company", id="forms-of-no-class"),
        pytest.param("Acme Holdings Limited", "Acme", id="no-form"),
        pytest.param("Acme", "Acme Holdings Ltd", id="a-name-without-a-form-may-be-any"),
    ],
)
def test_the_same_form_in_other_words_is_the_same_firm(
    facts: Facts, stored_name: str, typed: str
) -> None:
    base = chipwatch.open(str(facts({"company/x1.yaml": f"name: {stored_name}\n"})))
    assert base.resolve(typed).entity.id == "x1"


def test_a_holding_is_another_firm_if_the_name_is_known_with_another_form(facts: Facts) -> None:
    text = "name: SMIC\naliases: [Semiconductor Manufacturing Corporation]\n"
    base = chipwatch.open(str(facts({"company/x1.yaml": text})))
    with pytest.raises(NotFoundError):
        base.resolve("SMIC Holdings Limited")


def test_a_written_alias_comes_before_a_name_without_its_form(facts: Facts) -> None:
    files = {
        "company/x1.yaml": "name: SMIC Holdings Limited\n",
        "company/x2.yaml": "name: Semiconductor Manufacturing\naliases: [SMIC]\n",
    }
    assert chipwatch.open(str(facts(files))).resolve("SMIC").entity.id == "x2"


@pytest.mark.parametrize("name", ["Rubin, OOO", "OOO Rubin", "Jane Zhang Co., Limited"])
def test_a_company_form_means_a_company(facts: Facts, name: str) -> None:
    files = {"chip/x1.yaml": "name: Rubin\n", "person/x2.yaml": "name: Jane Zhang\n"}
    with pytest.raises(NotFoundError):
        chipwatch.open(str(facts(files))).resolve(name)


def test_an_acronym_is_not_taken_for_what_is_called_after_it(facts: Facts) -> None:
    files = {
        "company/x1.yaml": "name: CETC Chip Technology\n",
        "policy/x2.yaml": "name: SAFE Chips Act\n",
    }
    base = chipwatch.open(str(facts(files)))
    for name in ("CETC", "SAFE", "safe"):
        with pytest.raises(NotFoundError):
            base.resolve(name)
