"""Write a chart as a picture, SVG or PNG, without a browser and without a network."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..model.chart import Chart
from ..model.data_frame import MissingLibraryError
from ..model.problem import UsageError
from .vega_lite import build_vega_lite

if TYPE_CHECKING:
    from types import ModuleType

    from ..model.answer import Answer

_LIBRARY = "vl_convert"
_PNG_SCALE = 2.0
"""Pixels of a PNG for each of the picture: sharp on screens of today and in print."""


def render_svg(answer: "Answer") -> str:
    """Draw the chart of an answer as SVG; raises MissingLibraryError and UsageError."""
    return f"{draw_svg(get_chart(answer))}\n"


def render_png(answer: "Answer") -> bytes:
    """Draw the chart of an answer as PNG; raises MissingLibraryError and UsageError."""
    converter = _load_converter()
    spec = build_vega_lite(get_chart(answer))
    png: bytes = converter.vegalite_to_png(spec, scale=_PNG_SCALE, allowed_base_urls=[])
    return png


def draw_svg(chart: Chart) -> str:
    """Draw a chart as SVG; raises MissingLibraryError without vl-convert."""
    svg: str = _load_converter().vegalite_to_svg(build_vega_lite(chart), allowed_base_urls=[])
    return svg


def can_draw_pictures() -> bool:
    """Tell whether vl-convert is installed."""
    return find_spec(_LIBRARY) is not None


def bundle_live_library() -> str:
    """Bundle what draws charts in a browser: a script that sets ``vegaEmbed``; 900 kB.

    Raises MissingLibraryError without vl-convert, which carries it.
    """
    script: str = _load_converter().javascript_bundle()
    return script


def get_chart(answer: "Answer") -> Chart:
    """Return the chart of an answer; raises UsageError where it has none."""
    chart = answer.to_chart()
    if chart is None:
        raise UsageError("this answer is no picture", "chipwatch chart draws pictures")
    return chart


def _load_converter() -> "ModuleType":
    try:
        import vl_convert
    except ImportError as error:
        raise MissingLibraryError.build("vl-convert", "pictures need", "charts") from error
    return vl_convert
