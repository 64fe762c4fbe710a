"""The form that an assistant gets an answer in: short unless it asks for detail, never with nulls.

The published schema of the output says by keywords what is detail; the schema of a tool is reduced
by the same keywords (``result_schema.py``), so that data and schema cannot drift apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..model.answer import Json
from ..shapes.output_schemas import REFERENCE_PREFIX, build_definitions
from ..shapes.shape_parts import (
    BESIDE_KEYWORD,
    DETAIL_KEYWORD,
    JOINED_KEYWORD,
    PAGED_KEYWORD,
    SHOWN_KEYWORD,
    Shape,
)

MAX_TEXT_LETTERS = 4000
"""Letters beyond which the rest of one text is left out; the longest note has fewer."""


class PagedList(list[Json]):
    """A list that may be cut into pages."""


class ReducedData(NamedTuple):
    """The data of an answer as an assistant gets them, and whether texts are cut in them."""

    data: Json
    has_cut_texts: bool


def reduce_data(data: Json, alternatives: Sequence[Shape], *, has_detail: bool) -> ReducedData:
    """Reduce the data of an answer, of which the alternatives say what it may look like."""
    reducer = _DataReducer(has_detail=has_detail)
    reduced = reducer.reduce(data, {"anyOf": list(alternatives)})
    if isinstance(reduced, list):
        reduced = PagedList(reduced)  # rows of columns that were chosen have no shape
    return ReducedData(data=reduced, has_cut_texts=reducer.has_cut_texts)


class _DataReducer:
    def __init__(self, *, has_detail: bool) -> None:
        self.has_detail, self.has_cut_texts = has_detail, False
        self.definitions = build_definitions()

    def reduce(self, data: Json, shape: Shape) -> Json:
        """Reduce a value of a shape; what has no shape only loses what is empty."""
        shape = self._choose_alternative(data, shape)
        if isinstance(data, Mapping):
            reduced = dict(self._iter_pairs(data, shape))
            separator = shape.get(JOINED_KEYWORD)
            return separator.join(reduced.values()) if separator else reduced
        if isinstance(data, list | tuple):
            items = [self.reduce(item, shape.get("items", {})) for item in self._keep(data, shape)]
            return PagedList(items) if PAGED_KEYWORD in shape else items
        if isinstance(data, str) and len(data) > MAX_TEXT_LETTERS:
            self.has_cut_texts = True
            omitted_count = len(data) - MAX_TEXT_LETTERS
            return f"{data[:MAX_TEXT_LETTERS]}… {omitted_count:,} letters left out"
        return data

    def _iter_pairs(self, data: Mapping[str, Json], shape: Shape) -> Iterator[tuple[str, Json]]:
        shapes, other_shape = shape.get("properties", {}), shape.get("additionalProperties", {})
        for key, value in data.items():
            value_shape = shapes.get(key, other_shape) or {}
            if BESIDE_KEYWORD in value_shape or (
                DETAIL_KEYWORD in value_shape and not self.has_detail
            ):
                continue
            reduced = self.reduce(value, value_shape)
            is_usual = not self.has_detail and reduced == value_shape.get("default", ...)
            if (_has_content(reduced) or _tells_by_null(value_shape)) and not is_usual:
                yield key, reduced

    def _keep(self, items: Sequence[Json], shape: Shape) -> Sequence[Json]:
        """Keep the facts that are shown, where the others are detail."""
        if SHOWN_KEYWORD not in shape or self.has_detail:
            return items
        return [item for item in items if isinstance(item, Mapping) and item.get("shown")]

    def _choose_alternative(self, data: Json, shape: Shape) -> Shape:
        """Choose the alternative that data were made by; an empty shape where none fits."""
        shape = self._follow_reference(shape)
        if "anyOf" not in shape:
            return shape
        alternatives = (self._choose_alternative(data, option) for option in shape["anyOf"])
        keywords = {key: value for key, value in shape.items() if key != "anyOf"}
        fitting = (option for option in alternatives if self._fits(data, option))
        return next(({**option, **keywords} for option in fitting), {})

    def _follow_reference(self, shape: Shape) -> Shape:
        reference = shape.get("$ref")
        if not isinstance(reference, str):
            return shape
        keywords = {key: value for key, value in shape.items() if key != "$ref"}
        return {**self.definitions[reference.removeprefix(REFERENCE_PREFIX)], **keywords}

    def _fits(self, data: Json, shape: Shape) -> bool:
        """Tell whether data may be of a shape, by the keys of an object or of a list's first."""
        if isinstance(data, list | tuple):
            item_shape = shape.get("items")
            if item_shape is None:
                return False
            return not data or self._fits(data[0], self._choose_alternative(data[0], item_shape))
        if isinstance(data, Mapping):
            return _has_keys_of(data, shape)
        return "items" not in shape and "properties" not in shape


def _has_keys_of(data: Mapping[str, Json], shape: Shape) -> bool:
    """Tell whether an object has all keys that a shape requires, and none that it does not know."""
    shapes, other_shape = shape.get("properties"), shape.get("additionalProperties")
    if shapes is None and not other_shape:
        return False
    is_open = other_shape is not False or data.keys() <= (shapes or {}).keys()
    return is_open and data.keys() >= set(shape.get("required", ()))


def _has_content(data: Json) -> bool:
    """Tell whether data say something: zero and false do."""
    return data is not None and data not in ("", [], {})


def _tells_by_null(shape: Shape) -> bool:
    """Tell whether null says that something cannot be told: whether it is so or not."""
    return "boolean" in shape.get("type", ())
