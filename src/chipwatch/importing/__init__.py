"""Import the tables of others, and our own exports, as fact files; compare two bases in facts."""
