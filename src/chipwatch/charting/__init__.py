"""Answers as pictures: what is drawn of which question."""
