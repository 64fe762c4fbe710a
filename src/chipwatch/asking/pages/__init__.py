"""Things one by one or side by side, listings, and the schema."""
