"""The version of the package, by itself so that any room may name it."""

__version__ = "0.1.0"
