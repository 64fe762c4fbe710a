"""Draws tables on a terminal with Rich; nothing else loads it."""
