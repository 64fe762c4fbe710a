"""A picture as data, before any format draws it: axes, marks, regions, and what is said below."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Scale(StrEnum):
    """How an axis runs."""

    LINEAR = "linear"
    LOG = "log"
    TIME = "time"
    """Its numbers are days, as proleptic ordinals."""


class Axis(NamedTuple):
    """An axis with its title, which names the unit."""

    title: str
    scale: Scale = Scale.LINEAR


class Span(NamedTuple):
    """From one number to another on an axis; equal for a point, None for an end that is open."""

    low: float | None
    high: float | None

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    @property
    def middle(self) -> float:
        """The number between its ends; of an open one, the end that there is; else 0."""
        ends = [end for end in self if end is not None]
        return sum(ends) / len(ends) if ends else 0


class Mark(NamedTuple):
    """One thing that is drawn."""

    label: str
    x: Span
    y: Span = Span(0, 0)
    """Of a row chart it says nothing: the label is the row."""
    group: str = ""
    """What its colour stands for."""
    shape: str = ""
    """What its form stands for: one of the shapes of the chart."""
    detail: str = ""
    """What is said of it beside its label, such as its figures in words."""
    is_disputed: bool = False


class Region(NamedTuple):
    """A rectangle behind the marks, such as where a paragraph of a rule holds."""

    name: str
    x: Span
    y: Span


class ChartFrame(NamedTuple):
    """What every chart says beside what it draws."""

    title: str
    subtitles: tuple[str, ...] = ()
    """Date, unit, and what the marks mean."""
    notes: tuple[str, ...] = ()
    """Below the picture: sources, version of the facts, what was left out."""
    group_title: str = ""
    groups: tuple[str, ...] = ()
    """The groups in the order of their colours."""
    source_ids: tuple[str, ...] = ()


class PointChart(NamedTuple):
    """Marks in a plane."""

    frame: ChartFrame
    x_axis: Axis
    y_axis: Axis
    marks: Sequence[Mark]
    regions: Sequence[Region] = ()
    shapes: tuple[str, ...] = ()
    """What forms stand for, in the order of the forms: filled circle, ring, cross."""
    joins_groups: bool = False
    """Whether the marks of a group are joined by a line, in their order."""


class RowChart(NamedTuple):
    """A row for each label: bars from zero, or dates on an axis of time."""

    frame: ChartFrame
    axis: Axis
    marks: Sequence[Mark]
    """Marks with one label stand in one row; bars of one row are stacked."""


class ChainLink(NamedTuple):
    """One step of a chain: what is said of the thing before, and the next thing."""

    relation: str
    name: str
    is_weak: bool = False


class ChartedChain(NamedTuple):
    """Things linked one after the other."""

    start: str
    links: tuple[ChainLink, ...]


class ChainChart(NamedTuple):
    """Chains from one thing to another, under one another."""

    frame: ChartFrame
    chains: tuple[ChartedChain, ...]


Chart: TypeAlias = PointChart | RowChart | ChainChart
