"""The shapes of JSON output: one JSON Schema for each command, made from the declarations."""
