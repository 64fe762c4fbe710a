"""Answers and problems to text, one module a format."""
