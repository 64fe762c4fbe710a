"""Which format the options of a call choose, and whether they fit it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from ..model.problem import UsageError
from ..showing.formats import Format, FormatContent, find_format_by_ending, has_ending


class FactsForm(StrEnum):
    """Whether data have the full statements of facts, by the name that ``--facts`` takes."""

    ALL = "all"
    NONE = "none"


def choose_format(values: Mapping[str, object], formats: Sequence[Format]) -> Format:
    """Choose the format that is named, or that of the file; raises UsageError if they differ."""
    name, path = str(values.get("format") or ""), str(values.get("output") or "")
    if values.get("json"):
        if name not in ("", Format.JSON):
            raise UsageError(f"--json contradicts --format {name}", "give one of them")
        name = Format.JSON
    format_of_file = find_format_by_ending(path, formats)
    if not name and path and format_of_file is None:
        endings = ", ".join(ending for form in formats for ending in form.traits.endings[:1])
        raise UsageError(f"the ending of {path} names no format", f"end it in one of {endings}")
    if name and format_of_file and format_of_file != name and not has_ending(Format(name), path):
        raise UsageError(f"--format {name} contradicts the ending of {path}", "give one of them")
    return Format(name) if name else format_of_file or Format.TABLE


def check_shape_options(values: Mapping[str, object], output_format: Format) -> None:
    """Refuse options that the format has no use for; raises UsageError."""
    traits = output_format.traits
    is_separated = traits.content is FormatContent.ROWS and not traits.is_binary
    wrong_options = {
        "--no-header": values.get("no_header") and not is_separated,
        "--bom": values.get("bom") and not is_separated,
        "--facts": values.get("facts") and traits.content is not FormatContent.DATA,
        "--no-null": values.get("no_null") and traits.content is not FormatContent.DATA,
    }
    for option, is_wrong in wrong_options.items():
        if is_wrong:
            message = f"{option} does nothing to the format {output_format}"
            raise UsageError(message, "leave it out, or choose another --format")
