"""YAML, without anchors and in the order of the data."""

from contextlib import suppress

import yaml

from ..model.table import Json
from ..model.text import steering


class _Plain:
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - what repeats is written again
        return True


class _Dumper(_Plain, yaml.CSafeDumper):
    """Writes every character that YAML calls printable as it is."""


class _Escaper(_Plain, yaml.SafeDumper):
    """Writes what the other cannot: lone surrogates."""


def yaml_text(data: Json) -> str:
    """The data as YAML; all but ASCII escaped where a character would steer a terminal."""
    with suppress(UnicodeEncodeError):
        text = _dumped(data, _Dumper, as_it_is=True)
        if not steering(text):
            return text
    return _dumped(data, _Escaper, as_it_is=False)


def _dumped(data: Json, dumper: type[yaml.CSafeDumper | yaml.SafeDumper], *, as_it_is: bool) -> str:
    text: str = yaml.dump(data, Dumper=dumper, allow_unicode=as_it_is, sort_keys=False, width=100)
    return text
