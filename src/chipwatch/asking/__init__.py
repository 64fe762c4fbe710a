"""Questions to a base and their answers, as data for scripts and tables for readers."""
