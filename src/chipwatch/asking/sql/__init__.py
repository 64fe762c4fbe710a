"""Questions in SQL: the tables they see, conditions on entities, and the sandbox they run in."""
