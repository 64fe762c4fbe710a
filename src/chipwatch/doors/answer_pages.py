"""Pages of an answer: as many items of its lists as a size in bytes allows, then a cursor."""

from collections.abc import Callable, Mapping
from json import dumps
from typing import NamedTuple

from ..model.answer import Json
from .answer_form import PagedList

IDENTIFYING_KEYS = ("id", "kind", "name", "property", "label", "chip", "party")
"""The keys by which a page that goes on names what it goes on with."""


class AnswerPage(NamedTuple):
    """A part of an answer, and where the items in it stand among all."""

    data: Json
    first: int
    """The position of its first item, from 0."""
    end: int
    """The position after its last item."""
    total: int
    """How many items the answer has in all."""

    @property
    def is_last(self) -> bool:
        """Whether nothing follows."""
        return self.end >= self.total


def cut_page(data: Json, first: int, budget: int, measure: Callable[[Json], int]) -> AnswerPage:
    """Cut the page that begins at an item, with at least one item in it.

    What contains lists that are cut, such as an entity with its facts, is an item itself, which
    stands before those in it. ``measure`` gives the bytes that an item takes, with its sources.
    """
    cutter = _PageCutter(first, budget, measure)
    page_data = cutter.cut(data)
    return AnswerPage(data=page_data, first=first, end=cutter.end, total=cutter.position)


def measure_bytes(data: Json) -> int:
    """Measure data as the bytes of their JSON."""
    return len(dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


class _PageCutter:
    def __init__(self, first: int, budget: int, measure: Callable[[Json], int]) -> None:
        self.first, self.room, self.measure = first, budget, measure
        self.position, self.end = 0, first
        self.is_full = False

    def cut(self, data: Json) -> Json:
        """Cut data that are not an item of a list, such as a whole answer."""
        if isinstance(data, PagedList):
            return self._cut_list(data)
        return self._cut_container(data) if _has_pages(data) else data

    def _cut_list(self, items: PagedList) -> list[Json]:
        kept: list[Json] = []
        for item in items:
            if not _has_pages(item):
                if self._take(item):
                    kept.append(item)
                continue
            end_before = self.end
            position = self.position
            part = self._cut_container(item)
            if self.end > end_before or (position >= self.first and position < self.end):
                kept.append(part)
        return kept

    def _cut_container(self, container: Json) -> Json:
        """Cut what contains lists: of it only the name where an earlier page had the rest."""
        if isinstance(container, list):
            return [self.cut(item) for item in container]
        assert isinstance(container, Mapping)  # noqa: S101 - lists are in lists or in objects
        head = {key: value for key, value in container.items() if not _has_pages(value)}
        if head and not self._take(head):
            head = {key: head[key] for key in IDENTIFYING_KEYS if key in head}
        lists = {key: self.cut(value) for key, value in container.items() if _has_pages(value)}
        return {**head, **{key: value for key, value in lists.items() if value not in ([], {})}}

    def _take(self, item: Json) -> bool:
        """Count an item; tell whether it stands on the page."""
        position = self.position
        self.position += 1
        if position < self.first or self.is_full:
            return False
        size = self.measure(item)
        if size > self.room and position > self.first:
            self.is_full = True
            return False
        self.room -= size
        self.end = self.position
        return True


def _has_pages(data: Json) -> bool:
    """Tell whether there are lists in data that may be cut."""
    if isinstance(data, PagedList):
        return True
    if isinstance(data, Mapping):
        return any(map(_has_pages, data.values()))
    return isinstance(data, list) and any(map(_has_pages, data))
