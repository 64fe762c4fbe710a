"""YAML, without anchors and in the order of the data."""

from contextlib import suppress

import yaml

from ..model.answer import Json
from ..model.control_characters import find_control_character


class _NoAliasesMixin:
    def ignore_aliases(self, data: object) -> bool:
        return True


class _FastDumper(_NoAliasesMixin, yaml.CSafeDumper):
    """Writes every character that YAML calls printable as it is."""


class _EscapingDumper(_NoAliasesMixin, yaml.SafeDumper):
    """Writes what the other cannot: lone surrogates."""


def render_yaml(data: Json) -> str:
    """The data as YAML; all but ASCII escaped where a character would steer a terminal."""
    with suppress(UnicodeEncodeError):
        text = _dump_yaml(data, _FastDumper, allow_unicode=True)
        if not find_control_character(text):
            return text
    return _dump_yaml(data, _EscapingDumper, allow_unicode=False)


def _dump_yaml(
    data: Json, dumper: type[yaml.CSafeDumper | yaml.SafeDumper], *, allow_unicode: bool
) -> str:
    text: str = yaml.dump(
        data, Dumper=dumper, allow_unicode=allow_unicode, sort_keys=False, width=100
    )
    return text
