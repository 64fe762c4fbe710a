"""The kinds that the base of a command line declares, before the command itself opens it."""

from collections.abc import Sequence

from .options import choose_typed_layers


def use_own_kinds(words: Sequence[str] = ()) -> None:
    """Put the kinds in force that the base declares which a command line means.

    Raises UnreadableBaseError and BadConfigurationError.
    """
    from ..store.snapshot import use_kinds_of

    use_kinds_of(choose_typed_layers(words).layers)
