"""A method of the Python interface for each kind of entity, made from the schema.

``kind_methods.pyi`` declares them for editors and type checkers; a test holds it to the schema and
writes it anew with ``--update-golden``.
"""

from collections.abc import Callable
from types import MethodType

from .model.entity import Entity
from .model.kind import Kind
from .model.schema import KINDS


class KindMethods:
    """Gives ``find_entity`` once more for each kind, under the name of the kind."""

    def find_entity(self, name: str, *, kind: str = "", exact: bool = False) -> Entity:
        """Find the entity that a name means."""
        raise NotImplementedError

    def __getattr__(self, name: str) -> Callable[..., Entity]:
        """Give the method of a kind that the base declares itself; raises AttributeError."""
        kind = None if name.startswith("_") else self._get_kind(name)
        if kind is None:
            message = f"a base has no {name!r}"
            raise AttributeError(message)
        return MethodType(_build_kind_method(kind), self)

    def _get_kind(self, name: str) -> type[Kind] | None:
        """Get a kind of the base; None where it has none of this name."""
        raise NotImplementedError


def _build_kind_method(kind: type[Kind]) -> Callable[..., Entity]:
    def find_entity_of_kind(self: KindMethods, name: str, *, exact: bool = False) -> Entity:
        return self.find_entity(name, kind=kind.name, exact=exact)

    find_entity_of_kind.__name__ = kind.name
    find_entity_of_kind.__qualname__ = f"Base.{kind.name}"
    find_entity_of_kind.__doc__ = build_kind_docstring(kind)
    return find_entity_of_kind


def build_kind_docstring(kind: type[Kind]) -> str:
    """Build the docstring of the method of a kind."""
    return f"Find {kind.meaning}; raises NotFoundError or AmbiguousError."


for _kind in KINDS.bundled.values():
    setattr(KindMethods, _kind.name, _build_kind_method(_kind))
