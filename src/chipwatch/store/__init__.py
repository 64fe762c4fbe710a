"""Facts in SQLite: tables, the snapshot in the user's cache, and the base that answers from it."""
