"""``python -m chipwatch``."""

from .cli.main import run

run()
