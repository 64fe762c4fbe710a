"""The skeleton of a new entity: what one expects to know of its kind, as comments to fill in."""

from collections.abc import Iterator

from ..model.kind import AnyField, Kind
from ..model.kind_wording import add_article
from .yaml_style import MAX_LINE_WIDTH, write_text


def write_skeleton(kind: type[Kind], name: str) -> str:
    """Write a fact file that has a name, and a comment for each property, the core ones first."""
    return "".join(f"{line}\n" for line in _iter_lines(kind, name))


def _iter_lines(kind: type[Kind], name: str) -> Iterator[str]:
    core = [key for group in kind.core for key in group.split("|") if key in kind.properties]
    rest = [key for key in kind.properties if key not in core]
    yield f"name: {write_text(name)}"
    yield "# aliases: []  # other names: in Chinese, short forms, tickers"
    yield "# sources: []  # ids of sources, id#place, for every fact here that names none"
    yield ""
    yield f"# What one expects to know of {add_article(kind.name)}; take the # away and fill in:"
    yield from (_write_hint(key, kind.properties[key]) for key in core)
    if rest:
        yield ""
        yield "# What else can be said:"
        yield from (_write_hint(key, kind.properties[key]) for key in rest)


def _write_hint(key: str, field: AnyField) -> str:
    """Write a property as a comment, with its type, unit and meaning."""
    unit = f" in {field.unit}" if field.unit else ""
    hint = f"# {key}:  # {field.type_description}{unit}. {field.meaning}"
    return hint if len(hint) <= MAX_LINE_WIDTH else f"{hint[: MAX_LINE_WIDTH - 1]}…"
