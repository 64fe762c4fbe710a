"""YAML, without anchors and in the order of the data."""

import yaml

from ..model.table import Json


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - what repeats is written again
        return True


def yaml_text(data: Json) -> str:
    """The data as YAML."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text
