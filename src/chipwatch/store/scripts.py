"""Traditional characters and the simplified ones that stand for them; read when a base is built."""

from collections.abc import Iterable

_FIRST, _END = 0x3400, 0xA000
"""The characters that names are written with: the blocks of Chinese that Unicode began with."""


def simplified(names: Iterable[str]) -> dict[str, str]:
    """The traditional characters for all characters of these names, each with its simplified one.

    Character by character, as names are compared: which of its words it stands in does not count.
    """
    used = {letter for name in names if not name.isascii() for letter in name}
    if not any("\u3400" <= letter < "\ua000" for letter in used):
        return {}
    from opencc import OpenCC

    every = [chr(code) for code in range(_FIRST, _END)]
    plain = OpenCC("t2s").convert("\n".join(every)).split("\n")
    pairs = {old: new for old, new in zip(every, plain, strict=True) if old != new}
    wanted = {pairs.get(letter, letter) for letter in used}
    return {old: new for old, new in pairs.items() if new in wanted and len(new) == 1}
