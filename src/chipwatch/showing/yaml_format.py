"""Write YAML, in the order of the data, that readers of YAML 1.1 and 1.2 read alike."""

import re
from contextlib import suppress

import yaml

from ..model.answer import Json
from ..model.control_characters import find_control_character

_YAML_1_2_NUMBER = re.compile(
    r"^(?:[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+)$"
)
"""Texts that YAML 1.2 reads as numbers and YAML 1.1 partly as text: 1e3, 0o17. Named as numbers to
the dumper, they are quoted where they are text."""


class _NoAliasesMixin:
    """Writes what repeats in full each time."""

    def ignore_aliases(self, _: object) -> bool:
        """Tell that nothing is written as an alias."""
        return True


class _FastDumper(_NoAliasesMixin, yaml.CSafeDumper):
    """Writes every character that YAML calls printable as it is; in C, so quickly."""


class _EscapingDumper(_NoAliasesMixin, yaml.SafeDumper):
    """Writes lone surrogates, which the other cannot."""


for _dumper in (_FastDumper, _EscapingDumper):
    _dumper.add_implicit_resolver(
        "tag:yaml.org,2002:float", _YAML_1_2_NUMBER, list("-+.0123456789")
    )


def render_yaml(data: Json) -> str:
    """Write data as YAML; if any character would control a terminal, all but ASCII is escaped."""
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
