"""The methods of the Python interface that are named after kinds, and what editors see of them."""

from inspect import signature

import pytest

import chipwatch
from chipwatch.kind_methods import build_kind_docstring
from chipwatch.model.schema import KINDS
from conftest import BASE, ROOT, Golden

STUB = ROOT / "src" / "chipwatch" / "kind_methods.pyi"
HEADER = """# Made from the schema by tests/test_kind_methods.py: run it with --update-golden.
from .model.entity import Entity
from .model.kind import Kind

class KindMethods:
    def find_entity(self, name: str, *, kind: str = "", exact: bool = False) -> Entity: ...
"""
FOOTER = "\ndef build_kind_docstring(kind: type[Kind]) -> str: ...\n"


def test_editors_and_type_checkers_see_a_method_for_each_kind(golden: Golden) -> None:
    methods = "".join(
        f"    def {kind}(self, name: str, *, exact: bool = False) -> Entity: ...\n"
        for kind in KINDS
    )
    golden(STUB, HEADER + methods + FOOTER)


@pytest.mark.parametrize("kind", KINDS)
def test_a_method_of_a_kind_is_like_one_that_was_written(kind: str) -> None:
    method = getattr(chipwatch.Base, kind)
    assert (method.__name__, method.__doc__) == (kind, build_kind_docstring(KINDS[kind]))
    assert list(signature(method).parameters) == ["self", "name", "exact"]
    assert kind in dir(chipwatch.Base)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_the_entities_of_the_kind(kind: str) -> None:
    base = chipwatch.open(str(BASE))
    entity = base.load_entities(kind)[0]
    assert getattr(base, kind)(entity.id) == entity
