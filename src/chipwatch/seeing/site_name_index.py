"""The index of names that a browser searches: the keys under which the base finds entities.

It is a script rather than data, so that pages opened from a disk can load it too.
"""

from json import dumps
from typing import TYPE_CHECKING

from .site_content import SiteContent

if TYPE_CHECKING:
    from ..model.answer import Json

VARIABLE = "chipwatchNames"
"""The name of the variable that the script sets; ``search.js`` reads it."""


def write_name_index(content: SiteContent) -> bytes:
    """Write the script: kinds, simplified characters, and a row for each entity.

    A row is: number of its kind, address, name, what it is, its keys joined by spaces, the keys
    that stand for a part of its name or a code.
    """
    whole_keys: dict[str, list[str]] = {}
    partial_keys: dict[str, list[str]] = {}
    for name in content.base.load_all_names():
        keys = partial_keys if name.grade else whole_keys
        keys.setdefault(name.entity.id, []).append(name.key)
    rows: list[Json] = [
        [
            content.kinds.index(entity.kind),
            content.addresses.get(entity.id).href,
            entity.name,
            _get_summary(content, entity.id),
            " ".join(whole_keys.get(entity.id, ())),
            " ".join(partial_keys.get(entity.id, ())),
        ]
        for entity in content.entities.values()
    ]
    simplifications = content.base.load_simplifications()
    data: Json = {
        "kinds": content.kinds,
        "traditional": "".join(map(chr, simplifications)),
        "simplified": "".join(map(chr, simplifications.values())),
        "rows": rows,
    }
    text = dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"var {VARIABLE} = {text};\n".encode(errors="backslashreplace")


def _get_summary(content: SiteContent, entity_id: str) -> str:
    ranked = content.graph.rank_facts(content.entities[entity_id]).get("summary")
    return ranked.shown_facts[0].format_value() if ranked else ""
